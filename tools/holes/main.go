// Command holes proves that the tests find what they are there for: it plants
// mistakes that people make, one at a time, and expects a test to fail.
//
//	go run ./tools/holes          all of them, as make holes does
//	go run ./tools/holes NAME...  these
//
// The product's code has no switches. Each package of tests is built once, from
// copies of the files with all holes in them, closed but for the one that the
// environment names (hole/). A hole that no test finds is a test to write.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"slices"
	"time"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("holes: ")
	which, err := chosen(os.Args[1:])
	if err != nil {
		log.Fatal(err)
	}
	if err := prove(context.Background(), ".", which, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

// all holes, area by area.
func all() []hole { return slices.Concat(doors, pages, files, trails, work, money, plugs) }

// chosen are the holes with these names, or all.
func chosen(names []string) (which []hole, err error) {
	if len(names) == 0 {
		return all(), nil
	}
	for _, name := range names {
		at := slices.IndexFunc(all(), func(h hole) bool { return h.name == name })
		if at < 0 {
			return nil, fmt.Errorf("there is no hole %q", name)
		}
		which = append(which, all()[at])
	}
	return which, nil
}

// row is one line of the table.
const row = "%-34s %-46s %5s  %s\n"

// kinds is how many kinds of mistakes the holes are.
func kinds(which []hole) int {
	classes := map[string]bool{}
	for _, h := range which {
		classes[h.class] = true
	}
	return len(classes)
}

// prove opens each hole in turn and says by which tests it was found. It is an
// error where one was not, or where the tests fail without any.
func prove(ctx context.Context, root string, which []hole, out *os.File) error {
	dir, err := os.MkdirTemp("", "charthouse-holes-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	overlay, err := plant(root, dir, which)
	if err != nil {
		return err
	}
	began := time.Now()
	fmt.Fprintf(out, row, "hole", "kind of mistake", "s", "found by")
	var missed []error
	for _, in := range packages(which) {
		b, err := build(ctx, root, dir, overlay, in)
		if err != nil {
			return err
		}
		mine := slices.DeleteFunc(slices.Clone(which), func(h hole) bool { return h.in != in })
		if err := b.sound(ctx, mine); err != nil {
			return err
		}
		for _, h := range mine {
			by, took, err := b.open(ctx, h)
			if err != nil {
				missed = append(missed, fmt.Errorf("%s: %w", h.name, err))
			}
			fmt.Fprintf(out, row, h.name, h.class, fmt.Sprintf("%.1f", took.Seconds()), by)
		}
	}
	fmt.Fprintf(out, "%d holes of %d kinds, %d not found, in %.0f s\n", len(which), kinds(which), len(missed), time.Since(began).Seconds())
	return errors.Join(missed...)
}
