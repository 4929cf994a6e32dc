package page_test

import (
	"bytes"
	"encoding/csv"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"github.com/alexedwards/scs/v2/memstore"

	"charthouse/internal/civil"
	"charthouse/internal/fault"
	"charthouse/web/page"
)

// typed has every shape that a form of the house has.
type typed struct {
	Name string            `form:"name"`
	On   bool              `form:"on"`
	Rows []string          `form:"rows"`
	Text map[string]string `form:"answers"`
	List map[string]struct {
		New []struct {
			Name string `form:"name"`
		} `form:"new"`
	} `form:"lists"`
	Sections []struct {
		Title  string `form:"title"`
		Fields []struct {
			Label string `form:"label"`
		} `form:"fields"`
	} `form:"sections"`
	After int64 `form:"after"`
}

func formOf(body string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/x", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

// FuzzDecode: a form is refused with a sentence, or read the same each time, without white space at its ends and without what the database cannot
// keep; and a small form never becomes a large one.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		"name=+Ada+&on=true&rows=1&rows=2", "answers[phone]=555&lists[a].new[0].name=x", "sections[1].fields[2].label=x", "sections[99999999].title=x", "after=x", "on=maybe",
		"lists[a].new[-1].name=x", "sections[0]=x&sections[0].title=y", "name=%00a%ff", "a[=1&]=2&[]=3&answers[=4", "lists[a].new[9999].name=x&lists[b].new[9999].name=x",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		in, err := page.Decode[typed](formOf(body))
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Fatal(err)
			}
			return
		}
		again, err := page.Decode[typed](formOf(body))
		if err != nil || !reflect.DeepEqual(in, again) {
			t.Fatalf("%q became %+v, and once more %+v, %v", body, in, again, err)
		}
		if strings.TrimSpace(in.Name) != in.Name || strings.Contains(in.Name, "\x00") {
			t.Fatalf("%q became the name %q", body, in.Name)
		}
		rooms := len(in.Rows) + len(in.Sections)
		for _, s := range in.Sections {
			rooms += len(s.Fields)
		}
		for _, l := range in.List {
			rooms += len(l.New)
		}
		if rooms > 200*(1+strings.Count(body, "&")) {
			t.Fatalf("%d bytes became %d rows", len(body), rooms)
		}
	})
}

// FuzzInside: where a form leads back to is a page of this site, however browsers read what stands there.
func FuzzInside(f *testing.F) {
	for _, seed := range []string{"/", "/worklist?roles=a", "//evil.example", "/\\evil.example", "/\t/evil.example", "https://evil.example", "/%2f/evil.example", "", "/\n/evil.example", "/./\\evil.example", "/x\r\nSet-Cookie:a=b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, to string) {
		inside := page.Inside(to, "/otherwise")
		if inside != to && inside != "/otherwise" {
			t.Fatalf("%q became %q", to, inside)
		}
		// What WHATWG's URL standard does before and while it reads one: tabs and line ends go, and a backslash is a slash.
		read := strings.NewReplacer("\t", "", "\r", "", "\n", "", "\\", "/").Replace(strings.Trim(inside, "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f\x1b\x1f "))
		if !strings.HasPrefix(read, "/") || strings.HasPrefix(read, "//") {
			t.Fatalf("%q leads a browser to %q", to, read)
		}
		w := httptest.NewRecorder()
		_ = page.See(w, httptest.NewRequest(http.MethodPost, "/x/y", nil), inside)
		if u, err := url.Parse(w.Header().Get("Location")); err != nil || u.Host != "" || u.Scheme != "" {
			t.Fatalf("%q is sent on to %q", to, w.Header().Get("Location"))
		}
	})
}

// FuzzAddress: where a request came from is an address or a household, and what strangers write of it is not believed.
func FuzzAddress(f *testing.F) {
	for _, seed := range []string{"", "203.0.113.7", "203.0.113.7, 10.2.2.2", "nonsense", "::ffff:10.0.0.1", "2001:db8::1%eth0", ",,,", strings.Repeat("10.0.0.1,", 2000)} {
		f.Add("10.0.0.1:9", seed)
		f.Add("198.51.100.4:9", seed)
	}
	f.Fuzz(func(t *testing.T, peer, said string) {
		site := page.NewSite(nil, memstore.New(), slog.New(slog.DiscardHandler), false, nil)
		site.Behind([]netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")})
		r := httptest.NewRequest(http.MethodPost, "/sign-in", nil)
		r.RemoteAddr = peer
		alone := site.Address(r)
		r.Header.Set("X-Forwarded-For", said)
		from := site.Address(r)
		if from != alone && !strings.HasPrefix(strings.TrimPrefix(peer, "[::ffff:"), "10.") && !strings.Contains(peer, "ffff:") {
			t.Fatalf("%q from %s is believed as %s", said, peer, from)
		}
		if _, err := netip.ParseAddrPort(peer); err != nil {
			return
		}
		if _, err := netip.ParseAddr(from); err != nil {
			if p, err := netip.ParsePrefix(from); err != nil || p.Bits() != 64 {
				t.Fatalf("%q from %s is %q", said, peer, from)
			}
		}
	})
}

// FuzzCSV: a table reads back as it was, and no cell of it is a formula.
func FuzzCSV(f *testing.F) {
	f.Add("=1+1", "-4000", "a\"b,c\r\nd")
	f.Add("\t=1", " =1", "'=1")
	f.Add("", "-1+1", "\r")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		w := httptest.NewRecorder()
		if err := page.CSV(w, "x", []string{"one", "two", "three"}, [][]string{{a, b, c}}); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(w.Body).ReadAll()
		if err != nil || len(rows) != 2 || len(rows[1]) != 3 {
			t.Fatalf("%q, %q, %q became %q, %v", a, b, c, rows, err)
		}
		for i, was := range []string{a, b, c} {
			is := rows[1][i]
			was = strings.ReplaceAll(was, "\r\n", "\n") // as the reader does
			if strings.TrimPrefix(is, "'") != strings.TrimPrefix(was, "'") {
				t.Fatalf("%q became %q", was, is)
			}
			if is != "" && strings.ContainsAny(is[:1], "=+@\t\r") || strings.HasPrefix(is, "-") && strings.Trim(is, "-0123456789") != "" {
				t.Fatalf("%q is the formula %q", was, is)
			}
		}
	})
}

// FuzzUpload: a form with a file is refused with a sentence, or gives its fields and a name without a folder, and no more than it may carry.
func FuzzUpload(f *testing.F) {
	part := func(head, body string) string {
		return "--b\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + body + "\r\n"
	}
	f.Add(part(`name="_once"`, "key") + part(`name="file"; filename="../a\\b.pdf"`, "%PDF-1.7") + "--b--\r\n")
	f.Add(part(`name="file"; filename=""`, "") + "--b--\r\n")
	f.Add("--b\r\n\r\n")
	f.Add(part(`name="x"; filename*=utf-8''%2e%2e%2f`, "x"))
	f.Fuzz(func(t *testing.T, body string) {
		r := httptest.NewRequest(http.MethodPost, "/x", strings.NewReader(body))
		r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
		up, err := page.Upload(httptest.NewRecorder(), r, 1<<10)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid || up.Content != nil {
				t.Fatal(err)
			}
			return
		}
		if strings.ContainsAny(up.Name, `/\`) {
			t.Fatalf("the file is called %q", up.Name)
		}
		if up.Content != nil {
			if content, err := io.ReadAll(up.Content); err == nil && !bytes.Contains([]byte(body), bytes.TrimSuffix(content, []byte("\n"))) {
				t.Fatalf("%q is not of %q", content, body)
			}
		}
		if _, err := page.Decode[struct {
			On civil.Date `form:"-"`
		}](r); err != nil && fault.KindOf(err) != fault.Invalid {
			t.Fatal(err)
		}
	})
}
