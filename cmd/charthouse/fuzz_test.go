package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/web/page"
)

var params = regexp.MustCompile(`\{[a-z]+\}`)

// aFile is a practice with somebody in it, so that lists have something to narrow.
const aFile = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 15:00Z', true);
	insert into practice (name, zone, phone) values ('Kestrel Lane Health', 'America/Chicago', '555 0100');
	insert into staff (name, email) values ('Ingrid Solheim', 'ingrid@kestrel.example');
	insert into locations (name, zone, address) values ('Main house', 'America/Chicago', '4 Kestrel Lane');
	insert into visit_types (name, minutes) values ('Review', 30);
	insert into clients (id, given, family, birth_date, email, phone, opened_at) values (10001, 'Nadia', 'Haddad', '1985-03-14', 'nadia@home.example', '555 0142', clock());
	insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
	values ('visit', 1, 'America/Chicago', '2026-05-07 09:30', '2026-05-07 14:30Z', '2026-05-07 15:00Z');
	insert into visits (client_id, booking_id, visit_type_id, clinician_id, booked_at) values (10001, 1, 1, 1, clock());
	commit`

// FuzzAddress: whatever stands in the address of a page that can be looked at, it is a page, a way on, or is not there; it never fails, never
// takes long, and looking changes nothing.
func FuzzAddress(f *testing.F) {
	d, site, handler := wired(f)
	if _, err := d.Owner.Exec(f.Context(), aFile); err != nil {
		f.Fatal(err)
	}
	var routes []page.Route
	for _, r := range site.Table() {
		if r.Method == http.MethodGet && r.Path != "/events" { // a stream has no end
			routes = append(routes, r)
		}
	}
	for i, r := range routes {
		f.Add(i, "10001", "")
		for _, query := range listed(r.Path) {
			f.Add(i, "1", query)
		}
	}
	f.Add(3, "0001-01-01", "q=%00")
	who := access.StaffMember(1, "Ingrid Solheim", access.Owner|access.Manager|access.FrontDesk|access.Clinician|access.Biller)
	f.Fuzz(func(t *testing.T, of int, word, query string) {
		route := routes[uint(of)%uint(len(routes))]
		path := params.ReplaceAllLiteralString(strings.ReplaceAll(route.Path, "{client}", "10001"), url.PathEscape(word))
		u, err := url.Parse("http://kestrel.example" + path + "?" + strings.ReplaceAll(query, "#", "%23"))
		if err != nil {
			return // no browser sends it
		}
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/", nil)
		r.URL = u
		var before, after int64
		const kept = `select coalesce(max(id), 0) from history`
		_ = d.Owner.QueryRow(ctx, kept).Scan(&before)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, page.As(r, who))
		if w.Code >= 500 || ctx.Err() != nil {
			t.Fatalf("%s answers %d, %v", u, w.Code, ctx.Err())
		}
		if _ = d.Owner.QueryRow(ctx, kept).Scan(&after); before != after {
			t.Fatalf("looking at %s changed something", u)
		}
		if to := w.Header().Get("Location"); to != "" && (!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//")) {
			t.Fatalf("%s leads to %q", u, to)
		}
	})
}

// listed are queries that narrow a list or turn its pages.
func listed(path string) []string {
	switch path {
	case "/worklist":
		return []string{"roles=front_desk&days=7&station=signed&after=1.1.1", "days=99999999999999999999&location=x&client=-1", "after=1.9223372036854775807.1"}
	case "/find", "/find/found", "/clients":
		return []string{"q=nadia+tomorrow", "q=%27%22%25_%5C&in=notes&after=9223372036854775807", "q=0001-01-01", "q=%2C"}
	case "/clients/{client}":
		return []string{"only=visits&before=1.visit.1", "before=-62135596800000000.visit.9223372036854775807", "only=x"}
	case "/clients/{client}/trail":
		return []string{"before=9223372036854775807", "before=-1"}
	case "/notes", "/tasks", "/inbox", "/outbox", "/notices":
		return []string{"after=true.1.1", "after=2026-05-04.1", "who=done&kind=clinical&of=all", "after=9999-12-31.9223372036854775807"}
	case "/billing/payments", "/billing/claims", "/billing/invoices", "/billing":
		return []string{"after=1.1", "after=1y2p0ij32e8e7.1", "kind=x&field=y&state=z"}
	case "/week/{date}":
		return []string{"clinician=6&clinician=8&clinician=6&view=list", "by=room&place=9223372036854775807", "by=equipment", "by=location&location=1&block=1", "by=moon"}
	case "/", "/day/{date}", "/book", "/blocks/new":
		return []string{"location=1&view=list&visit=1", "day=9999-12-31&start=23%3A55&clinician=1", "location=9223372036854775807", "day=0000-01-01"}
	case "/overview/{measure}/days", "/overview/{measure}", "/overview", "/overview/{measure}/numbers.csv":
		return []string{"week=2026-05-04&location=1&by=x", "week=9999-12-31", "week=0001-01-01"}
	}
	return nil
}

// FuzzCookie: nobody comes in with a session that was not given out, whatever it is called, and the door still opens.
func FuzzCookie(f *testing.F) {
	_, _, handler := wired(f)
	for _, seed := range []string{"", "x", "\xff", "a\"b", strings.Repeat("A", 5000), "session=;session=x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"} {
		f.Add(seed, "session")
		f.Add(seed, "charthouse_form")
	}
	f.Add("dark", "theme")
	f.Fuzz(func(t *testing.T, value, name string) {
		for path, may := range map[string][]int{"/account": {303}, "/sign-in": {200}, "/form": {404, 303}} {
			r := httptest.NewRequest(http.MethodGet, path, nil)
			r.Header.Set("Cookie", name+"="+value)
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, r)
			if !slices.Contains(may, w.Code) {
				t.Fatalf("%s with the cookie %q=%q answers %d", path, name, value, w.Code)
			}
		}
	})
}

// FuzzUnpack: a backup is refused and nothing lies outside the folder it is unpacked into, or each of its documents lies there.
func FuzzUnpack(f *testing.F) {
	entry := func(b *tar.Writer, name, content string, kind byte) {
		_ = b.WriteHeader(&tar.Header{Name: name, Size: int64(len(content)), Mode: 0o600, Typeflag: kind})
		_, _ = b.Write([]byte(content))
	}
	label := `{"kind":"` + backupKind + `","format":1}`
	for _, names := range [][]string{{labelName, dumpName, documents + strings.Repeat("a", 64)}, {labelName, dumpName, documents + "../../x"}, {labelName, dumpName, dumpName}, {labelName, documents, dumpName}, {labelName, "/etc/x"}, {dumpName}} {
		var b bytes.Buffer
		w := tar.NewWriter(&b)
		for _, n := range names {
			entry(w, n, label, tar.TypeReg)
		}
		_ = w.Close()
		f.Add(b.Bytes(), true)
		f.Add(b.Bytes()[:b.Len()/2], true)
	}
	f.Add([]byte("no backup"), false)
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, content []byte, zip bool) {
		path := filepath.Join(dir, "backup")
		if zip {
			var b bytes.Buffer
			z := gzip.NewWriter(&b)
			_, _ = z.Write(content)
			_ = z.Close()
			content = b.Bytes()
		}
		into := filepath.Join(dir, "into")
		if err := os.MkdirAll(into, 0o700); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = os.RemoveAll(into) }()
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		kept, err := unpack(path, into)
		if (isBackup(path) != nil) && err == nil {
			t.Fatal("it is unpacked though it is no backup")
		}
		if err != nil && kept != nil {
			t.Fatalf("it is refused and yet %v", kept)
		}
		for _, sha := range kept {
			if _, err := os.Lstat(filepath.Join(into, sha)); err != nil || sha == "" {
				t.Fatalf("the document %q: %v", sha, err)
			}
		}
		if beside, _ := os.ReadDir(dir); len(beside) != 2 {
			t.Fatalf("%d things lie beside the backup", len(beside)-1)
		}
	})
}
