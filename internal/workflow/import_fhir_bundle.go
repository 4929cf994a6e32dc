package workflow

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/fhir"
	"charthouse/internal/id"
	"charthouse/internal/practice"
	"charthouse/internal/scheduling"
)

var importer = access.System(access.Console)

// bundle takes one bundle in one act, or leaves nothing of it behind and says
// why.
func (i *FHIRImport) bundle(ctx context.Context, b *fhir.Bundle) error {
	done, err := i.take(ctx, b)
	for try := 1; try < 5 && overtaken(err); try++ {
		done, err = i.take(ctx, b)
	}
	if refusal, ok := errors.AsType[*fhir.Refusal](err); ok {
		i.report.refuse(refusal)
		return nil
	}
	if err != nil {
		return fmt.Errorf("import %s: %w", b.File, err)
	}
	i.report.took(b, done)
	return nil
}

// errOvertaken ends a try that would open a file for somebody who has just got one.
var errOvertaken = errors.New("another import opened the file")

// overtaken says that another import stored the same records at the same time:
// the next try finds them.
func overtaken(err error) bool {
	return errors.Is(err, errOvertaken) || db.Broke(err, "imported_pkey") || db.Broke(err, "imported_directory_pkey")
}

func (i *FHIRImport) take(ctx context.Context, b *fhir.Bundle) (done tally, err error) {
	in := sortBundle(b)
	if err := in.refused(); err != nil {
		return tally{}, err
	}
	if err := i.lookUp(ctx, in); err != nil {
		return tally{}, err
	}
	if err := in.refused(); err != nil {
		return tally{}, err
	}
	err = i.db.Write(ctx, importer, in.act(), func(tx *db.Tx) error {
		t := i.begin(in, tx)
		done = tally{}
		if err := t.run(ctx, tx); err != nil {
			return err
		}
		done = t.tally
		return nil
	})
	return done, err
}

// lookUp finds the files of the patients who are here already.
func (i *FHIRImport) lookUp(ctx context.Context, in *inbox) error {
	var origins []clients.Origin
	for _, p := range in.patients {
		origins = append(origins, p.origin)
	}
	for _, e := range in.deleted() {
		origins = append(origins, in.origin(e))
	}
	if len(origins) == 0 {
		return nil
	}
	return i.db.Read(ctx, importer, access.ImportRecords.Across(), func(v *db.View) error {
		found, err := clients.ImportedTx(ctx, v, origins)
		for _, f := range found {
			v.Shown(f.ClientID)
		}
		in.settleOn(found)
		return err
	})
}

// taking is one try at storing a bundle.
type taking struct {
	*inbox
	*FHIRImport
	tally
	known  map[clients.Origin]clients.Imported
	ours   map[clients.Origin]bool // changed here since they were imported
	charts map[*patient]*chart
	visits map[clients.Origin]*scheduling.PastVisit
	under  map[clients.Origin]*clients.ReportRecord // observations by the report that holds them
	zone   *time.Location
	now    time.Time
}

// chart gathers what the bundle puts into one patient's file.
type chart struct {
	*patient
	client  id.Client
	records clients.Records
	visits  []*scheduling.PastVisit
	items   []*item
	struck  []clients.Imported
	results []results
}

// item is a record that becomes a row. Derived ones stand for a part of a
// record, and are not counted.
type item struct {
	entry   *fhir.Entry
	origin  clients.Origin
	tbl     string
	row     func() int64
	known   bool
	derived bool
	leftOut func() string // why it could not be stored after all; nil where nothing can stand in the way
}

// results are observations of a report that this import does not write.
type results struct {
	report       *clients.ReportRecord
	observations []int64
}

func (i *FHIRImport) begin(in *inbox, tx *db.Tx) *taking {
	t := &taking{
		inbox: in, FHIRImport: i, now: tx.Now(), charts: map[*patient]*chart{},
		visits: map[clients.Origin]*scheduling.PastVisit{}, under: map[clients.Origin]*clients.ReportRecord{},
	}
	opened := tx.Opened()
	for _, p := range in.patients {
		c := &chart{patient: p, client: p.client, records: clients.Records{Source: p.origin.Source}}
		if p.opens() {
			c.client, opened = opened[0], opened[1:]
		}
		if c.records.Source == "" {
			c.records.Source = in.base
		}
		t.charts[p] = c
	}
	return t
}

// run stores the bundle: people, then visits, then what refers to them.
func (t *taking) run(ctx context.Context, tx *db.Tx) error {
	if err := t.find(ctx, &tx.View); err != nil {
		return err
	}
	for _, step := range []func(context.Context, *db.Tx) error{
		t.takeDirectory, t.takePatients, t.takeVisits, t.takeRecords, t.store,
	} {
		if err := step(ctx, tx); err != nil {
			return err
		}
		if err := t.refused(); err != nil {
			return err
		}
	}
	return nil
}

// find looks up what is here of the bundle, and of what it refers to.
func (t *taking) find(ctx context.Context, v *db.View) error {
	var origins []clients.Origin
	for _, e := range t.b.Entries {
		origins = append(origins, t.origin(e))
		for _, ref := range refers(e.Resource) {
			if target, err := t.b.Resolve(e, ref); err == nil && target.Entry == nil && target.ID != "" {
				origins = append(origins, t.target(e, target))
			}
		}
	}
	var err error
	if t.known, err = clients.ImportedTx(ctx, v, origins); err != nil {
		return err
	}
	for _, p := range t.patients {
		if _, here := t.known[p.origin]; here && p.opens() {
			return errOvertaken
		}
	}
	if t.ours, err = clients.TouchedTx(ctx, v, t.changed()); err != nil {
		return err
	}
	zone, err := practice.ZoneTx(ctx, v)
	if err != nil {
		return err
	}
	if t.zone, err = time.LoadLocation(zone); err != nil {
		return fmt.Errorf("the practice's zone: %w", err)
	}
	return nil
}

// changed lists the rows whose records say something else than they did. A
// person's own row is weighed value by value (clients.ImportClientTx).
func (t *taking) changed() (list []clients.Imported) {
	for _, e := range t.b.Entries {
		if was, ok := t.known[t.origin(e)]; ok && was.Tbl != "clients" && !bytes.Equal(was.Hash, e.Hash[:]) {
			list = append(list, was)
		}
	}
	return list
}

// refers lists the references of a record to other records of the same file.
func refers(r fhir.Resource) []fhir.Reference {
	switch r := r.(type) {
	case *fhir.Observation:
		return []fhir.Reference{r.Encounter}
	case *fhir.DocumentReference:
		return r.Encounters
	case *fhir.DiagnosticReport:
		return append([]fhir.Reference{r.Encounter}, r.Results...)
	}
	return nil
}

// weigh says whether a record needs storing: not when it says what it said. A
// record that turns up in another file than before speaks against the bundle.
func (t *taking) weigh(e *fhir.Entry, c *chart) (was clients.Imported, known, store bool) {
	was, known = t.known[t.origin(e)]
	switch {
	case known && was.ClientID != c.client:
		_, path, _ := subject(e.Resource)
		t.refuse(e, path, "the record is in another patient's file already")
		return was, known, false
	case known && bytes.Equal(was.Hash, e.Hash[:]):
		t.unchanged++
		return was, known, false
	case t.ours[was.Origin]:
		t.skip(e, "the other system changed it, and somebody here did too: compare the two")
		return was, known, false
	}
	return was, known, true
}

// pass leaves a record out for a reason; a row that it had is struck.
func (t *taking) pass(e *fhir.Entry, c *chart, was clients.Imported, known bool, reason string) {
	if !known {
		t.skip(e, reason)
		return
	}
	c.struck = append(c.struck, was)
	c.items = append(c.items, &item{entry: e, origin: was.Origin, tbl: was.Tbl, row: func() int64 { return was.RowID }, known: true})
}

// store writes every chart, and remembers which records it was.
func (t *taking) store(ctx context.Context, tx *db.Tx) error {
	var fresh, known []clients.Imported
	for _, p := range t.patients {
		c := t.charts[p]
		if err := clients.ImportTx(ctx, tx, c.client, &c.records); err != nil {
			return err
		}
		if err := scheduling.FollowCoverageTx(ctx, tx, c.client); err != nil {
			return err
		}
		for _, r := range c.results {
			if err := clients.LinkResultsTx(ctx, tx, c.client, r.report.ID, r.observations); err != nil {
				return err
			}
		}
		if err := t.strike(ctx, tx, c); err != nil {
			return err
		}
		for _, it := range c.items {
			row, stored := t.count(it)
			row.ClientID = c.client
			switch {
			case stored && it.known:
				known = append(known, row)
			case stored:
				fresh = append(fresh, row)
			}
		}
	}
	return clients.RememberTx(ctx, tx, fresh, known)
}

func (t *taking) count(it *item) (row clients.Imported, stored bool) {
	if it.leftOut != nil {
		if reason := it.leftOut(); reason != "" {
			t.skip(it.entry, reason)
			return row, false
		}
	}
	switch {
	case it.derived:
	case it.known:
		t.updated++
	default:
		t.created++
	}
	return clients.Imported{Origin: it.origin, Tbl: it.tbl, RowID: it.row(), Hash: it.entry.Hash[:]}, true
}

func (t *taking) strike(ctx context.Context, tx *db.Tx, c *chart) error {
	var rows []clients.Imported
	for _, r := range c.struck {
		if r.Tbl != "visits" {
			rows = append(rows, r)
			continue
		}
		if err := scheduling.StrikeVisitTx(ctx, tx, c.client, id.Visit(r.RowID)); err != nil {
			return err
		}
	}
	return clients.StrikeTx(ctx, tx, rows)
}
