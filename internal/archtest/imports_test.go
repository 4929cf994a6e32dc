package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

const (
	module  = "charthouse/"
	domains = `internal/(clients|intake|scheduling|documentation|billing|messaging|practice|worklist|overview)`
	ground  = `internal/(id|fault|civil|access|db)`
	plugs   = `internal/(jobs|mail|sms|files|pdf|fhir|icd10|ical|config)`
)

// law says what a folder may import of this house: the first line that fits
// decides, and a folder without a line may not exist. Arrows only to the right:
// cmd -> web -> workflow -> domains -> db -> access -> fault, id.
var law = []struct{ folder, may string }{
	{`cmd/.*`, `.*`},
	{`tools/.*`, `.*`},
	{`internal/archtest`, `.*`},
	{`internal/sample(/[a-z]+)?`, `.*`},
	{`web/browsertest`, ``},
	{`web/static`, ``},
	{`web/ui`, `internal/(id|civil)|web/static`},
	{`web/(href|show)`, `internal/(id|civil)|web/ui`},
	{`web/visitline`, `internal/(id|civil|scheduling)|web/(ui|show|href)`},
	{`web/stuck`, `internal/(id|civil|access|scheduling|billing|worklist|workflow)|web/(ui|show|href|visitline)`},
	{`web/page`, ground + `|web/(static|ui|href|show)`},
	{`web/[a-z]+`, ground + `|` + domains + `|internal/(workflow|files|mail|pdf)|web/(page|ui|href|show|static|visitline|stuck)`},
	{`internal/worker`, ground + `|` + domains + `|internal/workflow|` + plugs},
	{`internal/workflow`, ground + `|` + domains + `|` + plugs},
	{domains, ground},
	{`internal/jobs`, ground},
	{`internal/db/local/testcluster`, `internal/db/local`},
	{`internal/db/local`, ``},
	{`internal/db/dbtest`, `internal/db|internal/db/local/testcluster|migrations`},
	{`internal/db`, `internal/(id|fault|access)`},
	{`internal/access`, `internal/(id|fault)`},
	{`internal/(id|fault|civil)`, ``},
	{plugs + `(/[a-z]+)?`, `internal/(id|fault|civil)|` + plugs + `(/[a-z]+)?`},
	{`migrations`, ``},
}

// strangers are libraries and the folders that may know them.
var strangers = []struct{ library, folders string }{
	{`net/http`, `web/.*|cmd/.*|tools/.*|internal/files|internal/sms(/[a-z]+)?|internal/ical/fetch`},
	{`github.com/go-chi/.*`, `web/.*`},
	{`github.com/alexedwards/scs.*`, `web/page|cmd/.*`},
	{`github.com/a-h/templ.*`, `web/.*|cmd/charthouse/bench`},
	{`github.com/jackc/pgx.*`, `internal/sample|internal/sample/past|internal/db|internal/db/dbtest|internal/db/local|internal/(jobs|worker)|cmd/.*|migrations|tools/.*`},
	{`github.com/riverqueue/.*`, `internal/(jobs|worker)|cmd/.*|migrations`},
	{`database/sql`, `migrations|cmd/.*`},
	{`github.com/teambition/rrule-go`, `internal/scheduling`},
}

// each reads every Go file of the house that is not a test.
func each(t *testing.T, do func(folder, file string, f *ast.File)) {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".")) && p != root {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, p)
		rel = filepath.ToSlash(rel)
		do(path.Dir(rel), rel, f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func fits(pattern, s string) bool { return regexp.MustCompile(`^(?:` + pattern + `)$`).MatchString(s) }

func allowed(folder string) (may string, known bool) {
	for _, l := range law {
		if fits(l.folder, folder) {
			return l.may, true
		}
	}
	return "", false
}

func TestImportsFollowTheLaw(t *testing.T) {
	n := 0
	each(t, func(folder, file string, f *ast.File) {
		n++
		may, known := allowed(folder)
		if !known {
			t.Errorf("%s: no law knows the folder %s", file, folder)
		}
		for _, s := range f.Imports {
			name, _ := strconv.Unquote(s.Path.Value)
			if in, ours := strings.CutPrefix(name, module); ours && !fits(may, in) {
				t.Errorf("%s may not import %s", file, in)
			}
			for _, x := range strangers {
				if fits(x.library, name) && !fits(x.folders, folder) {
					t.Errorf("%s may not import %s", file, name)
				}
			}
		}
	})
	if n < 50 {
		t.Fatalf("only %d files were read", n)
	}
}

// The law itself must refuse what it is there to refuse.
func TestTheLawRefusesForbiddenArrows(t *testing.T) {
	for _, c := range []struct{ from, to string }{
		{"internal/billing", "internal/documentation"},
		{"internal/clients", "internal/workflow"},
		{"internal/documentation", "web/ui"},
		{"internal/access", "internal/db"},
		{"internal/workflow", "internal/worker"},
		{"internal/workflow", "web/href"},
		{"internal/jobs", "internal/workflow"},
		{"web/clients", "web/billing"},
		{"web/ui", "internal/clients"},
		{"internal/mail", "internal/db"},
	} {
		may, known := allowed(c.from)
		if !known || fits(may, c.to) {
			t.Errorf("%s may import %s", c.from, c.to)
		}
	}
}

func TestOnlyTheQueueTakesTheTransactionOut(t *testing.T) {
	each(t, func(folder, file string, f *ast.File) {
		ast.Inspect(f, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok && s.Sel.Name == "Outer" && folder != "internal/jobs" && strings.HasPrefix(folder, "internal/") {
				t.Errorf("%s takes the transaction out of the act", file)
			}
			return true
		})
	})
}

func TestNobodyReadsTheClockOfTheMachine(t *testing.T) {
	each(t, func(folder, file string, f *ast.File) {
		if !fits(domains+`|internal/workflow|web/.*`, folder) || fits(`web/(page|static|browsertest)`, folder) {
			return
		}
		ast.Inspect(f, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := s.X.(*ast.Ident); ok && x.Name == "time" && (s.Sel.Name == "Now" || s.Sel.Name == "Since") {
				t.Errorf("%s reads time.%s: the act's instant is v.Now() or site.Now()", file, s.Sel.Name)
			}
			return true
		})
	})
}
