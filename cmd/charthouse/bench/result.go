package bench

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
)

// Result is what was measured, as --json prints it.
type Result struct {
	Acts    []Figure  `json:"acts"`
	Process []Process `json:"process"`
}

// Figure is one act at one size. Times are milliseconds as the client waits for
// them, the body read; queries, rows and bytes are those of one act.
type Figure struct {
	Size     float64  `json:"size"` // 1 is 50,000 clients and 1,000,000 visits
	Act      string   `json:"act"`
	N        int      `json:"n"`
	P50      float64  `json:"p50_ms"`
	P95      float64  `json:"p95_ms"`
	P99      float64  `json:"p99_ms"`
	PerS     float64  `json:"per_s"`
	Queries  float64  `json:"queries"`
	Rows     float64  `json:"rows"`
	Bytes    float64  `json:"bytes"`
	SQL      float64  `json:"sql_ms"`         // half of the times no longer: waiting for Postgres
	ToSQL    float64  `json:"ratio_to_sql"`   // p50 to sql_ms
	ToFloor  *float64 `json:"ratio_to_floor"` // p50 to that of the floor, where there is one
	Failures int      `json:"failures"`       // answers that were none
}

// Process is the server at one size.
type Process struct {
	Size    float64 `json:"size"`
	Clients int     `json:"clients"`
	Visits  int     `json:"visits"`
	Day     int     `json:"day_visits"` // at the location whose day is looked at
	RSS     float64 `json:"rss_mb"`     // after the acts
	Ready   float64 `json:"ready_s"`    // from its start to the line ready, the database warm
}

// Table prints the figures for people.
func (r Result) Table(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "size\tact\tn\tp50 ms\tp95\tp99\tper s\tqueries\trows\tkB\tSQL ms\tto SQL\tto floor\t")
	for _, f := range r.Acts {
		floor := ""
		if f.ToFloor != nil {
			floor = fmt.Sprintf("%.1f", *f.ToFloor)
		}
		failed := ""
		if f.Failures > 0 {
			failed = fmt.Sprintf("%d failed", f.Failures)
		}
		fmt.Fprintf(w, "%g\t%s\t%d\t%.1f\t%.1f\t%.1f\t%.0f\t%.0f\t%.0f\t%.0f\t%.1f\t%.1f\t%s\t%s\n",
			f.Size, f.Act, f.N, f.P50, f.P95, f.P99, f.PerS, f.Queries, f.Rows, f.Bytes/1000, f.SQL, f.ToSQL, floor, failed)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, p := range r.Process {
		if _, err := fmt.Fprintf(out, "size %g: %d clients, %d visits, %d on the day; %.0f MB resident, ready in %.2f s\n", p.Size, p.Clients, p.Visits, p.Day, p.RSS, p.Ready); err != nil {
			return err
		}
	}
	return r.growth(out)
}

// growth says how the cost of each act grows from the smallest size to the largest.
func (r Result) growth(out io.Writer) error {
	var sizes []float64
	for _, p := range r.Process {
		sizes = append(sizes, p.Size)
	}
	if len(sizes) < 2 {
		return nil
	}
	small, large := slices.Min(sizes), slices.Max(sizes)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "act\tp95 at %g\tat %g\tgrows\tqueries\t\n", small, large)
	for _, f := range r.Acts {
		if f.Size != small {
			continue
		}
		if g, ok := r.find(large, f.Act); ok {
			fmt.Fprintf(w, "%s\t%.1f\t%.1f\t%.2f\t%.0f to %.0f\t\n", f.Act, f.P95, g.P95, ratio(g.P95, f.P95), f.Queries, g.Queries)
		}
	}
	return w.Flush()
}

func (r Result) find(size float64, act string) (Figure, bool) {
	i := slices.IndexFunc(r.Acts, func(f Figure) bool { return f.Size == size && f.Act == act })
	if i < 0 {
		return Figure{}, false
	}
	return r.Acts[i], true
}

// Compare prints what changed from one result to another, act by act.
func Compare(out io.Writer, before, after Result) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "size\tact\tp50 before\tafter\tratio\tp95 before\tafter\tratio\tqueries before\tafter\t")
	for _, b := range before.Acts {
		a, ok := after.find(b.Size, b.Act)
		if !ok {
			fmt.Fprintf(w, "%g\t%s\t%.1f\tgone\t\t\t\t\t\t\t\n", b.Size, b.Act, b.P50)
			continue
		}
		fmt.Fprintf(w, "%g\t%s\t%.1f\t%.1f\t%.2f\t%.1f\t%.1f\t%.2f\t%.0f\t%.0f\t\n",
			b.Size, b.Act, b.P50, a.P50, ratio(a.P50, b.P50), b.P95, a.P95, ratio(a.P95, b.P95), b.Queries, a.Queries)
	}
	return w.Flush()
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}
