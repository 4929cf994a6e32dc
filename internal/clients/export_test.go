package clients

// Matches, Mistyped and PhoneKey are what the warning of a second file asks with.
const Matches = matches

var (
	Mistyped = mistyped
	PhoneKey = phoneKey
)
