package docs

import (
	"context"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

type noteRow struct {
	ID       id.Note
	ClientID id.Client
	VisitID  id.Visit
	AuthorID id.Staff
	Template []Section
	Sections map[string]string
	Version  int
	SavedAt  time.Time
	SignedAt *time.Time
}

func findNote(ctx context.Context, v *db.View, n id.Note) (Note, error) {
	r, err := db.One[noteRow](ctx, v, `
		select n.id, n.client_id, n.visit_id, n.author_id, n.template, n.sections, n.version, n.saved_at, s.at as signed_at
		from notes n
		left join signatures s on s.client_id = n.client_id and s.note_id = n.id
		where n.client_id = $1 and n.id = $2`, v.Client(), n)
	return Note{
		ID: r.ID, ClientID: r.ClientID, VisitID: r.VisitID, AuthorID: r.AuthorID, Template: r.Template,
		Sections: r.Sections, Version: r.Version, SavedAt: r.SavedAt, SignedAt: r.SignedAt,
	}, err
}

func listDiagnoses(ctx context.Context, v *db.View, n id.Note) ([]Diagnosis, error) {
	return db.Many[Diagnosis](ctx, v, `
		select code, label
		from note_diagnoses
		where client_id = $1 and note_id = $2
		order by rank`, v.Client(), n)
}

func listServices(ctx context.Context, v *db.View, n id.Note) ([]Done, error) {
	return db.Many[Done](ctx, v, `
		select s.id as service_id, s.code, s.label, n.units, n.modifiers, s.cents
		from note_services n
		join services s on s.id = n.service_id
		where n.client_id = $1 and n.note_id = $2
		order by n.id`, v.Client(), n)
}

func insertSignature(ctx context.Context, tx *db.Tx, n Note, content, hash []byte) error {
	_, err := tx.Exec(ctx, `
		insert into signatures (client_id, note_id, staff_id, at, content, hash)
		values ($1, $2, $3, clock(), $4, $5)`, tx.Client(), n.ID, tx.Who().Staff(), content, hash)
	return err
}
