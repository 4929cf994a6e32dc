package live

import (
	"context"
	"slices"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// topics are what a page shows, as its stream's address says.
type topics struct {
	Day      id.Location `form:"day"`
	Days     bool        `form:"days"` // at every location
	Worklist bool        `form:"worklist"`
	Inbox    bool        `form:"inbox"`
	File     id.Client   `form:"file"`
	Writing  bool        `form:"writing"`
}

// touches is true where the change concerns what the page shows.
func (t topics) touches(c db.Change) bool {
	return t.Worklist && c.Worklist || t.Inbox && c.Inbox ||
		t.Days && len(c.Days) > 0 || t.Day != 0 && slices.Contains(c.Days, t.Day) ||
		t.File != 0 && slices.Contains(c.Files, t.File)
}

// allowed is nil where the person may be told of all of it.
func (t topics) allowed(ctx context.Context, d *db.DB, who access.Actor) error {
	for _, asked := range []struct {
		of   bool
		verb access.Verb
	}{{t.Day != 0 || t.Days, access.OpenDay}, {t.Worklist, access.OpenWorklist}, {t.Inbox, access.OpenInbox}} {
		if !asked.of {
			continue
		}
		if err := who.Allow(asked.verb.Across()); err != nil {
			return err
		}
	}
	if t.File == 0 {
		return nil
	}
	return d.MayFollow(ctx, who, t.File)
}
