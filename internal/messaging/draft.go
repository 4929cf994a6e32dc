package messaging

import (
	"fmt"
	"slices"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/id"
)

// draft is a mail with the record it speaks of, as it is now.
type draft struct {
	Mail         id.Mail
	Message      id.Message
	MailID       string
	Kind         Kind
	State        State
	Tries        int
	VisitID      id.Visit
	PacketID     id.Packet
	ContactID    id.Contact      // who gets it in the client's stead
	RequestID    id.Request      // whose recipient gets it
	InvoiceID    id.Invoice      // that goes along
	DueOn        civil.Date      // of the invoice
	Talk         id.Conversation // it belongs to
	Voided       bool            // the invoice was taken back
	Subject      string
	Body         string
	Given        string // how whoever gets it wishes to be called
	Client       string // how the client wishes to be called
	Name         string
	Email        string
	Practice     string
	Phone        string // of the place, or else of the practice
	ReplyTo      string
	Place        string
	Address      string
	Zone         string
	Local        *time.Time // the visit's start on the wall of its place
	StartsAt     *time.Time
	EndsAt       *time.Time
	Several      bool        // it is about the visits of a series
	Times        []time.Time // the starts of those that it still is about, on the walls of their places
	Sites        []string    // those places
	Over         bool        // all of them are
	Online       bool        // the client booked the visit by themselves
	Change       int         // until so many hours before, it may be moved or cancelled by its link
	Changes      bool        // it still may
	Cancelled    bool
	Missed       bool
	Ended        bool       // the contact does not act for the client any more
	Finished     bool       // the packet or request is done or was taken back
	First        string     // the mail id of the first mail about the visit: its name in calendars
	Template     string     // the practice's words of a reminder
	Reminds      *time.Time // the time that a reminder is of
	Theirs       string     // the zone of whoever is reminded
	Unasked      bool       // they wish for no reminders
	Settled      bool       // they need not be asked to come again any more
	OfferID      id.SlotOffer
	Offered      bool       // the offer stands
	Expires      *time.Time // until then
	WaitsUntil   civil.Date // the last day on which they are on the waitlist
	Waited       bool       // they are on it no more
	WaitsEarlier bool       // for an earlier time of a visit that they have
	Rewished     bool       // they were on it before, and wish for something else now
	WishDays     []int      // that suit them, 1 is Monday; none: any
	WishParts    []string   // of the day; none: any
	WishFrom     *civil.Date
	WishTo       *civil.Date
	Late         int // minutes by which their clinician is late; zero: it was not said of this time
	Earlier      int // mails about the visit before this one: how often the calendar changed
}

// overtaken says why the mail must not go any more, or nothing.
func (d draft) overtaken(now time.Time) string {
	switch {
	case d.Voided:
		return "The invoice was voided before the mail went."
	case d.Ended && d.Kind == Invoice:
		return "The contact does not pay the bills any more."
	case d.Ended && slices.Contains([]Kind{Reply, Reminder, Recall, Offering, OfferGone, Late}, d.Kind):
		return "The contact does not act for the patient any more."
	case d.Ended:
		return "The contact does not fill in forms for the patient any more."
	case d.Kind == Recall && d.Settled:
		return "Another visit was booked, or it was said why not, before the mail went."
	case d.Kind == Recall && d.Unasked:
		return "They wish for no reminders any more."
	case d.Kind == Asking && d.Finished:
		return "The letter came, or was asked for no longer, before the mail went."
	case d.Several && len(d.Times) == 0 && d.Kind == Cancellation:
		return "The visits take place after all."
	case d.Several && len(d.Times) == 0:
		return "The visits were cancelled before the mail went."
	case d.Several && d.Over:
		return "The visits were over before the mail could go."
	case d.Kind == Offering && (!d.Offered || !now.Before(*d.Expires)):
		return "The offer had ended before the mail went."
	case d.Kind == Waits && d.Waited:
		return "They were on the waitlist no more before the mail went."
	case d.VisitID == 0:
		return ""
	case d.Kind == Cancellation && !d.Cancelled:
		return "The visit takes place after all."
	case d.Kind == Reminder && (d.Cancelled || d.Missed):
		return "The visit was cancelled before the reminder went."
	case d.Kind != Cancellation && (d.Cancelled || d.Missed):
		return "The visit was cancelled before the mail went."
	case d.Kind == Reminder && d.StartsAt.Before(now):
		return "The visit had begun before the reminder could go."
	case d.Kind == Reminder && tooNear(*d.StartsAt, now):
		return fmt.Sprintf("The visit was less than %d minutes ahead before the reminder could go.", int(LeastLead.Minutes()))
	case d.Kind == Reminder && (d.Reminds == nil || !d.Reminds.Equal(*d.StartsAt)):
		return "The visit was moved before the reminder went."
	case d.Kind == Late && d.StartsAt.Before(now):
		return "The visit had begun before they could be told."
	case d.Kind == Late && d.Late == 0:
		return "The visit was moved before they were told."
	case d.Kind == Reminder && d.Unasked:
		return "They wish for no reminders any more."
	case d.EndsAt.Before(now):
		return "The visit was over before the mail could go."
	case d.Kind == Form && d.Finished:
		return "The form was finished before the mail went."
	}
	return ""
}

// invites is true where a calendar should learn of the mail: of one visit, since mail
// programs take one event from a mail.
func (d draft) invites() bool {
	return !d.Several && (d.Kind == Confirmation || d.Kind == Moved || d.Kind == Cancellation)
}

// changeable is true where the mail carries a link to move or cancel the visit.
func (d draft) changeable() bool {
	return d.Online && d.Changes && (d.Kind == Confirmation || d.Kind == Moved)
}

// unreachable says why there is no address to send to.
func (d draft) unreachable() string {
	if d.ContactID != 0 {
		return "The contact has no mail address any more."
	}
	return "The file has no mail address any more."
}
