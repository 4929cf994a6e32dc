package practice

import (
	"context"
	"net/http"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/id"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// fees are /settings/fees: what is charged when a note is signed.
func (h *Handler) fees() setting[billing.FeeForm] {
	return setting[billing.FeeForm]{
		h: h, path: href.Fees, title: "Fees", one: "service",
		closing: "Closing takes it out of what can be charged. What was charged stays as it was.",
		list:    h.listFees,
		blank:   func(*http.Request) (billing.FeeForm, error) { return billing.FeeForm{}, nil },
		find: func(ctx context.Context, who access.Actor, n number) (billing.FeeForm, string, bool, error) {
			f, err := h.billing.FindFee(ctx, who, id.Service(n))
			return billing.FeeForm{Code: f.Code, Label: f.Label, Amount: f.Cents.Typed()}, f.Label, f.Closed, err
		},
		groups: func(r *http.Request, f billing.FeeForm) ([]group, error) {
			return feeGroups(f, page.Person(r).Currency), nil
		},
		add: func(ctx context.Context, who access.Actor, f billing.FeeForm) (number, error) {
			n, err := h.billing.AddFee(ctx, who, f)
			return number(n), err
		},
		edit: func(ctx context.Context, who access.Actor, n number, f billing.FeeForm) error {
			return h.billing.EditFee(ctx, who, id.Service(n), f)
		},
		close: func(ctx context.Context, who access.Actor, n number, closed bool) error {
			return h.billing.CloseFee(ctx, who, id.Service(n), closed)
		},
	}
}

func (h *Handler) listFees(r *http.Request) (listView, error) {
	all, err := h.billing.ListFees(r.Context(), page.Actor(r))
	v := listView{
		Lede: "What is charged, and for how much. A change counts from the next signature on.", Add: "Add service",
		Columns: []ui.Column{{Title: "Service"}, {Title: "Code"}, {Title: "Price", Number: true}},
		Empty:   ui.EmptyOf{Title: "No fees yet", Text: "Signing a note charges the services in it. Add the ones you provide.", Level: 2},
	}
	for _, f := range all {
		v.Rows = append(v.Rows, row{href.One(href.Fees, f.ID), f.Label, stateOf(f.Closed), []string{f.Code, show.Money(int64(f.Cents), page.Person(r).Currency)}})
	}
	return v, err
}

func feeGroups(f billing.FeeForm, currency string) []group {
	return []group{{Title: "The service", Quiet: true, Shape: "pair", Fields: []ui.Field{
		{Label: "What is done", Name: "label", Value: f.Label, Required: true, Help: "As patients read it on their invoice."},
		{Label: "Code", Name: "code", Value: f.Code, Required: true, Help: "As claims name it, such as 99213."},
		{Label: "Price of one unit", Unit: currency, Name: "amount", Kind: ui.Money, Value: f.Amount, Required: true},
	}}}
}
