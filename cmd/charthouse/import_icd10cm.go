package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"

	"charthouse/internal/access"
	"charthouse/internal/config"
	"charthouse/internal/db/local"
	docs "charthouse/internal/documentation"
	"charthouse/internal/icd10"
)

// imported is the report of an import, as --json prints it.
type imported struct {
	Read      int            `json:"read"`
	Created   int            `json:"created"`
	Updated   int            `json:"updated"`
	Unchanged int            `json:"unchanged"`
	Skipped   map[string]int `json:"skipped"`
	Refused   []refused      `json:"refused"`
}

// refused is what was not taken: the file, the entry in it and why.
type refused struct {
	File   string `json:"file"`
	Entry  string `json:"entry"`
	Reason string `json:"reason"`
}

// errRefused ends the command with status 1 after its report said why.
var errRefused = errors.New("nothing was imported")

// importICD10CM takes the order file of ICD-10-CM, whole or not at all.
func importICD10CM(ctx context.Context, cmd config.ImportICD10CM, c config.Config, out, say io.Writer) error {
	file, err := os.Open(cmd.Path)
	if err != nil {
		return fmt.Errorf("the file cannot be opened: %w", err)
	}
	defer func() { _ = file.Close() }()
	h, err := open(ctx, c, say, local.StartOrAttach)
	if err != nil {
		return err
	}
	defer h.close()
	said := func(n int) { fmt.Fprintf(say, "\r%d codes", n) }
	done, err := docs.New(h.db).ImportCodes(ctx, access.System(access.Console), codesOf(icd10.Read(file)), said)
	fmt.Fprintln(say)
	report := imported{
		Read: done.Read, Created: done.Created, Updated: done.Updated + done.Retired, Unchanged: done.Unchanged,
		Skipped: map[string]int{}, Refused: []refused{},
	}
	if err != nil {
		report.Refused = append(report.Refused, refused{File: filepath.Base(cmd.Path), Entry: "the whole file", Reason: err.Error()})
	}
	if err := report.print(out, cmd.JSON); err != nil {
		return err
	}
	if err != nil {
		return errRefused
	}
	return nil
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

func (i imported) print(out io.Writer, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(out).Encode(i)
	}
	_, err := fmt.Fprintf(out, "Read %d: %d created, %d updated, %d unchanged.\n", i.Read, i.Created, i.Updated, i.Unchanged)
	for _, r := range i.Refused {
		_, err = fmt.Fprintf(out, "Refused %s, %s: %s\n", r.File, r.Entry, r.Reason)
	}
	return err
}
