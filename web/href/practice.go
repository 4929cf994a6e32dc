package href

import (
	"net/url"

	"charthouse/internal/civil"
	"charthouse/internal/id"
)

// The doors: signing in, a forgotten password, a link from a mail, one's account.
const (
	Forgot            = "/forgot"
	NewPassword       = "/reset"
	Account           = "/account"
	AccountPassword   = "/account/password"
	AccountKeys       = "/account/keys"
	SignOutEverywhere = "/account/sign-out-everywhere"
)

// A clinician's own calendar: the address of their visits, and the calendar elsewhere
// that says when they are busy.
const (
	OwnCalendar  = "/account/calendar"
	OwnFeed      = "/account/calendar/feed"
	OwnFeedNames = "/account/calendar/feed/names"
	OwnFeedEnd   = "/account/calendar/feed/end"
	OwnBusy      = "/account/calendar/busy"
	OwnBusyEnd   = "/account/calendar/busy/end"
)

// Feed is where a calendar program reads somebody's visits.
func Feed(token string) string { return "/calendar/" + token + ".ics" }

// Settings is where a practice says how it works; with nothing set yet, its
// first steps.
const Settings = "/settings"

// The settings. Below each of them: /new, a number, and what is done with it.
const (
	PracticeSettings = "/settings/practice"
	Locations        = "/settings/locations"
	Places           = "/settings/places"
	Staff            = "/settings/staff"
	MailSettings     = "/settings/mail"
	TextSettings     = "/settings/texts"
	ReminderSettings = "/settings/reminders"
	FlowSettings     = "/settings/flow"
	MailTest         = "/settings/mail/test"
	Weeks            = "/settings/weeks"
	Days             = "/settings/days"
	Closures         = "/settings/closures"
	Extras           = "/settings/extra-hours"
	VisitTypes       = "/settings/visit-types"
	Forms            = "/settings/forms"
	Templates        = "/settings/templates"
	Targets          = "/settings/targets"
	Fees             = "/settings/fees"
	Payers           = "/settings/payers"
	Refunds          = "/settings/refunds"
)

// Promise is one kind of what is promised; all is what holds for every other kind.
func Promise(kind string) string { return Targets + "/" + kind }

// New is the blank form of a setting.
func New(setting string) string { return setting + "/new" }

// One is one row of a setting.
func One[K any](setting string, n id.ID[K]) string { return setting + "/" + n.String() }

// Week is the hours of somebody as they count on a day; no day is today.
func Week(n id.Staff, on civil.Date) string {
	if on.IsZero() {
		return One(Weeks, n)
	}
	return One(Weeks, n) + "?on=" + on.String()
}

// Do is an act on one row of a setting: close, password, preview.
func Do[K any](setting string, n id.ID[K], act string) string { return One(setting, n) + "/" + act }

// SignInTo is the door, and where it leads afterwards: a path of this site.
func SignInTo(to string) string {
	if to == "" {
		return SignIn
	}
	return with(SignIn, url.Values{"to": {to}})
}

// Reset is the link of a mail that sets a new password.
func Reset(token string) string { return NewPassword + "/" + url.PathEscape(token) }
