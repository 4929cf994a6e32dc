package calendar_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/alexedwards/scs/v2/memstore"

	"charthouse/internal/access"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/scheduling"
	"charthouse/web/calendar"
	"charthouse/web/href"
	"charthouse/web/page"
)

// served is a practice with one visit of its one clinician tomorrow, and its pages.
func served(t *testing.T) (d *dbtest.Database, srv *httptest.Server) {
	t.Helper()
	d = dbtest.New(t)
	_, err := d.Owner.Exec(t.Context(), `
		begin;
		select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 16:00Z', true);
		insert into locations (name, zone) values ('Kestrel Lane', 'America/New_York');
		insert into staff (name, email) values ('Dr Okafor', 'o@example.org');
		insert into staff_roles values (1, 'clinician');
		insert into visit_types (name, minutes) values ('Follow-up', 30);
		insert into clients (id, given, family, opened_at) values (10001, 'Nadia', 'Haddad', clock());
		insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at) values ('visit', 1, 'America/New_York', '2026-05-05 10:30', '2026-05-05 14:30Z', '2026-05-05 15:00Z');
		insert into resources (staff_id) values (1);
		insert into booking_resources (booking_id, resource_id, held) values (1, 1, tstzrange('2026-05-05 14:30Z', '2026-05-05 15:00Z'));
		insert into visits (client_id, booking_id, visit_type_id, clinician_id, booked_at) values (10001, 1, 1, 1, clock());
		commit`)
	if err != nil {
		t.Fatal(err)
	}
	site := page.NewSite(d.DB, memstore.New(), slog.New(slog.DiscardHandler), false, nil)
	srv = httptest.NewServer(site.Handler(calendar.New(site, d.DB, &url.URL{Scheme: "https", Host: "practice.example"}).Routes))
	t.Cleanup(srv.Close)
	return d, srv
}

func get(t *testing.T, address, etag string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if etag != "" {
		r.Header.Set("If-None-Match", etag)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	b, _ := io.ReadAll(res.Body)
	return res, string(b)
}

func TestACalendarProgramReadsTheVisitsAndIsToldWhenNothingChanged(t *testing.T) {
	d, srv := served(t)
	token, err := scheduling.New(d.DB).MakeFeed(t.Context(), access.StaffMember(1, "Dr Okafor", access.Clinician), scheduling.FeedForm{})
	if err != nil {
		t.Fatal(err)
	}
	res, body := get(t, srv.URL+href.Feed(token), "")
	if res.StatusCode != http.StatusOK || !strings.Contains(body, "UID:charthouse-visit-1@practice.example") || strings.Contains(body, "Nadia") {
		t.Errorf("%d %s", res.StatusCode, body)
	}
	if res.Header.Get("Content-Type") != "text/calendar; charset=utf-8" || !strings.HasPrefix(res.Header.Get("Cache-Control"), "private") || res.Header.Get("Set-Cookie") != "" {
		t.Errorf("headers %v", res.Header)
	}
	if again, body := get(t, srv.URL+href.Feed(token), res.Header.Get("ETag")); again.StatusCode != http.StatusNotModified || body != "" {
		t.Errorf("unchanged it answers %d %q", again.StatusCode, body)
	}
	_, err = d.Owner.Exec(t.Context(), `
		begin;
		select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 16:00Z', true);
		insert into visit_marks (client_id, visit_id, kind, at) values (10001, 1, 'cancelled', clock());
		commit`)
	if err != nil {
		t.Fatal(err)
	}
	if changed, body := get(t, srv.URL+href.Feed(token), res.Header.Get("ETag")); changed.StatusCode != http.StatusOK || strings.Contains(body, "VEVENT") {
		t.Errorf("changed it answers %d %q", changed.StatusCode, body)
	}
}

func TestAnAddressThatNobodyHasIsNotFoundAndThenThrottled(t *testing.T) {
	_, srv := served(t)
	for n := range 70 {
		res, _ := get(t, srv.URL+"/calendar/AAAAAAAAAAAAAAAAAAAAAA.ics", "")
		if want := map[bool]int{true: http.StatusNotFound, false: http.StatusTooManyRequests}[n < 60]; res.StatusCode != want {
			t.Fatalf("try %d is answered %d", n+1, res.StatusCode)
		}
	}
}
