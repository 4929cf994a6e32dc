package stuck

import (
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/worklist"
	"charthouse/web/ui"
)

func sentence(c ui.Clearing) string { return c.Before + c.Name + c.After }

// What left by an act that does not mend it is said as what was done: the log is
// evidence, and money moves on with the line alone.
func TestTheLogSaysWhatWasDone(t *testing.T) {
	r := Reader{Now: time.Now(), Zone: time.UTC, Currency: "USD"}
	for _, c := range []struct {
		kind   string
		verb   access.Verb
		became string
		says   string
	}{
		{"note_unsigned", access.SignNote, "", "Note signed for Nadia. $120.00 moved on."},
		{"note_unsigned", access.SignNote, "seen", "Note signed for Nadia. $120.00 moved on."},
		{"note_unsigned", access.SettleFile, "begun", "No longer late for Nadia: a target or setting was changed."},
		{"note_unsigned", access.TakeStep, "begun", "No longer late for Nadia: a target or setting was changed."},
		{"note_unsigned", access.FlowVisit, "no_show", "Nadia did not come."},
		{"note_unsigned", access.FlowVisit, "", "“Note not signed” no longer holds for Nadia."},
		{"note_unsigned", access.FlowVisit, "unseen", "Visit of Nadia is not marked seen any more."},
		{"note_unsigned", access.CancelVisit, "cancelled", "Visit cancelled for Nadia."},
		{"note_unsigned", access.EditClient, "", "“Note not signed” no longer holds for Nadia."},
		{"question_waiting", access.AnswerQuestion, "", "Question answered for Nadia. $120.00 moved on."},
		{"question_waiting", access.AskQuestion, "", "Question taken back for Nadia."},
		{"question_waiting", access.EditClient, "", "“Question waits” no longer holds for Nadia."},
		{"task_due", access.DoTask, "closed", "Task closed by hand for Nadia."},
		{"task_due", access.DoTask, "moved", "Task put to a later day for Nadia."},
		{"task_due", access.AddDocument, "done", "Task done for Nadia. $120.00 moved on."},
		{"task_due", access.DoTask, "", "“Task late” no longer holds for Nadia."},
		{"visit_without_outcome", access.FlowVisit, "seen", "Visit marked seen for Nadia. $120.00 moved on."},
		{"visit_without_outcome", access.FlowVisit, "no_show", "Nadia did not come."},
		{"visit_without_outcome", access.FlowVisit, "arrived", "Nadia came: the visit goes on."},
		{"visit_without_outcome", access.CancelVisit, "cancelled", "Visit cancelled for Nadia."},
		{"visit_without_outcome", access.SettleFile, "begun", "No longer late for Nadia: a target or setting was changed."},
		{"arrived_waiting", access.FlowVisit, "roomed", "Nadia went into a room. $120.00 moved on."},
		{"arrived_waiting", access.SettleFile, "begun", "Visit over for Nadia: its outcome is asked for instead."},
		{"visit_unstaffed", access.MoveVisit, "", "Visit moved for Nadia. $120.00 moved on."},
		{"visit_unstaffed", access.SettleFile, "", "The clinician of Nadia is there again."},
		{"visit_displaced", access.SettleFile, "", "The place of Nadia is open again."},
		{"visit_displaced", access.SettleFile, "begun", "Visit of Nadia began without having been moved."},
		{"visit_displaced", access.CancelVisit, "cancelled", "Visit cancelled for Nadia."},
		{"visit_of_deceased", access.EditClient, "", "Date of death taken back for Nadia."},
		{"form_unfinished", access.FillPacket, "", "Form finished by Nadia. $120.00 moved on."},
		{"form_unfinished", access.FlowVisit, "arrived", "Nadia came with the form unfinished."},
		{"form_unfinished", access.FlowVisit, "no_show", "Nadia did not come."},
		{"form_unfinished", access.SettleFile, "begun", "Visit of Nadia began with the form unfinished."},
		{"form_unfinished", access.SettleFile, "", "No longer late for Nadia: a target or setting was changed."},
		{"form_unreviewed", access.ReviewPacket, "", "Answers decided for Nadia. $120.00 moved on."},
		{"form_unreviewed_clinical", access.FlowVisit, "no_show", "Nadia did not come."},
		{"form_locked", access.FillPacket, "", "Form finished by Nadia."},
		{"coverage_detail", access.ReviewPacket, "", "Coverage complete for Nadia. $120.00 moved on."},
		{"coverage_detail", access.SettleFile, "begun", "Visit of Nadia began with the coverage incomplete."},
		{"coverage_detail", access.MoveVisit, "", "Visit moved for Nadia."},
		{"birth_missing", access.EditClient, "died", "Nadia has died."},
		{"client_unreachable", access.SettleFile, "begun", "Visit of Nadia began; they could not be reached."},
		{"guardian_missing", access.EditClient, "", "A guardian is known for Nadia. $120.00 moved on."},
		{"guardian_missing", access.EditClient, "older", "Birth date of Nadia changed: nobody needs to be named."},
		{"claim_detail", access.SettleFile, "begun", "What the claim of Nadia lacked is there. $120.00 moved on."},
		{"claim_detail", access.ReverseCharge, "", "Charge taken back for Nadia."},
		{"invoice_overdue", access.TakePayment, "", "Invoice paid for Nadia. $120.00 moved on."},
		{"invoice_overdue", access.MakeInvoice, "", "Invoice voided for Nadia."},
		{"invoice_overdue", access.WriteOff, "", "Balance written off for Nadia."},
		{"refund_waiting", access.WithdrawRefund, "", "Request taken back for Nadia."},
		{"claim_unanswered", access.SettleFile, "begun", "No longer late for Nadia: a target or setting was changed."},
		{"client_unbilled", access.TakePayment, "", "Paid without an invoice: Nadia. $120.00 moved on."},
		{"credit_idle", access.BookVisit, "", "Nadia is booked again; the credit waits for it."},
		{"invoice_unreachable", access.TakePayment, "", "Invoice paid for Nadia. $120.00 moved on."},
		{"document_unread", access.FileDocument, "withdrawn", "Document withdrawn for Nadia."},
		{"request_unanswered", access.AddDocument, "withdrawn", "Request for a letter taken back for Nadia."},
		{"request_unanswered", access.AnswerRequest, "", "Letter came for Nadia. $120.00 moved on."},
		{"mail_failed", access.SendMessage, "", "A later message or remark settles the mail to Nadia."},
		{"message_unanswered", access.SendMessage, "answered", "Message answered for Nadia."},
		{"message_unanswered", access.SendMessage, "", "A later answer was promised to Nadia."},
		{"message_unanswered", access.RouteMessage, "no_reply", "Message of Nadia closed without a reply."},
		{"message_unanswered", access.BookVisit, "booked", "Message became a visit for Nadia."},
	} {
		got := sentence(Cleared(worklist.Cleared{Client: "Nadia", Kind: c.kind, Verb: c.verb, Became: c.became, Cents: 12000}, r))
		if got != c.says {
			t.Errorf("%s by %s, %q: %q; want %q", c.kind, c.verb, c.became, got, c.says)
		}
	}
}

// Whatever act clears a line of whatever kind, it is not called the fix unless the
// kind says that it is.
func TestNoActIsTakenForAFixUnasked(t *testing.T) {
	r := Reader{Now: time.Now(), Zone: time.UTC, Currency: "USD"}
	for name, k := range kinds {
		c := worklist.Cleared{Client: "Nadia", Kind: name, Verb: access.RestrictClient, Cents: 12000}
		if got := sentence(Cleared(c, r)); got != "“"+k.short+"” no longer holds for Nadia." {
			t.Errorf("%s: %q", name, got)
		}
		if len(k.by)+len(k.became) == 0 {
			t.Errorf("%s: nothing mends it", name)
		}
	}
}

func TestTheLogOfThePracticeSaysWhatWasDone(t *testing.T) {
	r := Reader{Now: time.Now(), Zone: time.UTC}
	for verb, says := range map[access.Verb]string{
		access.EditStaff:    "Oda Berg: licence settled for Dr Lindqvist.",
		access.EditSettings: "Oda Berg: “Licence runs out” no longer holds for Dr Lindqvist.",
	} {
		if got := sentence(PracticeCleared(worklist.PracticeCleared{Kind: "licence_ending", Named: "Dr Lindqvist", Verb: verb, By: "Oda Berg"}, r)); got != says {
			t.Errorf("%s: %q; want %q", verb, got, says)
		}
	}
	if got := sentence(PracticeCleared(worklist.PracticeCleared{Kind: "npi_missing", Named: "Dr Lindqvist", Verb: access.EditStaff, By: "Oda Berg"}, r)); got != "Oda Berg: NPI added for Dr Lindqvist." {
		t.Error(got)
	}
	if got := sentence(PracticeCleared(worklist.PracticeCleared{Kind: "mail_unset", Verb: access.SettleFile}, r)); got != "“Mails wait, and there is no mail server” no longer holds for the practice." {
		t.Error(got)
	}
}
