package practice_test

import (
	"net/http"
	"strings"
	"testing"

	"charthouse/web/href"
)

// filled is a form that is right, and the same one spoiled at a field.
type filled struct {
	path  string
	right []string
	wrong map[string]string // field: value
	shows string            // on the page afterwards
}

var filledForms = []filled{
	{
		path: href.PracticeSettings, right: []string{"name", "Kestrel Lane Health", "patient_word", "patient", "currency", "USD", "zone", "America/New_York", "npi", "1234567893", "invoice_days", "21"},
		wrong: map[string]string{"name": "", "zone": "Mars/Olympus", "currency": "dollars", "npi": "123", "invoice_days": "soon", "email": "not one"}, shows: "Kestrel Lane Health",
	},
	{
		path: href.Locations, right: []string{"name", "Main street", "zone", "America/New_York", "hours[0]", "8-12, 13-17", "hours[4]", "8-14"},
		wrong: map[string]string{"name": "", "zone": "", "hours[0]": "early", "hours[4]": "14-8"}, shows: "Mon, Fri",
	},
	{
		path: href.Places, right: []string{"name", "Room 2", "kind", "room", "location", "1", "sort", "Treatment room"},
		wrong: map[string]string{"name": "", "kind": "garden", "location": "here"}, shows: "Treatment room",
	},
	{
		path: href.Fees, right: []string{"label", "Office visit", "code", "99213", "amount", "92.50"},
		wrong: map[string]string{"label": "", "code": "", "amount": "much"}, shows: "$92.50",
	},
	{
		path: href.Payers, right: []string{"name", "Larkfield Mutual", "code", "60054"},
		wrong: map[string]string{"name": ""}, shows: "Larkfield Mutual",
	},
	{
		path: href.Templates, right: []string{"name", "Follow-up", "sections[0].title", "Subjective", "sections[1].title", "", "sections[2].title", "Plan", "sections[2].private", "on"},
		wrong: map[string]string{"name": "", "sections[1].hint": "a hint without a title"}, shows: "Subjective, Plan (author only)",
	},
	{
		path: href.Forms, right: []string{"name", "New patient", "sections[0].title", "Reach", "sections[0].fields[0].label", "Phone", "sections[0].fields[0].kind", "phone", "sections[0].fields[0].fills", "phone"},
		wrong: map[string]string{"name": "", "sections[0].title": "", "sections[0].fields[0].kind": "date"}, shows: "New patient",
	},
	{
		path: href.VisitTypes, right: []string{"name", "Follow-up", "minutes", "30", "service", "1", "form", "1", "template", "1", "before", "5", "after", "10", "needs", "1", "clinicians", "3"},
		wrong: map[string]string{"name": "", "minutes": "7", "service": "99", "form": "x", "before": "7", "after": "125", "needs": "99", "clinicians": "99"}, shows: "30 min",
	},
	{
		path: href.Weeks + "/3", right: []string{"rows[0].weekday", "1", "rows[0].hours", "8-12", "rows[0].location", "1", "rows[0].place", "1", "rows[1].weekday", "2", "rows[1].hours", ""},
		wrong: map[string]string{"rows[0].hours": "8-", "rows[0].weekday": "8", "rows[0].location": ""}, shows: "08:00-12:00",
	},
	{
		path: href.Promise("note_unsigned"), right: []string{"percent", "90", "hours", "36", "own", "yes", "steps[0].hours", "4", "steps[0].whom", "role", "steps[0].how", "mail", "steps[1].hours", "30", "steps[1].whom", "1"},
		wrong: map[string]string{"hours": "late", "percent": "101", "steps[0].hours": "soon", "steps[1].hours": "3", "steps[0].whom": "everybody"}, shows: `value="36"`,
	},
	{
		path: href.Promise("all"), right: []string{"steps[0].hours", "7", "steps[0].whom", "manager", "steps[0].how", "mail"},
		wrong: map[string]string{"steps[0].hours": "-1"}, shows: `value="7"`,
	},
	{
		path: href.Promise("claim_detail"), right: []string{"own", "yes"},
		wrong: map[string]string{"steps[0].hours": "x"}, shows: `value="yes" checked`,
	},
	{
		path: href.TaskTypes, right: []string{"name", "Order a wheelchair", "role", "front_desk", "days", "4", "checklist", "Measured", "checklist", "", "checklist", "Ordered", "evidence", "document", "evidence_of", "report"},
		wrong: map[string]string{"name": "", "role": "owner", "days": "soon", "evidence": "faith", "evidence_of": "poem", "owner": "999"}, shows: "a document is filed: report",
	},
	{
		path: href.Refunds, right: []string{"amount", "55.50"},
		wrong: map[string]string{"amount": "a lot"}, shows: `value="55.50"`,
	},
	{
		path: href.MailSettings, right: []string{"host", "smtp.kestrellane.example", "port", "587", "username", "mail", "password", "hush-hush", "security", "starttls", "sender", "front@kestrellane.example"},
		wrong: map[string]string{"host": "", "port": "0", "security": "none", "sender": "front", "username": ""}, shows: "smtp.kestrellane.example",
	},
	{
		path: href.Staff, right: []string{"name", "Leilani Kahale", "email", "leilani@kestrellane.example", "roles", "front_desk", "how", "mail"},
		wrong: map[string]string{"name": "", "email": "leilani", "npi": "1", "roles": ""}, shows: "Leilani Kahale",
	},
}

// spoiled is the form with one field given another value, or added.
func (f filled) spoiled(field, value string) []string {
	out := append([]string{}, f.right...)
	for i := 0; i < len(out); i += 2 {
		if out[i] == field {
			out[i+1] = value
			return out
		}
	}
	return append(out, field, value)
}

func TestEverySettingKeepsWhatIsRightAndRefusesWhatIsWrong(t *testing.T) {
	h := open(t)
	h.add(t, "Dr Chidi Okafor", "chidi@kestrellane.example", "clinician")
	b := h.as(t, "ingrid@kestrellane.example")
	for _, f := range filledForms {
		for field, value := range f.wrong {
			a := b.post(f.path, f.spoiled(field, value)...)
			if a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, `aria-invalid="true"`) {
				t.Errorf("%s with %s %q: %d, marked %v", f.path, field, value, a.status, strings.Contains(a.body, "aria-invalid"))
			}
			if strings.Contains(a.body, "hush-hush") {
				t.Errorf("%s repeats the password", f.path)
			}
		}
		if a := b.post(f.path, f.right...); a.status != http.StatusSeeOther {
			t.Errorf("%s: %d", f.path, a.status)
		}
		if a := b.get(f.path); a.status != http.StatusOK || !strings.Contains(a.body, f.shows) {
			t.Errorf("%s afterwards: %d, shows %q %v", f.path, a.status, f.shows, strings.Contains(a.body, f.shows))
		}
	}
	h.stepsDone(t, b)
}

// stepsDone holds the first steps against a practice that has everything.
func (h house) stepsDone(t *testing.T, b *browser) {
	t.Helper()
	if a := b.get(href.Settings); strings.Contains(a.body, "To do:") || !strings.Contains(a.body, "The practice is set up") {
		t.Error("a step is left")
	}
}

func TestTheFirstStepsTickThemselves(t *testing.T) {
	h := open(t)
	b := h.as(t, "ingrid@kestrellane.example")
	before := strings.Count(b.get(href.Settings).body, "To do:")
	b.post(href.Fees, "label", "Office visit", "code", "99213", "amount", "92.50")
	if after := strings.Count(b.get(href.Settings).body, "To do:"); before != 9 || after != 8 {
		t.Errorf("%d steps to do, then %d; want 9, then 8", before, after)
	}
}

func TestARefusedFormKeepsWhatWasTyped(t *testing.T) {
	h := open(t)
	a := h.as(t, "ingrid@kestrellane.example").post(href.Fees, "label", "Office visit, long", "code", "99214", "amount", "much")
	for _, typed := range []string{"Office visit, long", "99214", "much"} {
		if !strings.Contains(a.body, `value="`+typed+`"`) {
			t.Errorf("%q is gone", typed)
		}
	}
}

func TestAClosedThingStaysInTheListAndOpensAgain(t *testing.T) {
	h := open(t)
	b := h.as(t, "ingrid@kestrellane.example")
	b.post(href.Payers, "name", "Larkfield Mutual")
	b.post(href.Payers+"/1/close", "closed", "yes")
	if a := b.get(href.Payers); !strings.Contains(a.body, "Larkfield Mutual") || !strings.Contains(a.body, "closed") || !strings.Contains(a.body, "Undo") {
		t.Error("it is gone, not marked, or cannot be undone")
	}
	b.post(href.Payers+"/1/close", "closed", "no")
	if a := b.get(href.Payers); strings.Contains(a.body, `>closed<`) {
		t.Error("it is still closed")
	}
}

func TestTheEditorTakesItsStepsWithoutPublishing(t *testing.T) {
	h := open(t)
	b := h.as(t, "ingrid@kestrellane.example")
	typed := []string{"name", "New patient", "sections[0].title", "Reach", "sections[0].fields[0].label", "Phone", "sections[0].fields[0].kind", "phone"}
	for do, wants := range map[string]string{
		"field:0":  `name="sections[0].fields[1].label"`,
		"section":  `name="sections[1].title"`,
		"look":     `value="Phone"`,
		"drop:0.0": `value="Reach"`,
		"drop:9":   `value="Reach"`,
	} {
		a := b.post(href.Forms, append([]string{"do", do}, typed...)...)
		if a.status != http.StatusOK || !strings.Contains(a.body, wants) {
			t.Errorf("%s: %d, %s %v", do, a.status, wants, strings.Contains(a.body, wants))
		}
	}
	if a := b.post(href.Forms, append([]string{"do", "drop:0.0"}, typed...)...); strings.Contains(a.body, `value="Phone"`) {
		t.Error("the question is still there")
	}
	var n int
	if err := h.Owner.QueryRow(t.Context(), `select count(*) from forms`).Scan(&n); err != nil || n != 0 {
		t.Errorf("%d forms, %v; want none", n, err)
	}
}

func TestAOneTimePasswordIsShownOnceAndWorks(t *testing.T) {
	h := open(t)
	b := h.as(t, "ingrid@kestrellane.example")
	a := b.post(href.Staff, "name", "Kwame Mensah", "email", "kwame@kestrellane.example", "roles", "biller", "how", "show")
	_, rest, _ := strings.Cut(a.body, "<code>")
	password, _, _ := strings.Cut(rest, "</code>")
	if len(password) < 20 {
		t.Fatalf("%d: no password", a.status)
	}
	if a := h.browser(t).post("/sign-in", "email", "kwame@kestrellane.example", "password", password); a.status != http.StatusSeeOther {
		t.Errorf("signing in with it: %d", a.status)
	}
	if strings.Contains(b.get(href.Staff+"/3").body, password) {
		t.Error("the page shows it again")
	}
}

func TestDeactivatingSomebodyEndsTheirBrowsersSession(t *testing.T) {
	h := open(t)
	owner, desk := h.as(t, "ingrid@kestrellane.example"), h.as(t, "tomasz@kestrellane.example")
	if a := owner.post(href.Staff + "/2/deactivate"); a.to != href.Staff {
		t.Fatalf("%d", a.status)
	}
	if a := desk.get("/account"); a.status != http.StatusSeeOther {
		t.Errorf("their next page: %d", a.status)
	}
	if a := owner.post(href.Staff + "/1/deactivate"); a.status != http.StatusConflict || !strings.Contains(a.body, "only owner") {
		t.Errorf("the last owner: %d", a.status)
	}
}

func TestTheSettingsAreForThoseWhoRunThePractice(t *testing.T) {
	h := open(t)
	h.add(t, "Marta Kowalska", "marta@kestrellane.example", "manager")
	desk, manager := h.as(t, "tomasz@kestrellane.example"), h.as(t, "marta@kestrellane.example")
	for _, f := range filledForms {
		if a := desk.get(f.path); a.status != http.StatusForbidden {
			t.Errorf("the desk opens %s: %d", f.path, a.status)
		}
		if a := desk.post(f.path, f.right...); a.status != http.StatusForbidden {
			t.Errorf("the desk changes %s: %d", f.path, a.status)
		}
	}
	if a := manager.get(href.Locations); a.status != http.StatusOK || strings.Contains(a.body, href.Staff) {
		t.Errorf("the manager: %d, is offered people %v", a.status, strings.Contains(a.body, href.Staff))
	}
	if a := manager.get(href.Staff); a.status != http.StatusForbidden {
		t.Errorf("the manager opens people: %d", a.status)
	}
}
