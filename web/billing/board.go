package billing

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
	"charthouse/web/visitline"
)

// boardView is a list of billing: totals, filters and groups of rows.
type boardView struct {
	Shell   ui.Shell
	Stages  []ui.Stage
	Title   string // of the list, read aloud
	Chips   []ui.Switch
	Columns [3]string
	Groups  []group
	Empty   *ui.EmptyOf
	More    *ui.Link
}

// group is rows under a head; a list without groups has one without a title.
type group struct {
	Title, Count, Sum string
	All               *ui.Link
	Rows              []row
}

// row is one line: whose, what, how much.
type row struct {
	Href, Name, Under string
	What, Detail      string
	Tone              ui.Tone // of the detail
	Amount            string
	Tag               *ui.Tag
	Line              ui.Line
}

// query is the filter in the URL, so that a list can be sent to a colleague.
type query struct {
	Stage  string `form:"stage"`
	Why    string `form:"why"`
	State  string `form:"state"`
	Method string `form:"method"`
	After  string `form:"after"`
}

var errNoList = fault.New(fault.NotFound, "There is no such list.")

// start answers GET /billing with the first list that the person may open.
func (h *Handler) start(w http.ResponseWriter, r *http.Request) error {
	if page.Actor(r).May(access.OpenClaim) {
		return h.claims(w, r)
	}
	return h.invoices(w, r)
}

// claims answers GET /billing/claims?stage=&why=&after=.
func (h *Handler) claims(w http.ResponseWriter, r *http.Request) error {
	q, err := page.Query[query](r)
	if err != nil {
		return err
	}
	switch q.Stage {
	case "":
		return h.held(w, r, q)
	case "ready":
		return h.ready(w, r, q)
	}
	return errNoList
}

func (h *Handler) held(w http.ResponseWriter, r *http.Request, q query) error {
	kind, field, _ := strings.Cut(q.Why, ".")
	list, err := h.Flow.OpenHeld(r.Context(), page.Actor(r), kind, field, billing.ParseAfter(q.After), h.monday(r))
	if err != nil {
		return err
	}
	return page.Render(w, r, boardPage(heldOf(h.board(r, "Claims", "held", list.Stages), list, q, h.reader(r))))
}

func (h *Handler) ready(w http.ResponseWriter, r *http.Request, q query) error {
	list, err := h.Flow.OpenReady(r.Context(), page.Actor(r), billing.ParseAfter(q.After), h.monday(r))
	if err != nil {
		return err
	}
	return page.Render(w, r, boardPage(readyOf(h.board(r, "Claims", "ready", list.Stages), list, h.reader(r))))
}

// board is the page without its list: tabs and totals of what the person may open.
func (h *Handler) board(r *http.Request, tab, stage string, s billing.Stages) boardView {
	rd := h.reader(r)
	v := boardView{Shell: h.Site.Shell(r, "Billing", "b"), Title: tab}
	tabs := []ui.Switch{{Label: "Invoices", Href: href.Invoices("", "")}, {Label: "Payments", Href: href.Payments("", "")}}
	if rd.who.May(access.OpenClaim) {
		tabs = append([]ui.Switch{{Label: "Claims", Href: href.Claims("", "", "")}}, tabs...)
		v.Stages = []ui.Stage{
			{Icon: "circle-alert", Label: "Needs work", Sum: rd.round(s.Held.Cents), Count: strconv.Itoa(s.Held.Count), Href: href.Claims("", "", ""), On: stage == "held"},
			{Icon: "check", Label: "Ready to send", Sum: rd.round(s.Ready.Cents), Count: strconv.Itoa(s.Ready.Count), Href: href.Claims("ready", "", ""), On: stage == "ready"},
		}
	}
	v.Stages = append(
		v.Stages,
		ui.Stage{Icon: "user-round", Label: rd.Patient() + " owes", Sum: rd.round(s.Owed.Cents), Count: strconv.Itoa(s.Owed.Count), Href: href.Invoices("", ""), On: stage == "owed"},
		ui.Stage{Icon: "calendar-clock", Label: "Overdue", Sum: rd.round(s.Overdue.Cents), Count: strconv.Itoa(s.Overdue.Count), Href: href.Invoices("overdue", ""), On: stage == "overdue"},
		ui.Stage{Icon: "circle-check", Label: "Paid this week", Sum: rd.round(s.PaidWeek.Cents), Count: strconv.Itoa(s.PaidWeek.Count), Href: href.Payments("", ""), On: stage == "paid"},
	)
	for i := range tabs {
		tabs[i].On = tabs[i].Label == tab
	}
	v.Shell.Top = ui.Tabs("Billing", tabs)
	return v
}

// reasons say what a held row waits for, in a few words.
var reasons = map[string]string{
	"signed_uncharged.":             "Signed, nothing charged",
	"claim_detail.member_number":    "Member number missing",
	"claim_detail.subscriber":       "Subscriber’s name missing",
	"claim_detail.subscriber_birth": "Subscriber’s date of birth missing",
	"claim_detail.birth_date":       "Date of birth missing",
	"claim_detail.coverage_dates":   "Coverage not active on the day",
	"claim_detail.note":             "Note not signed",
	"claim_detail.diagnosis":        "Service without a diagnosis",
	"claim_detail.npi":              "Clinician’s NPI missing",
	"claim_detail.place":            "Visit without a location",
}

func heldOf(v boardView, list workflow.Held, q query, rd reader) boardView {
	v.Columns = [3]string{rd.Patient() + " and payer", "Since and for what", "Amount"}
	at := map[string]int{}
	for _, why := range list.Reasons {
		key := why.Kind + "." + why.Field
		if q.Why != "" && q.Why != key {
			continue
		}
		at[key] = len(v.Groups)
		g := group{Title: reasons[key], Count: strconv.Itoa(why.Count), Sum: rd.money(why.Cents)}
		v.Groups = append(v.Groups, g)
	}
	for _, l := range list.Rows {
		i, ok := at[l.Kind+"."+l.Field]
		if ok {
			v.Groups[i].Rows = append(v.Groups[i].Rows, heldRow(l, list.Lines, rd))
		}
	}
	for i, g := range v.Groups {
		if q.Why == "" && strconv.Itoa(len(g.Rows)) != g.Count {
			v.Groups[i].All = &ui.Link{Label: "See all", Href: href.Claims("", keyOf(at, i), "")}
		}
	}
	if len(v.Groups) == 0 {
		v.Empty = &ui.EmptyOf{Level: 2, Title: "Nothing is held", Text: "Every signed visit is charged, and every claim has what its payer asks for. What is missing one day appears here by itself."}
		if q.Why != "" {
			v.Empty.Link = &ui.Link{Label: "See everything that is held", Href: href.Claims("", "", "")}
		}
	}
	v.More = more(list.Next, func(after string) string { return href.Claims("", q.Why, after) })
	return v
}

func keyOf(at map[string]int, i int) string {
	for key, n := range at {
		if n == i {
			return key
		}
	}
	return ""
}

func heldRow(l billing.Held, lines map[id.Visit]scheduling.Line, rd reader) row {
	out := rowOf(l.Row, lines, rd)
	out.What = "Held " + since(l.Since, rd)
	if line, ok := lines[l.VisitID]; ok {
		out.Detail = line.VisitType + " with " + line.Clinician
	}
	out.Href = href.Claim(l.ClientID, id.Claim(l.Subject))
	if l.Kind == "signed_uncharged" {
		out.Href = href.ChargeVisit(l.ClientID, l.VisitID)
	}
	return out
}

// rowOf is the parts that all rows about a visit share.
func rowOf(l billing.Row, lines map[id.Visit]scheduling.Line, rd reader) row {
	out := row{Name: l.Client, Under: "Visit " + rd.wall(l.StartsLocal), Amount: rd.money(l.Cents)}
	if l.Payer != "" {
		out.Under = l.Payer + ", " + rd.wall(l.StartsLocal)
	}
	if line, ok := lines[l.VisitID]; ok {
		out.Line = visitline.Of(line, rd.now, rd.zone)
	}
	return out
}

func readyOf(v boardView, list workflow.Ready, rd reader) boardView {
	v.Columns = [3]string{rd.Patient() + " and payer", "Claim", "Amount"}
	g := group{}
	for _, l := range list.Rows {
		out := rowOf(l.Row, list.Lines, rd)
		out.Href, out.What, out.Detail = href.Claim(l.ClientID, l.ClaimID), "Ready to send", "Claim "+l.ClaimID.String()+", made "+rd.day(l.Since)
		g.Rows = append(g.Rows, out)
	}
	v.Groups = []group{g}
	if len(g.Rows) == 0 {
		v.Groups = nil
		v.Empty = &ui.EmptyOf{Level: 2, Title: "No claim is ready", Text: "A claim comes here when a note of an insured visit is signed and nothing is missing."}
	}
	v.More = more(list.Next, func(after string) string { return href.Claims("ready", "", after) })
	return v
}

func more(next billing.After, to func(string) string) *ui.Link {
	if next.ID == 0 {
		return nil
	}
	return &ui.Link{Label: "Show more", Href: to(next.String())}
}

func since(at time.Time, rd reader) string { return show.Lasts(rd.now.Sub(at)) }
