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
	Packet     id.Packet // the last one whose clinical answers wait to be accepted
	Waiting    int       // how many of them
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
		if r.Waiting > 0 {
			out.Packet, out.Waiting = r.Packet, r.Waiting
		}
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
			if words := r.spoken(f, r.Answers[f.Key]); words != "" {
				out = append(out, Answered{f.Label, words})
			}
		}
	}
	return out
}

// spoken writes a stored answer in words.
func (r askedRow) spoken(f intake.Field, stored json.RawMessage) string {
	if f.Kind == intake.Allergies || f.Kind == intake.Medicines {
		var l intake.List
		if json.Unmarshal(stored, &l) != nil {
			return ""
		}
		return spokenList(l, func(row string) string { return r.Names[f.FillsWhat()+":"+row] })
	}
	var text string
	if json.Unmarshal(stored, &text) != nil {
		return ""
	}
	if f.Kind == intake.YesNo {
		return map[string]string{"yes": "Yes", "no": "No"}[text]
	}
	return strings.TrimSpace(text)
}

// spokenList says what is new first, then what changed and what stopped, each by
// its name in the file, then how much is as the file has it.
func spokenList(l intake.List, name func(row string) string) string {
	if l.None {
		return "None"
	}
	var out, stopped []string
	for _, n := range l.New {
		out = append(out, "New: "+strings.TrimSuffix(n.Name+", "+n.How, ", "))
	}
	still := 0
	for _, key := range slices.Sorted(maps.Keys(l.Rows)) {
		switch row := l.Rows[key]; row.State {
		case intake.Changed:
			out = append(out, "Changed: "+name(key)+", now "+row.Now)
		case intake.Stopped:
			stopped = append(stopped, "Stopped: "+name(key))
		case intake.Still:
			still++
		}
	}
	out = append(out, stopped...)
	if still > 0 {
		out = append(out, fmt.Sprintf("%d as before", still))
	}
	return strings.Join(out, "; ")
}
