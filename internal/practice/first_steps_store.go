package practice

import (
	"context"

	"charthouse/internal/db"
)

func findFirstSteps(ctx context.Context, v *db.View) (FirstSteps, error) {
	return db.One[FirstSteps](ctx, v, `
		select
		  exists (select from practice where name <> '') as named,
		  exists (select from locations where closed_at is null) as location,
		  exists (select from opening_hours h join locations l on l.id = h.location_id where l.closed_at is null) as hours,
		  exists (select from staff_roles r join staff s on s.id = r.staff_id
		    where r.role = 'clinician' and s.deactivated_at is null) as clinician,
		  exists (select from availability a join staff s on s.id = a.staff_id where s.deactivated_at is null) as week,
		  exists (select from services where closed_at is null) as fee,
		  exists (select from forms where closed_at is null) as form,
		  exists (select from note_templates where closed_at is null) as template,
		  exists (select from visit_types where closed_at is null and service_id is not null) as visit_type,
		  exists (select from mail_settings) as mail`)
}
