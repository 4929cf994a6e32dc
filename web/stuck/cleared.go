package stuck

import (
	"charthouse/internal/worklist"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// lefts say how a row left, before and after the patient's name.
var lefts = map[string][2]string{
	"note_unsigned":            {"Note signed for ", "."},
	"signed_uncharged":         {"Charges decided for ", "."},
	"form_unfinished":          {"Form settled for ", "."},
	"form_unreviewed":          {"Form accepted for ", "."},
	"form_unreviewed_clinical": {"Form read for ", "."},
	"visit_without_outcome":    {"Outcome known for ", "."},
	"claim_detail":             {"Claim of ", " is complete."},
	"invoice_overdue":          {"Invoice settled for ", "."},
	"document_unread":          {"Document read for ", "."},
	"glass_unreviewed":         {"Opening reviewed for ", "."},
	"refund_waiting":           {"Refund decided for ", "."},
}

// Cleared writes what left the list by itself, with who did what cleared it.
func Cleared(c worklist.Cleared, r Reader) ui.Clearing {
	words := lefts[c.Kind]
	out := ui.Clearing{When: show.When(c.At, r.Now, r.Zone), Before: words[0], Name: c.Client, Href: href.Client(c.ClientID), After: words[1]}
	if c.By != "" {
		out.Before = c.By + ": " + lower(words[0])
	}
	if c.Cents > 0 {
		out.After += " " + show.Money(c.Cents, r.Currency) + " moved on."
	}
	return out
}

func lower(s string) string {
	if s == "" {
		return s
	}
	return string(s[0]|0x20) + s[1:]
}
