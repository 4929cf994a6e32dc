package ui

// Tone is a colour that carries a meaning. It always stands with a shape and a word.
type Tone string

// The zero tone is ink: nothing to see here.
const (
	Plain Tone = ""
	Rust  Tone = "rust"  // blocked, overdue, denied, failed
	Ochre Tone = "ochre" // due soon, past a soft target
	Slate Tone = "slate" // waiting on somebody outside
	Teal  Tone = "teal"  // doing or done
)
