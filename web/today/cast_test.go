package today_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2/memstore"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/id"
	"charthouse/internal/messaging"
	"charthouse/internal/practice"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/web/page"
	"charthouse/web/today"
)

// house is a served practice in New York on Monday 4 May 2026 at noon: Tomasz
// (1) at the desk, Kwame (2) bills, six clinicians (3 to 8) in rooms of their own.
type house struct {
	*dbtest.Database
	url  string
	flow *workflow.Workflow
	day  *scheduling.Service
}

var (
	desk = access.StaffMember(1, "Tomasz Wieczorek", access.FrontDesk)

	clinicians = []string{"Dr Okafor", "Dr Lindqvist", "Dr Ruiz", "Mei-Ling Tan", "Yusuf Demir", "Dr Raghunathan-Featherstonehaugh"}
	fields     = []string{"Family", "Cardiology", "Paediatrics", "Physiotherapy", "Dietetics", "Psychology"}
	people     = []string{
		"Nadia Haddad", "Kofi Boateng", "Thabo Mokoena", "Rajesh Iyer", "Fatima Benali", "Björn Åkesson", "Maria del Carmen García López de la Vega",
		"Zainab Yusuf", "Elif Kaya", "Noah Brandt", "Siobhán Ní Bhriain", "Ravi Pillai", "Anneke de Vries", "Hoa Nguyen", "Ewa Nowak", "Kaito Mori",
		"Wolfeschlegelsteinhausenbergerdorff Hubert", "Ana Luiza Carvalho", "Jürgen Pfeiffer", "Chloé Lefèvre",
	}
)

func open(t testing.TB) house {
	t.Helper()
	d := dbtest.New(t)
	err := d.Write(t.Context(), access.System(access.Console), access.EditStaff.Practice(), func(tx *db.Tx) error { return staff(t.Context(), tx) })
	if err != nil {
		t.Fatal(err)
	}
	site := page.NewSite(d.DB, memstore.New(), slog.New(slog.DiscardHandler), false, []page.Entry{
		{Key: "t", Go: "t", Label: "Today", Icon: "calendar-days", Href: "/", Verb: "day.open"},
		{Key: "p", Go: "p", Label: "Patients", Icon: "users", Href: "/clients", Verb: "client.find"},
	})
	h := house{d, "", workflow.New(d.DB), scheduling.New(d.DB)}
	area := &today.Handler{Site: site, Scheduling: h.day, Clients: clients.New(d.DB), Workflow: h.flow, Messages: messaging.New(d.DB), Practice: practice.New(d.DB)}
	srv := httptest.NewServer(site.Handler(func(rt page.Routes) {
		area.Routes(rt)
		rt.Get("/enter/{staff}", access.SignIn, func(w http.ResponseWriter, r *http.Request) error {
			s, err := page.ID[id.Staff](r, "staff")
			if err != nil {
				return err
			}
			if err := site.SignIn(r.Context(), s, 1); err != nil {
				return err
			}
			return page.See(w, r, "/")
		})
	}))
	t.Cleanup(srv.Close)
	h.url = srv.URL
	return h
}

func staff(ctx context.Context, tx *db.Tx) error {
	list := []string{
		`insert into locations (name, zone) values ('Kestrel Lane', 'America/New_York')`,
		`insert into staff (name, email, title) values ('Tomasz Wieczorek', 't@example.org', 'Front desk'), ('Kwame Mensah', 'k@example.org', '')`,
		`insert into staff_roles values (1, 'front_desk'), (2, 'biller')`,
		`insert into services (code, label, cents) values ('99213', 'Office visit', 12000)`,
		`insert into visit_types (name, minutes, service_id) values ('Follow-up', 30, 1), ('Short visit', 15, 1), ('New patient', 45, 1)`,
	}
	for i, name := range clinicians {
		list = append(list,
			fmt.Sprintf(`insert into staff (name, email, title) values ('%s', 'c%d@example.org', '%s')`, name, i, fields[i]),
			fmt.Sprintf(`insert into staff_roles values (%d, 'clinician')`, i+3),
			fmt.Sprintf(`insert into places (location_id, name, kind) values (1, 'Room %d', 'room')`, i+1),
			fmt.Sprintf(`insert into resources (staff_id) values (%d)`, i+3),
			fmt.Sprintf(`insert into resources (place_id) values (%d)`, i+1),
			fmt.Sprintf(`insert into availability (staff_id, location_id, place_id, weekday, starts, ends)
			select %d, 1, %d, w, '0%d:%s', '17:00' from generate_series(1, 5) w`, i+3, i+1, 8+i/4, []string{"00", "30"}[i%2]))
	}
	for _, sql := range list {
		if _, err := tx.Exec(ctx, sql); err != nil {
			return fmt.Errorf("%s: %w", sql, err)
		}
	}
	return nil
}

func (h house) client(t testing.TB, name string) id.Client {
	t.Helper()
	given, family, _ := strings.Cut(name, " ")
	c, err := clients.New(h.DB).Create(t.Context(), desk, clients.Details{Given: given, Family: family, BirthDate: "1968-02-03", Phone: "555 0148", Anyway: true})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// at moves the clock to a local time of Monday 4 May.
func (h house) at(hour, minute int) {
	h.Clock.Set(time.Date(2026, 5, 4, hour+4, minute, 0, 0, time.UTC))
}

func (h house) book(t testing.TB, c id.Client, clinician, kind, start int) id.Visit {
	t.Helper()
	v, err := h.flow.BookVisit(t.Context(), desk, c, scheduling.Wish{
		Clinician: fmt.Sprint(clinician), VisitType: fmt.Sprint(kind), Day: "2026-05-04", Start: fmt.Sprintf("%02d:%02d", start/60, start%60), Anyway: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func (h house) mark(t testing.TB, c id.Client, v id.Visit, kinds ...scheduling.MarkKind) {
	t.Helper()
	for _, k := range kinds {
		if err := h.day.Mark(t.Context(), desk, c, v, scheduling.Mark{Kind: k}); err != nil {
			t.Fatal(err)
		}
	}
}

// fill books a full day, 42 visits, and walks it on until 10:52.
func (h house) fill(t testing.TB) {
	t.Helper()
	type one struct {
		c     id.Client
		v     id.Visit
		start int
	}
	h.at(7, 0)
	var all []one
	for i := range clinicians {
		start := 8*60 + i/4*30 + i%2*30
		for n, kind := range []int{1, 3, 1, 2, 1, 3, 1} {
			c := h.client(t, people[(i*7+n)%len(people)])
			if n == 5 {
				start = max(start, 13*60)
			}
			all = append(all, one{c, h.book(t, c, i+3, kind, start), start})
			start += []int{0, 30, 15, 45}[kind] + i%3*5
		}
		if _, err := h.day.BlockTime(t.Context(), desk, scheduling.Block{Clinician: fmt.Sprint(i + 3), Day: "2026-05-04", Start: "12:40", End: "13:00", Title: "Lunch"}); err != nil {
			t.Fatal(err)
		}
	}
	for i, o := range all {
		h.at(o.start/60, o.start%60+5)
		switch {
		case o.start >= 10*60+52:
			if o.start < 11*60+30 && i%2 == 0 {
				h.at(10, 44)
				h.mark(t, o.c, o.v, scheduling.MarkArrived)
			}
		case i%9 == 4:
			h.mark(t, o.c, o.v, scheduling.MarkNoShow)
		case o.start > 10*60+10:
			h.mark(t, o.c, o.v, scheduling.MarkArrived)
			if i%2 == 0 {
				h.mark(t, o.c, o.v, scheduling.MarkRoomed)
			}
		case i%11 != 7:
			h.mark(t, o.c, o.v, scheduling.MarkArrived, scheduling.MarkRoomed, scheduling.MarkSeen)
		}
	}
	h.at(10, 52)
	gone := all[len(all)-1]
	if err := h.flow.CancelVisit(t.Context(), desk, gone.c, gone.v, "The patient called"); err != nil {
		t.Fatal(err)
	}
}

// browser keeps cookies and does not follow redirects.
type browser struct {
	t    testing.TB
	url  string
	http http.Client
}

func (h house) as(t testing.TB, staff int) *browser {
	jar, _ := cookiejar.New(nil)
	b := &browser{t, h.url, http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	if a := b.get(fmt.Sprintf("/enter/%d", staff)); a.status != http.StatusSeeOther {
		t.Fatalf("enter: %d", a.status)
	}
	return b
}

type answer struct {
	status   int
	to, body string
}

func (b *browser) get(path string) answer { return b.read(b.http.Get(b.url + path)) }

func (b *browser) post(path string, pairs ...string) answer {
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return b.read(b.http.PostForm(b.url+path, form))
}

func (b *browser) read(res *http.Response, err error) answer {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header.Get("Location"), string(body)}
}

var tags = regexp.MustCompile(`<[^>]*>`)

// words is what a person reads of the page.
func (a answer) words() string {
	return strings.Join(strings.Fields(tags.ReplaceAllString(a.body, " ")), " ")
}
