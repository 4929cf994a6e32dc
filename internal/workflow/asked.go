package workflow

import (
	"context"
	"encoding/json"
	"fmt"
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
			if words := spoken(f.Kind, r.Answers[f.Key]); words != "" {
				out = append(out, Answered{f.Label, words})
			}
		}
	}
	return out
}

// spoken writes a stored answer in words.
func spoken(kind intake.Kind, stored json.RawMessage) string {
	if kind == intake.Allergies || kind == intake.Medicines {
		var l intake.List
		if json.Unmarshal(stored, &l) != nil {
			return ""
		}
		return spokenList(l)
	}
	var text string
	if json.Unmarshal(stored, &text) != nil {
		return ""
	}
	if kind == intake.YesNo {
		return map[string]string{"yes": "Yes", "no": "No"}[text]
	}
	return strings.TrimSpace(text)
}

// spokenList says what is new first, then what changed, then how much is as the
// file has it.
func spokenList(l intake.List) string {
	if l.None {
		return "None"
	}
	var out []string
	for _, n := range l.New {
		out = append(out, "New: "+strings.TrimSuffix(n.Name+", "+n.How, ", "))
	}
	states := map[intake.RowState]int{}
	for _, key := range slices.Sorted(maps.Keys(l.Rows)) {
		row := l.Rows[key]
		if states[row.State]++; row.State == intake.Changed {
			out = append(out, "Changed: "+row.Now)
		}
	}
	if n := states[intake.Stopped]; n > 0 {
		out = append(out, fmt.Sprintf("%d stopped", n))
	}
	if n := states[intake.Still]; n > 0 {
		out = append(out, fmt.Sprintf("%d as before", n))
	}
	return strings.Join(out, "; ")
}
