package intake

// Starter is a form that a new practice can publish as it is, or change first.
func Starter() Draft {
	return Draft{Name: "New patient", Definition: Definition{Sections: []Section{
		{Title: "How we reach you", Fields: []Field{
			{Label: "Mobile phone", Kind: Phone, Required: true, Fills: "phone"},
			{Label: "Mail address", Kind: Email, Fills: "email"},
			{Label: "Street and number", Kind: Text, Fills: "line1"},
			{Label: "City", Kind: Text, Fills: "city"},
			{Label: "Postcode", Kind: Text, Fills: "postcode"},
		}},
		{Title: "In an emergency", Fields: []Field{
			{Label: "Whom should we call?", Kind: Text, Fills: "contact.name"},
			{Label: "Their phone", Kind: Phone, Fills: "contact.phone"},
		}},
		{Title: "Your insurance", Fields: []Field{
			{Label: "Member number", Kind: Text, Fills: "coverage.member_number", Help: "It stands on the front of your card."},
		}},
		{Title: "Your health", Fields: []Field{
			{Label: "Allergies", Kind: Allergies},
			{Label: "Medicines you take", Kind: Medicines, Help: "Also what you buy without a prescription."},
			{Label: "What brings you to us?", Kind: Long, Required: true},
		}},
	}}}
}
