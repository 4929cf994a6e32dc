package scheduling_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
)

// okafor is the clinician whose calendar elsewhere is read.
var okafor = access.StaffMember(3, "Dr Okafor", access.Clinician)

// elsewhere is a calendar that the clinician keeps elsewhere.
type elsewhere struct {
	t    *testing.T
	d    *dbtest.Database
	file string
	err  error
}

// busyElsewhere is a practice in which Dr Okafor has their calendar elsewhere read.
func busyElsewhere(t *testing.T) *elsewhere {
	t.Helper()
	d := practice(t)
	e := &elsewhere{t: t, d: d}
	must(t, workflow.New(d.DB).FollowBusy(t.Context(), okafor, scheduling.BusyForm{URL: "webcal://calendar.example/secret.ics"}))
	return e
}

// read reads the calendar of these events, each a list of lines.
func (e *elsewhere) read(events ...string) {
	e.t.Helper()
	e.file = "BEGIN:VCALENDAR\r\n"
	for i, lines := range events {
		e.file += fmt.Sprintf("BEGIN:VEVENT\r\nUID:%d\r\n%s\r\nEND:VEVENT\r\n", i, strings.ReplaceAll(lines, "\n", "\r\n"))
	}
	e.file += "END:VCALENDAR\r\n"
	e.again()
}

func (e *elsewhere) again() {
	e.t.Helper()
	flow := workflow.New(e.d.DB).Fetching(func(_ context.Context, address string) ([]byte, error) {
		if address != "https://calendar.example/secret.ics" {
			e.t.Errorf("read at %s", address)
		}
		return []byte(e.file), e.err
	})
	must(e.t, flow.ReadCalendar(e.t.Context(), &url.URL{Scheme: "https", Host: "practice.example"}, 3))
}

func (e *elsewhere) shown() scheduling.BusyFeed {
	e.t.Helper()
	o, err := scheduling.New(e.d.DB).OwnCalendar(e.t.Context(), okafor)
	if err != nil || o.Busy == nil {
		e.t.Fatalf("%+v, %v", o, err)
	}
	return *o.Busy
}

const dentist = "DTSTART:20260505T140000Z\nDTEND:20260505T160000Z\nSUMMARY:Dentist" // 10:00 to 12:00 in New York

func TestWhatIsBusyElsewhereIsLeftOutOfTheTimesThatCanBeBooked(t *testing.T) {
	e := busyElsewhere(t)
	before := freeOn(t, e.d, "2026-05-05")
	e.read(dentist, "DTSTART:20260505T190000Z\nDTEND:20260505T200000Z\nTRANSP:TRANSPARENT", "DTSTART:20260505T200000Z\nDTEND:20260505T203000Z\nSTATUS:CANCELLED")
	after := freeOn(t, e.d, "2026-05-05")
	if want := strings.NewReplacer("10:00 10:30 11:00 11:30 ", "").Replace(before); after != want || after == before {
		t.Errorf("free are\n%s, not\n%s", after, want)
	}
	if f := e.shown(); f.Times != 1 || f.Host != "calendar.example" || f.Problem != "" || f.ReadAt == nil {
		t.Errorf("the page says %+v", f)
	}
	day, err := scheduling.New(e.d.DB).Day(t.Context(), desk, 1, dayOf(t, "2026-05-05"), scheduling.ByClinician)
	if err != nil || len(day.Calendars[0].Blocks) != 1 || day.Calendars[0].Blocks[0].Title != "Busy elsewhere" {
		t.Errorf("the day shows %+v, %v", day.Calendars[0].Blocks, err)
	}
}

func TestWhoBooksOverABusyTimeIsToldAndMeansIt(t *testing.T) {
	e := busyElsewhere(t)
	e.read(dentist)
	c := client(t, e.d, "Nadia", "Haddad")
	_, err := book(t, e.d, c, wish())
	wantField(t, err, "anyway")
	if err == nil || !strings.Contains(err.Error(), "Dr Okafor is busy elsewhere from 10:00 to 12:00, as their own calendar says. Book it anyway if this is meant.") || strings.Contains(err.Error(), "Dentist") {
		t.Errorf("it says %v", err)
	}
	w := wish()
	w.Anyway = true
	booked(t, e.d, c, w)
	if n := open(t, e.d); n != 0 {
		t.Errorf("%d stand on the worklist, though it was meant", n)
	}
}

func TestAVisitThatWasThereBeforeStaysAndStandsOnTheWorklist(t *testing.T) {
	e := busyElsewhere(t)
	c := client(t, e.d, "Nadia", "Haddad")
	v := booked(t, e.d, c, wish())
	e.d.Clock.Move(time.Minute)
	e.read(dentist)
	settleDue(t, e.d)
	if l := line(t, e.d, c, v); l.CancelledAt != nil || l.StartsLocal.Format("15:04") != "10:30" {
		t.Errorf("the visit is %+v", l)
	}
	if n := open(t, e.d); n != 1 {
		t.Errorf("%d stand on the worklist", n)
	}
	e.read()
	settleDue(t, e.d)
	if n := open(t, e.d); n != 0 {
		t.Errorf("%d still stand after the time elsewhere is free", n)
	}
}

func TestACalendarThatDidNotChangeWritesNothing(t *testing.T) {
	e := busyElsewhere(t)
	e.read(dentist, "DTSTART;VALUE=DATE:20260506", "DTSTART:20260507T140000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY")
	was := rowsOf(t, e.d)
	e.d.Clock.Move(15 * time.Minute)
	e.again()
	if is := rowsOf(t, e.d); is != was {
		t.Errorf("rows were written anew:\n%s\n%s", was, is)
	}
	if f := e.shown(); f.ReadAt == nil || !f.ReadAt.Equal(e.d.Clock.Now()) {
		t.Errorf("the reading itself is not known: %+v", f)
	}
}

func TestWhatCannotBeReadIsSaidAndTheLastTimesStay(t *testing.T) {
	e := busyElsewhere(t)
	e.read(dentist)
	read := e.d.Clock.Now()
	e.d.Clock.Move(time.Hour)
	e.read(dentist, "DTSTART:20260231T140000Z")
	f := e.shown()
	if f.Problem != "Line 10 of the calendar cannot be read: it has no date that exists." || f.Times != 1 || !f.ReadAt.Equal(read) {
		t.Errorf("it says %+v", f)
	}
	e.err = fault.New(fault.Invalid, "There is no server of this name.")
	e.again()
	if f := e.shown(); f.Problem != "There is no server of this name." || f.Times != 1 {
		t.Errorf("it says %+v", f)
	}
	e.err = nil
	e.read(dentist)
	if f := e.shown(); f.Problem != "" || !f.ReadAt.Equal(e.d.Clock.Now()) {
		t.Errorf("it still says %+v", f)
	}
}

func TestOurOwnVisitsComeBackMakeNobodyBusy(t *testing.T) {
	e := busyElsewhere(t)
	e.read(dentist+"\nUID:charthouse-visit-7@practice.example", dentist)
	if f := e.shown(); f.Times != 1 {
		t.Errorf("%d busy times", f.Times)
	}
	e.file = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:charthouse-visit-7@practice.example\n" + dentist + "\nEND:VEVENT\nEND:VCALENDAR\n"
	e.again()
	if f := e.shown(); f.Times != 0 {
		t.Errorf("%d busy times of our own", f.Times)
	}
}

func TestACalendarThatIsLeftHoldsNothing(t *testing.T) {
	e := busyElsewhere(t)
	before := freeOn(t, e.d, "2026-05-05")
	e.read(dentist)
	must(t, scheduling.New(e.d.DB).LeaveBusy(t.Context(), okafor))
	if after := freeOn(t, e.d, "2026-05-05"); after != before {
		t.Errorf("free are %s", after)
	}
	e.again() // a job that was under way
	if after := freeOn(t, e.d, "2026-05-05"); after != before {
		t.Errorf("a late reading holds something: %s", after)
	}
}

func TestAnAddressThatNobodyMayReadIsRefusedInWords(t *testing.T) {
	flow := workflow.New(practice(t).DB)
	for _, address := range []string{"", "http://calendar.example/x.ics", "file:///etc/passwd", "https://", "https://me:secret@calendar.example/x.ics", "javascript:alert(1)", "https://calendar.example/" + strings.Repeat("x", 2000)} {
		wantField(t, flow.FollowBusy(t.Context(), okafor, scheduling.BusyForm{URL: address}), "url")
	}
}

// rowsOf are the rows of busy times as they are stored, with what wrote them.
func rowsOf(t *testing.T, d *dbtest.Database) (out string) {
	t.Helper()
	err := d.Owner.QueryRow(t.Context(), `select string_agg(xmin || ' ' || held::text || ' ' || made_at, E'\n' order by held) from busy_times`).Scan(&out)
	must(t, err)
	return out
}

// open are the visits that nobody may be there for.
func open(t *testing.T, d *dbtest.Database) (n int) {
	t.Helper()
	must(t, d.Owner.QueryRow(t.Context(), `select count(*) from blockers where kind = 'visit_unstaffed' and cleared_at is null`).Scan(&n))
	return n
}

// settleDue is a round of the clock over the files whose time has come.
func settleDue(t *testing.T, d *dbtest.Database) {
	t.Helper()
	_, err := worklist.New(d.DB).SettleDue(t.Context())
	must(t, err)
}

func dayOf(t *testing.T, s string) civil.Date {
	t.Helper()
	day, err := civil.Parse(s)
	must(t, err)
	return day
}

func TestTheSameAddressOnceMoreKeepsWhatIsKnown(t *testing.T) {
	e := busyElsewhere(t)
	e.read(dentist)
	was := rowsOf(t, e.d)
	must(t, workflow.New(e.d.DB).FollowBusy(t.Context(), okafor, scheduling.BusyForm{URL: "https://calendar.example/secret.ics"}))
	if is := rowsOf(t, e.d); is != was {
		t.Errorf("%s became %s", was, is)
	}
	must(t, workflow.New(e.d.DB).FollowBusy(t.Context(), okafor, scheduling.BusyForm{URL: "https://calendar.example/other.ics"}))
	if f := e.shown(); f.Times != 0 || f.ReadAt != nil {
		t.Errorf("of another one is known %+v", f)
	}
}
