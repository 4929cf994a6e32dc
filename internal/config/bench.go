package config

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// bench reads what is to be measured: sizes between a thousandth and ten, times
// and seconds above zero.
func bench(args []string, given values) (Command, error) {
	b := Bench{Sizes: []float64{1}, Times: 40, Mix: 20 * time.Second, JSON: given.on("json"), Keep: given.one("keep")}
	if given.on("compare") {
		if len(args) != 2 {
			return nil, fmt.Errorf("name two files to compare, as in: charthouse bench --compare before.json after.json")
		}
		b.Compare = args
		return b, nil
	}
	if words := given.one("sizes"); words != "" {
		b.Sizes = nil
		for word := range strings.SplitSeq(words, ",") {
			n, err := strconv.ParseFloat(strings.TrimSpace(word), 64)
			if err != nil || n < 0.001 || n > 10 {
				return nil, fmt.Errorf("%q is no size: write numbers between 0.001 and 10, as in --sizes 0.0625,0.25,1", word)
			}
			b.Sizes = append(b.Sizes, n)
		}
	}
	for _, n := range []struct {
		flag string
		set  func(int)
	}{{"times", func(n int) { b.Times = n }}, {"mix", func(n int) { b.Mix = time.Duration(n) * time.Second }}} {
		words := given.one(n.flag)
		if words == "" {
			continue
		}
		v, err := strconv.Atoi(words)
		if err != nil || v < 1 || v > 100000 {
			return nil, fmt.Errorf("--%s takes a number above zero, not %q", n.flag, words)
		}
		n.set(v)
	}
	return b, none(args)
}
