package workflow

import (
	"context"
	"slices"

	"charthouse/internal/access"
	"charthouse/internal/db"
)

// trove is a table whose rows are found by their words (lexemes).
type trove struct {
	table   string
	columns string // of the table, for may
	may     string // what of the table t the person may see; $4 is whether they read what is clinical
	verb    access.Verb
	show    string // what of a row is shown
}

var papers = trove{
	table: "documents", columns: ", t.clinical, t.withdrawn_at", may: `t.withdrawn_at is null and ($4 or not t.clinical)`, verb: access.OpenClinical,
	show: `
		select t.id, t.client_id, called(c) as client, t.title, '' as text, coalesce(s.name, t.sender) as "with", t.kind as state,
		  t.received_at as at, 0::bigint as cents, 0::bigint as within
		from documents t
		join clients c on c.id = t.client_id
		left join staff s on s.id = t.added_by`,
}

var messages = trove{
	table: "messages", columns: ", t.conversation_id", verb: access.ReadClinical,
	may: `($4 or not exists (select from conversations k where k.client_id = t.client_id and k.id = t.conversation_id and k.kind = 'clinical'))`,
	show: `
		select t.id, t.client_id, called(c) as client, t.subject as title, left(t.body, 4000) as text,
		  coalesce(s.name, t.sender) as "with", t.direction as state, t.written_at as at, 0::bigint as cents, coalesce(t.conversation_id, 0) as within
		from messages t
		join clients c on c.id = t.client_id
		left join staff s on s.id = t.written_by`,
}

// notes are the signed ones, without their private sections: see signed_text.
var notes = trove{
	table: "signatures", may: `$4`, verb: access.OpenNote,
	show: `
		select t.id, t.client_id, called(c) as client, coalesce(y.name, v.label) as title, left(signed_text(t.content), 20000) as text,
		  s.name as "with", '' as state, t.at, 0::bigint as cents, n.visit_id as within
		from signatures t
		join notes n on n.client_id = t.client_id and n.id = t.note_id
		join visits v on v.client_id = n.client_id and v.id = n.visit_id
		join clients c on c.id = t.client_id
		join staff s on s.id = t.staff_id
		left join visit_types y on y.id = v.visit_type_id`,
}

var tasks = trove{
	table: "tasks", columns: ", t.clinical", may: `($4 or not t.clinical)`, verb: access.OpenClinical,
	show: `
		select t.id, t.client_id, called(c) as client, t.title, t.words as text, coalesce(s.name, '') as "with",
		  case when t.closed_at is not null then 'done' else '' end as state, t.due_on::timestamp as at, 0::bigint as cents, 0::bigint as within
		from tasks t
		join clients c on c.id = t.client_id
		left join staff s on s.id = t.owner_id`,
}

// list reads the newest rows that have all the words, or have some of them and
// are of a patient whose name has the others.
func (t trove) list(ctx context.Context, v *db.View, q sought) ([]Hit, error) {
	rows, err := t.everywhere(ctx, v, q)
	if err != nil {
		return nil, err
	}
	if q.kinded || !q.exact {
		theirs, err := t.ofPeople(ctx, v, q)
		if err != nil {
			return nil, err
		}
		rows = append(rows, theirs...)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	slices.SortFunc(rows, func(a, b int64) int { return int(b - a) })
	rows = slices.Compact(rows)
	return db.Many[Hit](ctx, v, t.show+`
		where t.id = any ($1)
		order by t.id desc`, rows[:min(len(rows), q.most)])
}

// everywhere looks through the newest rows first, where words that many rows
// have are found at once, and by the index only for those that few have: sorting
// half a table for its newest rows would take longer than reading these.
func (t trove) everywhere(ctx context.Context, v *db.View, q sought) ([]int64, error) {
	if !q.tells() {
		return nil, nil
	}
	args := []any{q.words, q.before(), q.most, v.Who().May(t.verb)}
	rows, err := db.Values[int64](ctx, v, `
		select t.id
		from (
		  select t.id, t.client_id, t.lexemes`+t.columns+`
		  from `+t.table+` t
		  where t.id < $2
		  order by t.id desc
		  limit 3000
		) t
		where t.lexemes @@ (select begins($1)) and not hidden(t.client_id) and `+t.may+`
		order by t.id desc
		limit $3`, args...)
	if err != nil || len(rows) == q.most {
		return rows, err
	}
	return db.Values[int64](ctx, v, `
		select f.id
		from (
		  select t.id
		  from `+t.table+` t
		  where t.lexemes @@ (select begins($1)) and t.id < $2 and not hidden(t.client_id) and `+t.may+`
		  limit 20000
		) f
		order by f.id desc
		limit $3`, args...)
}

// ofPeople looks in the files of the patients who may be meant.
func (t trove) ofPeople(ctx context.Context, v *db.View, q sought) ([]int64, error) {
	return db.Values[int64](ctx, v, nearPeople+`
		select t.id
		from people p
		join `+t.table+` t on t.client_id = p.id
		where t.id < $3 and (p.name || t.lexemes) @@ (select begins($2, 0)) and ($6 or t.lexemes @@ (select begins_any($2))) and `+t.may+`
		order by t.id desc
		limit $5`, q.near, q.words, q.before(), v.Who().May(t.verb), q.most, q.kinded)
}
