package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	docs "charthouse/internal/documentation"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// NotePage is a visit's note with what one wants beside it while writing.
type NotePage struct {
	Note       docs.Note
	Line       scheduling.Line
	Client     clients.Client
	Clinical   clients.Clinical
	Asked      Asked
	Last       docs.Signature // the note before; without a number there is none
	Cover      docs.Cover
	Fees       []docs.Done
	CodesKnown bool
	Found      []docs.Diagnosis // for those who search without scripts
	Signature  docs.Signature   // of a signed note
	Addenda    []docs.Addendum
}

// OpenNote reads the page of a visit's note, begun or not. Looking begins none.
func (w *Workflow) OpenNote(ctx context.Context, who access.Actor, c id.Client, visit id.Visit, find string) (p NotePage, err error) {
	err = w.db.Read(ctx, who, access.OpenNote.On(c), func(v *db.View) error {
		p = NotePage{}
		if p.Note, err = docs.OfVisitTx(ctx, v, visit); err != nil {
			return err
		}
		for _, read := range p.parts(visit, find) {
			if err := read(ctx, v); err != nil {
				return err
			}
		}
		return nil
	})
	return p, err
}

func (p *NotePage) parts(visit id.Visit, find string) []func(context.Context, *db.View) error {
	of := func(read func(context.Context, *db.View, id.Visit) error) func(context.Context, *db.View) error {
		return func(ctx context.Context, v *db.View) error { return read(ctx, v, visit) }
	}
	parts := []func(context.Context, *db.View) error{
		of(read(&p.Line, scheduling.LineOf)),
		of(read(&p.Asked, askedTx)),
		of(read(&p.Last, docs.LastTx)),
		of(read(&p.Cover, docs.CoverTx)),
		into(access.OpenClient, &p.Client, clients.ClientTx).do,
		into(access.OpenClinical, &p.Clinical, clients.ClinicalTx).do,
		into(access.OpenNote, &p.Fees, docs.FeesTx).do,
		into(access.FindCodes, &p.CodesKnown, docs.CodesKnownTx).do,
	}
	if find != "" {
		parts = append(parts, func(ctx context.Context, v *db.View) (err error) {
			p.Found, err = docs.FindCodesTx(ctx, v, find)
			return err
		})
	}
	if p.Note.SignedAt != nil {
		parts = append(parts, p.signed)
	}
	return parts
}

func (p *NotePage) signed(ctx context.Context, v *db.View) (err error) {
	if p.Signature, err = docs.SignatureTx(ctx, v, p.Note.ID); err != nil {
		return err
	}
	p.Addenda, err = docs.AddendaTx(ctx, v, p.Note.ID)
	return err
}

func read[T any](to *T, find func(context.Context, *db.View, id.Visit) (T, error)) func(context.Context, *db.View, id.Visit) error {
	return func(ctx context.Context, v *db.View, visit id.Visit) (err error) {
		*to, err = find(ctx, v, visit)
		return err
	}
}
