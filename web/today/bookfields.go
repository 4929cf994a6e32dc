package today

import (
	"cmp"

	"charthouse/internal/fault"
	"charthouse/internal/scheduling"
	"charthouse/web/show"
	"charthouse/web/ui"
)

func withFields(w scheduling.Wish, o scheduling.Offer, look string) []ui.Field {
	fields := []ui.Field{{Label: "With", Name: "clinician", Kind: ui.Select, Value: w.Clinician, Options: peopleOf(o, "Choose with whom"), Required: true, Attrs: refresh(look)}}
	if len(o.Sites) > 1 {
		fields = append(fields, ui.Field{Label: "Where", Name: "location", Kind: ui.Select, Value: w.Location, Options: sitesOf(o, "Where they work then"), Attrs: refresh(look)})
	}
	return fields
}

// secondField is who takes part beside the clinician.
func secondField(w scheduling.Wish, o scheduling.Offer, look string) ui.Field {
	people := []ui.Option{{Value: "none", Label: "Nobody else"}}
	return ui.Field{Label: "Together with", Name: "second", Kind: ui.Select, Value: cmp.Or(w.Second, "none"), Options: append(people, peopleOf(o, "")[1:]...), Attrs: refresh(look)}
}

// peopleOf and sitesOf are who and where can be chosen, after what stands for none.
func peopleOf(o scheduling.Offer, none string) []ui.Option {
	out := []ui.Option{{Label: none}}
	for _, c := range o.Clinicians {
		out = append(out, ui.Option{Value: idOf(c.ID), Label: joined(", ", c.Name, c.More)})
	}
	return out
}

func sitesOf(o scheduling.Offer, none string) []ui.Option {
	out := []ui.Option{{Label: none}}
	for _, s := range o.Sites {
		out = append(out, ui.Option{Value: s.ID.String(), Label: s.Name})
	}
	return out
}

func dayField(w scheduling.Wish, look string) ui.Field {
	return ui.Field{Label: "Day", Name: "day", Kind: ui.Date, Value: w.Day, Required: true, Attrs: refresh(look)}
}

func placeFields(w scheduling.Wish, o scheduling.Offer, usual string) []ui.Field {
	rooms := []ui.Option{{Label: usual}, {Value: "none", Label: "No room"}}
	for _, p := range o.Rooms {
		rooms = append(rooms, ui.Option{Value: idOf(p.ID), Label: atSite(p, o)})
	}
	fields := []ui.Field{{Label: "Room", Name: "place", Kind: ui.Select, Value: w.Place, Options: rooms}}
	if len(o.Equipment) == 0 {
		return fields
	}
	things := []ui.Option{{Label: "None"}}
	for _, p := range o.Equipment {
		things = append(things, ui.Option{Value: idOf(p.ID), Label: atSite(p, o)})
	}
	return append(fields, ui.Field{Label: "Equipment", Name: "equipment", Kind: ui.Select, Value: w.Equipment, Options: things})
}

// lastsField is how long it lasts, in minutes; nothing typed is as help says.
func lastsField(w scheduling.Wish, help, look string) ui.Field {
	return ui.Field{Label: "Minutes", Name: "lasts", Value: w.Lasts, Kind: ui.Number, Step: "5", Help: help, Attrs: refresh(look)}
}

func atSite(p scheduling.Choice, o scheduling.Offer) string {
	if len(o.Sites) < 2 {
		return p.Name
	}
	return p.Name + ", " + p.More
}

// askFields are the questions that a refusal raises, or that were answered.
func askFields(w scheduling.Wish, f *fault.Fault) (out []ui.Field) {
	raised := func(name string) bool { return f != nil && f.Fields[name] != "" }
	if w.Fold != "" || raised("fold") {
		out = append(out, ui.Field{Label: "Which of the two", Name: "fold", Kind: ui.Radio, Value: w.Fold, Options: []ui.Option{
			{Value: "first", Label: "The first, before the clocks go back"}, {Value: "second", Label: "The second, after the clocks went back"},
		}})
	}
	if w.Anyway || raised("anyway") {
		out = append(out, ui.Field{Label: "Book it anyway", Name: "anyway", Kind: ui.Check, Value: "true"})
	}
	if w.Double != "" || raised("double") {
		out = append(out, ui.Field{Label: "Book it over what is there, because", Name: "double", Value: w.Double, Autocomplete: "off", Help: "It stands in the calendar and in the trail. Leave it empty to choose another time."})
	}
	return out
}

func typesOf(o scheduling.Offer, currency string) []ui.Option {
	out := []ui.Option{{Label: "Choose what for"}}
	for _, t := range o.Types {
		label := t.Name + ", " + show.Count(t.Minutes, "minute", "minutes")
		if t.FeeCents > 0 {
			label += ", " + show.Money(t.FeeCents, currency)
		}
		out = append(out, ui.Option{Value: t.ID.String(), Label: label})
	}
	return out
}

func payersOf(coverages []scheduling.Choice) []ui.Option {
	var out []ui.Option
	for _, c := range coverages {
		out = append(out, ui.Option{Value: idOf(c.ID), Label: joined(", ", c.Name, c.More)})
	}
	return append(out, ui.Option{Value: scheduling.SelfPay, Label: "Self-pay"})
}

func ticked(yes bool) string {
	if yes {
		return "true"
	}
	return ""
}
