package practice

import (
	"charthouse/internal/fault"
	"charthouse/web/ui"
)

// listView is a page that lists what there is of a setting.
type listView struct {
	Frame   frame
	Path    string
	Lede    string
	Add     string // the label of the button that adds one; empty hides it
	Columns []ui.Column
	Rows    []row
	Empty   ui.EmptyOf
}

// row is one line of a list: its name leads to its page.
type row struct {
	Href, Name, State string
	Cells             []string
}

// formView is a page that changes one thing.
type formView struct {
	Frame  frame
	Lede   string
	Also   []ui.Switch // the same thing at other times
	Action string
	Groups []group

	Version string     // of what is stored; empty for what is new
	Both    []ui.Twice // of a form that came too late
	Fault   *fault.Fault

	Save string
	Back string
	Acts []act
}

// group is fields that belong together. Quiet leaves its title to screen
// readers; Shape is how the fields stand: "" one below the other, "pair", "week".
type group struct {
	Title, Lede, Shape string
	Quiet              bool
	Fields             []ui.Field
}

// act is a button of its own below the form, with what pressing it means.
type act struct {
	Text, Label, Action, Kind string
	Name, Value               string // a hidden field that goes along
}

func (v formView) form() ui.FormOf {
	var all []ui.Field
	for _, g := range v.Groups {
		all = append(all, g.Fields...)
	}
	return formOf(v.Action, "stack loose", all, v.Fault)
}

func (v formView) marked() []group {
	out := make([]group, len(v.Groups))
	for i, g := range v.Groups {
		g.Fields = marked(g.Fields, v.Fault)
		out[i] = g
	}
	return out
}

// stateOf is the word beside the name of what is out of use.
func stateOf(closed bool) string {
	if closed {
		return "closed"
	}
	return ""
}

// ticked is the value of a box.
func ticked(is bool) string {
	if is {
		return "on"
	}
	return ""
}
