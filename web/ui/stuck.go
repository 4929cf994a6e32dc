package ui

// Stuck is one row of what is stuck: what, what it holds up, whose turn, and the fix.
type Stuck struct {
	ID     string
	Icon   string
	Tone   Tone
	What   string // a sentence: "Note is not signed."
	Name   string // whose file
	Href   string // where Name leads
	Rest   string // after the name: ", seen Wed 10 Jun"
	Line   Line   // the visit's glyph, if there is one
	Detail string // second line
	Told   string // what the system has done about it and will do next

	Holds, HoldsDetail string // "$480.00", "1 claim"
	Owner              string
	Away               string // "away until 28 Nov, Kwame stands in"
	Age                string // "26 h, target 24"
	AgeTone            Tone

	Fixes []Fix
	Ask   *Ask   // the row opens and takes the missing value
	Asked string // the newest question about the row, with its answer
	Give  string // page that gives the row to somebody, or asks about it
	Later string // page that puts it off until a day
	Tick  *Tick  // the row can be chosen for an act on many
}

// Tick is the box that chooses a row for the form of that id.
type Tick struct{ Form, Value string }

// Fix is one way out: a link (Act.Href), or a button that posts With to Post.
type Fix struct {
	Act  Act
	Post string
	With map[string]string
}

// Ask is the very field whose absence holds things up.
type Ask struct {
	Post   string
	Fields []Field
	Save   string // the button: "Save and send claim"
	Says   string // where else the value is kept
	Errors []FieldError
	Fault  string
}

// Group is a heading over rows of one kind.
type Group struct {
	ID, Title, Count, Sum string
}

// Clearing is a line that left the list by itself, with what did it.
type Clearing struct {
	When, Before, Name, Href, After string
}
