package practice

import (
	"context"
	"net/http"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/id"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// payers are /settings/payers: who pays for patients.
func (h *Handler) payers() setting[billing.PayerForm] {
	return setting[billing.PayerForm]{
		h: h, path: href.Payers, title: "Payers", one: "payer",
		closing: "Closing takes it out of what can be chosen. Coverages that name it stay.",
		list:    h.listPayers,
		blank:   func(*http.Request) (billing.PayerForm, error) { return billing.PayerForm{}, nil },
		find: func(ctx context.Context, who access.Actor, n number) (billing.PayerForm, string, bool, error) {
			p, err := h.billing.FindPayer(ctx, who, id.Payer(n))
			return billing.PayerForm{Name: p.Name, Code: p.Code, Address: p.Address, Phone: p.Phone}, p.Name, p.Closed, err
		},
		groups: func(_ *http.Request, f billing.PayerForm) ([]group, error) { return payerGroups(f), nil },
		add: func(ctx context.Context, who access.Actor, f billing.PayerForm) (number, error) {
			n, err := h.billing.AddPayer(ctx, who, f)
			return number(n), err
		},
		edit: func(ctx context.Context, who access.Actor, n number, f billing.PayerForm) error {
			return h.billing.EditPayer(ctx, who, id.Payer(n), f)
		},
		close: func(ctx context.Context, who access.Actor, n number, closed bool) error {
			return h.billing.ClosePayer(ctx, who, id.Payer(n), closed)
		},
	}
}

func (h *Handler) listPayers(r *http.Request) (listView, error) {
	all, err := h.billing.ListPayers(r.Context(), page.Actor(r))
	v := listView{
		Lede: "Insurers, funds and employers that pay for patients.", Add: "Add payer",
		Columns: []ui.Column{{Title: "Payer"}, {Title: "Code"}, {Title: "Phone"}},
		Empty:   ui.EmptyOf{Title: "No payers yet", Text: "Patients who pay for themselves need none. Add a payer when somebody else pays.", Level: 2},
	}
	for _, p := range all {
		v.Rows = append(v.Rows, row{href.One(href.Payers, p.ID), p.Name, stateOf(p.Closed), []string{p.Code, p.Phone}})
	}
	return v, err
}

func payerGroups(f billing.PayerForm) []group {
	return []group{{Title: "The payer", Quiet: true, Shape: "pair", Fields: []ui.Field{
		{Label: "Name", Name: "name", Value: f.Name, Required: true, Help: "As it stands on the insurance card."},
		{Label: "Code on claims", Name: "code", Value: f.Code},
		{Label: "Phone", Name: "phone", Value: f.Phone, Kind: ui.Tel},
		{Label: "Address", Name: "address", Value: f.Address, Kind: ui.Area, Rows: 3},
	}}}
}
