package sample_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"testing"

	"github.com/jackc/pgx/v5"

	"charthouse/internal/db/dbtest"
	docs "charthouse/internal/documentation"
)

// none holds that a query finds nothing: each names what would be wrong.
func none(t *testing.T, d *dbtest.Database, promise, sql string) {
	t.Helper()
	var wrong int
	err := pgx.BeginFunc(t.Context(), d.Owner, func(tx pgx.Tx) error {
		if _, err := tx.Exec(t.Context(), `select set_config('charthouse.now', $1, true)`, dbtest.Noon.Format("2006-01-02 15:04:05Z07:00")); err != nil {
			return err
		}
		return tx.QueryRow(t.Context(), `select count(*) from (`+sql+`) wrong`).Scan(&wrong)
	})
	if err != nil {
		t.Fatalf("%s: %v", promise, err)
	}
	if wrong > 0 {
		t.Errorf("%s: %d are not", promise, wrong)
	}
}

// everyPromiseHolds looks at what triggers and doors keep, which were not there
// when the past was copied.
func everyPromiseHolds(t *testing.T, d *dbtest.Database) {
	for promise, sql := range map[string]string{
		"entries balance":                `select entry_id from lines group by entry_id having sum(cents) <> 0 or count(*) < 2`,
		"no charge is overpaid":          `select charge_id from lines where account in ('client_receivable', 'payer_receivable') group by charge_id, account having sum(cents) < 0`,
		"no credit is overdrawn":         `select client_id from lines where account = 'client_credit' group by client_id having sum(cents) > 0`,
		"what is signed is charged":      `select s.id from signatures s join notes n on n.id = s.note_id where not exists (select from charges c where c.note_id = n.id) and not exists (select from blockers b where b.kind = 'signed_uncharged' and b.subject_id = n.id and b.cleared_at is null)`,
		"what stands is on the list":     `select client_id, kind, subject_id, field from blocking where since <= clock() and (until is null or until > clock()) except select client_id, kind, subject_id, field from blockers where cleared_at is null`,
		"what is on the list stands":     `select client_id, kind, subject_id, field from blockers where cleared_at is null except select client_id, kind, subject_id, field from blocking where since <= clock() and (until is null or until > clock())`,
		"files are looked at in time":    `select client_id from (select b.client_id, min(w.t) as t from blocking b cross join lateral (values (b.since), (b.until)) w (t) where w.t > clock() group by 1) n full join file_clocks f using (client_id) where n.t is distinct from f.next_due`,
		"what is owed is what it sums":   `select v from (select visit_id as v, sum(client_cents), sum(payer_cents) from charge_balances group by 1 having sum(client_cents) <> 0 or sum(payer_cents) <> 0 except select visit_id, client_cents, payer_cents from visit_dues) x`,
		"the sums of days are right":     `select day from (select * from visit_days_scan except select * from visit_days) x`,
		"the sums of money are right":    `select day from (select * from money_moved('-infinity', 'infinity') except select * from money_days) x`,
		"who is told is told in time":    `select n.id from nudges n join blockers b on b.id = n.blocker_id where n.at < b.since or n.at < '2026-05-01' and n.at > coalesce(b.cleared_at, clock())`,
		"a wall time is that of a zone":  `select id from bookings where starts_local at time zone zone <> starts_at`,
		"nothing has happened later":     `select id from (select id, at from entries union all select id, made_at from invoices union all select id, written_at from messages union all select id, at from trail union all select visit_id, at from visit_marks) x where at > '2026-05-04 16:00Z'`,
		"who is seen was booked before":  `select v.id from visits v join visit_marks m on m.visit_id = v.id where m.at < v.booked_at`,
		"nobody comes before their file": `select v.id from visits v join clients c on c.id = v.client_id where v.booked_at < c.opened_at`,
	} {
		none(t, d, promise, sql)
	}
	everyKeyLeadsSomewhere(t, d)
	everySignatureIsIntact(t, d)
}

// everyKeyLeadsSomewhere looks at all foreign keys of the schema.
func everyKeyLeadsSomewhere(t *testing.T, d *dbtest.Database) {
	rows, err := d.Owner.Query(t.Context(), `
		select f.conname, format('select 1 from %s a where %s and not exists (select from %s b where %s)', f.conrelid::regclass,
		  string_agg(format('a.%I is not null', m.attname), ' and '), f.confrelid::regclass, string_agg(format('a.%I = b.%I', m.attname, o.attname), ' and '))
		from pg_constraint f
		cross join lateral unnest(f.conkey, f.confkey) k (mine, theirs)
		join pg_attribute m on m.attrelid = f.conrelid and m.attnum = k.mine
		join pg_attribute o on o.attrelid = f.confrelid and o.attnum = k.theirs
		where f.contype = 'f' and f.connamespace = 'public'::regnamespace
		group by f.oid, f.conname, f.conrelid, f.confrelid`)
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]string{}
	for rows.Next() {
		var name, sql string
		if err := rows.Scan(&name, &sql); err != nil {
			t.Fatal(err)
		}
		keys[name] = sql
	}
	if len(keys) < 60 {
		t.Fatalf("only %d keys were found", len(keys))
	}
	for name, sql := range keys {
		none(t, d, "rows of "+name+" lead somewhere", sql)
	}
}

func everySignatureIsIntact(t *testing.T, d *dbtest.Database) {
	rows, err := d.Owner.Query(t.Context(), `select note_id, content, hash from signatures where id % 7 = 0 or id > (select max(id) - 60 from signatures)`)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for ; rows.Next(); n++ {
		var note int64
		var stored, hash []byte
		if err := rows.Scan(&note, &stored, &hash); err != nil {
			t.Fatal(err)
		}
		var content docs.Content
		if err := json.Unmarshal(stored, &content); err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(content)
		if sum := sha256.Sum256(text); err != nil || !bytes.Equal(sum[:], hash) {
			t.Fatalf("the signature of note %d is broken: %v", note, err)
		}
	}
	if n < 1000 {
		t.Errorf("only %d signatures were looked at", n)
	}
}
