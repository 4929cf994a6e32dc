package main

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"charthouse/web/href"
)

// One visit from booked to paid: each does their part, nobody does another's.
func TestAVisitGoesFromBookedToPaid(t *testing.T) {
	j := setOut(t)
	var link string
	j.step("the desk opens a file and books", j.book)
	j.step("the mail brings the link", func(t *testing.T) { link = j.formLink(t) })
	j.pass(2 * time.Hour)
	j.step("the patient fills the form in on a phone", func(t *testing.T) { j.fillIn(t, link) })
	j.pass(time.Hour)
	j.step("the desk accepts its part field by field", j.acceptDesk)
	j.pass(time.Date(2026, 5, 7, 13, 24, 0, 0, time.UTC).Sub(j.Clock.Now())) // 09:24 at Kestrel Lane
	j.step("the desk brings the patient to a room", j.arrive)
	j.pass(9 * time.Minute)
	j.step("the clinician accepts the clinical part", j.acceptClinical)
	j.step("the clinician writes and signs the note", j.writeAndSign)
	j.step("billing writes down what the payer answered", j.answer)
	j.pass(20 * time.Minute)
	j.step("the desk takes the payment at check-out", j.checkOut)
	j.step("nothing is left to do", j.allDone)
}

func (j *journey) book(t *testing.T) {
	s := j.signIn(t, "tomasz@kestrel.example")
	s.Click("Patients")
	s.Click("New patient")
	s.Fill("Given name", "Nadia")
	s.Fill("Family name", "Haddad")
	s.Fill("Date of birth", "1985-03-14")
	s.Fill("Phone", "555 0134")
	s.Fill("Mail", "nadia@home.example")
	s.look("new-patient")
	s.Click("Open the file")
	s.See("Born 14 Mar 1985")
	s.look("file")
	s.Click("Book a visit")
	s.Fill("What for", "Follow-up")
	s.Fill("With", "Dr Amara Okafor")
	s.Fill("Day", "2026-05-07")
	s.Until("free times are offered", `document.querySelector('#f-start input[value="09:30"]')`)
	s.Choose("Free times", "09:30")
	s.Fill("Reason", "Sugars at home")
	s.look("book")
	s.Click("Book the visit")
	s.See("Nadia Haddad is booked for")
	s.sound("booked")
}

var linkInMail = regexp.MustCompile(`http://\S+/f/\S+`)

// formLink waits for both mails and reads the link out of the one that has it.
func (j *journey) formLink(t *testing.T) string {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if _, err := j.mail.Next(ctx, 1); err != nil {
		t.Fatal(err)
	}
	var links []string
	for _, m := range j.mail.Messages() {
		if !slices.Equal(m.To, []string{"nadia@home.example"}) {
			t.Errorf("a mail went to %v", m.To)
		}
		links = append(links, linkInMail.FindAllString(m.Text, -1)...)
	}
	if len(links) != 1 || !strings.HasPrefix(links[0], j.url) {
		t.Fatalf("the links in the mails are %q", links)
	}
	return links[0]
}

// fillIn answers as somebody with a phone in one hand.
func (j *journey) fillIn(t *testing.T, link string) {
	s := sit(t, 390)
	s.Open(link)
	s.sound("link")
	s.Click("Open your form")
	s.Fill("Your date of birth", "1985-03-15")
	s.Click("Go on")
	s.See("You can try 4 more times.")
	s.Fill("css:[name=born]", "1985-03-14")
	s.sound("birth")
	s.Click("Go on")
	s.See("How we reach you")
	if got := s.Value("Mobile phone"); got != "555 0134" {
		t.Errorf("the known phone is offered as %q", got)
	}
	s.Fill("Mobile phone", "555 0199")
	s.Fill("Street and number", "4 Weaver Street")
	s.See("Saved")
	s.sound("reach")
	s.Click("Next: Contact and insurance")
	s.Fill("Somebody we may call", "Omar Haddad")
	s.Fill("Their phone", "555 0142")
	s.Fill("Member number", "LM 402 117 08")
	s.See("Saved")
	s.sound("contact")
	s.Click("Next: Your medicines")
	s.Fill("Name of the medicine", "Metformin 1 g")
	s.Fill("How you take it", "Twice a day")
	s.See("Saved")
	s.sound("medicines")
	s.Click("Next: Your allergies")
	s.Fill("What you are allergic to", "Penicillin")
	s.Fill("What happens", "A rash")
	s.See("Saved")
	s.Click("Next: Your visit")
	s.Fill("What would you like to talk about?", "My sugars are high in the morning")
	s.See("Saved")
	s.Click("Send my answers")
	s.See("Thank you. Your answers have arrived.")
	s.sound("thanks")
}

// acceptDesk accepts what the desk may: it never reads what is clinical.
func (j *journey) acceptDesk(t *testing.T) {
	s := j.signIn(t, "tomasz@kestrel.example")
	s.Click("Worklist")
	s.See("Form came back, answers not accepted. Nadia Haddad")
	s.sound("worklist-form")
	s.Click("Review form")
	s.See("555 0199")
	if text := s.Text("main"); strings.Contains(text, "Metformin") || strings.Contains(text, "sugars") {
		t.Errorf("the desk reads what is clinical: %s", text)
	}
	s.sound("review")
	for left := s.Count("[name=accept]") / 2; left > 0; left-- {
		if s.Count("table select") > 0 {
			s.Fill("Payer", "Larkfield Mutual")
		}
		s.accept(left)
	}
	s.See("answers decided for Nadia Haddad.") // back on the list that the form was opened from
	s.Click("Nadia Haddad")
	for _, now := range []string{"Omar Haddad", "Larkfield Mutual", "LM 402 117 08"} {
		s.See(now)
	}
	s.Click("Edit details")
	if phone, street := s.Value("Phone"), s.Value("Address"); phone != "555 0199" || street != "4 Weaver Street" {
		t.Errorf("the file says %q, %q", phone, street)
	}
	s.Click("Worklist")
	s.NotSee("answers not accepted")
	s.See("Tomasz Wieczorek: answers decided for Nadia Haddad.")
	s.sound("worklist-clear")
}

// accept accepts the first of so many answers that are not decided yet.
func (s seat) accept(open int) {
	s.t.Helper()
	buttons := `document.querySelectorAll('table button[name=accept][value=yes]')`
	s.Until("so many are left", buttons+`.length === `+strconv.Itoa(open))
	if open == 1 {
		defer s.Until("all are decided", buttons+`.length === 0`)
	}
	s.Click("css:table button[name=accept][value=yes]")
}

func (j *journey) arrive(t *testing.T) {
	s := j.signIn(t, "tomasz@kestrel.example")
	s.Click("css:.day-grid a[href*='visit=']")
	s.See("Sugars at home")
	s.sound("visit-due")
	s.Click("Mark arrived")
	s.See("Nadia Haddad has arrived.")
	s.Click("css:.day-grid a[href*='visit=']")
	s.Click("In Room 1")
	s.See("Nadia Haddad is in a room.")
	s.sound("in-room")
}

func (j *journey) acceptClinical(t *testing.T) {
	s := j.signIn(t, "amara@kestrel.example")
	s.Click("Worklist")
	s.See("Form came back, clinical answers not read.")
	s.Click("Review form")
	s.See("Metformin 1 g")
	s.See("My sugars are high in the morning")
	s.sound("review-clinical")
	s.Click("Accept all")
	s.See("Dr Amara Okafor: answers read for Nadia Haddad.")
	s.NotSee("clinical answers not read")
}

func (j *journey) writeAndSign(t *testing.T) {
	s := j.signIn(t, "amara@kestrel.example")
	s.Click("Notes")
	s.See("Room 1")
	s.look("notes")
	s.Click("Write note for Nadia Haddad")
	s.See("My sugars are high in the morning")
	s.See("Penicillin")
	s.sound("note-empty")
	s.Fill("Subjective", "Morning sugars of 11 to 13. No falls.")
	s.Fill("Plan", "Metformin stays. Back in six weeks.")
	s.Fill("Add a diagnosis", "hyperglycemia")
	s.Until("it is found", `document.querySelector('#diagnosis-found [role=option]')`)
	s.Press("ArrowDown Enter")
	s.Until("it is chosen", `document.querySelector('#note-diagnoses li')`)
	s.Fill("Add a service", "93000 ECG with report, $94.00")
	s.Until("it is added", `document.querySelectorAll('#note-services li').length === 2`)
	s.Click("Medicines checked with the patient")
	s.Until("the note is saved", `document.querySelector('[data-status]').textContent.startsWith('Saved')`)
	s.sound("note-written")
	s.Click("Sign note")
	s.See("What is shown is what was signed")
	s.sound("note-signed")
	if claims, invoices := j.count(t, `select count(*) from claims`), j.count(t, `select count(*) from invoices`); claims != 1 || invoices != 0 {
		t.Errorf("%d claims and %d invoices", claims, invoices)
	}
}

// answer takes the payer's statement: the card that the patient typed on the phone is what the claim was made of.
func (j *journey) answer(t *testing.T) {
	s := j.signIn(t, "kwame@kestrel.example")
	s.Click("Billing")
	s.look("billing")
	s.Click("Ready to send")
	s.Click("Nadia Haddad")
	s.See("Larkfield Mutual")
	s.See("LM 402 117 08")
	s.sound("claim")
	s.Fill("Paid", "150.00")
	s.Fill("Taken off by contract", "40.00")
	s.Fill("Left to the patient", "24.00")
	s.Fill("Reference", "EFT 7781")
	s.Click("Write down the answer")
	s.See("EFT 7781")
	s.sound("claim-answered")
}

func (j *journey) checkOut(t *testing.T) {
	s := j.signIn(t, "tomasz@kestrel.example")
	s.Click("css:.day-grid a[href*='visit=']")
	s.sound("visit-signed")
	s.Click("Check out")
	s.See("$24.00")
	s.sound("checkout")
	s.Click("Invoice ")
	s.See("Larkfield Mutual has settled the rest")
	s.look("invoice")
	s.Click("Take payment")
	s.Fill("Paid by", "Card")
	s.Fill("Reference", "4242")
	s.Click("Take payment")
	s.See("The payment is taken.")
	s.See("Everything is paid")
	s.sound("checkout-paid")
	s.Click("Open receipt")
	s.See("$24.00")
	s.look("receipt")
}

// allDone holds the page and the record to the same promise.
func (j *journey) allDone(t *testing.T) {
	s := j.signIn(t, "tomasz@kestrel.example")
	s.Click("css:.day-grid a[href*='visit=']")
	s.See("Paid")
	if done, all := s.Count(".vline .station[data-state=done], .vline .station[data-state=na]"), s.Count(".vline .station"); done != 8 || all != 8 {
		t.Errorf("%d of %d stations are done: %s", done, all, s.Text(".vline"))
	}
	if n := s.Count(".unblock"); n != 0 {
		t.Errorf("something is in the way: %s", s.Text(".unblock"))
	}
	s.sound("visit-paid")
	for _, email := range []string{"tomasz@kestrel.example", "amara@kestrel.example", "kwame@kestrel.example"} {
		s := j.signIn(t, email)
		s.Open(j.url + href.Worklist("", false))
		s.See("Nothing is stuck")
	}
	if n := j.count(t, `select count(*) from visit_lines where station is null`); n != 1 {
		t.Error("the visit still has a station")
	}
	if n := j.count(t, `select count(*) from blockers where cleared_at is null`); n != 0 {
		t.Errorf("%d things are stuck", n)
	}
}
