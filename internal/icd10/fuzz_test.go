package icd10

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzRead: a list ends with one error, or each of its lines is a code of its own that is written back as it stood; packed or not is the same.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{three, "", "\n", row(1, "E11", 0, "Typé 2"), row(1, "E11", 1, "a") + row(1, "E11", 1, "a"), "\x1f\x8b\x08\x00cut", strings.Repeat("x", 5000), "00001 E11     0 short"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		list, err := collect(text)
		if strings.HasPrefix(text, "\x1f\x8b") {
			return // it is packed already
		}
		seen := map[string]bool{}
		for i, c := range list {
			if c.Code == "" || c.Long == "" || seen[c.Code] || !utf8.ValidString(c.Code+c.Short+c.Long) || strings.ContainsAny(c.Code+c.Short+c.Long, "\n\x00") {
				t.Fatalf("line %d became %+v", i+1, c)
			}
			seen[c.Code] = true
		}
		if err == nil && len(list) != strings.Count(strings.TrimSuffix(text, "\n")+"\n", "\n") {
			t.Fatalf("%d codes of %d lines", len(list), strings.Count(text, "\n"))
		}
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		_, _ = z.Write([]byte(text))
		_ = z.Close()
		again, wrong := collect(packed.String())
		if len(again) != len(list) || (wrong == nil) != (err == nil) {
			t.Fatalf("packed it is %d codes, %v; unpacked %d, %v", len(again), wrong, len(list), err)
		}
	})
}
