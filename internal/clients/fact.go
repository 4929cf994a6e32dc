package clients

import (
	"context"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Fact says where a value of the file came from, and who verified it last.
type Fact struct {
	Field      string // a column of clients
	Source     string
	VerifiedAt time.Time
	VerifiedBy string
}

// Provenance opens a client with the source of each value, by field.
func (s *Service) Provenance(ctx context.Context, who access.Actor, c id.Client) (Client, map[string]Fact, error) {
	return open(ctx, s, who, access.OpenClient.On(c), FactsTx)
}

// FactsTx reads the source of each value of the act's client, by field.
func FactsTx(ctx context.Context, v *db.View) (map[string]Fact, error) {
	list, err := listFacts(ctx, v)
	if err != nil {
		return nil, err
	}
	out := make(map[string]Fact, len(list))
	for _, f := range list {
		out[f.Field] = f
	}
	return out, nil
}

// FixBirthDate gives the birth date that a claim waits for.
func (s *Service) FixBirthDate(ctx context.Context, who access.Actor, c id.Client, value string) error {
	return s.db.Write(ctx, who, access.EditClient.On(c), func(tx *db.Tx) error {
		if value == "" {
			return &fault.Fault{Kind: fault.Invalid, Message: "Nothing was written. The claim still waits for it.", Fields: map[string]string{"birth_date": "Write the birth date."}}
		}
		return SetDetailTx(ctx, tx, "birth_date", value, "said at the desk")
	})
}

// SetDetailTx gives one field of the client's demographics its value, as a form
// would; source says where it was heard. Fields are named as in Details.
func SetDetailTx(ctx context.Context, tx *db.Tx, field, value, source string) error {
	was, err := findClient(ctx, &tx.View)
	if err != nil {
		return err
	}
	in := was.Details()
	if !in.set(field, value) {
		return fault.New(fault.Invalid, "This is no detail of a patient.")
	}
	is, err := in.checkTx(ctx, tx)
	if err != nil {
		return err
	}
	if err := updateClient(ctx, tx, is); err != nil {
		return err
	}
	return verify(ctx, tx, []string{field}, source)
}

// ConfirmDetailsTx remembers that the fields were said again and are the same.
func ConfirmDetailsTx(ctx context.Context, tx *db.Tx, fields []string, source string) error {
	return verify(ctx, tx, fields, source)
}

// Details is the client as the form shows them.
func (c Client) Details() Details {
	return Details{
		Given: c.Given, Family: c.Family, Preferred: c.Preferred, BirthDate: c.BirthDate.String(), Sex: c.Sex,
		Pronouns: c.Pronouns, Language: c.Language, Interpreter: c.Interpreter, Phone: c.Phone, Email: c.Email,
		Prefers: c.Prefers, Reminders: c.Reminders, TextsAgreed: c.TextsAgreed, Zone: c.Zone, Line1: c.Line1, Line2: c.Line2, City: c.City, Region: c.Region, Postcode: c.Postcode,
		Country: c.Country, Version: c.Version,
	}
}

// texts are the fields of a form that are text, by name and in their order.
func (in *Details) texts() []textField {
	return []textField{
		{"given", &in.Given},
		{"family", &in.Family},
		{"preferred", &in.Preferred},
		{"birth_date", &in.BirthDate},
		{"sex", &in.Sex},
		{"pronouns", &in.Pronouns},
		{"phone", &in.Phone},
		{"email", &in.Email},
		{"prefers", &in.Prefers},
		{"reminders", &in.Reminders},
		{"zone", &in.Zone},
		{"language", &in.Language},
		{"line1", &in.Line1},
		{"line2", &in.Line2},
		{"city", &in.City},
		{"region", &in.Region},
		{"postcode", &in.Postcode},
		{"country", &in.Country},
	}
}

type textField struct {
	name  string
	value *string
}

func (in *Details) set(field, value string) bool {
	if field == "interpreter" {
		in.Interpreter = value == "true" || value == "yes" || value == "on"
		return true
	}
	for _, f := range in.texts() {
		if f.name == field {
			*f.value = value
			return true
		}
	}
	return false
}

// Changed names the fields whose values differ between two forms, in the order
// of the form.
func Changed(was, is Details) []string {
	var out []string
	theirs := is.texts()
	for i, f := range was.texts() {
		if *f.value != *theirs[i].value {
			out = append(out, f.name)
		}
	}
	if was.Interpreter != is.Interpreter {
		out = append(out, "interpreter")
	}
	if was.TextsAgreed != is.TextsAgreed {
		out = append(out, "texts_agreed")
	}
	return out
}
