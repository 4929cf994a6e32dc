package practice

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"charthouse/internal/access"
	"charthouse/internal/id"
	"charthouse/internal/practice"
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
		meant: recallMeant, said: h.recallsSaid,
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
	f := scheduling.VisitTypeForm{
		Name: t.Name, Minutes: fmt.Sprint(t.Minutes), Service: typed(t.ServiceID), Form: typed(t.FormID), Template: typed(t.TemplateID),
		Before: fmt.Sprint(t.BeforeMinutes), After: fmt.Sprint(t.AfterMinutes), Needs: allTyped(t.Needs), Clinicians: allTyped(t.Clinicians),
		NoShow: typed(t.NoShowID), Late: typed(t.LateID), LateHours: fmt.Sprint(t.LateHours), FirstFree: t.FirstFree, Recall: typedMonths(t.RecallMonths), RecallMail: t.RecallMail,
		Online: t.Online, Notice: fmt.Sprint(t.NoticeHours), OnlineDays: fmt.Sprint(t.OnlineDays), OnlineFor: t.OnlineFor,
		AtOnce: fmt.Sprint(t.AtOnce), OfferMinutes: fmt.Sprint(t.OfferMinutes), Cutoff: fmt.Sprint(t.CutoffHours), Capacity: fmt.Sprint(t.Capacity),
	}
	into := [][2]*string{{&f.Remind1, &f.Way1}, {&f.Remind2, &f.Way2}, {&f.Remind3, &f.Way3}}
	for i, r := range t.Reminders[:min(len(t.Reminders), len(into))] {
		*into[i][0], *into[i][1] = strconv.Itoa(r.Hours), r.Way
	}
	return f
}

// remindersGroup asks when people are reminded, up to three times.
func remindersGroup(f scheduling.VisitTypeForm) group {
	ways := []ui.Option{{Value: "preferred", Label: "As they prefer"}, {Value: "email", Label: "Mail"}, {Value: "text", Label: "Text, else mail"}}
	g := group{Title: "Reminders", Shape: "pair", Lede: "Hours before the visit. Texts go to those who agreed to them; all others get a mail."}
	for i, typed := range [][2]string{{f.Remind1, f.Way1}, {f.Remind2, f.Way2}, {f.Remind3, f.Way3}} {
		nth, name := []string{"First", "Second", "Third"}[i], fmt.Sprintf("remind_%d", i+1)
		g.Fields = append(g.Fields,
			ui.Field{Label: nth + " reminder", Unit: "hours before", Name: name, Kind: ui.Number, Value: typed[0], Help: "Empty is none."},
			ui.Field{Label: nth + " goes by", Name: name + "_by", Kind: ui.Select, Value: or(typed[1], "preferred"), Options: ways})
	}
	return g
}

// typed is the number of what was chosen, or empty.
func typed[T fmt.Stringer](n *T) string {
	if n == nil {
		return ""
	}
	return (*n).String()
}

func allTyped[T fmt.Stringer](numbers []T) []string {
	out := make([]string, len(numbers))
	for i, n := range numbers {
		out[i] = n.String()
	}
	return out
}

func (h *Handler) visitTypeGroups(r *http.Request, f scheduling.VisitTypeForm) ([]group, error) {
	services, err := h.serviceOptions(r, f.Service, f.NoShow, f.Late)
	if err != nil {
		return nil, err
	}
	forms, err := h.formOptions(r, f.Form)
	if err != nil {
		return nil, err
	}
	templates, err := h.templateOptions(r, f.Template)
	if err != nil {
		return nil, err
	}
	takes, err := h.takesGroup(r, f)
	return []group{{Title: "The visit type", Quiet: true, Shape: "pair", Fields: []ui.Field{
		{Label: "Name", Name: "name", Value: f.Name, Required: true, Help: "As people say it when they book."},
		{Label: "Length", Unit: "minutes", Name: "minutes", Kind: ui.Number, Value: f.Minutes, Required: true, Help: "In steps of five."},
		{Label: "Fee", Name: "service", Kind: ui.Select, Value: f.Service, Options: prompt("None", services), Help: "What the visit is worth until its services are charged."},
		{Label: "Form sent when booked", Name: "form", Kind: ui.Select, Value: f.Form, Options: prompt("None", forms)},
		{Label: "Note begins with", Name: "template", Kind: ui.Select, Value: f.Template, Options: prompt("None", templates)},
		{Label: "Kept free before it", Unit: "minutes", Name: "before", Kind: ui.Number, Value: f.Before, Help: "To prepare; nobody can be booked then."},
		{Label: "Kept free after it", Unit: "minutes", Name: "after", Kind: ui.Number, Value: f.After, Help: "To clean up or write."},
		{Label: "People at once", Name: "capacity", Kind: ui.Number, Value: or(f.Capacity, "1"), Help: "More than one is a group: each has a visit of their own at one time. Offered online, it shows the times of groups with a place left, and free ones."},
	}}, remindersGroup(f), takes, onlineGroup(f), offersGroup(f), againGroup(f), missedGroup(f, services)}, err
}

// missedGroup asks what those pay who do not come, or cancel late.
func missedGroup(f scheduling.VisitTypeForm, services []ui.Option) group {
	return group{Title: "Missed visits", Shape: "pair", Lede: "Charged to the person, never to a payer, and taken back like any charge. Fees are those of the fee schedule.", Fields: []ui.Field{
		{Label: "Who does not come pays", Name: "no_show", Kind: ui.Select, Value: f.NoShow, Options: prompt("Nothing", services), Help: "Charged when somebody marks the no-show."},
		{Label: "Who cancels late pays", Name: "late", Kind: ui.Select, Value: f.Late, Options: prompt("Nothing", services), Help: "Offered to whoever cancels for them here, and charged if ticked. Who cancels online pays nothing."},
		{Label: "Late is within", Unit: "hours", Name: "late_hours", Kind: ui.Number, Value: or(f.LateHours, "24")},
		{Label: "The first time costs nothing", Name: "first_free", Kind: ui.Check, Value: ticked(f.FirstFree)},
	}}
}

func typedMonths(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

// onlineGroup asks how patients book it by themselves.
func onlineGroup(f scheduling.VisitTypeForm) group {
	return group{Title: "Online", Shape: "pair", Lede: "How patients book it by themselves, where the practice lets them.", Fields: []ui.Field{
		{Label: "Offered online", Name: "online", Kind: ui.Check, Value: ticked(f.Online)},
		{Label: "Offered to", Name: "online_for", Kind: ui.Select, Value: or(f.OnlineFor, scheduling.ForBoth), Options: []ui.Option{
			{Value: scheduling.ForBoth, Label: "Everybody"}, {Value: scheduling.ForNew, Label: "Who has not been here"}, {Value: scheduling.ForKnown, Label: "Who has a file"},
		}},
		{Label: "At the earliest", Unit: "hours ahead", Name: "notice", Kind: ui.Number, Value: or(f.Notice, "24")},
		{Label: "At most", Unit: "days ahead", Name: "online_days", Kind: ui.Number, Value: or(f.OnlineDays, "60")},
	}}
}

// offersGroup asks how a time that gets free is offered to the waitlist.
func offersGroup(f scheduling.VisitTypeForm) group {
	return group{Title: "Waitlist", Shape: "pair", Lede: "A time that gets free is offered to those who wait, outside of the hours without reminders.", Fields: []ui.Field{
		{Label: "Offered to", Unit: "people at once", Name: "at_once", Kind: ui.Number, Value: or(f.AtOnce, "3"), Help: "The first who takes it has it. 0: it is offered to nobody."},
		{Label: "An offer stands", Unit: "minutes", Name: "offer_minutes", Kind: ui.Number, Value: or(f.OfferMinutes, "60"), Help: "Then the next are asked."},
		{Label: "Not within", Unit: "hours before", Name: "cutoff", Kind: ui.Number, Value: or(f.Cutoff, "2"), Help: "Later, nothing is offered."},
	}}
}

// takesGroup asks what a visit takes: a place of each sort, and who offers it.
func (h *Handler) takesGroup(r *http.Request, f scheduling.VisitTypeForm) (group, error) {
	g := group{Title: "What it takes", Lede: "Free times are only those at which all of it is free."}
	sorts, err := h.practice.ListSorts(r.Context(), page.Actor(r))
	if err != nil {
		return g, err
	}
	if len(sorts) > 0 {
		g.Fields = append(g.Fields, ui.Field{Label: "Takes one of each", Name: "needs", Kind: ui.Checks, Values: f.Needs, Options: answers(sorts, func(s practice.Sort) (string, string) {
			return s.ID.String(), s.Name
		})})
	}
	weeks, err := h.scheduling.ListWeeks(r.Context(), page.Actor(r))
	g.Fields = append(g.Fields, ui.Field{
		Label: "Offered by", Name: "clinicians", Kind: ui.Checks, Values: f.Clinicians, Help: "Nobody ticked is everybody.",
		Options: answers(weeks, func(w scheduling.Week) (string, string) { return w.Staff.String(), w.Name }),
	})
	return g, err
}

// answers are what can be chosen of a list.
func answers[T any](all []T, of func(T) (value, label string)) []ui.Option {
	out := make([]ui.Option, len(all))
	for i, one := range all {
		out[i].Value, out[i].Label = of(one)
	}
	return out
}

func (h *Handler) serviceOptions(r *http.Request, now ...string) ([]ui.Option, error) {
	all, err := h.billing.ListFees(r.Context(), page.Actor(r))
	var out []ui.Option
	for _, f := range all {
		if n := f.ID.String(); !f.Closed || slices.Contains(now, n) {
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
