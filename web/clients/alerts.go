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

type triedAlert = tried[clients.AlertForm]

// alerts answers GET /clients/{client}/alerts.
func (h *Handler) alerts(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	v, err := h.alertsView(r, c, triedAlert{})
	if err != nil {
		return err
	}
	return page.Render(w, r, recordsPage(v))
}

// raiseAlert answers POST /clients/{client}/alerts.
func (h *Handler) raiseAlert() page.Handler {
	return adding(h, h.Clients.RaiseAlert, href.Alerts, "Alert raised",
		func(w http.ResponseWriter, r *http.Request, c id.Client, in clients.AlertForm, err error) error {
			return again(w, r, err, func(f *fault.Fault) (recordsView, error) {
				return h.alertsView(r, c, triedAlert{0, in, f})
			})
		})
}

func (h *Handler) alertsView(r *http.Request, c id.Client, t triedAlert) (recordsView, error) {
	client, list, err := h.Clients.Alerts(r.Context(), page.Actor(r), c)
	if err != nil {
		return recordsView{}, err
	}
	return recordsView{
		Shell: h.shell(r, client, "Alerts"), Title: "Alerts of " + client.Name(),
		Lede:   "What nobody who opens this file may miss. Everybody reads it, so it says nothing clinical that the desk may not know.",
		Blocks: []block{alertBlock(h.sight(r), c, list, t)},
	}, nil
}

var tones = []ui.Option{{Value: "slate", Label: "Good to know"}, {Value: "ochre", Label: "Take care"}, {Value: "rust", Label: "Danger"}}

func alertBlock(s sight, c id.Client, list []clients.Alert, t triedAlert) block {
	b := block{ID: "alerts", Title: "Alerts", Empty: "Nothing that everybody must know."}
	for _, a := range list {
		row := record{
			ID: "alert-" + a.ID.String(), Title: a.Text,
			Tags:   []ui.Tag{{Text: ui.Field{Value: a.Tone, Options: tones}.Spoken(), Tone: ui.Tone(a.Tone), Icon: alertIcons[a.Tone]}},
			Detail: join(" by ", "Raised "+show.When(a.RaisedAt, s.now, s.zone), a.RaisedBy),
		}
		if s.who.May(access.EditAlerts) {
			row.End = &ui.Fix{Act: ui.Act{Label: "End alert", Small: true}, Post: href.End(href.Alert(c, a.ID))}
		}
		b.Rows = append(b.Rows, row)
	}
	if s.who.May(access.EditAlerts) {
		in, f := t.of(0, clients.AlertForm{Tone: "slate"})
		fields := []ui.Field{
			{Label: "What must not be missed", Name: "text", Value: in.Text, Placeholder: "Needs a step-free room"},
			{Label: "How grave", Name: "tone", Value: in.Tone, Kind: ui.Select, Options: tones},
		}
		b.Add = &record{Title: "Raise an alert", Form: formFor("new-", href.Alerts(c), "Raise alert", fields, f), Open: f != nil}
	}
	return b
}
