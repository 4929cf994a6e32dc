package fhir

import (
	"io"
	"runtime"
	"strings"
	"testing"
)

func TestMemoryIsBoundedByOneBundle(t *testing.T) {
	const lines, most = 100, 64 << 20
	line := strings.ReplaceAll(bundleOf(patient(`"text":{"status":"generated","div":"`+strings.Repeat("x", 1<<20)+`"}`)), "\n", "") + "\n"
	in, out := io.Pipe()
	go func() {
		for range lines {
			if _, err := io.WriteString(out, line); err != nil {
				return
			}
		}
		out.Close()
	}()
	n := 0
	for _, err := range Read("big.ndjson", in) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		var m runtime.MemStats
		if n%10 == 0 {
			runtime.GC()
			if runtime.ReadMemStats(&m); m.HeapAlloc > most {
				t.Fatalf("after %d MB the heap holds %d MB", n, m.HeapAlloc>>20)
			}
		}
	}
	if n != lines {
		t.Errorf("read %d of %d lines", n, lines)
	}
}

func TestAHostileFileIsRefusedInReasonableTime(t *testing.T) {
	// Each of these was quadratic in some reader of JSON: names without end, brackets without end, backslashes without end.
	for name, text := range map[string]string{
		"names":       patient(`"x` + strings.Join(numbered(200_000), `":1,"x`) + `":1`),
		"brackets":    strings.Repeat(`{"a":`, 1_000_000),
		"backslashes": patient(`"name":[{"text":"` + strings.Repeat(`\\`, 2<<20) + `"}]`),
		"entries":     bundleOf(strings.Split(strings.Repeat(`{"resourceType":"Goal"}|`, 100_000)+`{"resourceType":"X"}`, "|")...),
	} {
		if bundles, refusals := read(t, "x.json", text); len(bundles) > 0 || len(refusals) != 1 {
			t.Errorf("%s: read %d, refused %d", name, len(bundles), len(refusals))
		}
	}
}

func numbered(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = strings.Repeat("0", i%7) + string(rune('a'+i%26)) + strings.Repeat("1", i/26%50) + string(rune('A'+i/1300%26)) + strings.Repeat("2", i/33800)
	}
	return list
}
