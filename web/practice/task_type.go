package practice

import (
	"context"
	"fmt"
	"net/http"

	"charthouse/internal/access"
	"charthouse/internal/id"
	"charthouse/internal/worklist"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/stuck"
	"charthouse/web/ui"
)

// taskTypes are /settings/task-types: the kinds of tasks.
func (h *Handler) taskTypes() setting[worklist.TaskTypeForm] {
	return setting[worklist.TaskTypeForm]{
		h: h, path: href.TaskTypes, title: "Kinds of tasks", one: "kind of task",
		closing: "Closing takes it out of what can be made. Tasks of this kind stay.",
		list:    h.listTaskTypes,
		blank: func(*http.Request) (worklist.TaskTypeForm, error) {
			return worklist.TaskTypeForm{Role: "front_desk", Days: "2"}, nil
		},
		find: func(ctx context.Context, who access.Actor, n number) (worklist.TaskTypeForm, string, bool, error) {
			t, err := h.worklist.TaskType(ctx, who, id.TaskType(n))
			return taskTypeForm(t), t.Name, t.Closed, err
		},
		groups: h.taskTypeGroups,
		add: func(ctx context.Context, who access.Actor, f worklist.TaskTypeForm) (number, error) {
			n, err := h.worklist.AddTaskType(ctx, who, f)
			return number(n), err
		},
		edit: func(ctx context.Context, who access.Actor, n number, f worklist.TaskTypeForm) error {
			return h.worklist.EditTaskType(ctx, who, id.TaskType(n), f)
		},
		close: func(ctx context.Context, who access.Actor, n number, closed bool) error {
			return h.worklist.CloseTaskType(ctx, who, id.TaskType(n), closed)
		},
	}
}

func (h *Handler) listTaskTypes(r *http.Request) (listView, error) {
	all, err := h.worklist.TaskTypes(r.Context(), page.Actor(r))
	v := listView{
		Lede: "What people ask each other to do, for what the records cannot know. Whatever they can know stands on the worklist by itself.", Add: "Add kind",
		Columns: []ui.Column{{Title: "Kind"}, {Title: "Whose turn"}, {Title: "Due after"}, {Title: "Closes by itself once"}},
		Empty:   ui.EmptyOf{Title: "No kinds yet", Text: "A task needs a kind: it says whose turn it is, by when, and what closes it.", Level: 2},
	}
	for _, t := range all {
		v.Rows = append(v.Rows, row{
			href.One(href.TaskTypes, t.ID), t.Name, stateOf(t.Closed),
			[]string{or(t.Owner, stuck.Crew(t.Role)), fmt.Sprintf("%d days", t.Days), closesOnce(t)},
		})
	}
	return v, err
}

func closesOnce(t worklist.TaskType) string {
	if t.EvidenceOf != "" {
		return "a document is filed: " + t.EvidenceOf
	}
	for _, o := range proofs {
		if o.Value == string(t.Evidence) {
			return o.Label
		}
	}
	return ""
}

var proofs = []ui.Option{
	{Value: "", Label: "never: somebody says so"},
	{Value: "document", Label: "a document is filed"},
	{Value: "visit", Label: "a visit is booked"},
	{Value: "form", Label: "a form is finished"},
	{Value: "note", Label: "a note is signed"},
	{Value: "payment", Label: "a payment is taken"},
	{Value: "message", Label: "a message is sent"},
}

var papers = []ui.Option{
	{Value: "", Label: "any"},
	{Value: "letter", Label: "letter"},
	{Value: "report", Label: "report"},
	{Value: "result", Label: "result"},
	{Value: "card", Label: "insurance card"},
	{Value: "consent", Label: "consent"},
	{Value: "form", Label: "form"},
	{Value: "photo", Label: "photo"},
	{Value: "other", Label: "other"},
}

var crews = []ui.Option{
	{Value: "front_desk", Label: "Front desk"}, {Value: "clinician", Label: "Clinicians"}, {Value: "biller", Label: "Billing"}, {Value: "manager", Label: "Practice manager"},
}

func taskTypeForm(t worklist.TaskType) worklist.TaskTypeForm {
	f := worklist.TaskTypeForm{
		Name: t.Name, Role: t.Role, Days: fmt.Sprint(t.Days), Checklist: t.Checklist, Evidence: string(t.Evidence), EvidenceOf: t.EvidenceOf,
	}
	if t.OwnerID != 0 {
		f.Owner = t.OwnerID.String()
	}
	if t.Clinical {
		f.Clinical = "on"
	}
	return f
}

func (h *Handler) taskTypeGroups(r *http.Request, f worklist.TaskTypeForm) ([]group, error) {
	people, err := h.worklist.Colleagues(r.Context(), page.Actor(r))
	owners := []ui.Option{{Value: "", Label: "Whoever claims it"}}
	for _, p := range people {
		owners = append(owners, ui.Option{Value: p.ID.String(), Label: p.Name})
	}
	items := group{Title: "Checklist", Lede: "What belongs to it, in order. Empty items are left out.", Shape: "pair"}
	for i := range min(len(f.Checklist)+3, 12) {
		item := ui.Field{Label: fmt.Sprintf("Item %d", i+1), Name: "checklist", ID: fmt.Sprintf("f-checklist-%d", i)}
		if i < len(f.Checklist) {
			item.Value = f.Checklist[i]
		}
		items.Fields = append(items.Fields, item)
	}
	return []group{
		{Title: "The kind", Quiet: true, Shape: "pair", Fields: []ui.Field{
			{Label: "Name", Name: "name", Value: f.Name, Required: true, Help: "What is to be done, such as Call back."},
			{Label: "Due after", Unit: "days", Name: "days", Kind: ui.Number, Value: f.Days, Required: true},
			{Label: "Whose turn it is", Name: "role", Kind: ui.Select, Value: f.Role, Options: crews},
			{Label: "Owner", Name: "owner", Kind: ui.Select, Value: f.Owner, Options: owners},
			{Label: "Closes by itself once", Name: "evidence", Kind: ui.Select, Value: f.Evidence, Options: proofs, Help: "In the same file, after the task was made. Otherwise closing it asks why."},
			{Label: "Kind of that document", Name: "evidence_of", Kind: ui.Select, Value: f.EvidenceOf, Options: papers, Help: "Only where a document closes it."},
			{Label: "Clinical", Name: "clinical", Kind: ui.Check, Value: f.Clinical, Help: "Only those see it who may open what is clinical."},
		}},
		items,
	}, err
}
