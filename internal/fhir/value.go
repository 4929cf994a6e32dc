package fhir

import (
	"strconv"
	"strings"
)

// Value is the value of an observation. Type is the R4 type in which it was stated, such as Quantity or CodeableConcept, or "" where
// there is none; only the field of that type is set. Text holds a string, a time of day, and a series of samples in words.
type Value struct {
	Type     string
	Quantity Quantity
	Concept  Concept
	Text     string
	Boolean  bool
	Integer  int
	Range    Range
	Ratio    Ratio
	Date     Date
	Period   Period
}

var valueTypes = elements("Quantity CodeableConcept String Boolean Integer Range Ratio SampledData Time DateTime Period")

const valueElements = `valueQuantity valueCodeableConcept valueString valueBoolean valueInteger valueRange valueRatio valueSampledData
	valueTime valueDateTime valuePeriod`

func readValue(o object) Value {
	v := Value{Type: o.choice("value", valueTypes...)}
	name := "value" + v.Type
	switch v.Type {
	case "Quantity":
		v.Quantity = one(o, name, readQuantity)
	case "CodeableConcept":
		v.Concept = one(o, name, readConcept)
	case "String":
		v.Text = o.str(name)
	case "Boolean":
		v.Boolean = o.yes(name)
	case "Integer":
		if n := o.integer(name, -1<<31); n != nil {
			v.Integer = *n
		}
	case "Range":
		v.Range = one(o, name, readRange)
	case "Ratio":
		v.Ratio = one(o, name, readRatio)
	case "SampledData":
		v.Text = one(o, name, readSamples)
	case "Time":
		v.Text = o.clock(name)
	case "DateTime":
		v.Date = o.dateTime(name)
	case "Period":
		v.Period = one(o, name, readPeriod)
	}
	return v
}

var sampleElements = elements("origin period factor lowerLimit upperLimit dimensions data")

// readSamples puts a series of samples into words; the curve itself stays in the other system.
func readSamples(o object) string {
	o.known(sampleElements)
	o.need("origin", "period", "dimensions")
	n := len(strings.Fields(o.str("data")))
	words := strconv.Itoa(n) + " samples"
	if period := o.decimal("period"); period != "" {
		words += " every " + string(period) + " ms"
	}
	if unit := one(o, "origin", readQuantity).unit(); unit != "" {
		words += " in " + unit
	}
	return words
}

// Words is what a person reads: "120 mmHg", "Never smoked", "yes", "1:128"; "" where there is no value.
func (v Value) Words() string {
	switch v.Type {
	case "Quantity":
		return v.Quantity.Words()
	case "CodeableConcept":
		return v.Concept.Words()
	case "Boolean":
		if v.Boolean {
			return "yes"
		}
		return "no"
	case "Integer":
		return strconv.Itoa(v.Integer)
	case "Range":
		return v.Range.Words()
	case "Ratio":
		return v.Ratio.Words()
	case "DateTime":
		return v.Date.String()
	case "Period":
		return v.Period.Words()
	default:
		return v.Text
	}
}

func (q Quantity) unit() string {
	switch {
	case q.Unit != "":
		return q.Unit
	case q.Code == "1": // UCUM's unity
		return ""
	default:
		return q.Code
	}
}

// Words is the number as written with its unit.
func (q Quantity) Words() string {
	words := q.Comparator + string(q.Value)
	switch unit := q.unit(); {
	case words == "" || unit == "":
		return words + unit
	case unit == "%":
		return words + unit
	default:
		return words + " " + unit
	}
}

// Words is "low to high unit", "at least low" or "at most high".
func (r Range) Words() string {
	switch {
	case r.Low.Value == "" && r.High.Value == "":
		return ""
	case r.High.Value == "":
		return "at least " + r.Low.Words()
	case r.Low.Value == "":
		return "at most " + r.High.Words()
	case r.Low.unit() == r.High.unit():
		return string(r.Low.Value) + " to " + r.High.Words()
	default:
		return r.Low.Words() + " to " + r.High.Words()
	}
}

// Words is a titre (1:128) where there are no units, else "5 mg per 1 mL".
func (r Ratio) Words() string {
	n, d := r.Numerator.Words(), r.Denominator.Words()
	switch {
	case d == "":
		return n
	case r.Numerator.unit() == "" && r.Denominator.unit() == "":
		return n + ":" + d
	default:
		return n + " per " + d
	}
}

// Words is "from start to end", with either end where it is stated.
func (p Period) Words() string {
	var words []string
	if !p.Start.IsZero() {
		words = append(words, "from "+p.Start.String())
	}
	if !p.End.IsZero() {
		words = append(words, "to "+p.End.String())
	}
	return strings.Join(words, " ")
}
