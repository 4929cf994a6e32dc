package overview

import (
	"net/url"
	"strconv"

	"charthouse/internal/civil"
	"charthouse/internal/overview"
	"charthouse/web/href"
	"charthouse/web/ui"
)

// spark draws the weeks that have a value; nil where none has.
func spark(m overview.Measure, weeks []overview.Sums) *ui.Spark {
	s := &ui.Spark{Label: m.Name + ", " + strconv.Itoa(len(weeks)) + " weeks, " + in(m)}
	var last overview.Value
	for _, w := range weeks {
		if v := m.Of(w); v.Known() {
			s.Points, last = append(s.Points, charted(m, v.Is)), v
		}
	}
	if len(s.Points) == 0 {
		return nil
	}
	goal := charted(m, m.Goal)
	s.Target, s.Bad = &goal, m.Misses(last, m.Goal)
	return s
}

// tiles are the measures on the overview: this week's value, and the twelve weeks.
func tiles(measures []overview.Measure, weeks []overview.Sums, monday civil.Date) []ui.KPI {
	out := make([]ui.KPI, 0, len(measures))
	for _, m := range measures {
		var is, was overview.Value
		if n := len(weeks); n > 1 {
			is, was = m.Of(weeks[n-1]), m.Of(weeks[n-2])
		}
		k := ui.KPI{Href: href.Measure(m.Key, url.Values{"until": {monday.String()}}), Name: m.Name, Verdict: verdict(m, is, was), Bad: m.Misses(is, m.Goal), Spark: spark(m, weeks)}
		k.Value, k.Unit = written(m, is)
		out = append(out, k)
	}
	return out
}
