package main

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"

	"charthouse/internal/access"
	"charthouse/web/page"
)

// verdict is what a cell of the matrix must be answered with.
type verdict string

const (
	shown   verdict = "the page"               // 200
	over    verdict = "what there is of it"    // the same, or 404: what is over may be gone
	turn    verdict = "it, or not their turn"  // the same, or 403: it waits for one role
	let     verdict = "what they may do"       // done, or refused for what the form says or for what is true of the row
	out     verdict = "the way out"            // the same, of an act of one's own
	door    verdict = "the way to sign in"     // 303 to /sign-in
	refused verdict = "a refusal"              // 403
	none    verdict = "no such page or record" // 404
)

// is says whether the response is such an answer.
func (want verdict) is(w *httptest.ResponseRecorder) bool {
	atDoor := w.Code == http.StatusSeeOther && strings.HasPrefix(w.Header().Get("Location"), "/sign-in")
	switch want {
	case shown:
		return w.Code == http.StatusOK
	case let:
		switch w.Code {
		case http.StatusOK, http.StatusNoContent, http.StatusConflict, http.StatusUnprocessableEntity, http.StatusTooManyRequests:
			return true
		}
		return w.Code == http.StatusSeeOther && !atDoor
	case over:
		return let.is(w) || none.is(w)
	case turn:
		return over.is(w) || refused.is(w)
	case door, out:
		return atDoor
	case refused:
		return w.Code == http.StatusForbidden
	}
	return w.Code == http.StatusNotFound
}

// byLink are the roles of those who come by a link.
const byLink = access.Patient | access.Proxy | access.Referrer | access.Writer | access.Invited | access.Booker | access.Subscriber | access.Waiting

// portal routes know their guest by a cookie, not by a session.
func portal(r page.Route) bool { return byLink.May(r.Verb) && !access.Staff.May(r.Verb) }

// expected is the law: the verb of the route, then whose the file is, then whether
// the record is in it.
func expected(a *asker, l look) verdict {
	if portal(l.Route) {
		return expectedOfGuest(a, l)
	}
	switch {
	case a.role == access.Visitor && !a.role.May(l.Verb):
		return door
	case !a.role.May(l.Verb):
		return refused
	case l.rel == inShut && !a.inside && l.Verb != access.BreakGlass && l.Verb != access.ReviewGlass:
		return refused
	}
	return expectedOfRecord(l)
}

// expectedOfGuest knows nobody but who holds the cookie of such a link.
func expectedOfGuest(a *asker, l look) verdict {
	name := formCookie
	switch {
	case l.Verb == access.TalkByLink:
		name = talkCookie
	case l.Verb == access.ChangeByLink:
		name = visitCookie
	}
	role := a.links[name]
	switch {
	case l.Verb == access.OpenLink, l.Verb == access.ConfirmVisit, l.Verb == access.FollowCalendar, l.Verb == access.AnswerOffer, role == 0: // known by the token in the path
		return none
	case !role.May(l.Verb):
		return refused
	}
	return expectedOfRecord(l)
}

func expectedOfRecord(l look) verdict {
	at := l.Method + " " + l.Path
	switch l.rel {
	case theirs:
		if want, known := elsewhere[at]; known {
			return want
		}
		if l.Method == http.MethodGet {
			return shown
		}
		return let
	case inShut, ended:
		if at == "POST /clients/{client}/questions/{question}/answer" {
			return turn // two people come into the restricted file, and one of them is asked
		}
		return over
	}
	if want, known := uniform[at]; known && l.rel != malformed && l.rel != noFileNumber {
		return want
	}
	if l.of == "{visit}" && l.rel != malformed && leadsBack.MatchString(l.Path) {
		return over
	}
	return none
}

// elsewhere are answered neither by a page nor by what was meant, to whoever may.
var elsewhere = map[string]verdict{
	"POST /sign-out":                    out,
	"POST /account/sign-out-everywhere": out,
	"GET /":                             let,  // leads to the first page that somebody has
	"GET /sign-in":                      let,  // leads on who is in
	"GET /reset":                        let,  // holds no token
	"GET /reset/{token}":                let,  // takes the token out of the address
	"GET /form":                         let,  // leads to the part that is next
	"GET /online/times":                 let,  // leads to what can be booked, where no kind is named
	"GET /online/details":               let,  // the same
	"GET /online/waitlist":              let,  // the same
	"GET /c/":                           none, // a link without its token says what to do
	"GET /f/":                           none,
	"GET /o/":                           none,
	"GET /talk":                         let, // leads to the conversation of the link
	"GET /clients/{client}/glass":       let, // leads into a file that is open

	"POST /clients/{client}/blockers/{blocker}/fix":                   over, // the row of the cast is mended by writing its note
	"POST /clients/{client}/coverages/{coverage}/fix":                 over, // nothing of it is amiss
	"POST /clients/{client}/packets/{packet}/read":                    over, // what it proposes is decided first
	"POST /clients/{client}/questions/{question}/withdrawal":          over, // it is answered by then
	"POST /clients/{client}/vitals/strike":                            over, // the page of the note struck the reading
	"POST /clients/{client}/visits/{visit}/note/allergies/{row}/edit": over, // it is ended by then
	"POST /clients/{client}/visits/{visit}/note/medicines/{row}/edit": over,
}

// uniform answers say the same of a record that is not there, is another's, or has
// changed meanwhile, and touch none.
var uniform = map[string]verdict{
	"POST /clients/{client}/blockers/{blocker}/assign": let, // the line has left the list
	"POST /clients/{client}/blockers/{blocker}/fix":    let, // the same
	"POST /clients/{client}/mails/{mail}/resend":       let, // it does not wait for a second try
	"POST /outbox/staff/{mail}/resend":                 let,
	"POST /inbox/strays/{mail}/drop":                   let, // somebody settled it
	"POST /inbox/strays/{mail}/file":                   let,
}

// leadsBack are the acts on the file's own lists whose path says with its visit where
// the page leads back to: nothing else of the visit is asked for, or changed.
var leadsBack = regexp.MustCompile(`/note/(allergies|medicines)|/note/vitals/strike$`)
