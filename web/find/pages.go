package find

import (
	"slices"
	"strings"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// place is a page that is found by its name and by the other words for it.
type place struct {
	label, also, icon, href string
	verb                    access.Verb
}

// places are the pages beside those of the navigation.
var places = []place{
	{"Book a visit", "new appointment booking", "plus", href.Book(href.Booking{}), access.BookVisit},
	{"Find a time", "next free slot search when", "search", href.Times, access.BookVisit},
	{"New patient", "add create file", "plus", href.NewClient(""), access.CreateClient},
	{"Unsigned notes", "sign", "notebook-pen", href.Notes, access.ListNotes},
	{"Claims", "payers ready held", "receipt", href.Claims("", "", ""), access.OpenClaim},
	{"Invoices", "bills", "receipt", href.Invoices("", ""), access.ListBilling},
	{"Payments", "receipts cash card", "receipt", href.Payments("", ""), access.ListBilling},
	{"Outbox", "mails waiting failed", "send", href.Outbox, access.OpenOutbox},
	{"Mail nobody knows", "strays unknown senders", "inbox", href.Strays, access.FileMail},
	{"Absences", "away holiday leave stand in", "calendar-days", href.Absences, access.EditAbsence},
	{"Your account", "password keys sign out", "user", href.Account, access.OwnPassword},
	{"Settings: practice", "name zone currency address", "settings", href.PracticeSettings, access.OpenSettings},
	{"Settings: locations", "sites opening hours", "settings", href.Locations, access.OpenSettings},
	{"Settings: rooms and equipment", "places", "settings", href.Places, access.OpenSettings},
	{"Settings: people", "staff roles users", "settings", href.Staff, access.EditStaff},
	{"Settings: closed days and extra hours", "closures holidays availability days", "settings", href.Days, access.EditAvailability},
	{"Settings: weekly hours", "availability weeks", "settings", href.Weeks, access.EditAvailability},
	{"Settings: visit types", "length kinds", "settings", href.VisitTypes, access.OpenSettings},
	{"Settings: fees", "services prices schedule", "settings", href.Fees, access.OpenSettings},
	{"Settings: payers", "insurance insurers", "settings", href.Payers, access.OpenSettings},
	{"Settings: forms", "intake questions", "settings", href.Forms, access.OpenSettings},
	{"Settings: note templates", "sections", "settings", href.Templates, access.OpenSettings},
	{"Settings: targets", "promises ladder reminders", "settings", href.Targets, access.OpenSettings},
	{"Settings: task types", "checklists", "settings", href.TaskTypes, access.OpenSettings},
	{"Settings: refunds", "limit giving back", "settings", href.Refunds, access.OpenSettings},
	{"Settings: mail", "server smtp sender", "settings", href.MailSettings, access.OpenSettings},
}

// pagesOf are the pages that the words name, of those that the person may open.
func pagesOf(words string, day, today civil.Date, who access.Actor, shell ui.Shell) (rows []row) {
	if !day.IsZero() && day != today && who.May(access.OpenDay) {
		rows = append(rows, row{ID: "page-day", Href: href.Day{Date: day}.String(), Icon: "calendar-days", Title: "The day " + show.Date(day)})
	}
	if len(words) < 2 {
		return rows
	}
	for _, n := range slices.Concat(shell.Nav, shell.Foot) {
		if says(n.Label, words) {
			rows = append(rows, row{ID: "page-" + strings.ToLower(n.Label), Href: n.Href, Icon: n.Icon, Title: n.Label})
		}
	}
	for _, p := range places {
		if who.May(p.verb) && says(p.label+" "+p.also, words) {
			rows = append(rows, row{ID: "page" + strings.ReplaceAll(p.href, "/", "-"), Href: p.href, Icon: p.icon, Title: p.label})
		}
	}
	return rows[:min(len(rows), 6)]
}

// says is true where each of the words begins one of the text.
func says(text, words string) bool {
	has := strings.FieldsFunc(plain(text), func(r rune) bool { return r == ' ' || r == ':' })
	return !slices.ContainsFunc(strings.Fields(plain(words)), func(w string) bool {
		return !slices.ContainsFunc(has, func(h string) bool { return strings.HasPrefix(h, w) })
	})
}
