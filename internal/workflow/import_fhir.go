package workflow

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"charthouse/internal/db"
	"charthouse/internal/fhir"
	"charthouse/internal/files"
)

// FHIRImport brings what another system knows of patients into their files, one
// act a bundle. Every record is known by its origin (source, type, id), so that
// importing again changes nothing and a changed record changes its own row. The
// source is the address of the server, where a bundle states one, else "fhir".
type FHIRImport struct {
	Progress func(ImportProgress) // told after each bundle; may be nil

	db     *db.DB
	store  *files.Store
	report *importReport
	is     ImportProgress
}

// ImportProgress is how far an import is: bytes as stored on disk, of which
// records that wait for their patient are read twice.
type ImportProgress struct {
	Bytes, Total    int64
	Files, AllFiles int
	Records         int
}

// NewFHIRImport imports into d, with documents into the store.
func NewFHIRImport(d *db.DB, store *files.Store) *FHIRImport {
	return &FHIRImport{db: d, store: store, report: newImportReport()}
}

// Run imports files and folders and says what became of every record. The error
// is one that ended the import early: what was taken until then stays, and
// running it again takes the rest.
func (i *FHIRImport) Run(ctx context.Context, paths ...string) (ImportReport, error) {
	list, skipped, missing := fhir.Files(paths...)
	i.report.skip(skipped...)
	for _, r := range missing {
		i.report.refuse(r)
	}
	for _, f := range list {
		i.is.Total += f.Size
	}
	i.is.AllFiles = len(list)
	err := i.inTurns(ctx, list)
	return i.report.done(), err
}

// inTurns reads every file once, and those again that hold records which wait
// for others: a single Observation may stand before its Patient, and is not
// kept in memory meanwhile.
func (i *FHIRImport) inTurns(ctx context.Context, list []fhir.File) error {
	waiting := map[int][]fhir.File{}
	for _, f := range list {
		var turns []int
		err := i.file(ctx, f, func(b *fhir.Bundle) bool {
			if n := turn(b); n > 0 && !slices.Contains(turns, n) {
				turns = append(turns, n)
			}
			return turn(b) == 0
		}, i.report.refuse)
		if err != nil {
			return err
		}
		for _, n := range turns {
			waiting[n] = append(waiting[n], f)
			i.is.Total += f.Size
			i.is.AllFiles++
		}
	}
	for _, n := range slices.Sorted(maps.Keys(waiting)) {
		for _, f := range waiting[n] {
			said := func(*fhir.Refusal) {} // in the first turn
			if err := i.file(ctx, f, func(b *fhir.Bundle) bool { return turn(b) == n }, said); err != nil {
				return err
			}
		}
	}
	return nil
}

// file takes the bundles of a file whose turn it is.
func (i *FHIRImport) file(ctx context.Context, f fhir.File, now func(*fhir.Bundle) bool, refuse func(*fhir.Refusal)) error {
	before := i.is.Bytes
	for b, err := range f.Read() {
		if ctx.Err() != nil {
			return fmt.Errorf("the import was stopped: %w", ctx.Err())
		}
		refusal, broken := errors.AsType[*fhir.Refusal](err)
		switch {
		case broken:
			refuse(refusal)
		case err != nil:
			return err
		case now(b):
			if err := i.bundle(ctx, b); err != nil {
				return err
			}
		}
		if b != nil {
			i.is.Bytes = before + b.Consumed
		}
		i.tell()
	}
	i.is.Bytes = before + f.Size
	i.is.Files++
	i.tell()
	return nil
}

func (i *FHIRImport) tell() {
	if i.Progress != nil {
		i.is.Records = i.report.Read
		i.Progress(i.is)
	}
}

// turn is when a bundle is taken: what brings patients or belongs to nobody at
// once, then what others refer to, then what refers to it.
func turn(b *fhir.Bundle) int {
	last := 0
	for _, e := range b.Entries {
		switch e.Type {
		case "Patient":
			return 0
		case "Practitioner", "Organization", "Location", "Medication", "Binary":
		case "RelatedPerson", "Coverage", "Encounter":
			last = max(last, 1)
		case "DiagnosticReport", "DocumentReference":
			last = max(last, 3)
		default:
			last = max(last, 2)
		}
	}
	return last
}
