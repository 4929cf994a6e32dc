package href

import (
	"net/url"

	"charthouse/internal/id"
)

// Live is what a page shows, and so what its stream tells of.
type Live struct {
	Day             id.Location
	Days            bool // of all locations
	Worklist, Inbox bool
	File            id.Client
	Writing         bool // somebody writes a note on it
}

// String is the stream's address.
func (l Live) String() string {
	q := url.Values{}
	if l.Day != 0 {
		q.Set("day", l.Day.String())
	}
	if l.File != 0 {
		q.Set("file", l.File.String())
	}
	for name, on := range map[string]bool{"days": l.Days, "worklist": l.Worklist, "inbox": l.Inbox, "writing": l.Writing} {
		if on {
			q.Set(name, "true")
		}
	}
	return "/events?" + q.Encode()
}
