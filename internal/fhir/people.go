package fhir

// Name is one of a person's names. Use is usual, official, temp, nickname, anonymous, old, maiden or "".
type Name struct {
	Use, Text, Family     string
	Given, Prefix, Suffix []string
	Period                Period
}

// Telecom is a way to reach somebody. System is phone, fax, email, pager, url, sms, other or "".
type Telecom struct {
	System, Value, Use string
	Rank               int // 1 is the first to try; 0 where not stated
	Period             Period
}

// Address is a place of post. Text is the whole of it where the parts are absent.
type Address struct {
	Use, Type, Text, City, District, State, PostalCode, Country string
	Lines                                                       []string
	Period                                                      Period
}

// Language is one that a person speaks.
type Language struct {
	Concept   Concept
	Preferred bool
}

var (
	nameElements     = elements("use text family given prefix suffix period")
	telecomElements  = elements("system value use rank period")
	addressElements  = elements("use type text line city district state postalCode country period")
	languageElements = elements("language preferred")

	genders      = elements("male female other unknown")
	nameUses     = elements("usual official temp nickname anonymous old maiden")
	telecoms     = elements("phone fax email pager url sms other")
	telecomUses  = elements("home work temp old mobile")
	addressUses  = elements("home work temp old billing")
	addressTypes = elements("postal physical both")
)

func readName(o object) Name {
	o.known(nameElements)
	return Name{
		Use: o.code("use", nameUses), Text: o.str("text"), Family: o.str("family"),
		Given: o.strs("given"), Prefix: o.strs("prefix"), Suffix: o.strs("suffix"), Period: one(o, "period", readPeriod),
	}
}

func readTelecom(o object) Telecom {
	o.known(telecomElements)
	t := Telecom{
		System: o.code("system", telecoms), Value: o.str("value"), Use: o.code("use", telecomUses),
		Period: one(o, "period", readPeriod),
	}
	if rank := o.integer("rank", 1); rank != nil {
		t.Rank = *rank
	}
	return t
}

func readAddress(o object) Address {
	o.known(addressElements)
	return Address{
		Use: o.code("use", addressUses), Type: o.code("type", addressTypes), Text: o.str("text"), Lines: o.strs("line"),
		City: o.str("city"), District: o.str("district"), State: o.str("state"), PostalCode: o.str("postalCode"),
		Country: o.str("country"), Period: one(o, "period", readPeriod),
	}
}

func readLanguage(o object) Language {
	o.known(languageElements)
	o.need("language")
	return Language{one(o, "language", readConcept), o.yes("preferred")}
}
