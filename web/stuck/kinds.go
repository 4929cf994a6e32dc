package stuck

import (
	"cmp"
	"maps"
	"slices"
)

// Kinds are all kinds of lines, in order of their sentences.
func Kinds() []string {
	return slices.SortedFunc(maps.Keys(kinds), func(a, b string) int { return cmp.Or(cmp.Compare(kinds[a].what, kinds[b].what), cmp.Compare(a, b)) })
}
