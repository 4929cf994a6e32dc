package main

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

// grows are the tables that grow with every look and every try: they say who
// asked, and are no effect of a form.
var grows = []string{
	"trail", "seals", "seal_marks", // who did or tried what
	"sessions", "presence", "knocks", // who is there, and how often they knocked
	"dirty_days", // days to count again: a sum counted twice is the same sum
	"form_posts", // the keys themselves
	"river_leader", "river_queue", "river_notification", "river_migration", "goose_db_version",
}

// rows is what stands in each table: how many rows, how many of them are newer
// than the copy, and what these say.
type rows map[string][3]string

// counting is the query that counts. Rows that are older than the copy are not
// read in full, since most of the practice is its past.
func (f *floor) counting() string {
	f.t.Helper()
	if f.count != "" {
		return f.count
	}
	var tables []string
	var first string
	s := sweep{Database: f.Database, t: f.t}
	s.ask(&first, `select pg_current_xact_id()::text`)
	s.ask(&tables, `select array_agg(relname order by relname) from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`)
	var parts []string
	for _, name := range tables {
		if !slices.Contains(grows, name) {
			parts = append(parts, fmt.Sprintf(`select '%[1]s', count(*)::text, count(*) filter (where xmin::text::bigint > %[2]s)::text,
				coalesce(sum(hashtextextended(t::text, 0)) filter (where xmin::text::bigint > %[2]s), 0)::text from %[1]s t`, name, first))
		}
	}
	f.count = strings.Join(parts, " union all ")
	return f.count
}

func (f *floor) rows() rows {
	f.t.Helper()
	found, err := f.Owner.Query(f.t.Context(), f.counting())
	if err != nil {
		f.t.Fatal(err)
	}
	defer found.Close()
	out := rows{}
	for found.Next() {
		var table string
		var r [3]string
		if err := found.Scan(&table, &r[0], &r[1], &r[2]); err != nil {
			f.t.Fatal(err)
		}
		out[table] = r
	}
	if err := found.Err(); err != nil {
		f.t.Fatal(err)
	}
	return out
}

// effect is what came and what changed since before, by table; empty is nothing.
func (r rows) effect(before rows) string {
	var out []string
	for table, now := range r {
		if was := before[table]; was != now {
			out = append(out, fmt.Sprintf("%s %s rows, %s new or changed", table, less(now[0], was[0]), less(now[1], was[1])))
		}
	}
	sort.Strings(out)
	return strings.Join(out, "; ")
}

func less(a, b string) string {
	var n, m int
	_, _ = fmt.Sscan(a, &n)
	_, _ = fmt.Sscan(b, &m)
	return fmt.Sprintf("%+d", n-m)
}
