package overview

import (
	"context"
	"time"

	"charthouse/internal/db"
)

// Station is one column of the week: how many visits passed it, how many are on
// their way to it, how many are stuck there; and what is stuck at it today from
// any week.
type Station struct {
	Name   string // intake, arrived, ... as in the visit line
	Passed int
	OnWay  int
	Stuck  int
	Lines  int   // stuck at the station, any week
	Listed int   // those of them that the reader's worklist shows
	Cents  int64 // held there, any week; once a visit, at its earliest station
}

// Week is the visits between two instants along the line. Cancelled and missed
// visits are counted apart: their line ended.
type Week struct {
	Booked    int
	Cancelled int
	NoShows   int
	Stations  []Station // from intake to paid
}

// WeekTx counts the visits that begin within the span.
func WeekTx(ctx context.Context, v *db.View, from, to time.Time) (Week, error) {
	rows, err := listStations(ctx, v, from, to)
	if err != nil {
		return Week{}, err
	}
	w := Week{Booked: rows[0].Booked, Cancelled: rows[0].Cancelled, NoShows: rows[0].NoShows}
	for _, r := range rows {
		w.Stations = append(w.Stations, r.Station)
	}
	return w, nil
}
