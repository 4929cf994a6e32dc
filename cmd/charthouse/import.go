package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"charthouse/internal/config"
	"charthouse/internal/db/local"
	"charthouse/internal/files"
	"charthouse/internal/workflow"
)

// mostShown bounds what a person must read of a broken export; --json has all.
const mostShown = 50

// importFHIR brings records of another system into the patients' files. Its
// report goes to standard output; the error says that something was refused, or
// what ended the import early.
func importFHIR(ctx context.Context, cmd config.ImportFHIR, c config.Config, out, say io.Writer) error {
	h, err := open(ctx, c, say, local.StartOrAttach)
	if err != nil {
		return err
	}
	defer h.close()
	store, err := files.Open(ctx, c.Documents(h.dir))
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }()
	w := workflow.NewFHIRImport(h.db, store)
	bar := newBar(say, cmd.JSON)
	w.Progress = bar.show
	started := time.Now()
	report, err := w.Run(ctx, cmd.Paths...)
	bar.clear()
	return errors.Join(printReport(out, report, cmd.JSON, time.Since(started)), err, refusals(report))
}

func refusals(r workflow.ImportReport) error {
	if len(r.Refused) == 0 {
		return nil
	}
	return fmt.Errorf("not everything was imported: %s", counted(len(r.Refused), "problem is", "problems are")+" in the report")
}

func printReport(out io.Writer, r workflow.ImportReport, asJSON bool, took time.Duration) error {
	if asJSON {
		return json.NewEncoder(out).Encode(r)
	}
	fmt.Fprintf(out, "%s read in %s: %d created, %d updated, %d unchanged.\n",
		counted(r.Read, "record", "records"), took.Round(100*time.Millisecond), r.Created, r.Updated, r.Unchanged)
	printSkipped(out, r.Skipped)
	printRefused(out, r.Refused)
	return nil
}

func printSkipped(out io.Writer, list []workflow.ImportSkip) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintln(out, "\nSkipped:")
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, s := range list {
		fmt.Fprintf(w, "%d\t %s: %s\n", s.Count, s.Type, s.Reason)
	}
	_ = w.Flush()
}

func printRefused(out io.Writer, list []workflow.ImportRefusal) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintln(out, "\nRefused, with nothing left behind:")
	for n, r := range list {
		if n == mostShown {
			fmt.Fprintf(out, "  and %d more: run it with --json to see all\n", len(list)-n)
			return
		}
		where := r.File
		if r.Entry > 0 {
			where += fmt.Sprintf(", entry %d", r.Entry)
		}
		fmt.Fprintf(out, "  %s: %s\n", where, r.Reason)
	}
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
