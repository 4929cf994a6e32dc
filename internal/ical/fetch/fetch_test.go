package fetch

import (
	"context"
	"crypto/x509"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"charthouse/internal/fault"
	"charthouse/internal/ical"
)

// provider is a calendar's server on this machine, and what may fetch from it.
func provider(t *testing.T, answer http.HandlerFunc) (address string, within *Calendars) {
	t.Helper()
	server := httptest.NewTLSServer(answer)
	t.Cleanup(server.Close)
	return server.URL + "/hidden.ics", New(Options{Private: true, Roots: rootsOf(server), Within: 2 * time.Second})
}

func rootsOf(server *httptest.Server) *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(server.Certificate())
	return pool
}

func wantWords(t *testing.T, err error, words string) {
	t.Helper()
	if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), words) {
		t.Errorf("%v; want %q", err, words)
	}
	if err != nil && (strings.Contains(err.Error(), "hidden") || strings.Contains(err.Error(), "127.0.0.1")) {
		t.Errorf("the words tell the address: %v", err)
	}
}

func TestACalendarIsFetchedAsItIs(t *testing.T) {
	address, c := provider(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Cookie")+r.Header.Get("Authorization")+r.Header.Get("Referer") != "" {
			t.Error("it says more than it has to")
		}
		_, _ = fmt.Fprint(w, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
	})
	b, err := c.Get(t.Context(), address)
	if err != nil || string(b) != "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" {
		t.Errorf("%q, %v", b, err)
	}
}

func TestAnAddressInsideTheNetworkIsNotReadUnlessTheOperatorAllowsIt(t *testing.T) {
	asked := 0
	server := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	defer server.Close()
	public := New(Options{Roots: rootsOf(server), Within: 2 * time.Second})
	_, port, _ := strings.Cut(strings.TrimPrefix(server.URL, "https://"), ":")
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "127.1"} {
		_, err := public.Get(t.Context(), "https://"+host+":"+port+"/hidden.ics")
		if err == nil || fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", host, err)
		}
	}
	if asked > 0 {
		t.Errorf("asked %d times", asked)
	}
	_, err := public.Get(t.Context(), "https://127.0.0.1:"+port+"/hidden.ics")
	wantWords(t, err, "leads into a private network")
}

func TestOnlyWhatTheWholeWebReachesIsPublic(t *testing.T) {
	for _, s := range []string{
		"127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1",
		"::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::a00:1", "2002:a00:1::", "2001:db8::1", "::7f00:1", "fe80::1%eth0",
	} {
		if public(netip.MustParseAddr(s)) {
			t.Errorf("%s is public", s)
		}
	}
	for _, s := range []string{"8.8.8.8", "142.250.74.46", "2a00:1450:400f:80c::200e", "172.32.0.1", "100.128.0.1"} {
		if !public(netip.MustParseAddr(s)) {
			t.Errorf("%s is not public", s)
		}
	}
}

func TestARedirectIsHeldToTheSameLaw(t *testing.T) {
	plain := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the plain server was asked") }))
	defer plain.Close()
	around := 0
	address, c := provider(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/hidden.ics":
			http.Redirect(w, r, plain.URL, http.StatusFound)
		case "/once":
			http.Redirect(w, r, "/there", http.StatusFound)
		case "/there":
			if r.Header.Get("Referer") != "" {
				t.Error("the redirect tells where it came from")
			}
			_, _ = fmt.Fprint(w, "here")
		default:
			around++
			http.Redirect(w, r, fmt.Sprintf("/round/%d", around), http.StatusFound)
		}
	})
	_, err := c.Get(t.Context(), address)
	wantWords(t, err, "not https")
	base := strings.TrimSuffix(address, "/hidden.ics")
	if b, err := c.Get(t.Context(), base+"/once"); err != nil || string(b) != "here" {
		t.Errorf("%q, %v", b, err)
	}
	_, err = c.Get(t.Context(), base+"/round")
	wantWords(t, err, "leads on and on")
	if around > 8 {
		t.Errorf("followed %d times", around)
	}
}

func TestWhatDoesNotComeIsSaidInWords(t *testing.T) {
	for name, want := range map[string]struct {
		answer http.HandlerFunc
		words  string
	}{
		"gone":     {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) }, "no calendar at this address any more"},
		"shut":     {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) }, "asks for a password"},
		"ill":      {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }, "tried again by itself"},
		"odd":      {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) }, "something else than a calendar"},
		"too much": {func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, ical.MostBytes+10)) }, "larger than 8 MB"},
		"slow": {func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusOK)
			w.(http.Flusher).Flush()
			time.Sleep(3 * time.Second) // whether or not somebody still listens
		}, "did not answer in time"},
	} {
		t.Run(name, func(t *testing.T) {
			address, c := provider(t, want.answer)
			_, err := c.Get(t.Context(), address)
			wantWords(t, err, want.words)
		})
	}
	server := httptest.NewTLSServer(http.NotFoundHandler())
	defer server.Close()
	_, err := New(Options{Private: true, Within: time.Second}).Get(t.Context(), server.URL)
	wantWords(t, err, "cannot prove who it is")
	_, err = New(Options{}).Get(t.Context(), "http://calendar.example/hidden.ics")
	wantWords(t, err, "does not begin with https://")
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := New(Options{}).Get(ended, server.URL); fault.KindOf(err) != fault.Internal {
		t.Errorf("the end of the job is said as %v", err)
	}
}
