package worklist

import (
	"slices"
	"strconv"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/stuck"
	"charthouse/web/ui"
)

// query is the filter in the URL, so that a list can be sent to a colleague.
type query struct {
	Who      string `form:"who"` // mine, roles, later, or a role's name
	Owner    string `form:"owner"`
	Kind     string `form:"kind"`
	Part     string `form:"part"`
	Station  string `form:"station"`
	Of       string `form:"of"` // whose work it is by the record
	Location string `form:"location"`
	Days     string `form:"days"`
	Sort     string `form:"sort"`
	After    string `form:"after"`
}

var errNoList = fault.New(fault.NotFound, "There is no such list.")

func (q query) filter(who access.Actor) (f worklist.Filter, err error) {
	f = worklist.Filter{Oldest: q.Sort == "oldest", Kind: q.Kind, Part: q.Part, Station: q.Station}
	if f.Station != "" && !slices.Contains(worklist.Stations(), f.Station) {
		return f, errNoList
	}
	if f.After, err = worklist.ParseKey(q.After); err != nil {
		return f, err
	}
	if err := q.numbers(&f); err != nil {
		return f, errNoList
	}
	switch q.Who {
	case "":
	case "mine":
		f.Turn = who.Staff()
	case "roles":
		f.Roles = names(who.Roles())
	case "later":
		f.Pended = true
	default:
		if _, err := access.ParseRole(q.Who); err != nil {
			return f, errNoList
		}
		f.Roles = []string{q.Who}
	}
	return f, nil
}

func (q query) numbers(f *worklist.Filter) (err error) {
	if q.Owner != "" {
		if f.Turn, err = id.Parse[id.Staff](q.Owner); err != nil {
			return err
		}
	}
	if q.Of != "" {
		if f.Of, err = id.Parse[id.Staff](q.Of); err != nil {
			return err
		}
	}
	if q.Location != "" {
		if f.Location, err = id.Parse[id.Location](q.Location); err != nil {
			return err
		}
	}
	if q.Days != "" {
		f.Days, err = strconv.Atoi(q.Days)
		if err == nil && (f.Days < 0 || f.Days > 3650) {
			err = errNoList
		}
	}
	return err
}

func names(roles access.Role) (out []string) {
	for _, r := range roles.Each() {
		out = append(out, r.Names())
	}
	return out
}

// work is the URL of the list as it is narrowed.
func (q query) work(f worklist.Filter) href.Work {
	w := href.Work{Who: q.Who, Kind: q.Kind, Part: q.Part, Station: q.Station, Of: f.Of, Location: f.Location, Days: q.Days, Oldest: f.Oldest}
	if q.Owner != "" {
		w.Owner = f.Turn
	}
	return w
}

// chips say whose rows are shown. They keep how else the list is narrowed.
func chips(t worklist.Totals, w href.Work, who access.Actor) []ui.Switch {
	all := []struct {
		who, label string
		n          int
	}{
		{"", "Everyone", t.Lines},
		{"mine", "Mine", t.Mine},
		{"roles", "My roles’", t.Roles},
		{"front_desk", "Front desk", t.OfRole("front_desk")},
		{"clinician", "Clinicians", t.OfRole("clinician")},
		{"biller", "Billing", t.OfRole("biller")},
		{"manager", "Managers", t.OfRole("manager")},
		{"owner", "Owner", t.OfRole("owner")},
	}
	out := make([]ui.Switch, 0, len(all)+1)
	for _, c := range all {
		single := len(who.Roles().Each()) == 1
		seldom := c.who == "manager" || c.who == "owner"
		if c.who == "roles" && single || seldom && c.n == 0 && w.Who != c.who {
			continue
		}
		out = append(out, ui.Switch{Href: whose(w, c.who), Label: c.label, Count: show.Number(c.n), On: w.Who == c.who && w.Owner == 0})
	}
	return append(out, ui.Switch{Href: whose(w, "later"), Label: "Put off", On: w.Who == "later"})
}

func whose(w href.Work, who string) string {
	w.Who, w.Owner = who, 0
	return w.String()
}

// narrowing is the small form that narrows the list, and what it is narrowed to.
type narrowing struct {
	Fields []ui.Field
	Off    []ui.Switch // each leaves one condition out
	Clear  string      // the list without any; empty where there is none
}

func narrowingOf(list workflow.Worklist, w href.Work) narrowing {
	kinds := []ui.Option{{Label: "Anything"}}
	for _, k := range list.Choices.Kinds {
		kinds = append(kinds, ui.Option{Value: k, Label: stuck.What(k, "")})
	}
	holds := []ui.Option{{Label: "Anything"}}
	for _, p := range worklist.Parts() {
		holds = append(holds, ui.Option{Value: p, Label: titles[p]})
	}
	stations := []ui.Option{{Label: "Anywhere on the line"}}
	for _, s := range worklist.Stations() {
		stations = append(stations, ui.Option{Value: s, Label: show.Station(s)})
	}
	n := narrowing{Fields: []ui.Field{
		{Label: "Whose turn", Name: "owner", Kind: ui.Select, Value: number(w.Owner), Options: named("Anybody", list.Choices.People), Small: true},
		{Label: "What is stuck", Name: "kind", Kind: ui.Select, Value: w.Kind, Options: kinds, Small: true},
		{Label: "Holds up", Name: "part", Kind: ui.Select, Value: w.Part, Options: holds, Small: true},
		{Label: "Held at", Name: "station", Kind: ui.Select, Value: w.Station, Options: stations, Small: true},
		{Label: "Where", Name: "location", Kind: ui.Select, Value: number(w.Location), Options: named("Anywhere", list.Choices.Locations), Small: true},
		{Label: "Older than", Name: "days", Kind: ui.Number, Value: w.Days, Unit: "days", Autocomplete: "off", Small: true},
		{Name: "who", Kind: ui.Hidden, Value: w.Who},
	}}
	if w.Of != 0 {
		n.Fields = append(n.Fields, ui.Field{Name: "of", Kind: ui.Hidden, Value: w.Of.String()})
	}
	if w.Oldest {
		n.Fields = append(n.Fields, ui.Field{Name: "sort", Kind: ui.Hidden, Value: "oldest"})
	}
	n.off(list, w)
	return n
}

// off lists what the list is narrowed to, each with the list without it.
func (n *narrowing) off(list workflow.Worklist, w href.Work) {
	without := func(on bool, label string, drop func(*href.Work)) {
		if on {
			one := w
			drop(&one)
			n.Off = append(n.Off, ui.Switch{Href: one.String(), Label: label})
		}
	}
	without(w.Owner != 0, "Turn of "+nameOf(list.Choices.People, w.Owner, list.Mates), func(w *href.Work) { w.Owner = 0 })
	without(w.Of != 0, "Work of "+nameOf(list.Choices.People, w.Of, list.Mates), func(w *href.Work) { w.Of = 0 })
	without(w.Kind != "", stuck.What(w.Kind, ""), func(w *href.Work) { w.Kind = "" })
	without(w.Part != "", titles[w.Part], func(w *href.Work) { w.Part = "" })
	without(w.Station != "", "Held at "+show.Station(w.Station), func(w *href.Work) { w.Station = "" })
	without(w.Location != 0, nameOf(list.Choices.Locations, w.Location, nil), func(w *href.Work) { w.Location = 0 })
	without(w.Days != "", "Older than "+w.Days+" days", func(w *href.Work) { w.Days = "" })
	if len(n.Off) > 0 {
		n.Clear = href.Work{Who: w.Who, Oldest: w.Oldest}.String()
	}
}

func named[K any](none string, list []worklist.Named[id.ID[K]]) []ui.Option {
	out := []ui.Option{{Label: none}}
	for _, n := range list {
		out = append(out, ui.Option{Value: n.ID.String(), Label: n.Name})
	}
	return out
}

func nameOf[K any](list []worklist.Named[id.ID[K]], which id.ID[K], mates []worklist.Mate) string {
	for _, n := range list {
		if n.ID == which {
			return n.Name
		}
	}
	for _, m := range mates {
		if int64(m.ID) == int64(which) {
			return m.Name
		}
	}
	return "number " + which.String()
}

func number[K any](n id.ID[K]) string {
	if n == 0 {
		return ""
	}
	return n.String()
}
