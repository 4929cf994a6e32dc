package workflow

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/intake"
)

// Asked is what the patient answered before the visit that a clinician wants to
// know; what the desk takes over is not among it.
type Asked struct {
	FinishedAt *time.Time
	Answers    []Answered
}

// Answered is one question with its answer in words.
type Answered struct{ Question, Answer string }

func askedTx(ctx context.Context, v *db.View, visit id.Visit) (Asked, error) {
	rows, err := listAsked(ctx, v, visit)
	if err != nil {
		return Asked{}, err
	}
	var out Asked
	for _, r := range rows {
		out.FinishedAt = r.FinishedAt
		out.Answers = append(out.Answers, r.answered()...)
	}
	return out, nil
}

// answered gives the clinical answers in the order of the form.
func (r askedRow) answered() (out []Answered) {
	for _, s := range r.Definition.Sections {
		for _, f := range s.Fields {
			if f.Fills != "" && f.Kind != intake.Allergies && f.Kind != intake.Medicines {
				continue
			}
			if words := spoken(r.Answers[f.Key]); words != "" {
				out = append(out, Answered{f.Label, words})
			}
		}
	}
	return out
}

// spoken writes a stored answer in words: lists and groups are joined.
func spoken(value any) string {
	switch v := value.(type) {
	case string:
		return strings.TrimSpace(v)
	case bool:
		if v {
			return "Yes"
		}
		return "No"
	case json.Number:
		return v.String()
	case []any:
		return spokenAll(slices.Values(v), "; ")
	case map[string]any:
		var sorted []any
		for _, k := range slices.Sorted(maps.Keys(v)) {
			sorted = append(sorted, v[k])
		}
		return spokenAll(slices.Values(sorted), ", ")
	}
	return ""
}

func spokenAll(values func(func(any) bool), by string) string {
	var out []string
	for v := range values {
		if words := spoken(v); words != "" {
			out = append(out, words)
		}
	}
	return strings.Join(out, by)
}
