package fhir

// Dosage is how a medicine is to be taken, as text or in parts.
type Dosage struct {
	Text         string
	Instruction  string // to the patient
	Additional   []Concept
	AsNeeded     bool
	AsNeededFor  Concept
	Site         Concept
	Route        Concept
	Method       Concept
	Dose         Quantity
	DoseRange    Range
	Rate         Ratio
	RateRange    Range
	RateQuantity Quantity
	Timing       Timing
	MaxPerPeriod Ratio
}

// Timing is when, as a code (BID, Q6H) or as a repetition. Counts are 0 where they are not stated.
type Timing struct {
	Code                    Concept
	Events                  []Date
	Count, CountMax         int
	Frequency, FrequencyMax int
	Period, PeriodMax       Decimal
	PeriodUnit              string // s, min, h, d, wk, mo, a
	Duration                Decimal
	DurationUnit            string
	Days                    []string // mon to sun
	Times                   []string // hh:mm:ss
	When                    []string // MORN, AC, HS and so on
	Offset                  int      // minutes from When
	Bounds                  Period
	BoundsFor               Quantity // how long, such as 10 d
	BoundsRange             Range
}

var (
	dosageElements = elements(`sequence text additionalInstruction patientInstruction timing asNeededBoolean asNeededCodeableConcept
		site route method doseAndRate maxDosePerPeriod maxDosePerAdministration maxDosePerLifetime`)
	doseElements   = elements("type doseRange doseQuantity rateRatio rateRange rateQuantity")
	timingElements = elements("event repeat code")
	repeatElements = elements(`boundsDuration boundsRange boundsPeriod count countMax duration durationMax durationUnit frequency
		frequencyMax period periodMax periodUnit dayOfWeek timeOfDay when offset`)

	units    = elements("s min h d wk mo a")
	weekdays = elements("mon tue wed thu fri sat sun")
	moments  = elements(`MORN MORN.early MORN.late NOON AFT AFT.early AFT.late EVE EVE.early EVE.late NIGHT PHS HS WAKE C CM CD CV
		AC ACM ACD ACV PC PCM PCD PCV`)
)

func readDosage(o object) Dosage {
	o.known(dosageElements)
	o.choice("asNeeded", "Boolean", "CodeableConcept")
	d := Dosage{
		Text: o.str("text"), Instruction: o.str("patientInstruction"), Additional: many(o, "additionalInstruction", readConcept),
		AsNeeded: o.yes("asNeededBoolean"), AsNeededFor: one(o, "asNeededCodeableConcept", readConcept),
		Site: one(o, "site", readConcept), Route: one(o, "route", readConcept), Method: one(o, "method", readConcept),
		Timing: one(o, "timing", readTiming), MaxPerPeriod: one(o, "maxDosePerPeriod", readRatio),
	}
	for i, dose := range many(o, "doseAndRate", readDose) {
		if i == 0 { // further ones state the same dose in another way (ordered beside calculated)
			d.Dose, d.DoseRange, d.Rate, d.RateRange, d.RateQuantity = dose.Dose, dose.DoseRange, dose.Rate, dose.RateRange, dose.RateQuantity
		}
	}
	d.AsNeeded = d.AsNeeded || !d.AsNeededFor.IsZero()
	return d
}

func readDose(o object) Dosage {
	o.known(doseElements)
	o.choice("dose", "Range", "Quantity")
	o.choice("rate", "Ratio", "Range", "Quantity")
	return Dosage{
		Dose: one(o, "doseQuantity", readQuantity), DoseRange: one(o, "doseRange", readRange),
		Rate: one(o, "rateRatio", readRatio), RateRange: one(o, "rateRange", readRange),
		RateQuantity: one(o, "rateQuantity", readQuantity),
	}
}

func readTiming(o object) Timing {
	o.known(timingElements)
	t := one(o, "repeat", readRepeat)
	t.Code = one(o, "code", readConcept)
	for v, at := range o.each("event", isText) {
		d, ok := parseDate(v.text)
		if !ok {
			o.wrong(at, "'%s' is not a date, or a time with its zone", clip(v.text))
		}
		t.Events = append(t.Events, d)
	}
	return t
}

func readRepeat(o object) Timing {
	o.known(repeatElements)
	o.choice("bounds", "Duration", "Range", "Period")
	t := Timing{
		Count: o.count("count"), CountMax: o.count("countMax"),
		Frequency: o.count("frequency"), FrequencyMax: o.count("frequencyMax"),
		Period: o.decimal("period"), PeriodMax: o.decimal("periodMax"), PeriodUnit: o.code("periodUnit", units),
		Duration: o.decimal("duration"), DurationUnit: o.code("durationUnit", units),
		Days: o.codes("dayOfWeek", weekdays), When: o.codes("when", moments), Offset: o.count("offset"),
		Bounds: one(o, "boundsPeriod", readPeriod), BoundsFor: one(o, "boundsDuration", readQuantity),
		BoundsRange: one(o, "boundsRange", readRange),
	}
	for v, at := range o.each("timeOfDay", isText) {
		if !isClock(v.text) {
			o.wrong(at, "'%s' is not a time of day", clip(v.text))
		}
		t.Times = append(t.Times, v.text)
	}
	return t
}
