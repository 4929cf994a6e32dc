package docs

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	docs "charthouse/internal/documentation"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// codesView is what the visit is coded with, and what can be added.
type codesView struct {
	Diagnoses []diagnosis
	Services  []service
	Total     string
	Fees      []ui.Option
	Known     bool // a code list is imported; else codes are written by hand
	Words     string
	Found     []docs.Diagnosis
}

type diagnosis struct {
	Code, Label string
	First       bool
}

type service struct {
	ID, Code, Label, Units, Modifiers, Money, Detail string
}

func (d drawing) codes() codesView {
	v := codesView{Known: d.p.CodesKnown, Found: d.p.Found}
	v.Diagnoses, v.Services, v.Total = codesOf(d.p.Note, d.currency)
	v.Fees = []ui.Option{{Value: "", Label: "Add a service"}}
	for _, f := range d.p.Fees {
		v.Fees = append(v.Fees, ui.Option{Value: f.ServiceID.String(), Label: f.Code + " " + f.Label + ", " + show.Money(f.Cents, d.currency)})
	}
	if s := d.p.Signature; s.NoteID != 0 {
		signed := docs.Note{Diagnoses: s.Content.Diagnoses, Services: s.Content.Services}
		v.Diagnoses, v.Services, v.Total = codesOf(signed, d.currency)
	}
	return v
}

// typed puts back what was typed beside the services, and the words of a diagnosis.
func (v *codesView) typed(d docs.Draft, find string) {
	v.Words = find
	for i := range v.Services {
		s := &v.Services[i]
		if units, sent := d.Units[s.ID]; sent {
			s.Units = units
		}
		if modifiers, sent := d.Modifiers[s.ID]; sent {
			s.Modifiers = modifiers
		}
	}
}

func codesOf(n docs.Note, currency string) (diagnoses []diagnosis, services []service, total string) {
	for i, d := range n.Diagnoses {
		diagnoses = append(diagnoses, diagnosis{d.Code, d.Label, i == 0})
	}
	for _, s := range n.Services {
		one := service{
			ID: s.ServiceID.String(), Code: s.Code, Label: s.Label, Units: strconv.Itoa(s.Units), Modifiers: s.Modifiers,
			Money: show.Money(s.Cents*int64(s.Units), currency),
		}
		if s.Units > 1 {
			one.Detail = fmt.Sprintf("%d × %s", s.Units, show.Money(s.Cents, currency))
		}
		one.Detail = strings.Join(filled(one.Detail, s.Modifiers), ", modifier ")
		services = append(services, one)
	}
	return diagnoses, services, show.Money(n.Cents(), currency)
}

// checks is the list before closing: what stops first, each leading to its field.
func (d drawing) checks() (out []ui.Scrub, ticked string) {
	done := 0
	all := d.p.Note.Checks(d.p.Cover)
	for _, c := range all {
		s := ui.Scrub{State: ui.Ahead, Title: c.Text}
		switch {
		case c.Done:
			s.State = ui.Done
			done++
		case c.Stops:
			s.State = ui.Blocked
			s.Fix = &ui.Fix{Act: ui.Act{Label: "Go to it", Href: "#" + d.field(c), Small: true, Attrs: map[string]any{"data-blank": d.field(c)}}}
		}
		out = append(out, s)
	}
	return out, fmt.Sprintf("%d of %d, ticks itself", done, len(all))
}

// field is the id of the field that a check is about.
func (d drawing) field(c docs.Check) string {
	switch c.Section {
	case docs.AtDiagnoses:
		return "diagnosis-text"
	case docs.AtServices:
		return "service"
	case docs.AtMedicines:
		return "medicines-checked"
	case "":
		if len(d.p.Note.Template) > 0 {
			return "s-" + d.p.Note.Template[0].Key
		}
	}
	return "s-" + c.Section
}

func (d drawing) bar() bar {
	n := d.p.Note
	b := bar{Says: "When you sign: " + d.effects(), Sign: href.SignNote(n.ClientID, n.VisitID), Editable: d.writes()}
	for _, c := range n.Checks(d.p.Cover) {
		if c.Stops && !c.Done {
			b.Left, b.LeftAt, b.Stop = c.Text+".", d.field(c), true
			break
		}
	}
	return b
}

// effects is what signing sets off, in the order in which it happens.
func (d drawing) effects() string {
	sum, cover := d.p.Note.Cents(), d.p.Cover
	money := show.Money(sum, d.currency)
	switch {
	case d.p.Line.Charged:
		return "the note is locked. The visit is charged already."
	case len(d.p.Note.Services) == 0:
		return "the note is locked. Nothing is charged, since no service is chosen."
	case sum == 0:
		return "the services are charged at no price, and the note is locked."
	case !cover.Insured():
		return money + " is charged, the invoice is made, and the note is locked."
	case cover.CopayCents > 0:
		copay := show.Money(min(cover.CopayCents, sum), d.currency)
		return money + " is charged, the claim to " + cover.Payer + " is made, the copay of " + copay + " is due, and the note is locked."
	}
	return money + " is charged, the claim to " + cover.Payer + " is made, and the note is locked."
}

// hash writes a hash in groups that can be compared by eye.
func hash(sum []byte) string {
	words := hex.EncodeToString(sum)
	var groups []string
	for len(words) > 8 {
		groups, words = append(groups, words[:8]), words[8:]
	}
	return strings.Join(append(groups, words), " ")
}
