package workflow

import (
	"fmt"
	"strings"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/fhir"
	"charthouse/internal/id"
)

// inbox is a bundle sorted by patients, before anything is written.
type inbox struct {
	b        *fhir.Bundle
	base     string // the source of entries that state no address of their own
	patients []*patient
	of       map[*fhir.Entry]*patient
	skips    map[*fhir.Entry]string
	refusal  *fhir.Refusal
}

// patient is one patient of a bundle. Entry is nil where the bundle speaks of
// somebody whose file is here already; then by is the entry that does.
type patient struct {
	origin clients.Origin
	entry  *fhir.Entry
	by     *fhir.Entry
	client id.Client
}

func (p *patient) opens() bool { return p.client == 0 }

// sortBundle finds out in whose file each entry belongs. A record of somebody
// who is not in a bundle that brings its patients is refused: it may be another
// server's patient of the same number.
func sortBundle(b *fhir.Bundle) *inbox {
	in := &inbox{
		b: b, base: "fhir", of: map[*fhir.Entry]*patient{}, skips: map[*fhir.Entry]string{},
		refusal: &fhir.Refusal{File: b.File, Line: b.Line},
	}
	byOrigin := map[clients.Origin]*patient{}
	for _, e := range b.Entries {
		if base := baseOf(e); base != "" && in.base == "fhir" {
			in.base = base
		}
	}
	for _, e := range b.Entries {
		if _, ok := e.Resource.(*fhir.Patient); ok {
			p := &patient{origin: in.origin(e), entry: e, by: e}
			byOrigin[p.origin], in.of[e] = p, p
			in.patients = append(in.patients, p)
		}
	}
	brings := len(in.patients) > 0
	for _, e := range b.Entries {
		in.place(e, byOrigin, brings)
	}
	return in
}

// place puts an entry under its patient, or notes why it cannot be.
func (in *inbox) place(e *fhir.Entry, known map[clients.Origin]*patient, brings bool) {
	ref, path, about := subject(e.Resource)
	if !about {
		return
	}
	if ref.IsZero() {
		in.skips[e] = "it names no patient"
		return
	}
	target, err := in.b.Resolve(e, ref)
	switch {
	case err != nil:
		in.refuse(e, path, err.Error())
		return
	case target.Type != "Patient":
		in.skips[e] = "it is about a " + target.Type + " and not about a patient"
		return
	case target.Entry == nil && brings:
		in.refuse(e, path, "the patient is not in this bundle")
		return
	case target.ID == "":
		in.refuse(e, path, "the patient is named by an identifier that this bundle does not hold")
		return
	}
	origin := in.target(e, target)
	p := known[origin]
	if p == nil {
		p = &patient{origin: origin, by: e}
		known[origin] = p
		in.patients = append(in.patients, p)
	}
	in.of[e] = p
}

func (in *inbox) refuse(e *fhir.Entry, path, reason string) {
	p := fhir.Problem{File: in.b.File, Line: in.b.Line, Entry: e.Number, Path: path, Reason: reason}
	in.refusal.Problems = append(in.refusal.Problems, p)
}

// refused is the refusal, if anything speaks against the bundle.
func (in *inbox) refused() error {
	if len(in.refusal.Problems) == 0 {
		return nil
	}
	return in.refusal
}

// deleted lists the entries that ask for a record to be deleted.
func (in *inbox) deleted() (list []*fhir.Entry) {
	for _, e := range in.b.Entries {
		if e.Resource == nil {
			list = append(list, e)
		}
	}
	return list
}

// settleOn gives each patient their file, and refuses those who have none and
// are not brought along.
func (in *inbox) settleOn(found map[clients.Origin]clients.Imported) {
	for _, p := range in.patients {
		p.client = found[p.origin].ClientID
		if p.client == 0 && p.entry == nil {
			_, path, _ := subject(p.by.Resource)
			in.refuse(p.by, path, fmt.Sprintf("Patient/%s of the source %s is not here: import the Patient as well", p.origin.ResourceID, p.origin.Source))
		}
	}
	for _, e := range in.deleted() {
		was, ok := found[in.origin(e)]
		switch {
		case e.Type == "Patient":
			in.skips[e] = "a file is never deleted by an import"
		case !ok:
			in.skips[e] = "the other system deleted it, and it was not here"
		default:
			in.of[e] = in.patientIn(was.ClientID, e)
		}
	}
}

func (in *inbox) patientIn(c id.Client, e *fhir.Entry) *patient {
	for _, p := range in.patients {
		if p.client == c {
			return p
		}
	}
	p := &patient{client: c, by: e}
	in.patients = append(in.patients, p)
	return p
}

// act names the files that the bundle reaches, and those that it opens.
func (in *inbox) act() access.Act {
	var known []id.Client
	opens := 0
	for _, p := range in.patients {
		if p.opens() {
			opens++
		} else {
			known = append(known, p.client)
		}
	}
	if opens+len(known) == 0 {
		return access.ImportDirectory.Practice()
	}
	return access.ImportRecords.Opening(opens, known...)
}

// origin is how the entry is known from import to import.
func (in *inbox) origin(e *fhir.Entry) clients.Origin {
	return clients.Origin{Source: in.source(e), Type: e.Type, ResourceID: e.ID}
}

// target is the origin of what a reference of the entry means.
func (in *inbox) target(from *fhir.Entry, t fhir.Target) clients.Origin {
	switch {
	case t.Entry != nil:
		return in.origin(t.Entry)
	case t.Base != "":
		return clients.Origin{Source: t.Base, Type: t.Type, ResourceID: t.ID}
	default:
		return clients.Origin{Source: in.source(from), Type: t.Type, ResourceID: t.ID}
	}
}

func (in *inbox) source(e *fhir.Entry) string {
	if base := baseOf(e); base != "" {
		return base
	}
	return in.base
}

// baseOf is the address of the server that the entry states, or empty.
func baseOf(e *fhir.Entry) string {
	base, ok := strings.CutSuffix(e.FullURL, "/"+e.Type+"/"+e.ID)
	if !ok || !strings.HasPrefix(base, "http") {
		return ""
	}
	return base
}

// subject is the reference by which a record names its patient, and its path;
// about is false for what is in nobody's file.
func subject(r fhir.Resource) (ref fhir.Reference, path string, about bool) {
	switch r := r.(type) {
	case *fhir.RelatedPerson:
		return r.Patient, "RelatedPerson.patient", true
	case *fhir.Coverage:
		return r.Beneficiary, "Coverage.beneficiary", true
	case *fhir.Encounter:
		return r.Subject, "Encounter.subject", true
	case *fhir.Condition:
		return r.Subject, "Condition.subject", true
	case *fhir.AllergyIntolerance:
		return r.Patient, "AllergyIntolerance.patient", true
	case *fhir.MedicationRequest:
		return r.Subject, "MedicationRequest.subject", true
	case *fhir.Immunization:
		return r.Patient, "Immunization.patient", true
	case *fhir.Observation:
		return r.Subject, "Observation.subject", true
	case *fhir.Procedure:
		return r.Subject, "Procedure.subject", true
	case *fhir.DocumentReference:
		return r.Subject, "DocumentReference.subject", true
	case *fhir.DiagnosticReport:
		return r.Subject, "DiagnosticReport.subject", true
	}
	return fhir.Reference{}, "", false
}
