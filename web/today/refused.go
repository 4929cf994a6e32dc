package today

import (
	"errors"

	"charthouse/internal/fault"
)

// sentence is what a refusal says in one line: of its fields the first, since a
// toast has no form to mark.
func sentence(err error) string {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok {
		return ""
	}
	for _, field := range []string{"reason", "start", "fold", "anyway", "place", "clinician", "day", "scope"} {
		if f.Fields[field] != "" {
			return f.Fields[field]
		}
	}
	return f.Message
}
