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
	if v.Here.Week != 0 {
		return "Week before"
	}
	return "Day before"
}

func after(v dayView) string {
	if v.Here.Week != 0 {
		return "Week after"
	}
	return "Day after"
}

func views(v dayView) []ui.Switch {
	week := v.Here.Week != 0
	as := func(change func(*href.Day)) string { return v.link(change) }
	day := ui.Switch{Label: "Day", On: !week && !v.List, Href: as(func(d *href.Day) { d.Week, d.List = 0, false })}
	list := ui.Switch{Label: "List", On: v.List, Href: as(func(d *href.Day) { d.List = true })}
	seven := ui.Switch{Label: "Week", On: week && !v.List, Href: as(func(d *href.Day) { d.By, d.List = "", false })}
	if !week {
		seven.Href = href.CalendarWeek(v.Here.Date, 0)
	}
	return []ui.Switch{day, seven, list}
}
