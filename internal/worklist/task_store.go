package worklist

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// task reads tasks; a shut file's say nothing but that there is one.
const task = `
	select t.id, t.client_id, called(c) as client, hidden(c.id) as hidden, coalesce(t.visit_id, 0) as visit_id, y.name as type,
	  case when hidden(c.id) then '' else t.title end as title, case when hidden(c.id) then '' else t.words end as words,
	  t.clinical, t.role, coalesce(t.owner_id, 0) as owner_id, coalesce(o.name, '') as owner, t.due_on,
	  t.closed_at is null and t.due_on < (select today()) as late,
	  t.evidence, t.evidence_of, t.made_at, coalesce(m.name, '') as made_by,
	  case when hidden(c.id) then '[]' else (
	    select coalesce(jsonb_agg(jsonb_build_object('nth', i.nth, 'words', i.words, 'at', i.ticked_at, 'by', coalesce(s.name, '')) order by i.nth), '[]')
	    from task_items i
	    left join staff s on s.id = i.ticked_by
	    where i.client_id = t.client_id and i.task_id = t.id) end as items,
	  t.closed_at, coalesce(d.name, (
	    select s.name from trail r join staff s on s.id = r.staff_id where r.id = t.proof_trail), '') as closed_by,
	  case when hidden(c.id) then '' else t.closed_why end as closed_why, coalesce(t.proof_id, 0) as proof,
	  case when hidden(c.id) then 0 else coalesce((
	    select u.conversation_id from turns u where u.client_id = t.client_id and u.task_id = t.id limit 1), 0) end as talk
	from tasks t
	join task_types y on y.id = t.type_id
	join clients c on c.id = t.client_id
	left join staff o on o.id = t.owner_id
	left join staff m on m.id = t.made_by
	left join staff d on d.id = t.closed_by `

// listTasks reads one row more than asked for, which tells that there are more.
func listTasks(ctx context.Context, v *db.View, f TaskFilter) ([]Task, error) {
	order := `order by t.due_on, t.id`
	after := `and (t.due_on, t.id) > ($6::date, $7::bigint)`
	if f.Who == "done" {
		order, after = `order by t.closed_at desc, t.id desc`, `and ($7::bigint = 0 or (t.closed_at, t.id) < (select x.closed_at, x.id from tasks x where x.id = $7)) and $6::date is not null`
	}
	day := any("-infinity")
	if f.After.ID != 0 {
		day = f.After.Day.String()
	}
	return db.Many[Task](ctx, v, task+`
		where (t.closed_at is null) = ($1 <> 'done') and ($2::bigint = 0 or t.client_id = $2) and (not t.clinical or $3)
		  and ($1 <> 'mine' or t.owner_id = $4) and ($1 <> 'pool' or t.owner_id is null and t.role = any ($5))
		  `+after+`
		`+order+`
		limit $8`, f.Who, f.Client, v.Who().May(access.OpenClinical), v.Who().Staff(), rolesOf(v), day, f.After.ID, f.Most+1)
}

func rolesOf(v *db.View) []string {
	out := []string{}
	for _, r := range v.Who().Roles().Each() {
		out = append(out, r.Names())
	}
	return out
}

func countTasks(ctx context.Context, v *db.View) (TaskCounts, error) {
	return db.One[TaskCounts](ctx, v, `
		select count(*)::int as all, (count(*) filter (where owner_id = $1))::int as mine,
		  (count(*) filter (where owner_id is null and role = any ($2)))::int as pool,
		  (count(*) filter (where due_on < (select today())))::int as late
		from tasks
		where closed_at is null and (not clinical or $3)`, v.Who().Staff(), rolesOf(v), v.Who().May(access.OpenClinical))
}

func findTask(ctx context.Context, v *db.View, n id.Task) (Task, error) {
	return db.One[Task](ctx, v, task+`
		where t.client_id = $1 and t.id = $2 and (not t.clinical or $3)`, v.Client(), n, v.Who().May(access.OpenClinical))
}

func findName(ctx context.Context, v *db.View) (string, error) {
	return db.Value[string](ctx, v, `
		select called(c)
		from clients c
		where c.id = $1`, v.Client())
}
