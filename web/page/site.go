package page

import (
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"github.com/alexedwards/scs/v2"

	"charthouse/internal/access"
	"charthouse/internal/db"
)

// Limits of a web session: after idle without a request, and in any case after
// life, the person signs in again.
const (
	idle = 30 * time.Minute
	life = 12 * time.Hour
)

// Site is what all pages share.
type Site struct {
	db       *db.DB
	sessions *scs.SessionManager
	log      *slog.Logger
	nav      []Entry
	metrics  *metrics
	routes   []Route
	secure   bool
	proxies  []netip.Prefix
	metered  bool
}

// Meter has each answer say what it asked of the database, for a bench. Its pool
// has a db.Meter.
func (s *Site) Meter() { s.metered = true }

// Entry is one line of the navigation, shown to those who may open it.
type Entry struct {
	Key, Label, Icon, Href, Go string
	Verb                       access.Verb
	Unless                     access.Verb // who may do this has another entry for it
	Foot                       bool
}

// NewSite makes the adapter. Sessions live in store; cookies travel over https
// only when secure.
func NewSite(d *db.DB, store scs.Store, log *slog.Logger, secure bool, nav []Entry) *Site {
	m := scs.New()
	m.Store = store
	m.Lifetime = life
	m.HashTokenInStore = true
	m.Cookie.Name = "charthouse"
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.Cookie.Secure = secure
	s := &Site{db: d, sessions: m, log: log, nav: nav, metrics: newMetrics(), secure: secure}
	m.ErrorFunc = func(w http.ResponseWriter, r *http.Request, err error) { s.fail(w, r, err) }
	return s
}
