package past

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// open turns the triggers off that keep the promises row by row: they are looked
// at for all rows at the end. A superuser may skip the foreign keys, too, whose
// rows are of one making.
func (w *Writer) open(ctx context.Context) error {
	var super bool
	if err := w.tx.QueryRow(ctx, `select rolsuper from pg_roles where rolname = current_user`).Scan(&super); err != nil {
		return fmt.Errorf("see what the owner may do: %w", err)
	}
	if super {
		_, err := w.tx.Exec(ctx, `set local session_replication_role = replica`)
		return err
	}
	return w.triggers(ctx, "disable")
}

// derived are filled from the copied tables.
var derived = []string{"file_clocks", "visit_dues", "dirty_days", "visit_days", "money_days", "week_medians", "visit_totals", "money_totals", "nudges"}

func (w *Writer) triggers(ctx context.Context, how string) error {
	w.slow = how == "disable"
	names := derived
	for _, t := range w.order {
		names = append(names[:len(names):len(names)], t.name)
	}
	for _, name := range names {
		if _, err := w.tx.Exec(ctx, `alter table `+pgx.Identifier{name}.Sanitize()+` `+how+` trigger user`); err != nil {
			return fmt.Errorf("%s triggers of %s: %w", how, name, err)
		}
	}
	return nil
}

// number reads the highest number of each table, so that rows are added to what is there.
func (w *Writer) number(ctx context.Context) error {
	for _, t := range w.order {
		if t.columns[0] != "id" {
			continue
		}
		err := w.tx.QueryRow(ctx, `
			select coalesce((select max(id) from `+t.name+`), (select start_value - 1 from pg_sequences where schemaname || '.' || sequencename = pg_get_serial_sequence('public.`+t.name+`', 'id')))`).Scan(&t.last)
		if err != nil {
			return fmt.Errorf("number of %s: %w", t.name, err)
		}
	}
	return nil
}

// close makes true what is derived, and looks at the promises.
func (w *Writer) close(ctx context.Context, at time.Time) error {
	for _, t := range w.order {
		if t.columns[0] == "id" {
			if _, err := w.tx.Exec(ctx, `select setval(pg_get_serial_sequence('public.`+t.name+`', 'id'), $1)`, max(1, t.last)); err != nil {
				return fmt.Errorf("sequence of %s: %w", t.name, err)
			}
		}
	}
	for _, sql := range []string{
		`set local default_statistics_target = 20`, `analyze ` + strings.Join(w.names(), ", "), `select owe_all()`,
		`select set_config('charthouse.now', '` + at.Format(time.RFC3339Nano) + `', true), settle_all()`, `select nudge_all()`, `select count_all_days()`,
	} {
		if _, err := w.tx.Exec(ctx, sql); err != nil {
			return fmt.Errorf("make true what is derived: %w", err)
		}
	}
	if err := w.promises(ctx); err != nil || !w.slow {
		return err
	}
	if _, err := w.tx.Exec(ctx, `set constraints all immediate`); err != nil {
		return err
	}
	return w.triggers(ctx, "enable")
}

// promises looks at what the triggers of the ledger keep, which were off.
func (w *Writer) promises(ctx context.Context) error {
	var broken *string
	err := w.tx.QueryRow(ctx, `
		select string_agg(what, '; ')
		from (
		  select 'entry ' || entry_id || ' does not balance' as what from lines group by entry_id having sum(cents) <> 0 or count(*) < 2
		  union all
		  select 'charge ' || charge_id || ' is overpaid' from lines where account in ('client_receivable', 'payer_receivable') group by charge_id, account having sum(cents) < 0
		  union all
		  select 'credit of ' || client_id || ' is overdrawn' from lines where account = 'client_credit' group by client_id having sum(cents) > 0
		  limit 5
		) b`).Scan(&broken)
	if err != nil {
		return fmt.Errorf("look at the ledger: %w", err)
	}
	if broken != nil {
		return errors.New("the copied ledger is wrong: " + *broken)
	}
	return nil
}

func (w *Writer) names() (out []string) {
	for _, t := range w.order {
		out = append(out, t.name)
	}
	return out
}
