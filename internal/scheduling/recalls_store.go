package scheduling

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// findRecalls reads who is due by the same predicate as the worklist, and whom the mails
// reach by the same as they do.
func findRecalls(ctx context.Context, v *db.View, n id.VisitType) (Recalls, error) {
	return db.One[Recalls](ctx, v, `
		select count(distinct d.client_id)::int as due,
		  (count(distinct d.client_id) filter (where t.recall_mail and recall_goes(c, d.visit_id, d.since)
		    and (c.email <> '' or exists (select from contacts x where x.client_id = c.id and x.proxy and x.email <> '' and x.ended_at is null))))::int as written
		from blocking_recall_due d
		join visits v on v.client_id = d.client_id and v.id = d.visit_id
		join visit_types t on t.id = v.visit_type_id
		join clients c on c.id = d.client_id
		where v.visit_type_id = $1 and d.since <= clock()`, n)
}
