package clients

import (
	"cmp"
	"context"
	"slices"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// maxRank is how many current coverages a file holds.
const maxRank = 3

// tables lists the rows of each table.
func (r *Records) tables() map[string][]*Row {
	return map[string][]*Row{
		"contacts":      rows(r.Contacts),
		"coverages":     rows(r.Coverages),
		"allergies":     rows(r.Allergies),
		"problems":      rows(r.Problems),
		"medications":   rows(r.Medications),
		"immunizations": rows(r.Immunizations),
		"procedures":    rows(r.Procedures),
		"reports":       rows(r.Reports),
		"observations":  rows(r.Observations),
		"documents":     rows(r.Documents),
	}
}

func rows[R interface{ Numbered() *Row }](list []R) []*Row {
	out := make([]*Row, len(list))
	for i, r := range list {
		out[i] = r.Numbered()
	}
	return out
}

// number gives the new rows their numbers before they are written, so that they
// can point at one another.
func (r *Records) number(ctx context.Context, tx *db.Tx) error {
	for table, list := range r.tables() {
		fresh := slices.DeleteFunc(list, func(row *Row) bool { return row.ID != 0 })
		if len(fresh) == 0 {
			continue
		}
		numbers, err := reserve(ctx, &tx.View, table, len(fresh))
		if err != nil {
			return err
		}
		for i, n := range numbers {
			fresh[i].ID = n
		}
	}
	return nil
}

// placeCoverages gives each current coverage a rank of its own: the one it has,
// the one it wishes for, or the lowest that is free.
func placeCoverages(ctx context.Context, tx *db.Tx, c id.Client, r *Records) error {
	if len(r.Coverages) == 0 {
		return nil
	}
	held, err := listRanks(ctx, &tx.View, c)
	if err != nil {
		return err
	}
	rank := map[int64]int{}
	taken := map[int]bool{}
	for _, h := range held {
		rank[h.ID] = h.Rank
		taken[h.Rank] = true
	}
	for _, x := range r.Coverages {
		if x.EndedAt != nil {
			delete(taken, rank[x.ID])
		}
	}
	slices.Reverse(r.Coverages)
	slices.SortStableFunc(r.Coverages, newestFirst)
	for _, x := range r.Coverages {
		x.place(rank[x.ID], taken)
	}
	r.Coverages = slices.DeleteFunc(r.Coverages, func(x *CoverageRecord) bool { return x.LeftOut })
	// Those that end make room first: the unique index looks at every row.
	slices.SortStableFunc(r.Coverages, func(a, b *CoverageRecord) int { return standing(a) - standing(b) })
	return nil
}

// newestFirst orders coverages by the rank they wish for, then by their start;
// systems list those that state neither from old to new.
func newestFirst(a, b *CoverageRecord) int {
	return cmp.Or(cmp.Compare(cmp.Or(a.Rank, maxRank+1), cmp.Or(b.Rank, maxRank+1)), cmp.Compare(b.StartsOn, a.StartsOn))
}

func standing(x *CoverageRecord) int {
	if x.EndedAt == nil {
		return 1
	}
	return 0
}

func (x *CoverageRecord) place(has int, taken map[int]bool) {
	if x.EndedAt != nil {
		x.Rank = max(1, min(x.Rank, maxRank))
		return
	}
	if has > 0 {
		x.Rank = has
		return
	}
	wishes := []int{x.Rank, 1, 2, 3}
	i := slices.IndexFunc(wishes, func(n int) bool { return n >= 1 && n <= maxRank && !taken[n] })
	if i < 0 {
		x.LeftOut = true
		return
	}
	x.Rank = wishes[i]
	taken[x.Rank] = true
}

// write stores the rows, those first that others point at.
func (r *Records) write(ctx context.Context, tx *db.Tx, c id.Client) error {
	for _, t := range []struct {
		sql  string
		rows any
		n    int
	}{
		{saveContacts, r.Contacts, len(r.Contacts)},
		{saveCoverages, r.Coverages, len(r.Coverages)},
		{saveAllergies, r.Allergies, len(r.Allergies)},
		{saveProblems, r.Problems, len(r.Problems)},
		{saveMedications, r.Medications, len(r.Medications)},
		{saveImmunizations, r.Immunizations, len(r.Immunizations)},
		{saveProcedures, r.Procedures, len(r.Procedures)},
		{saveReports, r.Reports, len(r.Reports)},
		{saveObservations, r.Observations, len(r.Observations)},
		{saveDocuments, r.Documents, len(r.Documents)},
	} {
		if t.n == 0 {
			continue
		}
		if err := saveRows(ctx, tx, t.sql, c, r.Source, t.rows); err != nil {
			return err
		}
	}
	return nil
}
