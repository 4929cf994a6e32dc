package main

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"charthouse/internal/clients"
	"charthouse/internal/files"
	"charthouse/internal/id"
	"charthouse/internal/mail"
	"charthouse/internal/messaging"
	"charthouse/internal/practice"
	"charthouse/internal/workflow"
	"charthouse/web/href"
)

// A patient writes from a phone; the desk routes what is clinical unread, the
// clinician answers, and what comes back by mail is in the same conversation.
func TestAConversationGoesFromAQuestionToWhatItBecomes(t *testing.T) {
	j := setOut(t)
	j.no(practice.New(j.DB).EditMail(t.Context(), j.manager, practice.MailForm{
		Host: j.mail.Host(), Port: strconv.Itoa(j.mail.Port()), Security: "none", Sender: "desk@kestrel.example", Answers: "answers@kestrel.example",
	}))
	c := must[id.Client](t)(clients.New(j.DB).Create(t.Context(), j.desk, clients.Details{Given: "Nadia", Family: "Haddad", BirthDate: "1985-03-14", Email: "nadia@home.example"}))
	must[id.Conversation](t)(workflow.New(j.DB).StartTalk(t.Context(), j.desk, c, messaging.Starting{Kind: "administrative", To: "client", Subject: "Your card", Body: "Please bring it."}))
	j.step("the patient asks by the link of a mail, on a phone", j.askClinical)
	j.step("the desk routes it unread", j.routeUnread)
	j.step("the clinician takes and answers it by keys", j.answerByKeys)
	j.step("the patient reads the answer, and asks for a time", j.readAndAsk)
	j.step("a mail that answers comes back into the conversation", func(t *testing.T) { j.answerByMail(t, c) })
	j.step("the desk books for whoever asked", j.bookFromTalk)
	j.step("a call back is promised", func(t *testing.T) { j.promiseCall(t, c) })
	j.pass(61 * time.Minute)
	j.step("the call back stands on the worklist", j.callBackLate)
}

// talkLink is the link that mail n brought.
func (j *journey) talkLink(t *testing.T, n int) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	m, err := j.mail.Next(ctx, n)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(m.Text, "card") || strings.Contains(m.Text, "Saturday") {
		t.Errorf("the mail tells what was written: %s", m.Text)
	}
	return linkInMail.FindString(m.Text)
}

// behind opens the link of mail n on a phone.
func (j *journey) behind(t *testing.T, n int) seat {
	s := sit(t, 390)
	s.Open(j.talkLink(t, n))
	s.Click("Read what they wrote")
	s.Fill("css:[name=born]", "1985-03-14")
	s.Click("Go on")
	return s
}

func (j *journey) askClinical(t *testing.T) {
	s := j.behind(t, 0)
	s.See("Please bring it.")
	s.sound("talk-read")
	s.Click("Write about something else")
	s.Choose("What is it about?", "My health")
	s.Fill("Your message", "May I run on Saturday? The knee clicks.")
	s.sound("talk-write")
	s.Click("Send the message")
	s.See("May I run on Saturday?")
	s.Viewport(320, 800, true)
	s.sound("talk-320")
}

func (j *journey) routeUnread(t *testing.T) {
	s := j.signIn(t, "tomasz@kestrel.example")
	s.Click("Inbox")
	s.See("Clinical, for clinicians to read")
	s.NotSee("knee")
	s.sound("inbox-sealed")
	s.Click("css:.msgs a")
	s.See("This is clinical.")
	s.NotSee("knee")
	s.Press("a")
	s.Fill("To", "Clinician (whoever is free)")
	s.Fill("A word", "She comes on Thursday.")
	s.sound("talk-give")
	s.Click("Hand it over")
	s.See("Handed over.")
	s.NotSee("knee")
}

func (j *journey) answerByKeys(t *testing.T) {
	s := j.signIn(t, "amara@kestrel.example")
	s.Press("g i")
	s.See("May I run on Saturday?")
	s.Press("j")
	s.Press("Enter")
	s.See("She comes on Thursday.")
	s.Press("c")
	s.See("It is yours.")
	s.Press("r")
	s.Until("one writes", `document.activeElement.id === 'reply'`)
	s.Fill("css:#reply", "Not this Saturday: let it settle first.")
	s.sound("talk-reply")
	s.Press("Control+Enter")
	s.See("Answered.")
	s.Press("e")
	s.See("Nobody waits for an answer")
	s.sound("inbox-empty")
}

func (j *journey) readAndAsk(t *testing.T) {
	s := j.behind(t, 1)
	s.See("Not this Saturday: let it settle first.")
	s.See("Dr Amara Okafor")
	s.sound("talk-answer")
	s.Click("Write about something else")
	s.Choose("What is it about?", "My appointment")
	s.Fill("Your message", "May I come on Thursday at half past nine?")
	s.Click("Send the message")
	s.See("half past nine")
}

// answerByMail lets a mail server hand over the answer to the mail with the link.
func (j *journey) answerByMail(t *testing.T, c id.Client) {
	var mark string
	j.no(j.Owner.QueryRow(t.Context(), `select mail_id from deliveries order by id desc limit 1`).Scan(&mark))
	m, err := mail.Read(strings.NewReader("From: Nadia <nadia@home.example>\r\nTo: answers+" + mark + "@kestrel.example\r\nMessage-ID: <back@home.example>\r\nSubject: Re: hello\r\n\r\nThank you, I will wait.\r\n"))
	j.no(err)
	store, err := files.Open(t.Context(), t.TempDir())
	j.no(err)
	if got := must[messaging.Arrival](t)(workflow.New(j.DB).ReceiveMail(t.Context(), store, m)); got != messaging.Filed {
		t.Fatalf("it is %s", got)
	}
	s := j.signIn(t, "amara@kestrel.example")
	s.Open(j.url + href.Inbox + "?kind=clinical")
	s.Click("css:.msgs a")
	s.See("Thank you, I will wait.")
	s.See("by mail")
	s.Click("More")
	s.Click("Make task")
	s.sound("talk-task")
	s.Viewport(320, 900, true)
	s.sound("talk-task-320")
	s.Viewport(1440, 900, false)
	s.Print(true)
	s.look("talk-print")
	s.Print(false)
	s.Press("e")
	s.Fill("Why none is needed", "Only thanks")
	s.Click("css:.asking[open] form button")
	s.See("Done.")
}

func (j *journey) bookFromTalk(t *testing.T) {
	s := j.signIn(t, "tomasz@kestrel.example")
	s.Click("Inbox")
	s.Click("css:.msgs a")
	s.See("half past nine")
	s.Click("Book")
	s.Fill("What for", "Follow-up")
	s.Fill("With", "Dr Amara Okafor")
	s.Fill("Day", "2026-05-07")
	s.Until("free times are offered", `document.querySelector('#f-start input[value="09:30"]')`)
	s.Choose("Free times", "09:30")
	s.sound("talk-book")
	s.Click("Book the visit")
	s.See("Nadia Haddad is booked for")
	s.Click("Inbox")
	s.Click("Done")
	s.See("became a visit")
	s.sound("inbox-done")
}

func (j *journey) promiseCall(t *testing.T, c id.Client) {
	s := j.signIn(t, "tomasz@kestrel.example")
	s.Open(j.url + href.LogCall(c))
	s.Fill("About", "Bills and payments")
	s.Fill("Reason", "A bill of May")
	s.Fill("Call back", "Within 1 hour")
	s.Fill("By whom", "Kwame Mensah")
	s.sound("call")
	s.Click("Keep the call")
	s.See("call back in 60 min")
}

func (j *journey) callBackLate(t *testing.T) {
	s := j.signIn(t, "kwame@kestrel.example")
	s.Click("Worklist")
	s.See("Nadia Haddad")
	s.sound("worklist-call")
	s.Click("Inbox")
	s.See("1 min over")
}
