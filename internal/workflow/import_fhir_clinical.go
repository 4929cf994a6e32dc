package workflow

import (
	"cmp"
	"regexp"
	"slices"
	"time"

	"charthouse/internal/clients"
	"charthouse/internal/fhir"
)

// allergy is one that the person has. That there is none is no allergy.
func (t *taking) allergy(r *fhir.AllergyIntolerance) (*clients.AllergyRecord, string) {
	substance := term(r.Code)
	if substance == "" && len(r.Reactions) > 0 {
		substance = r.Reactions[0].Substance.Words()
	}
	switch {
	case r.NoneKnown():
		return nil, "it says that no allergy is known: ask, and say so in the file"
	case r.VerificationStatus == "refuted":
		return nil, "it was refuted"
	case substance == "":
		return nil, "its substance is not named"
	}
	rec := &clients.AllergyRecord{
		Coded: coded(r.Code, fhir.SystemSNOMED, fhir.SystemRxNorm), Substance: substance, Since: whenWords(r.Onset),
		RecordedAt: t.first(r.RecordedDate, r.Onset.Start()),
	}
	rec.Reaction, rec.Severity = reactions(r.Reactions)
	if r.ClinicalStatus == "inactive" || r.ClinicalStatus == "resolved" {
		rec.EndedAt = t.endOf(r.LastOccurrence, r.RecordedDate)
	}
	return rec, ""
}

// reactions puts what happened into words, with the worst severity.
func reactions(list []fhir.Reaction) (words, severity string) {
	var all []string
	order := []string{"", "mild", "moderate", "severe"}
	for _, r := range list {
		all = append(all, cmp.Or(conceptWords(r.Manifestations), r.Description))
		if slices.Index(order, r.Severity) > slices.Index(order, severity) {
			severity = r.Severity
		}
	}
	return joined(", ", all...), severity
}

// problem is a condition. What is resolved, inactive or in remission has ended.
func (t *taking) problem(r *fhir.Condition) (*clients.ProblemRecord, string) {
	label := term(r.Code)
	switch {
	case r.VerificationStatus == "refuted":
		return nil, "it was refuted"
	case label == "":
		return nil, "it is not named"
	}
	rec := &clients.ProblemRecord{
		Coded: coded(r.Code, fhir.SystemICD10, fhir.SystemSNOMED), Label: label, Onset: whenWords(r.Onset),
		RecordedAt: t.first(r.RecordedDate, r.Onset.Start()), Ended: whenWords(r.Abatement),
	}
	over := slices.Contains([]string{"resolved", "inactive", "remission"}, r.ClinicalStatus)
	if stopped := t.past(r.Abatement.Start()); over || stopped != nil || !r.Abatement.IsZero() && r.Abatement.Start().IsZero() {
		rec.EndedAt = t.endOf(r.Abatement.Start(), r.RecordedDate, r.Onset.Start())
	}
	return rec, ""
}

// medication is a medicine that was ordered or is taken: US Core writes what
// people take of their own accord as a plan.
func (t *taking) medication(r *fhir.MedicationRequest) (*clients.MedicationRecord, string) {
	name := r.Medication.Words()
	switch {
	case name == "":
		return nil, "its medicine is not named"
	case r.DoNotPerform:
		return nil, "it says that the medicine must not be given"
	case r.Status == "draft":
		return nil, "it is a draft"
	case slices.Contains([]string{"proposal", "option"}, r.Intent):
		return nil, "it is a " + r.Intent + " and no order"
	}
	var directions []string
	for _, d := range r.Dosages {
		directions = append(directions, d.Words())
	}
	rec := &clients.MedicationRecord{
		Coded: coded(r.Medication, fhir.SystemRxNorm, fhir.SystemSNOMED), Name: name, Directions: joined("; ", directions...),
		Started: dateWords(r.AuthoredOn), RecordedAt: t.first(r.AuthoredOn),
	}
	if slices.Contains([]string{"stopped", "completed", "cancelled"}, r.Status) {
		rec.Ended, rec.EndedAt = dateWords(r.Validity.End), t.endOf(r.Validity.End, r.AuthoredOn)
	}
	return rec, ""
}

func (t *taking) immunization(r *fhir.Immunization) (*clients.ImmunizationRecord, string) {
	vaccine := r.Vaccine.Words()
	if vaccine == "" {
		return nil, "its vaccine is not named"
	}
	return &clients.ImmunizationRecord{
		Coded: coded(r.Vaccine, fhir.SystemCVX), Vaccine: vaccine, Given: cmp.Or(dateWords(r.Occurrence), r.OccurrenceText),
		GivenAt: t.at(r.Occurrence), Status: r.Status,
	}, ""
}

func (t *taking) procedure(r *fhir.Procedure) (*clients.ProcedureRecord, string) {
	label := term(r.Code)
	if label == "" {
		return nil, "it is not named"
	}
	return &clients.ProcedureRecord{
		Coded: coded(r.Code, fhir.SystemSNOMED), Label: label, Performed: whenWords(r.Performed),
		PerformedAt: t.at(r.Performed.Start()), Status: r.Status,
	}, ""
}

// tag is what SNOMED CT adds to the full name of a concept to say of what kind it
// is; people do not read it.
var tag = regexp.MustCompile(` \((?:procedure|disorder|finding|situation|event|regime/therapy|substance|product|person|environment)\)$`)

// term is what people call a concept.
func term(c fhir.Concept) string {
	if c.Code(fhir.SystemSNOMED) == "" {
		return c.Words()
	}
	return tag.ReplaceAllString(c.Words(), "")
}

// coded is the code in the first of the systems that it is stated in, else the
// first code that there is.
func coded(c fhir.Concept, systems ...string) clients.Coded {
	for _, s := range systems {
		if code := c.Code(s); code != "" {
			return clients.Coded{Code: code, System: s}
		}
	}
	for _, coding := range c.Codings {
		if coding.Code != "" {
			return clients.Coded{Code: coding.Code, System: coding.System}
		}
	}
	return clients.Coded{}
}

// dateWords is as much of the day as is known: 2016, 2016-03 or 2016-03-04.
func dateWords(d fhir.Date) string {
	if d.Precision == fhir.Instant {
		return d.At.Format(time.DateOnly)
	}
	return d.String()
}

func whenWords(w fhir.When) string {
	switch {
	case !w.Start().IsZero():
		return dateWords(w.Start())
	case !w.Period.End.IsZero():
		return "before " + dateWords(w.Period.End)
	case w.Age.Value != "":
		return "aged " + years(w.Age).Words()
	case !w.IsZero() && w.Text == "":
		return "aged " + fhir.Range{Low: years(w.Range.Low), High: years(w.Range.High)}.Words()
	default:
		return w.Text
	}
}

// years writes UCUM's a as people do.
func years(q fhir.Quantity) fhir.Quantity {
	if q.Unit == "" && q.Code == "a" || q.Unit == "a" {
		q.Unit = "years"
	}
	return q
}

// at is an instant to sort by: a day begins in the practice's zone, and a month
// with its first day.
func (t *taking) at(d fhir.Date) *time.Time {
	if d.IsZero() {
		return nil
	}
	at := d.At
	if d.Precision != fhir.Instant {
		at = time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, t.zone)
	}
	return &at
}

// first is the instant of the first date that is stated, else the import's own.
func (t *taking) first(dates ...fhir.Date) time.Time {
	for _, d := range dates {
		if at := t.at(d); at != nil {
			return *at
		}
	}
	return t.now
}

// endOf is first for the end of something that has ended.
func (t *taking) endOf(dates ...fhir.Date) *time.Time {
	at := t.first(dates...)
	return &at
}

// past is the date's instant where it is over, else nothing.
func (t *taking) past(d fhir.Date) *time.Time {
	if at := t.at(d); at != nil && at.Before(t.now) {
		return at
	}
	return nil
}
