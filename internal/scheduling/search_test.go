package scheduling_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/scheduling"
)

func find(t testing.TB, d *dbtest.Database, f scheduling.Search, most int) []scheduling.Slot {
	t.Helper()
	out, err := scheduling.New(d.DB).FindTimes(t.Context(), desk, f, most)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// times are the slots in words: 2026-05-05 10:30 Dr Okafor.
func times(slots []scheduling.Slot) string {
	var out []string
	for _, s := range slots {
		out = append(out, s.Local.Format("2006-01-02 15:04 ")+s.Clinician)
	}
	return strings.Join(out, ", ")
}

// treatment makes visit type 3, 45 minutes in a treatment room with an ECG, ten
// minutes kept free after it, offered by Dr Okafor; Room 2 is the treatment room.
func treatment(t testing.TB, d *dbtest.Database) {
	t.Helper()
	arrange(t, d, access.EditSettings.Practice(),
		`insert into place_sorts (name, kind) values ('Treatment room', 'room'), ('ECG', 'equipment')`,
		`update places set sort_id = 1 where name = 'Room 2'`,
		`update places set sort_id = 2 where name = 'ECG'`,
		`insert into visit_types (name, minutes, after_minutes) values ('Treatment', 45, 10)`,
		`insert into visit_type_needs values (3, 1), (3, 2)`,
		`insert into visit_type_clinicians values (3, 3)`)
}

func TestTheNextFreeTimesAreThoseAtWhichEverythingIsFree(t *testing.T) {
	d := practice(t)
	treatment(t, d)
	got := times(find(t, d, scheduling.Search{VisitType: "3", From: "2026-05-05", Part: "afternoon"}, 3))
	if want := "2026-05-05 12:00 Dr Okafor, 2026-05-05 12:30 Dr Okafor, 2026-05-05 13:00 Dr Okafor"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	// Dr Ruiz has the treatment room from 12:00 to 13:00: until 11:05 the visit and its ten minutes fit before.
	w := scheduling.Wish{Clinician: "4", VisitType: "1", Day: "2026-05-05", Start: "12:00", Place: "2"}
	booked(t, d, client(t, d, "Nadia", "Haddad"), w)
	w.Start = "12:30"
	booked(t, d, client(t, d, "Kofi", "Boateng"), w)
	got = times(find(t, d, scheduling.Search{VisitType: "3", From: "2026-05-05", Part: "afternoon"}, 1))
	if want := "2026-05-05 13:00 Dr Okafor"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for _, s := range find(t, d, scheduling.Search{VisitType: "3", From: "2026-05-05", Until: "2026-05-05", Part: "morning"}, 100) {
		if clock := s.Local.Format("15:04"); clock > "11:05" {
			t.Errorf("%s is offered, and the room is taken", clock)
		}
	}
}

func TestASearchKeepsToItsDaysItsPlaceAndItsPerson(t *testing.T) {
	d := practice(t)
	arrange(t, d, access.EditSettings.Practice(),
		`insert into locations (name, zone) values ('Larkfield', 'America/Los_Angeles')`,
		`insert into availability (staff_id, location_id, weekday, starts, ends) values (4, 2, 6, '09:00', '10:00')`)
	got := times(find(t, d, scheduling.Search{VisitType: "1", From: "2026-05-05", Weekdays: []string{"6"}}, 3))
	if want := "2026-05-09 09:00 Dr Ruiz, 2026-05-09 09:30 Dr Ruiz, 2026-05-16 09:00 Dr Ruiz"; got != want {
		t.Errorf("on Saturdays %s, want %s", got, want)
	}
	slots := find(t, d, scheduling.Search{VisitType: "1", From: "2026-05-05", Location: "2"}, 1)
	if len(slots) != 1 || slots[0].At.UTC().Format(time.DateTime) != "2026-05-09 16:00:00" {
		t.Errorf("in Los Angeles: %+v", slots)
	}
	if got := times(find(t, d, scheduling.Search{VisitType: "1", From: "2026-05-05", Clinician: "4", Part: "evening", Until: "2026-06-05"}, 3)); got != "" {
		t.Errorf("evenings: %s", got)
	}
}

func TestASearchThatMakesNoSenseIsRefusedAtItsField(t *testing.T) {
	d := practice(t)
	s := scheduling.New(d.DB)
	for field, f := range map[string]scheduling.Search{
		"type": {}, "clinician": {VisitType: "1", Clinician: "he"}, "location": {VisitType: "1", Location: "x"}, "from": {VisitType: "1", From: "soon"},
		"until": {VisitType: "1", From: "2026-06-05", Until: "2026-06-01"}, "part": {VisitType: "1", Part: "night"}, "weekday": {VisitType: "1", Weekdays: []string{"8"}},
	} {
		_, err := s.FindTimes(t.Context(), desk, f, 5)
		wantField(t, err, field)
	}
}

func TestAVisitThatLastsLongerIsFoundWhereItFits(t *testing.T) {
	d := practice(t)
	s := scheduling.New(d.DB)
	for _, start := range []string{"10:00", "11:00"} { // leaves 10:30 to 11:00
		w := wish()
		w.Start = start
		booked(t, d, client(t, d, "Nadia", start), w)
	}
	first := func(lasts string) string {
		found, err := s.FindTimes(t.Context(), desk, scheduling.Search{VisitType: "1", Clinician: "3", From: "2026-05-05", Lasts: lasts}, 3)
		if err != nil || len(found) < 3 {
			t.Fatalf("%d found, %v", len(found), err)
		}
		return found[0].Clock() + " " + found[2].Clock()
	}
	if got := first("") + ", " + first("45"); got != "09:00 10:30, 09:00 12:00" {
		t.Errorf("found %s", got)
	}
	if _, err := s.FindTimes(t.Context(), desk, scheduling.Search{VisitType: "1", Lasts: "0"}, 1); fault.KindOf(err) != fault.Invalid {
		t.Errorf("for no time at all: %v", err)
	}
}

func TestAVisitHoldsAPlaceOfEachSortAndTheMinutesAroundIt(t *testing.T) {
	d := practice(t)
	treatment(t, d)
	c := client(t, d, "Nadia", "Haddad")
	w := scheduling.Wish{Clinician: "3", VisitType: "3", Day: "2026-05-05", Start: "10:00"}
	visit := booked(t, d, c, w)
	if got := heldBy(t, d, int64(visit)); got != "Dr Okafor 10:00-10:55, ECG 10:00-10:55, Room 2 10:00-10:55" {
		t.Errorf("holds %s", got)
	}
	_, err := book(t, d, client(t, d, "Kofi", "Boateng"), scheduling.Wish{Clinician: "3", VisitType: "1", Day: "2026-05-05", Start: "10:45"})
	wantConflict(t, err, "Dr Okafor is taken at 10:45")
	w.Clinician = "4"
	_, err = book(t, d, c, w)
	wantField(t, err, "clinician")
}

func heldBy(t *testing.T, d *dbtest.Database, visit int64) (s string) {
	t.Helper()
	err := d.Owner.QueryRow(t.Context(), `
		select string_agg(coalesce(s.name, p.name) || ' ' || to_char(lower(h.held) at time zone 'America/New_York', 'HH24:MI-')
		  || to_char(upper(h.held) at time zone 'America/New_York', 'HH24:MI'), ', ' order by coalesce(s.name, p.name))
		from visits v
		join booking_resources h on h.booking_id = v.booking_id and h.freed_at is null
		join resources r on r.id = h.resource_id
		left join staff s on s.id = r.staff_id
		left join places p on p.id = r.place_id
		where v.id = $1`, visit).Scan(&s)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestATimeIsFoundWithARoomThatTheKindOfVisitDoesNotTakeByItself(t *testing.T) {
	d := practice(t)
	treatment(t, d)
	booked(t, d, client(t, d, "Kofi", "Boateng"), scheduling.Wish{Clinician: "3", VisitType: "3", Day: "2026-05-05", Start: "09:00"}) // Room 2 until 09:55
	s := find(t, d, scheduling.Search{VisitType: "1", Clinician: "4", From: "2026-05-05", Sort: "1"}, 1)[0]
	if got := times([]scheduling.Slot{s}); got != "2026-05-05 09:55 Dr Ruiz" || !s.Room {
		t.Fatalf("%s, a room: %t", got, s.Room)
	}
	made := booked(t, d, client(t, d, "Nadia", "Haddad"), scheduling.Wish{Clinician: "4", VisitType: "1", Day: "2026-05-05", Start: "09:55", Place: s.PlaceID.String()})
	if got := heldBy(t, d, int64(made)); got != "Dr Ruiz 09:55-10:25, Room 2 09:55-10:25" {
		t.Errorf("holds %s", got)
	}
	_, err := scheduling.New(d.DB).FindTimes(t.Context(), desk, scheduling.Search{VisitType: "1", Sort: "a bath"}, 1)
	wantField(t, err, "sort")
}

func TestWhereEveryPlaceOfASortIsTakenTheRefusalSaysSo(t *testing.T) {
	d := practice(t)
	treatment(t, d)
	booked(t, d, client(t, d, "Nadia", "Haddad"), scheduling.Wish{Clinician: "4", VisitType: "1", Day: "2026-05-05", Start: "10:00", Equipment: "3"})
	_, err := book(t, d, client(t, d, "Kofi", "Boateng"), scheduling.Wish{Clinician: "3", VisitType: "3", Day: "2026-05-05", Start: "10:00"})
	wantConflict(t, err, "Every ECG is taken at 10:00. Free then: ")
}

// The search against what each five minutes of the calendar say, on practices made
// at random: nothing is offered that cannot be booked, and the first time that can
// be booked with each clinician is offered.
func TestTheSearchAgreesWithTryingEveryFiveMinutes(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			d := practice(t)
			r := rand.New(rand.NewPCG(seed, 5))
			muddle(t, d, r)
			for range 4 {
				kind, day := fmt.Sprint(1+r.IntN(3)), civil.New(2026, 5, 4).Add(r.IntN(12))
				f := scheduling.Search{VisitType: kind, From: day.String(), Until: day.Add(3).String(), Sort: []string{"", "1", "2"}[r.IntN(3)]}
				agree(t, d, f)
			}
		})
	}
}

// muddle gives the practice sorts, needs, margins, an absence, a closed day, extra
// hours, and sixty bookings of people and places at random times.
func muddle(t *testing.T, d *dbtest.Database, r *rand.Rand) {
	t.Helper()
	treatment(t, d)
	statements := []string{
		fmt.Sprintf(`update visit_types set before_minutes = %d, after_minutes = %d, minutes = %d where id = 1`, 5*r.IntN(4), 5*r.IntN(4), 15+5*r.IntN(10)),
		fmt.Sprintf(`insert into absences (staff_id, from_on, until_on) values (4, '2026-05-%02d', '2026-05-%02d')`, 5+r.IntN(3), 8+r.IntN(3)),
		fmt.Sprintf(`insert into closures (name, from_on, until_on) select 'x', day, day from (values (date '2026-05-%02d')) v (day)`, 5+r.IntN(10)),
		`insert into availability (staff_id, location_id, weekday, starts, ends, from_on, until_on, once) values (3, 1, 6, '07:10', '09:25', '2026-05-09', '2026-05-09', true)`,
		`insert into places (location_id, name, kind, sort_id) values (1, 'Room 3', 'room', 1)`,
		`insert into resources (place_id) values (4)`,
	}
	for n := range 60 {
		at := fmt.Sprintf("timestamp '2026-05-%02d %02d:%02d'", 4+r.IntN(12), 8+r.IntN(9), 5*r.IntN(12))
		statements = append(statements,
			fmt.Sprintf(`insert into bookings (id, kind, title, location_id, zone, starts_local, starts_at, ends_at) overriding system value
			values (%d, 'block', 'x', 1, 'America/New_York', %s, %[2]s at time zone 'America/New_York', (%[2]s + interval '%d minutes') at time zone 'America/New_York')`,
				1000+n, at, 5+5*r.IntN(14)),
			fmt.Sprintf(`insert into booking_resources (booking_id, resource_id, held)
			select id, %d, tstzrange(starts_at, ends_at) from bookings where id = %d on conflict do nothing`, 1+r.IntN(6), 1000+n))
	}
	arrange(t, d, access.EditSettings.Practice(), statements...)
}

// taken are the sorts that a visit takes of its kind, and the one that is asked for.
const taken = `select sort_id from visit_type_needs where visit_type_id = k.id union select $5::bigint where $5 > 0`

// bookableTimes says by the tables alone when the visit could begin on a day.
const bookableTimes = `
	from visit_types k, generate_series($3::date + time '00:00', $3::date + time '23:55', interval '5 minutes') g (at)
	where k.id = $1 and g.at at time zone 'America/New_York' >= $4::timestamptz
	  and (not exists (select from visit_type_clinicians o where o.visit_type_id = k.id) or exists (select from visit_type_clinicians o where o.visit_type_id = k.id and o.staff_id = $2))
	  and exists (
	    select from availability a
	    where a.staff_id = $2 and a.weekday = extract(isodow from g.at) and coalesce(a.from_on <= $3, true) and coalesce(a.until_on >= $3, true)
	      and a.starts <= g.at::time and a.ends >= (g.at + k.minutes * interval '1 minute')::time
	      and not exists (select from absences x where x.staff_id = $2 and $3 between x.from_on and x.until_on)
	      and not exists (select from closures c where $3 between c.from_on and c.until_on)
	      and (a.once or exists (select from opening_hours o where o.location_id = 1 and o.weekday = a.weekday and o.opens <= g.at::time and o.closes >= (g.at + k.minutes * interval '1 minute')::time))
	      and not exists (
	        select from booking_resources h
	        join resources r on r.id = h.resource_id
	        where h.held && tstzrange((g.at - k.before_minutes * interval '1 minute') at time zone 'America/New_York', (g.at + (k.minutes + k.after_minutes) * interval '1 minute') at time zone 'America/New_York')
	          and (r.staff_id = $2 or r.place_id = a.place_id and not exists (
	            select from (` + taken + `) d join place_sorts s on s.id = d.sort_id and s.kind = 'room'
	            where s.id is distinct from (select sort_id from places where id = a.place_id)))))
	  and not exists (
	    select from (` + taken + `) d
	    where not exists (
	      select from places p
	      join resources r on r.place_id = p.id
	      where p.sort_id = d.sort_id and not exists (
	        select from booking_resources h
	        where h.resource_id = r.id and h.held && tstzrange((g.at - k.before_minutes * interval '1 minute') at time zone 'America/New_York',
	          (g.at + (k.minutes + k.after_minutes) * interval '1 minute') at time zone 'America/New_York'))))`

func bookable(t *testing.T, d *dbtest.Database, f scheduling.Search, staff string, at time.Time) (yes bool) {
	t.Helper()
	err := d.Owner.QueryRow(t.Context(), `select exists (select `+bookableTimes+` and g.at = $6)`, number(f.VisitType), number(staff), at.Format(time.DateOnly), d.Clock.Now(), number(f.Sort), at).Scan(&yes)
	must(t, err)
	return yes
}

func firstBookable(t *testing.T, d *dbtest.Database, f scheduling.Search, staff string, day civil.Date) (at time.Time) {
	t.Helper()
	var first *time.Time
	must(t, d.Owner.QueryRow(t.Context(), `select min(g.at) `+bookableTimes, number(f.VisitType), number(staff), day, d.Clock.Now(), number(f.Sort)).Scan(&first))
	if first != nil {
		at = *first
	}
	return at
}

func number(s string) int64 {
	if s == "" {
		return 0
	}
	return int64(s[0] - '0')
}

// agree asks for each offered time, and for each earlier one that is not offered,
// whether a booking could be made.
func agree(t *testing.T, d *dbtest.Database, f scheduling.Search) {
	t.Helper()
	first := map[string]time.Time{}
	for _, s := range find(t, d, f, 10_000) {
		if !bookable(t, d, f, fmt.Sprint(s.ClinicianID), s.Local) {
			t.Errorf("type %s: %s with %s is offered and cannot be booked", f.VisitType, s.Local.Format(time.DateTime), s.Clinician)
		}
		key := s.Local.Format(time.DateOnly) + " " + fmt.Sprint(s.ClinicianID)
		if at, seen := first[key]; !seen || s.Local.Before(at) {
			first[key] = s.Local
		}
	}
	from, _ := civil.Parse(f.From)
	for day := range 4 {
		for _, who := range []string{"3", "4"} {
			brute := firstBookable(t, d, f, who, from.Add(day))
			if got := first[from.Add(day).String()+" "+who]; !got.Equal(brute) {
				t.Errorf("type %s on %s with %s: first %s, want %s", f.VisitType, from.Add(day), who, got.Format("15:04"), brute.Format("15:04"))
			}
		}
	}
}

func TestAGroupIsNoTimeForWhoAsksForARoomThatItDoesNotHold(t *testing.T) {
	d := class(t)
	arrange(t, d, access.EditSettings.Practice(), `insert into place_sorts (name, kind) values ('Treatment room', 'room')`, `update places set sort_id = 1 where name = 'Room 2'`)
	booked(t, d, client(t, d, "Kofi", "Boateng"), lesson("10:00"))
	at := func(sort string) bool {
		for _, s := range find(t, d, scheduling.Search{VisitType: lesson("").VisitType, Clinician: lesson("").Clinician, From: "2026-05-05", Until: "2026-05-05", Sort: sort}, 200) {
			if s.Clock() == "10:00" {
				return true
			}
		}
		return false
	}
	if !at("") || at("1") {
		t.Errorf("the group is offered: %t, and with a room: %t", at(""), at("1"))
	}
}
