package workflow_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/workflow"
)

func TestTheHuddleSaysWhatToLookOutForAndHowTheLastDayWent(t *testing.T) {
	_, w := arrange(t, `begin; select begin_act('test', null, null, 'sample.load', '{10001,10002}', true, '', '2026-05-04 15:00Z', true);`+staffed+coming+`
		insert into availability (staff_id, location_id, weekday, starts, ends) values (1, 1, 4, '09:00', '12:00');
		insert into absences (staff_id, from_on, until_on, stand_in) values (2, '2026-05-06', '2026-05-08', 1);
		insert into alerts (client_id, text, raised_at) values (10001, 'Walk with her to the room', clock());
		insert into clients (id, given, family, opened_at, interpreter, language, phone) values (10002, 'Omar', 'Farouk', clock(), true, 'Arabic', '555 0188');
		insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
		values ('visit', 1, 'America/Chicago', '2026-05-07 10:00', '2026-05-07 15:00Z', '2026-05-07 15:30Z');
		insert into visits (client_id, booking_id, visit_type_id, clinician_id, fee_cents, booked_at) values (10002, 3, 1, 1, 18600, clock());
		select settle(10001); commit`)
	if err := w.SignNote(t.Context(), okafor, nadia, note); err != nil { // charges what Nadia owes
		t.Fatal(err)
	}
	day := civil.New(2026, 5, 7)
	h, err := w.OpenHuddle(t.Context(), desk, 0, day)
	if err != nil {
		t.Fatal(err)
	}
	if want := (workflow.LastDay{Date: civil.New(2026, 5, 4), Visits: 1, Seen: 1}); h.Before != want {
		t.Errorf("the last day went as %+v; want %+v", h.Before, want)
	}
	if diff := cmp.Diff([]workflow.Away{{Name: "Dr Nils Lindqvist", StandIn: "Dr Amara Okafor"}}, h.Away); diff != "" {
		t.Errorf("away (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(workflow.Heed{VisitID: 2, Alerts: []string{"Walk with her to the room"}, OwedCents: 37400, Stuck: []string{"client_unreachable"}}, h.Heeds[2]); diff != "" {
		t.Errorf("known here (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(workflow.Heed{VisitID: 3, New: true, Interpreter: "Arabic", Alerts: []string{}, Stuck: []string{}}, h.Heeds[3]); diff != "" {
		t.Errorf("new here (-want +got):\n%s", diff)
	}
	if h, err = w.OpenHuddle(t.Context(), access.StaffMember(1, "Dr Amara Okafor", access.Clinician), 0, day); err != nil || h.Heeds[2].OwedCents != 0 {
		t.Errorf("who opens no accounts reads that %d cents are owed, %v", h.Heeds[2].OwedCents, err)
	}
}
