package fhir

// MedicationRequest is a prescription or an order of a medicine.
type MedicationRequest struct {
	Head
	Identifiers   []Identifier
	Status        string // active, on-hold, cancelled, completed, entered-in-error, stopped, draft, unknown
	Intent        string // proposal, plan, order, original-order, reflex-order, filler-order, instance-order, option
	DoNotPerform  bool
	Medication    Concept   // also where it was stated by reference to a Medication of the bundle
	MedicationRef Reference // as stated; zero where the concept stood in the request
	Subject       Reference
	Encounter     Reference
	AuthoredOn    Date
	Requester     Reference
	Recorder      Reference
	Reasons       []Concept
	ReasonRefs    []Reference
	Notes         []Note
	Dosages       []Dosage
	Refills       int
	Quantity      Quantity
	Validity      Period
}

// Medication is a medicine that requests refer to.
type Medication struct {
	Head
	Identifiers []Identifier
	Code        Concept
	Status      string // active, inactive, entered-in-error or ""
	Form        Concept
}

var (
	requestElements = elements(`identifier status statusReason intent category priority doNotPerform reportedBoolean reportedReference
		medicationCodeableConcept medicationReference subject encounter supportingInformation authoredOn requester performer
		performerType recorder reasonCode reasonReference instantiatesCanonical instantiatesUri basedOn groupIdentifier
		courseOfTherapyType insurance note dosageInstruction dispenseRequest substitution priorPrescription detectedIssue
		eventHistory`)
	dispenseElements = elements(`initialFill dispenseInterval validityPeriod numberOfRepeatsAllowed quantity expectedSupplyDuration
		performer`)
	medicationElements = elements("identifier code status manufacturer form amount ingredient batch")

	requestStatuses = elements("active on-hold cancelled completed entered-in-error stopped draft unknown")
	requestIntents  = elements("proposal plan order original-order reflex-order filler-order instance-order option")
	medStatuses     = elements("active inactive entered-in-error")
)

func readMedicationRequest(o object) Resource {
	o.need("status", "intent", "subject")
	o.needOne("medication", "CodeableConcept", "Reference")
	o.choice("medication", "CodeableConcept", "Reference")
	status := o.code("status", requestStatuses)
	m := &MedicationRequest{
		Head: withStatus(status), Status: status,
		Identifiers: many(o, "identifier", readIdentifier), Intent: o.code("intent", requestIntents),
		DoNotPerform: o.yes("doNotPerform"), Medication: one(o, "medicationCodeableConcept", readConcept),
		MedicationRef: one(o, "medicationReference", readReference),
		Subject:       one(o, "subject", readReference), Encounter: one(o, "encounter", readReference),
		AuthoredOn: o.dateTime("authoredOn"), Requester: one(o, "requester", readReference),
		Recorder: one(o, "recorder", readReference), Reasons: many(o, "reasonCode", readConcept),
		ReasonRefs: many(o, "reasonReference", readReference), Notes: many(o, "note", readNote),
		Dosages: many(o, "dosageInstruction", readDosage),
	}
	if dispense, ok := o.open("dispenseRequest"); ok {
		dispense.known(dispenseElements)
		m.Refills, m.Quantity = dispense.count("numberOfRepeatsAllowed"), one(dispense, "quantity", readQuantity)
		m.Validity = one(dispense, "validityPeriod", readPeriod)
	}
	return m
}

func readMedication(o object) Resource {
	status := o.code("status", medStatuses)
	return &Medication{
		Head: withStatus(status), Status: status, Identifiers: many(o, "identifier", readIdentifier),
		Code: one(o, "code", readConcept), Form: one(o, "form", readConcept),
	}
}
