package config

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// setting is a value that commands share, from a flag, the environment or both.
type setting struct {
	flag, env  string
	value      string // what to type, for the help
	preset     string // the default when nothing is said
	presetSays string // the default in words, where it is worked out
	about      string
	serve      bool // means something to serve only
	set        func(c *Config, v string) error
}

// settings lists every setting in the order of the help. The order matters for
// parsing too: the base URL's default is the address.
func settings() []setting {
	return []setting{
		{
			flag: "data", env: "CHARTHOUSE_DATA", value: "FOLDER", preset: ".charthouse",
			presetSays: ".charthouse here, or /var/lib/charthouse where the database's user cannot reach that",
			about:      "Folder of the private Postgres and the documents.",
			set:        func(c *Config, v string) error { c.DataDir = v; return nil },
		},
		{
			flag: "addr", env: "CHARTHOUSE_ADDR", value: "HOST:PORT", preset: "127.0.0.1:8080", serve: true,
			about: "Address to serve on; port 0 takes a free one.",
			set:   func(c *Config, v string) error { c.Addr = v; return hostPort(v) },
		},
		{
			flag: "metrics-addr", env: "CHARTHOUSE_METRICS_ADDR", value: "HOST:PORT", presetSays: "off", serve: true,
			about: "Address for /metrics, on this machine only.",
			set:   setMetrics,
		},
		{
			flag: "trusted-proxy", env: "CHARTHOUSE_TRUSTED_PROXY", value: "NETWORK,...", presetSays: "nobody", serve: true,
			about: "Proxies, such as 10.0.0.0/8,::1, whose X-Forwarded-For tells who knocks at the door.",
			set:   setProxies,
		},
		{
			env: "CHARTHOUSE_BASE_URL", value: "URL", presetSays: "http:// and the address",
			about: "How people reach the practice; links in mails begin with it.",
			set:   setBaseURL,
		},
		{
			env: "CHARTHOUSE_SECURE_COOKIES", value: "auto, on or off", preset: "auto",
			about: "Send cookies over https only; auto follows the base URL.",
			set:   setCookies,
		},
		{
			env: "CHARTHOUSE_DOCUMENTS", value: "FOLDER or URL", presetSays: "the folder documents in the data folder",
			about: "Where documents are kept.",
			set:   func(c *Config, v string) error { c.documents = v; return nil },
		},
		{
			env: "CHARTHOUSE_PRIVATE_CALENDARS", value: "on or off", preset: "off",
			about: "Fetch clinicians' own calendars from private addresses too, such as a server in the practice.",
			set:   setPrivateCalendars,
		},
		{
			env: "CHARTHOUSE_LOG", value: "text or json", preset: "text",
			about: "Form of the log on standard error.",
			set:   setLog,
		},
		{
			env: "DATABASE_URL", value: "URL", presetSays: "a private Postgres in the data folder",
			about: "The database of a real deployment.",
			set:   func(c *Config, v string) error { c.DatabaseURL = v; return databaseURL(v) },
		},
		{
			env: "DATABASE_DIRECT_URL", value: "URL", presetSays: "DATABASE_URL",
			about: "The same database without a pooler between, for jobs, live updates and migrations.",
			set:   func(c *Config, v string) error { c.DatabaseDirectURL = v; return databaseURL(v) },
		},
		{
			env: "DATABASE_OWNER_URL", value: "URL", presetSays: "DATABASE_DIRECT_URL",
			about: "The same database as the role that owns the tables, for migrations.",
			set:   func(c *Config, v string) error { c.DatabaseOwnerURL = v; return databaseURL(v) },
		},
		{
			env: "PG_BIN", value: "FOLDER", presetSays: "searched",
			about: "Folder of the postgres program for the private Postgres.",
			set:   func(c *Config, v string) error { c.PostgresBin = v; return nil },
		},
	}
}

func hostPort(addr string) error {
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("%q is not HOST:PORT, such as 127.0.0.1:8080", addr)
	}
	if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 {
		return fmt.Errorf("%q has no port between 0 and 65535", addr)
	}
	return nil
}

func setMetrics(c *Config, v string) error {
	if v == "" || v == "off" {
		return nil
	}
	if err := hostPort(v); err != nil {
		return err
	}
	if !loopback(v) {
		return fmt.Errorf("metrics are never public, so %q must be an address of this machine only, such as 127.0.0.1:9090", v)
	}
	c.MetricsAddr = v
	return nil
}

func setProxies(c *Config, v string) error {
	for _, word := range strings.FieldsFunc(v, func(r rune) bool { return r == ',' || r == ' ' }) {
		network, err := netip.ParsePrefix(word)
		if one, e := netip.ParseAddr(word); e == nil {
			network, err = one.Prefix(one.BitLen())
		}
		if err != nil {
			return fmt.Errorf("%q is neither an address nor a network such as 10.0.0.0/8", word)
		}
		c.TrustedProxies = append(c.TrustedProxies, network.Masked())
	}
	return nil
}

func setBaseURL(c *Config, v string) error {
	if v == "" {
		v = "http://" + reachable(c.Addr)
	}
	u, err := url.Parse(strings.TrimSuffix(v, "/"))
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return fmt.Errorf("%q is not an address such as https://practice.example", v)
	}
	if u.Path != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return fmt.Errorf("%q must end after the host: pages are served from the root", v)
	}
	c.BaseURL = u
	return nil
}

// reachable is an address that a browser on this machine can open: a listener on
// every interface has no name of its own.
func reachable(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err == nil && (host == "" || host == "0.0.0.0" || host == "::") {
		return net.JoinHostPort("127.0.0.1", port)
	}
	return addr
}

func setCookies(c *Config, v string) error {
	switch v {
	case "auto":
		c.SecureCookies = c.BaseURL.Scheme == "https"
	case "on", "off":
		c.SecureCookies = v == "on"
	default:
		return fmt.Errorf("%q is not auto, on or off", v)
	}
	return nil
}

func setLog(c *Config, v string) error {
	if v != "text" && v != "json" {
		return fmt.Errorf("%q is not text or json", v)
	}
	c.LogFormat = v
	return nil
}

func setPrivateCalendars(c *Config, v string) error {
	if v != "on" && v != "off" {
		return fmt.Errorf("%q is not on or off", v)
	}
	c.PrivateCalendars = v == "on"
	return nil
}

// databaseURL never repeats what it was given: the URL holds a password.
func databaseURL(v string) error {
	if v == "" || strings.HasPrefix(v, "postgres://") || strings.HasPrefix(v, "postgresql://") {
		return nil
	}
	return fmt.Errorf("it must begin with postgres://")
}
