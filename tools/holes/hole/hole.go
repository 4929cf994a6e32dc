//go:build holes

// Package hole is the switch of the planted holes. Product code never imports
// it: tools/holes puts it into copies of files, for the tests of one build.
package hole

import (
	"fmt"
	"io"
	"os"
)

// On is true in a process that runs with the hole open.
func On(name string) bool { return os.Getenv("HOLE") == name }

// Or answers the first where the hole is open, and otherwise what the product says.
func Or[T any](open bool, wrong, right T) T {
	if open {
		return wrong
	}
	return right
}

// Raw writes the text as it is where the hole is open, and leaves nothing to be
// written with care.
func Raw(open bool, w io.Writer, text string) string {
	if !open {
		return text
	}
	_, _ = io.WriteString(w, text)
	return ""
}

// Dig does to a test's new database what the open hole asks for. Where that
// cannot be done no test may fail of it: the process ends at once.
func Dig(do func(sql string) error) {
	sql := os.Getenv("HOLE_SQL")
	if sql == "" {
		return
	}
	if err := do(sql); err != nil {
		fmt.Println("the hole lost its place:", err)
		os.Exit(3)
	}
}
