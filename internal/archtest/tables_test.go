package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/db/dbtest"
)

var (
	writes  = regexp.MustCompile(`(?is)\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate)\s+(?:only\s+)?([a-z_]+)\b`)
	sqlLike = regexp.MustCompile(`(?is)^\s*(?:select|insert|update|delete|with|\(select|truncate|merge)\b.*\b(?:from|into|set|values|as)\b|^\s*select\s`)
	present = regexp.MustCompile(`(?i)\b(?:now\(\)|current_date|current_timestamp|localtimestamp|clock_timestamp\(\))`)
)

// folders of owners whose folder has another name.
var home = map[string]string{"house": "internal/db", "plumbing": "internal/db"}

// owners reads from the comments of the tables who may write them.
func owners(t *testing.T) map[string]string {
	t.Helper()
	d := dbtest.New(t)
	rows, err := d.Owner.Query(t.Context(), `
		select relname, obj_description(oid)
		from pg_class
		where relkind = 'r' and relnamespace = 'public'::regnamespace and obj_description(oid) is not null`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	out := map[string]string{}
	for rows.Next() {
		var table, comment string
		if err := rows.Scan(&table, &comment); err != nil {
			t.Fatal(err)
		}
		owner, _, _ := strings.Cut(comment, ":")
		if folder, ok := home[owner]; ok {
			out[table] = folder
		} else {
			out[table] = "internal/" + owner
		}
	}
	if len(out) < 40 {
		t.Fatalf("only %d tables say who owns them", len(out))
	}
	return out
}

// texts answers every string in the file or a part of it.
func texts(f ast.Node, do func(string)) {
	ast.Inspect(f, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil {
				do(s)
			}
		}
		return true
	})
}

// A write is a table that a file writes to. Where its name cannot be told, it is
// empty.
type write struct{ file, table string }

// composed is a write whose table is put in elsewhere: "update %s", "update " + table.
var composed = regexp.MustCompile(`(?i)(?:^|\n)\s*(?:insert\s+into|update|delete\s+from|merge\s+into|truncate)\s+(?:only\s+)?(?:%[sv]|$)`)

// writesOf finds what the files of one folder write to, by name or by calling a
// function that composes the statement.
func writesOf(files map[string]*ast.File) (found []write) {
	composers := map[string]bool{}
	for file, f := range files {
		texts(f, func(s string) {
			if sqlLike.MatchString(s) {
				for _, m := range writes.FindAllStringSubmatch(s, -1) {
					found = append(found, write{file, strings.ToLower(m[1])})
				}
			}
		})
		for _, d := range f.Decls {
			fn, isFunc := d.(*ast.FuncDecl)
			switch {
			case !composes(d):
			case isFunc:
				composers[fn.Name.Name] = true
			default:
				found = append(found, write{file, ""})
			}
		}
	}
	for file, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && composers[called(call)] {
				found = append(found, write{file, named(call)})
			}
			return true
		})
	}
	return found
}

func composes(d ast.Node) (yes bool) {
	texts(d, func(s string) { yes = yes || composed.MatchString(s) })
	return yes
}

// called is the name of the function or method.
func called(call *ast.CallExpr) string {
	fn := call.Fun
	if x, ok := fn.(*ast.IndexExpr); ok {
		fn = x.X
	}
	switch x := fn.(type) {
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		return x.Sel.Name
	}
	return ""
}

// named is the table that the call names, or empty.
func named(call *ast.CallExpr) string {
	for _, arg := range call.Args {
		if lit, ok := arg.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil {
				return s
			}
		}
	}
	return ""
}

// trespasses says which writes of a folder are not to its own tables.
func trespasses(folder string, found []write, owner map[string]string) (said []string) {
	for _, w := range found {
		o, isTable := owner[w.table]
		switch {
		case w.table == "":
			said = append(said, w.file+" writes to a table that cannot be told: name it where the statement is composed")
		case isTable && o != folder:
			said = append(said, w.file+" writes "+w.table+", which belongs to "+o)
		}
	}
	return said
}

func TestEachDomainWritesOnlyItsOwnTables(t *testing.T) {
	owner, seen := owners(t), 0
	folders := map[string]map[string]*ast.File{}
	each(t, func(folder, file string, f *ast.File) {
		if folders[folder] == nil {
			folders[folder] = map[string]*ast.File{}
		}
		folders[folder][file] = f
	})
	for folder, files := range folders {
		// The bench writes what a booking writes, past the doors: it is the floor that they are measured by.
		if fits(`tools/.*|cmd/charthouse/bench`, folder) {
			continue
		}
		found := writesOf(files)
		seen += len(found)
		for _, said := range trespasses(folder, found, owner) {
			t.Error(said)
		}
	}
	if seen == 0 {
		t.Fatal("no write was seen: the test looks at nothing")
	}
}

// The rule must find what it is there to find.
func TestAWriterOfANeighboursTableIsFound(t *testing.T) {
	owner := map[string]string{"notes": "internal/documentation", "charges": "internal/billing"}
	const composer = "func end(table string) { do(fmt.Sprintf(`\n update %s\n set over = true`, table)) }\n"
	for body, want := range map[string]int{
		"func f() { do(`insert into notes (id) values (1)`) }":                                           1,
		"func f() { do(`\n delete from notes\n where id = $1`) }":                                        1,
		"func f() { do(`UPDATE ONLY notes SET id = 1`) }":                                                1,
		"func f() { do(`with gone as (delete from notes returning id) select id from gone`) }":           1,
		composer + `func f() { end("notes") }`:                                                           1,
		composer + `func f() { or(s.end(ctx, "notes")) }`:                                                1,
		composer + `func f(table string) { end(table) }`:                                                 1,
		"func end(table string) { do(`update `+table+` set over = true`) }\nfunc f() { end(\"notes\") }": 1,
		"var sql = `delete from %s where id = $1`":                                                       1,
		composer + `func f() { end("charges") }`:                                                         0,
		"func f() { do(`insert into charges select id from notes`) }":                                    0,
		"func f() { do(`select id from notes`); say(`update notes`) }":                                   0,
	} {
		f, err := parser.ParseFile(token.NewFileSet(), "planted.go", "package billing\n"+body, 0)
		if err != nil {
			t.Fatal(err)
		}
		if said := trespasses("internal/billing", writesOf(map[string]*ast.File{"planted.go": f}), owner); len(said) != want {
			t.Errorf("%s\nis told of as %q", body, said)
		}
	}
}

func TestSQLStandsInStoresAndReadsTheActsClock(t *testing.T) {
	each(t, func(folder, file string, f *ast.File) {
		if !fits(domains+`|internal/workflow|web/.*`, folder) {
			return
		}
		texts(f, func(s string) {
			if !sqlLike.MatchString(s) || !strings.Contains(s, "\n") {
				return
			}
			if !strings.HasSuffix(file, "_store.go") {
				t.Errorf("%s holds SQL: it belongs into a _store.go beside it", file)
			}
			if present.MatchString(s) {
				t.Errorf("%s reads the machine's clock: SQL reads clock()", file)
			}
		})
	})
}

var (
	names   = regexp.MustCompile(`\|\| ' ' \|\| c\.family`)
	ofAFile = regexp.MustCompile(`(client_id|\bc\.id) = \$1`)
)

// A list over many files names a client by called(), which a restricted file does
// not answer to those outside. Only what is read in one file writes the name itself.
func TestListsNameClientsAsTheirReaderMaySee(t *testing.T) {
	seen := 0
	each(t, func(folder, file string, f *ast.File) {
		if !fits(domains+`|internal/workflow`, folder) {
			return
		}
		texts(f, func(s string) {
			if !names.MatchString(s) {
				return
			}
			seen++
			if !ofAFile.MatchString(s) {
				t.Errorf("%s names clients in a list: say called(c)", file)
			}
		})
	})
	if seen == 0 {
		t.Fatal("no name was seen: the test looks at nothing")
	}
}

// Tables without a client are on the short list of the architecture; everything
// else is in somebody's file.
var shortList = strings.Fields(`practice mail_settings locations opening_hours places staff staff_roles password_resets
	resources directory imported_directory forms form_versions note_templates services visit_types availability closures place_sorts visit_type_needs visit_type_clinicians visit_type_reminders reminder_settings flow_settings text_settings received_texts
	bookings block_series booking_resources holds openings payers giveback_limit diagnosis_codes targets ladders promise_steps task_types staff_mails
	practice_blockers trail history seals seal_marks form_posts sessions knocks goose_db_version clients dirty_days visit_days money_days visit_totals money_totals week_medians closed_days day_counts measure_targets absences received_mails
	feeds busy_feeds busy_reads busy_times`)

func TestEveryTableIsGuardedAndSaysWhoseFileItIsIn(t *testing.T) {
	d := dbtest.New(t)
	for _, q := range []struct{ law, sql string }{
		{"is not guarded", `
			select c.relname from pg_class c
			where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname !~ '^river_'
			  and c.relname <> all (array['trail', 'history', 'seals', 'seal_marks', 'form_posts', 'sessions', 'knocks', 'presence', 'goose_db_version'])
			  and (select count(*) from pg_trigger g where g.tgrelid = c.oid and g.tgname in ('require_act', 'guard_row')) < 2`},
		{"has no client and is not on the short list", `
			select c.relname from pg_class c
			where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname !~ '^river_' and c.relname <> all ($1)
			  and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'client_id' and a.attnotnull)`},
	} {
		var args []any
		if strings.Contains(q.sql, "$1") {
			args = []any{shortList}
		}
		rows, err := d.Owner.Query(t.Context(), q.sql, args...)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				t.Fatal(err)
			}
			t.Errorf("table %s %s", name, q.law)
		}
	}
}

func TestRecordsOfAFilePointAtOneAnotherWithTheirClient(t *testing.T) {
	d := dbtest.New(t)
	rows, err := d.Owner.Query(t.Context(), `
		select f.conrelid::regclass || '.' || f.conname
		from pg_constraint f
		join pg_attribute mine on mine.attrelid = f.conrelid and mine.attname = 'client_id' and mine.attnotnull
		join pg_attribute theirs on theirs.attrelid = f.confrelid and theirs.attname = 'client_id' and theirs.attnotnull
		where f.contype = 'f' and not mine.attnum = any (f.conkey)`)
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		t.Errorf("%s could cross files: make it (client_id, id)", name)
	}
}

func TestTheVerbsOfTheBlockersExist(t *testing.T) {
	d := dbtest.New(t)
	rows, err := d.Owner.Query(t.Context(), `
		select distinct m[1]
		from pg_views, regexp_matches(definition, '''([a-z_]+\.[a-z_]+)''::text AS verb', 'g') m
		where schemaname = 'public'`)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for ; rows.Next(); n++ {
		var verb string
		if err := rows.Scan(&verb); err != nil {
			t.Fatal(err)
		}
		if !access.Staff.May(access.Verb(verb)) {
			t.Errorf("a blocker is seen by %s, which nobody may do", verb)
		}
	}
	if n == 0 {
		t.Fatal("no verb was read")
	}
}
