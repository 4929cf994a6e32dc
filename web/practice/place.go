package practice

import (
	"context"
	"net/http"

	"charthouse/internal/access"
	"charthouse/internal/id"
	"charthouse/internal/practice"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// places are /settings/places: rooms and equipment, which a booking holds.
func (h *Handler) places() setting[practice.PlaceForm] {
	return setting[practice.PlaceForm]{
		h: h, path: href.Places, title: "Rooms and equipment", one: "place",
		closing: "Closing takes it out of what can be booked. What is booked in it stays.",
		list:    h.listPlaces,
		blank: func(r *http.Request) (practice.PlaceForm, error) {
			open, err := h.openLocations(r, "")
			f := practice.PlaceForm{Kind: "room"}
			if len(open) == 1 {
				f.Location = open[0].Value
			}
			return f, err
		},
		find: func(ctx context.Context, who access.Actor, n number) (practice.PlaceForm, string, bool, error) {
			p, err := h.practice.FindPlace(ctx, who, id.Place(n))
			return practice.PlaceForm{Location: p.LocationID.String(), Name: p.Name, Kind: p.Kind, Sort: p.Sort}, p.Name, p.Closed, err
		},
		groups: h.placeGroups,
		add: func(ctx context.Context, who access.Actor, f practice.PlaceForm) (number, error) {
			n, err := h.practice.AddPlace(ctx, who, f)
			return number(n), err
		},
		edit: func(ctx context.Context, who access.Actor, n number, f practice.PlaceForm) error {
			return h.practice.EditPlace(ctx, who, id.Place(n), f)
		},
		close: func(ctx context.Context, who access.Actor, n number, closed bool) error {
			return h.practice.ClosePlace(ctx, who, id.Place(n), closed)
		},
	}
}

var placeKinds = map[string]string{"room": "Room", "equipment": "Equipment"}

func (h *Handler) listPlaces(r *http.Request) (listView, error) {
	all, err := h.practice.ListPlaces(r.Context(), page.Actor(r))
	v := listView{
		Lede: "Two bookings never hold one of them at once.", Add: "Add place",
		Columns: []ui.Column{{Title: "Name"}, {Title: "Kind"}, {Title: "Sort"}, {Title: "Location"}},
		Empty:   ui.EmptyOf{Title: "No rooms yet", Text: "Visits can be booked without a room. Add rooms and equipment that only one visit can have at a time.", Level: 2},
	}
	for _, p := range all {
		v.Rows = append(v.Rows, row{href.One(href.Places, p.ID), p.Name, stateOf(p.Closed), []string{placeKinds[p.Kind], p.Sort, p.LocationName}})
	}
	return v, err
}

func (h *Handler) placeGroups(r *http.Request, f practice.PlaceForm) ([]group, error) {
	open, err := h.openLocations(r, f.Location)
	where := ui.Field{Label: "Location", Name: "location", Kind: ui.Select, Value: f.Location, Options: prompt("Choose a location", open), Required: true}
	if page.Param(r, "n") != "" {
		where.Help = "It stays where it is: add a new one for another location."
		where.Options = only(open, f.Location)
	}
	return []group{{Title: "The place", Quiet: true, Shape: "pair", Fields: []ui.Field{
		{Label: "Name", Name: "name", Value: f.Name, Required: true, Help: "As people call it: Room 2, Ultrasound."},
		{Label: "Kind", Name: "kind", Kind: ui.Select, Value: f.Kind, Options: []ui.Option{{Value: "room", Label: "Room"}, {Value: "equipment", Label: "Equipment"}}},
		{Label: "Sort", Name: "sort", Value: f.Sort, Autocomplete: "off", Help: "What it is alike in with others, such as Treatment room. A visit type can ask for one of the sort."},
		where,
	}}}, err
}

// openLocations are those that can be chosen, and the one that is.
func (h *Handler) openLocations(r *http.Request, now string) ([]ui.Option, error) {
	all, err := h.practice.ListLocations(r.Context(), page.Actor(r))
	var out []ui.Option
	for _, l := range all {
		if !l.Closed || l.ID.String() == now {
			out = append(out, ui.Option{Value: l.ID.String(), Label: l.Name})
		}
	}
	return out, err
}

// prompt puts a first line before the options that is no answer.
func prompt(words string, options []ui.Option) []ui.Option {
	return append([]ui.Option{{Label: words}}, options...)
}

func only(options []ui.Option, value string) []ui.Option {
	for _, o := range options {
		if o.Value == value {
			return []ui.Option{o}
		}
	}
	return options
}
