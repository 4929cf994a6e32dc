package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/config"
	"charthouse/internal/db/local"
	docs "charthouse/internal/documentation"
	"charthouse/internal/icd10"
	"charthouse/internal/workflow"
)

// importICD10CM takes the order file of ICD-10-CM, whole or not at all.
func importICD10CM(ctx context.Context, cmd config.ImportICD10CM, c config.Config, out, say io.Writer) error {
	file, err := os.Open(cmd.Path)
	if err != nil {
		report := reportOf(docs.Imported{}, filepath.Base(cmd.Path), fmt.Errorf("the file cannot be opened: %w", cause(err)))
		return errors.Join(printReport(out, report, cmd.JSON, 0), refusals(report))
	}
	defer func() { _ = file.Close() }()
	h, err := open(ctx, c, say, local.StartOrAttach)
	if err != nil {
		return err
	}
	defer h.close()
	bar := newBar(say, cmd.JSON)
	in := &counter{Reader: file}
	said := func(n int) {
		bar.show(workflow.ImportProgress{Bytes: in.read, Total: sizeOf(file), AllFiles: 1, Records: n})
	}
	started := time.Now()
	done, err := docs.New(h.db).ImportCodes(ctx, access.System(access.Console), codesOf(icd10.Read(in)), said)
	bar.clear()
	report := reportOf(done, filepath.Base(cmd.Path), err)
	return errors.Join(printReport(out, report, cmd.JSON, time.Since(started)), refusals(report))
}

// reportOf is the report of a list that was taken whole or not at all.
func reportOf(m docs.Imported, file string, err error) workflow.ImportReport {
	r := workflow.ImportReport{
		Read: m.Read, Created: m.Created, Updated: m.Updated + m.Retired, Unchanged: m.Unchanged,
		Skipped: []workflow.ImportSkip{}, Refused: []workflow.ImportRefusal{},
	}
	if err != nil {
		r.Refused = append(r.Refused, workflow.ImportRefusal{File: file, Reason: err.Error()})
	}
	return r
}

func codesOf(list iter.Seq2[icd10.Code, error]) iter.Seq2[docs.Code, error] {
	return func(yield func(docs.Code, error) bool) {
		for c, err := range list {
			if !yield(docs.Code{Code: c.Code, Label: c.Long, Billable: c.Billable}, err) {
				return
			}
		}
	}
}

// counter knows how far a file was read.
type counter struct {
	io.Reader
	read int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.read += int64(n)
	return n, err
}

// sizeOf is the file's length, or 0 for what has none, such as a pipe.
func sizeOf(f *os.File) int64 {
	info, err := f.Stat()
	if err != nil {
		return 0
	}
	return info.Size()
}
