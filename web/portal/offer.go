package portal

import (
	"errors"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/intake"
	"charthouse/internal/practice"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// offerView is a time that somebody is offered, and the buttons that answer. As with a
// reminder, whoever has the link learns when and where, and not what for.
type offerView struct {
	Phone  ui.Phone
	Title  string
	When   string
	Where  []string
	Moves  string // what becomes of the visit that they have
	Text   string
	Fault  string
	Take   *ui.FormOf // nil where it does not stand
	Answer *ui.FormOf // no, and off the waitlist: nil where there is nothing to answer
	No     bool       // they can say no
	Call   string     // the practice's number, as a link
}

// byOffer knows who asks by the link of an offer. It is not exchanged for a cookie: it
// opens a time and two buttons, and is over with the time.
func (h *Handler) byOffer(w http.ResponseWriter, r *http.Request) (*http.Request, bool, error) {
	who, err := h.forms.GuestOfToken(r.Context(), page.Param(r, "token"))
	if errors.Is(err, intake.ErrLinkCut) {
		return r, true, h.refuse(w, r, err)
	}
	if err != nil || who.Roles() != access.Waiting {
		return r, true, h.refuse(w, r, errNoOffer)
	}
	return page.As(r, who), false, nil
}

var errNoOffer = fault.New(fault.NotFound, "This link is no longer good: the time that it offered has passed, or something in the link is mistyped. If you typed or copied it, open it from the mail or text again. If it cannot wait, please call us.")

// GET /o/{token}: the time, and until when it stands. It takes nothing, since scanners
// of mails follow links too.
func (h *Handler) slotOffer(w http.ResponseWriter, r *http.Request) error {
	v, err := h.offerOf(r)
	if err != nil {
		return h.refuse(w, r, err)
	}
	return page.Render(w, r, offerPage(v))
}

// POST /o/{token}
func (h *Handler) takeSlot(w http.ResponseWriter, r *http.Request) error {
	wrong := h.flow.TakeSlot(r.Context(), page.Actor(r))
	if fault.KindOf(wrong) == fault.Conflict {
		v, err := h.offerOf(r)
		if err != nil {
			return h.refuse(w, r, err)
		}
		if v.Take != nil { // it seemed free, and was taken just now
			v = v.gone()
		}
		return page.Retry(w, r, wrong, func(*fault.Fault) templ.Component { return offerPage(v) })
	}
	if wrong != nil {
		return h.refuse(w, r, wrong)
	}
	return page.See(w, r, href.OfferLink(page.Param(r, "token")))
}

// saying is the answer of who does not take it.
type saying struct {
	Leave bool `form:"leave"` // they wait no more
}

// POST /o/{token}/answer
func (h *Handler) declineSlot(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Decode[saying](r)
	if err != nil {
		return err
	}
	if err := h.flow.DeclineSlot(r.Context(), page.Actor(r), in.Leave); err != nil {
		return h.refuse(w, r, err)
	}
	return page.See(w, r, href.OfferLink(page.Param(r, "token")))
}

func (h *Handler) offerOf(r *http.Request) (offerView, error) {
	o, err := h.scheduling.SlotOfOwn(r.Context(), page.Actor(r))
	if err != nil {
		return offerView{}, over(err)
	}
	sign, err := h.sign(r)
	if err != nil {
		return offerView{}, err
	}
	return offerViewOf(o, sign, page.Param(r, "token"), h.site.Now()), nil
}

func offerViewOf(o scheduling.SlotOffer, sign practice.Sign, token string, now time.Time) offerView {
	v := offerView{Phone: ui.Phone{Title: "A time for you", Practice: sign.Name}, Call: sign.Phone, When: clockOf(o.Local)}
	for _, line := range []string{o.Place, o.Address} {
		if line != "" {
			v.Where = append(v.Where, line)
		}
	}
	if o.Waits {
		v.Answer = &ui.FormOf{ID: "answer", Action: href.OfferAnswer(token), Class: "stack"}
	}
	switch {
	case o.Stands(now):
		v.Title, v.No = "This time is free", true
		v.Text = "You can take it until " + clockOf(o.Until()) + ". It may be offered to others too, and goes to whoever takes it first."
		v.Take = &ui.FormOf{ID: "take", Action: href.OfferLink(token)}
		v.Phone.Foot = openTake()
		if o.VisitID != 0 {
			v.Moves = "Your visit on " + clockOf(o.Was) + " moves to this time."
		}
	case o.State == scheduling.OfferAccepted:
		v.Title, v.Text = "It is yours, we expect you", "The confirmation goes to your mail. If something comes up after all, please call us."
	case !o.Waits:
		v.waitsNoMore(o)
	case o.State == scheduling.OfferDeclined:
		v.Title, v.Text = "Thank you for telling us", staysWaiting
	default:
		v.Title, v.Text = "This time is gone", staysWaiting
	}
	return v
}

// waitsNoMore is the page for who is not on the waitlist any more, and why.
func (v *offerView) waitsNoMore(o scheduling.SlotOffer) {
	switch {
	case o.Taken != nil && o.TakenGone:
		v.Title, v.Text = "You took another time", "It was "+clockOf(*o.Taken)+", and is cancelled. To find a new one, please call us."
	case o.Taken != nil:
		v.Title, v.When, v.Where = "You took another time, and it is yours", clockOf(*o.Taken), []string{o.TakenAt}
		v.Text = "The time of this link, " + clockOf(o.Local) + ", is not kept for you any more. If something comes up, please call us."
	case o.EndedFor == scheduling.WaitBooked:
		v.Title, v.Text = "You have another time", "A visit was booked for you, so you are not on the waitlist any more. The confirmation went to your mail. If you do not find it, please call us."
	default:
		v.Title, v.Text = "You are off the waitlist", "We write to you of no more times. To be put on it again, please call us."
	}
}

const staysWaiting = "You stay on the waitlist, and we write to you when another time becomes free."

// gone is the page for who came a moment too late.
func (v offerView) gone() offerView {
	v.Title, v.Text, v.Moves, v.Take, v.No, v.Phone.Foot = "This time is gone", staysWaiting, "", nil, false, nil
	return v
}

func clockOf(local time.Time) string { return dayOf(local) + ", " + local.Format("15:04") }
