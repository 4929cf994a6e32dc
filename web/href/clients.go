package href

import (
	"net/url"
	"strconv"

	"charthouse/internal/id"
)

// File is a page of a patient's timeline: only is a filter or empty, before is
// the mark of the last row shown or empty.
func File(c id.Client, only, before string) string {
	q := url.Values{}
	if only != "" {
		q.Set("only", only)
	}
	if before != "" {
		q.Set("before", before)
	}
	return with(Client(c), q)
}

// EditClient is the form of a patient's demographics.
func EditClient(c id.Client) string { return in(c, "/edit") }

// The lists of a file. Each is read with GET and takes a new row with POST.

// Contacts are the people around a patient.
func Contacts(c id.Client) string { return in(c, "/contacts") }

// Coverages are who pays for a patient.
func Coverages(c id.Client) string { return in(c, "/coverages") }

// Alerts are what must not be missed.
func Alerts(c id.Client) string { return in(c, "/alerts") }

// Clinical are allergies, problems, medicines and what was measured.
func Clinical(c id.Client) string { return in(c, "/clinical") }

// Allergies takes a new allergy.
func Allergies(c id.Client) string { return in(c, "/allergies") }

// Problems takes a new problem.
func Problems(c id.Client) string { return in(c, "/problems") }

// Medications takes a new medicine.
func Medications(c id.Client) string { return in(c, "/medications") }

// ConfirmMedications says that every medicine is taken as it stands.
func ConfirmMedications(c id.Client) string { return Medications(c) + "/confirm" }

// Vitals takes what was measured.
func Vitals(c id.Client) string { return in(c, "/vitals") }

// StrikeVitals marks readings as entered by mistake.
func StrikeVitals(c id.Client) string { return Vitals(c) + "/strike" }

// Documents are the papers of a file.
func Documents(c id.Client) string { return in(c, "/documents") }

// Requests takes a new letter to ask another practice for.
func Requests(c id.Client) string { return in(c, "/requests") }

// WithdrawRequest takes back a letter that was asked for.
func WithdrawRequest(c id.Client, r id.Request) string {
	return Requests(c) + "/" + r.String() + "/withdraw"
}

// The rows of the lists. Each is changed with POST.

// Contact is one contact.
func Contact(c id.Client, n id.Contact) string { return Contacts(c) + "/" + n.String() }

// Coverage is one coverage.
func Coverage(c id.Client, n id.Coverage) string { return Coverages(c) + "/" + n.String() }

// Alert is one alert.
func Alert(c id.Client, n id.Alert) string { return Alerts(c) + "/" + n.String() }

// Allergy is one allergy.
func Allergy(c id.Client, n id.Allergy) string { return Allergies(c) + "/" + n.String() }

// Problem is one problem.
func Problem(c id.Client, n id.Problem) string { return Problems(c) + "/" + n.String() }

// Medication is one medicine.
func Medication(c id.Client, n id.Medication) string { return Medications(c) + "/" + n.String() }

// Content is what a document holds, shown in place where browsers can.
func Content(c id.Client, d id.Document) string { return Document(c, d) + "/content" }

// Download is what a document holds, as a file.
func Download(c id.Client, d id.Document) string { return Content(c, d) + "?download=1" }

// ReadDocument says that a document was read; UnreadDocument undoes it.
func ReadDocument(c id.Client, d id.Document) string { return Document(c, d) + "/read" }

// UnreadDocument undoes ReadDocument.
func UnreadDocument(c id.Client, d id.Document) string { return Document(c, d) + "/unread" }

// WithdrawDocument takes a document out of the file, with a reason.
func WithdrawDocument(c id.Client, d id.Document) string { return Document(c, d) + "/withdraw" }

// Restriction is who may open a file.
func Restriction(c id.Client) string { return in(c, "/restriction") }

// Trail is who saw and changed a file.
func Trail(c id.Client) string { return in(c, "/trail") }

// TrailBefore is the part of it before an act's number.
func TrailBefore(c id.Client, before int64) string {
	return with(Trail(c), url.Values{"before": {strconv.FormatInt(before, 10)}})
}

// LiftRestriction opens a file to everybody within their role again.
func LiftRestriction(c id.Client) string { return Restriction(c) + "/lift" }

// Team takes somebody onto the care team of a restricted file.
func Team(c id.Client) string { return in(c, "/team") }

// Member is one of a care team.
func Member(c id.Client, m id.Member) string { return Team(c) + "/" + m.String() }

// Glass is where a restricted file is opened with a reason; to is where one
// wanted to go, or empty.
func Glass(c id.Client, to string) string {
	q := url.Values{}
	if to != "" {
		q.Set("to", to)
	}
	return with(in(c, "/glass"), q)
}

// Opening is a restricted file that was opened with a reason, to be reviewed.
func Opening(c id.Client, g id.Glass) string { return in(c, "/glass/"+g.String()) }

// End ends the row of a list that is at path; Restore undoes it.
func End(path string) string { return path + "/end" }

// Restore brings back the row of a list that is at path.
func Restore(path string) string { return path + "/restore" }
