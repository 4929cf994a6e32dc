package overview

import (
	"context"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Sums is what the days of a span add up to for one week or one group.
type Sums struct {
	Group int64 // the week's number from 0, or that of a clinician, location, ...
	Name  string

	Visits, Cancelled, Late, Missed, Seen, Minutes, Capacity int64
	Cycles, CycleSeconds                                     int64
	Signed, Median                                           int64 // seconds
	Lags, LagSeconds                                         int64
	Claims, ClaimsReady, Forms, FormsReady                   int64
	Written, WriteSeconds                                    int64

	Charged13, Collected13, Adjusted13 int64 // cents, in the 13 weeks until the end
	OwedAtEnd                          int64 // cents

	Counts map[string]Count `db:"-"` // by measure, of what days count
}

// Count is a numerator and denominator.
type Count struct{ Above, Below int64 }

// Of narrows a measure. The zero Of is the whole practice.
type Of struct {
	Clinician id.Staff
	Location  id.Location
	Type      id.VisitType
	Payer     int64 // a payer's number; Nobody is visits without one
}

// Nobody is who pays where no payer does.
const Nobody = -1

// By is what sums are grouped by.
type By string

// The groups. Weeks begin on Mondays.
const (
	ByWeek      By = "week"
	ByClinician By = "clinician"
	ByLocation  By = "location"
	ByType      By = "type"
	ByPayer     By = "payer"
	ByCause     By = "cause" // the kind of what was stuck, or the field typed
	ByHow       By = "how"   // how a line left, or whom a reminder went to
	ByStaff     By = "staff" // who did it
)

// Span is the days from From until before To.
type Span struct{ From, To civil.Date }

// Weeks is the span of so many weeks until the end of that of the day.
func Weeks(n int, day civil.Date) Span {
	next := day.Add(8 - day.ISOWeekday())
	return Span{next.Add(-7 * n), next}
}

// SumsTx adds up the days of the span, by week or by group. Days whose sums are
// behind are counted now, so that the answer is true at every moment.
func SumsTx(ctx context.Context, v *db.View, span Span, of Of, by By) ([]Sums, error) {
	behind, err := listDirty(ctx, v, span.From.Add(-yearQuarter))
	if err != nil {
		return nil, err
	}
	sums, err := listSums(ctx, v, span, of, by, behind)
	if err != nil {
		return nil, err
	}
	money, err := listMoney(ctx, v, span, of, by, behind)
	if err != nil {
		return nil, err
	}
	counts, err := listCounts(ctx, v, span, of, by, "")
	return counted(together(sums, money), counts), err
}

// CausesTx adds up what the days of the span count for one measure, by cause, by
// how or by who, and how many visits there were.
func CausesTx(ctx context.Context, v *db.View, m Measure, span Span, by By) ([]Sums, error) {
	all, err := SumsTx(ctx, v, span, Of{}, ByWeek)
	if err != nil {
		return nil, err
	}
	rows, err := listCounts(ctx, v, span, Of{}, by, m.Rows)
	var out []Sums
	for _, r := range rows {
		if n := len(out); n == 0 || out[n-1].Name != r.Name {
			out = append(out, Sums{Group: int64(n), Name: r.Name})
			for _, week := range all {
				out[n].Visits += week.Visits
			}
		}
	}
	at := map[string]int64{}
	for i, s := range out {
		at[s.Name] = int64(i)
	}
	for i, r := range rows {
		rows[i].Group = at[r.Name]
	}
	return counted(out, rows), err
}

// counted adds the counts to the sums of the same group.
func counted(sums []Sums, rows []countRow) []Sums {
	at := map[int64]int{}
	for i, s := range sums {
		at[s.Group] = i
		sums[i].Counts = map[string]Count{}
	}
	for _, r := range rows {
		if i, ok := at[r.Group]; ok {
			sums[i].Counts[r.Measure] = Count{r.Above, r.Below}
		}
	}
	return sums
}

// together adds the money to the visits of the same group.
func together(sums []Sums, money []moneySums) []Sums {
	at := map[int64]int{}
	for i, s := range sums {
		at[s.Group] = i
	}
	for _, m := range money {
		i, ok := at[m.Group]
		if !ok {
			continue
		}
		sums[i].Charged13, sums[i].Collected13, sums[i].Adjusted13, sums[i].OwedAtEnd = m.Charged13, m.Collected13, m.Adjusted13, m.OwedAtEnd
	}
	return sums
}

// Monday is the first day of the week that a Sums by week is of.
func (s Span) Monday(week int64) civil.Date { return s.From.Add(int(week) * 7) }

// In is the span's instants in a zone.
func (s Span) In(zone *time.Location) (from, to time.Time) { return s.From.In(zone), s.To.In(zone) }
