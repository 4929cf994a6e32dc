package portal

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/civil"
	"charthouse/internal/fault"
	"charthouse/internal/intake"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// GET /form: where the patient goes on.
func (h *Handler) resume(w http.ResponseWriter, r *http.Request) error {
	f, err := h.forms.Fill(r.Context(), page.Actor(r))
	switch {
	case err != nil:
		return h.refuse(w, r, err)
	case f.Cancelled:
		return page.Render(w, r, sayPage(cancelled(f)))
	case f.Finished:
		return page.Render(w, r, sayPage(thanks(f)))
	case f.Ask:
		return page.Render(w, r, birthPage(birthOf(f, "", nil)))
	}
	return page.See(w, r, href.FormPart(f.Resume()+1))
}

// born is what was typed to confirm who is filling in the form.
type born struct {
	Born string `form:"born"`
}

// POST /form/birth
func (h *Handler) confirm(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Decode[born](r)
	if err != nil {
		return err
	}
	err = h.forms.Confirm(r.Context(), page.Actor(r), in.Born)
	if fault.KindOf(err) != fault.Invalid {
		if err != nil {
			return h.refuse(w, r, err)
		}
		return page.See(w, r, href.Form)
	}
	f, failed := h.forms.Fill(r.Context(), page.Actor(r))
	if failed != nil {
		return h.refuse(w, r, failed)
	}
	return page.Retry(w, r, err, func(wrong *fault.Fault) templ.Component { return birthPage(birthOf(f, in.Born, wrong)) })
}

// GET /form/{part}
func (h *Handler) partPage(w http.ResponseWriter, r *http.Request) error {
	f, n, err := h.partOf(r)
	if err != nil {
		return h.refuse(w, r, err)
	}
	if f.Ask || f.Cancelled || f.Finished {
		return page.See(w, r, href.Form)
	}
	var wrong error
	if r.URL.Query().Get("look") != "" {
		wrong = f.Check(n-1, h.site.Now())
	}
	if wrong == nil {
		return page.Render(w, r, partPage(partOf(f, n, h.today(r), nil)))
	}
	return page.Retry(w, r, wrong, func(wrong *fault.Fault) templ.Component { return partPage(partOf(f, n, h.today(r), wrong)) })
}

// going says which button was pressed.
type going struct {
	Go string `form:"go"`
}

// POST /form/{part}
func (h *Handler) next(w http.ResponseWriter, r *http.Request) error {
	f, n, err := h.partOf(r)
	if err != nil {
		return h.refuse(w, r, err)
	}
	in, err := page.Decode[intake.Answers](r)
	if err != nil {
		return err
	}
	how, err := page.Decode[going](r)
	if err != nil {
		return err
	}
	if how.Go == "more" {
		err = h.forms.Save(r.Context(), page.Actor(r), n-1, in)
	} else {
		err = h.forms.SaveSection(r.Context(), page.Actor(r), n-1, in)
	}
	if fault.KindOf(err) == fault.Invalid {
		f = f.With(in)
		return page.Retry(w, r, err, func(wrong *fault.Fault) templ.Component { return partPage(partOf(f, n, h.today(r), wrong)) })
	}
	switch {
	case err != nil:
		return h.refuse(w, r, err)
	case how.Go == "more":
		return page.See(w, r, href.FormPart(n)+"#new")
	case n < len(f.Definition.Sections):
		return page.See(w, r, href.FormPart(n+1))
	}
	return h.submit(w, r)
}

// submit sends the answers. Sent already, by a button that was tapped twice, they
// are answered by the same thank-you.
func (h *Handler) submit(w http.ResponseWriter, r *http.Request) error {
	err := h.flow.SubmitForm(r.Context(), page.Actor(r))
	if wrong, ok := intake.WrongSection(err); ok {
		return page.See(w, r, href.FormLook(wrong+1))
	}
	if err != nil && !errors.Is(err, intake.ErrFinished) {
		return h.refuse(w, r, err)
	}
	return page.See(w, r, href.Form)
}

// POST /form/{part}/draft
func (h *Handler) draft(w http.ResponseWriter, r *http.Request) error {
	_, n, err := h.partOf(r)
	if err != nil {
		return h.refuse(w, r, err)
	}
	in, err := page.Decode[intake.Answers](r)
	if err != nil {
		return err
	}
	if err := h.forms.Save(r.Context(), page.Actor(r), n-1, in); err != nil {
		if fault.KindOf(err) == fault.Internal {
			return err
		}
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
		return nil
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func (h *Handler) partOf(r *http.Request) (intake.Filling, int, error) {
	f, err := h.forms.Fill(r.Context(), page.Actor(r))
	if err != nil {
		return f, 0, err
	}
	n, err := part(r, len(f.Definition.Sections))
	return f, n, err
}

func (h *Handler) today(r *http.Request) civil.Date { return h.site.Today(r) }

func cancelled(f intake.Filling) sayView {
	return sayView{
		Phone: ui.Phone{Title: "Your form", Practice: f.Practice}, Call: f.Phone, Title: "You need not fill this in",
		Text: "Your visit is cancelled, so we do not need your answers now. If you would like another time, please call us.",
	}
}

func thanks(f intake.Filling) sayView {
	where := f.Starts.Format("Monday 2 January, 15:04")
	for _, s := range []string{f.Place, f.Address} {
		if s != "" {
			where += ", " + s
		}
	}
	return sayView{
		Phone: ui.Phone{Title: "Thank you", Practice: f.Practice}, Call: f.Phone, Title: "Thank you. Your answers have arrived.",
		Text: "See you on " + where + ". You can close this page. If something changes before then, tell us at your visit or call us.",
	}
}
