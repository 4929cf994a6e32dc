package billing_test

import (
	"flag"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// TestMain draws fewer sequences than rapid would: each works on a real database.
// -rapid.checks=1000 draws more.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.checks", "30"); err != nil {
		panic(err)
	}
	m.Run()
}

// model is a file's money as a person would keep it on a sheet: what was charged,
// and the payments that stand.
type model struct {
	client   billing.Cents
	payments []paid
}

type paid struct {
	id       id.Payment
	cents    billing.Cents
	reversed bool
}

func (m model) balance() billing.Cents {
	b := m.client
	for _, p := range m.payments {
		if !p.reversed {
			b -= p.cents
		}
	}
	return b
}

func TestAChargeOnAnotherClientsNoteIsRefusedByTheDatabase(t *testing.T) {
	h, joris := open(t), nadia+1
	h.act(t, joris, `insert into clients (id, given, family, opened_at) values (10002, 'Joris', 'Maes', clock())`)
	mine, theirs := h.visit(t, nadia, false), h.visit(t, joris, false)
	h.sign(t, nadia, mine)
	h.sign(t, joris, theirs)
	charge := func(note string) error {
		tx, err := h.Owner.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = tx.Rollback(t.Context()) }()
		_, err = tx.Exec(t.Context(), fmt.Sprintf(`
			select begin_act('test', null, null, 'sample.load', '{10001,10002}', true, '', clock(), true);
			insert into entries (client_id, kind, at) values (10001, 'charge', clock());
			insert into charges (client_id, visit_id, note_id, entry_id, service_id, code, label, units, cents, at)
			select 10001, %d, (%s), max(id), 1, '99214', 'Visit', 1, 0, clock() from entries;
			set constraints all immediate`, mine, note))
		return err
	}
	if err := charge(`select id from notes where client_id = 10001`); err != nil {
		t.Errorf("on the client's own note: %v", err)
	}
	if err := charge(`select id from notes where client_id = 10002`); !db.Broke(err, "charges_client_id_note_id_fkey") {
		t.Errorf("on another client's note: %v", err)
	}
}

// Whatever is done in whatever order: entries sum to zero, the balance is what
// the sheet says, nothing is negative that must not be, a form sent again does
// nothing, and the visits with dues are those that a scan of the ledger finds.
// posted runs the statements in one act of the owner of the database, up to what
// is looked at when it commits.
func (h house) posted(t *testing.T, sql string) error {
	t.Helper()
	tx, err := h.Owner.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(t.Context()) }()
	_, err = tx.Exec(t.Context(), `select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 16:00Z', true);`+sql+`; set constraints all immediate`)
	return err
}

func TestTheDatabaseItselfRefusesAnEntryThatDoesNotBalance(t *testing.T) {
	h := open(t)
	const entry = `insert into entries (client_id, kind, at) values (10001, 'payment', clock());
		insert into lines (client_id, entry_id, account, cents)
		select 10001, max(e.id), account, cents from entries e, (values %s) l (account, cents) group by account, cents`
	for lines, want := range map[string]string{
		`('cash', 2500), ('client_credit', -2500)`: "",
		`('cash', 2500), ('client_credit', -2499)`: "entry_balances",
		`('cash', 2500)`: "entry_balances",
	} {
		if err := h.posted(t, fmt.Sprintf(entry, lines)); want == "" && err != nil || want != "" && !db.Broke(err, want) {
			t.Errorf("%s: %v", lines, err)
		}
	}
	if err := h.posted(t, `insert into entries (client_id, kind, at) values (10001, 'payment', clock())`); !db.Broke(err, "entry_balances") {
		t.Errorf("an entry without lines: %v", err)
	}
}

func TestTheDatabaseItselfKeepsWhatWasPosted(t *testing.T) {
	h := open(t)
	h.charge(t, nadia, h.visit(t, nadia, false), 5000)
	h.pay(t, "1", "50")
	for sql, want := range map[string]string{
		`update lines set cents = cents + 1`:    "append-only",
		`delete from lines`:                     "append-only",
		`update entries set kind = 'charge'`:    "append-only",
		`delete from entries`:                   "append-only",
		`update charges set cents = 1`:          "append-only",
		`update payments set method = 'cheque'`: "append-only",
		`insert into lines (client_id, entry_id, account, cents) values (10001, 1, 'revenue', 1)`: "entry is closed",
	} {
		if err := h.posted(t, sql); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", sql, err)
		}
	}
}

func TestTheLedgerKeepsItsPromisesInAnyOrder(t *testing.T) {
	h := open(t)
	next, key := nadia, 0
	rapid.Check(t, func(r *rapid.T) {
		next++
		h.act(t, next, fmt.Sprintf(`insert into clients (id, given, opened_at) values (%d, 'Any', clock())`, next))
		m := model{}
		var visits []id.Visit
		post := func(who access.Actor) access.Actor {
			key++
			return who.Posting(access.Post{Key: fmt.Sprint(key), Hash: []byte{1}})
		}
		again := func() int { return rapid.IntRange(1, 2).Draw(r, "posts") }
		r.Repeat(map[string]func(*rapid.T){
			"visit": func(*rapid.T) {
				if len(visits) < 4 {
					visits = append(visits, h.visit(t, next, false))
				}
			},
			"charge": func(r *rapid.T) {
				if len(visits) == 0 {
					r.Skip("nothing to charge")
				}
				v := rapid.SampledFrom(visits).Draw(r, "visit")
				for range rapid.IntRange(1, 2).Draw(r, "charges") {
					a, b := cents(r, "first"), cents(r, "second")
					if h.number(t, fmt.Sprintf(`select count(*) from charges where visit_id = %d`, v)) == 0 || h.number(t, fmt.Sprintf(
						`select count(*) from charges c join entries r on r.reverses_id = c.entry_id where c.visit_id = %d`, v)) > 0 {
						m.client += a + b
					}
					h.charge(t, next, v, a, b)
				}
			},
			"reverse a charge": func(r *rapid.T) {
				n := h.number(t, fmt.Sprintf(`select coalesce(max(id), 0) from standing_charges where client_id = %d`, next))
				if n == 0 {
					r.Skip("nothing is charged")
				}
				m.client -= billing.Cents(h.number(t, fmt.Sprintf(`select cents from charges where id = %d`, n)))
				who := post(biller)
				for range again() {
					if _, err := h.money.ReverseCharge(t.Context(), who, next, id.Charge(n), billing.ReverseForm{Reason: "Wrong service"}); err != nil {
						r.Fatal(err)
					}
				}
			},
			"pay": func(r *rapid.T) {
				in := billing.PaymentForm{Amount: (cents(r, "amount") + 1).Typed(), Method: rapid.SampledFrom(billing.Methods).Draw(r, "method")}
				if len(visits) > 0 && rapid.Bool().Draw(r, "for a visit") {
					in.Visit = rapid.SampledFrom(visits).Draw(r, "visit").String()
				}
				who := post(desk)
				var p id.Payment
				for range again() {
					var err error
					if p, err = h.money.TakePayment(t.Context(), who, next, in); err != nil {
						r.Fatal(err)
					}
				}
				c, _ := billing.ParseCents(in.Amount, "USD")
				m.payments = append(m.payments, paid{p, c, false})
			},
			"reverse": func(r *rapid.T) {
				if len(m.payments) == 0 {
					r.Skip("nothing to reverse")
				}
				p := &m.payments[rapid.IntRange(0, len(m.payments)-1).Draw(r, "which")]
				who := post(biller)
				for range again() {
					err := h.money.ReversePayment(t.Context(), who, next, p.id, billing.ReverseForm{Reason: "Wrong patient"})
					if (err != nil) != p.reversed || err != nil && fault.KindOf(err) != fault.Conflict {
						r.Fatalf("reversed before: %v, answered %v", p.reversed, err)
					}
					if err != nil {
						break
					}
				}
				p.reversed = true
			},
			"use credit": func(r *rapid.T) {
				if err := h.money.UseCredit(t.Context(), post(desk), next); err != nil {
					r.Fatal(err)
				}
				if got := h.owing(t, next); got.client > 0 && got.credit > 0 {
					r.Fatalf("%d owed beside %d credit", got.client, got.credit)
				}
			},
			"": func(r *rapid.T) {
				got := h.owing(t, next)
				if got.client-got.credit != m.balance() {
					r.Fatalf("owes %d with credit %d; the sheet says %d", got.client, got.credit, m.balance())
				}
				if got.client < 0 || got.credit < 0 || got.least < 0 {
					r.Fatalf("negative: %+v", got)
				}
				if bad := h.words(t, `select c.id::text from charges c join entries r on r.reverses_id = c.entry_id join charge_balances b on b.charge_id = c.id where b.client_cents <> 0`); bad != "" {
					r.Fatalf("reversed charges %s are still owed", bad)
				}
				if bad := h.words(t, `select entry_id::text from lines group by entry_id having sum(cents) <> 0`); bad != "" {
					r.Fatalf("entries %s do not balance", bad)
				}
				if bad := h.unlikeTheScan(t); bad != "" {
					r.Fatalf("dues differ from the ledger: %s", bad)
				}
			},
		})
	})
}

func cents(r *rapid.T, label string) billing.Cents {
	return billing.Cents(rapid.Int64Range(0, 9999).Draw(r, label))
}

type owing struct{ client, credit, least billing.Cents }

func (h house) owing(t testing.TB, c id.Client) (o owing) {
	t.Helper()
	err := h.Owner.QueryRow(t.Context(), `
		select coalesce(sum(cents) filter (where account = 'client_receivable'), 0),
		  coalesce(-sum(cents) filter (where account = 'client_credit'), 0),
		  coalesce((select min(client_cents) from charge_balances b where b.client_id = $1), 0)
		from lines where client_id = $1`, c).Scan(&o.client, &o.credit, &o.least)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// unlikeTheScan compares visit_dues with what a scan of all lines finds.
func (h house) unlikeTheScan(t testing.TB) string {
	t.Helper()
	return h.words(t, `
		with scan as (
		  select client_id, visit_id, min(f.at) as since, sum(b.client_cents) as client_cents, sum(b.payer_cents) as payer_cents
		  from charge_balances b
		  join standing_charges f using (client_id, visit_id)
		  where f.id = b.charge_id
		  group by client_id, visit_id
		  having sum(b.client_cents) <> 0 or sum(b.payer_cents) <> 0
		)
		(select 'missing ' || visit_id from (table scan except select client_id, visit_id, since, client_cents, payer_cents from visit_dues) f)
		union all
		(select 'wrong ' || visit_id from (select client_id, visit_id, since, client_cents, payer_cents from visit_dues except table scan) f)`)
}
