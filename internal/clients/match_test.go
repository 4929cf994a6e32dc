package clients_test

import (
	"fmt"
	"strings"
	"testing"

	"charthouse/internal/civil"
	"charthouse/internal/clients"
	"charthouse/internal/db/dbtest"
)

func TestTheWarningOfASecondFileScansNoTable(t *testing.T) {
	d := dbtest.New(t)
	if _, err := d.Owner.Exec(t.Context(), `
		set session_replication_role = replica;
		insert into clients (id, given, family, birth_date, phone, email, opened_at)
		select 20000 + g, 'Given' || g % 700, 'Family' || g % 3000, '1930-01-01'::date + g % 30000, '555 ' || 1000000 + g, 'p' || g || '@home.example', now()
		from generate_series(1, 50000) g;
		analyze clients`); err != nil {
		t.Fatal(err)
	}
	birth := civil.New(1980, 12, 5)
	for _, born := range []string{"null", "'1980-12-05'"} {
		for _, mode := range []string{"force_custom_plan", "force_generic_plan"} {
			plan := explained(t, d, mode, fmt.Sprintf(`'Given5', 'Family5', '', %s, '%s', 'p5@home.example', 0, '{%s}'`,
				born, clients.PhoneKey("+1 555 1000005"), strings.Join(clients.Mistyped(birth), ",")))
			if strings.Contains(plan, "Seq Scan on clients") {
				t.Errorf("born %s, %s:\n%s", born, mode, plan)
			}
		}
	}
}

// explained is the plan of the look for matches in the mode.
func explained(t *testing.T, d *dbtest.Database, mode, args string) string {
	t.Helper()
	tx, err := d.Owner.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(t.Context()) }()
	if _, err := tx.Exec(t.Context(), `set local plan_cache_mode = `+mode+`; prepare look (text, text, text, date, text, text, bigint, text[]) as `+clients.Matches); err != nil {
		t.Fatal(err)
	}
	rows, err := tx.Query(t.Context(), `explain (analyze) execute look (`+args+`)`)
	if err != nil {
		t.Fatal(err)
	}
	var plan strings.Builder
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		plan.WriteString(line + "\n")
	}
	if _, err := tx.Exec(t.Context(), `deallocate look`); err != nil {
		t.Fatal(err)
	}
	return plan.String()
}
