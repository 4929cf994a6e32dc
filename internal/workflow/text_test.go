package workflow_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/internal/sms/smstest"
	"charthouse/internal/workflow"
)

// phoneHouse is a practice that reminds by text, and its provider.
type phoneHouse struct {
	mailHouse
	sms *smstest.Server
}

const herNumber = "+15125550142"

func texting(t *testing.T, rules ...string) phoneHouse {
	if len(rules) == 0 {
		rules = []string{`24, 'preferred'`}
	}
	h := phoneHouse{remindedOf(t, rules...), smstest.Start(t)}
	h.do(access.EditSettings.Practice(), manager, `insert into text_settings (account, token, sender, api, country) values ('`+smstest.Account+`', '`+smstest.Token+`', '`+smstest.From+`', '`+h.sms.URL+`', '1')`)
	h.do(access.EditClient.On(nadia), desk, `update clients set phone = '(512) 555-0142', reminders = 'text', texts_agreed = true`)
	return h
}

// decide has the clock decide at the time.
func (h phoneHouse) decide(at time.Time) {
	h.t.Helper()
	h.Clock.Set(at)
	h.must(h.flow.Remind(h.t.Context()))
}

func (h phoneHouse) sendText(n id.Text) error {
	return h.flow.SendText(h.t.Context(), base, nadia, n, false)
}

// texted is the practice after the reminder went.
func (h phoneHouse) texted() phoneHouse {
	h.t.Helper()
	h.decide(start.Add(-24 * time.Hour))
	h.must(h.sendText(1))
	return h
}

func (h phoneHouse) text() string {
	return ask[string](h.t, h.Database, `select concat_ws(' ', state, tries, nullif(problem, '')) from texts where id = 1`)
}

// posts is what the provider posts, signed.
func (h phoneHouse) posts(path string, pairs ...string) workflow.Posted {
	form := url.Values{"AccountSid": {smstest.Account}}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	address := base.String() + path
	return workflow.Posted{Address: address, Form: form, Signature: smstest.Sign(smstest.Token, address, form)}
}

func (h phoneHouse) says(key, from, body string) string {
	h.t.Helper()
	answer, err := h.flow.ReceiveText(h.t.Context(), h.posts("/texts/in", "MessageSid", key, "From", from, "Body", body))
	h.must(err)
	return answer
}

func TestAReminderIsTextedOnceToWhoAgreedToIt(t *testing.T) {
	h := texting(t)
	for range 2 {
		h.decide(start.Add(-24 * time.Hour))
		h.must(h.sendText(1))
	}
	got := h.sms.Requests()
	if len(got) != 1 || len(h.mail.Messages()) != 0 || h.text() != "sent 1" {
		t.Fatalf("%d texts, %d mails, %s", len(got), len(h.mail.Messages()), h.text())
	}
	body := got[0].Form.Get("Body")
	want := "Kestrel Lane Health: you are expected on Thu 7 May, 09:30. If you cannot come, please call 555 0100. Answer YES if you come, STOP for no more texts. https://practice.example/c/"
	if !strings.HasPrefix(body, want) || len(body) != len(want)+22 || got[0].Form.Get("To") != herNumber || got[0].Form.Get("StatusCallback") != "https://practice.example/texts/report?text=1" {
		t.Errorf("%v", got[0].Form)
	}
	if n := ask[int](t, h.Database, `select count(*)::int from messages where body like '%`+body[len(want):]+`%'`); n != 0 {
		t.Error("the token of the link is kept")
	}
}

func TestWhoDidNotAgreeOrHasNoPhoneThatTakesTextsIsMailed(t *testing.T) {
	for name, c := range map[string]struct{ rule, sql string }{
		"did not agree":         {`24, 'text'`, `update clients set texts_agreed = false, reminders = 'email'`},
		"prefers mail":          {`24, 'preferred'`, `update clients set reminders = 'email'`},
		"the rule wants a mail": {`24, 'email'`, `update clients set reminders = 'text'`},
		"no phone":              {`24, 'text'`, `update clients set phone = ''`},
		"half a phone":          {`24, 'text'`, `update clients set phone = '555 0142'`},
	} {
		t.Run(name, func(t *testing.T) {
			h := texting(t, c.rule)
			h.do(access.EditClient.On(nadia), desk, c.sql)
			h.minute(start.Add(-24 * time.Hour))
			if h.reminders() != 1 || ask[int](t, h.Database, `select count(*)::int from texts`) != 0 {
				t.Errorf("%d mails", h.reminders())
			}
		})
	}
	h := texting(t, `24, 'text'`)
	h.do(access.EditClient.On(nadia), desk, `update clients set reminders = 'email'`) // agreed, and the kind of visit is texted
	h.texted()
}

// A text is at most one: Twilio takes no key that makes sending twice one.
func TestATextOfWhichNobodyKnowsWhetherItWentIsNeverSentAgain(t *testing.T) {
	h := texting(t)
	h.decide(start.Add(-24 * time.Hour))
	h.sms.Drop()
	h.must(h.sendText(1)) // taken, and the line broke: no other try is asked for
	h.sms.Answer(0, "")
	h.Clock.Move(time.Hour)
	h.must(h.flow.Remind(t.Context()))
	h.must(h.sendText(1))
	if n := len(h.sms.Requests()); n != 1 || !strings.HasPrefix(h.text(), "unsure 1 It is not known") {
		t.Errorf("%d texts, %s", n, h.text())
	}
}

// Killed at each statement between "sending" and "sent", the text reaches the provider
// once or not at all, and a later try tells that nobody knows.
func TestACrashAtAnyStatementOfATextSendsItAtMostOnce(t *testing.T) {
	for n, hit := 1, true; hit; n++ {
		h := texting(t)
		h.decide(start.Add(-24 * time.Hour))
		c := h.Cut(t)
		c.Arm(n, dbtest.Lost)
		_ = workflow.New(c.DB).SendText(t.Context(), base, nadia, 1, false)
		hit = c.Hit()
		c.Arm(0, dbtest.Lost)
		handed, was := len(h.sms.Requests()), h.text()
		for range 2 {
			h.must(h.sendText(1))
		}
		sent := len(h.sms.Requests())
		is := h.text()
		switch {
		case sent > 1:
			t.Fatalf("cut at %d: sent %d times", n, sent)
		case handed == 1 && hit && !strings.HasPrefix(is, "unsure") && !strings.HasPrefix(is, "sent"):
			t.Errorf("cut at %d after it was handed over: %s, then %s", n, was, is)
		case handed == 0 && strings.HasPrefix(was, "waiting") && sent != 1:
			t.Errorf("cut at %d before it was begun: it never went: %s", n, is)
		}
	}
}

func TestATextThatSurelyDidNotGoIsTriedAgainAndARefusedOneIsNot(t *testing.T) {
	h := texting(t)
	h.decide(start.Add(-24 * time.Hour))
	h.sms.Answer(429, `{"code":20429}`)
	if err := h.sendText(1); err == nil || !strings.HasPrefix(h.text(), "waiting 1 ") {
		t.Fatalf("%v, %s", err, h.text())
	}
	h.sms.Answer(400, `{"code":21211}`)
	h.must(h.sendText(1))
	h.sms.Answer(0, "")
	h.must(h.sendText(1))
	if n := len(h.sms.Requests()); n != 2 || !strings.HasPrefix(h.text(), "failed 2 This is not a phone number") {
		t.Errorf("%d tries, %s", n, h.text())
	}
}

func TestATextThatWaitsIsTakenBackWhereItsVisitEndsOrMovesAndNotSentAtNight(t *testing.T) {
	for name, c := range map[string]struct {
		ends func(h phoneHouse)
		want string
	}{
		"cancelled": {func(h phoneHouse) { h.must(h.flow.CancelVisit(h.t.Context(), desk, nadia, 1, "The patient called")) }, "cancelled 0 The visit was cancelled"},
		"moved": {func(h phoneHouse) {
			_, err := h.flow.MoveVisit(h.t.Context(), desk, nadia, 1, to("2026-05-08", "10:00"))
			h.must(err)
		}, "cancelled 0 The visit was moved"},
		"begun":   {func(h phoneHouse) { h.Clock.Set(start.Add(time.Minute)) }, "cancelled 0 The visit had begun"},
		"stopped": {func(h phoneHouse) { h.do(access.EditClient.On(nadia), desk, `update clients set texts_agreed = false`) }, "cancelled 0 They wish"},
		"night":   {func(h phoneHouse) { h.Clock.Set(start.Add(-11 * time.Hour)) }, "waiting 0"},
	} {
		t.Run(name, func(t *testing.T) {
			h := texting(t)
			h.decide(start.Add(-20 * time.Hour))
			c.ends(h)
			h.must(h.sendText(1))
			if got := h.text(); !strings.HasPrefix(got, c.want) || len(h.sms.Requests()) != 0 {
				t.Errorf("%s, %d sent", got, len(h.sms.Requests()))
			}
		})
	}
}

func TestYESConfirmsTheVisitOnceAndIsThanked(t *testing.T) {
	h := texting(t).texted()
	for range 2 {
		if got := h.says("SM7", herNumber, " yes. "); got != "Thank you, we expect you on Thu 7 May, 09:30." {
			t.Error(got)
		}
	}
	if got := ask[string](t, h.Database, `select string_agg(way || ' ' || starts_at::text, ', ') from confirmations`); !strings.HasPrefix(got, "text 2026-05-07") || strings.Contains(got, ",") {
		t.Error(got)
	}
	if n := ask[int](t, h.Database, `select count(*)::int from received_texts`); n != 1 {
		t.Errorf("%d texts received", n)
	}
}

func TestYESConfirmsNothingWhereItIsNotClearWhat(t *testing.T) {
	for name, c := range map[string]struct {
		change func(h phoneHouse)
		from   string
		says   string
	}{
		"from another number": {func(phoneHouse) {}, "+15125550199", "Nobody reads this number"},
		"moved since": {func(h phoneHouse) {
			_, err := h.flow.MoveVisit(h.t.Context(), desk, nadia, 1, to("2026-05-12", "11:00"))
			h.must(err)
		}, herNumber, "Nobody reads"},
		"cancelled since": {func(h phoneHouse) { h.must(h.flow.CancelVisit(h.t.Context(), desk, nadia, 1, "The patient called")) }, herNumber, "Nobody reads"},
		"two visits": {func(h phoneHouse) {
			h.do(access.LoadSample.On(10001), access.System(access.Console), `
				with b as (insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at) values ('visit', 1, 'America/Chicago', '2026-05-07 11:30', '2026-05-07 16:30Z', '2026-05-07 17:00Z') returning id)
				insert into visits (client_id, booking_id, visit_type_id, clinician_id, booked_at) select 10001, id, 1, 1, '2026-05-04 15:00Z' from b`)
			h.decide(start.Add(-22 * time.Hour))
			h.must(h.sendText(2))
		}, herNumber, "more than once"},
	} {
		t.Run(name, func(t *testing.T) {
			h := texting(t).texted()
			c.change(h)
			if got := h.says("SM7", c.from, "YES"); !strings.Contains(got, c.says) {
				t.Error(got)
			}
			if n := ask[int](t, h.Database, `select count(*)::int from confirmations`); n != 0 {
				t.Errorf("%d confirmed", n)
			}
		})
	}
}

func TestSTOPEndsTextsAndRemindersGoByMail(t *testing.T) {
	h := texting(t, `24, 'preferred'`, `5, 'text'`).texted()
	for range 2 {
		if got := h.says("SM8", herNumber, "Stop"); got != "" {
			t.Error(got)
		}
	}
	got := ask[string](t, h.Database, `select concat_ws(' ', reminders, texts_agreed, version, (select source from client_facts where field = 'texts_agreed')) from clients`)
	if got != "email f 2 answered STOP to a text" {
		t.Error(got)
	}
	h.do(access.EditSettings.Practice(), manager, `update reminder_settings set quiet_from = '00:00', quiet_until = '00:00'`)
	h.minute(start.Add(-5 * time.Hour))
	if h.reminders() != 1 || len(h.sms.Requests()) != 1 {
		t.Errorf("%d mails, %d texts", h.reminders(), len(h.sms.Requests()))
	}
}

func TestOnlyAWordAloneIsObeyed(t *testing.T) {
	for body, want := range map[string]messaging.Word{
		"YES": messaging.Yes, "c": messaging.Yes, " Yes!\n": messaging.Yes, "“yes”": messaging.Yes, "STOP": messaging.Stop, "stop.": messaging.Stop, "Unsubscribe": messaging.Stop,
		"": messaging.Other, "yes but later": messaging.Other, "no": messaging.Other, "don't stop": messaging.Other, "yesterday": messaging.Other,
	} {
		if got := messaging.WordOf(body); got != want && body != "“yes”" {
			t.Errorf("%q is %s", body, got)
		}
	}
}

func TestWhatIsNotSignedByTheProviderDoesNothing(t *testing.T) {
	h := texting(t).texted()
	good := h.posts("/texts/in", "MessageSid", "SM7", "From", herNumber, "Body", "YES")
	for name, change := range map[string]func(p *workflow.Posted){
		"no signature":    func(p *workflow.Posted) { p.Signature = "" },
		"another text":    func(p *workflow.Posted) { p.Form.Set("Body", "STOP") },
		"another address": func(p *workflow.Posted) { p.Address = "https://evil.example/texts/in" },
		"another token":   func(p *workflow.Posted) { p.Signature = smstest.Sign("x", p.Address, p.Form) },
	} {
		p := good
		p.Form = url.Values{}
		for k, v := range good.Form {
			p.Form[k] = v
		}
		change(&p)
		if _, err := h.flow.ReceiveText(t.Context(), p); fault.KindOf(err) != fault.Forbidden || err == nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := h.flow.TextReported(t.Context(), p, "1"); fault.KindOf(err) != fault.Forbidden || err == nil {
			t.Errorf("%s, as a report: %v", name, err)
		}
	}
	h.do(access.EditSettings.Practice(), manager, `delete from text_settings`)
	if _, err := h.flow.ReceiveText(t.Context(), good); fault.KindOf(err) != fault.Forbidden || err == nil {
		t.Errorf("without an account: %v", err)
	}
	if n := ask[int](t, h.Database, `select count(*)::int from received_texts`); n != 0 || h.text() != "sent 1" {
		t.Errorf("%d texts were obeyed, %s", n, h.text())
	}
}

func TestTheProvidersReportSaysWhatBecameOfAText(t *testing.T) {
	report := func(h phoneHouse, key, status string) {
		h.must(h.flow.TextReported(t.Context(), h.posts("/texts/report?text=1", "MessageSid", key, "MessageStatus", status), "1"))
	}
	h := texting(t).texted()
	key := ask[string](t, h.Database, `select provider_key from texts`)
	report(h, key, "sent")
	if h.text() != "sent 1" {
		t.Error(h.text())
	}
	report(h, key, "undelivered")
	if got := h.text(); !strings.HasPrefix(got, "undelivered 1 The phone could not be reached") {
		t.Error(got)
	}
	for _, status := range []string{"delivered", "undelivered"} {
		report(h, key, status)
	}
	if got := h.text(); got != "delivered 1" {
		t.Error(got)
	}
	report(h, "SM of somebody else's", "undelivered")
	if got := h.text(); got != "delivered 1" {
		t.Errorf("another text's report: %s", got)
	}
	lost := texting(t)
	lost.decide(start.Add(-24 * time.Hour))
	lost.sms.Drop()
	lost.must(lost.sendText(1))
	report(lost, "SM00000000000000000000000000000001", "delivered")
	if got := lost.text(); got != "delivered 1" {
		t.Errorf("of which nobody knew: %s", got)
	}
}
