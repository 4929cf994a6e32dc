package fhir

// When is the moment or span of an onset, an abatement or a procedure, in whichever way it was stated; all else is zero.
type When struct {
	Date   Date
	Period Period
	Age    Quantity // of the patient, such as 40 a
	Range  Range    // of ages
	Text   string
}

// IsZero says that nothing was stated.
func (w When) IsZero() bool { return w == When{} }

// Start is the date, or the start of the period.
func (w When) Start() Date {
	if !w.Date.IsZero() {
		return w.Date
	}
	return w.Period.Start
}

var whenTypes = elements("DateTime Age Period Range String")

func readWhen(o object, name string) (w When) {
	switch o.choice(name, whenTypes...) {
	case "DateTime":
		w.Date = o.dateTime(name + "DateTime")
	case "Age":
		w.Age = one(o, name+"Age", readQuantity)
	case "Period":
		w.Period = one(o, name+"Period", readPeriod)
	case "Range":
		w.Range = one(o, name+"Range", readRange)
	case "String":
		w.Text = o.str(name + "String")
	}
	return w
}

// statusOf reads a concept whose code must be one of a required set, such as clinicalStatus.
func statusOf(o object, name string, allowed []string) string {
	inner, ok := o.open(name)
	if !ok {
		return ""
	}
	concept := readConcept(inner)
	for _, word := range allowed {
		if concept.Has(word) {
			return word
		}
	}
	if !concept.IsZero() {
		inner.among(concept.Words(), inner.at, allowed)
	}
	return ""
}
