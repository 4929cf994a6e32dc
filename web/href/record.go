package href

import (
	"net/url"

	"charthouse/internal/id"
)

// The records of a file that other areas link to. Each is served by the area
// that owns it.

// Visit is a visit's page.
func Visit(c id.Client, v id.Visit) string { return in(c, "/visits/"+v.String()) }

// Mark is where a visit is marked: arrived, roomed, seen, no_show.
func Mark(c id.Client, v id.Visit, kind string) string { return Visit(c, v) + "/marks/" + kind }

// Note is the note of a visit, begun or not.
func Note(c id.Client, v id.Visit) string { return Visit(c, v) + "/note" }

// Checkout is where the client pays as they leave.
func Checkout(c id.Client, v id.Visit) string { return Visit(c, v) + "/checkout" }

// ChargeVisit is where a signed visit without charges is charged, or made free.
func ChargeVisit(c id.Client, v id.Visit) string { return Visit(c, v) + "/charge" }

// Invoice is an invoice's page.
func Invoice(c id.Client, i id.Invoice) string { return in(c, "/invoices/"+i.String()) }

// Charge is a charge's page.
func Charge(c id.Client, n id.Charge) string { return in(c, "/charges/"+n.String()) }

// Payment is a payment's receipt.
func Payment(c id.Client, p id.Payment) string { return in(c, "/payments/"+p.String()) }

// Claim is a claim's page.
func Claim(c id.Client, k id.Claim) string { return in(c, "/claims/"+k.String()) }

// FixCoverage takes one missing field of a coverage: field and value.
func FixCoverage(c id.Client, v id.Coverage) string { return in(c, "/coverages/"+v.String()+"/fix") }

// FixBirthDate takes the client's missing birth date: value.
func FixBirthDate(c id.Client) string { return in(c, "/birth-date") }

// Document opens a document.
func Document(c id.Client, d id.Document) string { return in(c, "/documents/"+d.String()) }

// Packet is what a finished form would change in the file.
func Packet(c id.Client, p id.Packet) string { return in(c, "/packets/"+p.String()) }

// SendLink mails the form's link once more.
func SendLink(c id.Client, p id.Packet) string { return Packet(c, p) + "/link" }

// Messages is the client's conversation.
func Messages(c id.Client) string { return in(c, "/messages") }

// Overview is the week that holds the day, or this week.
func Overview(day string) string {
	if day == "" {
		return "/overview"
	}
	return with("/overview", url.Values{"week": {day}})
}

// Measure is one measure looked into; q narrows it.
func Measure(key string, q url.Values) string { return with("/overview/"+key, q) }

// MeasureVisits lists the visits behind a measure.
func MeasureVisits(key string, q url.Values) string { return with("/overview/"+key+"/visits", q) }

// MeasureVisitsCSV is the same list for a spreadsheet.
func MeasureVisitsCSV(key string, q url.Values) string {
	return with("/overview/"+key+"/visits.csv", q)
}

// MeasureEvents lists what a measure counts that is no visit.
func MeasureEvents(key string, q url.Values) string { return with("/overview/"+key+"/events", q) }

// MeasureEventsCSV is the same list for a spreadsheet.
func MeasureEventsCSV(key string, q url.Values) string {
	return with("/overview/"+key+"/events.csv", q)
}

// MeasureDays lists what a measure counted day by day.
func MeasureDays(key string, q url.Values) string { return with("/overview/"+key+"/days", q) }

// MeasureDaysCSV is the same list for a spreadsheet.
func MeasureDaysCSV(key string, q url.Values) string { return with("/overview/"+key+"/days.csv", q) }

// MeasureTarget is where the practice's own target is kept.
func MeasureTarget(key string) string { return "/overview/" + key + "/target" }

// MeasureCSV is a measure's weeks and groups for a spreadsheet.
func MeasureCSV(key string, q url.Values) string { return with("/overview/"+key+"/numbers.csv", q) }
