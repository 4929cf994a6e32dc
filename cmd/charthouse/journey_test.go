package main

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/config"
	"charthouse/internal/db/dbtest"
	docs "charthouse/internal/documentation"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/mail/mailtest"
	"charthouse/internal/practice"
	"charthouse/internal/scheduling"
	"charthouse/internal/worker"
	"charthouse/internal/worklist"
	"charthouse/web/browsertest"
	"charthouse/web/href"
)

// password opens every account of a journey.
const password = "four people and one line"

// journey is a practice of one person a role: its site answers, its jobs run,
// its mail arrives, and its clock stands until the journey moves it.
type journey struct {
	*dbtest.Database
	t                                *testing.T
	url                              string
	mail                             *mailtest.Server
	manager, desk, biller, clinician access.Actor
	location                         id.Location
	followUp                         id.VisitType
	visitFee                         id.Service
}

// setOut opens the practice as its manager would have set it up.
func setOut(t *testing.T) *journey {
	t.Helper()
	j := &journey{Database: dbtest.New(t), t: t, mail: mailtest.Start(t)}
	h := &house{db: j.DB, pool: j.App, dir: t.TempDir(), direct: j.AppURL}
	_, handler := wire(h, config.Config{}, slog.New(slog.DiscardHandler))
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	ctx, end := context.WithCancel(context.Background())
	streams := h.follow(ctx)
	t.Cleanup(func() { end(); streams() })
	j.url = server.URL
	j.hire()
	j.settle()
	j.offer()
	j.open()
	j.work()
	return j
}

// step is one person's turn. Their browser closes at its end; after a step that failed there is no next.
func (j *journey) step(name string, turn func(t *testing.T)) {
	j.t.Helper()
	skipped := false
	ok := j.t.Run(name, func(t *testing.T) {
		defer func() { skipped = t.Skipped() }()
		turn(t)
	})
	if skipped {
		j.t.SkipNow() // without Chromium
	}
	if !ok {
		j.t.FailNow()
	}
}

// must ends the journey where its arrangement fails.
func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func (j *journey) no(err error) {
	j.t.Helper()
	if err != nil {
		j.t.Fatal(err)
	}
}

// hire adds the people.
func (j *journey) hire() {
	for _, p := range []struct {
		as                 *access.Actor
		role               access.Role
		name, email, title string
		roles, npi         string
	}{
		{&j.manager, access.Manager, "Ingrid Solheim", "ingrid@kestrel.example", "Practice manager", "manager", ""},
		{&j.desk, access.FrontDesk, "Tomasz Wieczorek", "tomasz@kestrel.example", "Front desk", "front_desk", ""},
		{&j.biller, access.Biller, "Kwame Mensah", "kwame@kestrel.example", "Billing", "biller", ""},
		{&j.clinician, access.Clinician, "Dr Amara Okafor", "amara@kestrel.example", "Family medicine", "clinician", "1234567893"},
	} {
		in := practice.StaffForm{Name: p.name, Email: p.email, Title: p.title, Roles: []string{p.roles}, NPI: p.npi}
		n := must[id.Staff](j.t)(practice.New(j.DB).AddStaff(j.t.Context(), access.System(access.Console), in, password))
		*p.as = access.StaffMember(n, p.name, p.role)
	}
}

// settle writes the settings: the practice, its one house, its mail server.
func (j *journey) settle() {
	ctx, houses := j.t.Context(), practice.New(j.DB)
	j.no(houses.EditSettings(ctx, j.manager, practice.SettingsForm{
		Name: "Kestrel Lane Health", PatientWord: "patient", Currency: "USD", Zone: "America/New_York", Phone: "555 0100",
		Email: "hello@kestrel.example", Address: "12 Kestrel Lane", InvoiceDays: "14", PayHow: "Pay at the desk.",
	}))
	open := make([]string, 7)
	for day := range 5 {
		open[day] = "08:00-17:00"
	}
	j.location = must[id.Location](j.t)(houses.AddLocation(ctx, j.manager, practice.LocationForm{
		Name: "Kestrel Lane", Zone: "America/New_York", Address: "12 Kestrel Lane", Phone: "555 0100", Hours: open,
	}))
	j.no(houses.EditMail(ctx, j.manager, practice.MailForm{
		Host: j.mail.Host(), Port: strconv.Itoa(j.mail.Port()), Security: "none", Sender: "desk@kestrel.example",
	}))
}

// offer makes the follow-up visit with its fee, its form and its template.
func (j *journey) offer() {
	ctx, fees, notes := j.t.Context(), billing.New(j.DB), docs.New(j.DB)
	must[id.Payer](j.t)(fees.AddPayer(ctx, j.manager, billing.PayerForm{Name: "Larkfield Mutual"}))
	j.visitFee = must[id.Service](j.t)(fees.AddFee(ctx, j.manager, billing.FeeForm{Code: "F30", Label: "Follow-up visit", Amount: "120.00"}))
	must[id.Service](j.t)(fees.AddFee(ctx, j.manager, billing.FeeForm{Code: "93000", Label: "ECG with report", Amount: "94.00"}))
	form := must[id.Form](j.t)(intake.New(j.DB).PublishForm(ctx, j.manager, beforeVisit))
	template := must[id.Template](j.t)(notes.AddTemplate(ctx, j.manager, docs.TemplateForm{Name: "Visit", Sections: []docs.TemplateSection{
		{Key: "subjective", Title: "Subjective"}, {Key: "plan", Title: "Plan"},
	}}))
	must[docs.Imported](j.t)(notes.ImportCodes(ctx, access.System(access.Console), diagnoses, func(int) {}))
	j.followUp = must[id.VisitType](j.t)(scheduling.New(j.DB).AddVisitType(ctx, j.manager, scheduling.VisitTypeForm{
		Name: "Follow-up", Minutes: "30", Service: j.visitFee.String(), Form: form.String(), Template: template.String(),
	}))
}

func diagnoses(yield func(docs.Code, error) bool) {
	_ = yield(docs.Code{Code: "I10", Label: "Essential (primary) hypertension", Billable: true}, nil) &&
		yield(docs.Code{Code: "E11.65", Label: "Type 2 diabetes mellitus with hyperglycemia", Billable: true}, nil)
}

// beforeVisit asks for something of each part: what the desk accepts, and what the clinician does.
var beforeVisit = intake.Draft{Name: "Before your visit", Definition: intake.Definition{Sections: []intake.Section{
	{Title: "How we reach you", Fields: []intake.Field{
		{Key: "phone", Label: "Mobile phone", Kind: intake.Phone, Required: true, Fills: "phone"},
		{Key: "line1", Label: "Street and number", Kind: intake.Text, Fills: "line1"},
	}},
	{Title: "Contact and insurance", Fields: []intake.Field{
		{Key: "contact_name", Label: "Somebody we may call", Kind: intake.Text, Fills: "contact.name"},
		{Key: "contact_phone", Label: "Their phone", Kind: intake.Phone, Fills: "contact.phone"},
		{Key: "member_number", Label: "Member number", Help: "It stands on the front of your card.", Kind: intake.Text, Fills: "coverage.member_number"},
	}},
	{Title: "Your medicines", Fields: []intake.Field{{Key: "medicines", Label: "What you take", Kind: intake.Medicines, Fills: "medications"}}},
	{Title: "Your allergies", Fields: []intake.Field{{Key: "allergies", Label: "What you cannot have", Kind: intake.Allergies, Fills: "allergies"}}},
	{Title: "Your visit", Fields: []intake.Field{
		{Key: "reason", Label: "What would you like to talk about?", Kind: intake.Long, Required: true},
	}},
}}}

// open gives the clinician a room and working days.
func (j *journey) open() {
	ctx := j.t.Context()
	room := must[id.Place](j.t)(practice.New(j.DB).AddPlace(ctx, j.manager, practice.PlaceForm{Location: j.location.String(), Name: "Room 1", Kind: "room"}))
	var week scheduling.WeekForm
	for day := range 5 {
		week.Rows = append(week.Rows, scheduling.WeekRow{
			Weekday: strconv.Itoa(day + 1), Hours: "08:00-12:00, 13:00-17:00", Location: j.location.String(), Place: room.String(),
		})
	}
	j.no(scheduling.New(j.DB).SetWeek(ctx, j.manager, j.clinician.Staff(), week))
}

// work runs the jobs until the journey ends.
func (j *journey) work() {
	base, err := url.Parse(j.url)
	j.no(err)
	stop, err := worker.Start(context.Background(), worker.House{DB: j.DB, Pool: j.App, Log: slog.New(slog.DiscardHandler), Base: base})
	j.no(err)
	j.t.Cleanup(func() { _ = stop(context.Background()) })
}

// pass lets time go by, and looks at the files whose time has come, as the job of each minute does.
func (j *journey) pass(d time.Duration) {
	j.t.Helper()
	j.Clock.Move(d)
	must[int](j.t)(worklist.New(j.DB).SettleDue(j.t.Context()))
}

// seat is one person before one browser.
type seat struct {
	*browsertest.Browser
	t *testing.T
}

// sit opens a browser of that width. SHOTS names a folder for pictures: of what a step looked at, and of where it failed.
func sit(t *testing.T, width int64) seat {
	t.Helper()
	s := seat{browsertest.Start(t), t}
	s.Viewport(width, 900, false)
	t.Cleanup(func() {
		if t.Failed() {
			s.look("failed-" + filepath.Base(t.Name()))
		}
	})
	return s
}

// signIn is somebody who works here, at their desk.
func (j *journey) signIn(t *testing.T, email string) seat {
	t.Helper()
	s := sit(t, 1440)
	s.Open(j.url + href.SignInTo(href.Home))
	s.Fill("Work email", email)
	s.Fill("Password", password)
	s.Click("Sign in")
	s.NotSee("Password")
	return s
}

// look takes a picture into the folder that SHOTS names, if it names one.
func (s seat) look(name string) {
	if dir := os.Getenv("SHOTS"); dir != "" {
		s.Screenshot(filepath.Join(dir, name+".png"))
	}
}

// sound holds the page to what every page promises: all of it in the window's width, and accessible.
func (s seat) sound(name string) {
	s.t.Helper()
	s.NoSideways()
	s.Axe()
	s.look(name)
}

// count asks the database what nobody sees on a page.
func (j *journey) count(t *testing.T, sql string) (n int) {
	t.Helper()
	j.no(j.Owner.QueryRow(t.Context(), sql).Scan(&n))
	return n
}
