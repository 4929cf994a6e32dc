package billing

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// ChargeForm is what was done at a visit, row by row; rows without a service are
// left out.
type ChargeForm struct {
	Service   []string `form:"service"`
	Units     []string `form:"units"`
	Modifiers []string `form:"modifiers"`
	Diagnoses string   `form:"diagnoses"` // codes, where the note has none
}

// FreeForm says why a visit is not charged.
type FreeForm struct {
	Reason string `form:"reason"`
}

var (
	errUnsigned = fault.New(fault.Conflict, "The note of this visit is not signed. Signing it charges the visit.")
	errCharged  = fault.New(fault.Conflict, "This visit is charged already. Nothing was changed.")
	errWhyFree  = &fault.Fault{
		Kind: fault.Invalid, Message: "The visit is still to be charged. Say why it is free.",
		Fields: map[string]string{"reason": "Say why, such as: check after surgery, within its fee."},
	}
)

// ChargeByHand charges a signed visit whose note named no service, or of which a
// charge was reversed, and asks for it. A visit that was set free before is
// charged after all.
func (s *Service) ChargeByHand(ctx context.Context, who access.Actor, c id.Client, visit id.Visit, in ChargeForm) error {
	return s.db.Write(ctx, who, access.ChargeVisit.On(c), func(tx *db.Tx) error {
		v, err := chargeable(ctx, tx, visit)
		if err != nil {
			return err
		}
		fees, err := listFees(ctx, &tx.View)
		if err != nil {
			return err
		}
		diagnoses, err := listDiagnoses(ctx, &tx.View, v.NoteID)
		if err != nil {
			return err
		}
		done, diagnoses, err := in.check(fees, diagnoses, v.CoverageID != nil)
		if err != nil {
			return err
		}
		if err := deleteFree(ctx, tx, visit); err != nil {
			return err
		}
		if err := ChargeVisitTx(ctx, tx, visit, v.NoteID, done, diagnoses); err != nil {
			return err
		}
		return AskTx(ctx, tx, visit)
	})
}

// SetFree says that a signed visit costs nothing, and why. What was paid ahead
// for it goes to what else is open, and stays as credit where nothing is.
func (s *Service) SetFree(ctx context.Context, who access.Actor, c id.Client, visit id.Visit, in FreeForm) error {
	return s.db.Write(ctx, who, access.ChargeVisit.On(c), func(tx *db.Tx) error {
		if in.Reason == "" {
			return errWhyFree
		}
		v, err := chargeable(ctx, tx, visit)
		switch {
		case err != nil || v.Free:
			return err
		case v.Charged:
			return errCharged
		}
		if err := insertFree(ctx, tx, visit, in.Reason); err != nil {
			return err
		}
		return allocate(ctx, tx, visit, MostCents)
	})
}

func chargeable(ctx context.Context, tx *db.Tx, visit id.Visit) (Visit, error) {
	v, err := findVisit(ctx, &tx.View, visit)
	switch {
	case err != nil:
		return v, err
	case v.SignedAt == nil:
		return v, errUnsigned
	case v.Charged && !v.Reversed:
		return v, errCharged
	}
	return v, nil
}

var modifierList = regexp.MustCompile(`^(?:[0-9A-Z]{2}(?:[ ,]+|$)){0,4}$`)

// diagnosisCode is the shape of an ICD-10-CM code.
var diagnosisCode = regexp.MustCompile(`^[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?$`)

// check reads the rows, and the diagnoses where the note has none; a payer wants
// at least one.
func (in ChargeForm) check(fees []Fee, diagnoses []string, insured bool) ([]Done, []string, error) {
	var c fault.Check
	var done []Done
	if len(diagnoses) == 0 {
		diagnoses = strings.FieldsFunc(strings.ToUpper(in.Diagnoses), func(r rune) bool { return r == ' ' || r == ',' })
		c.Unless(len(diagnoses) > 0 || !insured, "diagnoses", "The note has no diagnosis, and the payer takes no service without one.")
		c.Unless(!slices.ContainsFunc(diagnoses, func(d string) bool { return !diagnosisCode.MatchString(d) }) && len(diagnoses) <= 12,
			"diagnoses", "Write up to twelve codes such as E11.65, with a space between.")
	}
	for i, service := range in.Service {
		if service == "" {
			continue
		}
		fee, ok := feeOf(fees, service)
		c.Unless(ok, fmt.Sprintf("service-%d", i), "Choose a service of the fee schedule.")
		units, err := strconv.Atoi(at(in.Units, i, "1"))
		c.Unless(err == nil && units >= 1 && units <= 99, fmt.Sprintf("units-%d", i), "Write a number of units from 1 to 99.")
		modifiers := strings.ToUpper(at(in.Modifiers, i, ""))
		c.Unless(modifierList.MatchString(modifiers), fmt.Sprintf("modifiers-%d", i), "Write up to four modifiers of two letters or digits, such as 25 59.")
		done = append(done, Done{ServiceID: fee.ID, Code: fee.Code, Label: fee.Label, Units: units, Modifiers: modifiers, Cents: fee.Cents})
	}
	c.Unless(len(done) > 0, "service-0", "Choose what was done, or say below that the visit is free.")
	return done, diagnoses, c.Fault()
}

func feeOf(fees []Fee, service string) (Fee, bool) {
	for _, f := range fees {
		if !f.Closed && f.ID.String() == service {
			return f, true
		}
	}
	return Fee{}, false
}

// at is the i-th word, or what stands for none.
func at(words []string, i int, none string) string {
	if i >= len(words) || words[i] == "" {
		return none
	}
	return words[i]
}
