package main

import (
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"charthouse/internal/db/dbtest"
	"charthouse/internal/practice"
	"charthouse/web/browsertest"
	"charthouse/web/href"
)

// founding is a practice that begins with nothing but its owner, and the browser
// in which everybody works in turn.
type founding struct {
	*dbtest.Database
	t   *testing.T
	url string
	b   *browsertest.Browser
}

const founderSecret = "lantern quarry mitten"

// The owner is who `charthouse user add` makes; everything after it is done in the browser.
func found(t *testing.T) founding {
	t.Helper()
	d, _, handler := wired(t)
	srv := httptest.NewServer(handler)
	t.Cleanup(srv.Close)
	d.Clock.Set(time.Date(2026, 5, 4, 13, 0, 0, 0, time.UTC)) // nine in New York, a Monday
	owner := practice.StaffForm{Name: "Ingrid Solheim", Email: "ingrid@kestrellane.example", Roles: []string{"owner"}}
	if _, err := practice.New(d.DB).AddStaff(t.Context(), console, owner, founderSecret); err != nil {
		t.Fatal(err)
	}
	return founding{d, t, srv.URL, browsertest.Start(t)}
}

// as lets one person in after the other.
func (f founding) as(email, password string) {
	if f.b.Count(".me summary") > 0 {
		f.b.Click("css:.me summary")
		f.b.Click("Sign out")
	}
	f.b.Open(f.url + href.Home)
	f.b.Fill("Work email", email)
	f.b.Fill("Password", password)
	f.b.Click("Sign in")
}

// look takes a picture into the folder that SHOTS names, and holds the page to axe.
func (f founding) look(name string) {
	f.b.Axe()
	if dir := os.Getenv("SHOTS"); dir != "" {
		f.b.Screenshot(filepath.Join(dir, "empty-"+name+".png"))
	}
}

// step opens one of the first steps from their list.
func (f founding) step(name string) {
	f.b.Click("All settings")
	f.b.Click(name)
}

// left is how many of the first steps are to do.
func (f founding) left(n int) {
	f.b.Until(fmt.Sprintf("%d steps are left", n), fmt.Sprintf(`document.querySelectorAll('.first-steps li:not(.done)').length === %d`, n))
}

func TestAnEmptyPracticeComesToItsFirstPaidVisit(t *testing.T) {
	f := found(t)
	f.as("ingrid@kestrellane.example", founderSecret)
	f.b.See("Nine steps lead to the first visit.")
	f.left(9)
	f.look("first-steps")
	f.setsUpTheHouse()
	clinician := f.hires("Dr Chidi Okafor", "chidi@kestrellane.example", "Clinician")
	desk := f.hires("Tomasz Wieczorek", "tomasz@kestrellane.example", "Front desk")
	f.setsUpTheVisits()
	f.b.Click("All settings")
	f.left(1) // the mail server, without which mails wait
	f.look("ready")
	f.b.Open(f.url + href.Home)
	f.b.Until("the owner begins at the overview", `location.pathname === "/overview"`)
	f.look("overview")

	f.as("tomasz@kestrellane.example", desk)
	f.opensAFile()
	f.books()
	f.mailsWait()
	f.arrives()

	f.Clock.Move(20 * time.Minute)
	f.as("chidi@kestrellane.example", clinician)
	f.writesAndSigns()

	f.Clock.Move(5 * time.Minute)
	f.as("tomasz@kestrellane.example", desk)
	f.takesThePayment()
	f.lineIsDone()
}

func (f founding) setsUpTheHouse() {
	f.b.Click("Name the practice")
	f.b.Fill("Name of the practice", "Kestrel Lane Health")
	f.b.Fill("Time zone", "America/New_York")
	f.b.Click("Save")
	f.b.See("Saved.")
	f.step("Add a location with its opening hours")
	f.b.Click("Add location")
	f.b.Fill("Name", "Main street")
	for _, day := range []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"} {
		f.b.Fill(day, "8-12, 13-17")
	}
	f.b.Click("Add location")
	f.b.See("Mon, Tue, Wed, Thu, Fri")
	f.b.Click("Rooms and equipment")
	f.b.Click("Add place")
	f.b.Fill("Name", "Room 1")
	f.b.Click("Add place")
	f.b.See("Room 1")
}

// hires adds a person and answers the password, which is shown this once.
func (f founding) hires(name, email, role string) string {
	f.step("Add the people who see patients")
	f.b.Click("Add person")
	f.b.Fill("Name", name)
	f.b.Fill("Work email", email)
	f.b.Choose("Roles", role)
	f.b.Click("Add person")
	f.b.See("It is shown this once")
	password := f.b.Text(".one-time code")
	if role == "Clinician" {
		f.look("password")
	}
	f.b.Click("Done")
	f.b.NotSee(password)
	return password
}

func (f founding) setsUpTheVisits() {
	f.step("Say when clinicians work")
	f.b.Click("Dr Chidi Okafor")
	for day := range 5 {
		f.b.Fill(fmt.Sprintf("css:[name='rows[%d].hours']", day), "8-12, 13-17")
		f.b.Fill(fmt.Sprintf("css:[name='rows[%d].place']", day), "Room 1")
	}
	f.b.Click("Save hours")
	f.b.See("40 h")
	f.step("Write down your fees")
	f.b.Click("Add service")
	f.b.Fill("What is done", "Office visit")
	f.b.Fill("Code", "99213")
	f.b.Fill("Price of one unit", "92.50")
	f.b.Click("Add service")
	f.b.See("$92.50")
	f.step("Prepare the sections of notes")
	f.b.Click("Add template")
	f.b.Fill("Name", "Visit")
	f.b.Click("Add template")
	f.b.See("Subjective, Objective, Assessment, Plan")
	f.step("Publish a form for new patients")
	f.b.Click("Add form")
	f.b.Click("Publish form")
	f.b.See("is published.")
	f.step("Add visit types with a fee")
	f.b.Click("Add visit type")
	f.b.Fill("Name", "First visit")
	f.b.Fill("Fee", "99213 Office visit, $92.50")
	f.b.Eval(`for (const name of ['form', 'template']) { const s = document.querySelector('select[name=' + name + ']'); s.selectedIndex = 1 }`)
	f.b.Click("Add visit type")
	f.b.See("30 min")
}

func (f founding) opensAFile() {
	f.b.See("Dr Chidi Okafor")
	f.look("day")
	f.b.Click("Patients")
	f.b.Click("New patient")
	f.b.Fill("Given name", "Nadia")
	f.b.Fill("Family name", "Haddad")
	f.b.Fill("Date of birth", "1985-03-14")
	f.b.Fill("Mail", "nadia@home.example")
	f.look("new-patient")
	f.b.Click("Open the file")
	f.b.See("Nothing has happened yet")
}

func (f founding) books() {
	f.b.Click("Book a visit")
	f.b.Fill("What for", "First visit")
	f.b.Fill("With", "Dr Chidi Okafor")
	f.b.Until("free times are offered", `document.querySelector('input[name=start][value*="09:30"]')`)
	f.b.Choose("Free times", "09:30")
	f.look("booking")
	f.b.Click("Book the visit")
	f.b.See("Nadia Haddad is booked for")
	f.look("booked")
}

// mailsWait is what becomes of the confirmation and the form where no mail server is known.
func (f founding) mailsWait() {
	f.b.Click("Inbox")
	f.b.Click("Outbox")
	f.b.See("Mails wait here.")
	f.b.See("Confirmation of a visit")
	f.b.See("nadia@home.example")
	f.look("outbox")
}

func (f founding) arrives() {
	f.Clock.Move(25 * time.Minute)
	f.b.Click("Today")
	f.b.Click("css:#visit-1")
	f.b.Click("Mark arrived")
	f.b.See("Nadia Haddad has arrived.")
	f.b.Click("css:#visit-1")
	f.b.Click("In Room 1")
	f.b.See("Nadia Haddad is in a room.")
}

func (f founding) writesAndSigns() {
	f.b.Click("css:#visit-1")
	f.b.Click("Mark seen")
	f.b.See("Nadia Haddad was seen.")
	f.b.Click("Notes")
	f.b.Click("Nadia Haddad")
	f.b.Fill("Subjective", "Headaches since March, worse in the evening.")
	f.b.Fill("Plan", "A diary for two weeks, then again.")
	f.b.Fill("Add a diagnosis", "R51.9 Headache")
	f.b.Click("Add")
	f.b.Until("the diagnosis stands", `document.querySelector('#note-diagnoses li')?.textContent.includes('R51.9')`)
	f.look("note")
	f.b.Click("Sign note")
	f.b.See("What is shown is what was signed")
}

func (f founding) takesThePayment() {
	f.b.Click("css:#visit-1")
	f.b.Click("Check out")
	f.b.See("$92.50")
	f.look("checkout")
	if got := f.b.Value("Amount"); got != "92.50" {
		f.t.Errorf("the check-out asks for %s, not 92.50", got)
	}
	f.b.Click("Take payment")
	f.b.See("The payment is taken.")
	f.b.See("Everything is paid")
}

// lineIsDone holds the worklist and the records against the promise.
func (f founding) lineIsDone() {
	f.look("paid")
	f.b.Open(f.url + href.Worklist("", false))
	f.b.See("Nothing is stuck")
	f.look("worklist")
	var open, stuck int
	err := f.Owner.QueryRow(f.t.Context(), `select (select count(*) from visit_lines where station is not null),
		(select count(*) from blockers where cleared_at is null)`).Scan(&open, &stuck)
	if err != nil || open != 0 || stuck != 0 {
		f.t.Errorf("%d visits open, %d blockers, %v", open, stuck, err)
	}
}
