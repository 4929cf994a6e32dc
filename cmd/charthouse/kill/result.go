package kill

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
)

// Result is what a run found: what was done, and every promise with how often it
// was broken.
type Result struct {
	Acts     [kinds]Count
	Kills    [victims]int
	InFlight int // acts that waited for their answer when somebody was killed
	Reopened int // links whose opening was answered into the void: another was sent

	Lost       int // acknowledged, and not there
	Double     int // there twice
	Unbalanced int // entries of the ledger
	Untold     int // changed rows without their row of the trail, or of the history
	Files      int // without a row, after a start
	Rows       int // without their file
	Pages      int // with an error, seen by somebody who only tried again

	Found []string // the first of what is broken, in words
}

// Count is how one kind of act fared.
type Count struct{ Sent, Acknowledged, Retried, Asked int }

// promise is one of those that a run checks.
type promise struct {
	words  string
	broken int
}

func (r *Result) promises() []promise {
	return []promise{
		{"acknowledged writes lost", r.Lost},
		{"double effects of a repeated form", r.Double},
		{"unbalanced ledger entries", r.Unbalanced},
		{"changes without an audit row", r.Untold},
		{"files without a row", r.Files},
		{"rows without a file", r.Rows},
		{"error pages", r.Pages},
	}
}

// Broken is true where a promise was not kept.
func (r *Result) Broken() bool {
	return slices.ContainsFunc(r.promises(), func(p promise) bool { return p.broken > 0 })
}

// say keeps the first of what was found.
func (r *Result) say(format string, args ...any) {
	if line := fmt.Sprintf(format, args...); len(r.Found) < 20 && !slices.Contains(r.Found, line) {
		r.Found = append(r.Found, line)
	}
}

// Table prints the run for people.
func (r *Result) Table(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "act\tsent\tacknowledged\tretried\tasked to wait\t")
	var all Count
	for k, c := range r.Acts {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t\n", kind(k), c.Sent, c.Acknowledged, c.Retried, c.Asked)
		all = Count{all.Sent + c.Sent, all.Acknowledged + c.Acknowledged, all.Retried + c.Retried, all.Asked + c.Asked}
	}
	fmt.Fprintf(w, "all\t%d\t%d\t%d\t%d\t\n\n", all.Sent, all.Acknowledged, all.Retried, all.Asked)
	for v, n := range r.Kills {
		fmt.Fprintf(w, "killed: %s\t%d\t\n", victim(v), n)
	}
	fmt.Fprintf(w, "acts under way when killed\t%d\t\n", r.InFlight)
	fmt.Fprintf(w, "links sent once more\t%d\t\n\n", r.Reopened)
	for _, p := range r.promises() {
		fmt.Fprintf(w, "%s\t%d\t\n", p.words, p.broken)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, line := range r.Found {
		fmt.Fprintln(out, line)
	}
	return nil
}
