package overview_test

import (
	"errors"
	"strconv"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/overview"
)

var manager = access.StaffMember(1, "Ingrid Solheim", access.Manager)

func hours(note string) overview.TargetsForm {
	f := overview.TargetsForm{Hours: map[string]string{}}
	for _, t := range overview.Targets {
		f.Hours[t.Kind] = strconv.Itoa(t.Preset)
	}
	f.Hours["note_unsigned"], f.Hours["document_unread"] = note, "48"
	return f
}

func TestTargetsHoldUntilTheyAreSetAgain(t *testing.T) {
	s := overview.New(dbtest.New(t).DB)
	got, err := s.FindTargets(t.Context(), manager)
	if err != nil || got["note_unsigned"] != 24 {
		t.Errorf("before any is set: %v, %v", got, err)
	}
	if err := s.SetTargets(t.Context(), manager, hours("72")); err != nil {
		t.Fatal(err)
	}
	got, err = s.FindTargets(t.Context(), manager)
	if err != nil || got["note_unsigned"] != 72 || got["document_unread"] != 48 {
		t.Errorf("afterwards: %v, %v", got, err)
	}
}

func TestATargetIsRefusedAtItsField(t *testing.T) {
	s := overview.New(dbtest.New(t).DB)
	for _, typed := range []string{"", "soon", "-1", "2001", "1.5"} {
		f, ok := errors.AsType[*fault.Fault](s.SetTargets(t.Context(), manager, hours(typed)))
		if !ok || f.Fields["hours[note_unsigned]"] == "" {
			t.Errorf("%q: %v", typed, f)
		}
	}
}

func TestAChangedTargetHasTheFilesLookedAtAgain(t *testing.T) {
	d := dbtest.New(t)
	arrange(t, d)
	if err := overview.New(d.DB).SetTargets(t.Context(), manager, hours("1")); err != nil {
		t.Fatal(err)
	}
	var due bool
	if err := d.Owner.QueryRow(t.Context(), `select next_due <= $1 from file_clocks where client_id = 10001`, d.Clock.Now()).Scan(&due); err != nil || !due {
		t.Errorf("the file is due %v, %v", due, err)
	}
}

// arrange has one visit that was seen and whose note is not signed.
func arrange(t *testing.T, d *dbtest.Database) {
	t.Helper()
	_, err := d.Owner.Exec(t.Context(), `set session_replication_role = replica;
	insert into staff (name, email) values ('Dr Chidi Okafor', 'chidi@kestrellane.example');
	insert into locations (name, zone) values ('Main street', 'America/New_York');
	insert into visit_types (name, minutes) values ('Review', 30);
	insert into clients (id, given, family, opened_at) values (10001, 'Noor', 'Haddad', '2026-05-01Z');
	insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
	values ('visit', 1, 'America/New_York', '2026-05-04 09:00', '2026-05-04 13:00Z', '2026-05-04 13:30Z');
	insert into visits (client_id, booking_id, visit_type_id, clinician_id, booked_at) values (10001, 1, 1, 1, '2026-05-01Z');
	insert into visit_marks (client_id, visit_id, kind, at) values (10001, 1, 'seen', '2026-05-04 13:20Z');
	set session_replication_role = origin`)
	if err != nil {
		t.Fatal(err)
	}
}
