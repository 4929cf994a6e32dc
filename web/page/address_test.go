package page_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/alexedwards/scs/v2/memstore"

	"charthouse/web/page"
)

func TestOnlyATrustedProxyIsBelievedWhereARequestCameFrom(t *testing.T) {
	proxies := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}
	for _, c := range []struct {
		trusted    []netip.Prefix
		peer, said string
		want       string
	}{
		{nil, "10.0.0.1:9", "203.0.113.7", "10.0.0.1"}, // nobody is trusted unless named
		{proxies, "198.51.100.4:9", "203.0.113.7", "198.51.100.4"},
		{proxies, "10.0.0.1:9", "", "10.0.0.1"},
		{proxies, "10.0.0.1:9", "203.0.113.7", "203.0.113.7"},
		{proxies, "[::ffff:10.0.0.1]:9", "203.0.113.7", "203.0.113.7"},
		{proxies, "10.0.0.1:9", "203.0.113.7, 10.2.2.2", "203.0.113.7"},
		{proxies, "10.0.0.1:9", "192.0.2.1, 203.0.113.7", "203.0.113.7"}, // the first is what the client claims
		{proxies, "10.0.0.1:9", "203.0.113.7, nonsense", "10.0.0.1"},
		{proxies, "[fd00::1]:9", "2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"},
		{nil, "[2001:db8:1:2::5%eth0]:9", "", "2001:db8:1:2::/64"},
	} {
		site := page.NewSite(nil, memstore.New(), slog.New(slog.DiscardHandler), false, nil)
		site.Behind(c.trusted)
		r := httptest.NewRequest(http.MethodPost, "/sign-in", nil)
		r.RemoteAddr = c.peer
		if c.said != "" {
			r.Header.Set("X-Forwarded-For", c.said)
		}
		if got := site.Address(r); got != c.want {
			t.Errorf("%s says %q: %s; want %s", c.peer, c.said, got, c.want)
		}
	}
}

func TestAProxysLinesOfForwardingAreReadAsOneList(t *testing.T) {
	site := page.NewSite(nil, memstore.New(), slog.New(slog.DiscardHandler), false, nil)
	site.Behind([]netip.Prefix{netip.MustParsePrefix("10.0.0.1/32")})
	r := httptest.NewRequest(http.MethodPost, "/sign-in", nil)
	r.RemoteAddr = "10.0.0.1:9"
	r.Header.Add("X-Forwarded-For", "192.0.2.1")
	r.Header.Add("X-Forwarded-For", "203.0.113.7")
	if got := site.Address(r); got != "203.0.113.7" {
		t.Errorf("it came from %s", got)
	}
}

func TestAFormOfAnotherSiteIsLoggedWithItsReference(t *testing.T) {
	var log strings.Builder
	site := page.NewSite(nil, memstore.New(), slog.New(slog.NewTextHandler(&log, nil)), false, nil)
	r := httptest.NewRequest(http.MethodPost, "/sign-in", nil)
	r.Header.Set("Origin", "https://elsewhere.example")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	w := httptest.NewRecorder()
	site.Handler(func(page.Routes) {}).ServeHTTP(w, r)
	if w.Code != http.StatusForbidden {
		t.Fatalf("status %d", w.Code)
	}
	line, _, _ := strings.Cut(log.String(), "\n")
	for _, word := range []string{"level=WARN", "another site", w.Header().Get("X-Request-Id"), "https://elsewhere.example"} {
		if !strings.Contains(line, word) {
			t.Errorf("%q is not in: %s", word, line)
		}
	}
}
