package workflow_test

import (
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/files"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/mail"
	"charthouse/internal/messaging"
	"charthouse/internal/worklist"
)

// roles gives the mail house's people what they may do, for handing over.
func (h mailHouse) roles() mailHouse {
	h.do(access.EditStaff.Practice(), access.System(access.Console), `
		insert into staff_roles (staff_id, role) values (1, 'clinician'), (2, 'clinician'), (3, 'front_desk'), (4, 'manager')`)
	return h
}

// writer is Nadia behind a link to her conversation, her birth date confirmed.
func (h mailHouse) writer(n id.Conversation) access.Actor {
	h.t.Helper()
	var token string
	err := h.Write(h.t.Context(), access.System(access.Mailer), access.DeliverMail.On(nadia), func(tx *db.Tx) (err error) {
		token, err = intake.MintTalkLinkTx(h.t.Context(), tx, n, 0)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	forms := intake.New(h.DB)
	who, err := forms.GuestOfToken(h.t.Context(), token)
	if err == nil {
		_, _, err = forms.Open(h.t.Context(), who)
	}
	if err == nil {
		err = forms.Confirm(h.t.Context(), who, "1985-03-14")
	}
	if err != nil {
		h.t.Fatal(err)
	}
	return who
}

// asks is a conversation that Nadia wrote in, as the kind that she chose.
func (h mailHouse) asks(kind, body string) (id.Conversation, access.Actor) {
	h.t.Helper()
	n, err := h.flow.StartTalk(h.t.Context(), desk, nadia, messaging.Starting{Kind: "administrative", To: "client", Subject: "Your card", Body: "Please bring it."})
	if err != nil {
		h.t.Fatal(err)
	}
	who := h.writer(n)
	wrote, err := messaging.New(h.DB).WriteByLink(h.t.Context(), who, messaging.Note{Kind: kind, Body: body})
	if err != nil {
		h.t.Fatal(err)
	}
	return wrote, who
}

func (h mailHouse) talk(who access.Actor, n id.Conversation) messaging.Talk {
	h.t.Helper()
	t, err := h.flow.OpenTalk(h.t.Context(), who, nadia, n, 0)
	if err != nil {
		h.t.Fatal(err)
	}
	return t.Talk
}

func (h mailHouse) standing(kind string) int {
	h.t.Helper()
	if _, err := worklist.New(h.DB).SettleDue(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
	var n int
	if err := h.Owner.QueryRow(h.t.Context(), `select count(*) from blockers where kind = $1 and cleared_at is null`, kind).Scan(&n); err != nil {
		h.t.Fatal(err)
	}
	return n
}

func TestAMessageIsOnTheWorklistOncePastItsTargetAndLeavesByAReply(t *testing.T) {
	h := mailing(t).served().roles()
	n, _ := h.asks("clinical", "May I run on Saturday?")
	if h.standing("message_unanswered") != 0 {
		t.Fatal("it is stuck before its target")
	}
	first := *h.talk(okafor, n).WaitsSince
	h.Clock.Move(3 * time.Hour)
	if _, err := messaging.New(h.DB).WriteByLink(t.Context(), h.writer(n), messaging.Note{Talk: n.String(), Body: "Hello?"}); err != nil {
		t.Fatal(err)
	}
	if since := h.talk(okafor, n).WaitsSince; !since.Equal(first) {
		t.Errorf("a second message moved the clock to %v from %v", since, first)
	}
	h.Clock.Move(61 * time.Minute)
	if h.standing("message_unanswered") != 1 {
		t.Fatal("four hours later it is not stuck")
	}
	if err := h.flow.Reply(t.Context(), okafor, nadia, n, messaging.Replying{Body: "Not this Saturday."}); err != nil {
		t.Fatal(err)
	}
	if h.standing("message_unanswered") != 0 {
		t.Error("it is stuck after the reply")
	}
	var took time.Duration
	var verb string
	if err := h.Owner.QueryRow(t.Context(), `select at - waited_since from turns where what = 'answered' and conversation_id = $1`, n).Scan(&took); err != nil || took != 4*time.Hour+time.Minute {
		t.Errorf("the answer took %v, %v", took, err)
	}
	if err := h.Owner.QueryRow(t.Context(), `select t.verb from blockers b join trail t on t.id = b.cleared_by where b.kind = 'message_unanswered'`).Scan(&verb); err != nil || verb != "message.send" {
		t.Errorf("cleared by %q, %v", verb, err)
	}
}

func TestTheDeskRoutesAClinicalMessageUnread(t *testing.T) {
	h := mailing(t).served().roles()
	n, _ := h.asks("clinical", "The rash is back on my arm.")
	box := messaging.New(h.DB)
	seen := h.talk(desk, n)
	if !seen.Sealed || seen.Subject != "" || len(seen.Messages) != 1 || seen.Messages[0].Body != "" || seen.Messages[0].Sender != "Nadia Haddad" {
		t.Fatalf("the desk sees %+v", seen)
	}
	in, err := box.Inbox(t.Context(), desk, messaging.Sift{})
	if err != nil || len(in.List) != 1 || in.List[0].Snippet != "" || in.List[0].Subject != "" || in.List[0].Client != "Nadia Haddad" || in.List[0].Kind != "clinical" {
		t.Errorf("the list: %+v, %v", in.List, err)
	}
	thread, err := box.Thread(t.Context(), desk, nadia, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range thread.List {
		if strings.Contains(m.Body+m.Subject, "rash") {
			t.Error("the desk reads it in the thread")
		}
	}
	file, err := h.flow.OpenFile(t.Context(), desk, nadia, clients.Everything, clients.Before{})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range file.Timeline.List {
		if strings.Contains(e.Label+e.Text, "rash") {
			t.Error("the desk reads it in the file's timeline")
		}
	}
	if err := box.Give(t.Context(), desk, nadia, n, messaging.Handing{To: "4"}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("it was given to somebody who may not read it: %v", err)
	}
	if err := box.Sort(t.Context(), desk, nadia, n, "administrative"); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the desk took it out of what is clinical: %v", err)
	}
	if err := h.flow.Reply(t.Context(), desk, nadia, n, messaging.Replying{Body: "Hm."}); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the desk answered it: %v", err)
	}
	if err := box.Done(t.Context(), desk, nadia, n, messaging.Closing{Why: "Looks fine"}); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the desk closed it unanswered: %v", err)
	}
	if err := box.Give(t.Context(), desk, nadia, n, messaging.Handing{To: "1", Word: "She is yours."}); err != nil {
		t.Fatal(err)
	}
	if got := h.talk(okafor, n); got.OwnerID != 1 || got.Messages[0].Body != "The rash is back on my arm." || got.Turns[len(got.Turns)-1].Word != "She is yours." {
		t.Errorf("the clinician sees %+v", got)
	}
}

func TestAReplyGoesAsALinkAndItsWordsStayBehindIt(t *testing.T) {
	h := mailing(t).served().roles()
	h.do(access.EditSettings.Practice(), manager, `update mail_settings set answers = 'answers@kestrel.example'`)
	n, who := h.asks("billing", "I got two bills.")
	if err := h.flow.Reply(t.Context(), desk, nadia, n, messaging.Replying{Body: "The second one is void.", Done: true}); err != nil {
		t.Fatal(err)
	}
	var m id.Mail
	if err := h.Owner.QueryRow(t.Context(), `select max(id) from deliveries`).Scan(&m); err != nil {
		t.Fatal(err)
	}
	if err := h.flow.SendMail(t.Context(), base, nadia, m, false); err != nil {
		t.Fatal(err)
	}
	sent := h.mail.Messages()
	raw := string(sent[len(sent)-1].Raw)
	if strings.Contains(raw, "void") || !strings.Contains(raw, "https://practice.example/f/") || !strings.Contains(raw, "answers+") {
		t.Errorf("the mail says\n%s", raw)
	}
	b, err := messaging.New(h.DB).Behind(t.Context(), who, n)
	if err != nil || len(b.Messages) != 2 || b.Messages[1].Body != "The second one is void." || b.Messages[1].Mine {
		t.Errorf("behind the link: %+v, %v", b.Messages, err)
	}
	if got := h.talk(desk, n); got.DoneAt == nil || got.Outcome != messaging.Answered {
		t.Errorf("it is not done: %+v", got.Conversation)
	}
}

func TestWhatNeedsNoReplyClosesWithAReasonAndWaitsAgainWhenReopened(t *testing.T) {
	h := mailing(t).roles()
	n, _ := h.asks("administrative", "Thank you!")
	box := messaging.New(h.DB)
	since := *h.talk(desk, n).WaitsSince
	if err := box.Done(t.Context(), desk, nadia, n, messaging.Closing{Seen: h.seen(n).Seen}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("it closed without a reason: %v", err)
	}
	if err := box.Done(t.Context(), desk, nadia, n, messaging.Closing{Why: "Only thanks", Seen: h.seen(n).Seen}); err != nil {
		t.Fatal(err)
	}
	h.Clock.Move(48 * time.Hour)
	if h.standing("message_unanswered") != 0 {
		t.Error("it is stuck although it needs no reply")
	}
	if err := box.Reopen(t.Context(), desk, nadia, n); err != nil {
		t.Fatal(err)
	}
	if got := h.talk(desk, n); got.DoneAt != nil || got.WaitsSince == nil || !got.WaitsSince.Equal(since) {
		t.Errorf("reopened it waits since %v, not %v", got.WaitsSince, since)
	}
	if h.standing("message_unanswered") != 1 {
		t.Error("reopened and long past its target it is not stuck")
	}
}

func TestACallBackThatWasPromisedIsAClockLikeAReply(t *testing.T) {
	h := mailing(t).roles()
	box := messaging.New(h.DB)
	n, err := box.LogCall(t.Context(), desk, nadia, 0, messaging.CallForm{Kind: "billing", Reason: "A bill of May", Back: "2", By: "3"})
	if err != nil {
		t.Fatal(err)
	}
	got := h.talk(desk, n)
	if !got.Promised || got.OwnerID != 3 || got.Due.Sub(h.Clock.Now()) != 2*time.Hour {
		t.Errorf("%+v", got.Conversation)
	}
	h.Clock.Move(2*time.Hour + time.Minute)
	if h.standing("message_unanswered") != 1 {
		t.Error("nobody called back, and it is not stuck")
	}
	if _, err := box.LogCall(t.Context(), desk, nadia, n, messaging.CallForm{Out: true, Reason: "A bill of May", Outcome: "Explained.", Seen: h.seen(n).Seen}); err != nil {
		t.Fatal(err)
	}
	if h.standing("message_unanswered") != 0 || h.talk(desk, n).Outcome != messaging.Called {
		t.Error("the call back did not settle it")
	}
}

func TestWhatIsWrittenAfterAPromisedCallIsLateAtItsOwnTarget(t *testing.T) {
	h := mailing(t).served().roles()
	box := messaging.New(h.DB)
	n, who := h.asks("clinical", "When may I run?")
	if _, err := box.LogCall(t.Context(), okafor, nadia, n, messaging.CallForm{Reason: "Running", Outcome: "Looks it up.", Back: "168", Seen: h.seen(n).Seen}); err != nil {
		t.Fatal(err)
	}
	h.Clock.Move(5 * time.Hour)
	if got := h.talk(okafor, n); h.standing("message_unanswered") != 0 || !got.Promised || got.Due.Sub(h.Clock.Now()) != 163*time.Hour {
		t.Errorf("the promise does not hold: %+v", got.Conversation)
	}
	h.again(n, who, "I have chest pain now.")
	h.Clock.Move(time.Hour)
	h.again(n, who, "Hello?")
	other, _ := h.asks("billing", "I got two bills.")
	if got := h.talk(okafor, n); got.Promised || got.Due.Sub(h.Clock.Now()) != 3*time.Hour {
		t.Errorf("the clock shown is %+v", got.Conversation)
	}
	in, err := box.Inbox(t.Context(), okafor, messaging.Sift{})
	if err != nil || len(in.List) != 2 || in.List[0].ID != n || in.List[0].Promised || in.List[1].ID != other {
		t.Errorf("the list: %+v, %v", in.List, err)
	}
	h.Clock.Move(3*time.Hour + time.Minute)
	if h.standing("message_unanswered") != 1 {
		t.Error("four hours after it came it is not late")
	}
	if _, err := box.LogCall(t.Context(), okafor, nadia, n, messaging.CallForm{Out: true, Reason: "Chest pain", Outcome: "Goes to the hospital.", Back: "24", Seen: h.seen(n).Seen}); err != nil {
		t.Fatal(err)
	}
	if got := h.talk(okafor, n); !got.Promised || got.Due.Sub(h.Clock.Now()) != 24*time.Hour || h.standing("message_unanswered") != 0 {
		t.Errorf("a new promise does not hold for what was said before it: %+v", got.Conversation)
	}
}

func TestAPromiseDoesNotPutOffWhatWasNotSeenWhenItWasMade(t *testing.T) {
	h := mailing(t).served().roles()
	n, who := h.asks("clinical", "When may I run?")
	seen := h.seen(n).Seen
	h.Clock.Move(time.Hour)
	h.again(n, who, "I have chest pain now.")
	h.Clock.Move(time.Hour)
	if _, err := messaging.New(h.DB).LogCall(t.Context(), okafor, nadia, n, messaging.CallForm{Reason: "Running", Outcome: "Looks it up.", Back: "168", Seen: seen}); err != nil {
		t.Fatal(err)
	}
	if got := h.talk(okafor, n); got.Promised || got.Due.Sub(h.Clock.Now()) != 3*time.Hour {
		t.Errorf("%+v", got.Conversation)
	}
}

func TestAMailThatAnswersOursComesBackIntoItsConversationOnce(t *testing.T) {
	h := mailing(t).served().roles()
	h.do(access.EditSettings.Practice(), manager, `update mail_settings set answers = 'answers@kestrel.example'`)
	n, err := h.flow.StartTalk(t.Context(), desk, nadia, messaging.Starting{Kind: "administrative", To: "client", Subject: "Your card", Body: "Please bring it."})
	if err != nil {
		t.Fatal(err)
	}
	var mark string
	if err := h.Owner.QueryRow(t.Context(), `select mail_id from deliveries order by id desc limit 1`).Scan(&mark); err != nil {
		t.Fatal(err)
	}
	store, err := files.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	raw := "From: Nadia <NADIA@home.example>\r\nTo: answers+" + mark + "@kestrel.example\r\nMessage-ID: <a1@home.example>\r\nSubject: Re: Kestrel Lane Health wrote to you\r\n" +
		"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nI will.\r\n\r\nOn Monday, Kestrel wrote:\r\n> read it here\r\n" +
		"--b\r\nContent-Type: application/pdf; name=card.pdf\r\n\r\n%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n\r\n" +
		"--b\r\nContent-Type: application/pdf; name=run.exe\r\n\r\nMZ\x90\x00 not a letter\r\n--b--\r\n"
	for i, want := range []messaging.Arrival{messaging.Filed, messaging.Seen} {
		m, err := mail.Read(strings.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := h.flow.ReceiveMail(t.Context(), store, m); err != nil || got != want {
			t.Errorf("time %d: %s, %v", i+1, got, err)
		}
	}
	got := h.talk(desk, n)
	last := got.Messages[len(got.Messages)-1]
	if len(got.Messages) != 2 || !strings.HasPrefix(last.Body, "I will.") || strings.Contains(last.Body, "read it here") || !strings.Contains(last.Body, "run.exe") || got.WaitsSince == nil {
		t.Errorf("%+v", got.Messages)
	}
	var papers string
	if err := h.Owner.QueryRow(t.Context(), `select string_agg(title || ' ' || sender, ',') from documents`).Scan(&papers); err != nil || papers != "card.pdf Nadia" {
		t.Errorf("papers: %q, %v", papers, err)
	}
}

func TestAStrangersMailWaitsForSomebodyWhoKnowsWhoseItIs(t *testing.T) {
	h := mailing(t).served().roles()
	box := messaging.New(h.DB)
	store, err := files.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for raw, want := range map[string]messaging.Arrival{
		"From: nadia@home.example\r\nTo: desk@kestrel.example\r\nMessage-ID: <b1@x>\r\nSubject: Hello\r\n\r\nMay I come earlier?":                       messaging.Stray,
		"From: nadia@home.example\r\nTo: desk@kestrel.example\r\nMessage-ID: <b2@x>\r\nAuto-Submitted: auto-replied\r\nSubject: Away\r\n\r\nI am away.": messaging.Automatic,
	} {
		m, err := mail.Read(strings.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := h.flow.ReceiveMail(t.Context(), store, m); err != nil || got != want {
			t.Errorf("%s, %v; want %s", got, err, want)
		}
	}
	list, err := box.Strays(t.Context(), desk)
	if err != nil || len(list) != 1 || list[0].Perhaps != nadia || list[0].Body != "May I come earlier?" {
		t.Fatalf("%+v, %v", list, err)
	}
	n, err := box.FileStray(t.Context(), desk, nadia, list[0].ID, "administrative")
	if err != nil {
		t.Fatal(err)
	}
	if got := h.talk(desk, n); got.WaitsSince == nil || got.Messages[0].Body != "May I come earlier?" {
		t.Errorf("%+v", got)
	}
	if _, err := box.FileStray(t.Context(), desk, nadia, list[0].ID, "administrative"); fault.KindOf(err) != fault.Conflict {
		t.Errorf("filed twice: %v", err)
	}
	var kept string
	if err := h.Owner.QueryRow(t.Context(), `select coalesce(string_agg(body, ''), '') from received_mails`).Scan(&kept); err != nil || kept != "" {
		t.Errorf("the text stands outside the file too: %q, %v", kept, err)
	}
}

func TestAMailThatComesBackFailsItsDelivery(t *testing.T) {
	h := mailing(t).served()
	m := h.confirm()
	if err := h.flow.SendMail(t.Context(), base, nadia, m, false); err != nil {
		t.Fatal(err)
	}
	var mark string
	if err := h.Owner.QueryRow(t.Context(), `select mail_id from deliveries where id = $1`, m).Scan(&mark); err != nil {
		t.Fatal(err)
	}
	raw := "From: MAILER-DAEMON@home.example\r\nTo: desk@kestrel.example\r\nMessage-ID: <c1@x>\r\nSubject: Undelivered\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n" +
		"--b\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user\r\n" +
		"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <" + mark + "@practice.example>\r\n\r\nhello\r\n--b--\r\n"
	back, err := mail.Read(strings.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := h.flow.ReceiveMail(t.Context(), nil, back); err != nil || got != messaging.Bounced {
		t.Fatalf("%s, %v", got, err)
	}
	var state, problem string
	if err := h.Owner.QueryRow(t.Context(), `select state, problem from deliveries where id = $1`, m).Scan(&state, &problem); err != nil || state != "failed" || !strings.Contains(problem, "no such user") {
		t.Errorf("%s: %s, %v", state, problem, err)
	}
	var n int
	if err := h.Owner.QueryRow(t.Context(), `select count(*) from conversations`).Scan(&n); err != nil || n != 0 {
		t.Errorf("%d conversations, %v", n, err)
	}
}
