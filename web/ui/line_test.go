package ui_test

import (
	"testing"

	"charthouse/web/ui"
)

func TestALineSaysWhereItStands(t *testing.T) {
	line := func(states ...ui.StationState) ui.Line {
		names := []string{"Booked", "Intake", "Arrived", "Seen"}
		var l ui.Line
		for i, s := range states {
			l.Stations = append(l.Stations, ui.Station{Name: names[i], State: s})
		}
		return l
	}
	for _, c := range []struct {
		line ui.Line
		at   int
		says string
	}{
		{line(ui.Done, ui.Blocked, ui.Ahead, ui.Ahead), 2, "Visit line: Intake is blocked"},
		{line(ui.Done, ui.NotNeeded, ui.Current, ui.Ahead), 3, "Visit line: now at Arrived"},
		{line(ui.Done, ui.Done, ui.Ahead, ui.Ahead), 0, "Visit line: next is Arrived"},
		{line(ui.Done, ui.NotNeeded, ui.Done, ui.Done), 0, "Visit line: all done"},
		{line(ui.Done, ui.NotNeeded, ui.NotNeeded, ui.NotNeeded), 0, "Visit line: ended early"},
	} {
		if at := c.line.At(); at != c.at {
			t.Errorf("%s: at %d, want %d", c.says, at, c.at)
		}
		if says := c.line.Sentence(); says != c.says {
			t.Errorf("it says %q, want %q", says, c.says)
		}
	}
}
