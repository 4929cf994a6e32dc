package page

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"

	"charthouse/internal/access"
	"charthouse/internal/id"
)

// Handler answers a request or says why not.
type Handler func(w http.ResponseWriter, r *http.Request) error

// Route is one line of the table: method, path, and the verb one must be allowed.
type Route struct {
	Method, Path string
	Verb         access.Verb
}

// Routes registers handlers. A route without a verb that somebody may do does
// not register: the program ends at start.
type Routes struct {
	site *Site
	mux  chi.Router
	know Knowing
}

// Knowing finds out who is asking where no session says so, and answers the
// request on their behalf (see As), or answers it itself and says so.
type Knowing func(w http.ResponseWriter, r *http.Request) (as *http.Request, answered bool, err error)

// For gives routes whose visitors are known by know.
func (rt Routes) For(know Knowing) Routes {
	rt.know = know
	return rt
}

// Get registers a page that changes nothing.
func (rt Routes) Get(path string, v access.Verb, h Handler) { rt.add(http.MethodGet, path, v, h) }

// Post registers an act.
func (rt Routes) Post(path string, v access.Verb, h Handler) { rt.add(http.MethodPost, path, v, h) }

func (rt Routes) add(method, path string, v access.Verb, h Handler) {
	if !slices.Contains(access.Verbs(), v) {
		panic(fmt.Sprintf("%s %s has no verb that anybody may do", method, path))
	}
	rt.site.routes = append(rt.site.routes, Route{method, path, v})
	rt.mux.Method(method, path, rt.site.knowing(rt.know, rt.site.guarded(v, h)))
}

func (s *Site) knowing(know Knowing, next http.HandlerFunc) http.HandlerFunc {
	if know == nil {
		return next
	}
	return s.do(func(w http.ResponseWriter, r *http.Request) error {
		as, answered, err := know(w, r)
		if err == nil && !answered {
			next(w, as)
		}
		return err
	})
}

// Table lists every route in order, for the golden file and the walk of roles.
func (s *Site) Table() []Route {
	return slices.SortedFunc(slices.Values(s.routes), func(a, b Route) int {
		return strings.Compare(a.Path+" "+a.Method, b.Path+" "+b.Method)
	})
}

// guarded sends visitors to the door and refuses, in the trail, those whose
// roles do not include the verb.
func (s *Site) guarded(v access.Verb, h Handler) http.HandlerFunc {
	return s.do(func(w http.ResponseWriter, r *http.Request) error {
		who := Actor(r)
		switch {
		case who.May(v):
			return h(w, r)
		case who.Roles() == access.Visitor:
			return toDoor(w, r)
		}
		return s.db.Write(r.Context(), who, actOf(r, v), nil)
	})
}

func actOf(r *http.Request, v access.Verb) access.Act {
	c, err := Client(r)
	if err != nil {
		return v.Practice()
	}
	return v.On(c)
}

// ID reads a record's number from the path: page.ID[id.Visit](r, "visit").
// Anything else is no such record.
func ID[T ~int64](r *http.Request, name string) (T, error) {
	n, err := id.Parse[T](chi.URLParam(r, name))
	if err != nil {
		return 0, errNoPage
	}
	return n, nil
}

// Client reads the file's number from the path.
func Client(r *http.Request) (id.Client, error) { return ID[id.Client](r, "client") }

// InFile reads the numbers of a file and of a record in it.
func InFile[T ~int64](r *http.Request, name string) (id.Client, T, error) {
	c, err := Client(r)
	if err != nil {
		return 0, 0, err
	}
	n, err := ID[T](r, name)
	return c, n, err
}

// Param reads a word from the path.
func Param(r *http.Request, name string) string { return chi.URLParam(r, name) }
