package fhir

// DocumentReference is a document and what is known of it.
type DocumentReference struct {
	Head
	Identifiers   []Identifier
	Status        string // current, superseded, entered-in-error
	DocStatus     string // preliminary, final, amended, entered-in-error or ""
	Type          Concept
	Categories    []Concept
	Subject       Reference
	Date          Date
	Authors       []Reference
	Authenticator Reference
	Custodian     Reference
	Description   string
	Confidential  []Concept    // securityLabel
	Contents      []Attachment // a Binary of the same bundle has been put in as its data
	Encounters    []Reference
	Period        Period // of the care that it describes
}

// DiagnosticReport is a report on results, with its documents.
type DiagnosticReport struct {
	Head
	Identifiers  []Identifier
	Status       string // registered, partial, preliminary, final, amended, corrected, appended, cancelled and so on
	Categories   []Concept
	Code         Concept
	Subject      Reference
	Encounter    Reference
	Effective    Effective
	Issued       Date
	Performers   []Reference
	Interpreters []Reference
	Results      []Reference
	Conclusion   string
	Conclusions  []Concept // conclusionCode
	Forms        []Attachment
}

// Binary is a document that others refer to by its URL.
type Binary struct {
	Head
	ContentType string
	Data        []byte
}

var (
	documentElements = elements(`masterIdentifier identifier status docStatus type category subject date author authenticator custodian
		relatesTo description securityLabel content context`)
	contentElements = elements("attachment format")
	contextElements = elements("encounter event period facilityType practiceSetting sourcePatientInfo related")
	reportElements  = elements(`identifier basedOn status category code subject encounter effectiveDateTime effectivePeriod issued
		performer resultsInterpreter specimen result imagingStudy media conclusion conclusionCode presentedForm`)
	binaryElements = elements("contentType securityContext data")

	documentStatuses = elements("current superseded entered-in-error")
	docStatuses      = elements("preliminary final amended entered-in-error")
	reportStatuses   = elements("registered partial preliminary final amended corrected appended cancelled entered-in-error unknown")
)

func readDocumentReference(o object) Resource {
	o.need("status", "content")
	status := o.code("status", documentStatuses)
	d := &DocumentReference{
		Head: withStatus(status), Status: status, DocStatus: o.code("docStatus", docStatuses),
		Identifiers: many(o, "identifier", readIdentifier), Type: one(o, "type", readConcept),
		Categories: many(o, "category", readConcept), Subject: one(o, "subject", readReference), Date: o.instant("date"),
		Authors: many(o, "author", readReference), Authenticator: one(o, "authenticator", readReference),
		Custodian: one(o, "custodian", readReference), Description: o.str("description"),
		Confidential: many(o, "securityLabel", readConcept), Contents: many(o, "content", readContent),
	}
	if master := maybe(o, "masterIdentifier", readIdentifier); master != nil {
		d.Identifiers = append(d.Identifiers, *master)
	}
	if context, ok := o.open("context"); ok {
		context.known(contextElements)
		d.Encounters, d.Period = many(context, "encounter", readReference), one(context, "period", readPeriod)
	}
	d.EnteredInError = d.EnteredInError || d.DocStatus == enteredInError
	return d
}

func readContent(o object) Attachment {
	o.known(contentElements)
	o.need("attachment")
	return one(o, "attachment", readAttachment)
}

func readDiagnosticReport(o object) Resource {
	o.need("status", "code")
	status := o.code("status", reportStatuses)
	return &DiagnosticReport{
		Head: withStatus(status), Status: status,
		Identifiers: many(o, "identifier", readIdentifier), Categories: many(o, "category", readConcept),
		Code: one(o, "code", readConcept), Subject: one(o, "subject", readReference),
		Encounter: one(o, "encounter", readReference), Effective: readEffective(o), Issued: o.instant("issued"),
		Performers: many(o, "performer", readReference), Interpreters: many(o, "resultsInterpreter", readReference),
		Results: many(o, "result", readReference), Conclusion: o.str("conclusion"),
		Conclusions: many(o, "conclusionCode", readConcept), Forms: many(o, "presentedForm", readAttachment),
	}
}

func readBinary(o object) Resource {
	o.need("contentType")
	return &Binary{ContentType: o.word("contentType"), Data: o.bytes("data")}
}
