package fhir

// Condition is a problem, a diagnosis or a health concern.
type Condition struct {
	Head
	Identifiers        []Identifier
	ClinicalStatus     string // active, recurrence, relapse, inactive, remission, resolved or ""
	VerificationStatus string // unconfirmed, provisional, differential, confirmed, refuted, entered-in-error or ""
	Categories         []Concept
	Severity           Concept
	Code               Concept
	BodySites          []Concept
	Subject            Reference
	Encounter          Reference
	Onset, Abatement   When
	RecordedDate       Date
	Recorder, Asserter Reference
	Notes              []Note
}

var (
	conditionElements = elements(`identifier clinicalStatus verificationStatus category severity code bodySite subject encounter
		onsetDateTime onsetAge onsetPeriod onsetRange onsetString abatementDateTime abatementAge abatementPeriod abatementRange
		abatementString recordedDate recorder asserter stage evidence note`)
	conditionClinical = elements("active recurrence relapse inactive remission resolved")
	conditionVerified = elements("unconfirmed provisional differential confirmed refuted entered-in-error")
)

func readCondition(o object) Resource {
	o.need("subject")
	verified := statusOf(o, "verificationStatus", conditionVerified)
	return &Condition{
		Head: withStatus(verified), VerificationStatus: verified,
		Identifiers:    many(o, "identifier", readIdentifier),
		ClinicalStatus: statusOf(o, "clinicalStatus", conditionClinical),
		Categories:     many(o, "category", readConcept), Severity: one(o, "severity", readConcept),
		Code: one(o, "code", readConcept), BodySites: many(o, "bodySite", readConcept),
		Subject: one(o, "subject", readReference), Encounter: one(o, "encounter", readReference),
		Onset: readWhen(o, "onset"), Abatement: readWhen(o, "abatement"), RecordedDate: o.dateTime("recordedDate"),
		Recorder: one(o, "recorder", readReference), Asserter: one(o, "asserter", readReference),
		Notes: many(o, "note", readNote),
	}
}
