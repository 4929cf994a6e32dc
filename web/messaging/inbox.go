package messaging

import (
	"cmp"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// sift is the filter in the URL, so that a list can be sent to a colleague.
type sift struct {
	Box   string          `form:"box"`  // theirs, done; nothing is what needs a reply
	Kind  string          `form:"kind"` // a matter
	Who   string          `form:"who"`  // mine, or a role whose turn it is
	At    int64           `form:"at"`   // where the page before ended, in microseconds
	After id.Conversation `form:"after"`
}

func (q sift) filter(me id.Staff) (messaging.Sift, error) {
	f := messaging.Sift{Box: messaging.Box(q.Box), After: messaging.Key{At: time.UnixMicro(q.At), ID: q.After}}
	kind, known := messaging.ParseMatter(q.Kind)
	role, err := access.ParseRole(q.Who)
	switch {
	case q.Kind != "" && !known,
		q.Who != "" && q.Who != "mine" && (err != nil || !access.Staff.Has(role)),
		f.Box != messaging.Needs && f.Box != messaging.Theirs && f.Box != messaging.Over:
		return f, fault.New(fault.NotFound, "There is no such list.")
	case q.Who == "mine":
		f.Owner = me
	default:
		f.Pool = q.Who
	}
	if known {
		f.Kind = kind
	}
	return f, nil
}

// values is the filter as the URL carries it, from its beginning.
func (q sift) values() url.Values {
	v := url.Values{}
	for name, value := range map[string]string{"box": q.Box, "kind": q.Kind, "who": q.Who} {
		if value != "" {
			v.Set(name, value)
		}
	}
	return v
}

// inboxView is the list, and beside it the conversation that is open.
type inboxView struct {
	Shell  ui.Shell
	Chips  []ui.Switch
	Whose  []ui.Switch
	Title  string // of the list, for screen readers
	Rows   []row
	Older  *ui.Link
	Half   string
	Strays *ui.Link
	Links  []ui.Link // the outbox, a new call
	Empty  *ui.EmptyOf
	Back   ui.Link // to the list, on a phone
	Talk   *talkView
	Person *personView
}

// row is one conversation of the list.
type row struct {
	ID, Href, Name, When, Snippet string
	Quiet                         bool // the snippet is ours, not theirs
	Tag                           ui.Tag
	Owner                         string
	Waits, On                     bool
}

// GET /inbox
func (h *Handler) inbox(w http.ResponseWriter, r *http.Request) error {
	v, err := h.inboxOf(r, 0)
	if err != nil {
		return err
	}
	return page.Render(w, r, inboxPage(v))
}

// inboxOf reads the list around the conversation that is open.
func (h *Handler) inboxOf(r *http.Request, open id.Conversation) (inboxView, error) {
	q, err := page.Query[sift](r)
	if err != nil {
		return inboxView{}, err
	}
	who := page.Actor(r)
	f, err := q.filter(who.Staff())
	if err != nil {
		return inboxView{}, err
	}
	in, err := h.messages.Inbox(r.Context(), who, f)
	if err != nil {
		return inboxView{}, err
	}
	v := listOf(in, q, h.now(r), open)
	v.Shell = h.site.Shell(r, "Inbox", "i")
	v.Shell.Fill, v.Shell.Live = true, page.Follow(r, href.Live{Inbox: true}.String())
	v.Shell.Top, v.Shell.Keys = boxes(v.Chips), keys
	if who.May(access.SendMessage) {
		v.Shell.Tools = newMessage()
	}
	if who.May(access.OpenOutbox) {
		v.Links = append(v.Links, ui.Link{Href: href.Outbox, Label: "Outbox"})
	}
	return v, nil
}

var keys = []ui.Fact{{Name: "j k", Value: "Walk the list"}, {Name: "Enter", Value: "Open the conversation"}, {Name: "r", Value: "Reply"}, {Name: "c", Value: "Take it"}, {Name: "a", Value: "Give it to somebody"}, {Name: "e", Value: "Done"}}

func listOf(in messaging.Inbox, q sift, now calendar, open id.Conversation) inboxView {
	v := inboxView{Chips: boxesOf(in.Counts, q), Whose: whoseOf(in.Counts, q), Title: titleOf(q), Back: ui.Link{Href: href.Sifted(q.values()), Label: "All conversations"}}
	for _, l := range in.List {
		v.Rows = append(v.Rows, rowOf(l, q, now, open))
	}
	if in.More {
		last := in.List[len(in.List)-1]
		next := q.values()
		next.Set("at", strconv.FormatInt(last.OrderAt.UnixMicro(), 10))
		next.Set("after", last.ID.String())
		v.Older = &ui.Link{Href: href.Sifted(next), Label: "Show more"}
	}
	if in.Half > 0 {
		v.Half = "Half of the last seven days’ answers came within " + show.Lasts(in.Half) + "."
	}
	if in.Counts.Strays > 0 {
		v.Strays = &ui.Link{Href: href.Strays, Label: show.Count(in.Counts.Strays, "mail of somebody unknown", "mails of somebody unknown")}
	}
	if len(v.Rows) == 0 {
		v.Empty = emptyOf(q)
	}
	return v
}

func titleOf(q sift) string {
	return map[string]string{"": "Needs a reply, soonest due first", "theirs": "Waiting on them, newest first", "done": "Done, newest first"}[q.Box]
}

func boxesOf(n messaging.Counts, q sift) []ui.Switch {
	chip := func(label, box, kind string, count int) ui.Switch {
		to := sift{Box: box, Kind: kind, Who: q.Who}
		return ui.Switch{Href: href.Sifted(to.values()), Label: label, Count: counted(count), On: q.Box == box && q.Kind == kind}
	}
	return []ui.Switch{
		chip("Needs a reply", "", "", n.Needs), chip("Clinical", "", "clinical", n.Clinical), chip("Office", "", "administrative", n.Administrative),
		chip("Billing", "", "billing", n.Billing), chip("Waiting on them", "theirs", "", n.Theirs), chip("Done", "done", "", 0),
	}
}

func counted(n int) string {
	switch {
	case n == 0:
		return ""
	case n >= 1000:
		return "999+"
	}
	return strconv.Itoa(n)
}

func whoseOf(n messaging.Counts, q sift) []ui.Switch {
	var out []ui.Switch
	for _, o := range []struct{ who, label string }{{"", "All"}, {"mine", "Mine"}, {"front_desk", "Desk"}, {"clinician", "Clinicians"}, {"biller", "Billing"}} {
		to := sift{Box: q.Box, Kind: q.Kind, Who: o.who}
		s := ui.Switch{Href: href.Sifted(to.values()), Label: o.label, On: q.Who == o.who}
		if o.who == "mine" {
			s.Count = counted(n.Mine)
		}
		out = append(out, s)
	}
	return out
}

func rowOf(l messaging.Listed, q sift, now calendar, open id.Conversation) row {
	r := row{
		ID: "talk-" + l.ID.String(), Href: href.ConversationIn(l.ClientID, l.ID, q.values()), Name: l.Client, When: show.When(l.LastAt, now.at, now.zone),
		Snippet: l.Snippet, Owner: cmp.Or(l.Owner, roleWords(l.Pool)), Waits: l.Since != nil, On: l.ID == open,
	}
	if l.Contact != "" {
		r.Name = l.Contact + ", for " + l.Client
	}
	switch {
	case l.Hidden:
		r.Snippet, r.Quiet = "Opens for its care team only", true
	case l.Sealed:
		r.Snippet, r.Quiet = "Clinical, for clinicians to read", true
	case r.Snippet == "":
		r.Snippet = l.Subject
	}
	r.Tag = tagOf(l.Due, l.DoneAt, l.Outcome, l.Promised, now)
	return r
}

// tagOf says how the clock stands, or what became of it.
func tagOf(due, done *time.Time, o messaging.Outcome, promised bool, now calendar) ui.Tag {
	what := "due"
	if promised {
		what = "call back"
	}
	switch {
	case done != nil:
		return ui.Tag{Text: outcomes[o], Icon: "check"}
	case due == nil:
		return ui.Tag{Text: "waiting on them"}
	case due.Before(now.at):
		return ui.Tag{Text: show.Lasts(now.at.Sub(*due)) + " over", Icon: "clock", Tone: ui.Rust}
	case due.Sub(now.at) < time.Hour:
		return ui.Tag{Text: what + " in " + show.Lasts(due.Sub(now.at)), Icon: "clock", Tone: ui.Ochre}
	}
	return ui.Tag{Text: what + " in " + show.Lasts(due.Sub(now.at)), Icon: "clock"}
}

var outcomes = map[messaging.Outcome]string{
	messaging.Answered: "answered", messaging.NoReply: "no reply needed", messaging.Booked: "became a visit",
	messaging.Formed: "became a form", messaging.Tasked: "became a task", messaging.Noted: "went into the record", messaging.Called: "settled by phone",
}

func roleWords(pool string) string {
	role, err := access.ParseRole(pool)
	if err != nil {
		return pool
	}
	return role.Words()
}

func emptyOf(q sift) *ui.EmptyOf {
	e := ui.EmptyOf{Level: 3, Title: "Nobody waits for an answer", Text: "What clients write, and calls that were promised, stand here until somebody answers."}
	switch {
	case q.After != 0:
		e = ui.EmptyOf{Level: 3, Title: "That was all", Text: "There is nothing after this."}
	case q.Kind != "" || q.Who != "":
		e.Title, e.Text = "Nothing here", "No conversation fits this filter."
		e.Link = &ui.Link{Href: href.Sifted(sift{Box: q.Box}.values()), Label: "Show all"}
	case q.Box == "theirs":
		e.Title, e.Text = "Nothing waits for a client", "What was answered and is not done stands here."
	case q.Box == "done":
		e.Title, e.Text = "Nothing is done yet", "Conversations that were closed stand here, with what they became."
	}
	return &e
}
