package clients

import (
	"net/http"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

type triedRequest = tried[clients.RequestForm]

// askForLetter answers POST /clients/{client}/requests.
func (h *Handler) askForLetter(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	in, err := page.Decode[clients.RequestForm](r)
	if err != nil {
		return err
	}
	if _, err := h.Flow.AskForLetter(r.Context(), page.Actor(r), c, in); err != nil {
		return again(w, r, err, func(f *fault.Fault) (recordsView, error) {
			return h.documentsView(r, c, triedDocument{}, triedRequest{0, in, f})
		})
	}
	return h.said(w, r, href.Documents(c)+"#requests", in.Recipient+" is asked by mail", "")
}

// requestBlock lists the letters asked of other practices.
func requestBlock(s sight, c id.Client, filed clients.Filed, t triedRequest) block {
	b := block{ID: "requests", Title: "Letters asked for", Empty: "None. Another practice can be asked by mail: they send the letter by a link, and it is filed here."}
	for _, q := range filed.Requests {
		b.Rows = append(b.Rows, requestRow(s, c, q))
	}
	if s.who.May(access.AddDocument) {
		in, f := t.of(0, clients.RequestForm{})
		fields := []ui.Field{
			{Label: "Who is asked", Name: "recipient", Value: in.Recipient, Placeholder: "Dr Weber, Harbour Cardiology", Autocomplete: "off"},
			{Label: "Their mail", Name: "email", Value: in.Email, Kind: ui.Email, Autocomplete: "off"},
			{Label: "What is asked", Name: "asks", Value: in.Asks, Kind: ui.Area, Help: "They read it once they have confirmed the date of birth. The mail itself names nobody."},
		}
		b.Add = &record{Title: "Ask for a letter", Form: formFor("request-", href.Requests(c), "Ask by mail", fields, f), Open: f != nil}
	}
	return b
}

func requestRow(s sight, c id.Client, q clients.Request) record {
	row := record{
		ID: "request-" + q.ID.String(), Title: q.Recipient, Rest: q.Asks,
		Detail: join(" · ", "Asked "+show.DayTime(q.MadeAt, s.now, s.zone), prefix("by ", q.MadeBy), q.Email),
	}
	if q.AnsweredAt != nil {
		row.Tags = []ui.Tag{{Text: "answered " + show.When(*q.AnsweredAt, s.now, s.zone), Tone: ui.Teal, Icon: "check"}}
		if s.who.May(access.OpenClinical) {
			row.Href = href.Document(c, q.DocumentID)
		}
		return row
	}
	row.Tags = []ui.Tag{{Text: "waiting", Tone: ui.Slate}}
	if s.who.May(access.AddDocument) {
		row.End = &ui.Fix{Act: ui.Act{Label: "Take it back", Kind: "quiet"}, Post: href.WithdrawRequest(c, q.ID)}
	}
	return row
}
