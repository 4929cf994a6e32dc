package today

import (
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/ui"
)

// columnsOf are the ways to see the day of a location.
func columnsOf(day scheduling.Day, v dayView) (out []ui.Switch) {
	if day.By == scheduling.ByLocation {
		return nil
	}
	for _, w := range sides(day) {
		out = append(out, ui.Switch{Label: w.label, On: w.by == day.By, Href: v.link(func(d *href.Day) { d.By = string(w.by) })})
	}
	return out
}

type side struct {
	label string
	by    scheduling.By
}

// sides are what stands side by side at the location; equipment where it has any.
func sides(day scheduling.Day) []side {
	out := []side{{"Clinicians", scheduling.ByClinician}, {"Rooms", scheduling.ByRoom}}
	if day.Equipped {
		out = append(out, side{"Equipment", scheduling.ByEquipment})
	}
	return out
}

// everySite is the chip of all locations on the same clocks.
const everySite = "All"

// begin is what a day and a week have alike before their columns.
func (b *viewer) begin() dayView {
	day := b.day
	if len(day.Sites) == 1 {
		b.here.At = 0
	}
	v := dayView{Here: b.here, List: b.here.List, At: day.At.Name}
	all, others := day.By == scheduling.ByLocation, false
	for _, s := range day.Sites {
		others = others || s.ID != day.At.ID && s.Zone == day.At.Zone
		v.Sites = append(v.Sites, ui.Switch{Label: s.Name, On: s.ID == day.At.ID && !all, Href: v.link(func(d *href.Day) {
			d.At = s.ID
			if all {
				d.By = ""
			}
		})})
	}
	if others { // on the same clocks
		v.Sites = append(v.Sites, ui.Switch{Label: everySite, On: all, Href: v.link(func(d *href.Day) { d.By = string(scheduling.ByLocation) })})
	}
	v.Printed = day.At.Name
	if all {
		v.Printed, v.Apart = "All locations", b.apart(v)
	}
	return v
}

// apart are the locations whose clocks differ: hours there stand in a view of their own.
func (b *viewer) apart(v dayView) (out []ui.Link) {
	for _, s := range b.day.Sites {
		if s.Zone != b.day.At.Zone {
			out = append(out, ui.Link{Label: s.Name, Href: v.link(func(d *href.Day) { d.At = s.ID })})
		}
	}
	return out
}

// link is the URL of this day with something changed.
func (v dayView) link(change func(*href.Day)) string {
	d := v.Here
	change(&d)
	return d.String()
}

// from names this page for the acts that return to it.
func (v dayView) from() string {
	switch {
	case v.Here.Week.Shown():
		return fromWeek + named(v.Here)
	case v.Here.Flow:
		return "flow"
	case v.Here.By != "":
		return v.Here.By
	case v.List:
		return "list"
	}
	return "day"
}

// nobody says why there is no column.
func nobody(by string) ui.EmptyOf {
	out := ui.EmptyOf{Title: "Nobody works here on this day", Text: "No clinician has hours at this location on this weekday, and nothing is booked.", Level: 2}
	switch scheduling.By(by) {
	case scheduling.ByRoom:
		out.Title, out.Text = "There are no rooms here", "A location’s rooms are set up in the settings of the practice."
	case scheduling.ByEquipment:
		out.Title, out.Text = "There is no equipment here", "A location’s equipment is set up in the settings of the practice."
	}
	return out
}
