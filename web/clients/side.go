package clients

import (
	"fmt"
	"slices"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/id"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// sidesOf is the reference beside the timeline: what is clinical for those who
// may read it, then people, payers and papers.
func sidesOf(s sight, f workflow.File) []ui.Side {
	var out []ui.Side
	c := f.Client.ID
	if f.Clinical != nil {
		edit := link(s, access.EditClinical, href.Clinical(c), "Edit")
		out = append(out, problemSide(*f.Clinical, edit), medicineSide(s, *f.Clinical, edit), allergySide(*f.Clinical, edit), resultSide(s, *f.Clinical, c))
	}
	if s.who.May(access.OpenTask) {
		out = append(out, taskSide(s, f))
	}
	out = append(out, peopleSide(s, f), payerSide(s, f))
	if s.who.May(access.OpenDocument) {
		out = append(out, paperSide(s, f))
	}
	out = append(out, alertSide(s, f))
	if s.who.May(access.RestrictClient) {
		out = append(out, restrictionSide(f))
	}
	return out
}

func link(s sight, v access.Verb, to, label string) *ui.Link {
	if !s.who.May(v) {
		return nil
	}
	return &ui.Link{Href: to, Label: label}
}

// few is how many rows a side block shows before it says how many more there are.
const few = 8

func problemSide(all clients.Clinical, edit *ui.Link) ui.Side {
	side := ui.Side{Title: "Problems", Link: edit, Empty: "None recorded"}
	for _, p := range all.Problems[:min(len(all.Problems), few)] {
		side.Rows = append(side.Rows, ui.SideRow{Label: p.Label, Detail: year(p.Onset)})
	}
	return more(side, len(all.Problems), edit)
}

func medicineSide(s sight, all clients.Clinical, edit *ui.Link) ui.Side {
	side := ui.Side{Title: "Medicines", Link: edit, Empty: "None recorded"}
	for _, m := range all.Medications[:min(len(all.Medications), few)] {
		row := ui.SideRow{Label: m.Name, Detail: m.Directions}
		if len(m.Name)+len(m.Directions) > 34 {
			row.Detail, row.Under = "", m.Directions
		}
		if m.Source == "" && s.now.Sub(m.RecordedAt) < 14*24*time.Hour {
			row.Tag = &ui.Tag{Text: "new", Tone: ui.Ochre}
		}
		side.Rows = append(side.Rows, row)
	}
	if at := confirmed(all.Medications); at != nil {
		side.Rows = append(side.Rows, ui.SideRow{Label: "All confirmed", Detail: show.When(*at, s.now, s.zone)})
	}
	return more(side, len(all.Medications), edit)
}

// confirmed is when the list as a whole was last confirmed, or nil.
func confirmed(list []clients.Medication) *time.Time {
	var first *time.Time
	for _, m := range list {
		if m.ConfirmedAt == nil {
			return nil
		}
		if first == nil || m.ConfirmedAt.Before(*first) {
			first = m.ConfirmedAt
		}
	}
	return first
}

func allergySide(all clients.Clinical, edit *ui.Link) ui.Side {
	side := ui.Side{Title: "Allergies", Link: edit, Empty: "None recorded"}
	for _, a := range all.Allergies[:min(len(all.Allergies), few)] {
		side.Rows = append(side.Rows, ui.SideRow{Label: prefixed(a.Substance, a.Reaction), Detail: or(a.Severity, year(a.Since))})
	}
	return more(side, len(all.Allergies), edit)
}

func resultSide(s sight, all clients.Clinical, c id.Client) ui.Side {
	side := ui.Side{Title: "Results", Link: link(s, access.EditClinical, href.Clinical(c)+"#vitals", "Add"), Empty: "Nothing measured yet"}
	for _, r := range all.Results[:min(len(all.Results), few)] {
		side.Rows = append(side.Rows, ui.SideRow{
			Label: r.Label + " " + value(r), Under: show.When(r.Last().TakenAt, s.now, s.zone), Spark: spark(r),
		})
	}
	return side
}

// value is the newest value with its unit: 132/84 mmHg, 8.1 %.
func value(r clients.Result) string {
	p := r.Last()
	if p.Value2 != nil {
		return number(p.Value) + "/" + number(*p.Value2)
	}
	return join(" ", number(p.Value), units(r.Unit))
}

// units writes UCUM as people do.
func units(unit string) string {
	return or(map[string]string{"Cel": "°C", "{score}": "", "kg/m2": "kg/m²", "[degF]": "°F"}[unit], unit)
}

func number(n float64) string { return fmt.Sprintf("%.4g", n) }

// spark is the values before the newest, oldest first; one alone has no curve.
func spark(r clients.Result) *ui.Spark {
	if len(r.Points) < 2 {
		return nil
	}
	s := &ui.Spark{Label: r.Label}
	for _, p := range slices.Backward(r.Points) {
		s.Points = append(s.Points, p.Value)
	}
	return s
}

func peopleSide(s sight, f workflow.File) ui.Side {
	side := ui.Side{Title: "People", Link: link(s, access.EditClient, href.Contacts(f.Client.ID), "Edit"), Empty: "Nobody yet"}
	for _, t := range f.Team {
		side.Rows = append(side.Rows, ui.SideRow{Label: t.Name, Detail: t.Title})
	}
	for _, c := range f.Contacts[:min(len(f.Contacts), few)] {
		side.Rows = append(side.Rows, ui.SideRow{Label: c.Name, Detail: join(", ", c.Relation, role(c)), Under: c.Phone})
	}
	return more(side, len(f.Contacts), side.Link)
}

// role is what a contact is for.
func role(c clients.Contact) string {
	switch {
	case c.Emergency:
		return "emergency"
	case c.BillPayer:
		return "pays"
	case c.MayDiscuss:
		return "may call"
	}
	return ""
}

var ranks = map[int]string{1: "pays first", 2: "pays second", 3: "pays third"}

func payerSide(s sight, f workflow.File) ui.Side {
	side := ui.Side{Title: "Coverage", Link: link(s, access.EditCoverage, href.Coverages(f.Client.ID), "Edit"), Empty: "Self-pay"}
	for _, c := range f.Coverages {
		row := ui.SideRow{Label: join(" ", c.Payer, c.Plan), Detail: ranks[c.Rank], Under: prefix("No. ", c.MemberNumber)}
		if !c.Active(s.today()) {
			row.Tag = &ui.Tag{Text: "not active", Tone: ui.Ochre}
		}
		side.Rows = append(side.Rows, row)
	}
	return side
}

func taskSide(s sight, f workflow.File) ui.Side {
	c := f.Client.ID
	side := ui.Side{Title: "Tasks", Link: link(s, access.MakeTask, href.FileTasks(c), "Add"), Empty: "Nothing to be done"}
	for _, t := range f.Tasks[:min(len(f.Tasks), few)] {
		row := ui.SideRow{Label: t.Title, Href: href.Task(c, t.ID), Detail: show.Day(t.DueOn.In(s.zone), s.now, s.zone), Under: t.Owner}
		if t.Late {
			row.Tag = &ui.Tag{Text: "late", Tone: ui.Rust}
		}
		side.Rows = append(side.Rows, row)
	}
	return more(side, len(f.Tasks), side.Link)
}

func paperSide(s sight, f workflow.File) ui.Side {
	c := f.Client.ID
	side := ui.Side{Title: "Papers", Link: link(s, access.AddDocument, href.Documents(c), "Add"), Empty: "None yet"}
	for _, d := range f.Papers {
		side.Rows = append(side.Rows, ui.SideRow{Label: d.Title, Href: href.Document(c, d.ID), Detail: show.When(d.ReceivedAt, s.now, s.zone)})
	}
	return side
}

func alertSide(s sight, f workflow.File) ui.Side {
	side := ui.Side{Title: "Alerts", Link: link(s, access.EditAlerts, href.Alerts(f.Client.ID), "Edit"), Empty: "None"}
	for _, a := range f.Alerts {
		side.Rows = append(side.Rows, ui.SideRow{Label: a.Text, Detail: show.When(a.RaisedAt, s.now, s.zone)})
	}
	return side
}

// restrictionSide leads those who may change it to who may open the file.
func restrictionSide(f workflow.File) ui.Side {
	side := ui.Side{Title: "Who may open it", Link: &ui.Link{Href: href.Restriction(f.Client.ID), Label: "Edit"}}
	row := ui.SideRow{Label: "Everybody, within their role"}
	if f.Client.Restricted {
		row = ui.SideRow{Label: "Its care team only"}
	}
	side.Rows = []ui.SideRow{row, {Label: "Who saw and changed it", Href: href.Trail(f.Client.ID)}}
	return side
}

// more says how many rows a block leaves out.
func more(side ui.Side, all int, to *ui.Link) ui.Side {
	if all > few {
		row := ui.SideRow{Label: fmt.Sprintf("and %d more", all-few)}
		if to != nil {
			row.Href = to.Href
		}
		side.Rows = append(side.Rows, row)
	}
	return side
}

// year is the year of a day as precise as it was said.
func year(day string) string { return day[:min(len(day), 4)] }
