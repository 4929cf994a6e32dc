package fhir

import (
	"crypto/sha1"
	"encoding/base64"
	"slices"
)

// Code systems by which identifiers and concepts are told apart.
const (
	SystemSSN    = "http://hl7.org/fhir/sid/us-ssn"
	SystemNPI    = "http://hl7.org/fhir/sid/us-npi"
	SystemSNOMED = "http://snomed.info/sct"
	SystemLOINC  = "http://loinc.org"
	SystemRxNorm = "http://www.nlm.nih.gov/research/umls/rxnorm"
	SystemCVX    = "http://hl7.org/fhir/sid/cvx"
	SystemICD10  = "http://hl7.org/fhir/sid/icd-10-cm"
)

// Coding is one code of one code system.
type Coding struct{ System, Version, Code, Display string }

// Concept is FHIR's CodeableConcept: the same thing said in several code systems and in words.
type Concept struct {
	Codings []Coding
	Text    string
}

// IsZero says that nothing was stated.
func (c Concept) IsZero() bool { return c.Text == "" && len(c.Codings) == 0 }

// Words is what a person reads: the text, else the first display, else the first code.
func (c Concept) Words() string {
	if c.Text != "" {
		return c.Text
	}
	for _, coding := range c.Codings {
		if coding.Display != "" {
			return coding.Display
		}
	}
	for _, coding := range c.Codings {
		if coding.Code != "" {
			return coding.Code
		}
	}
	return ""
}

// Code is the code in that system, or "".
func (c Concept) Code(system string) string {
	for _, coding := range c.Codings {
		if coding.System == system {
			return coding.Code
		}
	}
	return ""
}

// Has says whether one of the codings carries that code, in whatever system.
func (c Concept) Has(code string) bool {
	return slices.ContainsFunc(c.Codings, func(coding Coding) bool { return coding.Code == code })
}

// Identifier is a number given by somebody: a record number, an NPI, a member number.
type Identifier struct {
	Use, System, Value string
	Type               Concept
	Period             Period
	Assigner           Reference
}

// Period is a span of time, either end of which may be absent.
type Period struct{ Start, End Date }

// IsZero says that neither end was stated.
func (p Period) IsZero() bool { return p.Start.IsZero() && p.End.IsZero() }

// Quantity is an amount with its unit. Comparator is one of <, <=, >=, > or "".
type Quantity struct {
	Value                          Decimal
	Comparator, Unit, System, Code string
}

// Range and Ratio are pairs of quantities.
type (
	Range struct{ Low, High Quantity }
	Ratio struct{ Numerator, Denominator Quantity }
)

// Reference points at another resource: by its Literal (a URL, Type/id or #id), by an identifier, or only by a display.
type Reference struct {
	Literal    string
	Type       string
	Identifier *Identifier
	Display    string
}

// IsZero says that nothing was stated.
func (r Reference) IsZero() bool {
	return r.Literal == "" && r.Identifier == nil && r.Display == ""
}

// Note is FHIR's Annotation.
type Note struct {
	Text       string
	Time       Date
	Author     Reference
	AuthorName string
}

// Attachment is a document: inline in Data, or elsewhere at URL. A size and SHA-1 that were stated have been checked against Data.
type Attachment struct {
	ContentType, Language, Title, URL string
	Data                              []byte
	Size                              *int // bytes, as stated
	Created                           Date
	sha1                              []byte
}

var (
	codingElements     = elements("system version code display userSelected")
	conceptElements    = elements("coding text")
	identifierElements = elements("use type system value period assigner")
	periodElements     = elements("start end")
	quantityElements   = elements("value comparator unit system code")
	rangeElements      = elements("low high")
	ratioElements      = elements("numerator denominator")
	referenceElements  = elements("reference type identifier display")
	annotationElements = elements("authorReference authorString time text")
	attachmentElements = elements("contentType language data url size hash title creation")
	moneyElements      = elements("value currency")

	identifierUses = elements("usual official temp secondary old")
	comparators    = elements("< <= >= >")
)

func readCoding(o object) Coding {
	o.known(codingElements)
	return Coding{o.uri("system"), o.str("version"), o.word("code"), o.str("display")}
}

func readConcept(o object) Concept {
	o.known(conceptElements)
	return Concept{many(o, "coding", readCoding), o.str("text")}
}

func readIdentifier(o object) Identifier {
	o.known(identifierElements)
	return Identifier{
		Use: o.code("use", identifierUses), System: o.uri("system"), Value: o.str("value"),
		Type: one(o, "type", readConcept), Period: one(o, "period", readPeriod), Assigner: one(o, "assigner", readReference),
	}
}

func readPeriod(o object) Period {
	o.known(periodElements)
	p := Period{o.dateTime("start"), o.dateTime("end")}
	if !p.Start.IsZero() && !p.End.IsZero() && !p.Start.At.Before(p.End.end()) {
		o.problem("", "ends before it starts")
	}
	return p
}

func readQuantity(o object) Quantity {
	o.known(quantityElements)
	return Quantity{o.decimal("value"), o.code("comparator", comparators), o.str("unit"), o.uri("system"), o.word("code")}
}

func readRange(o object) Range {
	o.known(rangeElements)
	return Range{one(o, "low", readQuantity), one(o, "high", readQuantity)}
}

func readRatio(o object) Ratio {
	o.known(ratioElements)
	return Ratio{one(o, "numerator", readQuantity), one(o, "denominator", readQuantity)}
}

func readReference(o object) Reference {
	o.known(referenceElements)
	return Reference{o.uri("reference"), o.uri("type"), maybe(o, "identifier", readIdentifier), o.str("display")}
}

func readNote(o object) Note {
	o.known(annotationElements)
	o.need("text")
	return Note{o.str("text"), o.dateTime("time"), one(o, "authorReference", readReference), o.str("authorString")}
}

func readAttachment(o object) Attachment {
	o.known(attachmentElements)
	a := Attachment{
		ContentType: o.word("contentType"), Language: o.word("language"), Title: o.str("title"), URL: o.uri("url"),
		Data: o.bytes("data"), Size: o.integer("size", 0), Created: o.dateTime("creation"),
	}
	// Published examples carry placeholders for hashes: what cannot be a SHA-1 is nothing to compare with.
	if sum, err := base64.StdEncoding.DecodeString(o.str("hash")); err == nil && len(sum) == sha1.Size {
		a.sha1 = sum
	}
	if reason := a.mismatch(a.Data); reason != "" {
		o.problem("data", "%s", reason)
	}
	return a
}

// mismatch says how data differs from the stated size or SHA-1; "" where it does not, or where there is nothing to compare.
func (a Attachment) mismatch(data []byte) string {
	if data == nil {
		return ""
	}
	if a.Size != nil && *a.Size != len(data) {
		return "is not as long as the stated size"
	}
	if sum := sha1.Sum(data); a.sha1 != nil && !slices.Equal(sum[:], a.sha1) {
		return "does not have the stated SHA-1"
	}
	return ""
}

func readMoney(o object) Money {
	o.known(moneyElements)
	value := o.decimal("value")
	m := Money{Currency: o.word("currency")}
	if value == "" {
		return m
	}
	cents, ok := value.cents()
	if !ok {
		o.problem("value", "%s is not an amount in whole cents", clip(string(value)))
	}
	m.Cents = cents
	return m
}
