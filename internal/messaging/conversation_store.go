package messaging

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

const conversationColumns = `
		select k.id, k.kind, case when k.kind = 'clinical' and not $2 then '' else k.subject end as subject, k.opened_at,
		  coalesce(k.owner_id, 0) as owner_id, coalesce(s.name, '') as owner, k.pool,
		  coalesce(k.contact_id, 0) as contact_id, coalesce(x.name, '') as contact, k.waits_since,
		  d.due, coalesce(k.promised = d.due, false) as promised, k.last_at, k.done_at,
		  k.outcome, k.kind = 'clinical' and not $2 as sealed, (
		    select coalesce(max(m.id), 0) from messages m
		    where m.client_id = k.client_id and m.conversation_id = k.id and m.direction <> 'inside') as newest
		from conversations k
		cross join lateral (select answer_due(k.waits_since, k.promised, k.anew_since, reply_within(k.kind)) as due) d
		left join staff s on s.id = k.owner_id
		left join contacts x on x.client_id = k.client_id and x.id = k.contact_id`

func findConversation(ctx context.Context, v *db.View, n id.Conversation) (Conversation, error) {
	return db.One[Conversation](ctx, v, conversationColumns+`
		where k.client_id = $1 and k.id = $3`, v.Client(), v.Who().May(access.ReadClinical), n)
}

func listConversations(ctx context.Context, v *db.View, limit int) ([]Conversation, error) {
	return db.Many[Conversation](ctx, v, conversationColumns+`
		where k.client_id = $1 and k.done_at is null
		order by k.last_at desc, k.id desc
		limit $3`, v.Client(), v.Who().May(access.ReadClinical), limit)
}

func listTalk(ctx context.Context, v *db.View, n id.Conversation, before id.Message, limit int) ([]Message, error) {
	return db.Many[Message](ctx, v, `
		select * from (`+messageColumns+`
		  where m.client_id = $1 and m.conversation_id = $5 and ($2::bigint = 0 or m.id < $2)
		  order by m.id desc
		  limit $3
		) newest
		order by id`, v.Client(), before, limit, v.Who().May(access.ReadClinical), n)
}

// listTurns reads who had the conversation. A word about a clinical one may be as
// clinical as the message: who reads none reads their own.
func listTurns(ctx context.Context, v *db.View, n id.Conversation) ([]Turn, error) {
	return db.Many[Turn](ctx, v, `
		select * from (
		  select t.id, t.what, t.outcome, t.at, coalesce(b.name, '') as by, t.kind, coalesce(o.name, '') as "to", t.pool,
		    case when t.kind = 'clinical' and not $4 and t.by_id is distinct from $5 then '' else t.word end as word,
		    coalesce(t.visit_id, 0) as visit_id, coalesce(t.packet_id, 0) as packet_id, coalesce(t.task_id, 0) as task_id, t.waited_since
		  from turns t
		  left join staff b on b.id = t.by_id
		  left join staff o on o.id = t.staff_id
		  where t.client_id = $1 and t.conversation_id = $2
		  order by t.id desc
		  limit $3
		) newest
		order by id`, v.Client(), n, 50, v.Who().May(access.ReadClinical), v.Who().Staff())
}

func listColleagues(ctx context.Context, v *db.View) ([]Colleague, error) {
	return db.Many[Colleague](ctx, v, `
		select s.id, s.name, bool_or(r.role = 'clinician') as clinician
		from staff s
		join staff_roles r on r.staff_id = s.id and r.role in ('front_desk', 'clinician', 'biller', 'manager')
		where s.deactivated_at is null
		group by s.id
		order by s.name, s.id
		limit 300`)
}

func findColleague(ctx context.Context, v *db.View, n id.Staff) (Colleague, error) {
	return db.One[Colleague](ctx, v, `
		select s.id, s.name, coalesce(bool_or(r.role = 'clinician'), false) as clinician
		from staff s
		join staff_roles r on r.staff_id = s.id and r.role in ('front_desk', 'clinician', 'biller', 'manager')
		where s.id = $1 and s.deactivated_at is null
		group by s.id`, n)
}

func insertConversation(ctx context.Context, tx *db.Tx, o opening) (id.Conversation, error) {
	return db.Value[id.Conversation](ctx, &tx.View, `
		insert into conversations (client_id, contact_id, kind, subject, opened_at, owner_id, pool, last_at)
		values ($1, nullif($2::bigint, 0), $3, $4, clock(), nullif($5::bigint, 0), $6, clock())
		returning id`, tx.Client(), o.Contact, string(o.Kind), o.Subject, o.Owner, o.Pool)
}

// waitFrom keeps the first that waits: what comes after it does not start the clock
// anew. Where a call back was promised, what comes after that has a clock beside it.
func waitFrom(ctx context.Context, tx *db.Tx, n id.Conversation) error {
	return tx.ExecOne(ctx, `
		update conversations
		set waits_since = coalesce(waits_since, clock()), anew_since = case when promised is not null then coalesce(anew_since, clock()) end,
		  last_at = clock(), done_at = null, outcome = ''
		where client_id = $1 and id = $2`, tx.Client(), n)
}

// promise puts the answer off until a call back. It answers all that whoever made it
// had seen; the first that came since keeps its clock.
func promise(ctx context.Context, tx *db.Tx, o Open, until time.Time) error {
	return tx.ExecOne(ctx, `
		update conversations
		set waits_since = coalesce(waits_since, clock()), promised = $4, anew_since = (
		    select min(m.written_at)
		    from messages m
		    where m.client_id = $1 and m.conversation_id = $2 and m.id > $3 and m.direction = 'in' and m.kind <> 'call'),
		  last_at = clock(), done_at = null, outcome = ''
		where client_id = $1 and id = $2`, tx.Client(), o.Talk, o.Seen, until)
}

func stopWaiting(ctx context.Context, tx *db.Tx, n id.Conversation, o Outcome, done bool) error {
	return tx.ExecOne(ctx, `
		update conversations
		set waits_since = null, promised = null, anew_since = null, last_at = case when $4 then last_at else clock() end,
		  done_at = case when $4 then clock() end, outcome = case when $4 then $3 else '' end
		where client_id = $1 and id = $2`, tx.Client(), n, string(o), done)
}

// reopenConversation takes the last closing back: where it ended a waiting without
// an answer, the waiting is as old as it was.
func reopenConversation(ctx context.Context, tx *db.Tx, n id.Conversation) error {
	return tx.ExecOne(ctx, `
		update conversations k
		set done_at = null, outcome = '', waits_since = case when k.outcome = 'no_reply' then (
		  select t.waited_since
		  from turns t
		  where t.client_id = k.client_id and t.conversation_id = k.id and t.what = 'done'
		  order by t.id desc
		  limit 1) end
		where k.client_id = $1 and k.id = $2 and k.done_at is not null`, tx.Client(), n)
}

func setHolder(ctx context.Context, tx *db.Tx, n id.Conversation, to turn) error {
	return tx.ExecOne(ctx, `
		update conversations
		set owner_id = nullif($3::bigint, 0), pool = $4
		where client_id = $1 and id = $2`, tx.Client(), n, to.Staff, to.Pool)
}

// setMatter moves the conversation to the role whose matter it is. Whoever has it
// keeps it, unless it is clinical and they are no clinician.
func setMatter(ctx context.Context, tx *db.Tx, n id.Conversation, m Matter) error {
	return tx.ExecOne(ctx, `
		update conversations
		set kind = $3, pool = $4,
		  owner_id = case when $3 <> 'clinical' or exists (select from staff_roles r where r.staff_id = owner_id and r.role = 'clinician') then owner_id end
		where client_id = $1 and id = $2`, tx.Client(), n, string(m), m.pool())
}

// insertTurn keeps who did what, with the waiting that it ends: it is read before
// the waiting is over.
func insertTurn(ctx context.Context, tx *db.Tx, n id.Conversation, t turn) error {
	return tx.ExecOne(ctx, `
		insert into turns (client_id, conversation_id, what, outcome, at, by_id, kind, staff_id, pool, word, visit_id, packet_id, task_id, waited_since)
		select k.client_id, k.id, $3, $4, clock(), case when not $13 then nullif($5::bigint, 0) end, k.kind, nullif($6::bigint, 0), $7, $8,
		  nullif($9::bigint, 0), nullif($10::bigint, 0), nullif($11::bigint, 0),
		  case when $3 in ('answered', 'done') and not $12 then k.waits_since end
		from conversations k
		where k.client_id = $1 and k.id = $2`,
		tx.Client(), n, t.What, string(t.Outcome), tx.Who().Staff(), t.Staff, t.Pool, t.Word, t.Visit, t.Packet, t.Task, t.Waits, t.Itself)
}

// hasUnseen is true where the client wrote or called after what somebody was shown.
func hasUnseen(ctx context.Context, v *db.View, o Open) (bool, error) {
	return db.Value[bool](ctx, v, `
		select exists (
		  select
		  from messages
		  where client_id = $1 and conversation_id = $2 and id > $3 and direction = 'in')`, v.Client(), o.Talk, o.Seen)
}

// listUnseen reads the newest that the client wrote or said after what somebody was
// shown, if they did.
func listUnseen(ctx context.Context, v *db.View, o Open) ([]Message, error) {
	return db.Many[Message](ctx, v, messageColumns+`
		  where m.client_id = $1 and m.conversation_id = $2 and m.id > $3 and m.direction = 'in'
		  order by m.id desc
		  limit 1`, v.Client(), o.Talk, o.Seen, v.Who().May(access.ReadClinical))
}
