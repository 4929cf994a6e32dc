package practice_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"charthouse/web/href"
)

var hidden = regexp.MustCompile(`name="version"[^>]*value="([0-9a-f]+)"|value="([0-9a-f]+)"[^>]*name="version"`)

// versionIn is the version that a page's form carries.
func versionIn(t *testing.T, body string) string {
	t.Helper()
	m := hidden.FindStringSubmatch(body)
	if m == nil {
		t.Fatal("the form has no version")
	}
	return m[1] + m[2]
}

// Two people open the same setting; who saves second sees both texts, and saves
// once more if theirs is meant.
func TestASettingThatSomebodyElseChangedIsNotOverwritten(t *testing.T) {
	h := open(t)
	h.add(t, "Dr Chidi Okafor", "chidi@kestrellane.example", "clinician")
	b := h.as(t, "ingrid@kestrellane.example")
	b.post(href.Locations, "name", "Main street", "zone", "America/New_York", "hours[0]", "8-12")
	b.post(href.Fees, "label", "Office visit", "code", "99213", "amount", "92.50")
	b.post(href.Forms, "do", "publish", "name", "New patient", "sections[0].title", "Reach", "sections[0].fields[0].label", "Phone", "sections[0].fields[0].kind", "phone")
	for _, f := range []struct {
		path         string
		first        []string // saved meanwhile
		second       []string
		theirs, mine string // as both are shown
	}{
		{
			href.PracticeSettings,
			[]string{"name", "Kestrel Lane", "patient_word", "patient", "currency", "USD", "zone", "America/New_York", "invoice_days", "21"},
			[]string{"name", "Kestrel Lane", "patient_word", "client", "currency", "USD", "zone", "America/New_York", "invoice_days", "30"},
			"<td>21", "<ins>30</ins>",
		},
		{
			href.Locations + "/1",
			[]string{"name", "Main street", "zone", "America/New_York", "hours[0]", "8-16"},
			[]string{"name", "Main street", "zone", "America/New_York", "hours[0]", "9-12"},
			"<td>08:00-16:00", "<ins>9-12</ins>",
		},
		{
			href.Fees + "/1",
			[]string{"label", "Office visit", "code", "99213", "amount", "95"},
			[]string{"label", "Office visit, long", "code", "99213", "amount", "92.50"},
			"<td>95.00", "<ins>92.50</ins>",
		},
		{
			href.Promise("note_unsigned"),
			[]string{"percent", "90", "hours", "36", "own", "no"},
			[]string{"percent", "90", "hours", "48", "own", "no"},
			"<td>36", "<ins>48</ins>",
		},
		{
			href.Forms + "/1",
			[]string{"do", "publish", "name", "New patient", "sections[0].title", "Reach", "sections[0].fields[0].label", "Mobile", "sections[0].fields[0].kind", "phone"},
			[]string{"do", "publish", "name", "New patient", "sections[0].title", "Reach", "sections[0].fields[0].label", "Phone at home", "sections[0].fields[0].kind", "phone"},
			"<td>Mobile", "<ins>Phone at home</ins>",
		},
		{
			href.Weeks + "/3",
			[]string{"rows[0].weekday", "1", "rows[0].hours", "8-12", "rows[0].location", "1"},
			[]string{"rows[0].weekday", "1", "rows[0].hours", "9-12", "rows[0].location", "1"},
			"<td>08:00-12:00", "<ins>9-12</ins>",
		},
	} {
		version := versionIn(t, b.get(f.path).body)
		if a := b.post(f.path, append(f.first, "version", version)...); a.status != http.StatusSeeOther {
			t.Fatalf("%s: the first was answered with %d", f.path, a.status)
		}
		a := b.post(f.path, append(f.second, "version", version)...)
		if a.status != http.StatusConflict || !strings.Contains(a.body, f.theirs) || !strings.Contains(a.body, f.mine) {
			t.Errorf("%s: the second was answered with %d; theirs shown %v, mine shown %v", f.path, a.status, strings.Contains(a.body, f.theirs), strings.Contains(a.body, f.mine))
		}
		if a := b.post(f.path, append(f.second, "version", versionIn(t, a.body))...); a.status != http.StatusSeeOther {
			t.Errorf("%s: meant all the same, it was answered with %d", f.path, a.status)
		}
	}
}
