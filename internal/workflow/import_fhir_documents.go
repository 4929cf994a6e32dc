package workflow

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"strings"

	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/fhir"
	"charthouse/internal/files"
	"charthouse/internal/id"
)

// document files the first content that a practice may file. Where there is
// none, its description is filed as text; where that is missing too, it is
// skipped, with what stood in the way.
func (t *taking) document(ctx context.Context, e *fhir.Entry, c *chart, r *fhir.DocumentReference) (*clients.DocumentRecord, string, error) {
	rec := &clients.DocumentRecord{
		Title: clip(cmp.Or(r.Description, r.Type.Words(), titleOf(r.Contents), conceptWords(r.Categories), "Document"), 300),
		Kind:  kindOf(r.Type, r.Categories), ReceivedAt: t.first(r.Date, r.Period.Start),
	}
	for _, ref := range r.Encounters {
		rec.VisitID = cmp.Or(rec.VisitID, t.visitOf(e, c, ref, "DocumentReference.context.encounter"))
	}
	why, err := t.file(ctx, rec, r.Contents)
	if why == "" || err != nil {
		return rec, "", err
	}
	if r.Description == "" {
		return nil, why, nil
	}
	text := r.Description + "\n\nThe document itself stayed in the other system: " + why + "\n" + addresses(r.Contents)
	_, err = t.file(ctx, rec, []fhir.Attachment{{Data: []byte(text)}})
	return rec, "", err
}

// file stores the first of the contents that may be filed, or says why none may.
func (t *taking) file(ctx context.Context, rec *clients.DocumentRecord, contents []fhir.Attachment) (why string, err error) {
	why = "its content is not in the bundle."
	for _, a := range contents {
		if len(a.Data) == 0 {
			continue
		}
		stored, err := t.FHIRImport.store.Put(ctx, bytes.NewReader(a.Data), files.MaxSize)
		if refusal, ok := errors.AsType[*files.Refusal](err); ok {
			why = refusal.Sentence
			continue
		}
		if err != nil {
			return "", err
		}
		rec.MediaType, rec.Bytes, rec.SHA256 = stored.MediaType, stored.Size, stored.SHA256
		return "", nil
	}
	return why, nil
}

func titleOf(contents []fhir.Attachment) string {
	for _, a := range contents {
		if a.Title != "" {
			return a.Title
		}
	}
	return ""
}

func addresses(contents []fhir.Attachment) string {
	var list []string
	for _, a := range contents {
		list = append(list, a.URL)
	}
	return joined("\n", list...)
}

// kindOf finds the kind of document in its words.
func kindOf(kind fhir.Concept, categories []fhir.Concept) string {
	words := strings.ToLower(kind.Words() + " " + conceptWords(categories))
	for _, k := range []struct{ word, kind string }{
		{"consent", "consent"},
		{"letter", "letter"},
		{"referral", "letter"},
		{"laborator", "result"},
		{"photo", "photo"},
		{"card", "card"},
		{"report", "report"},
		{"summary", "report"},
		{"note", "report"},
	} {
		if strings.Contains(words, k.word) {
			return k.kind
		}
	}
	return "other"
}

// reportForm files a report as it was presented, beside its row. Its origin is
// the report's own, with a word behind it.
func (t *taking) reportForm(ctx context.Context, tx *db.Tx, c *chart, e *fhir.Entry, r *fhir.DiagnosticReport) error {
	if len(r.Forms) == 0 {
		return nil
	}
	o := t.origin(e)
	o.ResourceID += "#form"
	known, err := clients.ImportedTx(ctx, &tx.View, []clients.Origin{o})
	if err != nil {
		return err
	}
	rec := &clients.DocumentRecord{
		Row: clients.Row{ID: known[o].RowID}, Title: clip(cmp.Or(titleOf(r.Forms), r.Code.Words(), "Report"), 300), Kind: "report",
		VisitID: id.Visit(t.visitOf(e, c, r.Encounter, "DiagnosticReport.encounter")), ReceivedAt: t.first(r.Issued, r.Effective.Start()),
	}
	why, err := t.file(ctx, rec, r.Forms)
	if err != nil {
		return err
	}
	if why != "" {
		t.note("DiagnosticReport.presentedForm", why)
		return nil
	}
	c.records.Documents = append(c.records.Documents, rec)
	c.items = append(c.items, &item{entry: e, origin: o, tbl: "documents", row: func() int64 { return rec.ID }, known: rec.ID != 0, derived: true})
	return nil
}
