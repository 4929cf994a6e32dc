package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"sync"

	"charthouse/internal/clients"
	"charthouse/internal/practice"
	"charthouse/internal/sample"
)

// begin fills a private database that nobody works in yet with the sample
// practice, or says how its first person is made. A database of the operator's
// own is never filled unasked: that is the command sample.
func (h *house) begin(ctx context.Context, empty bool, say io.Writer) error {
	half, err := isLoading(ctx, h.pool)
	if err != nil {
		return err
	}
	if half && h.server != nil {
		if err := h.again(ctx); err != nil {
			return err
		}
	}
	people, err := practice.New(h.db).ListStaff(ctx, console)
	if err != nil {
		return fmt.Errorf("see who works here: %w", err)
	}
	if len(people) > 0 {
		if areSample(people) {
			sayAccounts(say)
		}
		return nil
	}
	if empty || h.server == nil {
		fmt.Fprintln(say, "Nobody works here yet. Make the first person: charthouse user add --email ADDRESS --name NAME --role owner")
		return nil
	}
	return loadSample(ctx, h, say)
}

// areSample tells whether everybody whom the sample signs in works here.
func areSample(people []practice.Person) bool {
	for _, s := range sample.SignIns() {
		if !slices.ContainsFunc(people, func(p practice.Person) bool { return p.Email == s.Email && p.Active }) {
			return false
		}
	}
	return true
}

// sweep removes contents without a paper, once, beside the serving; the answered
// function waits for it.
func (h *house) sweep(ctx context.Context, log *slog.Logger) (wait func()) {
	var swept sync.WaitGroup
	swept.Go(func() {
		removed, err := clients.New(h.db).SweepDocuments(ctx, console, h.documents)
		switch {
		case err != nil && ctx.Err() == nil:
			log.Error("documents were not swept", "error", err)
		case removed > 0:
			log.Info("documents swept", "removed", removed)
		}
	})
	return swept.Wait
}
