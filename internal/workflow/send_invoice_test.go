package workflow_test

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// invoiced is a practice with invoice 1001 for Nadia, which names her visit.
func invoiced(t *testing.T) mailHouse {
	t.Helper()
	h := mailing(t).served()
	h.flow = h.flow.Drawing(func(c id.Client, b billing.Bill) ([]byte, error) {
		return []byte("%PDF- invoice " + b.ID.String() + " of " + c.String()), nil
	})
	h.do(access.MakeInvoice.On(nadia), desk, `insert into invoices (client_id, visit_id, issued_on, due_on, made_at) values (10001, 1, '2026-05-04', '2026-05-18', clock())`)
	return h
}

func (h mailHouse) sendInvoice() {
	h.t.Helper()
	if err := h.flow.SendInvoice(h.t.Context(), desk, nadia, 1001); err != nil {
		h.t.Fatal(err)
	}
}

func TestAnInvoiceGoesByMailWithItsPaperAndNoClinicalWord(t *testing.T) {
	h := invoiced(t)
	h.sendInvoice()
	h.must(h.send(1))
	got := h.mail.Messages()
	if len(got) != 1 || h.state(1) != "sent 1" || got[0].To[0] != "nadia@home.example" {
		t.Fatalf("%d mails, %s", len(got), h.state(1))
	}
	want := "Hello Nadia,\n\nInvoice 1001 is attached. It is due on 18 May 2026, and says how to pay.\n\n" +
		"If something on it is not right, please call 555 0100.\n\nKestrel Lane Health\n"
	if diff := cmp.Diff(want, got[0].Text); diff != "" || got[0].Subject != "Kestrel Lane Health: invoice 1001" {
		t.Error(got[0].Subject, diff)
	}
	raw := string(got[0].Raw)
	if !strings.Contains(raw, `filename="invoice-1001.pdf"`) || !strings.Contains(raw, base64.StdEncoding.EncodeToString([]byte("%PDF- invoice 1001 of 10001"))) {
		t.Error("the paper does not go along")
	}
	for _, secret := range []string{"Diabetes", "Sugars", "Okafor", "Haddad"} {
		if strings.Contains(got[0].Subject+got[0].Text, secret) {
			t.Errorf("the mail tells %s", secret)
		}
	}
	b, err := h.flow.OpenInvoice(t.Context(), desk, nadia, 1001)
	if err != nil || len(b.Carried.Mails) != 1 || b.Carried.Mails[0].State != "sent" || b.Carried.Mails[0].By != "Tomasz Wieczorek" {
		t.Errorf("%+v, %v", b.Carried, err)
	}
}

func TestAnInvoiceGoesToWhoPaysTheBills(t *testing.T) {
	h := invoiced(t)
	h.do(access.EditClient.On(nadia), desk, `insert into contacts (client_id, name, email, bill_payer) values (10001, 'Omar Haddad', 'omar@home.example', true)`)
	h.sendInvoice()
	h.must(h.send(1))
	if got := h.mail.Messages(); len(got) != 1 || got[0].To[0] != "omar@home.example" || !strings.HasPrefix(got[0].Text, "Hello Omar Haddad,") {
		t.Errorf("%+v", got)
	}
}

func TestAnInvoiceThatWasVoidedIsNeverSent(t *testing.T) {
	h := invoiced(t)
	h.sendInvoice()
	if err := billing.New(h.DB).VoidInvoice(t.Context(), desk, nadia, 1001, billing.VoidForm{Reason: "Wrong address"}); err != nil {
		t.Fatal(err)
	}
	h.must(h.send(1))
	if n := len(h.mail.Messages()); n != 0 || h.state(1) != "cancelled 0 The invoice was voided before the mail went." {
		t.Errorf("%d mails, %s", n, h.state(1))
	}
	if err := h.flow.SendInvoice(t.Context(), desk, nadia, 1001); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a voided invoice was sent: %v", err)
	}
}

func TestAVoidedInvoiceLeavesTheOutboxAlsoWhereNoMailCanGo(t *testing.T) {
	h := invoiced(t)
	h.sendInvoice()
	h.do(access.EditSettings.Practice(), manager, `delete from mail_settings`)
	h.do(access.MakeInvoice.On(nadia), desk, `update invoices set voided_at = clock(), voided_why = 'Wrong address'`)
	if _, err := h.Owner.Exec(t.Context(), `delete from river_job`); err != nil {
		t.Fatal(err)
	}
	h.must(h.flow.SendWaiting(t.Context()))
	if n := ask[int](t, h.Database, `select count(*) from river_job where kind = 'send_mail'`); n == 0 {
		t.Fatal("no job takes it back")
	}
	h.must(h.send(1))
	if h.state(1) != "cancelled 0 The invoice was voided before the mail went." {
		t.Error(h.state(1))
	}
}

func TestAnInvoiceSentAgainTakesThePlaceOfTheMailThatWaits(t *testing.T) {
	h := invoiced(t)
	h.sendInvoice()
	h.sendInvoice()
	h.must(h.send(1))
	h.must(h.send(2))
	if n := len(h.mail.Messages()); n != 1 || h.state(1) != "cancelled 0 A newer mail took its place." {
		t.Errorf("%d mails, the first %s", n, h.state(1))
	}
}

func TestAnInvoiceWithoutAnAddressOrAPaperSaysSo(t *testing.T) {
	h := invoiced(t)
	h.sendInvoice()
	h.flow = h.flow.Drawing(func(id.Client, billing.Bill) ([]byte, error) { return nil, errors.New("no fonts") })
	if err := h.send(1); err == nil || h.state(1) != "waiting 1 The invoice could not be drawn." {
		t.Errorf("%s, %v", h.state(1), err)
	}
	if err := h.flow.SendMail(t.Context(), base, nadia, 1, true); err == nil || h.state(1) != "failed 2 The invoice could not be drawn." {
		t.Errorf("after the last try: %s, %v", h.state(1), err)
	}
	h.do(access.EditClient.On(nadia), desk, `update clients set email = '' where id = 10001`)
	if err := h.flow.SendInvoice(t.Context(), desk, nadia, 1001); fault.KindOf(err) != fault.Conflict {
		t.Errorf("sent to nowhere: %v", err)
	}
}
