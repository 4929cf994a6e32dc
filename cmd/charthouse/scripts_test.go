package main

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// signIn answers where the door leads somebody to, or nothing.
func (p *process) signIn(t *testing.T, email, password string) string {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	stays := http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r, err := stays.PostForm(p.addr+"/sign-in", url.Values{"email": {email}, "password": {password}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Body.Close() }()
	return r.Header.Get("Location")
}

func TestAServeThatIsEmptySaysHowItsFirstPersonIsMade(t *testing.T) {
	t.Parallel()
	p := served(t, dataFolder(t))
	list := launched(t, p.dir, "user", "list")
	if status := list.awaitEnd(t); status != 0 || len(list.out) != 0 {
		t.Errorf("status %d, listed %q", status, list.out)
	}
	if !strings.Contains(p.said.String(), "charthouse user add --email ADDRESS --name NAME --role owner") || strings.Contains(p.said.String(), "sample") {
		t.Errorf("it said: %s", &p.said)
	}
}

func TestAPasswordIsReadFromStandardInputOrPrintedOnce(t *testing.T) {
	t.Parallel()
	p := served(t, dataFolder(t))
	add := []string{"user", "add", "--name", "Ada Brandt", "--role", "owner", "--role", "front-desk", "--email"}
	given := fed(t, p.dir, strings.NewReader("lantern quarry mitten\n"), append(add, "ada@practice.example")...)
	if status := given.awaitEnd(t); status != 0 || len(given.out) != 0 || strings.Contains(given.said.String(), "lantern") {
		t.Errorf("status %d, printed %q: %s", status, given.out, &given.said)
	}
	made := launched(t, p.dir, append(add, "ben@practice.example")...)
	if status := made.awaitEnd(t); status != 0 || len(made.out) != 1 || strings.Contains(made.said.String(), made.out[0]) {
		t.Fatalf("status %d, printed %q: %s", status, made.out, &made.said)
	}
	for email, password := range map[string]string{"ada@practice.example": "lantern quarry mitten", "ben@practice.example": made.out[0]} {
		if to := p.signIn(t, email, password); to != "/" {
			t.Errorf("%s comes to %q", email, to)
		}
	}
	if to := p.signIn(t, "ada@practice.example", "something else"); to != "" {
		t.Errorf("a wrong password leads to %q", to)
	}
}

func TestAPersonWhoCannotBeAddedIsOneSentenceAndStatusOne(t *testing.T) {
	t.Parallel()
	p := served(t, dataFolder(t))
	for want, args := range map[string][]string{
		"captain": {"--email", "ada@practice.example", "--role", "captain"},
		"address": {"--email", "nobody", "--role", "owner"},
	} {
		add := fed(t, p.dir, strings.NewReader("lantern quarry mitten\n"), append([]string{"user", "add", "--name", "Ada Brandt"}, args...)...)
		if status := add.awaitEnd(t); status != 1 || len(add.out) != 0 {
			t.Errorf("%s: status %d, printed %q", want, status, add.out)
		}
		oneSentence(t, add.said.String(), want)
	}
}

// What scripts read of an import: the names of the object's members and the exit status.
func TestAnImportPrintsOneObjectAndItsStatusSaysWhetherAllWasTaken(t *testing.T) {
	t.Parallel()
	p := served(t, dataFolder(t))
	folder := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("ana.json", `{"resourceType":"Bundle","type":"collection","entry":[
		{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient","id":"ana","name":[{"family":"Ruiz","given":["Ana"]}],"birthDate":"1985-02-03"}},
		{"fullUrl":"urn:uuid:2","resource":{"resourceType":"Basic","id":"b"}}]}`)
	first := imported(t, p, folder)
	if first.status != 0 || first.counts() != "read 1, created 1, updated 0, unchanged 0" || len(first.list("refused")) != 0 {
		t.Errorf("status %d: %v", first.status, first.report)
	}
	if diff := cmp.Diff([]string{"count", "reason", "type"}, keys(first.list("skipped"))); diff != "" {
		t.Errorf("skipped: %s", diff)
	}
	write("broken.json", `{"resourceType":"Patient","birthDate":"the third"}`)
	again := imported(t, p, folder)
	if again.status != 1 || again.counts() != "read 1, created 0, updated 0, unchanged 1" {
		t.Errorf("status %d: %v", again.status, again.report)
	}
	if diff := cmp.Diff([]string{"entry", "file", "reason"}, keys(again.list("refused"))); diff != "" {
		t.Errorf("refused: %s", diff)
	}
}

func TestAPathThatIsNotThereIsRefusedAndTheOthersAreImported(t *testing.T) {
	t.Parallel()
	p := served(t, dataFolder(t))
	folder := t.TempDir()
	ana := `{"resourceType":"Patient","id":"ana","name":[{"family":"Ruiz","given":["Ana"]}],"birthDate":"1985-02-03"}`
	if err := os.WriteFile(filepath.Join(folder, "ana.json"), []byte(ana), 0o600); err != nil {
		t.Fatal(err)
	}
	nowhere := filepath.Join(folder, "nowhere.json")
	r := imported(t, p, nowhere, filepath.Join(folder, "ana.json"))
	if r.status != 1 || r.counts() != "read 1, created 1, updated 0, unchanged 0" {
		t.Errorf("status %d: %v", r.status, r.report)
	}
	want := []any{map[string]any{"file": nowhere, "entry": 0.0, "reason": "does not exist"}}
	if diff := cmp.Diff(want, r.list("refused")); diff != "" {
		t.Errorf("refused: %s", diff)
	}
}

func TestAnImportOfNothingStillPrintsItsObject(t *testing.T) {
	t.Parallel()
	p := served(t, dataFolder(t))
	nowhere := filepath.Join(t.TempDir(), "nowhere.json")
	r := imported(t, p, nowhere)
	if r.status != 1 || r.report["skipped"] == nil || len(r.list("refused")) != 1 {
		t.Errorf("status %d: %v", r.status, r.report)
	}
	codes := launched(t, p.dir, "import", "icd10cm", nowhere, "--json")
	if status := codes.awaitEnd(t); status != 1 || len(codes.out) != 1 || !strings.Contains(codes.out[0], "nowhere.json") {
		t.Errorf("status %d, printed %q", status, codes.out)
	}
}

// taking is an import that has ended.
type taking struct {
	status int
	report map[string]any
}

func imported(t *testing.T, p *process, paths ...string) taking {
	t.Helper()
	run := launched(t, p.dir, append([]string{"import", "fhir", "--json"}, paths...)...)
	status := run.awaitEnd(t)
	if len(run.out) != 1 {
		t.Fatalf("printed %d lines: %q; %s", len(run.out), run.out, &run.said)
	}
	report := map[string]any{}
	if err := json.Unmarshal([]byte(run.out[0]), &report); err != nil {
		t.Fatal(err)
	}
	want := []string{"created", "read", "refused", "skipped", "unchanged", "updated"}
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(report))); diff != "" {
		t.Errorf("the object's members: %s", diff)
	}
	return taking{status, report}
}

func (r taking) counts() string {
	var said []string
	for _, name := range []string{"read", "created", "updated", "unchanged"} {
		n, _ := json.Marshal(r.report[name])
		said = append(said, name+" "+string(n))
	}
	return strings.Join(said, ", ")
}

func (r taking) list(name string) []any {
	l, _ := r.report[name].([]any)
	return l
}

// keys are the members of a list's first object.
func keys(list []any) []string {
	if len(list) == 0 {
		return nil
	}
	first, _ := list[0].(map[string]any)
	return slices.Sorted(maps.Keys(first))
}
