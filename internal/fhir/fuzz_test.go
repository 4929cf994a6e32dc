package fhir

import (
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// FuzzRead: a file is read or refused, never both; read again it is the same, and a line of a list is what it is as a file of its own.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		maria, family, bundleOf(patient(`"gender":"x"`), vital(`"valueQuantity":{"value":1.5e3}`)), document(`"data":"SGVsbG8="`),
		`{"a":[1,-0.5,true,null,"\ud83d\ude00\n"]}`, "[[[[", `{"resourceType":"Bundle","type":"batch","entry":[{}]}`, "\ufeff{}", "", "\x1f\x8b\x08\x00cut",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		whole := bundlesOf(t, "x.json", text)
		if again := bundlesOf(t, "x.json", text); !reflect.DeepEqual(whole, again) {
			t.Fatalf("%v is read again as %v", whole, again)
		}
		packed := strings.HasPrefix(text, "\x1f\x8b")
		if len(whole) > 0 && !packed && !json.Valid([]byte(strings.TrimPrefix(text, "\ufeff"))) {
			t.Fatal("what is no JSON was read")
		}
		lines := bundlesOf(t, "x.ndjson", text)
		if packed || strings.ContainsAny(text, "\r\n") {
			return
		}
		for _, b := range slices.Concat(whole, lines) {
			b.Line, b.File = 0, ""
		}
		if len(whole) == 1 && len(whole) != len(lines) {
			t.Fatalf("as a file it is %d bundles, as a line %d", len(whole), len(lines))
		}
	})
}

// bundlesOf reads all bundles of a text.
func bundlesOf(t *testing.T, name, text string) (all []*Bundle) {
	t.Helper()
	for b, err := range Read(name, strings.NewReader(text)) {
		if (b == nil) == (err == nil) {
			t.Fatal("neither read nor refused")
		}
		if b != nil {
			all = append(all, b)
			continue
		}
		if _, ok := errors.AsType[*Refusal](err); !ok {
			t.Fatalf("refused by %T", err)
		}
	}
	return all
}

// FuzzParseDate: a date that is taken is written back as it stood, as far as it was stated.
func FuzzParseDate(f *testing.F) {
	for _, seed := range []string{"1985", "1985-02", "1985-02-28", "2015-02-07T13:28:17-05:00", "2016-12-31T23:59:60Z", "0000", "2015-02-07T13:28:17.1234567890123Z", "2015-02-07T13:28Z", "9999-12-31T23:59:60Z", "2016-12-31T23:59:60+99:99"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, ok := parseDate(text)
		if !ok {
			return
		}
		if d.At.Year() < 1 || d.At.Year() > 10000 || d.Precision == Absent || !d.end().After(d.At) {
			t.Fatalf("%q became %v", text, d)
		}
		again, ok := parseDate(d.String())
		if d.At.Year() < 10000 && (!ok || !again.At.Equal(d.At) || again.Precision != d.Precision || d.Precision != Instant && d.String() != text) {
			t.Fatalf("%q became %s, and that %s, %v", text, d, again, ok)
		}
	})
}

// FuzzParseAgreesWithEncodingJSON holds the parser to the library where both speak of the same thing.
func FuzzParseAgreesWithEncodingJSON(f *testing.F) {
	for _, seed := range []string{maria, `[1,2.50,-0,1e+9,"a\tb\u00e9",{"x":{}}]`, `{"a":1,"a":2}`, `"\ud800"`, `01`, `{"a":}`, "\"\x7f\""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if unreadable(text) != "" {
			t.Skip()
		}
		var want any
		decoder := json.NewDecoder(strings.NewReader(text))
		decoder.UseNumber()
		valid := json.Valid([]byte(text)) && decoder.Decode(&want) == nil
		got, _, fault := parse(text)
		if fault == nil && !valid {
			t.Fatalf("taken though invalid")
		}
		stricter := fault != nil && (strings.Contains(fault.reason, "twice") || strings.Contains(fault.reason, "surrogate") || strings.Contains(fault.reason, "deeply"))
		if fault != nil && valid && !stricter {
			t.Fatalf("refused though valid: %s", fault.reason)
		}
		if fault == nil && !same(want, &got) {
			t.Fatalf("read otherwise: %v", want)
		}
	})
}

func same(want any, got *value) bool {
	switch want := want.(type) {
	case nil:
		return got.kind == isNull
	case bool:
		return got.kind == isBool && (got.text == "true") == want
	case json.Number:
		return got.kind == isNumber && got.text == want.String()
	case string:
		return got.kind == isText && got.text == want
	case []any:
		if got.kind != isArray || len(got.kids) != len(want) {
			return false
		}
		for i := range want {
			if !same(want[i], &got.kids[i].value) {
				return false
			}
		}
		return true
	case map[string]any:
		if got.kind != isObject || len(got.kids) != len(want) {
			return false
		}
		for name := range want {
			if v := got.get(name); v == nil || !same(want[name], v) {
				return false
			}
		}
		return true
	}
	return false
}

func BenchmarkReadSynthea(b *testing.B) {
	list := files(b, shared(b, "synthea/fhir-r4"))
	var unpacked int64
	for _, f := range list {
		text, err := os.ReadFile(f.Path)
		if err != nil {
			b.Fatal(err)
		}
		// gzip keeps the unpacked size in its last four bytes, the lowest first
		n := len(text)
		unpacked += int64(text[n-4]) | int64(text[n-3])<<8 | int64(text[n-2])<<16 | int64(text[n-1])<<24
	}
	b.SetBytes(unpacked)
	b.ReportAllocs()
	for b.Loop() {
		for _, f := range list {
			for _, err := range f.Read() {
				if err != nil {
					b.Fatal(err)
				}
			}
		}
	}
}
