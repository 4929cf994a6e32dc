package visitline

import (
	"charthouse/internal/scheduling"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// sentences say what is wrong and what it holds up, by kind of blocker.
var sentences = map[string]struct{ short, what, costs string }{
	"note_unsigned":            {"Note not signed", "The note is not signed.", "Without it nothing can be charged"},
	"signed_uncharged":         {"Nothing charged", "The note is signed, but nothing is charged.", "Add its services or say that it is free"},
	"form_unfinished":          {"Form unfinished", "The form before the visit is not finished.", "What it asks must be asked at the desk"},
	"form_unreviewed":          {"Form not accepted", "The form came back, and its answers are not accepted.", "The file still says what it said before"},
	"form_unreviewed_clinical": {"Form not read", "The form came back, and its clinical answers are not read.", "The clinician does not know them yet"},
	"visit_without_outcome":    {"No outcome yet", "The time is over, and nobody said what happened.", "Mark it seen, missed or cancelled"},
	"claim_detail":             {"Claim blocked", "A detail of the coverage is missing.", "The claim is held"},
	"invoice_overdue":          {"Invoice overdue", "The invoice is overdue.", "Ask for the payment"},
	"document_unread":          {"Document unread", "A document has not been read.", "Nobody has answered it"},
}

// details name the missing field of a claim.
var details = map[string]string{
	"member_number":    "The member number is missing.",
	"subscriber":       "The subscriber's name is missing.",
	"subscriber_birth": "The subscriber's birth date is missing.",
	"birth_date":       "The patient's birth date is missing.",
	"coverage_dates":   "The coverage is not active on the day.",
	"note":             "The note is not signed.",
	"diagnosis":        "A service has no diagnosis.",
	"npi":              "The clinician's NPI is missing.",
	"place":            "The visit has no location.",
}

// Stuck is what is in the way in two or three words, or empty.
func Stuck(l scheduling.Line) string {
	if l.Blocker == 0 {
		return ""
	}
	return first(sentences[l.BlockedBy].short, "Stuck")
}

// Unblock is the band under the line: what blocks it and what that costs. Ask
// only where Blocker is not zero.
func Unblock(l scheduling.Line, line ui.Line, currency string) ui.Unblock {
	s := sentences[l.BlockedBy]
	costs := s.costs + "."
	if l.BlockedCents > 0 {
		costs = s.costs + "; it holds up " + show.Money(l.BlockedCents, currency) + "."
	}
	return ui.Unblock{At: line.At(), What: first(details[l.BlockedField], s.what, "Something is in the way."), Costs: costs}
}
