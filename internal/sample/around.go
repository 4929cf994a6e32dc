package sample

import (
	"context"
	"fmt"

	"charthouse/internal/clients"
	"charthouse/internal/id"
	"charthouse/internal/practice"
)

// minor is a child without mail of their own, whose parent fills in the forms.
const minor = 3

// parent is written down beside the child, and may act for them.
func (l *loader) parent(ctx context.Context, door *clients.Service, s set, c id.Client, i int) error {
	name := family[i*7%len(family)]
	return drop(door.AddContact(ctx, s.desk, c, clients.ContactForm{
		Name: "Leila " + name, Relation: "mother", Phone: "555 0277", Email: "leila.parent@mail.example", Emergency: true, MayDiscuss: true, Proxy: true,
	}))
}

// restrict closes the file of today's last patient of psychology, who is known in
// town, to all but their clinicians and one of the desk.
func (l *loader) restrict(ctx context.Context, plan []slot) error {
	people, err := practice.New(l.db).ListStaff(ctx, manager)
	if err != nil {
		return fmt.Errorf("who works here: %w", err)
	}
	in := clients.RestrictionForm{Reason: "Sits on the town council; asked for it"}
	for _, p := range people {
		if p.Name == "Leilani Kahale" {
			in.Team = []string{p.ID.String()}
		}
	}
	for i := len(plan) - 1; i >= 0; i-- {
		if v := plan[i]; v.day == l.today && v.kind == "Psychology" {
			return clients.New(l.db).Restrict(ctx, manager, v.who.id, in)
		}
	}
	return nil
}
