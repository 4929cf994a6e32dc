package workflow_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"charthouse/internal/access"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/workflow"
)

// A visit of Nadia Haddad's with Dr Okafor, seen an hour ago, whose note is
// written, coded and not signed. Staff 1 is Dr Okafor.
const seenVisit = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 15:00Z', true);
	insert into practice (name, zone, invoice_days) values ('Kestrel Lane Health', 'America/Chicago', 14);
	insert into staff (name, email) values ('Dr Amara Okafor', 'amara@kestrel.example'), ('Dr Nils Lindqvist', 'nils@kestrel.example');
	insert into locations (name, zone) values ('Main', 'America/Chicago');
	insert into services (code, label, cents) values ('99214', 'Visit, moderate', 18600), ('93000', 'ECG', 9400);
	insert into visit_types (name, minutes, service_id) values ('Review', 30, 1);
	insert into clients (id, given, family, birth_date, opened_at) values (10001, 'Nadia', 'Haddad', '1985-03-14', clock());
	insert into payers (name) values ('Larkfield Mutual');
	insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
	values ('visit', 1, 'America/Chicago', '2026-05-04 09:30', '2026-05-04 14:30Z', '2026-05-04 15:00Z');
	insert into visits (client_id, booking_id, visit_type_id, clinician_id, fee_cents, booked_at) values (10001, 1, 1, 1, 18600, clock());
	insert into visit_marks (client_id, visit_id, kind, at) values (10001, 1, 'arrived', '2026-05-04 14:25Z'), (10001, 1, 'seen', '2026-05-04 15:00Z');
	insert into notes (client_id, visit_id, author_id, template, sections, started_at, saved_at, saved_by)
	values (10001, 1, 1, '[{"key": "s", "title": "Subjective"}]', '{"s": "Morning sugars are falling."}', clock(), clock(), 1);
	insert into note_diagnoses (client_id, note_id, rank, code, label) values (10001, 1, 1, 'E11.65', 'Type 2 diabetes with high glucose');
	insert into note_services (client_id, note_id, service_id, units) values (10001, 1, 1, 1), (10001, 1, 2, 2);
	select settle(10001);
	commit`

var (
	okafor    = access.StaffMember(1, "Dr Amara Okafor", access.Clinician)
	lindqvist = access.StaffMember(2, "Dr Nils Lindqvist", access.Clinician)
	desk      = access.StaffMember(3, "Tomasz Wieczorek", access.FrontDesk)
)

const (
	nadia = id.Client(10001)
	note  = id.Note(1)
)

func arrange(t *testing.T, more ...string) (*dbtest.Database, *workflow.Workflow) {
	t.Helper()
	d := dbtest.New(t)
	for _, sql := range append([]string{seenVisit}, more...) {
		if _, err := d.Owner.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	return d, workflow.New(d.DB)
}

func ask[T any](t *testing.T, d *dbtest.Database, sql string) (v T) {
	t.Helper()
	if err := d.Owner.QueryRow(t.Context(), sql).Scan(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSigningANoteChargesTheVisitAndAsksForIt(t *testing.T) {
	d, w := arrange(t)
	if got := ask[string](t, d, `select station from visit_lines`); got != "signed" {
		t.Fatalf("before signing the line stands at %s", got)
	}
	if err := w.SignNote(t.Context(), okafor, nadia, note); err != nil {
		t.Fatal(err)
	}
	got := ask[string](t, d, `select concat_ws(' ', station, charged_cents, client_cents, payer_cents, invoice_id is not null) from visit_lines`)
	if got != "paid 37400 37400 0 t" {
		t.Errorf("the line says %q", got)
	}
	if got := ask[string](t, d, `select issued_on || ' ' || due_on from invoices`); got != "2026-05-04 2026-05-18" {
		t.Errorf("invoice %s", got)
	}
}

func TestSigningAnInsuredVisitMakesAClaimAndLeavesTheCopay(t *testing.T) {
	d, w := arrange(t, `
		begin;
		select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 15:00Z', true);
		insert into coverages (client_id, payer_id, copay_cents) values (10001, 1, 2500);
		update visits set coverage_id = 1;
		commit`)
	if err := w.SignNote(t.Context(), okafor, nadia, note); err != nil {
		t.Fatal(err)
	}
	got := ask[string](t, d, `select concat_ws(' ', station, client_cents, payer_cents, claim_id is not null, invoice_id is null) from visit_lines`)
	if got != "billed 2500 34900 t t" {
		t.Errorf("the line says %q", got)
	}
	if got := ask[string](t, d, `select kind || ' ' || field || ' ' || cents from blockers where cleared_at is null`); got != "claim_detail member_number 34900" {
		t.Errorf("blocked by %q", got)
	}
}

func TestSigningTwiceIsRefused(t *testing.T) {
	_, w := arrange(t)
	if err := w.SignNote(t.Context(), okafor, nadia, note); err != nil {
		t.Fatal(err)
	}
	if err := w.SignNote(t.Context(), okafor, nadia, note); fault.KindOf(err) != fault.Conflict {
		t.Errorf("signed twice: %v", err)
	}
}

func TestOnlyTheAuthorSignsAndOnlyInTheRightFile(t *testing.T) {
	_, w := arrange(t)
	if err := w.SignNote(t.Context(), desk, nadia, note); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the desk signed: %v", err)
	}
	if err := w.SignNote(t.Context(), lindqvist, nadia, note); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a colleague signed: %v", err)
	}
	if err := w.SignNote(t.Context(), okafor, nadia+1, note); fault.KindOf(err) != fault.NotFound {
		t.Errorf("signed through another file: %v", err)
	}
}

func TestANoteWithABlankIsNotSignedAndNothingIsCharged(t *testing.T) {
	d, w := arrange(t, `
		begin;
		select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 15:00Z', true);
		update notes set sections = '{"s": "Back in *** weeks."}';
		commit`)
	if err := w.SignNote(t.Context(), okafor, nadia, note); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "Subjective") {
		t.Errorf("%v", err)
	}
	if n := ask[int](t, d, `select count(*) from entries`) + ask[int](t, d, `select count(*) from signatures`); n != 0 {
		t.Errorf("%d rows were left behind", n)
	}
}

func TestTheDatabaseItselfKeepsASignedNote(t *testing.T) {
	d, w := arrange(t)
	if err := w.SignNote(t.Context(), okafor, nadia, note); err != nil {
		t.Fatal(err)
	}
	for _, sql := range []string{
		`update notes set sections = '{}'`, `delete from notes`,
		`update note_diagnoses set code = 'X'`, `insert into note_services (client_id, note_id, service_id) values (10001, 1, 2)`,
		`update signatures set hash = hash`, `update signatures set at = at + interval '1 second'`, `delete from signatures`,
	} {
		_, err := d.Owner.Exec(t.Context(), `begin; select begin_act('test', null, null, 'x', '{10001}', true, '', '2026-05-04 16:00Z', true); `+sql+`; commit`)
		refused := err != nil && strings.Contains(err.Error(), "signed")
		if harmless := sql == `update signatures set hash = hash`; refused == harmless {
			t.Errorf("%s: %v", sql, err)
		}
		_, _ = d.Owner.Exec(t.Context(), `rollback`)
	}
}

func TestAnUnsignedNoteBlocksItsVisitPastTheTargetAndVanishesBySigning(t *testing.T) {
	d, w := arrange(t)
	if n := ask[int](t, d, `select count(*) from blockers`); n != 0 {
		t.Fatalf("%d blockers within the target", n)
	}
	if due := ask[string](t, d, `select to_char(next_due at time zone 'UTC', 'MM-DD HH24:MI') from file_clocks`); due != "05-05 15:00" {
		t.Fatalf("the file is looked at again %s", due)
	}
	settleAt(t, d, "2026-05-05 15:00Z")
	got := ask[string](t, d, `select concat_ws(' ', kind, station, fixer, owner_id, cents) from blockers where cleared_at is null`)
	if want := "note_unsigned signed clinician 1 18600"; got != want {
		t.Fatalf("blocked by %q; want %q", got, want)
	}
	d.Clock.Set(dbtest.Noon.AddDate(0, 0, 1))
	if err := w.SignNote(t.Context(), okafor, nadia, note); err != nil {
		t.Fatal(err)
	}
	evidence := d.ClearedBy(t, "note_unsigned")
	if diff := cmp.Diff("note.sign by s1", evidence); diff != "" {
		t.Error(diff)
	}
}

func settleAt(t *testing.T, d *dbtest.Database, at string) {
	t.Helper()
	_, err := d.Owner.Exec(t.Context(), `begin; select begin_act('clock', null, null, 'file.settle', '{10001}', true, '', '`+at+`', true); select settle(10001); commit`)
	if err != nil {
		t.Fatal(err)
	}
}

func TestANoteOfAVisitThatDidNotTakePlaceIsNotSigned(t *testing.T) {
	for name, change := range map[string]string{
		"cancelled": `delete from visit_marks; insert into visit_marks (client_id, visit_id, kind, at) values (10001, 1, 'cancelled', clock())`,
		"missed":    `delete from visit_marks; insert into visit_marks (client_id, visit_id, kind, at) values (10001, 1, 'no_show', clock())`,
		"to come": `delete from visit_marks; update bookings set starts_local = '2030-05-04 09:30', starts_at = '2030-05-04 14:30Z', ends_at = '2030-05-04 15:00Z';
			update visits set booked_at = booked_at`,
	} {
		t.Run(name, func(t *testing.T) {
			d, w := arrange(t, `begin; select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 15:00Z', true); `+change+`; commit`)
			if err := w.SignNote(t.Context(), okafor, nadia, note); fault.KindOf(err) != fault.Conflict {
				t.Errorf("it was signed: %v", err)
			}
			if n := ask[int](t, d, `select (select count(*) from signatures) + (select count(*) from charges)`); n != 0 {
				t.Errorf("%d signatures and charges", n)
			}
		})
	}
}
