package scheduling

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

var errVisitTypeNamed = &fault.Fault{Kind: fault.Invalid, Message: "One answer needs another look. Nothing was lost.", Fields: map[string]string{
	"name": "Another visit type has this name. Choose a different one, or close the other.",
}}

const visitTypes = `
	select t.id, t.name, t.minutes, t.before_minutes, t.after_minutes, t.service_id, t.form_id, t.template_id, t.closed_at is not null as closed,
	  t.online, t.online_notice_hours as notice_hours, t.online_days, t.online_for,
	  t.no_show_service_id as no_show_id, t.late_service_id as late_id, t.late_hours, t.first_missed_free as first_free, t.recall_months, t.recall_mail,
	  t.offer_at_once as at_once, t.offer_minutes, t.offer_cutoff_hours as cutoff_hours, t.capacity,
	  coalesce(s.label, '') as service, s.cents, coalesce(f.name, '') as form, coalesce(n.name, '') as template,
	  (select coalesce(jsonb_agg(jsonb_build_object('Hours', r.hours, 'Way', r.way) order by r.hours desc), '[]') from visit_type_reminders r where r.visit_type_id = t.id) as reminders,
	  array(select d.sort_id from visit_type_needs d where d.visit_type_id = t.id order by d.sort_id) as needs,
	  array(select o.staff_id from visit_type_clinicians o where o.visit_type_id = t.id order by o.staff_id) as clinicians
	from visit_types t
	left join services s on s.id = t.service_id
	left join forms f on f.id = t.form_id
	left join note_templates n on n.id = t.template_id `

func listVisitTypes(ctx context.Context, v *db.View) ([]VisitType, error) {
	return db.Many[VisitType](ctx, v, visitTypes+`order by t.closed_at is not null, lower(t.name), t.id limit 500`)
}

func findVisitType(ctx context.Context, v *db.View, n id.VisitType) (VisitType, error) {
	return db.One[VisitType](ctx, v, visitTypes+`where t.id = $1`, n)
}

func insertVisitType(ctx context.Context, tx *db.Tx, t VisitType) (id.VisitType, error) {
	n, err := db.Value[id.VisitType](ctx, &tx.View, `
		insert into visit_types (name, minutes, service_id, form_id, template_id, before_minutes, after_minutes,
		  online, online_notice_hours, online_days, online_for, no_show_service_id, late_service_id, late_hours, first_missed_free, recall_months, recall_mail, offer_at_once, offer_minutes, offer_cutoff_hours, capacity)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
		returning id`, t.Name, t.Minutes, t.ServiceID, t.FormID, t.TemplateID, t.BeforeMinutes, t.AfterMinutes, t.Online, t.NoticeHours, t.OnlineDays, t.OnlineFor,
		t.NoShowID, t.LateID, t.LateHours, t.FirstFree, t.RecallMonths, t.RecallMail, t.AtOnce, t.OfferMinutes, t.CutoffHours, t.Capacity)
	return n, visitTypeFault(err)
}

func updateVisitType(ctx context.Context, tx *db.Tx, t VisitType) error {
	return visitTypeFault(tx.ExecOne(ctx, `
		update visit_types
		set name = $2, minutes = $3, service_id = $4, form_id = $5, template_id = $6, before_minutes = $7, after_minutes = $8,
		  online = $9, online_notice_hours = $10, online_days = $11, online_for = $12,
		  no_show_service_id = $13, late_service_id = $14, late_hours = $15, first_missed_free = $16, recall_months = $17, recall_mail = $18,
		  offer_at_once = $19, offer_minutes = $20, offer_cutoff_hours = $21, capacity = $22
		where id = $1`, t.ID, t.Name, t.Minutes, t.ServiceID, t.FormID, t.TemplateID, t.BeforeMinutes, t.AfterMinutes, t.Online, t.NoticeHours, t.OnlineDays, t.OnlineFor,
		t.NoShowID, t.LateID, t.LateHours, t.FirstFree, t.RecallMonths, t.RecallMail, t.AtOnce, t.OfferMinutes, t.CutoffHours, t.Capacity))
}

// replaceNeeds stores what the kind of visit takes, who offers it, and when people are
// reminded of it.
func replaceNeeds(ctx context.Context, tx *db.Tx, n id.VisitType, t VisitType) error {
	for _, sql := range []string{`delete from visit_type_needs where visit_type_id = $1`, `delete from visit_type_clinicians where visit_type_id = $1`, `delete from visit_type_reminders where visit_type_id = $1`} {
		if _, err := tx.Exec(ctx, sql, n); err != nil {
			return err
		}
	}
	for _, r := range t.Reminders {
		_, err := tx.Exec(ctx, `
			insert into visit_type_reminders (visit_type_id, hours, way)
			values ($1, $2, $3)`, n, r.Hours, r.Way)
		if err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, `
		insert into visit_type_needs (visit_type_id, sort_id)
		select distinct $1::bigint, unnest($2::bigint[])`, n, t.Needs)
	if err != nil {
		return visitTypeFault(err)
	}
	_, err = tx.Exec(ctx, `
		insert into visit_type_clinicians (visit_type_id, staff_id)
		select distinct $1::bigint, unnest($2::bigint[])`, n, t.Clinicians)
	return visitTypeFault(err)
}

func closeVisitType(ctx context.Context, tx *db.Tx, n id.VisitType, closed bool) error {
	err := tx.ExecOne(ctx, `
		update visit_types
		set closed_at = case when $2 then clock() end
		where id = $1`, n, closed)
	if db.Broke(err, "visit_types_name") {
		return fault.New(fault.Conflict, "Its name was given to another visit type meanwhile. Rename that one first.")
	}
	return err
}

func visitTypeFault(err error) error {
	if db.Broke(err, "visit_types_name") {
		return errVisitTypeNamed
	}
	for constraint, field := range map[string]string{
		"visit_types_service_id_fkey": "service", "visit_types_no_show_service_id_fkey": "no_show", "visit_types_late_service_id_fkey": "late", "visit_types_form_id_fkey": "form", "visit_types_template_id_fkey": "template",
		"visit_type_needs_sort_id_fkey": "needs", "visit_type_clinicians_staff_id_fkey": "clinicians",
	} {
		if db.Broke(err, constraint) {
			return &fault.Fault{Kind: fault.Invalid, Message: errVisitTypeNamed.Message, Fields: map[string]string{field: "Choose one of the list."}}
		}
	}
	return err
}
