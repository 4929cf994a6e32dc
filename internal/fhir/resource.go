package fhir

// Resource is one of the types below: a *Patient, *Encounter, *Observation and so on. Switch on its type.
type Resource interface{ head() *Head }

// Head is what every resource has.
type Head struct {
	Type string
	// ID is the resource's own; else the one its entry gives it; else its hash. For a contained resource it is the id of the
	// resource around it, "#" and its own. It is never empty, so that (source, type, id) tells records apart.
	ID             string
	Hash           Hash // of the content: unchanged where a re-import changes nothing
	Updated        Date // when the other system last changed it
	Security       []Coding
	EnteredInError bool // recorded by mistake: the other system has struck it out
}

func (h *Head) head() *Head { return h }

// reader is how one type is read: the elements that R4 defines for it, and the function that fills its struct.
type reader struct {
	names []string
	read  func(object) Resource
}

var resourceElements = elements("resourceType meta implicitRules language text contained")

// readers lists the types that are read. Medication and Binary serve the requests and documents that refer to them.
var readers = map[string]reader{
	"Patient":            {patientElements, readPatient},
	"RelatedPerson":      {relatedElements, readRelatedPerson},
	"Practitioner":       {practitionerElements, readPractitioner},
	"Organization":       {organizationElements, readOrganization},
	"Location":           {locationElements, readLocation},
	"Encounter":          {encounterElements, readEncounter},
	"Condition":          {conditionElements, readCondition},
	"AllergyIntolerance": {allergyElements, readAllergy},
	"MedicationRequest":  {requestElements, readMedicationRequest},
	"Medication":         {medicationElements, readMedication},
	"Immunization":       {immunizationElements, readImmunization},
	"Observation":        {observationElements, readObservation},
	"Procedure":          {procedureElements, readProcedure},
	"Coverage":           {coverageElements, readCoverage},
	"DocumentReference":  {documentElements, readDocumentReference},
	"DiagnosticReport":   {reportElements, readDiagnosticReport},
	"Binary":             {binaryElements, readBinary},
}

// readResource reads one resource of a supported type, and its head but for the hash.
func (r reader) readResource(o object) Resource {
	o.known(append(resourceElements[:len(resourceElements):len(resourceElements)], r.names...))
	o.lint()
	if o.val.get("implicitRules") != nil {
		o.rec.skip = "it follows rules of its own (implicitRules)"
	}
	if narrative, ok := o.open("text"); ok {
		narrative.need("status", "div")
	}
	resource := r.read(o)
	h := resource.head()
	h.Type = o.val.word("resourceType")
	h.ID = o.id("id")
	if meta, ok := o.open("meta"); ok {
		h.Updated = meta.instant("lastUpdated")
		h.Security = many(meta, "security", readCoding)
	}
	return resource
}

// enteredInError is the status with which R4 marks a record as a mistake.
const enteredInError = "entered-in-error"

// withStatus makes the head of a resource with that status.
func withStatus(status string) Head { return Head{EnteredInError: status == enteredInError} }
