package id_test

import (
	"testing"

	"charthouse/internal/id"
)

// FuzzParse: a number that is taken is above zero, and written by its own digits alone.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"1", "9223372036854775807", "9223372036854775808", "0", "-1", "+7", "007", "1_000", " 1", "", "٣"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		n, err := id.Parse[id.Client](typed)
		if err != nil && n != 0 || err == nil && n <= 0 {
			t.Fatalf("%q became %d, %v", typed, n, err)
		}
		if err == nil && n.String() != typed {
			t.Fatalf("%q is another way to write %s", typed, n)
		}
	})
}
