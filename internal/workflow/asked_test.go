package workflow

import (
	"encoding/json"
	"testing"

	"charthouse/internal/intake"
)

func TestAnswersAreReadAsPeopleGaveThem(t *testing.T) {
	for _, c := range []struct {
		kind         intake.Kind
		stored, want string
	}{
		{intake.YesNo, `"no"`, "No"},
		{intake.Long, `" Morning sugars are high. "`, "Morning sugars are high."},
		{intake.Medicines, `{"none": true}`, "None"},
		{
			intake.Medicines, `{"rows": {"4": {"state": "still"}, "5": {"state": "changed", "now": "20 mg"}}, "new": [{"name": "Empagliflozin 10 mg", "how": "one each morning"}]}`,
			"New: Empagliflozin 10 mg, one each morning; Changed: 20 mg; 1 as before",
		},
		{intake.Allergies, `{"rows": {"4": {"state": "stopped"}}}`, "1 stopped"},
		{intake.Long, ``, ""},
	} {
		if got := spoken(c.kind, json.RawMessage(c.stored)); got != c.want {
			t.Errorf("%s %s: %q; want %q", c.kind, c.stored, got, c.want)
		}
	}
}
