package clients

import (
	"context"
	"net/mail"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Client is a person in care.
type Client struct {
	ID          id.Client
	Given       string
	Family      string
	Preferred   string
	BirthDate   civil.Date
	Sex         string
	Pronouns    string
	Language    string
	Interpreter bool
	Phone       string
	Email       string
	Prefers     string
	Reminders   string // email, text or none
	TextsAgreed bool   // they said that texts may come
	Zone        string // where they live, where that is not the location's
	Line1       string
	Line2       string
	City        string
	Region      string
	Postcode    string
	Country     string
	DeceasedOn  civil.Date
	OpenedAt    time.Time
	Version     int
	Restricted  bool // opens for its care team only
}

// Name is how the person wishes to be named, given name first.
func (c Client) Name() string {
	given := c.Given
	if c.Preferred != "" {
		given = c.Preferred
	}
	return strings.TrimSpace(given + " " + c.Family)
}

// Age is the age in whole years at the instant, or -1 where the birth date is unknown.
func (c Client) Age(on civil.Date) int {
	if c.BirthDate.IsZero() {
		return -1
	}
	return c.BirthDate.YearsAt(on)
}

// Details is what a form says of a client, as typed.
type Details struct {
	Given       string `form:"given"`
	Family      string `form:"family"`
	Preferred   string `form:"preferred"`
	BirthDate   string `form:"birth_date"`
	Sex         string `form:"sex"`
	Pronouns    string `form:"pronouns"`
	Language    string `form:"language"`
	Interpreter bool   `form:"interpreter"`
	Phone       string `form:"phone"`
	Email       string `form:"email"`
	Prefers     string `form:"prefers"`
	Reminders   string `form:"reminders"`
	TextsAgreed bool   `form:"texts_agreed"`
	Zone        string `form:"zone"`
	Line1       string `form:"line1"`
	Line2       string `form:"line2"`
	City        string `form:"city"`
	Region      string `form:"region"`
	Postcode    string `form:"postcode"`
	Country     string `form:"country"`
	Version     int    `form:"version"` // of the file that was shown, for an edit
	Anyway      bool   `form:"anyway"`  // a file that looks the same was seen and is somebody else
}

// Create opens a file. Where another file looks like the same person, it is
// refused with a Conflict until Anyway is set: see Matches.
func (s *Service) Create(ctx context.Context, who access.Actor, in Details) (id.Client, error) {
	return db.Make(ctx, s.db, who, access.CreateClient.OnNew(), func(tx *db.Tx) (id.Client, error) {
		return CreateTx(ctx, tx, in)
	})
}

// CreateTx opens the act's new file.
func CreateTx(ctx context.Context, tx *db.Tx, in Details) (id.Client, error) {
	return createTx(ctx, tx, in, "said at the desk")
}

func createTx(ctx context.Context, tx *db.Tx, in Details, source string) (id.Client, error) {
	c, err := in.checkTx(ctx, tx)
	if err != nil {
		return 0, err
	}
	if !in.Anyway {
		if err := refuseDouble(ctx, tx, c); err != nil {
			return 0, err
		}
	}
	c.ID = tx.Client()
	if err := insertClient(ctx, tx, c); err != nil {
		return 0, err
	}
	return c.ID, verify(ctx, tx, Changed(Client{Sex: "unknown", Prefers: "email", Reminders: "email"}.Details(), c.Details()), source)
}

// Edit changes demographics. A form that was opened before somebody else's
// change is refused as Stale, with nothing written.
func (s *Service) Edit(ctx context.Context, who access.Actor, c id.Client, in Details) error {
	return s.db.Write(ctx, who, access.EditClient.On(c), func(tx *db.Tx) error {
		was, err := findClient(ctx, &tx.View)
		if err != nil {
			return err
		}
		if in.Version != was.Version {
			return &Stale{was}
		}
		is, err := in.checkTx(ctx, tx)
		if err != nil {
			return err
		}
		if err := updateClient(ctx, tx, is); err != nil {
			return err
		}
		return verify(ctx, tx, Changed(was.Details(), is.Details()), "said at the desk")
	})
}

// Client opens the demographics of a file.
func (s *Service) Client(ctx context.Context, who access.Actor, c id.Client) (client Client, err error) {
	err = s.db.Read(ctx, who, access.OpenClient.On(c), func(v *db.View) error {
		client, err = ClientTx(ctx, v)
		return err
	})
	return client, err
}

// open reads a part of a file together with whose file it is; a file that is
// not there is ErrNone, also where the part would be empty.
func open[T any](ctx context.Context, s *Service, who access.Actor, act access.Act, part func(context.Context, *db.View) (T, error)) (c Client, t T, err error) {
	err = s.db.Read(ctx, who, act, func(v *db.View) error {
		if c, err = findClient(ctx, v); err != nil {
			return err
		}
		t, err = part(ctx, v)
		return err
	})
	return c, t, err
}

// ClientTx reads the act's client.
func ClientTx(ctx context.Context, v *db.View) (Client, error) { return findClient(ctx, v) }

// ErrStale refuses an edit of values that somebody changed meanwhile.
var ErrStale = fault.New(fault.Conflict, "Somebody changed this file after you opened it. Both versions are shown: keep what is right and save again.")

// Stale is ErrStale with the file as it is now.
type Stale struct{ Now Client }

func (s *Stale) Error() string { return ErrStale.Message }
func (s *Stale) Unwrap() error { return ErrStale }

// checkTx is check by the practice's day.
func (in Details) checkTx(ctx context.Context, tx *db.Tx) (Client, error) {
	day, err := today(ctx, &tx.View)
	if err != nil {
		return Client{}, err
	}
	return in.check(day)
}

// check turns what was typed into a client, or says what is wrong field by field.
func (in Details) check(today civil.Date) (Client, error) {
	var c fault.Check
	c.Unless(in.Given != "" || in.Family != "", "family", "Write at least one name.")
	for field, name := range map[string]string{"given": in.Given, "family": in.Family, "preferred": in.Preferred} {
		c.Unless(len(name) <= 200, field, "This name is longer than 200 letters.")
	}
	birth, err := civil.Parse(in.BirthDate)
	c.Unless(err == nil, "birth_date", "This day does not exist. Write year-month-day, such as 1985-03-14.")
	c.Unless(!birth.After(today), "birth_date", "This day has not come yet.")
	c.Unless(birth.IsZero() || birth.After(civil.New(1850, 1, 1)), "birth_date", "This is too long ago. Check the year.")
	c.Unless(in.Email == "" || isMail(in.Email), "email", "This is not a mail address, such as name@example.org.")
	c.Unless(in.Phone == "" || digits(in.Phone) >= 5, "phone", "A phone number has at least five digits.")
	c.Unless(oneOf(in.Sex, "", "female", "male", "other", "unknown"), "sex", "Choose one of the four.")
	c.Unless(oneOf(in.Prefers, "", "email", "phone", "text", "post"), "prefers", "Choose one of the four.")
	c.Unless(oneOf(in.Reminders, "", "email", "text", "none"), "reminders", "Choose one of the three.")
	c.Unless(in.Reminders != "text" || in.TextsAgreed, "texts_agreed", "Ask whether texts may come, and tick it; or remind them by mail.")
	c.Unless(in.Zone == "" || isZone(in.Zone), "zone", "Choose a time zone of the list.")
	if err := c.Fault(); err != nil {
		return Client{}, err
	}
	return Client{
		Given: in.Given, Family: in.Family, Preferred: in.Preferred, BirthDate: birth, Sex: or(in.Sex, "unknown"),
		Pronouns: in.Pronouns, Language: in.Language, Interpreter: in.Interpreter, Phone: in.Phone,
		Email: in.Email, Prefers: or(in.Prefers, "email"), Reminders: or(in.Reminders, "email"), TextsAgreed: in.TextsAgreed, Zone: in.Zone, Line1: in.Line1, Line2: in.Line2, City: in.City,
		Region: in.Region, Postcode: in.Postcode, Country: in.Country,
	}, nil
}

// isZone asks for a name of the time zone database; Local would mean another zone on
// another machine.
func isZone(name string) bool {
	_, err := time.LoadLocation(name)
	return err == nil && !strings.EqualFold(name, "local")
}

func isMail(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s && strings.Contains(s[strings.LastIndex(s, "@"):], ".")
}

func digits(s string) (n int) {
	for _, r := range s {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
