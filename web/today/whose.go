package today

import (
	"strings"

	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
)

// fromWeek begins what names the week that an act returns to: week-3 and week-3-4 of
// clinicians, week-room-2, week-equipment-3, week-all of everybody at a location.
const (
	fromWeek    = "week-"
	ofRoom      = "room-"
	ofEquipment = "equipment-"
	everybody   = "all"
)

// named is the week without that beginning.
func named(d href.Day) string {
	switch {
	case d.Week.Everybody:
		return everybody
	case d.Week.Room != 0:
		return ofRoom + d.Week.Room.String()
	case d.Week.Equipment != 0:
		return ofEquipment + d.Week.Equipment.String()
	}
	var of []string
	for _, c := range d.Week.Clinicians {
		of = append(of, c.String())
	}
	return strings.Join(of, "-")
}

// whose is whose week an act returns to; the zero one is not to a week.
func whose(from string) (w href.Whose) {
	of, week := strings.CutPrefix(from, fromWeek)
	room, isRoom := strings.CutPrefix(of, ofRoom)
	equipment, isEquipment := strings.CutPrefix(of, ofEquipment)
	switch {
	case !week:
		return w
	case of == everybody:
		return href.Whose{Everybody: true}
	case isRoom:
		w.Room, _ = id.Parse[id.Place](room) // what is no number is nobody's
		return w
	case isEquipment:
		w.Equipment, _ = id.Parse[id.Place](equipment)
		return w
	}
	for number := range strings.SplitSeq(of, "-") {
		n, err := id.Parse[id.Staff](number)
		if err != nil || len(w.Clinicians) == scheduling.MostBeside {
			return href.Whose{}
		}
		w.Clinicians = append(w.Clinicians, n)
	}
	return w
}

// dayBy is how the day is seen that a week is left for.
func dayBy(d href.Day) string {
	switch {
	case d.Week.Room != 0:
		return string(scheduling.ByRoom)
	case d.Week.Equipment != 0:
		return string(scheduling.ByEquipment)
	}
	return d.By
}

// weekBeside is the week that a day is left for.
func weekBeside(d href.Day) string {
	if scheduling.By(d.By).Place() {
		return href.CalendarWeek(d.Date, d.By, d.At, false)
	}
	return href.CalendarWeek(d.Date, "", 0, false)
}
