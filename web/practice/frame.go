package practice

import (
	"net/http"

	"charthouse/internal/access"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// entry is one page of the settings.
type entry struct {
	href, label string
	verb        access.Verb
}

// entries are the pages of the settings, in groups.
var entries = []struct {
	title string
	pages []entry
}{
	{"Practice", []entry{
		{href.PracticeSettings, "Practice", access.OpenSettings},
		{href.Locations, "Locations", access.OpenSettings},
		{href.Places, "Rooms and equipment", access.OpenSettings},
		{href.Staff, "Staff and roles", access.EditStaff},
		{href.Absences, "Who is away", access.EditAbsence},
		{href.MailSettings, "Mail", access.OpenSettings},
		{href.TextSettings, "Texts", access.OpenSettings},
	}},
	{"Visits", []entry{
		{href.Weeks, "Weekly hours", access.EditAvailability},
		{href.Days, "Closed days, extra hours", access.EditAvailability},
		{href.VisitTypes, "Visit types", access.OpenSettings},
		{href.ReminderSettings, "Reminders", access.OpenSettings},
		{href.FlowSettings, "Flow of the day", access.OpenSettings},
		{href.Forms, "Forms", access.OpenSettings},
		{href.Templates, "Note templates", access.OpenSettings},
		{href.Targets, "Promises", access.OpenSettings},
		{href.TaskTypes, "Kinds of tasks", access.OpenSettings},
	}},
	{"Money", []entry{
		{href.Fees, "Fees", access.OpenSettings},
		{href.Payers, "Payers", access.OpenSettings},
		{href.Refunds, "Refunds", access.OpenSettings},
	}},
}

// frame is what every page of the settings shows around its own.
type frame struct {
	Shell  ui.Shell
	Groups []navGroup
}

type navGroup struct {
	Title string
	Pages []ui.Switch
}

// frameOf is the frame of the page at path, which is one of the entries or lies below it.
func (h *Handler) frameOf(r *http.Request, title, path string) frame {
	f := frame{Shell: h.site.Shell(r, title, "s")}
	who := page.Person(r).Actor
	for _, g := range entries {
		group := navGroup{Title: g.title}
		for _, e := range g.pages {
			if who.May(e.verb) {
				group.Pages = append(group.Pages, ui.Switch{Href: e.href, Label: e.label, On: e.href == path})
			}
		}
		f.Groups = append(f.Groups, group)
	}
	return f
}
