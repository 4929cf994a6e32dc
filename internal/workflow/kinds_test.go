package workflow_test

import (
	"fmt"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/clients"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/practice"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
)

// A second visit of Nadia's, on Thursday the 7th at nine.
const coming = `
	insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
	values ('visit', 1, 'America/Chicago', '2026-05-07 09:00', '2026-05-07 14:00Z', '2026-05-07 14:30Z');
	insert into visits (client_id, booking_id, visit_type_id, clinician_id, fee_cents, booked_at) values (10001, 2, 1, 1, 18600, '2026-05-01 15:00Z');`

const insured = `
	insert into coverages (client_id, payer_id, member_number, copay_cents) values (10001, 1, 'LM 440', 2500);
	update staff set npi = '1234567893';
	update visits set coverage_id = 1;`

// credit is 50.00 that Nadia paid ahead.
const credit = `
	insert into entries (client_id, kind, at) values (10001, 'payment', clock());
	insert into lines (client_id, entry_id, account, cents)
	select 10001, currval('entries_id_seq'), a, c from (values ('cash', 5000), ('client_credit', -5000)) l (a, c);`

// staffed adds the desk and the owner, and lets both doctors be booked.
const staffed = `
	insert into staff (name, email) values ('Ingrid Solheim', 'ingrid@kestrel.example'), ('Oda Berg', 'oda@kestrel.example');
	insert into staff_roles (staff_id, role) values (1, 'clinician'), (2, 'clinician'), (4, 'owner');
	insert into resources (staff_id) values (1), (2);`

// doors are what a predicate is mended through.
type doors struct {
	flow  *workflow.Workflow
	files *clients.Service
	money *billing.Service
	day   *scheduling.Service
	house *practice.Service
	d     *dbtest.Database
	t     *testing.T
}

var (
	biller = access.StaffMember(3, "Ingrid Solheim", access.Biller|access.FrontDesk)
	boss   = access.StaffMember(4, "Oda Berg", access.Owner|access.Manager)
)

func doorsOf(t *testing.T, d *dbtest.Database, w *workflow.Workflow) doors {
	return doors{w, clients.New(d.DB), billing.New(d.DB), scheduling.New(d.DB), practice.New(d.DB), d, t}
}

func (d doors) sign() error { return d.flow.SignNote(d.t.Context(), okafor, nadia, note) }

// due has the clock look at every file that is due.
func (d doors) due() error {
	_, err := worklist.New(d.d.DB).SettleDue(d.t.Context())
	return err
}

func (d doors) details(set func(*clients.Details)) error {
	c, err := d.files.Client(d.t.Context(), desk, nadia)
	if err != nil {
		return err
	}
	in := c.Details()
	set(&in)
	return d.files.Edit(d.t.Context(), desk, nadia, in)
}

// Each predicate of files: what arranges it, the instant before it stands, the
// one from which it does, what it says, and the door that mends it. By is the
// verb of the act that clears it.
var predicates = []struct {
	kind, arrange string
	arise         func(doors) error // after the arrangement, through doors
	before, from  string
	says          string
	fix           func(doors) error
	by            string
}{
	{
		kind:    "arrived_waiting",
		arrange: coming + `update bookings set starts_at = '2026-05-04 16:30Z', ends_at = '2026-05-04 17:00Z' where id = 2; insert into places (location_id, name, kind) values (1, 'Room 1', 'room'); insert into visit_marks (client_id, visit_id, kind, at) values (10001, 2, 'arrived', '2026-05-04 16:10Z')`,
		before:  "2026-05-04 16:59Z", from: "2026-05-04 17:00Z", says: "seen front_desk 0",
		fix: func(d doors) error {
			return d.day.Mark(d.t.Context(), desk, nadia, 2, scheduling.Mark{Kind: scheduling.MarkRoomed})
		}, by: "visit.flow",
	},
	{
		kind: "visit_unstaffed", arrange: coming, before: "2026-05-04 16:00Z",
		arise: func(d doors) error { return d.house.Deactivate(d.t.Context(), boss, 1) },
		from:  "2026-05-04 17:00Z", says: "arrived front_desk 18600",
		fix: func(d doors) error {
			_, err := d.flow.MoveVisit(d.t.Context(), desk, nadia, 2, scheduling.Wish{Clinician: "2", Day: "2026-05-07", Start: "09:00", Place: "none", Location: "1", Anyway: true, Version: 1})
			return err
		}, by: "visit.move",
	},
	{
		kind: "visit_displaced", arrange: coming, before: "2026-05-04 16:00Z",
		arise: func(d doors) error { return d.house.CloseLocation(d.t.Context(), boss, 1, true) },
		from:  "2026-05-04 17:00Z", says: "arrived front_desk 18600",
		fix: func(d doors) error {
			if err := d.house.CloseLocation(d.t.Context(), boss, 1, false); err != nil {
				return err
			}
			return d.due()
		}, by: "file.settle",
	},
	{
		kind: "visit_unstaffed", arrange: coming, before: "2026-05-04 16:00Z",
		arise: func(d doors) error {
			_, err := d.house.AddAbsence(d.t.Context(), boss, practice.AbsenceForm{Staff: "1", From: "2026-05-06", Until: "2026-05-08"})
			return err
		},
		from: "2026-05-04 17:00Z", says: "arrived front_desk 18600",
		fix: func(d doors) error {
			if err := d.house.RemoveAbsence(d.t.Context(), boss, 1); err != nil {
				return err
			}
			return d.due()
		}, by: "file.settle",
	},
	{
		kind: "visit_displaced", arrange: coming, before: "2026-05-04 16:00Z",
		arise: func(d doors) error {
			_, err := d.day.CloseDays(d.t.Context(), boss, scheduling.ClosureForm{Name: "Floor is laid", From: "2026-05-07"})
			return err
		},
		from: "2026-05-04 17:00Z", says: "arrived front_desk 18600",
		fix: func(d doors) error {
			_, err := d.flow.MoveVisit(d.t.Context(), desk, nadia, 2, scheduling.Wish{Clinician: "1", Day: "2026-05-08", Start: "09:00", Place: "none", Location: "1", Anyway: true, Version: 1})
			return err
		}, by: "visit.move",
	},
	{
		kind: "visit_of_deceased", arrange: coming + `update clients set deceased_on = '2026-05-01'`, from: "2026-05-04 17:00Z", says: "arrived front_desk 0",
		fix: func(d doors) error { return d.flow.CancelVisit(d.t.Context(), desk, nadia, 2, "Has died") }, by: "visit.cancel",
	},
	{
		kind: "missed_unbooked", arrange: `delete from visit_marks; insert into visit_marks (client_id, visit_id, kind, at) values (10001, 1, 'no_show', '2026-05-04 16:10Z')`,
		before: "2026-05-04 16:09Z", from: "2026-05-04 16:10Z", says: "front_desk 18600",
		fix: func(d doors) error {
			_, err := d.flow.BookVisit(d.t.Context(), desk, nadia, scheduling.Wish{Clinician: "1", VisitType: "1", Location: "1", Place: "none", Day: "2026-05-07", Start: "10:00", Anyway: true})
			return err
		}, by: "visit.book",
	},
	{
		kind: "recall_due", arrange: `update visit_types set recall_months = 6`,
		before: "2026-11-04 05:59Z", from: "2026-11-04 06:00Z", says: "front_desk 0",
		fix: func(d doors) error {
			return d.day.EndAgain(d.t.Context(), desk, nadia, 1, scheduling.EndAgainForm{Why: "Moved away"})
		}, by: "recall.edit",
	},
	{
		kind:    "coverage_detail",
		arrange: coming + `insert into coverages (client_id, payer_id) values (10001, 1); update visits set coverage_id = 1 where id = 2`,
		before:  "2026-05-04 13:59Z", from: "2026-05-04 14:00Z", says: "billed front_desk 18600 member_number",
		fix: func(d doors) error {
			return d.files.FixCoverage(d.t.Context(), desk, nadia, 1, "member_number", "LM 440")
		}, by: "coverage.edit",
	},
	{
		kind: "birth_missing", arrange: coming + `update clients set birth_date = null`, before: "2026-05-04 13:59Z", from: "2026-05-04 14:00Z", says: "front_desk 0",
		fix: func(d doors) error { return d.files.FixBirthDate(d.t.Context(), desk, nadia, "1985-03-14") }, by: "client.edit",
	},
	{
		kind: "client_unreachable", arrange: coming, from: "2026-05-04 17:00Z", says: "front_desk 0",
		fix: func(d doors) error {
			return d.details(func(in *clients.Details) { in.Phone = "555 0142" })
		}, by: "client.edit",
	},
	{
		kind: "guardian_missing", arrange: coming + `update clients set birth_date = '2011-01-01', phone = '555 0142'`, from: "2026-05-04 17:00Z", says: "front_desk 0",
		fix: func(d doors) error {
			_, err := d.files.AddContact(d.t.Context(), desk, nadia, clients.ContactForm{Name: "Samir Haddad", Relation: "Father", Phone: "555 0150"})
			return err
		}, by: "client.edit",
	},
	{
		kind: "claim_unanswered", arrange: insured, arise: doors.sign, before: "2026-06-03 15:59Z", from: "2026-06-03 16:00Z", says: "paid biller 34900",
		fix: func(d doors) error {
			_, err := d.money.TakePayerPayment(d.t.Context(), biller, nadia, 20001, billing.PayerPaymentForm{Paid: "349", Patient: "25", Method: "transfer"})
			return err
		}, by: "payment.take_payer",
	},
	{
		kind: "client_unbilled", arrange: insured, arise: doors.sign, before: "2026-05-05 15:59Z", from: "2026-05-05 16:00Z", says: "billed biller 2500",
		fix: func(d doors) error {
			_, err := d.money.MakeInvoice(d.t.Context(), biller, nadia, 1)
			return err
		}, by: "invoice.make",
	},
	{
		kind: "credit_idle", arrange: credit, before: "2026-06-03 14:59Z", from: "2026-06-03 15:00Z", says: "biller 0",
		fix: func(d doors) error {
			_, err := d.money.Refund(d.t.Context(), biller, nadia, billing.RefundForm{Amount: "50", Method: "cash", Reason: "Asked for it"})
			return err
		}, by: "refund.make",
	},
	{
		kind: "invoice_unreachable", arise: doors.sign, before: "2026-05-05 15:59Z", from: "2026-05-05 16:00Z", says: "paid front_desk 37400",
		fix: func(d doors) error {
			return d.details(func(in *clients.Details) { in.Email = "nadia@haddad.example" })
		}, by: "client.edit",
	},
	{
		kind:    "request_unanswered",
		arrange: `insert into requests (client_id, recipient, email, asks, made_at) values (10001, 'City Heart', 'post@heart.example', 'The last report', clock())`,
		before:  "2026-05-14 14:59Z", from: "2026-05-14 15:00Z", says: "front_desk 0",
		fix: func(d doors) error { return d.files.WithdrawRequest(d.t.Context(), desk, nadia, 1) }, by: "document.add",
	},
	{
		kind: "credit_unapplied", from: "2026-05-04 17:00Z", says: "paid biller 5000",
		arise: func(d doors) error {
			if err := d.sign(); err != nil {
				return err
			}
			_, err := d.d.Owner.Exec(d.t.Context(), `begin; select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 16:30Z', true);`+credit+`; commit`)
			return err
		},
		fix: func(d doors) error { return d.money.UseCredit(d.t.Context(), biller, nadia) }, by: "payment.take",
	},
	{
		kind: "mail_failed",
		arrange: `insert into messages (client_id, direction, kind, body, written_at) values (10001, 'out', 'free', 'Please call us.', clock());
			insert into deliveries (client_id, message_id, address, mail_id, state, made_at) values (10001, 1, 'gone@haddad.example', 'm1', 'failed', clock())`,
		from: "2026-05-04 16:00Z", says: "front_desk 0",
		fix: func(d doors) error { return d.flow.ResendMail(d.t.Context(), desk, nadia, 1) }, by: "mail.resend",
	},
}

func TestEachPredicateStandsFromItsInstantAndVanishesThroughItsDoor(t *testing.T) {
	for _, k := range predicates {
		t.Run(k.kind, func(t *testing.T) {
			d, w := arrange(t, `begin; select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 15:00Z', true);`+staffed+k.arrange+`; select settle(10001); commit`)
			at := doorsOf(t, d, w)
			if k.arise != nil {
				if err := k.arise(at); err != nil {
					t.Fatal(err)
				}
			}
			stands := func(when string) string {
				settleAt(t, d, when)
				return ask[string](t, d, fmt.Sprintf(`select coalesce(string_agg(concat_ws(' ', nullif(station, ''), fixer, cents, nullif(field, '')), ', ' order by field), '') from blockers where kind = '%s' and cleared_at is null`, k.kind))
			}
			if k.before != "" && k.arise == nil || k.before > "2026-05-04 16:00Z" {
				if got := stands(k.before); got != "" {
					t.Fatalf("at %s: %q", k.before, got)
				}
			}
			if got := stands(k.from); got != k.says {
				t.Fatalf("at %s: %q; want %q", k.from, got, k.says)
			}
			now, err := time.Parse("2006-01-02 15:04Z", k.from)
			if err != nil {
				t.Fatal(err)
			}
			d.Clock.Set(now)
			if err := k.fix(at); err != nil {
				t.Fatal(err)
			}
			got := ask[string](t, d, fmt.Sprintf(`select coalesce((select t.verb from blockers b join trail t on t.id = b.cleared_by where b.kind = '%s' order by b.id desc limit 1), 'nothing')`, k.kind))
			if got != k.by {
				t.Errorf("cleared by %s; want %s", got, k.by)
			}
		})
	}
}
