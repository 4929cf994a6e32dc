package fhir

// Coverage is an insurance, or the promise to pay oneself.
type Coverage struct {
	Head
	Identifiers  []Identifier
	Status       string // active, cancelled, draft, entered-in-error
	Type         Concept
	PolicyHolder Reference
	Subscriber   Reference
	SubscriberID string
	Beneficiary  Reference
	Dependent    string
	Relationship Concept // of the beneficiary to the subscriber: self, spouse, child and so on
	Period       Period
	Payors       []Reference
	Classes      []Class
	Order        int // 1 is the first to bill; 0 where not stated
	Network      string
	Costs        []Cost
}

// Class is a group, plan, subplan and so on: Type says which.
type Class struct {
	Type        Concept
	Value, Name string
}

// Cost is what the patient pays of a service: an amount, or a quantity such as 20%.
type Cost struct {
	Type     Concept
	Money    *Money
	Quantity *Quantity
}

var (
	coverageElements = elements(`identifier status type policyHolder subscriber subscriberId beneficiary dependent relationship period
		payor class order network costToBeneficiary subrogation contract`)
	classElements    = elements("type value name")
	costElements     = elements("type valueQuantity valueMoney exception")
	coverageStatuses = elements("active cancelled draft entered-in-error")
)

func readCoverage(o object) Resource {
	o.need("status", "beneficiary", "payor")
	status := o.code("status", coverageStatuses)
	c := &Coverage{
		Head: withStatus(status), Status: status,
		Identifiers: many(o, "identifier", readIdentifier), Type: one(o, "type", readConcept),
		PolicyHolder: one(o, "policyHolder", readReference), Subscriber: one(o, "subscriber", readReference),
		SubscriberID: o.str("subscriberId"), Beneficiary: one(o, "beneficiary", readReference), Dependent: o.str("dependent"),
		Relationship: one(o, "relationship", readConcept), Period: one(o, "period", readPeriod),
		Payors: many(o, "payor", readReference), Classes: many(o, "class", readClass), Network: o.str("network"),
		Costs: many(o, "costToBeneficiary", readCost),
	}
	if order := o.integer("order", 1); order != nil {
		c.Order = *order
	}
	return c
}

func readClass(o object) Class {
	o.known(classElements)
	o.need("type", "value")
	return Class{one(o, "type", readConcept), o.str("value"), o.str("name")}
}

func readCost(o object) Cost {
	o.known(costElements)
	o.needOne("value", "Quantity", "Money")
	o.choice("value", "Quantity", "Money")
	return Cost{one(o, "type", readConcept), maybe(o, "valueMoney", readMoney), maybe(o, "valueQuantity", readQuantity)}
}

// MemberID is the number on the card: the identifier of the type member number (MB), else the subscriber's id, or "".
func (c *Coverage) MemberID() string {
	for _, id := range c.Identifiers {
		if id.Type.Has("MB") {
			return id.Value
		}
	}
	return c.SubscriberID
}

// Class is the class of that type, such as group or plan; the zero value where there is none.
func (c *Coverage) Class(kind string) Class {
	for _, class := range c.Classes {
		if class.Type.Has(kind) {
			return class
		}
	}
	return Class{}
}
