package messaging

import (
	"charthouse/internal/civil"
	"charthouse/internal/id"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// personView is what one wants to know of the client while answering.
type personView struct {
	Name, Initials, Href, Meta string
	Alerts                     []ui.Tag
	Blocks                     []ui.Side
}

func personOf(c id.Client, t workflow.TalkOf, now calendar, currency string) *personView {
	v := &personView{Name: t.Client.Name(), Initials: page.Initials(t.Client.Name()), Href: href.Client(c), Meta: "No. " + c.String()}
	if !t.Client.BirthDate.IsZero() {
		v.Meta = show.Age(t.Client.BirthDate, civil.Of(now.at, now.zone)) + ", " + v.Meta
	}
	for _, a := range t.Alerts {
		v.Alerts = append(v.Alerts, ui.Tag{Text: a.Text, Icon: "triangle-alert", Tone: ui.Rust})
	}
	coming := ui.Side{Title: "Coming up"}
	if t.Summary.NextAt != nil {
		coming.Rows = append(coming.Rows, ui.SideRow{Label: t.Summary.NextType + ", " + t.Summary.NextWith, Detail: show.DayTime(*t.Summary.NextAt, now.at, now.zone)})
	} else {
		coming.Rows = append(coming.Rows, ui.SideRow{Label: "No visit is booked"})
	}
	v.Blocks = append(v.Blocks, coming)
	if t.Summary.OwedCents != 0 {
		label := "Owes"
		if t.Summary.OwedCents < 0 {
			label = "Credit"
		}
		v.Blocks[0].Rows = append(v.Blocks[0].Rows, ui.SideRow{Label: label, Detail: show.Money(max(t.Summary.OwedCents, -t.Summary.OwedCents), currency)})
	}
	other := ui.Side{Title: "Also open", Link: &ui.Link{Href: href.Messages(c), Label: "All messages"}, Empty: "Nothing else"}
	for _, o := range t.Others {
		if o.ID == t.ID {
			continue
		}
		subject := o.Subject
		if subject == "" {
			subject = matters[o.Kind].label
		}
		other.Rows = append(other.Rows, ui.SideRow{Label: subject, Detail: show.When(o.LastAt, now.at, now.zone), Href: href.Conversation(c, o.ID)})
	}
	v.Blocks = append(v.Blocks, other)
	return v
}
