package today

import (
	"net/url"
	"slices"

	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
)

func (b viewer) column(v dayView, c scheduling.Calendar, from, to int, open id.Visit) ui.DayColumn {
	out := b.head(c)
	out.Blocks = b.closed(c, out.ID, from, to)
	for _, l := range c.Lines {
		if l.CancelledAt == nil && l.Capacity > 1 {
			if group := groupOf(c, l); group[0].VisitID == l.VisitID { // once for all of them
				block := b.group(v, group, open)
				block.ID = b.once(block.ID, c)
				out.Blocks = append(out.Blocks, block)
			}
			continue
		}
		if l.CancelledAt == nil {
			block := b.visit(v, l)
			if l.SecondID != 0 && l.SecondID == c.ClinicianID { // they take part
				block.ID, block.Words, block.Keys.Move = block.ID+"-second", joined(" · ", "With "+l.Clinician, block.Words), ""
			}
			block.ID = b.once(block.ID, c)
			block.On = l.VisitID == open
			out.Blocks = append(out.Blocks, block)
		}
	}
	for _, h := range c.Blocks {
		out.Blocks = append(out.Blocks, b.kept(v, out.ID, h))
	}
	if v.Book != "" {
		for _, g := range c.Open {
			out.Blocks = append(out.Blocks, b.free(c, out.ID, g))
		}
	}
	inLanes(out.Blocks)
	return out
}

// once is the block's name on the page, which is longer where the visit holds several of
// the places that stand here.
func (b viewer) once(name string, c scheduling.Calendar) string {
	if b.drawn[name] {
		name += "-" + c.PlaceID.String()
	}
	b.drawn[name] = true
	return name
}

// head is the column without its blocks: whose it is, and what moving a visit into it
// changes.
func (b viewer) head(c scheduling.Calendar) ui.DayColumn {
	set := func(pairs ...string) string {
		q := url.Values{}
		for i := 0; i < len(pairs); i += 2 {
			q.Set(pairs[i], pairs[i+1])
		}
		return q.Encode()
	}
	switch {
	case b.here.Week.Shown():
		return b.headOfWeek(c, set)
	case b.day.By == scheduling.ByRoom:
		place := c.PlaceID.String()
		if c.PlaceID == 0 {
			place = "none"
		}
		return ui.DayColumn{ID: place, Name: c.Name, Sets: set("place", place)}
	case b.day.By == scheduling.ByEquipment: // which piece a visit takes is not changed by hand
		return ui.DayColumn{ID: c.PlaceID.String(), Name: c.Name}
	case b.day.By == scheduling.ByLocation:
		return ui.DayColumn{
			ID: c.LocationID.String() + "-" + c.ClinicianID.String(), Name: c.Name, Detail: joined(" · ", c.Location, c.Place),
			Sets: set("clinician", c.ClinicianID.String(), "location", c.LocationID.String()),
		}
	}
	return ui.DayColumn{ID: c.ClinicianID.String(), Name: c.Name, Detail: joined(" · ", c.Title, c.Place), Sets: set("clinician", c.ClinicianID.String())}
}

func (b viewer) kept(v dayView, column string, h scheduling.Held) ui.Block {
	if h.ID == 0 { // busy elsewhere: nothing to open
		return off(column, b.minute(h.From), b.end(h.From, h.To), h.Title)
	}
	return ui.Block{
		ID: "block-" + h.ID.String(), Start: b.minute(h.From), Length: max(int(h.To.Sub(h.From).Minutes()), 5), Flow: ui.FlowOff,
		Name: h.Title, Href: v.link(func(d *href.Day) { d.Block = h.ID }),
	}
}

func (b viewer) free(c scheduling.Calendar, column string, g scheduling.Gap) ui.Block {
	at := g.From.In(b.day.Zone).Format("15:04")
	length := int(g.To.Sub(g.From).Minutes())
	block := ui.Block{
		ID: "free-" + column + "-" + g.From.In(b.day.Zone).Format("1504"), Start: b.minute(g.From), Length: length, Flow: ui.FlowFree,
		Name: "Free", Words: show.Lasts(g.To.Sub(g.From)),
		Href: href.Book(href.Booking{Clinician: c.ClinicianID, At: b.where(c), Day: c.Date, Start: at}),
	}
	if g.Since != nil {
		block.Flow, block.Name, block.Words = ui.FlowOpen, "Free since "+show.When(*g.Since, b.day.Now, b.day.Zone), show.Lasts(g.To.Sub(g.From))
	}
	block.Keys.Book = block.Href
	return block
}

// where is the location that a free time of the column is at; zero, of a week, is
// where they work then.
func (b viewer) where(c scheduling.Calendar) id.Location {
	switch {
	case b.here.Week.Shown() && !b.here.Week.Everybody:
		return 0
	case c.LocationID != 0:
		return c.LocationID
	}
	return b.day.At.ID
}

// closed are the spans of a column outside its hours in which nobody is booked.
func (b viewer) closed(c scheduling.Calendar, column string, from, to int) (out []ui.Block) {
	at, opens := from, ""
	for _, o := range b.used(c) {
		if len(c.Hours) > 0 && o[0] == b.minute(c.Hours[0].From) && o[0]-at >= 30 {
			opens = "From " + show.Time(c.Hours[0].From, b.day.Zone)
		}
		if o[0]-at >= 5 {
			out = append(out, off(column, at, o[0], opens))
		}
		at, opens = max(at, o[1]), ""
	}
	if to-at >= 5 {
		out = append(out, off(column, at, to, ""))
	}
	return out
}

// used are the local minutes of a column that are hours or booked, in order.
func (b viewer) used(c scheduling.Calendar) (out [][2]int) {
	for _, h := range c.Hours {
		out = append(out, [2]int{b.minute(h.From), b.end(h.From, h.To)})
	}
	for _, l := range c.Lines {
		if l.CancelledAt == nil {
			out = append(out, [2]int{b.minute(l.StartsAt), b.end(l.StartsAt, l.EndsAt)})
		}
	}
	for _, h := range c.Blocks {
		out = append(out, [2]int{b.minute(h.From), b.end(h.From, h.To)})
	}
	slices.SortFunc(out, func(a, b [2]int) int { return a[0] - b[0] })
	return out
}

func off(column string, from, to int, name string) ui.Block {
	return ui.Block{ID: "off-" + column + "-" + clock(from), Start: from, Length: to - from, Flow: ui.FlowOff, Name: name}
}
