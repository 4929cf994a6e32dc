package ui

import "slices"

// zones are those offered; any other zone of the database that is set stays.
var zones = []string{
	"America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico",
	"America/Halifax", "America/Toronto", "America/Winnipeg", "America/Edmonton", "America/Vancouver", "America/Mexico_City", "America/Sao_Paulo",
	"Europe/London", "Europe/Dublin", "Europe/Lisbon", "Europe/Madrid", "Europe/Paris", "Europe/Amsterdam", "Europe/Berlin", "Europe/Zurich", "Europe/Vienna",
	"Europe/Rome", "Europe/Oslo", "Europe/Stockholm", "Europe/Copenhagen", "Europe/Helsinki", "Europe/Warsaw", "Europe/Athens",
	"Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore", "Asia/Tokyo",
	"Australia/Perth", "Australia/Adelaide", "Australia/Brisbane", "Australia/Sydney", "Pacific/Auckland", "UTC",
}

// Zones offers them to choose from; otherwise is the label of none, or empty where one
// has to be chosen.
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
