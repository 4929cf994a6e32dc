package href

import (
	"net/url"
	"strconv"
)

// The pages of a patient who came by a link.
const (
	Form      = "/form"
	FormBirth = "/form/birth"
)

// The pages of another practice that is asked for a letter.
const (
	Letter      = "/letter"
	LetterBirth = "/letter/birth"
)

// What the provider of texts posts: those that came in, and what became of ours.
const (
	TextsIn     = "/texts/in"
	TextsReport = "/texts/report"
)

// The pages on which patients book by themselves, and then move or cancel it.
const (
	Online        = "/online"
	OnlineTimes   = "/online/times"
	OnlineHold    = "/online/hold"
	OnlineDetails = "/online/details"
	OnlineDone    = "/online/done"

	OnlineWaitlist = "/online/waitlist"
	OnlineWaiting  = "/online/waiting"
	OwnVisit       = "/visit"
	OwnTimes       = "/visit/times"
	OwnMove        = "/visit/move"
	OwnCancel      = "/visit/cancel"
	OwnWait        = "/visit/wait"
	OwnWaitEnd     = "/visit/wait/end"
)

// OnlineTimesOf are the times of a kind of visit with somebody, or anybody, from a day on.
func OnlineTimesOf(kind, clinician, from string) string {
	q := url.Values{"type": {kind}}
	if clinician != "" {
		q.Set("clinician", clinician)
	}
	if from != "" {
		q.Set("from", from)
	}
	return OnlineTimes + "?" + q.Encode()
}

// OnlineWaitlistOf is where somebody joins the waitlist for a kind of visit, with
// somebody or anybody.
func OnlineWaitlistOf(kind, clinician string) string {
	q := url.Values{"type": {kind}}
	if clinician != "" {
		q.Set("clinician", clinician)
	}
	return OnlineWaitlist + "?" + q.Encode()
}

// OwnTimesFrom are the times to which one's visit may move, from a day on.
func OwnTimesFrom(day string) string { return OwnTimes + "?" + url.Values{"from": {day}}.Encode() }

// OnlineDetailsOf is where somebody says who they are, for a time.
func OnlineDetailsOf(at string) string { return OnlineDetails + "?" + url.Values{"at": {at}}.Encode() }

// FormLink is the link of a mail.
func FormLink(token string) string { return "/f/" + url.PathEscape(token) }

// OfferLink is the link of a time that somebody is offered.
func OfferLink(token string) string { return "/o/" + url.PathEscape(token) }

// OfferAnswer says that they do not take it.
func OfferAnswer(token string) string { return OfferLink(token) + "/answer" }

// ConfirmLink is the link of a reminder.
func ConfirmLink(token string) string { return "/c/" + url.PathEscape(token) }

// FormPart is one part of a form, counted from 1.
func FormPart(n int) string { return Form + "/" + strconv.Itoa(n) }

// FormDraft is where a part keeps what is typed.
func FormDraft(n int) string { return FormPart(n) + "/draft" }

// FormLook is a part that needs another look, with what is wrong marked.
func FormLook(n int) string { return FormPart(n) + "?look=1" }
