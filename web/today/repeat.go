package today

import (
	"strings"

	"charthouse/internal/scheduling"
	"charthouse/web/ui"
)

// every are the ways to repeat that the form offers, without their end.
var every = []ui.Option{
	{Label: "It does not repeat"},
	{Value: "FREQ=DAILY", Label: "Every day"},
	{Value: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", Label: "Every day from Monday to Friday"},
	{Value: "FREQ=WEEKLY", Label: "Every week"},
	{Value: "FREQ=WEEKLY;INTERVAL=2", Label: "Every 2 weeks"},
	{Value: "FREQ=WEEKLY;INTERVAL=3", Label: "Every 3 weeks"},
	{Value: "FREQ=WEEKLY;INTERVAL=4", Label: "Every 4 weeks"},
	{Value: "FREQ=MONTHLY", Label: "Every month, on this date"},
	{Value: "FREQ=MONTHLY;INTERVAL=3", Label: "Every 3 months, on this date"},
	{Value: "FREQ=MONTHLY;INTERVAL=6", Label: "Every 6 months, on this date"},
	{Value: "FREQ=YEARLY", Label: "Every year, on this date"},
}

// weekdays are the days on which something comes again, and whichs which of them in a month.
var (
	weekdays = []ui.Option{
		{Value: "MO", Label: "Monday"},
		{Value: "TU", Label: "Tuesday"},
		{Value: "WE", Label: "Wednesday"},
		{Value: "TH", Label: "Thursday"},
		{Value: "FR", Label: "Friday"},
		{Value: "SA", Label: "Saturday"},
		{Value: "SU", Label: "Sunday"},
	}
	whichs = []ui.Option{
		{Label: "None: it goes by the date"},
		{Value: "1", Label: "The first"},
		{Value: "2", Label: "The second"},
		{Value: "3", Label: "The third"},
		{Value: "4", Label: "The fourth"},
		{Value: "-1", Label: "The last"},
	}
)

// repeatFields ask how a booking repeats.
func repeatFields(rep scheduling.Repeat) []ui.Field {
	return []ui.Field{
		{Label: "Repeat", Name: "repeat", Kind: ui.Select, Value: rep.Rule, Options: every, Help: "A month without the date is left out."},
		{Label: "How many times", Name: "repeat_times", Kind: ui.Number, Value: rep.Times, Help: "All in all, or", Autocomplete: "off"},
		{Label: "Until", Name: "repeat_until", Kind: ui.Date, Value: rep.Until},
		{Label: "On weekdays", Name: "repeat_day", Kind: ui.Checks, Values: rep.Days, Options: weekdays, Help: "Every week: on each of them. None is the weekday of the day above."},
		{Label: "Which one in a month", Name: "repeat_nth", Kind: ui.Select, Value: rep.Nth, Options: whichs, Help: "Every month: the first Monday, say. Tick which weekday."},
	}
}

// keptDays are the weekdays as hidden fields.
func keptDays(rep scheduling.Repeat) []ui.Field {
	out := hidden(nil, "repeat_nth", rep.Nth)
	for _, day := range rep.Days {
		out = append(out, ui.Field{Name: "repeat_day", ID: "f-kept-repeat_day-" + day, Kind: ui.Hidden, Value: day})
	}
	return out
}

// repeats says in words how a rule repeats; empty where the form offers no such.
func repeats(rule string) string {
	for _, o := range every[1:] {
		rest, ok := strings.CutPrefix(rule, o.Value)
		if !ok {
			continue
		}
		said := strings.ToLower(o.Label[:1]) + o.Label[1:]
		if days, end, named := cutDays(rest); named {
			said, _, _ = strings.Cut(said, ",")
			said, rest = said+" on "+days, end
		}
		if rest == "" || strings.HasPrefix(rest, ";COUNT=") || strings.HasPrefix(rest, ";UNTIL=") {
			return said
		}
	}
	return ""
}

// cutDays says in words which days a rule names, if it begins with that.
func cutDays(rule string) (said, rest string, ok bool) {
	days, ok := strings.CutPrefix(rule, ";BYDAY=")
	if !ok {
		return "", rule, false
	}
	days, rest, more := strings.Cut(days, ";")
	if more {
		rest = ";" + rest
	}
	var words []string
	for day := range strings.SplitSeq(days, ",") {
		i := max(len(day)-2, 0)
		word := labelOf(weekdays, day[i:])
		if which := day[:i]; which != "" {
			word = strings.ToLower(labelOf(whichs[1:], which)) + " " + word
		}
		words = append(words, word)
	}
	if last := len(words) - 1; last > 0 {
		words = append(words[:last-1], words[last-1]+" and "+words[last])
	}
	return strings.Join(words, ", "), rest, true
}

func labelOf(options []ui.Option, value string) string {
	for _, o := range options {
		if o.Value == value {
			return o.Label
		}
	}
	return value
}
