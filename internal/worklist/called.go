package worklist

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Called is a row that somebody named in an act, whether it still stands or not.
type Called struct {
	Row
	Name   string // the client's, as they wish to be named
	Kind   string
	Field  string
	Left   bool // it is right meanwhile
	Hidden bool // a restricted file that the reader may not open
}

// Why a row that was named cannot be acted on.
const (
	whyLeft = "It has left the list meanwhile."
	whyShut = "The file is restricted and does not open to you."
)

// Why is the reason for which nothing can be done with the row, or empty. The zero
// Called is a row that is not there, or not for the reader.
func (c Called) Why() string {
	switch {
	case c.Blocker == 0 || c.Left:
		return whyLeft
	case c.Hidden:
		return whyShut
	}
	return ""
}

// Called reads what the rows are, those too that have left the list.
func (s *Service) Called(ctx context.Context, who access.Actor, rows []Row) (map[id.Blocker]Called, error) {
	out := make(map[id.Blocker]Called, len(rows))
	err := s.db.Read(ctx, who, access.OpenWorklist.Across(), func(v *db.View) error {
		list, err := listCalled(ctx, v, rows)
		for _, c := range list {
			out[c.Blocker] = c
			v.Shown(c.Client)
		}
		return err
	})
	return out, err
}

// standing parts the rows that can be acted on from those that cannot, so that one
// of them does not hold up the others.
func (s *Service) standing(ctx context.Context, who access.Actor, rows []Row) (standing []Row, refused []Refusal, err error) {
	if len(rows) == 0 {
		return nil, nil, errNoRows
	}
	called, err := s.Called(ctx, who, rows)
	for _, r := range rows {
		if why := called[r.Blocker].Why(); why != "" {
			refused = append(refused, Refusal{r, why})
		} else {
			standing = append(standing, r)
		}
	}
	return standing, refused, err
}
