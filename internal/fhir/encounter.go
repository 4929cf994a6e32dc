package fhir

// Encounter is a visit, a stay or a call.
type Encounter struct {
	Head
	Identifiers  []Identifier
	Status       string // planned, arrived, triaged, in-progress, onleave, finished, cancelled, entered-in-error, unknown
	Class        Coding // AMB, EMER, IMP, VR and so on
	Types        []Concept
	ServiceType  Concept
	Subject      Reference
	Participants []Participant
	Period       Period
	Reasons      []Concept
	ReasonRefs   []Reference
	Diagnoses    []Diagnosis
	Locations    []Reference
	Provider     Reference // serviceProvider
	Discharge    Concept
	PartOf       Reference
}

// Participant is who took part, and as what.
type Participant struct {
	Types      []Concept
	Period     Period
	Individual Reference
}

// Diagnosis is a Condition or Procedure of the visit. Rank 1 is the first; 0 where not stated.
type Diagnosis struct {
	Condition Reference
	Use       Concept
	Rank      int
}

var (
	encounterElements = elements(`identifier status statusHistory class classHistory type serviceType priority subject episodeOfCare
		basedOn participant appointment period length reasonCode reasonReference diagnosis account hospitalization location
		serviceProvider partOf`)
	participantElements = elements("type period individual")
	diagnosisElements   = elements("condition use rank")
	stayElements        = elements("location status physicalType period")
	encounterStatuses   = elements("planned arrived triaged in-progress onleave finished cancelled entered-in-error unknown")
	hospitalElements    = elements(`preAdmissionIdentifier origin admitSource reAdmission dietPreference specialCourtesy
		specialArrangement destination dischargeDisposition`)
)

func readEncounter(o object) Resource {
	o.need("status", "class")
	status := o.code("status", encounterStatuses)
	return &Encounter{
		Head: withStatus(status), Status: status,
		Identifiers: many(o, "identifier", readIdentifier), Class: one(o, "class", readCoding),
		Types: many(o, "type", readConcept), ServiceType: one(o, "serviceType", readConcept),
		Subject: one(o, "subject", readReference), Participants: many(o, "participant", readParticipant),
		Period: one(o, "period", readPeriod), Reasons: many(o, "reasonCode", readConcept),
		ReasonRefs: many(o, "reasonReference", readReference), Diagnoses: many(o, "diagnosis", readDiagnosis),
		Locations: many(o, "location", readStay), Provider: one(o, "serviceProvider", readReference),
		Discharge: one(o, "hospitalization", readDischarge), PartOf: one(o, "partOf", readReference),
	}
}

func readParticipant(o object) Participant {
	o.known(participantElements)
	return Participant{many(o, "type", readConcept), one(o, "period", readPeriod), one(o, "individual", readReference)}
}

func readDiagnosis(o object) Diagnosis {
	o.known(diagnosisElements)
	o.need("condition")
	return Diagnosis{one(o, "condition", readReference), one(o, "use", readConcept), o.count("rank")}
}

func readStay(o object) Reference {
	o.known(stayElements)
	o.need("location")
	return one(o, "location", readReference)
}

func readDischarge(o object) Concept {
	o.known(hospitalElements)
	return one(o, "dischargeDisposition", readConcept)
}
