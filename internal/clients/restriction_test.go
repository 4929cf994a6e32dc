package clients_test

import (
	"errors"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

var (
	manager = access.StaffMember(2, "Ingrid Solheim", access.Manager)
	amara   = access.StaffMember(3, "Dr Amara Okafor", access.Clinician)
	oda     = access.StaffMember(4, "Oda Berg", access.Owner)
)

const colleagues = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{}', true, '', '2026-05-04 12:00Z', true);
	insert into staff (name, email) values ('Tomasz Wieczorek', 't@example.org'), ('Ingrid Solheim', 'i@example.org'),
	  ('Dr Amara Okafor', 'a@example.org'), ('Oda Berg', 'o@example.org');
	insert into locations (name, zone) values ('Main', 'UTC');
	insert into visit_types (name, minutes) values ('Review', 30);
	commit`

// shutFile is Nadia Haddad's file, restricted by the manager who named nobody.
func shutFile(t *testing.T, team ...string) (*dbtest.Database, *clients.Service, id.Client) {
	t.Helper()
	d := dbtest.New(t)
	if _, err := d.Owner.Exec(t.Context(), colleagues); err != nil {
		t.Fatal(err)
	}
	s := clients.New(d.DB)
	nadia := open(t, s, clients.Details{Given: "Nadia", Family: "Haddad", BirthDate: "1985-03-14", Phone: "(555) 010-0132"})
	if err := s.Restrict(t.Context(), manager, nadia, clients.RestrictionForm{Reason: "Works here", Team: team}); err != nil {
		t.Fatal(err)
	}
	return d, s, nadia
}

func opens(t *testing.T, s *clients.Service, who access.Actor, c id.Client) bool {
	t.Helper()
	_, err := s.Client(t.Context(), who, c)
	if shut, ok := errors.AsType[*db.Restricted](err); ok && shut.Client == c && fault.KindOf(err) == fault.Forbidden {
		return false
	}
	if err != nil {
		t.Fatal(err)
	}
	return true
}

func TestARestrictedFileOpensForItsCareTeamOnly(t *testing.T) {
	_, s, nadia := shutFile(t, "1")
	if !opens(t, s, desk, nadia) {
		t.Error("the file is shut to somebody who was named")
	}
	for _, who := range []access.Actor{manager, amara, oda} {
		if opens(t, s, who, nadia) {
			t.Errorf("the file opened for %s", who.Name())
		}
	}
	if err := s.Edit(t.Context(), manager, nadia, clients.Details{Family: "X", Version: 1}); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the manager wrote into it: %v", err)
	}
}

func TestARefusedFileIsRefusedInTheTrailAndByTheDatabase(t *testing.T) {
	d, s, nadia := shutFile(t)
	opens(t, s, amara, nadia)
	var verb string
	var allowed bool
	if err := d.Owner.QueryRow(t.Context(), `select verb, allowed from trail order by id desc limit 1`).Scan(&verb, &allowed); err != nil || verb != "client.open" || allowed {
		t.Errorf("the trail says %s, allowed %v, %v", verb, allowed, err)
	}
	_, err := d.Owner.Exec(t.Context(), `
		begin;
		select begin_act('s3', 3, null, 'client.edit', '{10001}', true, '', '2026-05-04 12:00Z', true);
		update clients set family = 'X' where id = 10001;
		commit`)
	if err == nil {
		t.Error("the database let an act write into a file that is shut to it")
	}
}

func TestAClinicianOfTheLastTwoYearsOpensARestrictedFile(t *testing.T) {
	d, s, nadia := shutFile(t)
	visit := func(at string) {
		if _, err := d.Owner.Exec(t.Context(), `
			select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 12:00Z', true);
			with b as (
			  insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
			  values ('visit', 1, 'UTC', '`+at+`', '`+at+`Z', '`+at+`Z'::timestamptz + interval '30 minutes')
			  returning id
			)
			insert into visits (client_id, booking_id, visit_type_id, clinician_id, booked_at) select 10001, id, 1, 3, clock() from b`); err != nil {
			t.Fatal(err)
		}
	}
	visit("2024-05-03 09:00")
	if opens(t, s, amara, nadia) {
		t.Error("it opened by a visit of more than two years ago")
	}
	visit("2024-05-05 09:00")
	if !opens(t, s, amara, nadia) {
		t.Error("it is shut to the clinician of a visit within two years")
	}
	if _, err := d.Owner.Exec(t.Context(), `
		select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 12:00Z', true);
		insert into visit_marks (client_id, visit_id, kind, at) values (10001, 2, 'cancelled', clock())`); err != nil {
		t.Fatal(err)
	}
	if opens(t, s, amara, nadia) {
		t.Error("it opened by a visit that was cancelled")
	}
}

func TestARestrictedFileIsFoundByItsNumberOnlyAndWithoutItsName(t *testing.T) {
	_, s, nadia := shutFile(t, "1")
	for _, words := range []string{"haddad", "nadia had", "haddad nad", "hadad nadja", "1985-03-14", "0132", ""} {
		if got, err := s.Find(t.Context(), oda, words); err != nil || len(got) != 0 {
			t.Errorf("%q found %+v, %v", words, got, err)
		}
		if got, err := s.Find(t.Context(), desk, words); err != nil || len(got) != 1 || got[0].Name() != "Nadia Haddad" {
			t.Errorf("%q found %+v, %v for the care team", words, got, err)
		}
	}
	got, err := s.Find(t.Context(), oda, nadia.String())
	if err != nil || len(got) != 1 || got[0] != (clients.Found{ID: nadia, Family: "Restricted file"}) {
		t.Errorf("the number found %+v, %v", got, err)
	}
}

func TestANewFileIsNotComparedWithOneThatIsShut(t *testing.T) {
	_, s, _ := shutFile(t)
	if _, err := s.Create(t.Context(), desk, clients.Details{Given: "Nadia", Family: "Haddad", BirthDate: "1985-03-14"}); err != nil {
		t.Errorf("typing a name told of a restricted file: %v", err)
	}
}

func TestALiftedRestrictionOpensTheFile(t *testing.T) {
	_, s, nadia := shutFile(t, "2")
	if err := s.LiftRestriction(t.Context(), manager, nadia); err != nil {
		t.Fatal(err)
	}
	if !opens(t, s, oda, nadia) {
		t.Error("it is still shut")
	}
}

func breakGlass(t *testing.T, d *dbtest.Database, who access.Actor, c id.Client, reason string) error {
	t.Helper()
	return d.Write(t.Context(), who, access.BreakGlass.On(c), func(tx *db.Tx) error {
		return clients.BreakGlassTx(t.Context(), tx, clients.GlassForm{Reason: reason})
	})
}

func TestGlassOpensOneFileToOnePersonForAnHour(t *testing.T) {
	d, s, nadia := shutFile(t)
	if err := breakGlass(t, d, amara, nadia, "because"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a reason of seven letters: %v", err)
	}
	if err := breakGlass(t, d, amara, nadia, "She fainted in the hall"); err != nil {
		t.Fatal(err)
	}
	if !opens(t, s, amara, nadia) || opens(t, s, oda, nadia) {
		t.Error("it opened to another, or not to whom it should")
	}
	d.Clock.Move(time.Hour)
	if opens(t, s, amara, nadia) {
		t.Error("it is open after an hour")
	}
}

func TestBrokenGlassStandsOnTheWorklistUntilSomebodyElseReviewsIt(t *testing.T) {
	d, s, nadia := shutFile(t)
	if err := breakGlass(t, d, manager, nadia, "A letter came for her"); err != nil {
		t.Fatal(err)
	}
	opens(t, s, manager, nadia)
	stands := func() (n int) {
		t.Helper()
		if err := d.Owner.QueryRow(t.Context(), `select count(*) from blockers where kind = 'glass_unreviewed' and fixer = 'manager' and cleared_at is null`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	if stands() != 1 {
		t.Fatal("nobody was told")
	}
	if err := s.ReviewGlass(t.Context(), manager, nadia, 1, clients.ReviewForm{Found: "All fine"}); fault.KindOf(err) != fault.Conflict || stands() != 1 {
		t.Errorf("a person reviewed their own: %v", err)
	}
	b, err := s.Breach(t.Context(), oda, nadia, 1)
	if err != nil || b.Reason != "A letter came for her" || len(b.Done) == 0 {
		t.Errorf("the review shows %+v, %v", b, err)
	}
	if err := s.ReviewGlass(t.Context(), oda, nadia, 1, clients.ReviewForm{Found: "The letter was filed, nothing else"}); err != nil || stands() != 0 {
		t.Errorf("after the review %d stand, %v", stands(), err)
	}
	if got := d.ClearedBy(t, "glass_unreviewed"); got != "glass.review by s"+oda.Staff().String() {
		t.Errorf("cleared by %s", got)
	}
	if opens(t, s, manager, nadia) {
		t.Error("it is open to them after the review")
	}
}
