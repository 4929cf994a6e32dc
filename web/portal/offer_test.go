package portal_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/intake"
	"charthouse/internal/messaging"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/web/href"
)

// offeredSlot is the house after Nadia's visit was cancelled, with the token of the
// offer of its time to Ravi, who waits.
func offeredSlot(t testing.TB) house {
	t.Helper()
	h := openOnline(t)
	_, err := h.Owner.Exec(t.Context(), `begin; select begin_act('test', null, null, 'sample.load', '{10001,10002}', true, '', '2037-05-04 15:00Z', true);
		update clients set email = 'ravi@home.example' where id = 10002;
		insert into mail_settings (host, port, security, sender) values ('127.0.0.1', 25, 'none', 'desk@kestrel.example');
		insert into waits (client_id, visit_type_id, urgency, ends_on, online, made_at) values (10002, 1, 'routine', '2037-08-01', false, clock());
		commit`)
	if err != nil {
		t.Fatal(err)
	}
	desk := access.StaffMember(1, "Dr Amara Okafor", access.FrontDesk|access.Clinician)
	flow := workflow.New(h.DB)
	for _, err := range []error{flow.CancelVisit(t.Context(), desk, 10001, 1, "The patient called"), flow.RescueAll(t.Context())} {
		if err != nil {
			t.Fatal(err)
		}
	}
	h.token = h.offerToken(t)
	return h
}

// offerToken mints a link to Ravi's offer, as the mail does.
func (h house) offerToken(t testing.TB) (token string) {
	t.Helper()
	err := h.Write(t.Context(), access.System(access.Mailer), access.DeliverMail.On(10002), func(tx *db.Tx) (err error) {
		token, err = intake.MintOfferLinkTx(t.Context(), tx, 1)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestTheLinkInAnOfferIsItsRoute(t *testing.T) {
	if got := href.OfferLink("x"); got != messaging.OfferPath+"x" {
		t.Error(got)
	}
}

func TestAScannerThatFollowsAnOfferTakesNothingAndLearnsNobodysName(t *testing.T) {
	h := offeredSlot(t)
	for range 3 {
		a := h.phone(t).get(href.OfferLink(h.token))
		for _, want := range []string{"This time is free", "Thursday 7 May, 09:30", "You can take it until Monday 4 May, 12:00.", "Take this time", "No thanks, I keep waiting"} {
			if !strings.Contains(a.body, want) {
				t.Errorf("the page lacks %q", want)
			}
		}
		for _, secret := range []string{"Nadia", "Haddad", "Ravi", "Pillai", "Diabetes", "Okafor", "10001", "10002"} {
			if strings.Contains(a.body, secret) {
				t.Errorf("the page tells %s", secret)
			}
		}
	}
	if n := h.count(t, `select count(*) from visits where client_id = 10002`); n != 0 {
		t.Errorf("%d visits", n)
	}
	if a := h.phone(t).get(href.FormLink(h.token)); a.to != href.OfferLink(h.token) {
		t.Errorf("as a form it leads to %q", a.to)
	}
	for _, path := range []string{href.OfferLink("nothing"), href.ConfirmLink(h.token)} {
		if a := h.phone(t).get(path); a.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, a.status)
		}
	}
}

func TestTheButtonTakesTheTimeOnce(t *testing.T) {
	h := offeredSlot(t)
	for range 3 {
		if a := h.phone(t).post(href.OfferLink(h.token)); a.status != http.StatusSeeOther || a.to != href.OfferLink(h.token) {
			t.Fatalf("%d to %s", a.status, a.to)
		}
	}
	if n := h.count(t, `select count(*) from visits where client_id = 10002`); n != 1 {
		t.Errorf("%d visits", n)
	}
	if a := h.phone(t).get(href.OfferLink(h.token)); !strings.Contains(a.body, "It is yours") || strings.Contains(a.body, "<form") {
		t.Error(a.body)
	}
}

func TestWhoSaysNoStaysOnTheWaitlistUnlessTheyLeaveIt(t *testing.T) {
	h := offeredSlot(t)
	if a := h.phone(t).post(href.OfferAnswer(h.token)); a.to != href.OfferLink(h.token) {
		t.Fatalf("%d to %s", a.status, a.to)
	}
	if a := h.phone(t).get(href.OfferLink(h.token)); !strings.Contains(a.body, "You stay on the waitlist") || strings.Contains(a.body, "Take this time") {
		t.Error(a.body)
	}
	h.phone(t).post(href.OfferAnswer(h.token), "leave", "true")
	if a := h.phone(t).get(href.OfferLink(h.token)); !strings.Contains(a.body, "You are off the waitlist") || strings.Contains(a.body, "<form") {
		t.Error(a.body)
	}
	if n := h.count(t, `select count(*) from waits where ended_for = 'left'`); n != 1 {
		t.Errorf("%d left", n)
	}
}

// secondOffer is the house after another time got free too, which Ravi was offered, with the token of its link.
func secondOffer(t testing.TB) (h house, second string) {
	t.Helper()
	h = offeredSlot(t)
	desk := access.StaffMember(1, "Dr Amara Okafor", access.FrontDesk|access.Clinician)
	flow := workflow.New(h.DB)
	v, err := flow.BookVisit(t.Context(), desk, 10001, scheduling.Wish{VisitType: "1", Clinician: "1", Day: "2037-05-08", Start: "10:00"})
	if err == nil {
		err = flow.CancelVisit(t.Context(), desk, 10001, v, "The patient called")
	}
	h.Clock.Move(time.Hour) // he did not answer: the first is offered no more
	if err = errors.Join(err, flow.RescueAll(t.Context())); err != nil {
		t.Fatal(err)
	}
	err = h.Write(t.Context(), access.System(access.Mailer), access.DeliverMail.On(10002), func(tx *db.Tx) (err error) {
		second, err = intake.MintOfferLinkTx(t.Context(), tx, 2)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return h, second
}

func TestTheLinkOfAnotherTimeSaysWhichTimeTheyTook(t *testing.T) {
	h, second := secondOffer(t)
	if a := h.phone(t).post(href.OfferLink(second)); a.to != href.OfferLink(second) {
		t.Fatalf("%d to %s: %s", a.status, a.to, a.body)
	}
	for _, a := range []answer{h.phone(t).get(href.OfferLink(h.token)), h.phone(t).post(href.OfferLink(h.token))} {
		for _, want := range []string{"You took another time, and it is yours", "<strong>Friday 8 May, 10:00</strong>", "Main house, 4 Kestrel Lane", "The time of this link, Thursday 7 May, 09:30, is not kept for you any more."} {
			if !strings.Contains(a.body, want) {
				t.Errorf("the page lacks %q: %s", want, a.body)
			}
		}
		if strings.Contains(a.body, "off the waitlist") || strings.Contains(a.body, "<form") {
			t.Error(a.body)
		}
	}
	if err := workflow.New(h.DB).CancelVisit(t.Context(), deskWho, 10002, 3, "The patient called"); err != nil {
		t.Fatal(err)
	}
	if a := h.phone(t).get(href.OfferLink(h.token)); !strings.Contains(a.body, "It was Friday 8 May, 10:00, and is cancelled.") {
		t.Error(a.body)
	}
}

func TestWhoWasBookedOtherwiseIsNotSaidToHaveLeft(t *testing.T) {
	h := offeredSlot(t)
	_, err := workflow.New(h.DB).BookVisit(t.Context(), deskWho, 10002, scheduling.Wish{VisitType: "1", Clinician: "1", Day: "2037-05-08", Start: "10:00"})
	if err != nil {
		t.Fatal(err)
	}
	if a := h.phone(t).get(href.OfferLink(h.token)); !strings.Contains(a.body, "You have another time") || strings.Contains(a.body, "off the waitlist") {
		t.Error(a.body)
	}
}

// A link from which something is missing says what to do, whatever it is of.
func TestALinkThatWasCutSaysToOpenItFromTheMailAgain(t *testing.T) {
	h := offeredSlot(t)
	for _, link := range []func(string) string{href.FormLink, href.OfferLink, href.ConfirmLink} {
		for _, token := range []string{"", h.token[:21], h.token + "x", "nothing", "%00"} {
			a := h.phone(t).get(link(token))
			if a.status != http.StatusNotFound || !strings.Contains(a.body, "The link is incomplete") || !strings.Contains(a.body, "open it from the mail or text again") || !strings.Contains(a.body, "tel:5550100") {
				t.Errorf("%s: %d %s", link(token), a.status, a.body)
			}
		}
		if a := h.phone(t).get(link(strings.Repeat("A", 22))); a.status != http.StatusNotFound || !strings.Contains(a.body, "If you typed or copied it, open it from the mail") {
			t.Errorf("mistyped: %d %s", a.status, a.body)
		}
	}
}

func TestATimeThatIsGoneIsSaidInPlainWords(t *testing.T) {
	h := offeredSlot(t)
	p := h.phone(t)
	p.get(href.OfferLink(h.token))
	h.Clock.Move(time.Hour)
	if a := p.get(href.OfferLink(h.token)); a.status != http.StatusOK || !strings.Contains(a.body, "This time is gone") || strings.Contains(a.body, "Take this time") {
		t.Errorf("%d %s", a.status, a.body)
	}
	if a := p.post(href.OfferLink(h.token)); a.status != http.StatusConflict || !strings.Contains(a.body, "You stay on the waitlist") || strings.Contains(a.body, "Take this time") {
		t.Errorf("%d %s", a.status, a.body)
	}
	if n := h.count(t, `select count(*) from visits where client_id = 10002`); n != 0 {
		t.Errorf("%d visits", n)
	}
}
