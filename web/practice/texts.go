package practice

import (
	"net/http"

	"charthouse/internal/practice"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// textSettings is /settings/texts: where the practice's texts go out.
func (h *Handler) textSettings() single[practice.TextForm] {
	return single[practice.TextForm]{
		h: h, path: href.TextSettings, title: "Texts",
		lede: "The account at Twilio that sends reminders to phones. Without one, all reminders go by mail.",
		find: func(r *http.Request) (practice.TextForm, error) {
			f, _, err := h.practice.TextSettings(r.Context(), page.Actor(r))
			return f, err
		},
		save: func(r *http.Request, f practice.TextForm) error {
			f.Token = r.PostForm.Get("token") // as typed
			return h.practice.EditTexts(r.Context(), page.Actor(r), f)
		},
		groups: func(_ *http.Request, f practice.TextForm) []group { return textGroups(f) },
	}
}

func textGroups(f practice.TextForm) []group {
	return []group{
		{Title: "Account", Shape: "pair", Fields: []ui.Field{
			{Label: "Account SID", Name: "account", Value: f.Account, Required: true, Autocomplete: "off"},
			{Label: "Auth token", Name: "token", Kind: ui.Password, Autocomplete: "new-password", Help: "Never shown again. Leave it empty to keep the one there is."},
			{Label: "Address of the provider", Name: "api", Value: f.API, Required: true, Autocomplete: "off", Help: "Another one where your account is in another region."},
		}},
		{Title: "Sender", Shape: "pair", Lede: "At the provider, have texts that come in posted to " + href.TextsIn + " below this practice’s address: then YES confirms a visit, and STOP ends texts.", Fields: []ui.Field{
			{Label: "Texts come from", Name: "sender", Value: f.Sender, Required: true, Placeholder: "+15125550100", Autocomplete: "off"},
			{Label: "Country of other numbers", Name: "country", Value: f.Country, Required: true, Help: "The calling code of numbers that are written without one, such as 1."},
		}},
	}
}
