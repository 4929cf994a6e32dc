package workflow

import (
	"strings"

	"charthouse/internal/ical"
	"charthouse/internal/scheduling"
)

// WriteFeed is the file of a clinician's visits: when and where, and who only where
// names are wanted. What a visit is for stands nowhere in it.
func WriteFeed(f scheduling.Feed, host string) ([]byte, error) {
	var all []ical.Event
	for _, v := range f.Visits {
		summary := "Visit"
		if v.Client != "" {
			summary = v.Client
		}
		all = append(all, ical.Event{
			UID: FeedUID(v.ID, host), Sequence: v.Sequence, Stamp: v.BookedAt, Start: v.StartsAt, End: v.EndsAt, Zone: v.Zone, Summary: summary,
			Location: strings.ReplaceAll(strings.TrimSpace(v.Location+"\n"+v.Address), "\n", ", "),
		})
	}
	return ical.WriteAll(f.Practice, all)
}
