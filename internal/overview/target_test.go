package overview_test

import (
	"errors"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/overview"
)

var manager = access.StaffMember(1, "Ingrid Solheim", access.Manager)

// set keeps a target as the workflow does.
func set(t *testing.T, d *dbtest.Database, hours, percent string) error {
	t.Helper()
	return d.Write(t.Context(), manager, access.EditSettings.Practice(), func(tx *db.Tx) error {
		return overview.SetTargetTx(t.Context(), tx, "note_unsigned", overview.TargetForm{Hours: hours, Percent: percent})
	})
}

func targets(t *testing.T, d *dbtest.Database) (got map[string]overview.Target) {
	t.Helper()
	err := d.Read(t.Context(), manager, access.OpenSettings.Practice(), func(v *db.View) (err error) {
		got, err = overview.TargetsTx(t.Context(), v)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestTargetsHoldUntilTheyAreSetAgain(t *testing.T) {
	d := dbtest.New(t)
	if got := targets(t, d)["note_unsigned"]; got != (overview.Target{Kind: "note_unsigned", Hours: 24, Percent: 95}) {
		t.Errorf("before any is set: %+v", got)
	}
	if err := set(t, d, "72", "90"); err != nil {
		t.Fatal(err)
	}
	if got := targets(t, d); got["note_unsigned"].Hours != 72 || got["note_unsigned"].Percent != 90 || got["document_unread"].Hours != 24 {
		t.Errorf("afterwards: %+v", got)
	}
}

func TestATargetIsRefusedAtItsField(t *testing.T) {
	d := dbtest.New(t)
	for _, typed := range []string{"", "soon", "-1", "2001", "1.5"} {
		f, ok := errors.AsType[*fault.Fault](set(t, d, typed, typed))
		if !ok || f.Fields["hours"] == "" || f.Fields["percent"] == "" {
			t.Errorf("%q: %v", typed, f)
		}
	}
}

func TestAChangedTargetHasTheFilesLookedAtAgain(t *testing.T) {
	d := dbtest.New(t)
	arrange(t, d)
	if err := set(t, d, "1", "95"); err != nil {
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
