package page

import (
	"bytes"
	"context"
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/web/href"
	"charthouse/web/ui"
)

var errNoPage = fault.New(fault.NotFound, "There is no such page or record.")

// statuses is the one place where a fault becomes a status.
var statuses = map[fault.Kind]int{
	fault.Invalid:   http.StatusUnprocessableEntity,
	fault.Forbidden: http.StatusForbidden,
	fault.NotFound:  http.StatusNotFound,
	fault.Conflict:  http.StatusConflict,
	fault.TooMany:   http.StatusTooManyRequests,
	fault.Away:      http.StatusServiceUnavailable,
}

// do runs a handler and answers its error.
func (s *Site) do(h Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			s.fail(w, r, err)
		}
	}
}

// soon is when to ask again, in seconds, while the database is started again.
const soon = "1"

// fail answers an error with its page. What is no fault is logged and answered
// with a reference only; while the database is away, with when to try again.
func (s *Site) fail(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, context.Canceled) {
		return
	}
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok {
		s.log.ErrorContext(r.Context(), "request failed", "request", RequestID(r), "method", methodOf(r), "route", routeOf(r), "error", err.Error())
		f = fault.New(fault.Internal, "Something went wrong on our side. Nothing was lost: go back and try once more.")
		if db.Away(err) {
			f = fault.New(fault.Away, "The database is being started again, which takes a moment. Send this page once more: a form that did arrive is not done twice.")
			w.Header().Set("Retry-After", soon)
		}
	}
	status, known := statuses[f.Kind]
	if !known {
		status = http.StatusInternalServerError
	}
	if err := s.render(w, r, status, errorPage(r, err, status, f.Message)); err != nil {
		http.Error(w, f.Message, status)
	}
}

// Render answers with a page. It is rendered whole before the first byte is
// sent, so that a failing view is a clean error.
func Render(w http.ResponseWriter, r *http.Request, c templ.Component) error {
	return render(w, r, http.StatusOK, c)
}

func (s *Site) render(w http.ResponseWriter, r *http.Request, status int, c templ.Component) error {
	return render(w, r, status, c)
}

func render(w http.ResponseWriter, r *http.Request, status int, c templ.Component) error {
	var b bytes.Buffer
	if err := c.Render(r.Context(), &b); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, err := b.WriteTo(w)
	return err
}

// Retry answers a refused form with its page once more, typed values kept and
// fields marked. Errors that no form can mend are returned.
func Retry(w http.ResponseWriter, r *http.Request, err error, form func(*fault.Fault) templ.Component) error {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || (f.Kind != fault.Invalid && f.Kind != fault.Conflict && f.Kind != fault.TooMany) {
		return err
	}
	return render(w, r, statuses[f.Kind], form(f))
}

// Refuse answers a fault with a page of the area's own, under the fault's
// status: for people who do not know the house and its error pages.
func Refuse(w http.ResponseWriter, r *http.Request, err error, own func(*fault.Fault) templ.Component) error {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok {
		return err
	}
	return render(w, r, statuses[f.Kind], own(f))
}

// See sends the browser on after an act.
func See(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

func errorPage(r *http.Request, err error, status int, message string) templ.Component {
	if shut, ok := errors.AsType[*db.Restricted](err); ok {
		return restrictedPage(r, shut.Client)
	}
	title := map[int]string{
		http.StatusForbidden:          "Not for your role",
		http.StatusNotFound:           "Nothing here",
		http.StatusConflict:           "Somebody was first",
		http.StatusTooManyRequests:    "Too many tries",
		http.StatusServiceUnavailable: "One moment",
	}[status]
	if title == "" {
		title = "That did not work"
	}
	return failed(ui.Door{Title: title, Theme: ui.ThemeOf(r), Foot: "Reference " + RequestID(r)}, message)
}

// restrictedPage says that the file is restricted, to whom it opens, and how
// somebody comes in who needs to. It names nobody.
func restrictedPage(r *http.Request, c id.Client) templ.Component {
	to := ""
	if r.Method == http.MethodGet {
		to = r.URL.RequestURI()
	}
	return restricted(ui.Door{Title: "This file is restricted", Theme: ui.ThemeOf(r), Foot: "Reference " + RequestID(r)}, c.String(), href.Glass(c, to))
}
