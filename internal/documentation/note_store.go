package docs

import (
	"context"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

type noteRow struct {
	ID         id.Note
	ClientID   id.Client
	VisitID    id.Visit
	AuthorID   id.Staff
	Author     string
	Template   []Section
	Sections   map[string]string
	Version    int
	SavedAt    *time.Time
	SavedBy    string
	SavedForm  string
	SavedEdit  int
	SignedAt   *time.Time
	CheckedAt  *time.Time
	Clinician  string
	Attending  id.Staff
	NoteNeeded bool
	HasBegun   bool
}

// noteFrom reads a visit with its note, if one has begun.
const noteFrom = `
	select coalesce(n.id, 0) as id, v.client_id, v.id as visit_id, coalesce(n.author_id, 0) as author_id, coalesce(w.name, '') as author,
	  coalesce(n.template, t.sections, '[]') as template, coalesce(n.sections, '{}') as sections, coalesce(n.version, 0) as version,
	  n.saved_at, coalesce(k.name, '') as saved_by, coalesce(n.saved_form, '') as saved_form, coalesce(n.saved_edit, 0) as saved_edit,
	  s.at as signed_at, n.medicines_checked_at as checked_at,
	  coalesce(a.name, '') as clinician, coalesce(v.clinician_id, 0) as attending,
	  not v.history and not exists (
	    select from visit_marks m
	    where m.visit_id = v.id and m.kind in ('no_show', 'cancelled')
	  ) as note_needed,
	  b.starts_at <= clock() or exists (
	    select from visit_marks m
	    where m.client_id = v.client_id and m.visit_id = v.id and m.kind in ('arrived', 'roomed', 'with', 'ready', 'seen')
	  ) as has_begun
	from visits v
	join bookings b on b.id = v.booking_id
	left join visit_types y on y.id = v.visit_type_id
	left join note_templates t on t.id = y.template_id
	left join staff a on a.id = v.clinician_id
	left join notes n on n.client_id = v.client_id and n.visit_id = v.id
	left join staff w on w.id = n.author_id
	left join staff k on k.id = n.saved_by
	left join signatures s on s.client_id = n.client_id and s.note_id = n.id`

func (r noteRow) note() Note {
	n := Note{
		ID: r.ID, ClientID: r.ClientID, VisitID: r.VisitID, AuthorID: r.AuthorID, Author: r.Author, Template: r.Template,
		Sections: r.Sections, Version: r.Version, SavedBy: r.SavedBy, SavedForm: r.SavedForm, SavedEdit: r.SavedEdit,
		SignedAt: r.SignedAt, CheckedAt: r.CheckedAt, Clinician: r.Clinician, Attending: r.Attending, NoteNeeded: r.NoteNeeded, HasBegun: r.HasBegun,
	}
	if r.SavedAt != nil {
		n.SavedAt = *r.SavedAt
	}
	if len(n.Template) == 0 {
		n.Template = plain()
	}
	return n
}

func findNote(ctx context.Context, v *db.View, n id.Note) (Note, error) {
	r, err := db.One[noteRow](ctx, v, noteFrom+`
		where v.client_id = $1 and n.id = $2`, v.Client(), n)
	return r.note().readBy(v.Who().Staff()), err
}

func findNoteOfVisit(ctx context.Context, v *db.View, visit id.Visit) (Note, error) {
	r, err := db.One[noteRow](ctx, v, noteFrom+`
		where v.client_id = $1 and v.id = $2`, v.Client(), visit)
	return r.note().readBy(v.Who().Staff()), err
}

func listDiagnoses(ctx context.Context, v *db.View, n id.Note) ([]Diagnosis, error) {
	return db.Many[Diagnosis](ctx, v, `
		select code, label
		from note_diagnoses
		where client_id = $1 and note_id = $2
		order by rank
		limit 12`, v.Client(), n)
}

func listServices(ctx context.Context, v *db.View, n id.Note) ([]Done, error) {
	return db.Many[Done](ctx, v, `
		select s.id as service_id, s.code, s.label, n.units, n.modifiers, s.cents
		from note_services n
		join services s on s.id = n.service_id
		where n.client_id = $1 and n.note_id = $2
		order by n.id
		limit 100`, v.Client(), n)
}

// listProposed is the service of the visit's type: what is usually done.
func listProposed(ctx context.Context, v *db.View, visit id.Visit) ([]Done, error) {
	return db.Many[Done](ctx, v, `
		select s.id as service_id, s.code, s.label, 1 as units, '' as modifiers, s.cents
		from visits v
		join visit_types t on t.id = v.visit_type_id
		join services s on s.id = t.service_id and s.closed_at is null
		where v.client_id = $1 and v.id = $2
		order by s.id
		limit 1`, v.Client(), visit)
}

func insertNote(ctx context.Context, tx *db.Tx, n Note, d Draft) (id.Note, error) {
	return db.Value[id.Note](ctx, &tx.View, `
		insert into notes (client_id, visit_id, author_id, template, sections, started_at, saved_at, saved_by, saved_form, saved_edit, medicines_checked_at)
		values ($1, $2, $3, $4, $5, clock(), clock(), $3, $6, $7, $8)
		returning id`, tx.Client(), n.VisitID, tx.Who().Staff(), n.Template, n.text(), d.Form, d.Edit, n.CheckedAt)
}

func updateNote(ctx context.Context, tx *db.Tx, n Note, d Draft) error {
	err := tx.ExecOne(ctx, `
		update notes
		set sections = $3, saved_at = clock(), saved_by = $4, saved_form = $5, saved_edit = $6, medicines_checked_at = $7, version = version + 1,
		  write_seconds = write_seconds + least(extract(epoch from clock() - saved_at), 60)::int
		where client_id = $1 and id = $2`, tx.Client(), n.ID, n.text(), tx.Who().Staff(), d.Form, d.Edit, n.CheckedAt)
	if db.Broke(err, "note_is_signed") {
		return ErrSigned
	}
	return err
}

// text is never null: a note that holds codes only has no words yet.
func (n Note) text() map[string]string {
	if n.Sections == nil {
		return map[string]string{}
	}
	return n.Sections
}

func replaceDiagnoses(ctx context.Context, tx *db.Tx, n Note) error {
	if _, err := tx.Exec(ctx, `delete from note_diagnoses where client_id = $1 and note_id = $2`, tx.Client(), n.ID); err != nil {
		return err
	}
	var sets [][]any
	for i, d := range n.Diagnoses {
		sets = append(sets, []any{tx.Client(), n.ID, i + 1, d.Code, d.Label})
	}
	return tx.ExecMany(ctx, `
		insert into note_diagnoses (client_id, note_id, rank, code, label)
		values ($1, $2, $3, $4, $5)`, sets)
}

func replaceServices(ctx context.Context, tx *db.Tx, n Note) error {
	if _, err := tx.Exec(ctx, `delete from note_services where client_id = $1 and note_id = $2`, tx.Client(), n.ID); err != nil {
		return err
	}
	var sets [][]any
	for _, s := range n.Services {
		sets = append(sets, []any{tx.Client(), n.ID, s.ServiceID, s.Units, s.Modifiers})
	}
	return tx.ExecMany(ctx, `
		insert into note_services (client_id, note_id, service_id, units, modifiers)
		values ($1, $2, $3, $4, $5)`, sets)
}
