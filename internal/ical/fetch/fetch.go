// Package fetch gets a calendar from an address of the web that somebody typed.
//
// Purpose: who types an address must not have this server look where they cannot
// look themselves. The address is held to what is public when the connection is made,
// after its name was looked up, and for each redirect anew; what comes is bounded in
// time and size. No proxy of the environment is used, which would look names up itself.
//
// Doors: New, Calendars.Get.
//
// Not here: reading what came (ical).
package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"charthouse/internal/fault"
	"charthouse/internal/ical"
)

// Options are what an operator, or a test, decides.
type Options struct {
	Private bool           // private addresses too, such as a server in the practice
	Roots   *x509.CertPool // nil: the machine's
	Within  time.Duration  // zero: 20 seconds
}

// Calendars fetches.
type Calendars struct {
	client *http.Client
}

const mostRedirects = 5

var (
	errPrivate  = errors.New("the address is private")
	errNotHTTPS = errors.New("the address is not https")
	errAround   = errors.New("too many redirects")
)

// New makes what fetches.
func New(o Options) *Calendars {
	if o.Within == 0 {
		o.Within = 20 * time.Second
	}
	dialer := &net.Dialer{Timeout: o.Within, Control: func(_, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil || !o.Private && !public(at.Addr()) {
			return errPrivate
		}
		return nil
	}}
	return &Calendars{&http.Client{
		Timeout: o.Within,
		Transport: &http.Transport{
			DialContext: dialer.DialContext, TLSClientConfig: &tls.Config{RootCAs: o.Roots, MinVersion: tls.VersionTLS12},
			DisableKeepAlives: true, MaxResponseHeaderBytes: 64 << 10, ForceAttemptHTTP2: true,
		},
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			switch {
			case len(via) > mostRedirects:
				return errAround
			case r.URL.Scheme != "https":
				return errNotHTTPS
			}
			r.Header.Del("Referer") // it would tell the secret address
			return nil
		},
	}}
}

// shut are networks that no practice's calendar is in: RFC 6890 and what it leaves
// to others, with the ways to write IPv4 within IPv6.
var shut = prefixes("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
	"240.0.0.0/4", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fec0::/10", "::/96")

func prefixes(all ...string) (out []netip.Prefix) {
	for _, s := range all {
		out = append(out, netip.MustParsePrefix(s))
	}
	return out
}

// public is true of an address that the whole web can reach.
func public(a netip.Addr) bool {
	a = a.Unmap()
	for _, p := range shut {
		if p.Contains(a) {
			return false
		}
	}
	return a.IsValid() && a.Zone() == "" && a.IsGlobalUnicast() && !a.IsPrivate() && !a.IsLoopback()
}

// Get answers what is under an https address. What went wrong is a fault in words,
// which do not repeat the address: it is a secret.
func (c *Calendars) Get(ctx context.Context, address string) ([]byte, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return nil, refuse("The address of the calendar does not begin with https://. Copy it again.")
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, refuse("The address of the calendar cannot be used. Copy it again.")
	}
	r.Header.Set("User-Agent", "Charthouse calendar reader")
	r.Header.Set("Accept", "text/calendar")
	answer, err := c.client.Do(r)
	if err != nil {
		return nil, why(ctx, err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return nil, status(answer.StatusCode)
	}
	b, err := io.ReadAll(io.LimitReader(answer.Body, ical.MostBytes+1))
	if err != nil {
		return nil, why(ctx, err)
	}
	if len(b) > ical.MostBytes {
		return nil, refuse("The calendar is larger than 8 MB. Share one with fewer events.")
	}
	return b, nil
}

func refuse(words string) error { return fault.New(fault.Invalid, words) }

func status(code int) error {
	switch {
	case code == http.StatusNotFound || code == http.StatusGone:
		return refuse("There is no calendar at this address any more. Copy its present address.")
	case code == http.StatusUnauthorized || code == http.StatusForbidden:
		return refuse("The calendar asks for a password. Copy its secret address instead, which needs none.")
	case code >= 500 || code == http.StatusTooManyRequests:
		return refuse("The calendar's provider does not answer just now. It is tried again by itself.")
	}
	return refuse("The address answers something else than a calendar. Copy it again.")
}

// why says in words why nothing came. The end of the job itself is no word.
func why(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var (
		timeout interface{ Timeout() bool }
		name    *net.DNSError
		unknown x509.UnknownAuthorityError
		other   x509.HostnameError
		invalid x509.CertificateInvalidError
	)
	switch {
	case errors.Is(err, errPrivate):
		return refuse("The address leads into a private network, which is not read. Use one that the whole web can reach, or ask who runs this server to allow it.")
	case errors.Is(err, errNotHTTPS):
		return refuse("The address leads on to one that is not https. Copy the calendar's present address.")
	case errors.Is(err, errAround):
		return refuse("The address leads on and on. Copy the calendar's present address.")
	case errors.As(err, &name):
		return refuse("There is no server of this name. Look whether the address was copied whole.")
	case errors.As(err, &unknown), errors.As(err, &other), errors.As(err, &invalid):
		return refuse("The calendar's server cannot prove who it is. Its certificate has to be mended there.")
	case errors.As(err, &timeout) && timeout.Timeout():
		return refuse("The calendar's provider did not answer in time. It is tried again by itself.")
	}
	return refuse("The calendar's provider cannot be reached just now. It is tried again by itself.")
}
