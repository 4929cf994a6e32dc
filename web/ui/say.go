package ui

// Toast says what just happened. With Undo it offers the way back; a Rust one stays until it is closed.
type Toast struct {
	Text string
	Tone Tone
	Undo string            // where the undo form posts
	With map[string]string // hidden fields of the undo form
	Open *Link             // or a link, as "See both"
}

// StaysOpen says that an act stands and the conversation it came of is not closed.
const StaysOpen = "Another message came meanwhile: the conversation stays open."

// Notice is a fact worth a sentence; never a stuck record, which is a worklist row.
type Notice struct {
	Tone  Tone   // the zero tone is slate: information
	Icon  string // default by tone
	Title string // strong, first
	Text  string
}

// Tag is a short state: icon and word.
type Tag struct {
	Text, Icon string
	Tone       Tone
}

func (t Toast) icon() string {
	if t.Tone == Rust {
		return "circle-alert"
	}
	return "check"
}

func (n Notice) icon() string {
	if n.Icon != "" {
		return n.Icon
	}
	switch n.Tone {
	case Rust:
		return "circle-alert"
	case Ochre:
		return "triangle-alert"
	case Teal:
		return "check"
	}
	return "info"
}

func (n Notice) tone() string {
	if n.Tone == Plain {
		return string(Slate)
	}
	return string(n.Tone)
}
