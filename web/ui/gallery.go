package ui

// What the gallery shows. Nobody here exists.

var eight = []string{"Booked", "Intake", "Arrived", "Seen", "Note signed", "Charged", "Claimed", "Paid"}

// sampleLine draws the eight stations in the states given by their glyphs: "dndcuuuu".
func sampleLine(glyphs string) Line {
	l := Line{Label: "Visit line, example"}
	for i, name := range eight {
		for state, s := range states {
			if s.glyph == glyphs[i:i+1] {
				l.Stations = append(l.Stations, Station{Name: name, State: state})
			}
		}
	}
	return l
}

var sampleBlocked = Line{Label: "Visit line example", Stations: []Station{
	{Name: "Booked", State: Done, Who: "Leilani K.", When: "4 Jun"},
	{Name: "Intake", State: NotNeeded},
	{Name: "Arrived", State: Done, Who: "Tomasz W.", When: "09:26"},
	{Name: "Seen", State: Done, Who: "Mei-Ling T.", When: "09:31"},
	{Name: "Note signed", State: Blocked, Who: "Mei-Ling T.", When: "26 h"},
	{Name: "Charged"},
	{Name: "Claimed"},
	{Name: "Paid"},
}}

var sampleArrived = func() Line {
	l := sampleLine("ddcuuuuu")
	l.Label = "Visit line, slim"
	return l
}()

var sampleGlyphs = []struct {
	Line  Line
	Words string
}{
	{sampleLine("dduuuuuu"), "due"},
	{sampleLine("dddcuuuu"), "being seen"},
	{sampleLine("dnddbuuu"), "blocked at the note"},
	{sampleLine("dddddddd"), "paid"},
}
