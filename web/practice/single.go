package practice

import (
	"net/http"

	"charthouse/internal/access"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// single is a setting of which there is one; F is what is typed about it.
type single[F any] struct {
	h                 *Handler
	path, title, lede string
	find              func(r *http.Request) (F, error)
	groups            func(r *http.Request, f F) []group
	save              func(r *http.Request, f F) error
	acts              func(r *http.Request) ([]act, error) // nil: none
}

func (s single[F]) routes(rt page.Routes) {
	rt.Get(s.path, access.OpenSettings, s.open)
	rt.Post(s.path, access.EditSettings, s.post)
}

// open answers GET /settings/<setting>.
func (s single[F]) open(w http.ResponseWriter, r *http.Request) error {
	f, err := s.find(r)
	if err != nil {
		return err
	}
	v, err := s.view(r, f)
	if err != nil {
		return err
	}
	v.Version = versionOf(v.Groups)
	return page.Render(w, r, formPage(v))
}

// post answers POST /settings/<setting>.
func (s single[F]) post(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Decode[F](r)
	if err != nil {
		return err
	}
	was, err := s.find(r)
	if err != nil {
		return err
	}
	v, err := s.view(r, f)
	if err != nil {
		return err
	}
	is := s.groups(r, was)
	late, err := s.h.stale(r, is, v.Groups)
	if err != nil {
		return err
	}
	if late {
		return retry(w, r, errStale, v.late(is, v.Groups))
	}
	if wrong := s.save(r, f); wrong != nil {
		v.Version = versionOf(is)
		return retry(w, r, wrong, v)
	}
	s.h.site.Say(r, ui.Toast{Text: "Saved.", Tone: ui.Teal})
	return page.See(w, r, s.path)
}

func (s single[F]) view(r *http.Request, f F) (formView, error) {
	v := formView{
		Frame: s.h.frameOf(r, s.title, s.path), Lede: s.lede, Action: s.path, Groups: s.groups(r, f), Save: "Save",
	}
	var err error
	if s.acts != nil {
		v.Acts, err = s.acts(r)
	}
	return v, err
}
