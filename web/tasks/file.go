package tasks

import (
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/worklist"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/stuck"
	"charthouse/web/ui"
)

// fileView is the tasks of one file, and the form of a new one.
type fileView struct {
	Shell ui.Shell
	Name  string
	Types []ui.Switch // the kinds that can be made
	Form  *newForm
	Open  []row
	Done  []row
}

// newForm makes a task of a chosen kind.
type newForm struct {
	Of     ui.FormOf
	Title  string
	Closes string
	Fields []ui.Field
}

// file answers GET /clients/{client}/tasks?type=.
func (h *Handler) file(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	in := worklist.TaskForm{Type: r.URL.Query().Get("type")}
	v, err := h.fileOf(r, c, in, nil)
	if err != nil {
		return err
	}
	return page.Render(w, r, filePage(v))
}

// create answers POST /clients/{client}/tasks.
func (h *Handler) create(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	in, err := page.Decode[worklist.TaskForm](r)
	if err != nil {
		return err
	}
	if _, wrong := h.Worklist.MakeTask(r.Context(), page.Actor(r), c, in); wrong != nil {
		return h.again(w, r, wrong, func(bad *fault.Fault) (templ.Component, error) {
			v, err := h.fileOf(r, c, in, bad)
			return filePage(v), err
		})
	}
	h.Site.Say(r, ui.Toast{Text: "Task made.", Tone: ui.Teal})
	return page.See(w, r, href.FileTasks(c))
}

// again draws a page with what is wrong with its form.
func (h *Handler) again(w http.ResponseWriter, r *http.Request, wrong error, draw func(*fault.Fault) (templ.Component, error)) error {
	var failed error
	err := page.Retry(w, r, wrong, func(bad *fault.Fault) templ.Component {
		c, err := draw(bad)
		failed = err
		return c
	})
	if failed != nil {
		return failed
	}
	return err
}

func (h *Handler) fileOf(r *http.Request, c id.Client, in worklist.TaskForm, bad *fault.Fault) (fileView, error) {
	f, err := h.Worklist.TasksOfFile(r.Context(), page.Actor(r), c)
	if err != nil {
		return fileView{}, err
	}
	s := h.reader(r)
	v := fileView{Shell: h.shell(r, c, f.Client, "Tasks"), Name: f.Client}
	for _, k := range f.Open {
		v.Open = append(v.Open, rowOf(s, k, false))
	}
	for _, k := range f.Done {
		v.Done = append(v.Done, rowOf(s, k, false))
	}
	if !s.who.May(access.MakeTask) {
		return v, nil
	}
	for _, t := range f.Types {
		on := t.ID.String() == in.Type
		v.Types = append(v.Types, ui.Switch{Href: href.NewTask(c, t.ID), Label: t.Name, On: on})
		if on {
			v.Form = formOf(s, c, t, f.People, in, bad)
		}
	}
	return v, nil
}

// formOf asks what a type does not say; its own answers stand in the fields.
func formOf(s reader, c id.Client, t worklist.TaskType, people []worklist.Colleague, in worklist.TaskForm, bad *fault.Fault) *newForm {
	if bad == nil {
		in.Title, in.Due, in.Who = t.Name, s.today().Add(t.Days).String(), t.Role
		if t.OwnerID != 0 {
			in.Who = t.OwnerID.String()
		}
	}
	fields := []ui.Field{
		{Name: "type", Kind: ui.Hidden, Value: t.ID.String()},
		{Label: "What is to be done", Name: "title", Value: in.Title, Required: true},
		{Label: "What one must know for it", Name: "words", Value: in.Words, Kind: ui.Area},
		{Label: "Whose turn it is", Name: "who", Value: in.Who, Kind: ui.Select, Options: turns(people, t.Clinical, in.Who)},
		{Label: "Due on", Name: "due", Value: in.Due, Kind: ui.Date, Required: true, Min: s.today().String()},
	}
	page.Mark(fields, bad)
	out := &newForm{Title: t.Name, Fields: fields, Of: ui.FormOf{Action: href.FileTasks(c), Class: "stack", Errors: page.Errors(fields)}}
	if bad != nil {
		out.Of.Fault = bad.Message
	}
	if t.Evidence != "" {
		out.Closes = "Closes by itself once " + proofWords(t.Evidence, t.EvidenceOf) + "."
	}
	return out
}

// turns are the pools, then the people who could do it.
func turns(people []worklist.Colleague, clinical bool, now string) []ui.Option {
	var out []ui.Option
	for _, role := range []string{"front_desk", "clinician", "biller", "manager"} {
		if !clinical || role == "clinician" {
			out = append(out, ui.Option{Value: role, Label: "Anybody of " + stuck.Crew(role)})
		}
	}
	for _, p := range people {
		if p.May(access.DoTask) && (!clinical || p.May(access.OpenClinical)) || p.ID.String() == now {
			out = append(out, ui.Option{Value: p.ID.String(), Label: p.Name})
		}
	}
	return out
}

// shell is the frame of a page of a file, which leads back to it.
func (h *Handler) shell(r *http.Request, c id.Client, name, title string) ui.Shell {
	s := h.Site.Shell(r, title+", "+name, "p")
	s.Back = &ui.Link{Href: href.Client(c), Label: name}
	return s
}
