package billing_test

import (
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/alexedwards/scs/v2/memstore"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/clients"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/workflow"
	area "charthouse/web/billing"
	"charthouse/web/page"
	"charthouse/web/static"
)

var (
	desk   = access.StaffMember(1, "Tomasz Wieczorek", access.FrontDesk)
	biller = access.StaffMember(2, "Kwame Mensah", access.Biller)
)

// house serves the area over a practice with Nadia Haddad, whose coverage has a
// copay of 25.00 and no member number.
type house struct {
	*dbtest.Database
	http.Handler
	money *billing.Service
}

func open(t *testing.T) house {
	t.Helper()
	d := dbtest.New(t)
	site := page.NewSite(d.DB, memstore.New(), slog.New(slog.DiscardHandler), false, nil)
	h := house{d, nil, billing.New(d.DB)}
	h.Handler = site.Handler((&area.Handler{Site: site, Flow: workflow.New(d.DB), Money: h.money, Clients: clients.New(d.DB)}).Routes)
	h.act(t,
		`insert into practice (name, zone) values ('Kestrel Lane Health', 'America/Chicago')`,
		`insert into staff (name, email, npi) values ('Tomasz Wieczorek', 't@kestrel.example', ''), ('Kwame Mensah', 'k@kestrel.example', ''), ('Dr Amara Okafor', 'a@kestrel.example', '1234567893')`,
		`insert into locations (name, zone) values ('Main', 'America/Chicago')`,
		`insert into services (code, label, cents) values ('99214', 'Visit, moderate', 18600)`,
		`insert into visit_types (name, minutes, service_id) values ('Review', 30, 1)`,
		`insert into payers (name) values ('Larkfield Mutual')`,
		`insert into clients (id, given, family, birth_date, opened_at) values (10001, 'Nadia', 'Haddad <b>', '1985-03-14', clock())`,
		`insert into coverages (client_id, payer_id, copay_cents) values (10001, 1, 2500)`)
	return h
}

func (h house) act(t *testing.T, statements ...string) {
	t.Helper()
	tx, err := h.Owner.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(t.Context()) }()
	begin := `select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 16:00Z', true)`
	for _, sql := range append(append([]string{begin}, statements...), `select settle(10001)`) {
		if _, err := tx.Exec(t.Context(), sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	if err := tx.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// visits books n visits that were seen and signed with a diagnosis and no service.
func (h house) visits(t *testing.T, n int, coverage string) {
	t.Helper()
	h.act(t,
		fmt.Sprintf(`with made as (
		  insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
		  select 'visit', 1, 'America/Chicago', '2026-05-04 09:30', '2026-05-04 14:30Z', '2026-05-04 15:00Z' from generate_series(1, %d)
		  returning id
		), seen as (
		  insert into visits (client_id, booking_id, visit_type_id, clinician_id, fee_cents, booked_at, coverage_id)
		  select 10001, id, 1, 3, 18600, clock(), %s from made
		  returning id
		)
		insert into notes (client_id, visit_id, author_id, template, started_at, saved_at, saved_by)
		select 10001, id, 3, '[]', clock(), clock(), 3 from seen`, n, coverage),
		`insert into note_diagnoses (client_id, note_id, rank, code, label)
		select 10001, id, 1, 'I10', 'Hypertension' from notes where id not in (select note_id from signatures)`,
		`insert into signatures (client_id, note_id, staff_id, at, content, hash)
		select 10001, id, 3, clock(), '{}', sha256('') from notes where id not in (select note_id from signatures)`)
}

type answer struct {
	status   int
	body, to string
}

// text is what a person reads, without tags.
func (a answer) text() string {
	return strings.Join(strings.Fields(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(a.body, " "))), " ")
}

func (h house) get(t *testing.T, who access.Actor, path string) answer {
	t.Helper()
	return h.serve(who, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
}

func (h house) post(t *testing.T, who access.Actor, path string, pairs ...string) answer {
	t.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return h.serve(who, r)
}

func (h house) serve(who access.Actor, r *http.Request) answer {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, page.As(r, who))
	return answer{w.Code, w.Body.String(), w.Header().Get("Location")}
}

func sees(t *testing.T, a answer, words ...string) {
	t.Helper()
	text := a.text()
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("%d, nobody sees %q in: %.1500s", a.status, w, text)
		}
	}
}

func TestTheDeskTakesACopayAndGivesAReceipt(t *testing.T) {
	h := open(t)
	h.visits(t, 1, "1")
	sees(t, h.get(t, desk, "/clients/10001/visits/1/checkout"), "Copay", "25.00", "Nothing is booked.")
	if a := h.post(t, desk, "/clients/10001/visits/1/payments", "amount", "25.00", "method", "card", "reference", "4242"); a.to != "/clients/10001/visits/1/checkout" {
		t.Fatalf("%d to %q: %s", a.status, a.to, a.text())
	}
	sees(t, h.get(t, desk, "/clients/10001/visits/1/checkout"), "The copay is paid", "Receipt 1", "Card, 4242")
	receipt := h.get(t, desk, "/clients/10001/payments/1")
	sees(t, receipt, "Paid ahead for Review, 4 May 2026", "Nadia Haddad <b>", "taken by Tomasz Wieczorek")
	if strings.Contains(receipt.text(), "Reverse this payment") || strings.Contains(receipt.body, "Haddad <b>") {
		t.Error("the desk is offered a reversal, or a name is markup")
	}
	if static.Built() != nil {
		t.Skip("the fonts of papers come with the assets: make assets")
	}
	if pdf := h.get(t, desk, "/clients/10001/payments/1/pdf"); pdf.status != http.StatusOK || !strings.HasPrefix(pdf.body, "%PDF-") {
		t.Errorf("the receipt on paper: %d", pdf.status)
	}
}

func TestAnAmountThatCannotBeReadComesBackWithItsField(t *testing.T) {
	h := open(t)
	h.visits(t, 1, "1")
	for _, path := range []string{"/clients/10001/visits/1/payments", "/clients/10001/payments"} {
		a := h.post(t, desk, path, "amount", "12.345", "method", "cash")
		if a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, `value="12.345"`) || !strings.Contains(a.body, `aria-invalid="true"`) {
			t.Errorf("%s: %d", path, a.status)
		}
		sees(t, a, "Write an amount with cents after a point")
	}
}

func TestAVisitIsChargedByHandClaimedAndItsMissingDetailFilledInPlace(t *testing.T) {
	h := open(t)
	h.visits(t, 1, "1")
	sees(t, h.get(t, biller, "/billing"), "Signed, nothing charged 1", "Nadia Haddad")
	if a := h.post(t, biller, "/clients/10001/visits/1/charge", "service", "", "units", "1"); a.status != http.StatusUnprocessableEntity {
		t.Errorf("nothing was charged: %d", a.status)
	}
	if a := h.post(t, biller, "/clients/10001/visits/1/charge", "service", "1", "units", "1", "modifiers", "25"); a.status != http.StatusSeeOther {
		t.Fatalf("%d %s", a.status, a.text())
	}
	sees(t, h.get(t, biller, "/billing"), "Member number missing 1", "161.00")
	claim := h.get(t, biller, "/clients/10001/claims/20001")
	sees(t, claim, "Held", "Member number missing.", "It holds up", "1 of 9 fails", "99214-25", "I10")
	if a := h.post(t, biller, "/clients/10001/claims/20001/detail", "field", "member_number", "value", ""); a.status != http.StatusUnprocessableEntity {
		t.Errorf("an empty detail: %d", a.status)
	}
	if a := h.post(t, biller, "/clients/10001/claims/20001/detail", "field", "member_number", "value", "LM 440"); a.to != "/clients/10001/claims/20001" {
		t.Fatalf("%d %s", a.status, a.text())
	}
	sees(t, h.get(t, biller, "/clients/10001/claims/20001"), "Ready to send", "0 of 9 fail")
	sees(t, h.get(t, biller, "/billing/claims?stage=ready"), "Claim 20001")
	sees(t, h.get(t, biller, "/billing"), "Nothing is held")
}

func TestWhatWasMendedElsewhereIsLookedAtAgain(t *testing.T) {
	h := open(t)
	h.visits(t, 1, "1")
	h.act(t, `update coverages set member_number = 'LM 1'`, `update staff set npi = '' where id = 3`)
	h.post(t, biller, "/clients/10001/visits/1/charge", "service", "1", "units", "1")
	sees(t, h.get(t, biller, "/clients/10001/claims/20001"), "Rendering NPI", "Held")
	if _, err := h.Owner.Exec(t.Context(), `begin; select begin_act('test', null, null, 'staff.edit', '{}', true, '', '2026-05-04 16:00Z', true); update staff set npi = '1234567893'; commit`); err != nil {
		t.Fatal(err)
	}
	sees(t, h.get(t, biller, "/clients/10001/claims/20001"), "Check again")
	h.post(t, biller, "/clients/10001/claims/20001/check")
	if a := h.get(t, biller, "/clients/10001/claims/20001"); strings.Contains(a.text(), "Check again") || !strings.Contains(a.text(), "Ready to send") {
		t.Errorf("after looking again: %s", a.text())
	}
}

func TestAnInvoiceIsPaidReversedAndVoidedOnItsPages(t *testing.T) {
	h := open(t)
	h.visits(t, 1, "null")
	h.post(t, biller, "/clients/10001/visits/1/charge", "service", "1", "units", "1")
	sees(t, h.get(t, desk, "/billing/invoices"), "Not due yet", "Invoice 1001")
	h.post(t, desk, "/clients/10001/visits/1/payments", "amount", "186", "method", "cash")
	sees(t, h.get(t, desk, "/clients/10001/invoices/1001"), "Paid", "Balance due", "0.00")
	if a := h.post(t, desk, "/clients/10001/invoices/1001/void", "reason", "Wrong"); a.status != http.StatusConflict {
		t.Errorf("voided with a payment: %d", a.status)
	}
	sees(t, h.post(t, biller, "/clients/10001/payments/1/reversal", "reason", ""), "Say why")
	h.post(t, biller, "/clients/10001/payments/1/reversal", "reason", "Wrong patient")
	sees(t, h.get(t, biller, "/clients/10001/payments/1"), "Reversed", "by Kwame Mensah", "Wrong patient")
	h.post(t, desk, "/clients/10001/invoices/1001/void", "reason", "Wrong address")
	sees(t, h.get(t, desk, "/clients/10001/invoices/1001"), "Voided", "Wrong address", "Asks for nothing")
	if a := h.get(t, desk, "/clients/10001/invoices/1001/pdf"); a.status != http.StatusConflict {
		t.Errorf("a voided invoice on paper: %d", a.status)
	}
	sees(t, h.get(t, desk, "/clients/10001/account"), "Make invoice", "Reversal of a payment, cash", "186.00")
	sees(t, h.get(t, desk, "/billing/invoices?state=all"), "Voided")
	sees(t, h.get(t, desk, "/billing/payments"), "Reversed")
}

func TestAWrongChargeIsReversedOnItsPageAndTheVisitChargedAgain(t *testing.T) {
	h := open(t)
	h.visits(t, 1, "null")
	h.post(t, biller, "/clients/10001/visits/1/charge", "service", "1", "units", "1")
	h.post(t, desk, "/clients/10001/visits/1/payments", "amount", "86", "method", "cash")
	sees(t, h.get(t, desk, "/clients/10001/visits/1/checkout"), "Charged for this visit", "99214 Visit, moderate", "Kwame Mensah")
	if a := h.get(t, desk, "/clients/10001/charges/1"); a.status != http.StatusOK || strings.Contains(a.text(), "Reverse this charge") {
		t.Errorf("the desk is offered a reversal, or nothing: %d", a.status)
	}
	sees(t, h.get(t, biller, "/clients/10001/charges/1"), "Reverse this charge", "What was paid for it, 86.00, becomes credit.", "Invoice 1001 is voided.")
	sees(t, h.post(t, biller, "/clients/10001/charges/1/reversal", "reason", ""), "Say why it is reversed")
	if a := h.post(t, biller, "/clients/10001/charges/1/reversal", "reason", "Wrong service"); a.to != "/clients/10001/charges/1" {
		t.Fatalf("%d %s", a.status, a.text())
	}
	sees(t, h.get(t, biller, "/clients/10001/charges/1"), "Reversed", "by Kwame Mensah", "Wrong service. It does not count any more.")
	sees(t, h.get(t, biller, "/clients/10001/account"), "Reversal of 99214 Visit, moderate", "86.00 paid for it are credit now · Kwame Mensah", "Reversed since")
	sees(t, h.get(t, desk, "/clients/10001/invoices/1001"), "Voided", "A charge on it was reversed: Wrong service")
	sees(t, h.get(t, biller, "/billing"), "Signed, nothing charged 1")
	h.post(t, biller, "/clients/10001/visits/1/charge", "service", "1", "units", "1", "modifiers", "25")
	sees(t, h.get(t, desk, "/clients/10001/invoices/1002"), "186.00", "From credit", "Balance due 100.00")
}

func TestAPayersAnswerIsWrittenDownOnItsClaimAndReversed(t *testing.T) {
	h := open(t)
	h.visits(t, 1, "1")
	h.act(t, `update coverages set member_number = 'LM 1'`)
	h.post(t, biller, "/clients/10001/visits/1/charge", "service", "1", "units", "1")
	a := h.post(t, biller, "/clients/10001/claims/20001/payments", "paid", "100", "patient", "40", "method", "transfer")
	if a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, `value="100"`) {
		t.Errorf("an answer that does not add up: %d", a.status)
	}
	sees(t, a, "The three come to 140.00, and 186.00 was charged.")
	if a := h.post(t, desk, "/clients/10001/claims/20001/payments", "paid", "186", "method", "transfer"); a.status != http.StatusForbidden {
		t.Errorf("the desk answered for the payer: %d", a.status)
	}
	a = h.post(t, biller, "/clients/10001/claims/20001/payments", "paid", "100", "adjustment", "46", "patient", "40", "method", "transfer", "reference", "EFT 77")
	if a.to != "/clients/10001/claims/20001" {
		t.Fatalf("%d %s", a.status, a.text())
	}
	late := h.post(t, biller, "/clients/10001/claims/20001/payments", "paid", "186", "method", "transfer", "reference", "EFT 78")
	if late.status != http.StatusConflict || !strings.Contains(late.body, `value="EFT 78"`) {
		t.Errorf("a second answer: %d", late.status)
	}
	sees(t, late, "The payer owes nothing for this visit any more.")
	sees(t, h.get(t, biller, "/clients/10001/claims/20001"), "Nothing left to ask for", "Transfer, EFT 77 · Kwame Mensah", "46.00")
	sees(t, h.get(t, biller, "/clients/10001/account"), "Larkfield Mutual paid 100.00", "It leaves 15.00 more to the", "Invoice 1001")
	sees(t, h.get(t, biller, "/clients/10001/charges/1"), "Larkfield Mutual answered", "reverse the payer’s payment first")
	sees(t, h.get(t, biller, "/clients/10001/payments/1"), "Payment 1", "Taken off by contract", "46.00", "Reverse this payment")
	sees(t, h.get(t, biller, "/billing/payments"), "Larkfield Mutual, transfer, EFT 77")
	if a := h.get(t, biller, "/clients/10001/payments/1/pdf"); a.status != http.StatusNotFound {
		t.Errorf("a receipt for a payer: %d", a.status)
	}
	h.post(t, biller, "/clients/10001/payments/1/reversal", "reason", "Wrong claim")
	sees(t, h.get(t, biller, "/clients/10001/claims/20001"), "Reversed", "Write down the answer")
	sees(t, h.get(t, biller, "/clients/10001/account"), "Reversal of Larkfield Mutual’s 100.00", "Wrong claim")
}

func TestARefundAboveTheLimitIsApprovedBySomebodyElseOnItsPage(t *testing.T) {
	h := open(t)
	manager := access.StaffMember(1, "Tomasz Wieczorek", access.Manager)
	h.post(t, desk, "/clients/10001/payments", "amount", "300", "method", "card")
	sees(t, h.get(t, biller, "/clients/10001/account"), "Pay credit back")
	a := h.post(t, biller, "/clients/10001/refunds", "amount", "400", "method", "card", "reason", "Moved away")
	if a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, `value="Moved away"`) {
		t.Errorf("more than the credit: %d", a.status)
	}
	sees(t, a, "The credit is 300.00.")
	if a := h.post(t, biller, "/clients/10001/refunds", "amount", "120", "method", "card", "reason", "Moved away"); a.to != "/clients/10001/givebacks/1" {
		t.Fatalf("%d %s", a.status, a.text())
	}
	sees(t, h.get(t, biller, "/clients/10001/givebacks/1"), "Waits for a second person", "You asked for this.", "Moved away")
	sees(t, h.get(t, biller, "/clients/10001/account"), "Asked for by Kwame Mensah", "300.00")
	page := h.get(t, manager, "/clients/10001/givebacks/1")
	sees(t, page, "Approve 120.00", "Kwame Mensah asked for this.", "Withdraw this")
	if a := h.post(t, manager, "/clients/10001/givebacks/1/approval"); a.to != "/clients/10001/givebacks/1" {
		t.Fatalf("%d %s", a.status, a.text())
	}
	sees(t, h.get(t, manager, "/clients/10001/givebacks/1"), "Done", "Approved", "Reverse this")
	sees(t, h.get(t, biller, "/clients/10001/account"), "Refund, card", "Moved away", "180.00 credit")
	if a := h.post(t, manager, "/clients/10001/givebacks/1/approval"); a.status != http.StatusConflict {
		t.Errorf("approved twice: %d", a.status)
	}
	h.post(t, biller, "/clients/10001/givebacks/1/reversal", "reason", "Card closed")
	sees(t, h.get(t, biller, "/clients/10001/account"), "Reversal of a refund, card", "Card closed", "300.00 credit")
}

func TestWhatIsLeftIsWrittenOffOnItsChargesPage(t *testing.T) {
	h := open(t)
	h.visits(t, 1, "null")
	h.post(t, biller, "/clients/10001/visits/1/charge", "service", "1", "units", "1")
	h.post(t, desk, "/clients/10001/visits/1/payments", "amount", "100", "method", "cash")
	sees(t, h.get(t, biller, "/clients/10001/charges/1"), "Write off what is left", "Write off 86.00")
	sees(t, h.post(t, biller, "/clients/10001/charges/1/write-off", "reason", ""), "Say why it is written off")
	if a := h.post(t, biller, "/clients/10001/charges/1/write-off", "reason", "Cannot be collected"); a.to != "/clients/10001/givebacks/1" {
		t.Fatalf("%d %s", a.status, a.text())
	}
	sees(t, h.get(t, desk, "/clients/10001/invoices/1001"), "Paid", "Written off", "86.00")
	sees(t, h.get(t, biller, "/clients/10001/account"), "Written off", "Cannot be collected · Kwame Mensah")
	sees(t, h.get(t, biller, "/clients/10001/charges/1"), "Written off", "What was written off of it is taken back.")
}

func TestAnInvoiceIsSentByMailFromItsPage(t *testing.T) {
	h := open(t)
	h.visits(t, 1, "null")
	h.post(t, biller, "/clients/10001/visits/1/charge", "service", "1", "units", "1")
	sees(t, h.get(t, desk, "/clients/10001/invoices/1001"), "There is no mail address in the file")
	if a := h.post(t, desk, "/clients/10001/invoices/1001/mail"); a.status != http.StatusConflict {
		t.Errorf("sent to nowhere: %d", a.status)
	}
	h.act(t, `update clients set email = 'nadia@home.example' where id = 10001`)
	sees(t, h.get(t, desk, "/clients/10001/invoices/1001"), "To nadia@home.example. No mail server is set up yet", "Send by mail")
	if a := h.post(t, desk, "/clients/10001/invoices/1001/mail"); a.to != "/clients/10001/invoices/1001" {
		t.Fatalf("%d %s", a.status, a.text())
	}
	sees(t, h.get(t, desk, "/clients/10001/invoices/1001"), "Waits to be mailed", "nadia@home.example", "Tomasz Wieczorek", "Send again by mail")
}

func TestTheDeskSeesInvoicesAndNoClaims(t *testing.T) {
	h := open(t)
	a := h.get(t, desk, "/billing")
	sees(t, a, "Nobody owes anything")
	if strings.Contains(a.text(), "Needs work") || h.get(t, desk, "/billing/claims").status != http.StatusForbidden {
		t.Error("the desk sees claims")
	}
	for _, path := range []string{"/billing/claims?stage=paid", "/billing/invoices?state=lost", "/billing/payments?method=gold"} {
		if a := h.get(t, biller, path); a.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, a.status)
		}
	}
}

var rowOf = regexp.MustCompile(`<a class="name" href="([^"]+)"`)

func TestListsGoOnWithoutLosingOrRepeatingARow(t *testing.T) {
	h := open(t)
	h.act(t, `update coverages set member_number = 'LM 1'`)
	h.visits(t, 52, "null")
	h.visits(t, 52, "1")
	for i := range 104 {
		if a := h.post(t, biller, fmt.Sprintf("/clients/10001/visits/%d/charge", i+1), "service", "1", "units", "1"); a.status != http.StatusSeeOther {
			t.Fatal(a.text())
		}
	}
	for range 52 {
		h.post(t, desk, "/clients/10001/payments", "amount", "1", "method", "cash")
	}
	for path, want := range map[string]int{"/billing/claims?stage=ready": 52, "/billing/invoices": 104, "/billing/invoices?state=all": 52, "/billing/payments": 52} {
		seen, pages := map[string]int{}, 0
		for to := path; to != "" && pages < 9; pages++ {
			body := h.get(t, biller, to).body
			for _, m := range rowOf.FindAllStringSubmatch(body, -1) {
				seen[m[1]]++
			}
			to = ""
			if m := regexp.MustCompile(`href="([^"]+)" rel="next"`).FindStringSubmatch(body); m != nil {
				to = html.UnescapeString(m[1])
			}
		}
		if len(seen) != want || pages != (want+49)/50 {
			t.Errorf("%s: %d rows on %d pages; want %d", path, len(seen), pages, want)
		}
		for row, n := range seen {
			if n > 1 {
				t.Errorf("%s: %s stands %d times", path, row, n)
			}
		}
	}
}

func TestAListEntersTheTrailWithTheFilesItShows(t *testing.T) {
	h := open(t)
	h.visits(t, 1, "null")
	h.get(t, biller, "/billing")
	var who string
	err := h.Owner.QueryRow(t.Context(), `select actor || ' ' || verb || ' ' || coalesce(client_id::text, clients::text) from trail order by id desc limit 1`).Scan(&who)
	if err != nil || who != "s2 claim.open 10001" {
		t.Errorf("the trail says %q, %v", who, err)
	}
}
