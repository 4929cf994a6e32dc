package href

import (
	"net/url"
	"strconv"
)

// The pages of a patient who came by a link.
const (
	Form      = "/form"
	FormBirth = "/form/birth"
)

// The pages of another practice that is asked for a letter.
const (
	Letter      = "/letter"
	LetterBirth = "/letter/birth"
)

// What the provider of texts posts: those that came in, and what became of ours.
const (
	TextsIn     = "/texts/in"
	TextsReport = "/texts/report"
)

// FormLink is the link of a mail.
func FormLink(token string) string { return "/f/" + url.PathEscape(token) }

// ConfirmLink is the link of a reminder.
func ConfirmLink(token string) string { return "/c/" + url.PathEscape(token) }

// FormPart is one part of a form, counted from 1.
func FormPart(n int) string { return Form + "/" + strconv.Itoa(n) }

// FormDraft is where a part keeps what is typed.
func FormDraft(n int) string { return FormPart(n) + "/draft" }

// FormLook is a part that needs another look, with what is wrong marked.
func FormLook(n int) string { return FormPart(n) + "?look=1" }
