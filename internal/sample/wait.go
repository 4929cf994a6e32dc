package sample

import (
	"context"
	"fmt"
	"time"

	"charthouse/internal/id"
	"charthouse/internal/sample/life"
	"charthouse/internal/scheduling"
)

// waits are what people of the sample wait for: days and parts of a day, and how urgent
// it is.
var waits = []scheduling.WaitForm{
	{Weekdays: []string{"1", "2", "3"}, Parts: []string{"morning"}, Remark: "Works late shifts; call the mobile."},
	{Urgency: "urgent", Remark: "The knee is swollen again, asked for the next time there is."},
	{Parts: []string{"afternoon", "evening"}},
	{Urgency: "soon", Weekdays: []string{"4", "5"}},
	{},
}

// wait has the desk put people on the waitlist who asked for an earlier time: with whom
// they were before, or with anybody.
func (l *loader) wait(ctx context.Context) error {
	had := map[id.Client]bool{}
	for i, f := range waits {
		v := l.seen(i*7+3, func(v *life.Visit) bool { return v.With != l.set.Clinicians[3] && !had[v.Person.Number] })
		if v == nil {
			return nil
		}
		had[v.Person.Number] = true
		f.Type = v.Kind.ID.String()
		if i%2 == 0 {
			f.Clinician = v.With.ID.String()
		}
		l.at = l.now.Add(time.Duration(i-49) * time.Minute)
		if _, err := scheduling.New(l.db).AddWait(ctx, l.actor(v.Desk.ID), v.Person.Number, f); err != nil {
			return fmt.Errorf("put somebody on the waitlist: %w", err)
		}
	}
	return nil
}
