package worklist_test

import (
	"testing"

	"charthouse/internal/worklist"
)

// FuzzParseKey: a mark of the worklist is refused, or is one that the list itself writes, of an instant that the database holds.
func FuzzParseKey(f *testing.F) {
	for _, seed := range []string{"", "12500.1777910400000000.7", "-1.-1.1", "0.0.0", "1.9223372036854775807.1", "1.-9223372036854775808.1", "1.1.1.1", "+1.+1.+1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, mark string) {
		k, err := worklist.ParseKey(mark)
		if err != nil && k != (worklist.Key{}) {
			t.Fatalf("%q is refused and yet %v", mark, k)
		}
		if again, err := worklist.ParseKey(k.String()); err != nil || again != k {
			t.Fatalf("%q became %v, and that %v, %v", mark, k, again, err)
		}
		if y := k.Since.Year(); y < 1 || y > 9999 || k.ID < 0 {
			t.Fatalf("%q became %v", mark, k)
		}
	})
}

// FuzzParseTaskMark: a mark of the tasks is refused whole, or is one that the list itself writes.
func FuzzParseTaskMark(f *testing.F) {
	for _, seed := range []string{"", "2026-05-04.7", ".7", "2026-05-04.", "2026-05-04", "2026-05-04.0", "0001-01-01.1", "2026-05-04.x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, mark string) {
		m, err := worklist.ParseTaskMark(mark)
		if err != nil && m != (worklist.TaskMark{}) {
			t.Fatalf("%q is refused and yet %v", mark, m)
		}
		if again, err := worklist.ParseTaskMark(m.String()); err != nil || again != m {
			t.Fatalf("%q became %v, and that %v, %v", mark, m, again, err)
		}
	})
}
