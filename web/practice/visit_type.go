package practice

import (
	"context"
	"fmt"
	"net/http"

	"charthouse/internal/access"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// visitTypes are /settings/visit-types: what can be booked.
func (h *Handler) visitTypes() setting[scheduling.VisitTypeForm] {
	return setting[scheduling.VisitTypeForm]{
		h: h, path: href.VisitTypes, title: "Visit types", one: "visit type",
		closing: "Closing takes it out of what can be booked. Visits of this type stay.",
		list:    h.listVisitTypes,
		blank: func(*http.Request) (scheduling.VisitTypeForm, error) {
			return scheduling.VisitTypeForm{Minutes: "30"}, nil
		},
		find: func(ctx context.Context, who access.Actor, n number) (scheduling.VisitTypeForm, string, bool, error) {
			t, err := h.scheduling.FindVisitType(ctx, who, id.VisitType(n))
			return visitTypeForm(t), t.Name, t.Closed, err
		},
		groups: h.visitTypeGroups,
		add: func(ctx context.Context, who access.Actor, f scheduling.VisitTypeForm) (number, error) {
			n, err := h.scheduling.AddVisitType(ctx, who, f)
			return number(n), err
		},
		edit: func(ctx context.Context, who access.Actor, n number, f scheduling.VisitTypeForm) error {
			return h.scheduling.EditVisitType(ctx, who, id.VisitType(n), f)
		},
		close: func(ctx context.Context, who access.Actor, n number, closed bool) error {
			return h.scheduling.CloseVisitType(ctx, who, id.VisitType(n), closed)
		},
	}
}

func (h *Handler) listVisitTypes(r *http.Request) (listView, error) {
	all, err := h.scheduling.ListVisitTypes(r.Context(), page.Actor(r))
	v := listView{
		Lede: "What can be booked: how long it lasts, what it costs, what is asked before and written after.", Add: "Add visit type",
		Columns: []ui.Column{{Title: "Visit type"}, {Title: "Length", Number: true}, {Title: "Fee", Number: true}, {Title: "Form"}, {Title: "Note"}},
		Empty:   ui.EmptyOf{Title: "No visit types yet", Text: "Nothing can be booked before there is one. Add fees, forms and note templates first: a visit type names them.", Level: 2},
	}
	for _, t := range all {
		v.Rows = append(v.Rows, row{
			href.One(href.VisitTypes, t.ID), t.Name, stateOf(t.Closed),
			[]string{fmt.Sprintf("%d min", t.Minutes), feeOf(t, page.Person(r).Currency), or(t.Form, "none"), or(t.Template, "none")},
		})
	}
	return v, err
}

func feeOf(t scheduling.VisitType, currency string) string {
	if t.Cents == nil {
		return "none"
	}
	return show.Money(*t.Cents, currency)
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func visitTypeForm(t scheduling.VisitType) scheduling.VisitTypeForm {
	return scheduling.VisitTypeForm{
		Name: t.Name, Minutes: fmt.Sprint(t.Minutes), Service: typed(t.ServiceID), Form: typed(t.FormID), Template: typed(t.TemplateID),
	}
}

// typed is the number of what was chosen, or empty.
func typed[T fmt.Stringer](n *T) string {
	if n == nil {
		return ""
	}
	return (*n).String()
}

func (h *Handler) visitTypeGroups(r *http.Request, f scheduling.VisitTypeForm) ([]group, error) {
	services, err := h.serviceOptions(r, f.Service)
	if err != nil {
		return nil, err
	}
	forms, err := h.formOptions(r, f.Form)
	if err != nil {
		return nil, err
	}
	templates, err := h.templateOptions(r, f.Template)
	return []group{{Title: "The visit type", Quiet: true, Shape: "pair", Fields: []ui.Field{
		{Label: "Name", Name: "name", Value: f.Name, Required: true, Help: "As people say it when they book."},
		{Label: "Length", Unit: "min", Name: "minutes", Kind: ui.Number, Value: f.Minutes, Required: true, Help: "In steps of five."},
		{Label: "Fee", Name: "service", Kind: ui.Select, Value: f.Service, Options: prompt("None", services), Help: "What the visit is worth until its services are charged."},
		{Label: "Form sent when booked", Name: "form", Kind: ui.Select, Value: f.Form, Options: prompt("None", forms)},
		{Label: "Note begins with", Name: "template", Kind: ui.Select, Value: f.Template, Options: prompt("None", templates)},
	}}}, err
}

func (h *Handler) serviceOptions(r *http.Request, now string) ([]ui.Option, error) {
	all, err := h.billing.ListFees(r.Context(), page.Actor(r))
	var out []ui.Option
	for _, f := range all {
		if n := f.ID.String(); !f.Closed || n == now {
			out = append(out, ui.Option{Value: n, Label: f.Code + " " + f.Label + ", " + show.Money(int64(f.Cents), page.Person(r).Currency)})
		}
	}
	return out, err
}

func (h *Handler) formOptions(r *http.Request, now string) ([]ui.Option, error) {
	all, err := h.intake.ListForms(r.Context(), page.Actor(r))
	var out []ui.Option
	for _, f := range all {
		if n := f.ID.String(); !f.Closed || n == now {
			out = append(out, ui.Option{Value: n, Label: f.Name})
		}
	}
	return out, err
}

func (h *Handler) templateOptions(r *http.Request, now string) ([]ui.Option, error) {
	all, err := h.docs.ListTemplates(r.Context(), page.Actor(r))
	var out []ui.Option
	for _, t := range all {
		if n := t.ID.String(); !t.Closed || n == now {
			out = append(out, ui.Option{Value: n, Label: t.Name})
		}
	}
	return out, err
}
