package today

import (
	"net/http"

	"charthouse/web/href"
	"charthouse/web/ui"
)

func (h *Handler) shellOfDay(r *http.Request, v dayView) ui.Shell {
	s := h.Site.Shell(r, v.Grid.Label, "t")
	s.Fill = true
	s.Top, s.Tools = dayNav(v), dayTools(v)
	s.Keys = []ui.Fact{
		{Name: "Arrows", Value: "Walk the visits of the day"},
		{Name: "a", Value: "Mark the visit arrived"},
		{Name: "r", Value: "Bring the visit into its room"},
		{Name: "w", Value: "The clinician is with them"},
		{Name: "d", Value: "The clinician is done: they are ready to leave"},
		{Name: "l", Value: "Mark the visit seen: they have left"},
		{Name: "m", Value: "Move the visit"},
		{Name: "Alt + arrows", Value: "Move it by five minutes, or to the column beside"},
		{Name: "Alt + Shift + arrows", Value: "Make it five minutes shorter or longer"},
		{Name: "b", Value: "Book here"},
		{Name: "[ ]", Value: "The day or week before, and the one after"},
	}
	return s
}

func before(v dayView) string {
	if v.Here.Week.Shown() {
		return "Week before"
	}
	return "Day before"
}

func after(v dayView) string {
	if v.Here.Week.Shown() {
		return "Week after"
	}
	return "Day after"
}

func views(v dayView) []ui.Switch {
	here := v.Here
	as := func(change func(*href.Day)) string {
		return v.link(func(d *href.Day) { d.List, d.Flow = false, false; change(d) })
	}
	day := ui.Switch{Label: "Day", On: !here.Week.Shown() && !v.List && !here.Flow, Href: as(func(d *href.Day) { d.By, d.Week = dayBy(here), href.Whose{} })}
	flow := ui.Switch{Label: "Flow", On: here.Flow, Href: as(func(d *href.Day) { d.Week, d.By, d.Flow = href.Whose{}, "", true })}
	week := ui.Switch{Label: "Week", On: here.Week.Shown() && !v.List, Href: as(func(*href.Day) {})}
	if !here.Week.Shown() {
		week.Href = weekBeside(here)
	}
	list := ui.Switch{Label: "List", On: v.List, Href: as(func(d *href.Day) { d.List = true })}
	return []ui.Switch{day, flow, week, list}
}
