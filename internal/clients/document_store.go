package clients

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

const documentColumns = `
		select d.id, d.title, d.kind, d.clinical, d.media_type, d.bytes, d.sha256, d.received_at, coalesce(a.name, d.sender) as added_by,
		  coalesce(d.reader_id, 0) as reader_id, coalesce(r.name, '') as reader, d.read_at, coalesce(b.name, '') as read_by,
		  d.source <> '' as imported
		from documents d
		left join staff a on a.id = d.added_by
		left join staff r on r.id = d.reader_id
		left join staff b on b.id = d.read_by`

func listDocuments(ctx context.Context, v *db.View, clinical bool, most int) ([]Document, error) {
	return db.Many[Document](ctx, v, documentColumns+`
		where d.client_id = $1 and d.withdrawn_at is null and ($2 or not d.clinical)
		order by d.received_at desc, d.id desc
		limit $3`, v.Client(), clinical, most)
}

func findDocument(ctx context.Context, v *db.View, d id.Document, clinical bool) (Document, error) {
	return db.One[Document](ctx, v, documentColumns+`
		where d.client_id = $1 and d.id = $2 and d.withdrawn_at is null and ($3 or not d.clinical)`, v.Client(), d, clinical)
}

func listClinicians(ctx context.Context, v *db.View) ([]Clinician, error) {
	return db.Many[Clinician](ctx, v, `
		select s.id, s.name
		from staff s
		join staff_roles r on r.staff_id = s.id and r.role = 'clinician'
		where s.deactivated_at is null
		order by s.name, s.id
		limit 500`)
}

func insertDocument(ctx context.Context, tx *db.Tx, in DocumentForm, reader id.Staff, content Content, hash []byte) (id.Document, error) {
	made, err := insertRow[id.Document](ctx, tx, "documents", `
		insert into documents (client_id, title, kind, clinical, media_type, bytes, sha256, received_at, added_by, reader_id)
		values ($1, $2, $3, $4, $5, $6, $7, clock(), nullif($8, 0), nullif($9, 0))
		returning id`,
		tx.Client(), in.Title, in.Kind, in.Clinical, content.MediaType, content.Bytes, hash, tx.Who().Staff(), reader)
	return made, readerFault(err)
}

func updateDocument(ctx context.Context, tx *db.Tx, d id.Document, in DocumentForm, reader id.Staff, clinical bool) error {
	return readerFault(tx.ExecOne(ctx, `
		update documents
		set title = $4, kind = $5, clinical = $6, reader_id = nullif($7, 0)
		where client_id = $1 and id = $2 and withdrawn_at is null and ($3 or not clinical)`,
		tx.Client(), d, clinical, in.Title, in.Kind, in.Clinical, reader))
}

func markRead(ctx context.Context, tx *db.Tx, d id.Document, read bool) error {
	return tx.ExecOne(ctx, `
		update documents
		set read_at = case when $3 then coalesce(read_at, clock()) end, read_by = case when $3 then coalesce(read_by, nullif($4, 0)) end
		where client_id = $1 and id = $2 and withdrawn_at is null`, tx.Client(), d, read, tx.Who().Staff())
}

func withdrawDocument(ctx context.Context, tx *db.Tx, d id.Document, why string, clinical bool) error {
	return tx.ExecOne(ctx, `
		update documents
		set withdrawn_at = clock(), withdrawn_by = nullif($4, 0), withdrawn_why = $5
		where client_id = $1 and id = $2 and withdrawn_at is null and ($3 or not clinical)`,
		tx.Client(), d, clinical, tx.Who().Staff(), why)
}

func restoreDocument(ctx context.Context, tx *db.Tx, d id.Document, clinical bool) error {
	return tx.ExecOne(ctx, `
		update documents
		set withdrawn_at = null, withdrawn_by = null, withdrawn_why = ''
		where client_id = $1 and id = $2 and withdrawn_at is not null and ($3 or not clinical)`,
		tx.Client(), d, clinical)
}

// named is true when some paper of any file names the content.
func named(ctx context.Context, v *db.View, hash []byte) (bool, error) {
	return db.Value[bool](ctx, v, `select exists (select from documents where sha256 = $1)`, hash)
}

// contents are papers with what the store knows each by.
type contents struct {
	ID     id.Document
	SHA256 []byte
}

func listContents(ctx context.Context, v *db.View, after id.Document) ([]contents, error) {
	return db.Many[contents](ctx, v, `
		select id, sha256
		from documents
		where id > $1
		order by id
		limit 1000`, after)
}

func readerFault(err error) error {
	if db.Broke(err, "documents_reader_id_fkey") {
		return &fault.Fault{Kind: fault.Invalid, Message: "This reader is not there.", Fields: map[string]string{"reader": "Choose who should read it."}}
	}
	return err
}
