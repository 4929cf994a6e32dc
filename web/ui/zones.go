package ui

import (
	_ "embed"
	"slices"
	"strings"
)

// zoneNames are the zones of the tz database that stand for a place (its zone.tab), by
// name, and UTC.
//
//go:embed zones.txt
var zoneNames string

var zones = strings.Fields(zoneNames)

// Zones offers them to choose from; otherwise is the label of none, or empty where one
// has to be chosen. Another one that is set stays.
func Zones(now, otherwise string) []Option {
	var out []Option
	if otherwise != "" {
		out = append(out, Option{Label: otherwise})
	}
	if now != "" && !slices.Contains(zones, now) {
		out = append(out, Option{Value: now, Label: now})
	}
	for _, z := range zones {
		out = append(out, Option{Value: z, Label: z})
	}
	return out
}
