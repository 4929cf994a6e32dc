package clients_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"charthouse/internal/clients"
)

// A long file: many acts at the same instant, each with a change. An import wrote it,
// so that the order of its numbers is not that of its days.
const longFile = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{}', true, '', '2026-05-04 12:00Z', true);
	insert into trail (at, actor, verb, client_id, allowed)
	select '2026-01-01Z'::timestamptz + n * 7919 % 20000 / 7 * interval '1 min', 'clock', 'visit.flow', $1, true from generate_series(1, 20000) n;
	insert into history (trail_id, at, tbl, row_id, client_id, op, new)
	select id, at, 'visits', id, client_id, 'U', '{"id": 1, "status": "seen", "note": "x"}' from trail where client_id = $1 and verb = 'visit.flow';
	commit;
	analyze trail;
	analyze history`

// Whoever reads a trail to its end comes by every act once. A page that reads the
// whole file would take minutes for all of them.
func TestEveryPageOfALongTrailIsReadWithoutReadingTheFile(t *testing.T) {
	d, s, nadia := shutFile(t, "2")
	if _, err := d.Owner.Exec(t.Context(), strings.ReplaceAll(longFile, "$1", nadia.String())); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 15*time.Second)
	defer cancel()
	seen := map[int64]bool{}
	var last clients.Look
	for before := int64(0); ; {
		_, looks, older, err := s.Trail(ctx, manager, nadia, before)
		if err != nil {
			t.Fatalf("after %d acts: %v", len(seen), err)
		}
		for _, l := range looks {
			if seen[l.ID] || last.ID != 0 && (l.At.After(last.At) || l.At.Equal(last.At) && l.ID > last.ID) {
				t.Fatalf("act %d comes after %d", l.ID, last.ID)
			}
			if l.Verb == "visit.flow" && (len(l.Changed) != 1 || l.Changed[0] != "changed visits: note, status") {
				t.Fatalf("act %d changed %q", l.ID, l.Changed)
			}
			seen[l.ID], last = true, l
		}
		if before = older; older == 0 {
			break
		}
	}
	if len(seen) < 20000 {
		t.Errorf("%d acts of 20,000", len(seen))
	}
}
