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
	Age                string // "26 h, target 24"
	AgeTone            Tone

	Fixes []Fix
	Ask   *Ask   // the row opens and takes the missing value
	Later *Later // puts the row off until a day
}

// Later is the quiet way to look at a row again on another day.
type Later struct {
	Post string
	Min  string // the first day that may be chosen
}

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
