package fhir

import "crypto/sha256"

// finish does what needs all entries: look up references, and put medicines and documents where they are referred to.
func (a *assembly) finish() {
	for _, l := range a.links {
		if a.bundle.index.byURL[l.literal] == nil {
			a.bundle.Unresolved = append(a.bundle.Unresolved, Problem{
				File: a.bundle.File, Line: a.bundle.Line, Entry: l.entry, Path: l.at.String(),
				Reason: clip(l.literal) + " is not in this bundle",
			})
		}
	}
	for _, e := range a.bundle.Entries {
		switch r := e.Resource.(type) {
		case *MedicationRequest:
			a.medicine(e, r)
		case *DocumentReference:
			a.documents(e, r.Contents, "content")
		case *DiagnosticReport:
			a.documents(e, r.Forms, "presentedForm")
		}
	}
}

// medicine copies the name of a Medication into the request that refers to it.
func (a *assembly) medicine(e *Entry, m *MedicationRequest) {
	if m.MedicationRef.IsZero() {
		return
	}
	target, err := a.bundle.Resolve(e, m.MedicationRef)
	medication, ok := resourceOf(target).(*Medication)
	if err != nil || !ok {
		m.Medication.Text = m.MedicationRef.Display
		return
	}
	m.Medication = medication.Code
	e.blend(target.Entry)
}

// documents puts a Binary of the bundle into the attachments that point at it.
func (a *assembly) documents(e *Entry, list []Attachment, name string) {
	for i := range list {
		d := &list[i]
		if d.URL == "" || d.Data != nil {
			continue
		}
		target, err := a.bundle.Resolve(e, Reference{Literal: d.URL})
		binary, ok := resourceOf(target).(*Binary)
		if err != nil || !ok {
			continue // it lies elsewhere: the importer keeps the address
		}
		if reason := d.mismatch(binary.Data); reason != "" {
			a.refuse(e.Number, (&place{&place{nil, e.Type, -1}, name, i}).String(), "its document "+reason)
		}
		d.Data = binary.Data
		if d.ContentType == "" {
			d.ContentType = binary.ContentType
		}
		e.blend(target.Entry)
	}
}

func resourceOf(t Target) Resource {
	if t.Entry == nil {
		return nil
	}
	return t.Entry.Resource
}

// blend makes the hash of an entry tell changes of what was put into it. A contained resource is part of it already.
func (e *Entry) blend(other *Entry) {
	if other.Within != "" {
		return
	}
	e.Hash = sha256.Sum256(append(e.Hash[:], other.Hash[:]...))
	e.Resource.head().Hash = e.Hash
}
