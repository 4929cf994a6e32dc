package clients

import (
	"context"
	"hash/fnv"
	"strings"

	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Stranger is what somebody on the web says of themselves. Nothing of it is proved,
// and nothing that the house knows of anybody is told to them.
type Stranger struct {
	Given     string `form:"given"`
	Family    string `form:"family"`
	BirthDate string `form:"birth_date"`
	Email     string `form:"email"`
	Phone     string `form:"phone"`
}

// CheckTx says what is missing or cannot be right, field by field.
func (in Stranger) CheckTx(ctx context.Context, v *db.View) error {
	day, err := today(ctx, v)
	if err != nil {
		return err
	}
	return in.check(day)
}

func (in Stranger) check(today civil.Date) error {
	var c fault.Check
	c.Unless(in.Given != "", "given", "Write your first name.")
	c.Unless(in.Family != "", "family", "Write your family name.")
	c.Unless(in.BirthDate != "", "birth_date", "Write your date of birth: we need it to find your file, or to open one.")
	c.Unless(in.Email != "", "email", "Write your mail address: the confirmation goes there.")
	c.Unless(in.Phone != "", "phone", "Write your phone number: we call if something changes.")
	if _, err := in.details().check(today); c.Take(err) != nil {
		return err
	}
	return c.Fault()
}

func (in Stranger) details() Details {
	return Details{Given: in.Given, Family: in.Family, BirthDate: in.BirthDate, Email: in.Email, Phone: in.Phone, Anyway: true}
}

// Number is the same for all who say the same name and birth date: of two at once
// one waits for the other.
func (in Stranger) Number() int64 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(strings.ToLower(in.Family) + "|" + in.BirthDate)) // never fails
	return int64(h.Sum32())
}

// OwnTx finds the file that is surely the stranger's, or zero: the only one with the
// same names and birth date, and with their mail address, or with their phone number
// and some mail address. A first name counts too: twins share all the rest. What is
// mailed goes to the address in the file, so who knows all this of somebody else
// learns nothing.
func OwnTx(ctx context.Context, v *db.View, in Stranger) (id.Client, error) {
	born, err := civil.Parse(in.BirthDate)
	if err != nil {
		return 0, err
	}
	found, err := listOwn(ctx, v, in, born)
	if err != nil || len(found) != 1 {
		return 0, err
	}
	return found[0], nil
}

// OpenOwnTx opens the act's new file for a stranger. Alike is true where another one
// looks like the same person: somebody of the practice compares them.
func OpenOwnTx(ctx context.Context, tx *db.Tx, in Stranger) (alike bool, err error) {
	c, err := in.details().checkTx(ctx, tx)
	if err != nil {
		return false, err
	}
	same, err := listMatches(ctx, &tx.View, c)
	if err != nil {
		return false, err
	}
	_, err = createTx(ctx, tx, in.details(), "said when booking online")
	return len(same) > 0, err
}
