package billing_test

import (
	"fmt"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/id"
)

var (
	desk   = access.StaffMember(1, "Tomasz Wieczorek", access.FrontDesk)
	biller = access.StaffMember(2, "Kwame Mensah", access.Biller)
)

const nadia = id.Client(10001)

// house is a practice in Chicago with staff 1 Tomasz, 2 Kwame, 3 Dr Okafor;
// services 1 (99214, $186.00) and 2 (93000, $94.00); and Nadia Haddad, insured
// by coverage 1 of Larkfield Mutual with a copay of $25.00.
type house struct {
	*dbtest.Database
	money *billing.Service
}

func open(t testing.TB) house {
	t.Helper()
	d := dbtest.New(t)
	h := house{d, billing.New(d.DB)}
	h.act(t, nadia,
		`insert into practice (name, zone, invoice_days) values ('Kestrel Lane Health', 'America/Chicago', 14)`,
		`insert into staff (name, email, npi) values ('Tomasz Wieczorek', 't@kestrel.example', ''), ('Kwame Mensah', 'k@kestrel.example', ''), ('Dr Amara Okafor', 'a@kestrel.example', '1234567893')`,
		`insert into locations (name, zone) values ('Main', 'America/Chicago')`,
		`insert into services (code, label, cents) values ('99214', 'Visit, moderate', 18600), ('93000', 'ECG with report', 9400)`,
		`insert into visit_types (name, minutes, service_id) values ('Review', 30, 1)`,
		`insert into payers (name) values ('Larkfield Mutual')`,
		`insert into clients (id, given, family, birth_date, email, opened_at) values (10001, 'Nadia', 'Haddad', '1985-03-14', 'nadia@haddad.example', clock())`,
		`insert into coverages (client_id, payer_id, member_number, copay_cents) values (10001, 1, 'LM 440 918 27', 2500)`,
	)
	return h
}

// act arranges rows in somebody's file, as the owner of the database.
func (h house) act(t testing.TB, c id.Client, statements ...string) {
	t.Helper()
	tx, err := h.Owner.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(t.Context()) }()
	begin := fmt.Sprintf(`select begin_act('test', null, null, 'sample.load', '{%d}', true, '', '%s', true)`, c, h.Clock.Now().Format("2006-01-02 15:04:05Z07:00"))
	for _, sql := range append([]string{begin}, statements...) {
		if _, err := tx.Exec(t.Context(), sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	if _, err := tx.Exec(t.Context(), fmt.Sprintf(`select settle(%d)`, c)); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// visit books a visit, insured or not, that was seen and signed.
func (h house) visit(t testing.TB, c id.Client, insured bool) id.Visit {
	t.Helper()
	coverage := "null"
	if insured {
		coverage = "1"
	}
	h.act(t, c,
		`insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
		values ('visit', 1, 'America/Chicago', '2026-05-04 09:30', '2026-05-04 14:30Z', '2026-05-04 15:00Z')`,
		fmt.Sprintf(`insert into visits (client_id, booking_id, visit_type_id, clinician_id, fee_cents, booked_at, coverage_id)
		select %d, max(id), 1, 3, 18600, clock(), %s from bookings`, c, coverage),
		`insert into visit_marks (client_id, visit_id, kind, at) select client_id, id, 'seen', clock() from visits order by id desc limit 1`)
	return id.Visit(h.number(t, `select max(id) from visits`))
}

// sign writes and signs the note of a visit, with a diagnosis and no service.
func (h house) sign(t testing.TB, c id.Client, v id.Visit) {
	t.Helper()
	h.act(t, c,
		fmt.Sprintf(`insert into notes (client_id, visit_id, author_id, template, started_at, saved_at, saved_by) values (%d, %d, 3, '[]', clock(), clock(), 3)`, c, v),
		fmt.Sprintf(`insert into note_diagnoses (client_id, note_id, rank, code, label) select %d, max(id), 1, 'E11.65', 'Diabetes' from notes`, c),
		fmt.Sprintf(`insert into signatures (client_id, note_id, staff_id, at, content, hash) select %d, max(id), 3, clock(), '{}', sha256('') from notes`, c))
}

// charge posts services at a visit and asks for them, as signing does.
func (h house) charge(t testing.TB, c id.Client, v id.Visit, cents ...billing.Cents) {
	t.Helper()
	err := h.Write(t.Context(), biller, access.ChargeVisit.On(c), func(tx *db.Tx) error {
		var done []billing.Done
		for _, n := range cents {
			done = append(done, billing.Done{ServiceID: 1, Code: "99214", Label: "Visit, moderate", Units: 1, Cents: n})
		}
		if err := billing.ChargeVisitTx(t.Context(), tx, v, 0, done, []string{"E11.65"}); err != nil {
			return err
		}
		return billing.AskTx(t.Context(), tx, v)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (h house) pay(t testing.TB, v string, amount string) id.Payment {
	t.Helper()
	p, err := h.money.TakePayment(t.Context(), desk, nadia, billing.PaymentForm{Visit: v, Amount: amount, Method: "card"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (h house) number(t testing.TB, sql string) (n int64) {
	t.Helper()
	if err := h.Owner.QueryRow(t.Context(), sql).Scan(&n); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return n
}

func (h house) words(t testing.TB, sql string) (s string) {
	t.Helper()
	if err := h.Owner.QueryRow(t.Context(), `select coalesce(string_agg(w, ', '), '') from (`+sql+`) f (w)`).Scan(&s); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return s
}

// owes is what is open, visit by visit, and the credit.
func (h house) owes(t testing.TB) string {
	t.Helper()
	return h.words(t, `
		(select visit_id || ': ' || client_cents || '/' || payer_cents from visit_dues order by visit_id)
		union all
		(select 'credit ' || -sum(cents) from lines where account = 'client_credit' having sum(cents) <> 0)`)
}
