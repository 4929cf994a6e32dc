package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// digs is in each build: a test's database is dug up as soon as it is there.
var digs = hole{
	name: "the database", file: "internal/db/dbtest/dbtest.go",
	is:      `d.DB = db.New(d.App, d.Clock.Now)`,
	becomes: `hole.Dig(func(sql string) error { _, err := d.Owner.Exec(ctx, sql); return err }); d.DB = db.New(d.App, d.Clock.Now)`,
}

// plant writes copies of the files with their holes, and answers the file by
// which go build takes them for the originals.
func plant(root, dir string, which []hole) (overlay string, err error) {
	texts := map[string]string{}
	for _, h := range append([]hole{digs}, which...) {
		if h.file == "" {
			continue
		}
		before, known := texts[h.file]
		if !known {
			b, err := os.ReadFile(filepath.Join(root, h.file))
			if err != nil {
				return "", fmt.Errorf("%s: %w", h.name, err)
			}
			before = imported(string(b))
		}
		if texts[h.file], err = h.planted(before); err != nil {
			return "", fmt.Errorf("%s lost its place: %w", h.name, err)
		}
	}
	return overlaid(root, dir, texts)
}

var clause = regexp.MustCompile(`(?m)^package \w+`)

// imported has the switch at hand, on the line of the package: lines keep their numbers.
func imported(text string) string {
	at := clause.FindStringIndex(text)
	return text[:at[1]] + `; import "charthouse/tools/holes/hole"` + text[at[1]:]
}

// planted is the file's text with the hole in it.
func (h hole) planted(text string) (string, error) {
	if n := strings.Count(text, h.is); n != 1 {
		return "", fmt.Errorf("this stands %d times in %s: %s", n, h.file, h.is)
	}
	open := fmt.Sprintf("hole.On(%q)", h.name)
	becomes := strings.ReplaceAll(h.becomes, "HOLE", open)
	raw, err := withinText(text, strings.Index(text, h.is))
	if err != nil {
		return "", err
	}
	if !raw && h.name != digs.name && becomes == h.becomes {
		return "", fmt.Errorf("it is always open: say HOLE in %q", h.becomes)
	}
	if raw {
		becomes = "` + hole.Or(" + open + ", " + strconv.Quote(h.becomes) + ", " + strconv.Quote(h.is) + ") + `"
	}
	return strings.Replace(text, h.is, becomes, 1), nil
}

// withinText is true where the offset is in a string between backquotes.
func withinText(text string, at int) (within bool, err error) {
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, "", text, 0)
	if err != nil {
		return false, err
	}
	ast.Inspect(f, func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		if ok && strings.HasPrefix(lit.Value, "`") {
			begins := files.Position(lit.Pos()).Offset
			within = within || begins < at && at < begins+len(lit.Value)-1
		}
		return true
	})
	return within, nil
}

// overlaid writes the texts below dir, with the list that leads to them.
func overlaid(root, dir string, texts map[string]string) (list string, err error) {
	var in struct{ Replace map[string]string }
	in.Replace = map[string]string{}
	for file, text := range texts {
		original, err := filepath.Abs(filepath.Join(root, file))
		if err != nil {
			return "", err
		}
		copied := filepath.Join(dir, strings.ReplaceAll(file, "/", "_"))
		if err := os.WriteFile(copied, []byte(text), 0o644); err != nil {
			return "", err
		}
		in.Replace[original] = copied
	}
	b, err := json.Marshal(in)
	if err != nil {
		return "", err
	}
	list = filepath.Join(dir, "overlay.json")
	return list, os.WriteFile(list, b, 0o644)
}
