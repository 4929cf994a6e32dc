package billing

import (
	"net/http"
	"slices"

	"charthouse/internal/billing"
	"charthouse/internal/civil"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// invoices answers GET /billing/invoices?state=&after=.
func (h *Handler) invoices(w http.ResponseWriter, r *http.Request) error {
	q, err := page.Query[query](r)
	if err != nil {
		return err
	}
	switch q.State {
	case "", "overdue":
		return h.owing(w, r, q)
	case "all":
		return h.issued(w, r, q)
	}
	return errNoList
}

func (h *Handler) owing(w http.ResponseWriter, r *http.Request, q query) error {
	list, err := h.Flow.OpenOwing(r.Context(), page.Actor(r), q.State == "overdue", billing.ParseAfter(q.After), h.monday(r))
	if err != nil {
		return err
	}
	stage := "owed"
	if q.State != "" {
		stage = q.State
	}
	return page.Render(w, r, boardPage(owingOf(h.board(r, "Invoices", stage, list.Stages), list, q, h.reader(r))))
}

func (h *Handler) issued(w http.ResponseWriter, r *http.Request, q query) error {
	rows, next, stages, err := h.Money.Invoices(r.Context(), page.Actor(r), billing.ParseAfter(q.After), h.monday(r))
	if err != nil {
		return err
	}
	v := issuedOf(h.board(r, "Invoices", "all", stages), rows, h.reader(r))
	v.More = more(next, func(after string) string { return href.Invoices("all", after) })
	return page.Render(w, r, boardPage(v))
}

func states(on string) []ui.Switch {
	return []ui.Switch{
		{Label: "Owed", Href: href.Invoices("", ""), On: on == ""},
		{Label: "Overdue", Href: href.Invoices("overdue", ""), On: on == "overdue"},
		{Label: "All invoices", Href: href.Invoices("all", ""), On: on == "all"},
	}
}

func owingOf(v boardView, list workflow.Owing, q query, rd reader) boardView {
	v.Columns, v.Chips = [3]string{rd.Patient(), "Invoice", "Left to pay"}, states(q.State)
	late, due, unasked := group{Title: "Overdue"}, group{Title: "Not due yet"}, group{Title: "No invoice yet"}
	for _, l := range list.Rows {
		out := rowOf(l.Row, list.Lines, rd)
		out.Href, out.What = href.Invoice(l.ClientID, l.InvoiceID), "Invoice "+l.InvoiceID.String()
		switch {
		case l.InvoiceID == 0:
			out.Href, out.What, out.Detail = href.Checkout(l.ClientID, l.VisitID), "Not asked for by an invoice", "Open "+since(l.Since, rd)
			unasked.Rows = append(unasked.Rows, out)
		case rd.today().After(l.DueOn):
			out.Detail, out.Tone = overdue(l.DueOn, rd), ui.Rust
			late.Rows = append(late.Rows, out)
		default:
			out.Detail = "Due " + show.Date(l.DueOn)
			due.Rows = append(due.Rows, out)
		}
	}
	for _, g := range []group{late, due, unasked} {
		if len(g.Rows) > 0 {
			v.Groups = append(v.Groups, g)
		}
	}
	if len(v.Groups) == 0 {
		v.Empty = nothingOwed(q.State)
	}
	v.More = more(list.Next, func(after string) string { return href.Invoices(q.State, after) })
	return v
}

func nothingOwed(state string) *ui.EmptyOf {
	if state == "overdue" {
		return &ui.EmptyOf{Level: 2, Title: "Nothing is overdue", Text: "An invoice comes here on the day after it was due.", Link: &ui.Link{Label: "See all that is owed", Href: href.Invoices("", "")}}
	}
	return &ui.EmptyOf{Level: 2, Title: "Nobody owes anything", Text: "What is charged and not paid yet appears here by itself.", Link: &ui.Link{Label: "See all invoices", Href: href.Invoices("all", "")}}
}

func overdue(due civil.Date, rd reader) string {
	return "Was due " + show.Date(due) + ", " + show.Count(rd.today().Days(due), "day", "days") + " ago"
}

func issuedOf(v boardView, rows []billing.Issued, rd reader) boardView {
	v.Columns, v.Chips = [3]string{rd.Patient(), "Invoice", "Asked for"}, states("all")
	g := group{}
	for _, l := range rows {
		out := rowOf(l.Row, nil, rd)
		out.Href, out.What, out.Detail = href.Invoice(l.ClientID, l.InvoiceID), "Invoice "+l.InvoiceID.String(), "Issued "+show.Date(l.IssuedOn)
		out.Tag = stateTag(l.Voided, l.Open, l.DueOn, rd)
		g.Rows = append(g.Rows, out)
	}
	v.Groups = []group{g}
	if len(rows) == 0 {
		v.Groups, v.Empty = nil, &ui.EmptyOf{Level: 2, Title: "No invoices yet", Text: "Signing the note of a self-pay visit makes its invoice."}
	}
	return v
}

// stateTag says where an invoice stands, in a word.
func stateTag(voided bool, open billing.Cents, due civil.Date, rd reader) *ui.Tag {
	switch {
	case voided:
		return &ui.Tag{Text: "Voided", Icon: "x"}
	case open == 0:
		return &ui.Tag{Text: "Paid", Icon: "check", Tone: ui.Teal}
	case rd.today().After(due):
		return &ui.Tag{Text: "Overdue", Icon: "circle-alert", Tone: ui.Rust}
	}
	return &ui.Tag{Text: rd.money(open) + " open", Icon: "hourglass", Tone: ui.Slate}
}

// payments answers GET /billing/payments?method=&after=.
func (h *Handler) payments(w http.ResponseWriter, r *http.Request) error {
	q, err := page.Query[query](r)
	if err != nil {
		return err
	}
	if q.Method != "" && !slices.Contains(billing.Methods, q.Method) {
		return errNoList
	}
	rows, next, stages, err := h.Money.Payments(r.Context(), page.Actor(r), q.Method, billing.ParseAfter(q.After), h.monday(r))
	if err != nil {
		return err
	}
	v := takenOf(h.board(r, "Payments", "paid", stages), rows, q, h.reader(r))
	v.More = more(next, func(after string) string { return href.Payments(q.Method, after) })
	return page.Render(w, r, boardPage(v))
}

func takenOf(v boardView, rows []billing.Taken, q query, rd reader) boardView {
	v.Columns = [3]string{rd.Patient(), "How", "Amount"}
	v.Chips = []ui.Switch{{Label: "All", Href: href.Payments("", ""), On: q.Method == ""}}
	for _, m := range billing.Methods {
		v.Chips = append(v.Chips, ui.Switch{Label: methods[m], Href: href.Payments(m, ""), On: q.Method == m})
	}
	for _, l := range rows {
		day := show.Date(civil.Of(l.ReceivedAt, rd.zone))
		if n := len(v.Groups); n == 0 || v.Groups[n-1].Title != day {
			v.Groups = append(v.Groups, group{Title: day})
		}
		out := row{Href: href.Payment(l.ClientID, l.PaymentID), Name: l.Client, Under: "Receipt " + l.PaymentID.String(), What: how(l.Method, l.Reference), Amount: rd.money(l.Cents)}
		out.Detail = show.Time(l.ReceivedAt, rd.zone) + by(l.TakenBy)
		if l.Payer != "" {
			out.Under, out.What = "Payment "+l.PaymentID.String(), l.Payer+", "+lower(how(l.Method, l.Reference))
		}
		if l.Reversed {
			out.Tag = &ui.Tag{Text: "Reversed", Icon: "rotate-ccw", Tone: ui.Ochre}
		}
		g := &v.Groups[len(v.Groups)-1]
		g.Rows = append(g.Rows, out)
	}
	if len(rows) == 0 {
		v.Empty = &ui.EmptyOf{Level: 2, Title: "No payments", Text: "A payment taken at check-out or on account stands here with its receipt."}
		if q.Method != "" {
			v.Empty.Link = &ui.Link{Label: "See payments of every kind", Href: href.Payments("", "")}
		}
	}
	return v
}

func by(name string) string {
	if name == "" {
		return ""
	}
	return ", taken by " + name
}
