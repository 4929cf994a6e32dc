package main

import (
	"context"
	"io"
	"log/slog"

	"charthouse/internal/config"
)

func logger(c config.Config, say io.Writer) *slog.Logger {
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(say, nil))
	}
	return slog.New(slog.NewTextHandler(say, nil))
}

// quiet is the log without the queue's own chatter.
func quiet(log *slog.Logger) *slog.Logger {
	return slog.New(leveled{log.Handler(), slog.LevelWarn})
}

type leveled struct {
	slog.Handler
	least slog.Level
}

func (l leveled) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= l.least && l.Handler.Enabled(ctx, level)
}
