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
	if half {
		if err := h.resume(ctx, say); err != nil {
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

// resume meets a load of the sample that was not finished. It begins anew only in
// a private database where nothing but the sample came to be: whatever else is
// there is somebody's work.
func (h *house) resume(ctx context.Context, say io.Writer) error {
	alone, err := h.sampleAlone(ctx)
	switch {
	case err != nil:
		return err
	case !alone:
		fmt.Fprintln(say, "The sample practice was interrupted while it loaded, and others have worked here since, so nothing was emptied: "+
			"deactivate the sample's people under Settings, or serve another folder with CHARTHOUSE_DATA.")
		return nil
	case h.server == nil:
		fmt.Fprintf(say, "Beware: %s.\n", halfInOwn)
		return nil
	}
	return h.again(ctx)
}

const (
	halfInOwn     = "the sample practice was interrupted while it loaded: empty the database, then run charthouse sample again"
	halfInPrivate = "the sample practice was interrupted while it loaded: stop charthouse serve if it runs and start it without --empty, which loads the sample anew"
)

// sampleAlone tells whether nobody but the sample's own people works here and
// nothing was imported.
func (h *house) sampleAlone(ctx context.Context) (bool, error) {
	people, err := practice.New(h.db).ListStaff(ctx, console)
	if err != nil {
		return false, fmt.Errorf("see who works here: %w", err)
	}
	if slices.ContainsFunc(people, func(p practice.Person) bool { return !sample.InCast(p.Email) }) {
		return false, nil
	}
	imported, err := isImported(ctx, h.pool, sample.Codes())
	return !imported, err
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

// sweep removes contents without a paper and tells of papers without their
// content, once, beside the serving; the answered function waits for it.
func (h *house) sweep(ctx context.Context, log *slog.Logger) (wait func()) {
	var swept sync.WaitGroup
	swept.Go(func() {
		papers := clients.New(h.db)
		removed, err := papers.SweepDocuments(ctx, console, h.documents)
		switch {
		case err != nil && ctx.Err() == nil:
			log.Error("documents were not swept", "error", err)
		case removed > 0:
			log.Info("documents swept", "removed", removed)
		}
		missing, err := papers.MissingContents(ctx, console, h.documents)
		switch {
		case err != nil && ctx.Err() == nil:
			log.Error("documents were not looked for", "error", err)
		case len(missing) > 0:
			log.Error("documents whose content is not in the store: look for it in a backup", "documents", len(missing), "first", missing[:min(10, len(missing))])
		}
	})
	return swept.Wait
}
