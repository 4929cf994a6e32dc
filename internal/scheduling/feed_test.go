package scheduling_test

import (
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/ical"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
)

// feedOf is what a calendar program reads under the token.
func feedOf(t *testing.T, s *scheduling.Service, token string) string {
	t.Helper()
	who, err := s.Subscriber(t.Context(), token)
	must(t, err)
	f, err := s.Feed(t.Context(), who)
	must(t, err)
	b, err := workflow.WriteFeed(f, "practice.example")
	must(t, err)
	return string(b)
}

func TestAFeedShowsWhenAndWhereAndNothingElseOfAFile(t *testing.T) {
	d := practice(t)
	s := scheduling.New(d.DB)
	c := client(t, d, "Nadia", "Haddad")
	w := wish()
	w.Reason = "Sugars are high"
	booked(t, d, c, w)
	w.Clinician, w.Place = "4", "none"
	booked(t, d, client(t, d, "Ravi", "Menon"), w) // of somebody else
	token, err := s.MakeFeed(t.Context(), okafor, scheduling.FeedForm{})
	must(t, err)
	file := feedOf(t, s, token)
	for _, line := range []string{"UID:charthouse-visit-1@practice.example", "DTSTART;TZID=America/New_York:20260505T103000", "DTEND;TZID=America/New_York:20260505T110000", "SUMMARY:Visit", "LOCATION:Kestrel Lane", "METHOD:PUBLISH"} {
		if !strings.Contains(file, "\r\n"+line+"\r\n") {
			t.Errorf("%s is missing in\n%s", line, file)
		}
	}
	for _, secret := range []string{"Nadia", "Haddad", "Menon", "Sugars", "Follow-up", "Office", token} {
		if strings.Contains(file, secret) {
			t.Errorf("it tells %s:\n%s", secret, file)
		}
	}
	zone, err := time.LoadLocation("America/New_York")
	must(t, err)
	times, err := ical.Read([]byte(file), zone, d.Clock.Now(), d.Clock.Now().AddDate(0, 1, 0))
	if err != nil || len(times) != 1 || times[0].From.UTC().Format(time.DateTime) != "2026-05-05 14:30:00" {
		t.Errorf("our own reader finds %+v, %v", times, err)
	}
}

func TestAFeedNamesPatientsOnlyWhereTheClinicianAndThePracticeWantIt(t *testing.T) {
	d := practice(t)
	s := scheduling.New(d.DB)
	booked(t, d, client(t, d, "Nadia", "Haddad"), wish())
	_, err := s.MakeFeed(t.Context(), okafor, scheduling.FeedForm{Names: true})
	wantField(t, err, "names")
	arrange(t, d, access.EditSettings.Practice(), `insert into practice (name, feed_names) values ('Kestrel Lane Health', true)`)
	token, err := s.MakeFeed(t.Context(), okafor, scheduling.FeedForm{})
	must(t, err)
	if strings.Contains(feedOf(t, s, token), "Nadia") {
		t.Error("it names somebody though the clinician did not choose it")
	}
	must(t, s.NameInFeed(t.Context(), okafor, scheduling.FeedForm{Names: true}))
	if !strings.Contains(feedOf(t, s, token), "SUMMARY:Nadia Haddad\r\n") {
		t.Error("it names nobody though both want it")
	}
	var told int
	must(t, d.Owner.QueryRow(t.Context(), `select count(*) from trail where verb = 'calendar.follow' and actor = 'c3'`).Scan(&told))
	if told == 0 {
		t.Error("the trail does not tell whose calendar read the names")
	}
	arrange(t, d, access.EditSettings.Practice(), `update practice set feed_names = false`)
	if strings.Contains(feedOf(t, s, token), "Nadia") {
		t.Error("it names somebody though the practice took it back")
	}
}

func TestACancelledVisitVanishesFromTheFeed(t *testing.T) {
	d := practice(t)
	s := scheduling.New(d.DB)
	c := client(t, d, "Nadia", "Haddad")
	v := booked(t, d, c, wish())
	token, err := s.MakeFeed(t.Context(), okafor, scheduling.FeedForm{})
	must(t, err)
	was := feedOf(t, s, token)
	if feedOf(t, s, token) != was {
		t.Error("the same visits give another file")
	}
	must(t, d.Write(t.Context(), desk, access.CancelVisit.On(c), func(tx *db.Tx) error {
		return scheduling.CancelTx(t.Context(), tx, v, "ill")
	}))
	if is := feedOf(t, s, token); strings.Contains(is, "BEGIN:VEVENT") {
		t.Errorf("it still shows\n%s", is)
	}
}

func TestAnAddressOfAFeedIsOneAndEnds(t *testing.T) {
	d := practice(t)
	s := scheduling.New(d.DB)
	first, err := s.MakeFeed(t.Context(), okafor, scheduling.FeedForm{})
	must(t, err)
	if _, err := s.Subscriber(t.Context(), first+"x"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another address: %v", err)
	}
	second, err := s.MakeFeed(t.Context(), okafor, scheduling.FeedForm{})
	must(t, err)
	if _, err := s.Subscriber(t.Context(), first); fault.KindOf(err) != fault.NotFound {
		t.Errorf("the old address: %v", err)
	}
	if len(second) != 22 {
		t.Errorf("%d letters are not 128 bits", len(second))
	}
	must(t, s.EndFeed(t.Context(), okafor))
	if _, err := s.Subscriber(t.Context(), second); fault.KindOf(err) != fault.NotFound {
		t.Errorf("the ended address: %v", err)
	}
	wantConflict(t, s.EndFeed(t.Context(), okafor), "no address any more")
	third, err := s.MakeFeed(t.Context(), okafor, scheduling.FeedForm{})
	must(t, err)
	arrange(t, d, access.EditSettings.Practice(), `update staff set deactivated_at = clock() where id = 3`)
	if _, err := s.Subscriber(t.Context(), third); fault.KindOf(err) != fault.NotFound {
		t.Errorf("of somebody who left: %v", err)
	}
	var kept int
	must(t, d.Owner.QueryRow(t.Context(), `select count(*) from history where tbl = 'feeds' and (old ? 'token_hash' or new ? 'token_hash')`).Scan(&kept))
	if kept != 0 {
		t.Error("the history holds the hash")
	}
}
