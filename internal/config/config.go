package config

import (
	"net"
	"net/netip"
	"net/url"
	"path/filepath"
)

// Config is what every command shares, complete and checked.
type Config struct {
	DataDir      string // folder for the private Postgres and the documents
	DataDirGiven bool   // chosen by a person, so never replaced by another folder
	Addr         string // host:port that serve listens on; port 0 takes a free one
	MetricsAddr  string // loopback host:port for /metrics; empty is off

	TrustedProxies []netip.Prefix // whose X-Forwarded-For is believed; nobody's by default

	DatabaseURL       string // empty: the private Postgres
	DatabaseDirectURL string // the same database without a pooler, for LISTEN, jobs and migrations
	DatabaseOwnerURL  string // signs in as the role that may migrate

	BaseURL       *url.URL // how people reach the practice; links in mails begin with it
	BaseURLGiven  bool     // otherwise it follows the address, and port 0 is known only once serve listens
	SecureCookies bool     // cookies travel over https only
	LogFormat     string   // "text" or "json"
	PostgresBin   string   // folder of the postgres program; empty: search

	Warnings []string // sentences for the operator, printed once by serve

	PrivateCalendars bool // calendars of clinicians may be fetched from addresses inside the operator's network

	documents string
}

// Documents is where documents are kept: a bucket's URL, or a folder. It takes the
// data folder in use, since the default one gives way to another where the
// server's user cannot reach it.
func (c Config) Documents(dataDir string) string {
	if c.documents != "" {
		return c.documents
	}
	return filepath.Join(dataDir, "documents")
}

// loopback tells whether only this machine reaches the address. A name other than
// localhost is not trusted to stay here.
func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}
