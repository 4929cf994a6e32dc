package past

import (
	"time"

	"charthouse/internal/id"
	"charthouse/internal/sample/life"
)

const saidAtDesk = "said at the desk"

// person opens a file with all that is known of them.
func (w *Writer) person(p *life.Person, at time.Time) {
	desk := w.house.Desk[len(w.tables["clients"].rows)%len(w.house.Desk)]
	p.Number = id.Client(w.add("clients", p.Given, p.Family, p.Preferred, date(p.Born), p.Sex, p.Pronouns, p.Language, p.Interpreter,
		p.Phone, p.Email, p.Prefers, p.Line1, p.City, p.Postcode, at))
	for _, f := range [][2]string{
		{"given", p.Given},
		{"family", p.Family},
		{"preferred", p.Preferred},
		{"birth_date", p.Born.String()},
		{"sex", p.Sex},
		{"phone", p.Phone},
		{"email", p.Email},
		{"line1", p.Line1},
		{"city", p.City},
		{"postcode", p.Postcode},
		{"language", p.Language},
	} {
		if f[1] != "" {
			w.add("client_facts", p.Number, f[0], saidAtDesk, at, desk.Name)
		}
	}
	for _, c := range p.Contacts {
		w.add("contacts", p.Number, c.Name, c.Relation, c.Phone, c.Email, c.Emergency, c.PaysTheBill, c.Discuss, c.Proxy)
	}
	for _, a := range p.Alerts {
		w.add("alerts", p.Number, a[0], a[1], at, desk.ID)
	}
	w.health(p, at)
	if c := p.Cover; c != nil {
		c.Number = id.Coverage(w.add("coverages", p.Number, c.Payer.ID, c.Plan, c.Member, c.Group, c.Relation, c.Subscriber, date(c.SubscriberBirth),
			c.Copay, date(c.Since), saidAtDesk, at, desk.Name))
	}
	w.typing(p, desk.ID, at)
}

func (w *Writer) health(p *life.Person, at time.Time) {
	for _, a := range p.Allergies {
		w.add("allergies", p.Number, a[0], a[1], a[2], at)
	}
	for _, x := range p.Problems {
		w.add("problems", p.Number, x.Label, x.Code, "http://hl7.org/fhir/sid/icd-10-cm", x.Onset, at)
	}
	for _, m := range p.Medicines {
		w.add("medications", p.Number, m[0], m[1], at, at)
	}
}
