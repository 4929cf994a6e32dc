package fhir

// Observation is a vital sign, a result, an answer. Blood pressure has no value of its own but two components.
type Observation struct {
	Head
	Identifiers     []Identifier
	Status          string // registered, preliminary, final, amended, corrected, cancelled, entered-in-error, unknown
	Categories      []Concept
	Code            Concept
	Subject         Reference
	Encounter       Reference
	Effective       Effective
	Issued          Date
	Performers      []Reference
	Value           Value
	AbsentReason    Concept // why there is no value
	Interpretations []Concept
	Notes           []Note
	BodySite        Concept
	Method          Concept
	Ranges          []ReferenceRange
	Components      []Component
	Members         []Reference // hasMember
	DerivedFrom     []Reference
}

// Component is one of several values taken together.
type Component struct {
	Code            Concept
	Value           Value
	AbsentReason    Concept
	Interpretations []Concept
	Ranges          []ReferenceRange
}

// ReferenceRange is what is normal, for whom.
type ReferenceRange struct {
	Low, High Quantity
	Type      Concept
	Text      string
}

// Effective is when an observation or report held true: at a time (also the first event of a timing), or over a period.
type Effective struct {
	Date   Date
	Period Period
}

// Start is the date, or the start of the period.
func (e Effective) Start() Date {
	if !e.Date.IsZero() {
		return e.Date
	}
	return e.Period.Start
}

var (
	observationElements = elements(`identifier basedOn partOf status category code subject focus encounter effectiveDateTime
		effectivePeriod effectiveTiming effectiveInstant issued performer dataAbsentReason interpretation note bodySite method
		specimen device referenceRange hasMember derivedFrom component ` + valueElements)
	componentElements = elements("code dataAbsentReason interpretation referenceRange " + valueElements)
	refRangeElements  = elements("low high type appliesTo age text")

	observationStatuses = elements("registered preliminary final amended corrected cancelled entered-in-error unknown")
)

func readObservation(o object) Resource {
	o.need("status", "code")
	status := o.code("status", observationStatuses)
	return &Observation{
		Head: withStatus(status), Status: status,
		Identifiers: many(o, "identifier", readIdentifier), Categories: many(o, "category", readConcept),
		Code: one(o, "code", readConcept), Subject: one(o, "subject", readReference),
		Encounter: one(o, "encounter", readReference), Effective: readEffective(o), Issued: o.instant("issued"),
		Performers: many(o, "performer", readReference), Value: readValue(o),
		AbsentReason:    one(o, "dataAbsentReason", readConcept),
		Interpretations: many(o, "interpretation", readConcept), Notes: many(o, "note", readNote),
		BodySite: one(o, "bodySite", readConcept), Method: one(o, "method", readConcept),
		Ranges: many(o, "referenceRange", readReferenceRange), Components: many(o, "component", readComponent),
		Members: many(o, "hasMember", readReference), DerivedFrom: many(o, "derivedFrom", readReference),
	}
}

func readEffective(o object) (e Effective) {
	switch o.choice("effective", "DateTime", "Period", "Timing", "Instant") {
	case "DateTime":
		e.Date = o.dateTime("effectiveDateTime")
	case "Instant":
		e.Date = o.instant("effectiveInstant")
	case "Period":
		e.Period = one(o, "effectivePeriod", readPeriod)
	case "Timing":
		timing := one(o, "effectiveTiming", readTiming)
		if e.Period = timing.Bounds; len(timing.Events) > 0 {
			e.Date = timing.Events[0]
		}
	}
	return e
}

func readComponent(o object) Component {
	o.known(componentElements)
	o.need("code")
	return Component{
		Code: one(o, "code", readConcept), Value: readValue(o), AbsentReason: one(o, "dataAbsentReason", readConcept),
		Interpretations: many(o, "interpretation", readConcept), Ranges: many(o, "referenceRange", readReferenceRange),
	}
}

func readReferenceRange(o object) ReferenceRange {
	o.known(refRangeElements)
	return ReferenceRange{one(o, "low", readQuantity), one(o, "high", readQuantity), one(o, "type", readConcept), o.str("text")}
}
