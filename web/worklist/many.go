package worklist

import (
	"net/http"
	"strings"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/stuck"
	"charthouse/web/ui"
)

// manyForm is the id of the form that the boxes of the rows belong to.
const manyForm = "chosen"

// many is the bar of acts on the chosen rows.
type many struct {
	Action, Back string
	Give         *ui.Field  // to whom
	Off          []ui.Field // until when and why
	Mends        []ui.Act
}

// manyOf offers the acts that the reader may do to the rows of this page.
func manyOf(list workflow.Worklist, r stuck.Reader) *many {
	if len(list.Rows) == 0 {
		return nil
	}
	m := &many{Action: href.WorkActs, Back: r.Back}
	if r.Who.May(access.AssignBlocker) {
		to := []ui.Option{{Label: "Their owners"}}
		for _, mate := range list.Mates {
			if !mate.Away {
				to = append(to, ui.Option{Value: mate.ID.String(), Label: mate.Name})
			}
		}
		m.Give = &ui.Field{Label: "Give to", Name: "to", ID: "many-to", Kind: ui.Select, Options: to, Small: true}
	}
	if r.Who.May(access.PendBlocker) {
		m.Off = []ui.Field{
			{Label: "Put off until", Name: "until", ID: "many-until", Kind: ui.Date, Min: civil.Of(r.Now, r.Zone).Add(1).String(), Small: true},
			{Label: "Why", Name: "why", ID: "many-why", Autocomplete: "off", Small: true},
		}
	}
	m.Mends = mendsOf(list, r)
	return m
}

// mendsOf are the fixes of which two rows here could have the same.
func mendsOf(list workflow.Worklist, r stuck.Reader) (out []ui.Act) {
	n := map[string]int{}
	for _, s := range list.Rows {
		n[s.Kind]++
	}
	for _, m := range []struct {
		do    workflow.Mending
		verb  access.Verb
		label string
		mails bool
	}{
		{workflow.MailForms, access.SendPacket, "Mail the form links again", true},
		{workflow.MailInvoices, access.SendInvoice, "Mail the invoices again", true},
		{workflow.WereSeen, access.FlowVisit, "Were seen", false},
		{workflow.DidNotCome, access.FlowVisit, "Did not come", false},
	} {
		if n[m.do.Kind()] > 1 && r.Who.May(m.verb) && !(m.mails && r.MailsWait) {
			out = append(out, ui.Act{Label: m.label, Name: "act", Value: string(m.do), Small: true})
		}
	}
	return out
}

// ticket names a row in the form: its file and its number.
func ticket(s workflow.Stuck) string { return s.ClientID.String() + "." + s.ID.String() }

// chosen is what the bar sends.
type chosen struct {
	Act string   `form:"act"`
	Row []string `form:"row"`
	worklist.Assignment
	worklist.Pending
}

// rows reads the tickets; what is none was not sent by the page.
func (c chosen) rows() ([]worklist.Row, error) {
	out := make([]worklist.Row, 0, len(c.Row))
	for _, t := range c.Row {
		client, row, _ := strings.Cut(t, ".")
		k, err := id.Parse[id.Client](client)
		b, err2 := id.Parse[id.Blocker](row)
		if err != nil || err2 != nil {
			return nil, fault.New(fault.Invalid, "The form did not arrive whole. Go back, open it again and send it once more.")
		}
		out = append(out, worklist.Row{Client: k, Blocker: b})
	}
	return out, nil
}

// many answers POST /worklist/acts: one act for all chosen rows, and those which
// it could not be done to said one by one.
func (h *Handler) many(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Decode[chosen](r)
	if err != nil {
		return err
	}
	rows, err := in.rows()
	if err != nil {
		return err
	}
	refused, err := h.doMany(r, in, rows)
	if err != nil {
		return h.refusedAll(w, r, err)
	}
	return h.report(w, r, len(rows), refused, "done")
}

func (h *Handler) doMany(r *http.Request, in chosen, rows []worklist.Row) ([]worklist.Refusal, error) {
	switch in.Act {
	case "give":
		return h.Worklist.AssignAll(r.Context(), page.Actor(r), rows, in.Assignment)
	case "off":
		return h.Worklist.PendAll(r.Context(), page.Actor(r), rows, in.Pending)
	}
	return h.Workflow.MendLines(r.Context(), page.Actor(r), workflow.Mending(in.Act), rows)
}

// refusedAll says on the list why nothing was done to any row.
func (h *Handler) refusedAll(w http.ResponseWriter, r *http.Request, err error) error {
	if k := fault.KindOf(err); k != fault.Invalid && k != fault.Conflict {
		return err
	}
	h.Site.Say(r, ui.Toast{Text: sentence(err), Tone: ui.Rust})
	return page.See(w, r, page.Back(r, href.Worklist("", false)))
}

// reportView says which rows an act on many could not be done to.
type reportView struct {
	Shell   ui.Shell
	Done    string
	Refused []refusal
	Back    string
}

type refusal struct{ What, Name, Href, Why string }

// report says how many rows the act was done to, and which not.
func (h *Handler) report(w http.ResponseWriter, r *http.Request, n int, refused []worklist.Refusal, did string) error {
	done := show.Count(n-len(refused), "line is ", "lines are ") + did
	if len(refused) == 0 {
		return h.done(w, r, ui.Toast{Text: done})
	}
	rows := make([]worklist.Row, len(refused))
	for i, f := range refused {
		rows[i] = f.Row
	}
	called, err := h.Worklist.Called(r.Context(), page.Reader(r), rows)
	if err != nil {
		return err
	}
	v := reportView{Shell: h.Site.Shell(r, "What was done", "w"), Done: done, Back: page.Back(r, href.Worklist("", false))}
	for _, f := range refused {
		v.Refused = append(v.Refused, refusalOf(f, called[f.Blocker]))
	}
	return page.Render(w, r, reportPage(v))
}

func refusalOf(f worklist.Refusal, c worklist.Called) refusal {
	if c.Blocker == 0 {
		return refusal{What: "A line that is not on your list.", Why: f.Why}
	}
	return refusal{stuck.What(c.Kind, c.Field), c.Name, href.Client(f.Client), f.Why}
}
