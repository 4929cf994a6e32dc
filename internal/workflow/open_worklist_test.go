package workflow_test

import (
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/worklist"
)

var manager = access.StaffMember(4, "Ingrid Solheim", access.Manager)

func day(d *dbtest.Database) time.Time { return d.Clock.Now().Truncate(24 * time.Hour) }

func TestTheWorklistShowsWhatIsStuckAndThatItLeftByItself(t *testing.T) {
	d, w := arrange(t)
	settleAt(t, d, "2026-05-05 15:00Z")
	d.Clock.Set(dbtest.Noon.AddDate(0, 0, 1))
	list, err := w.OpenWorklist(t.Context(), manager, worklist.Filter{}, day(d))
	if err != nil || len(list.Rows) != 1 {
		t.Fatalf("%+v, %v", list, err)
	}
	row := list.Rows[0]
	if row.Kind != "note_unsigned" || row.Client != "Nadia Haddad" || row.Cents != 18600 || row.Line.VisitID != row.VisitID {
		t.Errorf("row: %+v", row)
	}
	if list.Totals.Lines != 1 || list.Totals.Cents != 18600 || list.Totals.Visits != 1 || list.Totals.OfRole("clinician") != 1 {
		t.Errorf("totals: %+v", list.Totals)
	}
	if err := w.SignNote(t.Context(), okafor, nadia, note); err != nil {
		t.Fatal(err)
	}
	list, err = w.OpenWorklist(t.Context(), manager, worklist.Filter{}, day(d))
	if err != nil || len(list.Rows) != 0 || len(list.Cleared) != 1 {
		t.Fatalf("after signing: %+v, %v", list, err)
	}
	if c := list.Cleared[0]; c.Verb != "note.sign" || c.Kind != "note_unsigned" || c.Cents != 18600 {
		t.Errorf("evidence: %+v", c)
	}
}

func TestTheWorklistShowsAPersonOnlyWhatTheirVerbsSee(t *testing.T) {
	d, w := arrange(t, `
		begin;
		select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 15:00Z', true);
		insert into documents (client_id, title, media_type, bytes, sha256, received_at, reader_id)
		values (10001, 'Retinal screening', 'application/pdf', 9, sha256('x'), '2026-05-01 10:00Z', 1);
		select settle(10001);
		commit`)
	seen := func(who access.Actor) int {
		list, err := w.OpenWorklist(t.Context(), who, worklist.Filter{}, day(d))
		if err != nil {
			t.Fatal(err)
		}
		return len(list.Rows)
	}
	owner := access.StaffMember(5, "Oda Berg", access.Owner)
	if seen(okafor) != 1 || seen(owner) != 0 {
		t.Errorf("the clinician sees %d, the owner %d; want 1 and 0", seen(okafor), seen(owner))
	}
	mine, err := w.OpenWorklist(t.Context(), okafor, worklist.Filter{Turn: 1}, day(d))
	if err != nil || len(mine.Rows) != 1 || mine.Rows[0].Detail.Title != "Retinal screening" || mine.Totals.Mine != 1 {
		t.Errorf("mine: %+v, %v", mine, err)
	}
}

func TestAPendedRowLeavesTheListUntilItsDay(t *testing.T) {
	d, w := arrange(t)
	settleAt(t, d, "2026-05-05 15:00Z")
	d.Clock.Set(dbtest.Noon.AddDate(0, 0, 1))
	s := worklist.New(d.DB)
	if err := s.Pend(t.Context(), okafor, nadia, 1, worklist.Pending{Until: "2026-05-08"}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("pended without a reason: %v", err)
	}
	if err := s.Pend(t.Context(), okafor, nadia, 1, worklist.Pending{Until: "2026-05-08", Why: "Waiting for the laboratory"}); err != nil {
		t.Fatal(err)
	}
	rows := func() int {
		list, err := w.OpenWorklist(t.Context(), okafor, worklist.Filter{}, day(d))
		if err != nil {
			t.Fatal(err)
		}
		return len(list.Rows)
	}
	if n := rows(); n != 0 {
		t.Errorf("%d rows while pended", n)
	}
	d.Clock.Set(dbtest.Noon.AddDate(0, 0, 4))
	if n := rows(); n != 1 {
		t.Errorf("%d rows on the day; want it back", n)
	}
}

func TestTheOverviewCountsTheWeekAlongTheLine(t *testing.T) {
	d, w := arrange(t)
	settleAt(t, d, "2026-05-05 15:00Z")
	d.Clock.Set(dbtest.Noon.AddDate(0, 0, 1))
	monday := civil.New(2026, 5, 4)
	o, err := w.OpenOverview(t.Context(), manager, monday, time.UTC)
	if err != nil || o.Week.Booked != 1 || len(o.Week.Stations) != 7 || len(o.Worst) != 1 {
		t.Fatalf("%+v, %v", o, err)
	}
	for _, s := range o.Week.Stations[:3] {
		if s.Passed != 1 {
			t.Errorf("%s: %+v; want passed", s.Name, s)
		}
	}
	if s := o.Week.Stations[3]; s.Name != "signed" || s.Stuck != 1 || s.OnWay != 0 || s.Cents != 18600 {
		t.Errorf("%+v; want the note stuck", s)
	}
	if _, err := w.OpenOverview(t.Context(), desk, monday, time.UTC); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the desk opened the overview: %v", err)
	}
}
