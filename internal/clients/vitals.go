package clients

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// VitalsForm is what was measured, as typed. A unit may follow the number; each
// field has one of its own otherwise.
type VitalsForm struct {
	Pressure    string `form:"pressure"` // 132/84, mmHg
	Pulse       string `form:"pulse"`    // a minute
	Temperature string `form:"temperature"`
	Weight      string `form:"weight"`
	Height      string `form:"height"`
	Oxygen      string `form:"oxygen"`
	Glucose     string `form:"glucose"`
	Anyway      bool   `form:"anyway"` // a value that is hardly possible was looked at and is right
}

// Result is what was measured of one kind: the last value and those before it.
type Result struct {
	Code   string
	Label  string
	Unit   string
	Points []Point // newest first, at most eight
}

// Last is the newest value.
func (r Result) Last() Point { return r.Points[0] }

// Point is one measured value. A blood pressure has two.
type Point struct {
	Value   float64
	Value2  *float64
	TakenAt time.Time
}

// ResultsTx reads the newest values of the act's client: vital signs first, then
// the laboratory values that were taken last, at most twelve kinds.
func ResultsTx(ctx context.Context, v *db.View) ([]Result, error) {
	rows, err := listReadings(ctx, v)
	if err != nil {
		return nil, err
	}
	var out []Result
	for _, r := range rows {
		if len(out) == 0 || out[len(out)-1].Code != r.Code {
			out = append(out, Result{Code: r.Code, Label: r.Label, Unit: r.Unit})
		}
		last := &out[len(out)-1]
		last.Points = append(last.Points, Point{r.Value, r.Value2, r.TakenAt})
	}
	return out, nil
}

// RecordVitals writes down what was measured, and answers the rows it made so
// that StrikeReadings can undo it. A value beyond what is plausible is refused
// until Anyway is set; one that cannot be is always refused.
func (s *Service) RecordVitals(ctx context.Context, who access.Actor, c id.Client, in VitalsForm) (made []id.Reading, err error) {
	err = s.db.Write(ctx, who, access.EditClinical.On(c), func(tx *db.Tx) error {
		made, err = RecordVitalsTx(ctx, tx, in, 0)
		return err
	})
	return made, err
}

// RecordVitalsTx is RecordVitals within an act; visit is the visit they belong
// to, or zero.
func RecordVitalsTx(ctx context.Context, tx *db.Tx, in VitalsForm, visit id.Visit) ([]id.Reading, error) {
	taken, err := in.check()
	if err != nil {
		return nil, err
	}
	return insertReadings(ctx, tx, taken, visit)
}

// StrikeReadings marks readings as entered by mistake: they are kept, and shown
// nowhere.
func (s *Service) StrikeReadings(ctx context.Context, who access.Actor, c id.Client, readings []id.Reading) error {
	return s.db.Write(ctx, who, access.EditClinical.On(c), func(tx *db.Tx) error {
		return strikeReadings(ctx, tx, readings)
	})
}

// measured is one value in its canonical unit; words is what was typed where
// that was another unit.
type measured struct {
	vital
	value, value2 float64
	words         string
}

// check turns what was typed into measured values, or says what is wrong.
func (in VitalsForm) check() ([]measured, error) {
	var c fault.Check
	var out []measured
	for _, f := range in.fields() {
		if f.typed == "" {
			continue
		}
		m, ok := f.parse(f.typed)
		m.vital = f.vital
		switch {
		case !ok || m.impossible():
			c.Unless(false, f.name, f.how)
		case m.odd() && !in.Anyway:
			c.Unless(false, f.name, "This is hardly possible. Look again, or say below that it is right.")
		}
		out = append(out, m)
	}
	c.Unless(len(out) > 0, "pressure", "Write at least one value.")
	return out, c.Fault()
}

type typedVital struct {
	vital
	typed string
}

func (in VitalsForm) fields() []typedVital {
	typed := []string{in.Pressure, in.Pulse, in.Temperature, in.Weight, in.Height, in.Oxygen, in.Glucose}
	out := make([]typedVital, len(vitals))
	for i, v := range vitals {
		out[i] = typedVital{v, typed[i]}
	}
	return out
}
