package practice

import (
	"context"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// setting is one kind of thing that the practice lists, adds, changes and
// closes; F is what is typed about it. Six kinds share these five handlers.
type setting[F any] struct {
	h                *Handler
	path, title, one string // /settings/locations, Locations, location
	list             func(r *http.Request) (listView, error)
	blank            func(r *http.Request) (F, error)
	find             func(ctx context.Context, who access.Actor, n number) (f F, name string, closed bool, err error)
	groups           func(r *http.Request, f F) ([]group, error)
	add              func(ctx context.Context, who access.Actor, f F) (number, error)
	edit             func(ctx context.Context, who access.Actor, n number, f F) error
	close            func(ctx context.Context, who access.Actor, n number, closed bool) error
	closing          string                                                     // what closing means for what exists
	meant            func(groups []group, wrong error) []group                  // what is asked once more; nil: nothing
	said             func(r *http.Request, n number, was, is F) (string, error) // what saving brought about; nil: nothing to say
}

// number is the number of a row of some setting.
type number = id.ID[settingKind]

type settingKind struct{}

func (s setting[F]) routes(rt page.Routes) {
	rt.Get(s.path, access.OpenSettings, s.listed)
	rt.Get(s.path+"/new", access.EditSettings, s.fresh)
	rt.Post(s.path, access.EditSettings, s.create)
	rt.Get(s.path+"/{n}", access.OpenSettings, s.open)
	rt.Post(s.path+"/{n}", access.EditSettings, s.save)
	rt.Post(s.path+"/{n}/close", access.EditSettings, s.shut)
}

// listed answers GET /settings/<setting>.
func (s setting[F]) listed(w http.ResponseWriter, r *http.Request) error {
	v, err := s.list(r)
	if err != nil {
		return err
	}
	v.Frame, v.Path = s.h.frameOf(r, s.title, s.path), s.path
	return page.Render(w, r, listPage(v))
}

// fresh answers GET /settings/<setting>/new.
func (s setting[F]) fresh(w http.ResponseWriter, r *http.Request) error {
	f, err := s.blank(r)
	if err != nil {
		return err
	}
	v, err := s.viewOfNew(r, f)
	if err != nil {
		return err
	}
	return page.Render(w, r, formPage(v))
}

// create answers POST /settings/<setting>.
func (s setting[F]) create(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Decode[F](r)
	if err != nil {
		return err
	}
	if _, wrong := s.add(r.Context(), page.Actor(r), f); wrong != nil {
		v, err := s.viewOfNew(r, f)
		if err != nil {
			return err
		}
		return retry(w, r, wrong, v)
	}
	s.h.site.Say(r, ui.Toast{Text: "Added.", Tone: ui.Teal})
	return page.See(w, r, s.path)
}

// open answers GET /settings/<setting>/{n}.
func (s setting[F]) open(w http.ResponseWriter, r *http.Request) error {
	v, f, err := s.viewOf(r)
	if err != nil {
		return err
	}
	if v.Groups, err = s.groups(r, f); err != nil {
		return err
	}
	v.Version = versionOf(v.Groups)
	return page.Render(w, r, formPage(v))
}

// save answers POST /settings/<setting>/{n}.
func (s setting[F]) save(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Decode[F](r)
	if err != nil {
		return err
	}
	n, err := page.ID[number](r, "n")
	if err != nil {
		return err
	}
	v, was, err := s.viewOf(r)
	if err != nil {
		return err
	}
	is, err := s.groups(r, was)
	if err != nil {
		return err
	}
	typed, err := s.groups(r, f)
	if err != nil {
		return err
	}
	late, err := s.h.stale(r, is, typed)
	if err != nil {
		return err
	}
	if late {
		return retry(w, r, errStale, v.late(is, typed))
	}
	if wrong := s.edit(r.Context(), page.Actor(r), n, f); wrong != nil {
		if s.meant != nil {
			typed = s.meant(typed, wrong)
		}
		v.Groups, v.Version = typed, versionOf(is)
		return retry(w, r, wrong, v)
	}
	saved := "Saved."
	if s.said != nil {
		more, err := s.said(r, n, was, f)
		if err != nil {
			return err
		}
		saved = strings.TrimSpace(saved + " " + more)
	}
	s.h.site.Say(r, ui.Toast{Text: saved, Tone: ui.Teal})
	return page.See(w, r, s.path)
}

// shut answers POST /settings/<setting>/{n}/close, and its undoing.
func (s setting[F]) shut(w http.ResponseWriter, r *http.Request) error {
	n, err := page.ID[number](r, "n")
	if err != nil {
		return err
	}
	f, err := page.Decode[struct {
		Closed string `form:"closed"`
	}](r)
	if err != nil {
		return err
	}
	closed := f.Closed == "yes"
	if err := s.close(r.Context(), page.Actor(r), n, closed); err != nil {
		return err
	}
	toast := ui.Toast{Text: "Open again.", Tone: ui.Teal}
	if closed {
		toast = ui.Toast{Text: "Closed.", Tone: ui.Teal, Undo: href.Do(s.path, n, "close"), With: map[string]string{"closed": "no"}}
	}
	s.h.site.Say(r, toast)
	return page.See(w, r, s.path)
}

func (s setting[F]) viewOfNew(r *http.Request, f F) (formView, error) {
	groups, err := s.groups(r, f)
	return formView{
		Frame: s.h.frameOf(r, "New "+s.one, s.path), Action: s.path, Groups: groups, Save: "Add " + s.one, Back: s.path,
	}, err
}

// viewOf is the page of one thing without its fields, and what is stored of it.
func (s setting[F]) viewOf(r *http.Request) (formView, F, error) {
	var none F
	n, err := page.ID[number](r, "n")
	if err != nil {
		return formView{}, none, err
	}
	f, name, closed, err := s.find(r.Context(), page.Actor(r), n)
	if err != nil {
		return formView{}, none, err
	}
	v := formView{Frame: s.h.frameOf(r, name, s.path), Action: href.One(s.path, n), Save: "Save " + s.one, Back: s.path}
	v.Acts = []act{closingOf(s.one, s.closing, href.Do(s.path, n, "close"), closed)}
	return v, f, nil
}

func closingOf(one, means, action string, closed bool) act {
	if closed {
		return act{Text: "This " + one + " is closed: nobody can choose it.", Label: "Open it again", Action: action, Name: "closed", Value: "no"}
	}
	return act{Text: means, Label: "Close this " + one, Action: action, Name: "closed", Value: "yes"}
}

func retry(w http.ResponseWriter, r *http.Request, wrong error, v formView) error {
	return page.Retry(w, r, wrong, func(f *fault.Fault) templ.Component {
		v.Fault = f
		return formPage(v)
	})
}
