package main

import (
	"fmt"
	"slices"
	"strings"
)

// A hole is a mistake in one place, and the tests that must find it. The place
// is text in a Go file, text in a function of the database, or a promise that
// the database gives up.
type hole struct {
	name  string
	class string // the kind of mistake

	file    string // a Go file, from the root; or
	routine string // the name of a function of the database; or
	sql     string // what is done to the database

	is string // the text, which stands there once
	// becomes is what stands there instead. In Go's code HOLE is whether the hole
	// is open, and the rest still does what it did; elsewhere all of it is.
	becomes string

	in string // the folder of the package that has the tests
	by string // their names; none that draws its cases, which would leave the failed one in its folder
}

// tests is the pattern of the hole's tests.
func (h hole) tests() string { return "^(" + strings.Join(strings.Fields(h.by), "|") + ")$" }

// statements are what the hole does to a test's database.
func (h hole) statements() string {
	if h.routine == "" {
		return h.sql
	}
	return fmt.Sprintf(`
		do $hole$
		declare
		  text text := pg_get_functiondef('public.%s'::regproc);
		begin
		  if (length(text) - length(replace(text, %[2]s, ''))) <> length(%[2]s) then
		    raise exception 'it does not stand once in %[1]s: %%', %[2]s;
		  end if;
		  execute replace(text, %[2]s, %[3]s);
		end $hole$`, h.routine, quoted(h.is), quoted(h.becomes))
}

func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// packages are the folders whose tests are asked, each once.
func packages(which []hole) (folders []string) {
	for _, h := range which {
		if !slices.Contains(folders, h.in) {
			folders = append(folders, h.in)
		}
	}
	return folders
}
