package intake

import (
	"strings"
	"time"
)

// Known is what the file says already.
type Known struct {
	Values    map[string]string // by the names of Fills; what is empty in the file is absent
	Since     map[string]time.Time
	Allergies []KnownRow
	Medicines []KnownRow
	Contact   bool // there is somebody to call in an emergency
	Coverage  bool // somebody pays
}

// KnownRow is an allergy or a medicine of the file.
type KnownRow struct {
	ID   string
	Name string
	How  string
	Key  string // of the name, by which something new is found to be known
}

// Words are the row as one line.
func (r KnownRow) Words() string {
	if r.How == "" {
		return r.Name
	}
	return r.Name + ", " + r.How
}

// named are the words of the row whose name has the key, or none.
func (k Known) named(fills, key string) string {
	rows := k.Medicines
	if fills == "allergies" {
		rows = k.Allergies
	}
	for _, r := range rows {
		if r.Key == key {
			return r.Words()
		}
	}
	return ""
}

func (k Known) list(kind Kind) []KnownRow {
	switch kind {
	case Allergies:
		return k.Allergies
	case Medicines:
		return k.Medicines
	}
	return nil
}

// matches compares an answer with the file: white space does not count, nor does
// how a phone number is grouped, nor capitals where they mean nothing.
func matches(f Field, is, answer string) bool {
	is, answer = spaced(is), spaced(answer)
	if f.Kind == Phone {
		is, answer = bare(is), bare(answer)
	}
	if f.Kind == Choice || f.Kind == Email {
		return strings.EqualFold(is, answer)
	}
	return is == answer
}

func bare(phone string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -().", r) {
			return -1
		}
		return r
	}, phone)
}
