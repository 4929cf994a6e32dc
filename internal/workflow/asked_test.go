package workflow

import (
	"encoding/json"
	"testing"

	"charthouse/internal/intake"
)

func TestAnswersAreReadAsPeopleGaveThem(t *testing.T) {
	file := askedRow{Names: map[string]string{"allergies:4": "Penicillin", "medications:4": "Metformin 1 g", "medications:5": "Lisinopril 10 mg"}}
	for _, c := range []struct {
		kind         intake.Kind
		stored, want string
	}{
		{intake.YesNo, `"no"`, "No"},
		{intake.Long, `" Morning sugars are high. "`, "Morning sugars are high."},
		{intake.Medicines, `{"none": true}`, "None"},
		{
			intake.Medicines, `{"rows": {"4": {"state": "still"}, "5": {"state": "changed", "now": "20 mg"}}, "new": [{"name": "Empagliflozin 10 mg", "how": "one each morning"}]}`,
			"New: Empagliflozin 10 mg, one each morning; Changed: Lisinopril 10 mg, now 20 mg; 1 as before",
		},
		{intake.Allergies, `{"rows": {"4": {"state": "stopped"}}}`, "Stopped: Penicillin"},
		{intake.Long, ``, ""},
	} {
		if got := file.spoken(intake.Field{Kind: c.kind}, json.RawMessage(c.stored)); got != c.want {
			t.Errorf("%s %s: %q; want %q", c.kind, c.stored, got, c.want)
		}
	}
}
