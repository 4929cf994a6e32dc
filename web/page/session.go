package page

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/web/ui"
)

type contextKey int

const (
	personKey contextKey = iota
	requestKey
)

// Keys of a web session.
const (
	staffKey = "staff"
	epochKey = "epoch"
	seenKey  = "seen"
	sinceKey = "since"
	toastKey = "toast"
)

// Actor is who is asking, with the form that is being sent.
func Actor(r *http.Request) access.Actor {
	if renews(r) {
		return Reader(r).Again()
	}
	return posting(Reader(r), r)
}

// Reader is who is asking where a page is read along with an act: the same request,
// and no second post of its form.
func Reader(r *http.Request) access.Actor { return Person(r).Actor.During(RequestID(r)) }

// Person is who is signed in; nobody is a Visitor.
func Person(r *http.Request) db.Person {
	p, ok := r.Context().Value(personKey).(db.Person)
	if !ok {
		p.Actor = access.Nobody()
	}
	return p
}

// As is the request on behalf of p: the portal's way to say who came by a link.
func As(r *http.Request, who access.Actor) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), personKey, db.Person{Actor: who}))
}

// renews is true of a page that reads itself anew because something changed, and
// of its stream: the person did nothing, so their session grows idle meanwhile
// and what the next page says is left to it.
func renews(r *http.Request) bool {
	return r.Method == http.MethodGet && (r.Header.Get("X-Live") != "" || r.Header.Get("Accept") == "text/event-stream")
}

// Still is who holds the session of a request that lasts, asked anew; nobody is a
// Forbidden.
func (s *Site) Still(r *http.Request) (db.Person, error) {
	c, err := r.Cookie(s.sessions.Cookie.Name)
	if err != nil {
		return db.Person{}, errSignedOut
	}
	fresh, cancel := context.WithTimeout(context.Background(), 5*time.Second) // the request's own context holds the session as it was
	defer cancel()
	if fresh, err = s.sessions.Load(fresh, c.Value); err != nil {
		return db.Person{}, err
	}
	p, ok, err := s.person(fresh, true)
	if err == nil && !ok {
		err = errSignedOut
	}
	return p, err
}

var errSignedOut = fault.New(fault.Forbidden, "You were signed out. Sign in again.")

// known finds out who is asking. A session that stood idle or lived its life ends
// here; a seen one is touched at most once a minute.
func (s *Site) known(next http.Handler) http.Handler {
	return s.do(func(w http.ResponseWriter, r *http.Request) error {
		p, ok, err := s.person(r.Context(), renews(r))
		if err != nil {
			return err
		}
		if ok {
			r = r.WithContext(context.WithValue(r.Context(), personKey, p))
		}
		next.ServeHTTP(w, r)
		return nil
	})
}

func (s *Site) person(ctx context.Context, renews bool) (db.Person, bool, error) {
	staff := id.Staff(s.sessions.GetInt64(ctx, staffKey))
	if staff == 0 {
		return db.Person{}, false, nil
	}
	now, seen := s.db.Now(), time.Unix(s.sessions.GetInt64(ctx, seenKey), 0)
	since := time.Unix(s.sessions.GetInt64(ctx, sinceKey), 0)
	if now.Sub(seen) > idle || now.Sub(since) > life {
		return db.Person{}, false, s.sessions.Destroy(ctx)
	}
	p, ok, err := s.db.StaffOfSession(ctx, staff, s.sessions.GetInt(ctx, epochKey))
	if err != nil || !ok {
		return p, false, err
	}
	if now.Sub(seen) > time.Minute && !renews {
		s.sessions.Put(ctx, seenKey, now.Unix())
	}
	return p, true, nil
}

// SignIn begins a session under a new token. It keeps the instant, from which its
// life is counted: the store's own deadline moves on with every new token.
func (s *Site) SignIn(ctx context.Context, staff id.Staff, epoch int) error {
	if err := s.sessions.RenewToken(ctx); err != nil {
		return err
	}
	s.sessions.Put(ctx, staffKey, int64(staff))
	s.sessions.Put(ctx, epochKey, epoch)
	s.sessions.Put(ctx, seenKey, s.db.Now().Unix())
	s.sessions.Put(ctx, sinceKey, s.db.Now().Unix())
	return nil
}

// SignOut ends this session.
func (s *Site) SignOut(ctx context.Context) error { return s.sessions.Destroy(ctx) }

// Say leaves a toast for the next page.
func (s *Site) Say(r *http.Request, t ui.Toast) {
	if b, err := json.Marshal(t); err == nil {
		s.sessions.Put(r.Context(), toastKey, string(b))
	}
}

// Said is what the last page left to say, once. Shell takes it; a page without a
// shell takes it itself.
func (s *Site) Said(r *http.Request) *ui.Toast {
	text := s.sessions.PopString(r.Context(), toastKey)
	if text == "" {
		return nil
	}
	var t ui.Toast
	if err := json.Unmarshal([]byte(text), &t); err != nil {
		return nil
	}
	return &t
}

// Keep holds a value for a few requests of this browser: a door's next step. The
// session gets a new token, so that one planted beforehand shares nothing.
func (s *Site) Keep(r *http.Request, key, value string) error {
	s.sessions.Put(r.Context(), "keep."+key, value)
	return s.sessions.RenewToken(r.Context())
}

// Kept answers a held value, or empty.
func (s *Site) Kept(r *http.Request, key string) string {
	return s.sessions.GetString(r.Context(), "keep."+key)
}

// Cookie is a cookie of the site's own: no script reads it, no other site sends
// it along with a form, and it travels over https where the site does. It lasts
// for a span, so that a phone whose clock is wrong keeps it as long as any.
func (s *Site) Cookie(name, value string, until time.Time) *http.Cookie {
	lasts := max(1, int(until.Sub(s.db.Now()).Seconds())) // none at all would last as long as the browser
	return &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: lasts, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: s.secure}
}

func toDoor(w http.ResponseWriter, r *http.Request) error {
	to := "/sign-in"
	if r.Method == http.MethodGet && r.URL.Path != "/" {
		to += "?to=" + urlEscape(r.URL.RequestURI())
	}
	if r.Header.Get("HX-Request") != "" {
		w.Header().Set("HX-Redirect", to)
		w.WriteHeader(http.StatusUnauthorized)
		return nil
	}
	return See(w, r, to)
}
