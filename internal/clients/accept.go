package clients

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Acceptance is an answer of the client's that somebody accepts into the file.
type Acceptance struct {
	Label  string            // what the reviewer reads before it
	Field  string            // a column of clients, contact.column, coverage.column, contact, coverage, medications:ID, allergies:newN
	Value  string            // what the answer says
	Detail map[string]string // what the value alone does not say: the columns of a new row, the state of a known one
	Source string            // such as "form, 4 Jun"
}

var errGone = fault.New(fault.Conflict, "The file does not have this any more, so there is nothing to change. Decline the answer, or add it to the file by hand.")

// AcceptTx writes an accepted answer into the file of the act, as the form of
// that value would, and remembers where it came from. What the file cannot take
// is a Conflict that names the answer: of several accepted in one act it is the
// one to decide by itself.
func AcceptTx(ctx context.Context, tx *db.Tx, a Acceptance) error {
	return unfit(a, accept(ctx, tx, a))
}

func accept(ctx context.Context, tx *db.Tx, a Acceptance) error {
	kind, rest, _ := strings.Cut(strings.Replace(a.Field, ":", ".", 1), ".")
	switch kind {
	case "contact":
		return acceptContact(ctx, tx, a, rest)
	case "coverage":
		return acceptCoverage(ctx, tx, a, rest)
	case "medications":
		return acceptMedication(ctx, tx, a)
	case "allergies":
		return acceptAllergy(ctx, tx, a)
	case "marital":
		return errors.Join(setMarital(ctx, tx, a.Value), verify(ctx, tx, []string{"marital"}, a.Source))
	case "sex":
		return acceptSex(ctx, tx, a)
	}
	return SetDetailTx(ctx, tx, a.Field, a.Value, a.Source)
}

func acceptSex(ctx context.Context, tx *db.Tx, a Acceptance) error {
	sex := strings.ToLower(a.Value)
	if !oneOf(sex, "female", "male", "other", "unknown") {
		return fault.New(fault.Conflict, "The file keeps female, male, other or unknown here. Decline the answer and choose one of them in the file.")
	}
	return SetDetailTx(ctx, tx, a.Field, sex, a.Source)
}

// acceptCoverage changes who pays first, or writes them down; a new one needs
// its payer, which only staff can name.
func acceptCoverage(ctx context.Context, tx *db.Tx, a Acceptance, column string) error {
	if column == "" {
		relation := "self"
		if name := a.Detail["subscriber"]; name != "" {
			var err error
			if relation, err = relationTo(ctx, &tx.View, name, relation); err != nil {
				return err
			}
		}
		_, err := AddCoverageTx(ctx, tx, CoverageForm{
			Payer: a.Detail["payer"], Plan: a.Detail["plan"], MemberNumber: a.Detail["member_number"], GroupNumber: a.Detail["group_number"],
			Relation: relation, Subscriber: a.Detail["subscriber"], SubscriberBirth: a.Detail["subscriber_birth"],
		}, a.Source)
		return err
	}
	list, err := listCoverages(ctx, &tx.View)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return errGone
	}
	if err := FixCoverageTx(ctx, tx, list[0].ID, column, a.Value); err != nil {
		return err
	}
	return verify(ctx, tx, []string{"coverage:" + list[0].ID.String() + ":" + column}, a.Source)
}

func acceptMedication(ctx context.Context, tx *db.Tx, a Acceptance) error {
	if a.Detail["state"] == "new" {
		if was, err := findNamed(ctx, &tx.View, "medications", "name", a.Detail["name"]); !errors.Is(err, db.ErrNone) {
			return a.onto(err, func(how string) error { return setDirections(ctx, tx, id.Medication(was.ID), how, a.Source) })
		}
		_, err := AddMedicationTx(ctx, tx, MedicationForm{Name: a.Detail["name"], Directions: a.Detail["how"]}, a.Source)
		return err
	}
	row, err := rowOf(a)
	if err != nil {
		return err
	}
	if a.Detail["state"] == "stopped" {
		if err := stillStands(ctx, tx, "medications", row); err != nil {
			return gone(err)
		}
		return endMedication(ctx, tx, row, true)
	}
	return gone(setDirections(ctx, tx, id.Medication(row), a.Detail["how"], a.Source))
}

func acceptAllergy(ctx context.Context, tx *db.Tx, a Acceptance) error {
	if a.Detail["state"] == "new" {
		if was, err := findNamed(ctx, &tx.View, "allergies", "substance", a.Detail["name"]); !errors.Is(err, db.ErrNone) {
			return a.onto(err, func(how string) error { return setReaction(ctx, tx, id.Allergy(was.ID), how, a.Source) })
		}
		_, err := AddAllergyTx(ctx, tx, AllergyForm{Substance: a.Detail["name"], Reaction: a.Detail["how"]}, a.Source)
		return err
	}
	row, err := rowOf(a)
	if err != nil {
		return err
	}
	if a.Detail["state"] == "stopped" {
		if err := stillStands(ctx, tx, "allergies", row); err != nil {
			return gone(err)
		}
		return endAllergy(ctx, tx, row, true)
	}
	return gone(setReaction(ctx, tx, id.Allergy(row), a.Detail["how"], a.Source))
}

// onto accepts as new what stands in the file already, as its reviewer saw: the row
// that is there says how from now on, and no second one is made.
func (a Acceptance) onto(found error, how func(string) error) error {
	if found != nil || a.Detail["how"] == "" {
		return found
	}
	return how(a.Detail["how"])
}

func rowOf(a Acceptance) (int64, error) {
	n, err := strconv.ParseInt(a.Detail["row"], 10, 64)
	if err != nil {
		return 0, errGone
	}
	return n, nil
}

func gone(err error) error {
	if errors.Is(err, db.ErrNone) {
		return errGone
	}
	return err
}

// unfit says of what the file would not take what a page of answers can say, which
// has no fields for it: which answer, why, and that nothing of the act was kept.
func unfit(a Acceptance, err error) error {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind != fault.Invalid && f.Kind != fault.Conflict {
		return err
	}
	if f.Kind == fault.Conflict {
		return fault.New(fault.Conflict, a.said()+f.Message+" Nothing was accepted.")
	}
	var why []string
	for _, field := range slices.Sorted(maps.Keys(f.Fields)) {
		why = append(why, f.Fields[field])
	}
	return fault.New(fault.Conflict, a.said()+"The file cannot take this answer as it stands. "+strings.Join(why, " ")+" Decline it and correct it in the file. Nothing was accepted.")
}

// said is the answer as its row reads, before what is wrong with it.
func (a Acceptance) said() string {
	if a.Value == "" {
		return a.Label + ": "
	}
	return a.Label + " “" + a.Value + "”: "
}

// SourceOfForm is where an answer of that day came from, in words.
func SourceOfForm(finished time.Time) string { return "form, " + finished.Format("2 Jan") }
