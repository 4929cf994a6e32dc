package messaging

import (
	"fmt"
	"strings"
)

// Where the links in mails lead. The pages are the portal's and the door's;
// tests there hold these paths to their routes.
const (
	FormPath  = "/f/"
	ResetPath = "/reset/"
	ToldPath  = "/notices"

	ConfirmPath = "/c/"
	OfferPath   = "/o/"
)

// linkHere stands in a stored text where the mail has its link.
const linkHere = "[the link is in the mail only]"

// words are the subject and the text of a mail about the draft's record.
func (d draft) words() (subject, body string) {
	if d.Kind == Free {
		return d.Subject, d.Body
	}
	if d.Kind == Asking {
		return d.asking()
	}
	if d.Kind == Reply {
		return d.replying()
	}
	if d.Kind == Reminder {
		return d.reminding()
	}
	if d.Kind == Late {
		return d.running()
	}
	if d.Kind == Recall {
		return d.recalling()
	}
	if d.Kind == Offering || d.Kind == OfferGone {
		return d.offering()
	}
	if d.Kind == Waits {
		return d.waiting()
	}
	who := or(d.Practice, "Your practice")
	if d.Several {
		return d.series(who)
	}
	if d.Kind == Invoice {
		return who + ": invoice " + d.InvoiceID.String(), d.letter(who)
	}
	when := d.Local.Format("Monday 2 January, 15:04")
	return map[Kind]string{
		Confirmation: who + ": " + when,
		Moved:        who + ": your new time, " + when,
		Cancellation: who + ": cancelled, " + when,
		Form:         who + ": please fill in a form before " + d.Local.Format("Monday 2 January"),
	}[d.Kind], d.letter(who)
}

// asking is a mail to another practice: it names nobody and asks for nothing that
// a wrong reader could learn from.
func (d draft) asking() (subject, body string) {
	who := or(d.Practice, "A practice")
	return who + " asks you for a letter", strings.Join([]string{
		"Hello " + d.Name + ",", who + " asks you for a letter about a patient whom you know. Please read here what is asked, and send it there:", linkHere,
		"You confirm the patient’s date of birth first. The link is good for 30 days, on the device on which it is opened first.",
		"If it does not open, please " + d.call() + ".", who,
	}, "\n\n") + "\n"
}

// replying is a mail that says that something was written, and nothing of it.
func (d draft) replying() (subject, body string) {
	who := or(d.Practice, "Your practice")
	about, birth := "", "your date of birth"
	if d.ContactID != 0 {
		about, birth = " about "+or(d.Client, "the patient"), "their date of birth"
	}
	return who + " wrote to you", strings.Join([]string{
		d.greeting(), who + " wrote to you" + about + ". Please read it here, and answer there:", linkHere,
		"You need " + birth + ". The link is good for 30 days, on the device on which it is opened first. It is for you alone: please do not pass it on.",
		"If it does not open, please " + d.call() + ".", who,
	}, "\n\n") + "\n"
}

// reminding is a reminder in the practice's words. The link to confirm is the
// house's to add: without it there is no answer.
func (d draft) reminding() (subject, body string) {
	who := or(d.Practice, "Your practice")
	confirm := "Please say here that you come:"
	if d.ContactID != 0 {
		confirm = "Please say here that " + or(d.Client, "the patient") + " comes:"
	}
	return who + ": reminder of " + d.Local.Format("Monday 2 January, 15:04"),
		strings.Join([]string{d.greeting(), d.filled(d.Template, "Monday 2 January 2006, 15:04"), confirm, linkHere, who}, "\n\n") + "\n"
}

// filled are the practice's words with what the record says in place of the marks.
func (d draft) filled(words, when string) string {
	return strings.NewReplacer(
		"[name]", d.Given, "[patient]", d.Client, "[when]", d.Local.Format(when), "[place]", strings.TrimSpace(d.Place+"\n"+d.Address),
		"[practice]", or(d.Practice, "your practice"), "[phone]", or(d.Phone, "us"),
	).Replace(words)
}

func (d draft) letter(who string) string {
	parts := []string{d.greeting()}
	switch d.Kind {
	case Confirmation:
		parts = append(append(parts, "You are booked at "+who+":", d.appointment()), d.otherwise("If you cannot come, please ")...)
	case Moved:
		parts = append(append(parts, "Your time at "+who+" has changed. It is now:", d.appointment()), d.otherwise("If this does not suit you, please ")...)
	case Cancellation:
		parts = append(parts, "Your time at "+who+" is cancelled:", d.when(), "You need not do anything. To find another time, please "+d.call()+".")
	case Invoice:
		parts = append(parts, "Invoice "+d.InvoiceID.String()+" is attached. It is due on "+d.DueOn.Format("2 January 2006")+", and says how to pay.",
			"If something on it is not right, please "+d.call()+".")
	case Form:
		parts = append(parts, d.ask(who), linkHere,
			"It takes a few minutes on a phone. You can stop and come back. The link is for you alone: please do not pass it on.",
			"If it does not open, or you open it on another device, please "+d.call()+" and we send a new one.")
	}
	return strings.Join(append(parts, who), "\n\n") + "\n"
}

// otherwise is what to do where the time does not suit: of a visit that was booked
// online, at its link.
func (d draft) otherwise(please string) []string {
	if !d.changeable() {
		out := []string{please + d.call() + "."}
		if d.Online && !d.Changes && d.Change > 0 {
			return append([]string{"It begins in less than " + hours(d.Change) + ", so it can no longer be moved or cancelled online."}, out...)
		}
		return out
	}
	until := "until it begins"
	if d.Change > 0 {
		until = "until " + hours(d.Change) + " before"
	}
	return []string{"You can move or cancel it here " + until + ":", linkHere, "After that, please " + d.call() + "."}
}

func hours(n int) string {
	if n == 1 {
		return "an hour"
	}
	return fmt.Sprintf("%d hours", n)
}

// ask is the first sentence of a form's mail, to the client or to whoever acts
// for them.
func (d draft) ask(who string) string {
	day := d.Local.Format("Monday 2 January")
	if d.ContactID != 0 {
		return "Before " + or(d.Client, "the patient") + " comes to " + who + " on " + day + ", please answer a few questions for them. You need their date of birth:"
	}
	return "Before you come to " + who + " on " + day + ", please answer a few questions:"
}

func (d draft) greeting() string {
	if d.Given == "" {
		return "Hello,"
	}
	return "Hello " + d.Given + ","
}

func (d draft) when() string { return whenOf(*d.Local) }

func (d draft) appointment() string {
	lines := []string{d.when()}
	for _, l := range []string{d.Place, d.Address} {
		if l != "" {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n")
}

func (d draft) call() string {
	if d.Phone == "" {
		return "answer this mail"
	}
	return "call " + d.Phone
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
