package workflow

import (
	"cmp"
	"slices"
	"strconv"

	"charthouse/internal/clients"
	"charthouse/internal/fhir"
)

// LOINC's systolic and diastolic blood pressure, https://loinc.org/85354-9.
const (
	systolic  = "8480-6"
	diastolic = "8462-4"
)

// vitals are the LOINC codes of FHIR's vital signs
// (https://hl7.org/fhir/R4/observation-vitalsigns.html), for those that state no category.
var vitals = []string{
	"85353-1", "9279-1", "8867-4", "2708-6", "59408-5", "8310-5", "8331-1", "8302-2", "9843-4", "29463-7", "39156-5", "85354-9",
	"55284-4", systolic, diastolic, "8287-5", "8289-1", "59576-9", "77606-2",
}

// observation is a value, with a blood pressure's two in one row.
func (t *taking) observation(e *fhir.Entry, c *chart, r *fhir.Observation) (*clients.ObservationRecord, string) {
	rec := &clients.ObservationRecord{
		Coded: coded(r.Code, fhir.SystemLOINC, fhir.SystemSNOMED), VisitID: t.visitOf(e, c, r.Encounter, "Observation.encounter"),
		Category: category(r), Label: r.Code.Words(), Taken: dateWords(r.Effective.Start()),
		TakenAt: t.first(r.Effective.Start(), r.Effective.Period.End, r.Issued), Status: r.Status, Report: t.under[t.origin(e)],
	}
	valued := measure(rec, r.Value)
	valued = components(rec, r.Components) || valued
	switch {
	case rec.Label == "":
		return nil, "it is not named"
	case valued:
	case !r.AbsentReason.IsZero():
		rec.Words = "no value: " + r.AbsentReason.Words()
	case len(r.Members) > 0:
		return nil, "it groups other observations and has no value of its own"
	default:
		return nil, "it has no value"
	}
	return rec, ""
}

func category(r *fhir.Observation) string {
	for _, c := range r.Categories {
		for _, coding := range c.Codings {
			switch coding.Code {
			case "":
			case "vital-sign", "vital_signs", "vitals":
				return "vital-signs"
			default:
				return coding.Code
			}
		}
	}
	if slices.Contains(vitals, r.Code.Code(fhir.SystemLOINC)) {
		return "vital-signs"
	}
	return ""
}

// measure fills in the value: a number with its unit, else words. A number with
// a comparator (< 5) is words, since it is not that number.
func measure(rec *clients.ObservationRecord, v fhir.Value) bool {
	switch {
	case v.Type == "Quantity" && isNumber(v.Quantity):
		rec.Value, rec.Unit = string(v.Quantity.Value), unit(v.Quantity)
	case v.Type == "Integer":
		rec.Value = strconv.Itoa(v.Integer)
	default:
		rec.Words = v.Words()
	}
	return rec.Value != "" || rec.Words != ""
}

// isNumber leaves out what no column could hold.
func isNumber(q fhir.Quantity) bool {
	return q.Value != "" && q.Comparator == "" && len(q.Value) <= 40
}

// unit is the unit as people write it: the common ones by their code in UCUM
// (https://ucum.org), since what systems write beside it differs.
func unit(q fhir.Quantity) string {
	for _, u := range []string{q.Code, q.Unit} {
		if words, ok := unitWords[u]; ok {
			return words
		}
	}
	if q.Unit == "" && q.Code != "1" {
		return q.Code
	}
	return q.Unit
}

var unitWords = map[string]string{
	"mm[Hg]": "mmHg", "Cel": "°C", "[degF]": "°F", "[lb_av]": "lb", "[in_i]": "in", "{score}": "", "%": "%", "/min": "/min",
	"{beats}/min": "/min", "{breaths}/min": "/min",
}

// components takes a blood pressure's two values, and puts others into words.
func components(rec *clients.ObservationRecord, list []fhir.Component) bool {
	var high, low fhir.Quantity
	var words []string
	for _, c := range list {
		switch q := c.Value.Quantity; {
		case c.Code.Has(systolic) && isNumber(q):
			high = q
		case c.Code.Has(diastolic) && isNumber(q):
			low = q
		default:
			value := cmp.Or(c.Value.Words(), c.AbsentReason.Words())
			if value != "" {
				words = append(words, c.Code.Words()+": "+value)
			}
		}
	}
	switch {
	case high.Value != "" && low.Value != "" && rec.Value == "":
		rec.Value, rec.Value2, rec.Unit = string(high.Value), string(low.Value), unit(high)
	case high.Value != "":
		words = append([]string{"Systolic: " + high.Words()}, words...)
	case low.Value != "":
		words = append([]string{"Diastolic: " + low.Words()}, words...)
	}
	rec.Words = joined("; ", append([]string{rec.Words}, words...)...)
	return rec.Value != "" || rec.Words != ""
}

func (t *taking) diagnosticReport(r *fhir.DiagnosticReport) *clients.ReportRecord {
	return &clients.ReportRecord{
		Coded: coded(r.Code, fhir.SystemLOINC), Title: cmp.Or(r.Code.Words(), "Report"),
		IssuedAt: t.first(r.Issued, r.Effective.Start(), r.Effective.Period.End), Status: r.Status,
		Conclusion: cmp.Or(r.Conclusion, conceptWords(r.Conclusions)),
	}
}

// holdResults puts the report's observations under it: those of this bundle as
// they are written, the others where they are.
func (t *taking) holdResults(e *fhir.Entry, c *chart, r *fhir.DiagnosticReport, rec *clients.ReportRecord) {
	here := results{report: rec}
	for _, ref := range r.Results {
		target, err := t.b.Resolve(e, ref)
		if err != nil || target.Type != "Observation" || target.ID == "" {
			continue
		}
		if target.Entry != nil && t.of[target.Entry] != nil && t.of[target.Entry] != t.of[e] {
			t.refuse(e, "DiagnosticReport.result", "the observation is another patient's")
			continue
		}
		o := t.target(e, target)
		if t.under[o] == nil {
			t.under[o] = rec
		}
		if row := t.rowIn(e, c, o, "DiagnosticReport.result", "observations"); row != 0 {
			here.observations = append(here.observations, row)
		}
	}
	if len(here.observations) > 0 {
		c.results = append(c.results, here)
	}
}
