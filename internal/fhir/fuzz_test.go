package fhir

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

func FuzzReadNeverPanics(f *testing.F) {
	for _, seed := range []string{
		maria, family, bundleOf(patient(`"gender":"x"`), vital(`"valueQuantity":{"value":1.5e3}`)), document(`"data":"SGVsbG8="`),
		`{"a":[1,-0.5,true,null,"\ud83d\ude00\n"]}`, "[[[[", `{"resourceType":"Bundle","type":"batch","entry":[{}]}`, "\ufeff{}", "",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for b, err := range Read("x.json", strings.NewReader(text)) {
			if (b == nil) == (err == nil) {
				t.Fatal("neither read nor refused")
			}
			if err == nil && !json.Valid([]byte(strings.TrimPrefix(text, "\ufeff"))) {
				t.Fatal("what is no JSON was read")
			}
		}
		for range Read("x.ndjson", strings.NewReader(text)) {
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
