package show

var stations = map[string]string{
	"intake": "Intake", "arrived": "Arrived", "seen": "Seen", "signed": "Note signed", "charged": "Charged", "billed": "Claimed or invoiced", "paid": "Paid",
}

// Station names a station of the line where it stands for the visits of all payers.
func Station(name string) string { return stations[name] }
