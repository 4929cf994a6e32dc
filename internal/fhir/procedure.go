package fhir

// Procedure is something done to or for a patient.
type Procedure struct {
	Head
	Identifiers  []Identifier
	Status       string // preparation, in-progress, not-done, on-hold, stopped, completed, entered-in-error, unknown
	StatusReason Concept
	Category     Concept
	Code         Concept
	Subject      Reference
	Encounter    Reference
	Performed    When
	Performers   []Reference
	Location     Reference
	Reasons      []Concept
	ReasonRefs   []Reference
	BodySites    []Concept
	Outcome      Concept
	Notes        []Note
}

var (
	procedureElements = elements(`identifier instantiatesCanonical instantiatesUri basedOn partOf status statusReason category code
		subject encounter performedDateTime performedPeriod performedString performedAge performedRange recorder asserter performer
		location reasonCode reasonReference bodySite outcome report complication complicationDetail followUp note focalDevice
		usedReference usedCode`)
	procedureStatuses = elements("preparation in-progress not-done on-hold stopped completed entered-in-error unknown")
)

func readProcedure(o object) Resource {
	o.need("status", "subject")
	status := o.code("status", procedureStatuses)
	return &Procedure{
		Head: withStatus(status), Status: status,
		Identifiers: many(o, "identifier", readIdentifier), StatusReason: one(o, "statusReason", readConcept),
		Category: one(o, "category", readConcept), Code: one(o, "code", readConcept),
		Subject: one(o, "subject", readReference), Encounter: one(o, "encounter", readReference),
		Performed: readWhen(o, "performed"), Performers: many(o, "performer", readActor),
		Location: one(o, "location", readReference), Reasons: many(o, "reasonCode", readConcept),
		ReasonRefs: many(o, "reasonReference", readReference), BodySites: many(o, "bodySite", readConcept),
		Outcome: one(o, "outcome", readConcept), Notes: many(o, "note", readNote),
	}
}
