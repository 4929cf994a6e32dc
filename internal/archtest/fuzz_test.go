package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// reader is how a function is called that makes something of what comes from outside.
var reader = regexp.MustCompile(`^(Parse|Read|Decode|Upload|Inside|Query)`)

// unfuzzed are readers without a target of their own, and why.
var unfuzzed = map[string]string{
	"internal/access.ParseRole": "it looks its word up among five names",
	"web/page.Query":            "it reads as Decode does, with another sentence",
	"web/page.Reader":           "it says who asks, and reads nothing that was sent",
}

func TestEveryReaderOfWhatComesFromOutsideHasAFuzzTarget(t *testing.T) {
	fuzzed := targets(t)
	each(t, func(folder, _ string, f *ast.File) {
		if !strings.HasPrefix(folder, "internal/") && !strings.HasPrefix(folder, "web/") {
			return
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv != nil || !reader.MatchString(fn.Name.Name) || !takesText(fn) || slices.Contains(fuzzed[folder], fn.Name.Name) {
				continue
			}
			if name := folder + "." + fn.Name.Name; unfuzzed[name] == "" {
				t.Errorf("%s reads what comes from outside and has no fuzz target", name)
			}
		}
	})
}

// takesText is true where a parameter is text, bytes or a stream of them.
func takesText(fn *ast.FuncDecl) bool {
	return slices.ContainsFunc(fn.Type.Params.List, func(p *ast.Field) bool {
		switch of := p.Type.(type) {
		case *ast.Ident:
			return of.Name == "string"
		case *ast.ArrayType:
			of2, ok := of.Elt.(*ast.Ident)
			return ok && (of2.Name == "byte" || of2.Name == "string")
		case *ast.SelectorExpr:
			return of.Sel.Name == "Reader"
		case *ast.StarExpr:
			of2, ok := of.X.(*ast.SelectorExpr)
			return ok && of2.Sel.Name == "Request"
		}
		return false
	})
}

// targets are the names that stand in each folder's fuzz targets, which all say what they hold.
func targets(t *testing.T) map[string][]string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]string{}
	err = filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata"):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(p, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel(root, filepath.Dir(p))
		for _, decl := range f.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Recv != nil || !strings.HasPrefix(fn.Name.Name, "Fuzz") {
				continue
			}
			if !strings.HasPrefix(fn.Doc.Text(), fn.Name.Name) {
				t.Errorf("%s in %s does not say in a sentence what holds for every input", fn.Name.Name, filepath.ToSlash(folder))
			}
			names := []string{strings.TrimPrefix(fn.Name.Name, "Fuzz")}
			ast.Inspect(fn.Body, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					names = append(names, id.Name)
				}
				return true
			})
			found[filepath.ToSlash(folder)] = append(found[filepath.ToSlash(folder)], names...)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
