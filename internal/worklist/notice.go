package worklist

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Notice is what a person was told: a line of the worklist that waits.
type Notice struct {
	ID       id.Notice
	ClientID id.Client
	Client   string // as the person wishes to be named, or that the file is restricted
	Hidden   bool
	Kind     string // of the line
	Owner    string // whose turn it is; empty where a role's
	Fixer    string
	Whom     Whom
	At       time.Time
	New      bool // they had not looked yet
	Cleared  *time.Time
}

// Notices lists what the actor was told, newest first.
func (s *Service) Notices(ctx context.Context, who access.Actor) (list []Notice, err error) {
	err = s.db.Read(ctx, who, access.OpenNotices.Across(), func(v *db.View) error {
		list, err = listNotices(ctx, v)
		for _, n := range list {
			v.Shown(n.ClientID)
		}
		return err
	})
	return list, err
}

// ReadNotices remembers that the actor has looked at what they were told, up to
// the newest that they saw: what came since is new to them.
func (s *Service) ReadNotices(ctx context.Context, who access.Actor, newest id.Notice) error {
	return s.db.Write(ctx, who, access.OpenNotices.Practice(), func(tx *db.Tx) error {
		return readNotices(ctx, tx, newest)
	})
}
