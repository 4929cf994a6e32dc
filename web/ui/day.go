package ui

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/a-h/templ"
)

// Day is the day of a practice: its people and rooms side by side, their blocks on a five-minute grid.
// All times are minutes from midnight, by the clock of the location.
type Day struct {
	Label      string // "Thursday 11 June"
	From, To   int    // what is shown; whole hours
	Now        int    // 0 hides the line: another day is shown
	NowIn      string // the turn whose columns the line crosses; empty is all
	Columns    []DayColumn
	Prev, Next string // the days beside it: [ and ]
	Book       string // b, where no block is under the hand
	Empty      string // what the list says without blocks
	Heading    string // what the columns are, in the list: "With" where it is empty
	InTurn     bool   // the list goes turn by turn: days
}

// DayColumn is one clinician, room or piece of equipment.
type DayColumn struct {
	ID           string // unique on the page
	Sets         string // what a move into it posts, as a query: clinician=3
	Name, Detail string // "Dr Okafor", "Family, Room 1"
	Turn         string // what columns side by side have in common, in a Day that goes in turn: "Mon 4 May"
	Narrow       bool   // rooms
	Blocks       []Block
}

// Flow says where the visit of a block is now. It decides the colour; Block.Words says the same.
type Flow string

// The flows of a block.
const (
	FlowDue   Flow = "due"
	FlowHere  Flow = "here"
	FlowLate  Flow = "late" // here, past the wait target
	FlowRoom  Flow = "room"
	FlowLeft  Flow = "left"
	FlowStuck Flow = "stuck"
	FlowGone  Flow = "gone" // no-show or cancelled
	FlowOpen  Flow = "open" // freed by a cancellation, and bookable
	FlowFree  Flow = "free" // never taken, and bookable: quiet until the hand is over it
	FlowOff   Flow = "off"  // closed, lunch, held; with Href it can be opened
)

// Block is a visit, a free slot or a closed time.
type Block struct {
	ID            string // unique on the page: "visit-71"
	Start, Length int    // minutes; Length is at least 5
	Lane, Lanes   int    // beside others at the same time: lane 0 of 2
	Flow          Flow
	Name          string // whom, or "Free since 09:12"
	Words         string // second line: "Waiting 6 min", "Follow-up"
	State         string // the flow in words for screen readers, if Words does not say it: "left"
	Icon          string // before the name; stuck and open have their own
	Line          Line
	Href          string // opens it; a Flow of off has none
	On            bool   // it is open
	Keys          BlockKeys
}

// BlockKeys are what single keys do on a block; empty ones do nothing. All but Open are URLs that are posted to.
type BlockKeys struct {
	Arrived, Room, With, Ready, Left string // a, r, w, d, l
	Move                             string // dragging, and Alt with arrows: posted with what the column sets, start (HH:MM) and lasts (minutes)
	Open                             string // m, a page or popover with the form that moves it
	Book                             string // b, on a free slot
}

// DayKeys are the keys of the day, for Shell.Keys.
func DayKeys() []Fact {
	return []Fact{
		{Name: "Arrows", Value: "Walk the visits"},
		{Name: "a r w d l", Value: "Arrived, in a room, with the clinician, done, left"},
		{Name: "m", Value: "Move the visit"},
		{Name: "Alt + arrows", Value: "Move it by five minutes, or to another column"},
		{Name: "Alt + Shift + arrows", Value: "Make it five minutes shorter or longer"},
		{Name: "b", Value: "Book here"},
		{Name: "[ ]", Value: "Day before, day after"},
	}
}

const step = 5

func (d Day) hours() int { return (d.To - d.From) / 60 }

// position is the classes by which a block finds its place: s7 d6.
func (d Day) position(b Block) string {
	start, end := max(b.Start, d.From), min(b.Start+b.Length, d.To)
	class := fmt.Sprintf("s%d d%d", (start-d.From)/step, max((end-start+step-1)/step, 1))
	if b.Lanes > 1 {
		class += fmt.Sprintf(" laned l%d-%d", min(b.Lane, 3), min(b.Lanes, 4))
	}
	return class
}

func (d Day) nowShown() bool { return d.Now > d.From && d.Now < d.To }

// crosses says whether the line of the present time crosses that column, and not all.
func (d Day) crosses(c DayColumn) bool { return d.nowShown() && d.NowIn != "" && d.NowIn == c.Turn }

// begins says whether a turn of several columns begins with that column.
func (d Day) begins(i int) bool {
	return d.shared() && d.turned(i)
}

// now is where that line stands.
func (d Day) now() string { return "s" + strconv.Itoa((d.Now-d.From)/step) }

// visible blocks of a column, by start: what begins and ends outside the day shown stays out.
func (d Day) visible(c DayColumn) []Block {
	blocks := slices.DeleteFunc(slices.Clone(c.Blocks), func(b Block) bool {
		return b.Start+b.Length <= d.From || b.Start >= d.To
	})
	slices.SortStableFunc(blocks, func(a, b Block) int { return a.Start - b.Start })
	return blocks
}

// row is one line of the list view, as it stands in the columns: they are large, and hundreds are put in order.
type row struct {
	Block  *Block
	Column *DayColumn
}

// turn is rows of the list under a heading.
type turn struct {
	Name string
	Rows []row
}

// turns are the same blocks as the grid's, by time and then by column; closed times are left out. A Day that
// goes in turn has each of its turns, the others one without a name.
func (d Day) turns() []turn {
	var turns []turn
	for i := range d.Columns {
		c := &d.Columns[i]
		if i == 0 || d.turned(i) {
			turns = append(turns, turn{Name: c.Turn})
		}
		of := &turns[len(turns)-1]
		for j := range c.Blocks {
			if b := &c.Blocks[j]; b.listed() {
				of.Rows = append(of.Rows, row{b, c})
			}
		}
	}
	for _, t := range turns {
		slices.SortStableFunc(t.Rows, func(a, b row) int { return a.Block.Start - b.Block.Start })
	}
	return turns
}

// turned says whether another turn begins with the column.
func (d Day) turned(i int) bool {
	return d.InTurn && (i == 0 || d.Columns[i].Turn != d.Columns[i-1].Turn)
}

// listed says whether the list has a row for the block.
func (b *Block) listed() bool { return b.Flow != FlowOff || b.Href != "" }

// empty says whether the list has no row.
func (d Day) empty() bool {
	return !slices.ContainsFunc(d.Columns, func(c DayColumn) bool {
		return slices.ContainsFunc(c.Blocks, func(b Block) bool { return b.listed() })
	})
}

// shared says whether a turn has several columns, so that the list names whose a row is.
func (d Day) shared() bool {
	for i := 1; i < len(d.Columns); i++ {
		if !d.turned(i) {
			return true
		}
	}
	return !d.InTurn
}

// names are the elements that name a column, also among those of other turns.
func (d Day) names(c DayColumn) string {
	if d.InTurn && d.shared() {
		return "res-" + c.ID + " of-" + c.ID
	}
	return "res-" + c.ID
}

func (b Block) icon() string {
	if b.Icon != "" {
		return b.Icon
	}
	return map[Flow]string{FlowStuck: "circle-alert", FlowOpen: "plus", FlowFree: "plus"}[b.Flow]
}

func (b Block) span() string { return clock(b.Start) + " to " + clock(b.Start+b.Length) }

func clock(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60%24, minutes%60) }

// attrs are what the keys and the hand need to know of a block.
func (b Block) attrs(resource string) templ.Attributes {
	attrs := templ.Attributes{
		"data-flow": string(b.Flow), "data-start": strconv.Itoa(b.Start),
		"data-length": strconv.Itoa(b.Length), "data-resource": resource,
	}
	for name, url := range map[string]string{
		"data-a": b.Keys.Arrived, "data-r": b.Keys.Room, "data-l": b.Keys.Left, "data-w": b.Keys.With, "data-d": b.Keys.Ready,
		"data-move": b.Keys.Move, "data-m": b.Keys.Open, "data-b": b.Keys.Book,
	} {
		if url != "" {
			attrs[name] = url
		}
	}
	return attrs
}

func (d Day) attrs() templ.Attributes {
	attrs := templ.Attributes{"data-from": strconv.Itoa(d.From), "data-to": strconv.Itoa(d.To)}
	for name, value := range map[string]string{"data-prev": d.Prev, "data-next": d.Next, "data-book": d.Book} {
		if value != "" {
			attrs[name] = value
		}
	}
	return attrs
}
