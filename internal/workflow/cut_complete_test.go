package workflow_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// declared are what the package declares, by name; methods of the same name stand
// together.
type declared map[string][]ast.Node

func declarations(t *testing.T) declared {
	t.Helper()
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	all := declared{}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				all[d.Name.Name] = append(all[d.Name.Name], d)
			case *ast.GenDecl:
				for _, s := range d.Specs {
					if v, ok := s.(*ast.ValueSpec); ok {
						all[v.Names[0].Name] = append(all[v.Names[0].Name], v)
					}
				}
			}
		}
	}
	return all
}

// mayWrite tells whether a declaration, or one that it mentions, does anything with
// the database but look: has it for something else than Read, or a domain's doors.
func (all declared) mayWrite(name string, seen map[string]bool) bool {
	if seen[name] {
		return false
	}
	seen[name] = true
	for _, d := range all[name] {
		looks := map[ast.Node]bool{}
		writes := false
		ast.Inspect(d, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				if x, ok := n.X.(*ast.Ident); ok && x.Name == "access" {
					return false // a verb, that may have the name of a door
				}
				if n.Sel.Name == "Read" || n.Sel.Name == "Now" {
					looks[n.X] = true
				}
				writes = writes || n.Sel.Name == "db" && !looks[n] || n.Sel.Name == "Service"
			case *ast.Ident:
				writes = writes || all.mayWrite(n.Name, seen)
			}
			return !writes
		})
		if writes {
			return true
		}
	}
	return false
}

// writers are the exported functions that take a context and may write.
func (all declared) writers() []string {
	found := map[string]bool{}
	for name, same := range all {
		for _, d := range same {
			f, ok := d.(*ast.FuncDecl)
			if ok && f.Name.IsExported() && takesContext(f) && all.mayWrite(name, map[string]bool{}) {
				found[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func takesContext(f *ast.FuncDecl) bool {
	for _, p := range f.Type.Params.List {
		if s, ok := p.Type.(*ast.SelectorExpr); ok && s.Sel.Name == "Context" {
			return true
		}
	}
	return false
}

// TestEverySentenceIsCut fails where the package has a door that writes and no cut.
func TestEverySentenceIsCut(t *testing.T) {
	if diff := cmp.Diff(declarations(t).writers(), slices.Sorted(maps.Keys(sentences))); diff != "" {
		t.Errorf("doors that may write and are not cut (-), cuts of what is no such door (+):\n%s", diff)
	}
}
