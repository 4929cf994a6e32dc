package practice

import (
	"net/http"

	"charthouse/internal/practice"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// mailSettings is /settings/mail: where the practice's mail goes out.
func (h *Handler) mailSettings() single[practice.MailForm] {
	return single[practice.MailForm]{
		h: h, path: href.MailSettings, title: "Mail",
		lede: "The server that sends confirmations, forms and invoices. Without one, mails wait and say so.",
		find: func(r *http.Request) (practice.MailForm, error) {
			f, _, err := h.practice.MailSettings(r.Context(), page.Actor(r))
			return f, err
		},
		save: func(r *http.Request, f practice.MailForm) error {
			f.Password = r.PostForm.Get("password") // as typed
			if err := h.practice.EditMail(r.Context(), page.Actor(r), f); err != nil {
				return err
			}
			return h.flow.MailServerChanged(r.Context())
		},
		groups: func(_ *http.Request, f practice.MailForm) []group { return mailGroups(f) },
		acts:   h.mailActs,
	}
}

func mailGroups(f practice.MailForm) []group {
	return []group{
		{Title: "Server", Shape: "pair", Fields: []ui.Field{
			{Label: "Name of the server", Name: "host", Value: f.Host, Required: true, Placeholder: "smtp.practice.example", Autocomplete: "off"},
			{Label: "Encryption", Name: "security", Kind: ui.Select, Value: f.Security, Options: []ui.Option{
				{Value: "starttls", Label: "STARTTLS, usually port 587"}, {Value: "tls", Label: "TLS, usually port 465"}, {Value: "none", Label: "None, to this machine only"},
			}},
			{Label: "Port", Name: "port", Kind: ui.Number, Value: f.Port, Required: true},
		}},
		{Title: "Sign-in to the server", Shape: "pair", Fields: []ui.Field{
			{Label: "User name", Name: "username", Value: f.Username, Autocomplete: "off"},
			{Label: "Password", Name: "password", Kind: ui.Password, Autocomplete: "new-password", Help: "Never shown again. Leave it empty to keep the one there is."},
		}},
		{Title: "Sender", Shape: "pair", Fields: []ui.Field{
			{Label: "Mails come from", Name: "sender", Kind: ui.Email, Value: f.Sender, Required: true, Help: "The practice's name stands before it."},
			{Label: "Answers come back to", Name: "answers", Kind: ui.Email, Value: f.Answers, Help: "A mailbox that the mail server pipes into “charthouse mail receive”, with a mark after a plus sign. Empty: answers go to the practice's own address."},
		}},
	}
}

// mailActs offers a test once there is a server to test.
func (h *Handler) mailActs(r *http.Request) ([]act, error) {
	f, _, err := h.practice.MailSettings(r.Context(), page.Actor(r))
	if err != nil || f.Host == "" {
		return nil, err
	}
	return []act{{Text: "Saved settings can be tried out: you get one mail at your work address.", Label: "Send a test mail to me", Action: href.MailTest}}, nil
}

// testMail answers POST /settings/mail/test.
func (h *Handler) testMail(w http.ResponseWriter, r *http.Request) error {
	to, err := h.flow.SendTestMail(r.Context(), page.Actor(r))
	if err != nil {
		if s, ok := sentenceOf(err); ok {
			h.site.Say(r, ui.Toast{Text: s, Tone: ui.Rust})
			return page.See(w, r, href.MailSettings)
		}
		return err
	}
	h.site.Say(r, ui.Toast{Text: "The server took a test mail to " + to + ".", Tone: ui.Teal})
	return page.See(w, r, href.MailSettings)
}
