package fhir

import "slices"

// AllergyIntolerance is an allergy, an intolerance, or the statement that there is none.
type AllergyIntolerance struct {
	Head
	Identifiers        []Identifier
	ClinicalStatus     string   // active, inactive, resolved or ""
	VerificationStatus string   // unconfirmed, confirmed, refuted, entered-in-error or ""
	Kind               string   // allergy, intolerance or ""
	Categories         []string // food, medication, environment, biologic
	Criticality        string   // low, high, unable-to-assess or ""
	Code               Concept
	Patient            Reference
	Encounter          Reference
	Onset              When
	RecordedDate       Date
	Recorder, Asserter Reference
	LastOccurrence     Date
	Notes              []Note
	Reactions          []Reaction
}

// Reaction is what happened. Severity is mild, moderate, severe or "".
type Reaction struct {
	Substance      Concept
	Manifestations []Concept
	Description    string
	Onset          Date
	Severity       string
	Route          Concept
	Notes          []Note
}

var (
	allergyElements = elements(`identifier clinicalStatus verificationStatus type category criticality code patient encounter
		onsetDateTime onsetAge onsetPeriod onsetRange onsetString recordedDate recorder asserter lastOccurrence note reaction`)
	reactionElements = elements("substance manifestation description onset severity exposureRoute note")

	allergyClinical    = elements("active inactive resolved")
	allergyVerified    = elements("unconfirmed confirmed refuted entered-in-error")
	allergyTypes       = elements("allergy intolerance")
	allergyCategories  = elements("food medication environment biologic")
	allergyCriticality = elements("low high unable-to-assess")
	severities         = elements("mild moderate severe")
	// noneKnown are SNOMED CT's no known allergy, drug allergy, environmental allergy, food allergy.
	noneKnown = elements("716186003 409137002 428607008 429625007")
)

func readAllergy(o object) Resource {
	o.need("patient")
	verified := statusOf(o, "verificationStatus", allergyVerified)
	return &AllergyIntolerance{
		Head: withStatus(verified), VerificationStatus: verified,
		Identifiers:    many(o, "identifier", readIdentifier),
		ClinicalStatus: statusOf(o, "clinicalStatus", allergyClinical),
		Kind:           o.code("type", allergyTypes), Categories: o.codes("category", allergyCategories),
		Criticality: o.code("criticality", allergyCriticality), Code: one(o, "code", readConcept),
		Patient: one(o, "patient", readReference), Encounter: one(o, "encounter", readReference),
		Onset: readWhen(o, "onset"), RecordedDate: o.dateTime("recordedDate"),
		Recorder: one(o, "recorder", readReference), Asserter: one(o, "asserter", readReference),
		LastOccurrence: o.dateTime("lastOccurrence"), Notes: many(o, "note", readNote),
		Reactions: many(o, "reaction", readReaction),
	}
}

func readReaction(o object) Reaction {
	o.known(reactionElements)
	o.need("manifestation")
	return Reaction{
		Substance: one(o, "substance", readConcept), Manifestations: many(o, "manifestation", readConcept),
		Description: o.str("description"), Onset: o.dateTime("onset"), Severity: o.code("severity", severities),
		Route: one(o, "exposureRoute", readConcept), Notes: many(o, "note", readNote),
	}
}

// NoneKnown says that the record states the absence of allergies (of all, or of one kind) and names none.
func (a *AllergyIntolerance) NoneKnown() bool {
	return slices.Contains(noneKnown, a.Code.Code(SystemSNOMED))
}
