package worklist

import (
	"maps"
	"slices"
)

// Doors are the keys of what the doors take.
func Doors() []string { return slices.Sorted(maps.Keys(doors)) }
