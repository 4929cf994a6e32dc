package workflow

import (
	"context"

	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/fhir"
)

// takeRecords turns what is not a person or a visit into rows: reports before
// the observations that they hold.
func (t *taking) takeRecords(ctx context.Context, tx *db.Tx) error {
	for _, observations := range []bool{false, true} {
		for _, e := range t.b.Entries {
			if _, is := e.Resource.(*fhir.Observation); is != observations || isElsewhere(e.Resource) {
				continue
			}
			if err := t.takeRecord(ctx, tx, e); err != nil {
				return err
			}
		}
	}
	return nil
}

// isElsewhere says that another step takes the record, or that it is read into
// the one that refers to it.
func isElsewhere(r fhir.Resource) bool {
	switch r.(type) {
	case *fhir.Patient, *fhir.Practitioner, *fhir.Organization, *fhir.Location, *fhir.Encounter, *fhir.Medication, *fhir.Binary:
		return true
	}
	return false
}

func (t *taking) takeRecord(ctx context.Context, tx *db.Tx, e *fhir.Entry) error {
	c := t.charts[t.of[e]]
	if c == nil {
		t.skip(e, t.skips[e])
		return nil
	}
	was, known, store := t.weigh(e, c)
	if !store {
		return nil
	}
	reason, it := struckOut(e), &item{entry: e, origin: t.origin(e), known: known}
	if reason == "" {
		var err error
		if reason, err = t.record(ctx, tx, c, it, was.RowID); err != nil {
			return err
		}
	}
	if reason != "" {
		t.pass(e, c, was, known, reason)
		return nil
	}
	c.items = append(c.items, it)
	return nil
}

// struckOut says why a record is no longer true, or nothing.
func struckOut(e *fhir.Entry) string {
	switch {
	case e.Resource == nil:
		return "the other system deleted it"
	case e.Head().EnteredInError:
		return "it was entered in error"
	}
	return ""
}

// record adds the row to the chart, with the number it has had, or says why
// there is none to add.
func (t *taking) record(ctx context.Context, tx *db.Tx, c *chart, it *item, row int64) (reason string, err error) {
	switch r := it.entry.Resource.(type) {
	case *fhir.RelatedPerson:
		rec, reason := t.related(r)
		return put(it, "contacts", row, &c.records.Contacts, rec, reason), nil
	case *fhir.Coverage:
		rec, reason, err := t.coverage(ctx, tx, it.entry, r)
		it.leftOut = func() string { return crowded(rec) }
		return put(it, "coverages", row, &c.records.Coverages, rec, reason), err
	case *fhir.AllergyIntolerance:
		rec, reason := t.allergy(r)
		return put(it, "allergies", row, &c.records.Allergies, rec, reason), nil
	case *fhir.Condition:
		rec, reason := t.problem(r)
		return put(it, "problems", row, &c.records.Problems, rec, reason), nil
	case *fhir.MedicationRequest:
		rec, reason := t.medication(r)
		return put(it, "medications", row, &c.records.Medications, rec, reason), nil
	case *fhir.Immunization:
		rec, reason := t.immunization(r)
		return put(it, "immunizations", row, &c.records.Immunizations, rec, reason), nil
	case *fhir.Procedure:
		rec, reason := t.procedure(r)
		return put(it, "procedures", row, &c.records.Procedures, rec, reason), nil
	case *fhir.Observation:
		rec, reason := t.observation(it.entry, c, r)
		return put(it, "observations", row, &c.records.Observations, rec, reason), nil
	case *fhir.DiagnosticReport:
		rec := t.diagnosticReport(r)
		if err := t.reportForm(ctx, tx, c, it.entry, r); err != nil {
			return "", err
		}
		t.holdResults(it.entry, c, r, rec)
		return put(it, "reports", row, &c.records.Reports, rec, ""), nil
	case *fhir.DocumentReference:
		rec, reason, err := t.document(ctx, it.entry, c, r)
		return put(it, "documents", row, &c.records.Documents, rec, reason), err
	}
	return "Charthouse does not read this type", nil
}

// crowded says that a coverage found no place in its file.
func crowded(c *clients.CoverageRecord) string {
	if c != nil && c.LeftOut {
		return "the file has three current coverages already: end one, and import again"
	}
	return ""
}

// numbered is a record of a table, which carries its row.
type numbered[R any] interface {
	*R
	Numbered() *clients.Row
}

func put[R any, P numbered[R]](it *item, tbl string, known int64, list *[]P, rec P, reason string) string {
	if rec == nil || reason != "" {
		return reason
	}
	row := rec.Numbered()
	row.ID = known
	it.tbl, it.row = tbl, func() int64 { return row.ID }
	*list = append(*list, rec)
	return ""
}
