package portal

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/clients"
	"charthouse/internal/fault"
	"charthouse/internal/files"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// letterView is what another practice is asked for, and where they send it.
type letterView struct {
	Phone  ui.Phone
	Client string
	Asks   string
	Form   ui.FormOf
	Field  ui.Field
}

// GET /letter: the birth date, then what is asked, then thanks.
func (h *Handler) letter(w http.ResponseWriter, r *http.Request) error {
	a, err := h.clients.Asked(r.Context(), page.Actor(r))
	switch {
	case err != nil:
		return h.refuse(w, r, over(err))
	case a.Answered:
		return page.Render(w, r, sayPage(letterCame(a)))
	case !a.Confirmed:
		return page.Render(w, r, birthPage(birthForLetter(a, "", nil)))
	}
	return page.Render(w, r, letterPage(letterOf(a, nil)))
}

// POST /letter/birth
func (h *Handler) confirmForLetter(w http.ResponseWriter, r *http.Request) error {
	in, err := page.Decode[born](r)
	if err != nil {
		return err
	}
	wrong := h.forms.Confirm(r.Context(), page.Actor(r), in.Born)
	if fault.KindOf(wrong) != fault.Invalid {
		if wrong != nil {
			return h.refuse(w, r, wrong)
		}
		return page.See(w, r, href.Letter)
	}
	a, err := h.clients.Asked(r.Context(), page.Actor(r))
	if err != nil {
		return h.refuse(w, r, over(err))
	}
	return page.Retry(w, r, wrong, func(f *fault.Fault) templ.Component { return birthPage(birthForLetter(a, in.Born, f)) })
}

// POST /letter: the letter goes straight into the store and then into the file.
// What a refused one leaves there, the next sweep removes.
func (h *Handler) sendLetter(w http.ResponseWriter, r *http.Request) error {
	a, err := h.clients.Asked(r.Context(), page.Actor(r))
	if err != nil {
		return h.refuse(w, r, over(err))
	}
	if !a.Confirmed || a.Answered {
		return page.See(w, r, href.Letter)
	}
	refused := h.take(w, r)
	if fault.KindOf(refused) == fault.Invalid {
		return page.Retry(w, r, refused, func(f *fault.Fault) templ.Component { return letterPage(letterOf(a, f)) })
	}
	if refused != nil {
		return h.refuse(w, r, refused)
	}
	return page.See(w, r, href.Letter)
}

func (h *Handler) take(w http.ResponseWriter, r *http.Request) error {
	up, err := page.Upload(w, r, files.MaxSize)
	if err != nil {
		return err
	}
	if up.Content == nil {
		return notTaken("Choose the letter: a browser forgets it when the page comes back.")
	}
	stored, err := h.files.Put(r.Context(), up.Content, files.MaxSize)
	if refusal, ok := errors.AsType[*files.Refusal](err); ok {
		return notTaken(refusal.Sentence)
	}
	if err != nil {
		return err
	}
	return h.clients.Answer(r.Context(), page.Actor(r), clients.Content{SHA256: stored.SHA256, Bytes: stored.Size, MediaType: stored.MediaType})
}

func notTaken(sentence string) error {
	return &fault.Fault{Kind: fault.Invalid, Message: "The letter was not taken.", Fields: map[string]string{"file": sentence}}
}

var errRequestOver = fault.New(fault.NotFound, "This letter is asked for no longer, or the link is older than 30 days. If you have it nonetheless, please call us.")

// over says of a link that is not good any more what it was for.
func over(err error) error {
	if fault.KindOf(err) == fault.NotFound {
		return errRequestOver
	}
	return err
}

func birthForLetter(a clients.Asked, typed string, wrong *fault.Fault) birthView {
	field := []ui.Field{{Label: "Their date of birth", Name: "born", Value: typed, Kind: ui.Date, Required: true, Autocomplete: "off"}}
	page.Mark(field, wrong)
	return birthView{
		Title: "A letter about " + a.Client, Text: "We show what is asked only to those who know the patient. Please give their date of birth.",
		Phone: ui.Phone{Title: "A letter is asked for", Practice: a.Practice, Foot: nextFoot("Go on", "birth", "")},
		Form:  ui.FormOf{ID: "birth", Action: href.LetterBirth, Class: "stack", Errors: page.Errors(field)},
		Field: field[0],
	}
}

func letterOf(a clients.Asked, wrong *fault.Fault) letterView {
	field := []ui.Field{{
		Label: "The letter", Name: "file", Kind: ui.File, Required: true, Accept: ".pdf,.png,.jpg,.jpeg,.heic,.txt,.docx,.doc",
		Help: "PDF, PNG, JPEG, HEIC, plain text or Word, up to 25 MB.",
	}}
	page.Mark(field, wrong)
	return letterView{
		Client: a.Client, Asks: a.Asks, Field: field[0],
		Phone: ui.Phone{Title: "A letter is asked for", Practice: a.Practice, Foot: nextFoot("Send the letter", "letter", "It goes straight into the patient’s file.")},
		Form:  ui.FormOf{ID: "letter", Action: href.Letter, Class: "stack", Upload: true, Errors: page.Errors(field)},
	}
}

func letterCame(a clients.Asked) sayView {
	return sayView{
		Phone: ui.Phone{Title: "Thank you", Practice: a.Practice}, Call: a.Phone, Title: "Thank you. Your letter has arrived.",
		Text: "It lies in the patient’s file, and a clinician reads it. You can close this page.",
	}
}
