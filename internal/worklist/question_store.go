package worklist

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func insertQuestion(ctx context.Context, tx *db.Tx, b id.Blocker, row standing, of id.Staff, role, words string) (id.Question, error) {
	q, err := db.Value[id.Question](ctx, &tx.View, `
		insert into questions (client_id, blocker_id, kind, subject_id, field, asked_by, asked_of, asked_role, words, asked_at)
		values ($1, $2, $3, $4, $5, $6, nullif($7::bigint, 0), $8, $9, clock())
		returning id`, tx.Client(), b, row.Kind, row.Subject, row.Field, tx.Who().Staff(), of, role, words)
	if db.Broke(err, "questions_open") {
		return 0, errAsked
	}
	return q, err
}

// asked is a question as who answers it needs it.
type asked struct {
	AskedOf   id.Staff
	StandIn   id.Staff
	AskedRole string
	Answered  bool
}

func findQuestion(ctx context.Context, v *db.View, q id.Question) (asked, error) {
	return db.One[asked](ctx, v, `
		select coalesce(b.assigned_to, q.asked_of, 0) as asked_of, coalesce(w.stand_in, 0) as stand_in, q.asked_role,
		  q.answered_at is not null or b.cleared_at is not null as answered
		from questions q
		join blockers b on b.client_id = q.client_id and b.kind = 'question_waiting' and b.subject_id = q.id
		left join away w on w.staff_id = coalesce(b.assigned_to, q.asked_of)
		where q.client_id = $1 and q.id = $2
		order by b.id desc
		limit 1`, v.Client(), q)
}

func findQuestionRow(ctx context.Context, v *db.View, q id.Question) (id.Blocker, error) {
	return db.Value[id.Blocker](ctx, v, `
		select id
		from blockers
		where client_id = $1 and kind = 'question_waiting' and subject_id = $2 and cleared_at is null`, v.Client(), q)
}

func answerQuestion(ctx context.Context, tx *db.Tx, q id.Question, answer string) error {
	return tx.ExecOne(ctx, `
		update questions
		set answered_at = clock(), answered_by = $3, answer = $4
		where client_id = $1 and id = $2 and answered_at is null`, tx.Client(), q, tx.Who().Staff(), answer)
}

func deleteQuestion(ctx context.Context, tx *db.Tx, q id.Question) error {
	return tx.ExecOne(ctx, `
		delete from questions
		where client_id = $1 and id = $2 and asked_by = $3 and answered_at is null`, tx.Client(), q, tx.Who().Staff())
}

func seeQuestion(ctx context.Context, tx *db.Tx, q id.Question) error {
	return tx.ExecOne(ctx, `
		update questions
		set seen_at = coalesce(seen_at, clock())
		where client_id = $1 and id = $2 and asked_by = $3`, tx.Client(), q, tx.Who().Staff())
}

// listBack finds the row that stood for each question: it left when the question
// was answered, or when what it asked about was right.
func listBack(ctx context.Context, v *db.View) ([]Back, error) {
	return db.Many[Back](ctx, v, `
		select q.id, q.client_id, called(c) as client, q.kind, q.field, case when hidden(c.id) then '' else q.words end as words,
		  case when hidden(c.id) then '' else q.answer end as answer,
		  coalesce(s.name, '') as by, coalesce(q.answered_at, w.cleared_at) as at, b.cleared_at is null as stands
		from questions q
		join clients c on c.id = q.client_id
		join blockers b on b.client_id = q.client_id and b.id = q.blocker_id
		cross join lateral (
		  select w.cleared_at, w.cleared_by
		  from blockers w
		  where w.client_id = q.client_id and w.kind = 'question_waiting' and w.subject_id = q.id
		  order by w.id desc
		  limit 1
		) w
		left join trail t on t.id = w.cleared_by
		left join staff s on s.id = coalesce(q.answered_by, t.staff_id)
		where q.asked_by = $1 and q.seen_at is null and w.cleared_at is not null
		order by q.id desc
		limit 50`, v.Who().Staff())
}
