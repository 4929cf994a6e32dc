package fhir

import "strings"

var unitWords = map[string]string{"s": "second", "min": "minute", "h": "hour", "d": "day", "wk": "week", "mo": "month", "a": "year"}

var dayWords = map[string]string{
	"mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday", "sun": "Sunday",
}

// momentWords are the codes of http://hl7.org/fhir/R4/valueset-event-timing.html in words.
var momentWords = map[string]string{
	"MORN": "in the morning", "MORN.early": "early in the morning", "MORN.late": "late in the morning", "NOON": "at noon",
	"AFT": "in the afternoon", "AFT.early": "early in the afternoon", "AFT.late": "late in the afternoon",
	"EVE": "in the evening", "EVE.early": "early in the evening", "EVE.late": "late in the evening",
	"NIGHT": "at night", "PHS": "after falling asleep", "HS": "before sleep", "WAKE": "on waking",
	"C": "with meals", "CM": "with breakfast", "CD": "with lunch", "CV": "with dinner",
	"AC": "before meals", "ACM": "before breakfast", "ACD": "before lunch", "ACV": "before dinner",
	"PC": "after meals", "PCM": "after breakfast", "PCD": "after lunch", "PCV": "after dinner",
}

// Words is what the patient reads: the text as stated, else the instruction, else the parts put into a line such as
// "1 tablet, oral, 2 times a day, after meals, for 10 days, as needed for pain". "" where nothing was stated.
func (d Dosage) Words() string {
	switch {
	case d.Text != "":
		return d.Text
	case d.Instruction != "":
		return d.Instruction
	}
	parts := []string{d.Method.Words(), d.dose(), d.Route.Words(), d.Site.Words(), d.rate()}
	parts = append(parts, d.Timing.parts()...)
	parts = append(parts, d.asNeeded())
	for _, more := range d.Additional {
		parts = append(parts, more.Words())
	}
	if most := d.MaxPerPeriod.Words(); most != "" {
		parts = append(parts, "at most "+most)
	}
	return join(parts)
}

func join(parts []string) string {
	var said []string
	for _, part := range parts {
		if part != "" {
			said = append(said, part)
		}
	}
	return strings.Join(said, ", ")
}

func (d Dosage) dose() string {
	if words := d.Dose.Words(); words != "" {
		if d.Dose.unit() == "" {
			return "dose " + words
		}
		return words
	}
	return d.DoseRange.Words()
}

func (d Dosage) rate() string {
	for _, words := range []string{d.Rate.Words(), d.RateRange.Words(), d.RateQuantity.Words()} {
		if words != "" {
			return "at " + words
		}
	}
	return ""
}

func (d Dosage) asNeeded() string {
	switch reason := d.AsNeededFor.Words(); {
	case reason != "":
		return "as needed for " + reason
	case d.AsNeeded:
		return "as needed"
	default:
		return ""
	}
}

// parts says when, in the order in which a person would.
func (t Timing) parts() []string {
	parts := []string{t.rhythm()}
	if parts[0] == "" {
		parts[0] = t.Code.Words()
	}
	if len(t.Days) > 0 {
		parts = append(parts, "on "+words(t.Days, dayWords, " and "))
	}
	if len(t.Times) > 0 {
		parts = append(parts, "at "+strings.Join(t.Times, " and "))
	}
	return append(parts, words(t.When, momentWords, " and "), t.length(), t.bounds())
}

func words(codes []string, in map[string]string, between string) string {
	var said []string
	for _, code := range codes {
		said = append(said, in[code])
	}
	return strings.Join(said, between)
}

// rhythm is "once a day", "2 to 3 times a day", "every 6 hours", "3 times every 2 weeks".
func (t Timing) rhythm() string {
	unit := unitWords[t.PeriodUnit]
	if unit == "" {
		return ""
	}
	every := "every " + plural(t.Period, t.PeriodMax, unit)
	single := t.PeriodMax == "" && (t.Period == "" || t.Period.Float64() == 1)
	if single {
		every = "a " + unit
		if unit == "hour" {
			every = "an hour"
		}
	}
	switch {
	case t.Frequency <= 1 && t.FrequencyMax <= 1 && single:
		return "once " + every
	case t.Frequency <= 1 && t.FrequencyMax <= 1:
		return every
	default:
		return times(t.Frequency, t.FrequencyMax) + " " + every
	}
}

func (t Timing) length() string {
	if unit := unitWords[t.DurationUnit]; unit != "" && t.Duration != "" {
		return "over " + plural(t.Duration, "", unit)
	}
	return ""
}

// bounds is for how long: in time, between dates, or by number of doses.
func (t Timing) bounds() string {
	parts := []string{t.Bounds.Words()}
	if value := t.BoundsFor.Value; value != "" {
		if unit := unitWords[t.BoundsFor.Code]; unit != "" {
			parts = append(parts, "for "+plural(value, "", unit))
		} else {
			parts = append(parts, "for "+t.BoundsFor.Words())
		}
	}
	if span := t.BoundsRange.Words(); span != "" {
		parts = append(parts, "for "+span)
	}
	if t.Count > 0 {
		parts = append(parts, times(t.Count, t.CountMax)+" in all")
	}
	return join(parts)
}
