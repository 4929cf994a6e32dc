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
		{Name: "b", Value: "Book here"},
		{Name: "[ ]", Value: "The day before, the day after"},
	}
	return s
}

func views(v dayView) []ui.Switch {
	as := func(list bool) string { return v.link(func(d *href.Day) { d.List = list }) }
	return []ui.Switch{{Label: "Day", Href: as(false), On: !v.List}, {Label: "List", Href: as(true), On: v.List}}
}
