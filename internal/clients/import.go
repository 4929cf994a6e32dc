package clients

import (
	"context"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Origin names a record in the system that it comes from. Source is the
// system's address, or another word that tells systems apart.
type Origin struct{ Source, Type, ResourceID string }

// Imported says which row an origin became, and the hash of what it said then.
type Imported struct {
	Origin
	ClientID id.Client
	Tbl      string
	RowID    int64
	Hash     []byte
}

// Row is the row that a record is, or zero for one that is new: ImportTx gives
// it its number.
type Row struct {
	ID int64 `json:"id"`
}

// Numbered is the row itself, for those who hold a record of any table.
func (r *Row) Numbered() *Row { return r }

// Records is what an import puts into one file. Texts are as the other system
// wrote them, so that days keep their precision; instants are for sorting.
type Records struct {
	Source        string
	Contacts      []*ContactRecord
	Coverages     []*CoverageRecord
	Allergies     []*AllergyRecord
	Problems      []*ProblemRecord
	Medications   []*MedicationRecord
	Immunizations []*ImmunizationRecord
	Procedures    []*ProcedureRecord
	Reports       []*ReportRecord
	Observations  []*ObservationRecord
	Documents     []*DocumentRecord
}

// ClientRecord is a person as another system describes them. Days are empty
// where they are not known to the day.
type ClientRecord struct {
	Given, Family, Preferred, BirthDate, Sex, Language, Phone, Email string
	Line1, Line2, City, Region, Postcode, Country                    string
	Marital, Race, Ethnicity, DeceasedOn                             string
}

// Coded is a term with its code; System is the code system's address.
type Coded struct {
	Code   string `json:"code"`
	System string `json:"code_system"`
}

type (
	// ContactRecord is somebody around the client.
	ContactRecord struct {
		Row
		Name      string     `json:"name"`
		Relation  string     `json:"relation"`
		Phone     string     `json:"phone"`
		Email     string     `json:"email"`
		Address   string     `json:"address"`
		Emergency bool       `json:"emergency"`
		EndedAt   *time.Time `json:"ended_at"`
	}

	// CoverageRecord is an insurance. Rank is the one that is wished for, 0 for
	// none; LeftOut is set where the file has three current ones already.
	CoverageRecord struct {
		Row
		PayerID         id.Payer   `json:"payer_id"`
		Plan            string     `json:"plan"`
		MemberNumber    string     `json:"member_number"`
		GroupNumber     string     `json:"group_number"`
		Relation        string     `json:"relation"`
		Subscriber      string     `json:"subscriber"`
		SubscriberBirth string     `json:"subscriber_birth,omitempty"`
		SubscriberSex   string     `json:"subscriber_sex"`
		CopayCents      int64      `json:"copay_cents"`
		Rank            int        `json:"rank"`
		StartsOn        string     `json:"starts_on,omitempty"`
		EndsOn          string     `json:"ends_on,omitempty"`
		EndedAt         *time.Time `json:"ended_at"`
		LeftOut         bool       `json:"-"`
	}

	// AllergyRecord is an allergy or intolerance.
	AllergyRecord struct {
		Row
		Coded
		Substance  string     `json:"substance"`
		Reaction   string     `json:"reaction"`
		Severity   string     `json:"severity"`
		Since      string     `json:"since"`
		RecordedAt time.Time  `json:"recorded_at"`
		EndedAt    *time.Time `json:"ended_at"`
	}

	// ProblemRecord is a condition.
	ProblemRecord struct {
		Row
		Coded
		Label      string     `json:"label"`
		Onset      string     `json:"onset"`
		RecordedAt time.Time  `json:"recorded_at"`
		Ended      string     `json:"ended"`
		EndedAt    *time.Time `json:"ended_at"`
	}

	// MedicationRecord is a medicine.
	MedicationRecord struct {
		Row
		Coded
		Name       string     `json:"name"`
		Directions string     `json:"directions"`
		Started    string     `json:"started"`
		RecordedAt time.Time  `json:"recorded_at"`
		Ended      string     `json:"ended"`
		EndedAt    *time.Time `json:"ended_at"`
	}

	// ImmunizationRecord is a vaccine; Status is completed or not-done.
	ImmunizationRecord struct {
		Row
		Coded
		Vaccine string     `json:"vaccine"`
		Given   string     `json:"given"`
		GivenAt *time.Time `json:"given_at"`
		Status  string     `json:"status"`
	}

	// ProcedureRecord is something that was done.
	ProcedureRecord struct {
		Row
		Coded
		Label       string     `json:"label"`
		Performed   string     `json:"performed"`
		PerformedAt *time.Time `json:"performed_at"`
		Status      string     `json:"status"`
	}

	// ReportRecord is a report on results.
	ReportRecord struct {
		Row
		Coded
		Title      string    `json:"title"`
		IssuedAt   time.Time `json:"issued_at"`
		Status     string    `json:"status"`
		Conclusion string    `json:"conclusion"`
	}

	// ObservationRecord is a value. Value and Value2 are decimals as written, or
	// empty; Report is the one of this import that holds it, if any.
	ObservationRecord struct {
		Row
		Coded
		VisitID  id.Visit      `json:"visit_id"`
		Category string        `json:"category"`
		Label    string        `json:"label"`
		Value    string        `json:"value,omitempty"`
		Value2   string        `json:"value2,omitempty"`
		Unit     string        `json:"unit"`
		Words    string        `json:"words"`
		Taken    string        `json:"taken"`
		TakenAt  time.Time     `json:"taken_at"`
		Status   string        `json:"status"`
		ReportID int64         `json:"report_id"`
		Report   *ReportRecord `json:"-"`
	}

	// DocumentRecord is a document whose content is in the store under its hash.
	DocumentRecord struct {
		Row
		VisitID    id.Visit  `json:"visit_id"`
		Title      string    `json:"title"`
		Kind       string    `json:"kind"`
		MediaType  string    `json:"media_type"`
		Bytes      int64     `json:"bytes"`
		SHA256     string    `json:"sha256"`
		ReceivedAt time.Time `json:"received_at"`
	}
)

// ErrOtherPerson refuses to replace one person by another under the same id.
var ErrOtherPerson = fault.New(fault.Conflict, "is another person than the one whose file came under this id: neither the family name nor the birth date agree")

// ImportedTx finds what the origins became, in whosever file: an import must
// see when a record turns up under another patient.
func ImportedTx(ctx context.Context, v *db.View, origins []Origin) (map[Origin]Imported, error) {
	found := map[Origin]Imported{}
	list, err := listImported(ctx, v, origins)
	for _, i := range list {
		found[i.Origin] = i
	}
	return found, err
}

// TouchedTx lists which of the rows somebody here has changed since they were
// imported: an import does not take that back. Reading or confirming a row is
// no change of it.
func TouchedTx(ctx context.Context, v *db.View, rows []Imported) (map[Origin]bool, error) {
	touched := map[Origin]bool{}
	list, err := listTouched(ctx, v, rows)
	for _, o := range list {
		touched[o] = true
	}
	return touched, err
}

// ImportClientTx opens the file or brings it up to date. What the desk has
// verified since stays.
func ImportClientTx(ctx context.Context, tx *db.Tx, c id.Client, is ClientRecord, opens bool) error {
	if opens {
		return insertImportedClient(ctx, tx, c, is)
	}
	was, err := findImportedClient(ctx, &tx.View, c)
	if err != nil {
		return err
	}
	if was.Family != is.Family && was.BirthDate != is.BirthDate {
		return ErrOtherPerson
	}
	verified, err := listVerified(ctx, &tx.View, c)
	if err != nil {
		return err
	}
	is.keep(was, verified)
	return updateImportedClient(ctx, tx, c, is)
}

// keep takes back the columns that somebody here has verified.
func (is *ClientRecord) keep(was ClientRecord, verified []string) {
	columns := map[string]struct{ is, was *string }{
		"given": {&is.Given, &was.Given}, "family": {&is.Family, &was.Family}, "preferred": {&is.Preferred, &was.Preferred},
		"birth_date": {&is.BirthDate, &was.BirthDate}, "sex": {&is.Sex, &was.Sex}, "language": {&is.Language, &was.Language},
		"phone": {&is.Phone, &was.Phone}, "email": {&is.Email, &was.Email}, "line1": {&is.Line1, &was.Line1},
		"line2": {&is.Line2, &was.Line2}, "city": {&is.City, &was.City}, "region": {&is.Region, &was.Region},
		"postcode": {&is.Postcode, &was.Postcode}, "country": {&is.Country, &was.Country},
	}
	for _, v := range verified {
		if c, ok := columns[v]; ok {
			*c.is = *c.was
		}
	}
}

// ImportTx writes the records into the file and numbers those that are new.
func ImportTx(ctx context.Context, tx *db.Tx, c id.Client, r *Records) error {
	if err := r.number(ctx, tx); err != nil {
		return err
	}
	for _, o := range r.Observations {
		if o.Report != nil {
			o.ReportID = o.Report.ID
		}
	}
	if err := placeCoverages(ctx, tx, c, r); err != nil {
		return err
	}
	return r.write(ctx, tx, c)
}

// RememberTx keeps which rows the origins became, and what those say now that
// were known. It fails on imported_pkey where another import made rows of the
// same origins meanwhile.
func RememberTx(ctx context.Context, tx *db.Tx, fresh, known []Imported) error {
	if err := insertImported(ctx, tx, fresh); err != nil {
		return err
	}
	return updateImported(ctx, tx, known)
}

// LinkResultsTx puts observations that are there already under their report.
func LinkResultsTx(ctx context.Context, tx *db.Tx, c id.Client, report int64, observations []int64) error {
	return linkResults(ctx, tx, c, report, observations)
}

// GoneContactsTx lists the contacts that came with the patient and are not
// among those that come now.
func GoneContactsTx(ctx context.Context, v *db.View, patient Origin, now []string) ([]Imported, error) {
	return listGoneContacts(ctx, v, patient, now)
}

// StrikeTx ends rows that the other system has struck out: they leave the
// current lists, and their history stays.
func StrikeTx(ctx context.Context, tx *db.Tx, rows []Imported) error {
	for _, r := range rows {
		if err := strikeRow(ctx, tx, r); err != nil {
			return err
		}
	}
	return nil
}
