// Package portal is the pages of patients who came by a link, of those who act for
// them, and of other practices that are asked for a letter: small, for a phone, in plain words, and working without scripts.
//
// A GET changes nothing, since scanners of mails follow links too: the first
// opening is a button. After it the token is gone from the address bar, and a
// cookie of its own stands for the patient; staff sessions are not touched. The links of a
// reminder and of an offer keep their token: they show a time, and a button that
// confirms or takes it.
package portal

import (
	"net/http"
	"strconv"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/files"
	"charthouse/internal/intake"
	"charthouse/internal/messaging"
	"charthouse/internal/practice"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/page"
)

// The portal's own cookies. Who writes by link keeps a form that is half filled in.
const (
	cookie      = "charthouse_form"
	talkCookie  = "charthouse_talk"
	visitCookie = "charthouse_visit"
	keptCookie  = "charthouse_kept"  // under which a time is kept while somebody books online
	askedCookie = "charthouse_asked" // what they asked for, to be repeated
)

// cookieOf is the cookie in which the guest's opened link is kept.
func cookieOf(who access.Actor) string {
	switch who.Roles() {
	case access.Writer:
		return talkCookie
	case access.Booker:
		return visitCookie
	}
	return cookie
}

// Handler answers the pages of patients.
type Handler struct {
	site     *page.Site
	flow     *workflow.Workflow
	forms    *intake.Service
	practice *practice.Service
	clients  *clients.Service
	files    *files.Store
	messages *messaging.Service

	scheduling *scheduling.Service
}

// New makes the handler. What other practices send goes into store.
func New(site *page.Site, d *db.DB, store *files.Store) *Handler {
	return &Handler{site, workflow.New(d), intake.New(d), practice.New(d), clients.New(d), store, messaging.New(d), scheduling.New(d)}
}

// Routes registers every page of this area.
func (h *Handler) Routes(rt page.Routes) {
	link := rt.For(h.byToken)
	link.Get("/f/{token}", access.OpenLink, h.linkPage)
	link.Post("/f/{token}", access.OpenLink, h.open)
	reminded := rt.For(h.byReminder)
	reminded.Get("/c/{token}", access.ConfirmVisit, h.coming)
	reminded.Post("/c/{token}", access.ConfirmVisit, h.confirmComing)
	offered := rt.For(h.byOffer)
	offered.Get("/o/{token}", access.AnswerOffer, h.slotOffer)
	offered.Post("/o/{token}", access.AnswerOffer, h.takeSlot)
	offered.Post("/o/{token}/answer", access.AnswerOffer, h.declineSlot)
	talk := rt.For(h.byCookie(talkCookie))
	talk.Get(href.Talk, access.TalkByLink, h.talk)
	talk.Post(href.Talk, access.TalkByLink, h.writeNew)
	talk.Post(href.TalkBirth, access.TalkByLink, h.confirmForTalk)
	talk.Get("/talk/{conversation}", access.TalkByLink, h.talkOn)
	talk.Post("/talk/{conversation}", access.TalkByLink, h.answer)
	own := rt.For(h.byCookie(cookie))
	own.Get(href.Form, access.FillPacket, h.resume)
	own.Post(href.FormBirth, access.FillPacket, h.confirm)
	own.Get("/form/{part}", access.FillPacket, h.partPage)
	own.Post("/form/{part}", access.FillPacket, h.next)
	own.Post("/form/{part}/draft", access.FillPacket, h.draft)
	own.Get(href.Letter, access.AnswerRequest, h.letter)
	own.Post(href.Letter, access.AnswerRequest, h.sendLetter)
	own.Post(href.LetterBirth, access.AnswerRequest, h.confirmForLetter)
	visit := rt.For(h.byCookie(visitCookie))
	visit.Get(href.OwnVisit, access.ChangeByLink, h.ownVisit)
	visit.Get(href.OwnTimes, access.ChangeByLink, h.ownTimes)
	visit.Post(href.OwnMove, access.ChangeByLink, h.moveOwn)
	visit.Get(href.OwnCancel, access.ChangeByLink, h.askCancel)
	visit.Post(href.OwnCancel, access.ChangeByLink, h.cancelOwn)
	visit.Get(href.OwnWait, access.ChangeByLink, h.ownWait)
	visit.Post(href.OwnWait, access.ChangeByLink, h.waitForEarlier)
	visit.Post(href.OwnWaitEnd, access.ChangeByLink, h.waitNoMore)
	online := rt.For(asVisitor)
	for _, cut := range []string{href.FormLink(""), href.ConfirmLink(""), href.OfferLink("")} {
		online.Get(cut, access.SeePractice, h.cutLink)
	}
	online.Get(href.Online, access.BookOnline, h.online)
	online.Get(href.OnlineTimes, access.BookOnline, h.onlineTimes)
	online.Post(href.OnlineHold, access.BookOnline, h.keep)
	online.Get(href.OnlineDetails, access.BookOnline, h.details)
	online.Post(href.OnlineDetails, access.BookOnline, h.book)
	online.Get(href.OnlineDone, access.BookOnline, h.done)
	online.Get(href.OnlineWaitlist, access.JoinWaitlist, h.join)
	online.Post(href.OnlineWaitlist, access.JoinWaitlist, h.joinNow)
	online.Get(href.OnlineWaiting, access.JoinWaitlist, h.waiting)
}

// asVisitor makes everybody a visitor: who works here sees what the web sees.
func asVisitor(_ http.ResponseWriter, r *http.Request) (*http.Request, bool, error) {
	return page.As(r, access.Nobody()), false, nil
}

// byToken knows who asks by the link of their mail. Who has opened it in this
// browser already goes on with the form.
func (h *Handler) byToken(w http.ResponseWriter, r *http.Request) (*http.Request, bool, error) {
	who, err := h.forms.GuestOfToken(r.Context(), page.Param(r, "token"))
	if err != nil {
		return r, true, h.refuse(w, r, err)
	}
	if who.Roles() == access.Invited {
		return r, true, page.See(w, r, href.ConfirmLink(page.Param(r, "token")))
	}
	if who.Roles() == access.Waiting {
		return r, true, page.See(w, r, href.OfferLink(page.Param(r, "token")))
	}
	if c, err := r.Cookie(cookieOf(who)); err == nil {
		if here, err := h.forms.GuestOfCookie(r.Context(), c.Value); err == nil && here.Link() == who.Link() {
			return r, true, page.See(w, r, home(who))
		}
	}
	return page.As(r, who), false, nil
}

// home is where somebody goes on who has opened their link.
func home(who access.Actor) string {
	switch who.Roles() {
	case access.Referrer:
		return href.Letter
	case access.Writer:
		return href.Talk
	case access.Booker:
		return href.OwnVisit
	}
	return href.Form
}

// byCookie knows who asks by the cookie of an opened link.
func (h *Handler) byCookie(name string) page.Knowing {
	return func(w http.ResponseWriter, r *http.Request) (*http.Request, bool, error) {
		c, err := r.Cookie(name)
		if err != nil {
			return r, true, h.refuse(w, r, errNoCookie)
		}
		who, err := h.forms.GuestOfCookie(r.Context(), c.Value)
		if err != nil {
			return r, true, h.refuse(w, r, err)
		}
		return page.As(r, who), false, nil
	}
}

var errNoCookie = fault.New(fault.NotFound, "Please open this with the link in your mail. If that does not work, call us and we send a new one.")

// part is the number in the path, from 1; what is no number is no page.
func part(r *http.Request, of int) (int, error) {
	n, err := strconv.Atoi(page.Param(r, "part"))
	if err != nil || n < 1 || n > of {
		return 0, db.ErrNone
	}
	return n, nil
}
