package overview_test

import (
	"encoding/csv"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"charthouse/internal/civil"
	"charthouse/web/show"
)

const until = "until=2026-05-04"

func TestTheNumbersOfASpreadsheetAreThoseOfThePage(t *testing.T) {
	_, open := serve(t)
	sheet := table(t, open("/overview/no-show/numbers.csv?by=clinician&"+until))
	if want := []string{"group", "name", "share", "Visits missed", "Visits seen or missed"}; !slices.Equal(sheet[0], want) {
		t.Fatalf("its head is %q; want %q", sheet[0], want)
	}
	var written [][]string // as the page writes them: clinicians, then weeks
	for _, group := range []string{"clinician", "week"} {
		for _, r := range sheet[1:] {
			if r[0] == group && (group == "week" || r[4] != "0") {
				written = append(written, asShown(t, r))
			}
		}
	}
	page := cells(open("/overview/no-show?by=clinician&" + until))
	if !same(written, page) {
		t.Errorf("the spreadsheet has %q; the page says %q", written, page)
	}
	for _, want := range [][]string{
		{"clinician", "Dr Amara", "0.00", "0", "2"},
		{"clinician", "Dr Kwame", "100.00", "1", "1"},
		{"week", "2026-04-27", "33.33", "1", "3"},
		{"week", "2026-05-04", "0.00", "0", "0"},
	} {
		if !slices.ContainsFunc(sheet, func(r []string) bool { return slices.Equal(r, want) }) {
			t.Errorf("the spreadsheet lacks %q: %q", want, sheet)
		}
	}
}

func TestTheVisitsOfASpreadsheetAreThoseOfThePage(t *testing.T) {
	d, open := serve(t)
	charged(t, d)
	for path, want := range map[string][][]string{
		"/overview/cycle/visits": {
			{"10002", "Ravi Pillai", "2026-04-28 10:00", "Dr Amara", "Review", "Main street", "", "3600", "0"},
			{"10001", "Noor Haddad", "2026-04-28 09:00", "Dr Amara", "Review", "Main street", "", "2700", "0"},
		},
		"/overview/days-in-ar/visits": {{"10002", "Ravi Pillai", "2026-04-28 10:00", "Dr Amara", "Review", "Main street", "", "0", "9000"}},
	} {
		sheet := table(t, open(path+".csv?week=2026-04-27"))
		if head := []string{"number", "patient", "visit", "clinician", "type", "location", "payer", "seconds", "cents"}; !slices.Equal(sheet[0], head) || !same(sheet[1:], want) {
			t.Errorf("%s: the spreadsheet has %q; want %q", path, sheet, want)
		}
		var names, page []string
		for _, r := range want {
			names = append(names, r[1]+" "+r[3])
		}
		for _, r := range cells(open(path + "?week=2026-04-27")) {
			page = append(page, r[0]+" "+r[3])
		}
		if !slices.Equal(names, page) {
			t.Errorf("%s: the page lists %q; the spreadsheet %q", path, page, names)
		}
	}
}

func same(a, b [][]string) bool { return slices.EqualFunc(a, b, slices.Equal) }

func table(t *testing.T, body string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// asShown writes a row of numbers as the page does.
func asShown(t *testing.T, r []string) []string {
	t.Helper()
	name, value := r[1], "–"
	if r[0] == "week" {
		monday, err := civil.Parse(name)
		if err != nil {
			t.Fatal(err)
		}
		name = show.Date(monday)
	}
	if r[4] != "0" {
		share, err := strconv.ParseFloat(r[2], 64)
		if err != nil {
			t.Fatal(err)
		}
		value = strconv.FormatFloat(share, 'f', 1, 64) + "%"
	}
	return []string{name, value, r[3], r[4]}
}

var (
	row  = regexp.MustCompile(`<tr><th scope="row">.*?</tr>`)
	cell = regexp.MustCompile(`<t[hd][^>]*>(.*?)</t[hd]>`)
	tag  = regexp.MustCompile(`<span class="sr">.*?</span>|<[^>]*>`)
)

// cells are the rows of a page's tables, as text.
func cells(page string) (out [][]string) {
	for _, r := range row.FindAllString(page, -1) {
		var texts []string
		for _, c := range cell.FindAllStringSubmatch(r, -1) {
			texts = append(texts, strings.TrimSpace(tag.ReplaceAllString(c[1], "")))
		}
		out = append(out, texts)
	}
	return out
}
