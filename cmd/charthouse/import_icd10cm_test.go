package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"charthouse/internal/db/dbtest"
	"charthouse/internal/workflow"
)

func TestACodeListIsImportedByCommandAndABrokenOneChangesNothing(t *testing.T) {
	d := dbtest.New(t)
	t.Setenv("DATABASE_URL", d.AppURL)
	t.Setenv("DATABASE_OWNER_URL", d.OwnerURL)
	row := func(number int, code string, billable int) string {
		return fmt.Sprintf("%05d %-7s %d %-60s %s\n", number, code, billable, "Title of "+code, "Title of "+code)
	}
	whole := row(1, "E11", 0) + row(2, "E1165", 1)
	for _, c := range []struct {
		name, text string
		status     int
		report     string
	}{
		{"whole", whole, 0, "2 2 0 0"},
		{"again", whole, 0, "2 0 0 2"},
		{"broken", whole + "00003 nonsense\n", 1, "0 0 0 0"},
	} {
		path := filepath.Join(t.TempDir(), c.name+".txt")
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		var out, say bytes.Buffer
		status := run(t.Context(), []string{"import", "icd10cm", path, "--json"}, strings.NewReader(""), &out, &say)
		var r workflow.ImportReport
		if err := json.Unmarshal(out.Bytes(), &r); err != nil {
			t.Fatalf("%s: %v in %q, %s", c.name, err, out.String(), say.String())
		}
		got := fmt.Sprint(r.Read, " ", r.Created, " ", r.Updated, " ", r.Unchanged)
		if status != c.status || got != c.report || (len(r.Refused) == 1) != (c.status == 1) {
			t.Errorf("%s ended with %d and %s, %+v", c.name, status, got, r.Refused)
		}
		if c.status == 1 && !strings.Contains(r.Refused[0].Reason, "line 3") {
			t.Errorf("refused because %s", r.Refused[0].Reason)
		}
	}
}
