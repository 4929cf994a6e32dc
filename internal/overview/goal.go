package overview

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
)

// GoalForm is a measure's target as it is typed, in the measure's written unit;
// empty takes back the preset.
type GoalForm struct {
	Goal string `form:"goal"`
}

// MeasuresTx answers every measure with the target that the practice set, or
// the preset.
func MeasuresTx(ctx context.Context, v *db.View) ([]Measure, error) {
	set, err := listGoals(ctx, v)
	out := slices.Clone(Measures)
	for _, g := range set {
		for i, m := range out {
			if m.Key == g.Measure {
				out[i].Goal = g.Goal
			}
		}
	}
	return out, err
}

// SetGoal keeps the practice's own target of a measure.
func (s *Service) SetGoal(ctx context.Context, who access.Actor, m Measure, f GoalForm) error {
	goal, err := m.goal(f)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, who, access.EditSettings.Practice(), func(tx *db.Tx) error {
		if goal == m.preset() {
			return forgetGoal(ctx, tx, m.Key)
		}
		return setGoal(ctx, tx, m.Key, goal)
	})
}

// goal reads the target; nothing typed is the preset.
func (m Measure) goal(f GoalForm) (float64, error) {
	typed := strings.Replace(strings.TrimSpace(f.Goal), ",", ".", 1)
	if typed == "" {
		return m.preset(), nil
	}
	n, err := strconv.ParseFloat(typed, 64)
	var c fault.Check
	c.Unless(err == nil && !math.IsNaN(n) && n >= 0 && n <= 10_000, "goal", "Write a number, such as "+strconv.FormatFloat(m.preset()/m.Scale(), 'f', -1, 64)+".")
	c.Unless(m.Unit != Share || n <= 100, "goal", "A share is at most 100 percent.")
	return n * m.Scale(), c.Fault()
}

func (m Measure) preset() float64 {
	is, _ := MeasureOf(m.Key)
	return is.Goal
}

// Scale is how much one of what people write is in the measure's unit: a time
// is written in hours where its preset has two or more, and in minutes else.
func (m Measure) Scale() float64 {
	switch {
	case m.Unit == Time && m.preset() >= 7200:
		return 3600
	case m.Unit == Time:
		return 60
	}
	return 1
}
