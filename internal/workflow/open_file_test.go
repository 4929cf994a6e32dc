package workflow_test

import (
	"fmt"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/fault"
)

// A long imported history: many rows of each kind, some at the same instant.
const longHistory = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 15:00Z', true);
	insert into reports (client_id, title, issued_at) select 10001, 'Lipid panel', '2020-01-01'::timestamptz + g % 40 * interval '1 day' from generate_series(1, 120) g;
	insert into procedures (client_id, label, performed_at) select 10001, 'Spirometry', '2020-01-01'::timestamptz + g % 40 * interval '1 day' from generate_series(1, 120) g;
	insert into immunizations (client_id, vaccine, given_at) select 10001, 'Influenza', '2020-01-01'::timestamptz + g % 40 * interval '1 day' from generate_series(1, 60) g;
	insert into observations (client_id, category, code, label, value, unit, taken_at)
	select 10001, 'laboratory', 'c' || g % 9, 'Value', g, '%', '2020-01-01'::timestamptz + g % 90 * interval '1 day' from generate_series(1, 900) g;
	insert into messages (client_id, direction, kind, body, written_at) select 10001, 'in', 'free', 'Hello', '2020-01-01'::timestamptz + g % 7 * interval '1 day' from generate_series(1, 75) g;
	commit`

func TestEveryRowOfALongHistoryIsOnOnePageOfTheTimeline(t *testing.T) {
	_, w := arrange(t, longHistory)
	seen := map[string]int{}
	var before clients.Before
	for pages := 1; ; pages++ {
		f, err := w.OpenFile(t.Context(), okafor, nadia, clients.Everything, before)
		if err != nil {
			t.Fatal(err)
		}
		for i, h := range f.Timeline.List {
			seen[fmt.Sprint(h.Kind, h.ID)]++
			if i > 0 && h.At.After(f.Timeline.List[i-1].At) {
				t.Fatalf("%s %d stands below an earlier row", h.Kind, h.ID)
			}
		}
		if before = f.Timeline.Next; before.String() == "" || pages > 20 {
			break
		}
		if before, err = clients.ParseBefore(before.String()); err != nil {
			t.Fatal(err)
		}
	}
	// One visit, its note in its row; 120 reports, 120 procedures, 60 vaccines, 90 days of values, 75 messages.
	if want := 1 + 120 + 120 + 60 + 90 + 75; len(seen) != want {
		t.Errorf("%d rows were shown; want %d", len(seen), want)
	}
	for row, n := range seen {
		if n != 1 {
			t.Errorf("%s was shown %d times", row, n)
		}
	}
}

func TestAFileShowsEachRoleItsPart(t *testing.T) {
	_, w := arrange(t, longHistory)
	if err := w.SignNote(t.Context(), okafor, nadia, note); err != nil {
		t.Fatal(err)
	}
	file, err := w.OpenFile(t.Context(), desk, nadia, clients.Everything, clients.Before{})
	if err != nil {
		t.Fatal(err)
	}
	if file.Clinical != nil || file.Timeline.Counts[clients.History] != 0 || file.Summary.OwedCents != 37400 || file.Lines[1].SignedAt == nil {
		t.Errorf("the desk: %+v", file.Summary)
	}
	file, err = w.OpenFile(t.Context(), okafor, nadia, clients.Everything, clients.Before{})
	if err != nil {
		t.Fatal(err)
	}
	if file.Clinical == nil || file.Summary.OwedCents != 0 || file.Timeline.Counts[clients.History] != 120+120+60+90 {
		t.Errorf("the clinician: %+v %v", file.Summary, file.Timeline.Counts)
	}
	file, err = w.OpenFile(t.Context(), access.StaffMember(9, "Oda Berg", access.Owner), nadia, clients.Everything, clients.Before{})
	if err != nil || len(file.Timeline.List) != 0 || len(file.Lines) != 0 || len(file.Team) != 0 {
		t.Errorf("the owner: %+v, %v", file, err)
	}
	if _, err := w.OpenFile(t.Context(), desk, nadia+1, clients.Everything, clients.Before{}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("no such file: %v", err)
	}
}
