package overview

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Event is one thing that a measure counts which is no visit.
type Event struct {
	At       time.Time
	ClientID id.Client
	Client   string
	Cause    string // the kind of what was stuck, or the field typed
	How      string // whom a reminder went to
	By       string // who did it, or was reminded; empty for the system or a patient
	Seconds  int64  // waited, of those with a wait
}

// ListEvents reads what a measure counts in the span, the longest wait first and then the latest, at most
// most of them; of one cause where it is not empty.
func (s *Service) ListEvents(ctx context.Context, who access.Actor, m Measure, span Span, cause string, most int) (list []Event, err error) {
	err = s.db.Read(ctx, who, access.OpenOverview.Across(), func(v *db.View) error {
		list, err = listEvents(ctx, v, m.Rows, span, cause, most)
		for _, e := range list {
			v.Shown(e.ClientID)
		}
		return err
	})
	return list, err
}
