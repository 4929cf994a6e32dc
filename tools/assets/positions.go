package main

import (
	"fmt"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// The day calendar places its blocks by class, since the content policy allows no style attribute:
// s7 starts at the seventh five minutes of the day shown, d6 lasts six of them, l1-3 is the second of three lanes.
const (
	dayStarts  = 288 // five-minute steps in a whole day
	dayLengths = 288
	dayLanes   = 4
	laneParts  = 12 // divisible by every number of lanes
)

// positions answers `@import "positions"` with the generated classes.
var positions = api.Plugin{
	Name: "positions",
	Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: `^positions$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: "positions.css", Namespace: "positions"}, nil
		})
		b.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: "positions"}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
			css := positionCSS()
			return api.OnLoadResult{Contents: &css, Loader: api.LoaderCSS}, nil
		})
	},
}

func positionCSS() string {
	var b strings.Builder
	b.WriteString("@layer components {\n")
	for s := range dayStarts {
		fmt.Fprintf(&b, ".s%d{--s:%d}", s, s)
	}
	for d := 1; d <= dayLengths; d++ {
		fmt.Fprintf(&b, ".d%d{--d:%d}", d, d)
	}
	for hours := 1; hours <= 24; hours++ {
		fmt.Fprintf(&b, ".h%d{--hours:%d}", hours, hours)
	}
	for lanes := 2; lanes <= dayLanes; lanes++ {
		span := laneParts / lanes
		for lane := range lanes {
			fmt.Fprintf(&b, ".l%d-%d{grid-column:%d/span %d}", lane, lanes, lane*span+1, span)
		}
	}
	b.WriteString("\n}\n")
	return b.String()
}
