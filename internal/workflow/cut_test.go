package workflow_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/files"
	"charthouse/internal/mail/mailtest"
	"charthouse/internal/workflow"
)

// A sentence is one door of this package that writes, ready to be spoken.
type sentence struct {
	d     *dbtest.Database
	say   func(c *dbtest.Cut, w *workflow.Workflow) error
	acts  int              // that it consists of, each whole or nothing; zero is one
	mail  *mailtest.Server // of one that sends by itself
	store *files.Store     // of one that puts files there first
	kept  string           // the store's folder

	sums string              // the question what stands, once it is written
	last map[string]standing // what stood after the cut before
}

// dear is how many statements fail for one that loses its connection too: the next
// connection has everything to learn again.
const dear = 4

// Every sentence is cut at each of its statements until it goes through: it leaves all
// or nothing.
func TestASentenceThatIsCutAnywhereLeavesAllOrNothing(t *testing.T) {
	for name, arrange := range sentences {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := arrange(t)
			c := s.d.Cut(t)
			var all []cutting
			for n := 1; ; n++ {
				for how := dbtest.Refused; how == dbtest.Refused || how == dbtest.Lost && n%dear == 0; how++ {
					x := s.cut(t, c, n, how)
					if !x.hit {
						x.judge(t, all)
						return
					}
					if all = append(all, x); x.acts > 0 { // what was committed stays: another cut wants the practice as it was
						s = arrange(t)
						c = s.d.Cut(t)
					}
				}
			}
		})
	}
}

// cutting is one cut and what it left.
type cutting struct {
	at    string
	hit   bool // the sentence got so far
	acts  int  // that were committed
	of    int  // acts that the sentence consists of
	err   error
	grown map[string]int // of what differs, by how many rows
}

// cut says the sentence with its nth statement failing.
func (s *sentence) cut(t *testing.T, c *dbtest.Cut, n int, how dbtest.Failure) cutting {
	t.Helper()
	began := ask[int64](t, s.d, `select coalesce(max(id), 0) from trail`)
	before := s.last
	if before == nil {
		before = s.state(t, c, began)
	}
	c.Arm(n, how)
	err := s.say(c, workflow.New(c.DB).Drawing(drawn))
	x := cutting{at: fmt.Sprintf("cut at statement %d (%s)", n, how), hit: c.Hit(), acts: c.Acts(), of: max(1, s.acts), err: err}
	c.Arm(0, how)
	s.last = s.state(t, c, began)
	x.grown = differing(before, s.last)
	if x.hit && x.acts == 0 && len(x.grown) > 0 {
		t.Errorf("%s: it left half of it in %v", x.at, x.grown)
	}
	if x.hit && x.acts < x.of && x.err == nil {
		t.Errorf("%s: %d of %d acts, and nobody was told", x.at, x.acts, x.of)
	}
	return x
}

// judge holds the cuts that all acts went through to what the sentence does uncut:
// an error that was swallowed leaves less.
func (whole cutting) judge(t *testing.T, all []cutting) {
	t.Helper()
	t.Logf("%d cuts", len(all))
	switch {
	case whole.err != nil:
		t.Fatalf("uncut: %v", whole.err)
	case len(whole.grown) == 0:
		t.Error("uncut it changes nothing: the cuts prove nothing")
	case whole.acts != whole.of:
		t.Errorf("uncut it commits %d acts, and %d are told", whole.acts, whole.of)
	}
	for _, x := range all {
		if x.acts == x.of {
			if diff := cmp.Diff(whole.grown, x.grown); diff != "" {
				t.Errorf("%s: it was committed, and is not all (uncut -, cut +):\n%s", x.at, diff)
			}
		}
	}
}

// state is what stands in every table, one sum each, what was mailed, and the
// documents once they are swept. Of the trail it is what came since, without the rows
// about mere looks, which are kept whatever becomes of what follows. Knocks count a
// password that was tried, whatever it was tried for; the queue keeps house by itself.
func (s *sentence) state(t *testing.T, c *dbtest.Cut, began int64) map[string]standing {
	t.Helper()
	if s.sums == "" {
		s.sums = ask[string](t, s.d, `
			select string_agg(format('select %L, count(*), coalesce(md5(string_agg(x::text, ''|'' order by x::text)), '''') from %I x%s', c.relname, c.relname,
			  case when c.relname = 'trail' then ' where id > $2 and verb <> all ($1::text[])' end), ' union all ')
			from pg_class c
			where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname !~ '^(river_(leader|client|queue)|knocks$)' `)
	}
	out := map[string]standing{}
	if s.store != nil {
		left := s.swept(t)
		out["files"] = standing{len(left), fmt.Sprint(left)}
	}
	rows, err := s.d.Owner.Query(t.Context(), s.sums, append(c.Looked(), string(access.SweepDocuments)), began)
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var table string
		var is standing
		if err := rows.Scan(&table, &is.rows, &is.sum); err != nil {
			t.Fatal(err)
		}
		out[table] = is
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	if s.mail != nil {
		out["mails"] = standing{rows: len(s.mail.Messages())}
	}
	return out
}

// swept are the documents that a start leaves, two hours on.
func (s *sentence) swept(t *testing.T) (left []string) {
	t.Helper()
	now := s.d.Clock.Now()
	s.d.Clock.Set(time.Now().Add(2 * time.Hour)) // the files carry the machine's date
	defer s.d.Clock.Set(now)
	if _, err := clients.New(s.d.DB).SweepDocuments(t.Context(), access.System(access.Console), s.store); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(s.kept, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			left = append(left, filepath.Base(path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return left
}

// standing is a table: how many rows, and the sum of them.
type standing struct {
	rows int
	sum  string
}

// differing are what differs in two states, and by how many rows.
func differing(a, b map[string]standing) map[string]int {
	out := map[string]int{}
	for name := range b {
		if a[name] != b[name] {
			out[name] = b[name].rows - a[name].rows
		}
	}
	return out
}
