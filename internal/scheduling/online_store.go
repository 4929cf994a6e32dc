package scheduling

import (
	"context"
	"errors"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// findOnline reads what is offered online. Whoever is asked for sees patients here.
func findOnline(ctx context.Context, v *db.View) (Online, error) {
	o, err := db.One[Online](ctx, v, `
		select coalesce(bool_or(online_booking), false) as "on", coalesce(max(online_change_hours), 24) as change_hours
		from practice`)
	if err != nil || !o.On {
		return o, err
	}
	o.Types, err = db.Many[OnlineType](ctx, v, `
		select id, name, minutes, online_for as "for", online_notice_hours as notice_hours, online_days as days
		from visit_types
		where online and closed_at is null
		order by lower(name), id
		limit 100`)
	if err != nil {
		return o, err
	}
	o.Clinicians, err = db.Many[OnlineClinician](ctx, v, `
		select s.id, s.name,
		  array(
		    select t.id
		    from visit_types t
		    where t.online and t.closed_at is null and (
		      not exists (select from visit_type_clinicians c where c.visit_type_id = t.id)
		      or exists (select from visit_type_clinicians c where c.visit_type_id = t.id and c.staff_id = s.id))
		    order by t.id) as types
		from staff s
		where s.deactivated_at is null and exists (select from availability a where a.staff_id = s.id)
		order by lower(s.name), s.id
		limit 200`)
	return o, err
}

// been is what of a file online booking asks for.
type been struct {
	Here bool     // a visit took place
	Open id.Visit // one that was booked online and is still to come, or zero
}

func findBeen(ctx context.Context, v *db.View) (been, error) {
	b, err := db.One[been](ctx, v, `
		select coalesce(bool_or(v.history or k.kind in ('arrived', 'roomed', 'with', 'ready', 'seen') or s.id is not null), false) as here,
		  coalesce(min(v.id) filter (where v.online and b.starts_at > clock() and not exists (
		    select from visit_marks x where x.client_id = $1 and x.visit_id = v.id and x.kind in ('cancelled', 'no_show'))), 0) as open
		from visits v
		join bookings b on b.id = v.booking_id
		left join visit_marks k on k.client_id = v.client_id and k.visit_id = v.id
		left join notes n on n.client_id = v.client_id and n.visit_id = v.id
		left join signatures s on s.client_id = n.client_id and s.note_id = n.id
		where v.client_id = $1`, v.Client())
	if errors.Is(err, db.ErrNone) {
		return been{}, nil
	}
	return b, err
}
