package practice

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/id"
	"charthouse/internal/practice"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

var weekdays = []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

// locations are /settings/locations: where the practice works, and when.
func (h *Handler) locations() setting[practice.LocationForm] {
	return setting[practice.LocationForm]{
		h: h, path: href.Locations, title: "Locations", one: "location",
		closing: "Closing takes it out of what can be booked. Visits there stay, and it can be opened again.",
		list:    h.listLocations,
		blank: func(r *http.Request) (practice.LocationForm, error) {
			f, err := h.practice.Settings(r.Context(), page.Actor(r))
			return practice.LocationForm{Zone: f.Zone}, err
		},
		find: func(ctx context.Context, who access.Actor, n number) (practice.LocationForm, string, bool, error) {
			l, err := h.practice.FindLocation(ctx, who, id.Location(n))
			return locationForm(l), l.Name, l.Closed, err
		},
		groups: func(_ *http.Request, f practice.LocationForm) ([]group, error) { return locationGroups(f), nil },
		add: func(ctx context.Context, who access.Actor, f practice.LocationForm) (number, error) {
			n, err := h.practice.AddLocation(ctx, who, f)
			return number(n), err
		},
		edit: func(ctx context.Context, who access.Actor, n number, f practice.LocationForm) error {
			return h.practice.EditLocation(ctx, who, id.Location(n), f)
		},
		close: func(ctx context.Context, who access.Actor, n number, closed bool) error {
			return h.practice.CloseLocation(ctx, who, id.Location(n), closed)
		},
	}
}

func (h *Handler) listLocations(r *http.Request) (listView, error) {
	all, err := h.practice.ListLocations(r.Context(), page.Actor(r))
	v := listView{
		Lede: "Where the practice works, and when it is open.", Add: "Add location",
		Columns: []ui.Column{{Title: "Location"}, {Title: "Open"}, {Title: "Rooms", Number: true}, {Title: "Equipment", Number: true}},
		Empty:   ui.EmptyOf{Title: "No location yet", Text: "Visits happen somewhere: add the place where patients come to you. One is enough to begin.", Level: 2},
	}
	for _, l := range all {
		v.Rows = append(v.Rows, row{href.One(href.Locations, l.ID), l.Name, stateOf(l.Closed), []string{openDays(l.Days), fmt.Sprint(l.Rooms), fmt.Sprint(l.Equipment)}})
	}
	return v, err
}

// openDays is Mon, Tue, Thu, or that no hours are known.
func openDays(days [7][]civil.Hours) string {
	var open []string
	for i, d := range days {
		if len(d) > 0 {
			open = append(open, weekdays[i][:3])
		}
	}
	if len(open) == 0 {
		return "no hours yet"
	}
	return strings.Join(open, ", ")
}

func locationForm(l practice.Location) practice.LocationForm {
	f := practice.LocationForm{Name: l.Name, Zone: l.Zone, Address: l.Address, Phone: l.Phone, Hours: make([]string, 7)}
	for i, d := range l.Days {
		f.Hours[i] = civil.FormatHours(d)
	}
	return f
}

func locationGroups(f practice.LocationForm) []group {
	hours := group{Title: "Opening hours", Lede: "As 08:00-12:00, 13:00-17:00. Empty days are closed.", Shape: "week"}
	for i, day := range weekdays {
		field := ui.Field{Label: day, Name: fmt.Sprintf("hours[%d]", i), Autocomplete: "off"}
		if i < len(f.Hours) {
			field.Value = f.Hours[i]
		}
		hours.Fields = append(hours.Fields, field)
	}
	return []group{
		{Title: "The location", Quiet: true, Shape: "pair", Fields: []ui.Field{
			{Label: "Name", Name: "name", Value: f.Name, Required: true, Help: "As patients find it."},
			{Label: "Time zone", Name: "zone", Kind: ui.Select, Value: f.Zone, Options: zoneOptions(f.Zone), Required: true},
			{Label: "Phone", Name: "phone", Value: f.Phone, Kind: ui.Tel},
			{Label: "Address", Name: "address", Value: f.Address, Kind: ui.Area, Rows: 3},
		}},
		hours,
	}
}
