package worklist_test

import (
	"strings"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/worklist"
)

func TestThePracticesOwnRowsStandInANarrowedList(t *testing.T) {
	d, ask := open(t)
	arrange(t, d, `update staff set licence_until = '2026-06-20' where id = 2`)
	if _, err := worklist.New(d.DB).SettleDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	both := access.StaffMember(3, "Oda Berg", access.Owner|access.Manager)
	const licence, hours = "Licence runs out.", "Nobody knows when a location is open."
	for path, want := range map[string][]string{
		"/worklist":                    {licence, hours},
		"/worklist?who=roles":          {licence, hours},
		"/worklist?who=owner":          {licence},
		"/worklist?who=manager":        {hours},
		"/worklist?days=5":             {licence},
		"/worklist?kind=hours_missing": {hours},
		"/worklist?who=biller":         {},
	} {
		_, body := ask(both, "GET", path)
		_, list, _ := strings.Cut(body, `id="practice"`)
		list, _, _ = strings.Cut(list, `id="cleared-h"`)
		for _, row := range []string{licence, hours} {
			wanted := len(want) > 0 && (want[0] == row || want[len(want)-1] == row)
			if strings.Contains(list, row) != wanted {
				t.Errorf("%s shows %q: %v", path, row, !wanted)
			}
		}
	}
	_, body := ask(both, "GET", "/worklist?who=owner")
	for _, says := range []string{`who=owner" aria-current="true"`, "<b>3 lines</b> of them here", `Owner<span class="n">3</span>`, `<option value="licence_ending">Licence runs out.</option>`} {
		if !strings.Contains(body, says) {
			at := strings.Index(body, "Whose lines")
			t.Errorf("the list of the owner does not say %q: %s", says, body[at:at+1500])
		}
	}
}

func TestARowOfThePracticeIsPutOffBackToTheListAsItWas(t *testing.T) {
	d, ask := open(t)
	if _, err := worklist.New(d.DB).SettleDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	both := access.StaffMember(3, "Oda Berg", access.Owner|access.Manager)
	n := text(t, d, `select id from practice_blockers where kind = 'hours_missing'`)
	if _, body := ask(both, "GET", "/worklist?who=manager"); !strings.Contains(body, "/worklist/practice/"+n+"?back=%2Fworklist%3Fwho%3Dmanager") {
		t.Error("the row forgets the filter")
	}
	line := "/worklist/practice/" + n
	if _, body := ask(both, "GET", line+"?back=%2Fworklist%3Fwho%3Dmanager"); !strings.Contains(body, `name="back" value="/worklist?who=manager"`) {
		t.Error("its form forgets it")
	}
	if code, body := ask(both, "POST", line+"/pend", "until", "2026-05-08", "why", "", "back", "/worklist?who=manager", "_once", "a"); code != 422 || !strings.Contains(body, `name="back" value="/worklist?who=manager"`) {
		t.Errorf("refused, %d, it forgets it", code)
	}
}
