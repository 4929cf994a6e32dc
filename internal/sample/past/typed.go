package past

import (
	"encoding/json"
	"time"

	"charthouse/internal/id"
	"charthouse/internal/sample/life"
)

// Typing is by these acts.
const (
	opening   = "client.create"
	editing   = "client.edit"
	reviewing = "packet.review"
)

// row is where something was typed into.
type row struct {
	client id.Client
	table  string
	number int64
	op     byte
}

// typed keeps in the history what somebody typed, in an act of its own: what a file
// held before is found again there. Only of what people type is there a history.
func (w *Writer) typed(at time.Time, by id.Staff, verb string, r row, values map[string]string) {
	for k, v := range values {
		if v == "" {
			delete(values, k)
		}
	}
	text, err := json.Marshal(values)
	if err != nil || len(values) == 0 {
		return // a map of strings is always written
	}
	w.add("history", w.trail(at, by, verb, r.client), at, r.table, r.number, r.client, r.op, string(text))
}

// typing is how a file is opened at the desk: the person, then who belongs to them,
// then who pays.
func (w *Writer) typing(p *life.Person, by id.Staff, at time.Time) {
	phone := p.Phone
	if p.OldPhone != "" {
		phone = p.OldPhone
	}
	w.typed(at, by, opening, row{p.Number, "clients", int64(p.Number), 'I'}, map[string]string{"birth_date": p.Born.String(), "phone": phone, "email": p.Email, "line1": p.Line1})
	first := w.tables["contacts"].last - int64(len(p.Contacts))
	for i, c := range p.Contacts {
		w.typed(at.Add(time.Minute), by, editing, row{p.Number, "contacts", first + int64(i) + 1, 'I'}, map[string]string{"name": c.Name, "phone": c.Phone, "email": c.Email})
	}
	if c := p.Cover; c != nil {
		values := map[string]string{"member_number": c.Member, "subscriber": c.Subscriber}
		if !c.SubscriberBirth.IsZero() {
			values["subscriber_birth"] = c.SubscriberBirth.String()
		}
		w.typed(at.Add(2*time.Minute), by, covering, row{p.Number, "coverages", int64(c.Number), 'I'}, values)
	}
}
