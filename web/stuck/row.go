package stuck

import (
	"time"

	"charthouse/internal/access"
	"charthouse/internal/id"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
	"charthouse/web/visitline"
)

// Reader is who reads the row, where and when.
type Reader struct {
	Who       access.Actor
	Now       time.Time
	Zone      *time.Location
	Currency  string
	MailsWait bool // there is no mail server: nothing is offered to be mailed
}

// kind is how a predicate reads.
type kind struct {
	icon  string
	tone  ui.Tone
	what  string // the sentence
	holds string // what it holds up besides money
	waits bool   // the age is counted from since, not against due
}

var kinds = map[string]kind{
	"note_unsigned":            {icon: "notebook-pen", tone: ui.Rust, what: "Note is not signed.", holds: "1 visit"},
	"signed_uncharged":         {icon: "receipt", tone: ui.Rust, what: "Seen and signed, but nothing charged.", holds: "1 charge"},
	"form_unfinished":          {icon: "clipboard-list", tone: ui.Ochre, what: "Intake form is not finished.", holds: "1 visit"},
	"form_unreviewed":          {icon: "clipboard-check", tone: ui.Ochre, what: "Form came back, answers not accepted.", holds: "1 form", waits: true},
	"form_unreviewed_clinical": {icon: "clipboard-check", tone: ui.Ochre, what: "Form came back, clinical answers not read.", holds: "1 form", waits: true},
	"visit_without_outcome":    {icon: "calendar-clock", tone: ui.Rust, what: "Nobody said how this visit ended.", holds: "1 visit"},
	"claim_detail":             {icon: "file-warning", tone: ui.Rust, what: "Claim is held.", holds: "1 claim", waits: true},
	"invoice_overdue":          {icon: "receipt", tone: ui.Rust, what: "Invoice is overdue.", holds: "1 invoice"},
	"document_unread":          {icon: "file-text", tone: ui.Ochre, what: "Document is unread.", holds: "1 document"},
	"glass_unreviewed":         {icon: "lock-open", tone: ui.Ochre, what: "Restricted file was opened with a reason.", holds: "1 review", waits: true},
	"refund_waiting":           {icon: "hourglass", tone: ui.Ochre, what: "Refund waits for a second person.", holds: "1 refund", waits: true},
}

// fields says which value of a claim is missing, and what the field asks where
// one value mends it.
var fields = map[string]struct{ what, label string }{
	"member_number":    {"Claim is held: member number is missing.", "Member number"},
	"subscriber":       {"Claim is held: the subscriber's name is missing.", "Subscriber"},
	"subscriber_birth": {"Claim is held: subscriber's date of birth is missing.", "Their date of birth"},
	"birth_date":       {"Claim is held: the patient's date of birth is missing.", "Date of birth"},
	"coverage_dates":   {what: "Claim is held: the coverage was not valid on that day."},
	"note":             {what: "Claim is held: the note is not signed."},
	"diagnosis":        {what: "Claim is held: a charge has no diagnosis."},
	"npi":              {what: "Claim is held: the clinician's NPI is missing."},
	"place":            {what: "Claim is held: the place of the visit is not known."},
}

// Row writes one row for its reader.
func Row(s workflow.Stuck, r Reader) ui.Stuck {
	k := kinds[s.Kind]
	out := ui.Stuck{
		ID: "b" + s.ID.String(), Icon: k.icon, Tone: k.tone, What: k.what, Name: s.Client, Href: href.Client(s.ClientID),
		HoldsDetail: k.holds, Owner: owner(s),
	}
	if f, ok := fields[s.Field]; ok {
		out.What = f.what
	}
	if s.Detail.Title == "write_off" {
		out.What, k.holds = "Write-off waits for a second person.", "1 write-off"
	}
	if s.Cents > 0 {
		out.Holds = show.Money(s.Cents, r.Currency)
	} else {
		out.Holds, out.HoldsDetail = k.holds, ""
	}
	if s.VisitID != 0 {
		out.Line = visitline.Of(s.Line, r.Now, r.Zone)
	}
	out.Rest, out.Detail = about(s, r)
	out.Age, out.AgeTone = age(s, k, r.Now)
	fix(&out, s, r)
	return out
}

// about says which record it is: after the name, and on the second line, the
// visit's time first.
func about(s workflow.Stuck, r Reader) (rest, detail string) {
	visit := show.DayTime(s.Line.StartsAt, r.Now, r.Zone) + " · " + s.Line.VisitType
	switch {
	case s.Kind == "glass_unreviewed":
		return ".", "By " + s.Detail.Title + ", " + show.DayTime(s.Since, r.Now, r.Zone) + ". Somebody else reviews what was done."
	case s.Hidden:
		return ".", ""
	case s.Kind == "document_unread":
		return ".", s.Detail.Title
	case s.Kind == "refund_waiting":
		return ".", show.Money(s.Detail.Cents, r.Currency) + " · asked for by " + s.Detail.Value
	case s.VisitID == 0:
		return ".", ""
	case s.Kind == "claim_detail":
		return ".", visit + " · " + s.Detail.Title
	case s.Kind == "form_unfinished":
		return ", " + show.Count(s.Detail.Done, "answer", "answers") + " so far.", visit + " with " + s.Line.Clinician
	}
	if s.Owner == s.Line.Clinician {
		return ".", visit
	}
	return ".", visit + " with " + s.Line.Clinician
}

func owner(s workflow.Stuck) string {
	if s.Owner != "" {
		return s.Owner
	}
	role, err := access.ParseRole(s.Fixer)
	if err != nil {
		return s.Fixer
	}
	return role.Words()
}

// age is exact: how long it has waited, or how far it is past its due time.
func age(s workflow.Stuck, k kind, now time.Time) (string, ui.Tone) {
	if k.waits || s.Due == nil {
		return show.Lasts(now.Sub(s.Since)), ui.Plain
	}
	if s.Due.After(now) {
		return "due in " + show.Lasts(s.Due.Sub(now)), ui.Ochre
	}
	return show.Lasts(now.Sub(*s.Due)) + " over", ui.Rust
}

// fix offers what this reader may do about it, the best first.
func fix(out *ui.Stuck, s workflow.Stuck, r Reader) {
	who, visit := r.Who, href.Visit(s.ClientID, s.VisitID)
	if s.Hidden && s.Kind != "glass_unreviewed" {
		offer(out, who, access.OpenClient, "Open file", href.Client(s.ClientID))
		return
	}
	switch s.Kind {
	case "glass_unreviewed":
		if s.Detail.Staff != who.Staff() {
			offer(out, who, access.ReviewGlass, "Review it", href.Opening(s.ClientID, id.Glass(s.Subject)))
		}
	case "note_unsigned":
		offer(out, who, access.WriteNote, "Open note", href.Note(s.ClientID, s.VisitID))
	case "signed_uncharged":
		offer(out, who, access.ChargeVisit, "Charge visit", href.ChargeVisit(s.ClientID, s.VisitID))
	case "form_unfinished":
		if !r.MailsWait {
			post(out, who, access.SendPacket, "Mail the link again", href.SendLink(s.ClientID, id.Packet(s.Subject)))
		}
	case "form_unreviewed", "form_unreviewed_clinical":
		offer(out, who, access.OpenVisit, "Review form", href.Packet(s.ClientID, id.Packet(s.Subject)))
	case "visit_without_outcome":
		post(out, who, access.FlowVisit, "Was seen", href.From(href.Mark(s.ClientID, s.VisitID, "seen"), "worklist"))
		post(out, who, access.FlowVisit, "Did not come", href.From(href.Mark(s.ClientID, s.VisitID, "no_show"), "worklist"))
	case "invoice_overdue":
		offer(out, who, access.OpenAccount, "Open invoice", href.Invoice(s.ClientID, id.Invoice(s.Subject)))
	case "refund_waiting":
		offer(out, who, access.OpenRefund, "Decide", href.Giveback(s.ClientID, id.Giveback(s.Subject)))
	case "document_unread":
		offer(out, who, access.ReadDocument, "Read document", href.Document(s.ClientID, id.Document(s.Subject)))
	case "claim_detail":
		askField(out, s, who)
		offer(out, who, access.OpenClaim, "Open claim", href.Claim(s.ClientID, id.Claim(s.Subject)))
	}
	if len(out.Fixes) == 0 && out.Ask == nil && s.VisitID != 0 {
		offer(out, who, access.OpenVisit, "Open visit", visit)
	}
}

func offer(out *ui.Stuck, who access.Actor, v access.Verb, label, to string) {
	if who.May(v) {
		out.Fixes = append(out.Fixes, ui.Fix{Act: ui.Act{Label: label, Href: to}})
	}
}

func post(out *ui.Stuck, who access.Actor, v access.Verb, label, to string) {
	if who.May(v) {
		out.Fixes = append(out.Fixes, ui.Fix{Act: ui.Act{Label: label}, Post: to, With: map[string]string{"back": href.Worklist("", false)}})
	}
}

// askField puts the very field that is missing into the row.
func askField(out *ui.Stuck, s workflow.Stuck, who access.Actor) {
	f, known := fields[s.Field]
	if !known || f.label == "" || !who.May(access.EditCoverage) {
		return
	}
	field := ui.Field{Label: f.label, Name: "value", ID: "fix-" + s.ID.String(), Autocomplete: "off", Required: true}
	if s.Field == "subscriber_birth" || s.Field == "birth_date" {
		field.Kind = ui.Date
	}
	ask := ui.Ask{
		Post: href.FixCoverage(s.ClientID, s.Detail.Coverage), Save: "Save", Says: "Kept on the coverage, so nobody types it again.",
		Fields: []ui.Field{{Name: "field", Value: s.Field, Kind: ui.Hidden, ID: "field-" + s.ID.String()}},
	}
	if s.Field == "birth_date" {
		ask.Post, ask.Says = href.FixBirthDate(s.ClientID), "Kept in the file, so nobody types it again."
	}
	if s.Detail.Value != "" && s.Field != "subscriber" {
		ask.Fields = append(ask.Fields, ui.Field{Label: "Subscriber", Name: "who", ID: "who-" + s.ID.String(), Value: s.Detail.Value, ReadOnly: true})
	}
	ask.Fields = append(ask.Fields, field, ui.Field{Name: "back", Value: href.Worklist("", false), Kind: ui.Hidden, ID: "back-" + s.ID.String()})
	out.Ask = &ask
}
