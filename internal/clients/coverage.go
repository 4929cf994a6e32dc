package clients

import (
	"context"
	"strconv"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Coverage is who pays for the client, by rank: 1 pays first.
type Coverage struct {
	ID              id.Coverage
	PayerID         id.Payer
	Payer           string
	Plan            string
	MemberNumber    string
	GroupNumber     string
	Relation        string // of the client to the subscriber: self, spouse, child, other
	Subscriber      string
	SubscriberBirth civil.Date
	SubscriberSex   string
	CopayCents      int64
	Rank            int
	StartsOn        civil.Date
	EndsOn          civil.Date
	Source          string
	VerifiedAt      *time.Time
	VerifiedBy      string
	Version         int
}

// Active is true on the days that the coverage pays.
func (c Coverage) Active(on civil.Date) bool {
	return !c.StartsOn.After(on) && (c.EndsOn.IsZero() || !c.EndsOn.Before(on))
}

// Paying is who pays, and who could.
type Paying struct {
	Coverages []Coverage
	Payers    []Payer
}

// Payer is an organisation that pays.
type Payer struct {
	ID   id.Payer
	Name string
}

// CoverageForm is what a form says of a coverage, as typed.
type CoverageForm struct {
	Payer           string `form:"payer"` // its number
	Plan            string `form:"plan"`
	MemberNumber    string `form:"member_number"`
	GroupNumber     string `form:"group_number"`
	Relation        string `form:"relation"`
	Subscriber      string `form:"subscriber"`
	SubscriberBirth string `form:"subscriber_birth"`
	SubscriberSex   string `form:"subscriber_sex"`
	Copay           string `form:"copay"`
	Rank            string `form:"rank"`
	StartsOn        string `form:"starts_on"`
	EndsOn          string `form:"ends_on"`
	Version         int    `form:"version"`
}

// Form is the coverage as its form shows it.
func (c Coverage) Form() CoverageForm {
	return CoverageForm{
		Payer: c.PayerID.String(), Plan: c.Plan, MemberNumber: c.MemberNumber, GroupNumber: c.GroupNumber,
		Relation: c.Relation, Subscriber: c.Subscriber, SubscriberBirth: c.SubscriberBirth.String(),
		SubscriberSex: c.SubscriberSex, Copay: money(c.CopayCents), Rank: strconv.Itoa(c.Rank),
		StartsOn: c.StartsOn.String(), EndsOn: c.EndsOn.String(), Version: c.Version,
	}
}

// Coverages opens who pays for a client, with the payers one may choose from.
func (s *Service) Coverages(ctx context.Context, who access.Actor, c id.Client) (Client, Paying, error) {
	return open(ctx, s, who, access.OpenClient.On(c), func(ctx context.Context, v *db.View) (p Paying, err error) {
		if p.Coverages, err = CoveragesTx(ctx, v); err != nil {
			return p, err
		}
		p.Payers, err = listPayers(ctx, v)
		return p, err
	})
}

// CoveragesTx reads the standing coverages of the act's client in order of rank.
func CoveragesTx(ctx context.Context, v *db.View) ([]Coverage, error) { return listCoverages(ctx, v) }

// AddCoverageTx writes down who pays; source says where it was heard. The
// workflow has the visits to come follow it, as it does after each change below.
func AddCoverageTx(ctx context.Context, tx *db.Tx, in CoverageForm, source string) (id.Coverage, error) {
	coverage, err := in.check()
	if err != nil {
		return 0, err
	}
	coverage.Source = source
	return insertCoverage(ctx, tx, coverage)
}

// EditCoverageTx changes a coverage; a form opened before another change is ErrStale.
func EditCoverageTx(ctx context.Context, tx *db.Tx, coverage id.Coverage, in CoverageForm) error {
	is, err := in.check()
	if err != nil {
		return err
	}
	is.ID = coverage
	return updateCoverage(ctx, tx, is)
}

// FixCoverage gives one field of a coverage its value, in the row where its
// absence holds a claim up. Whatever else somebody changed meanwhile stays, but
// that a subscriber's name decides whether the coverage is the client's own.
func (s *Service) FixCoverage(ctx context.Context, who access.Actor, c id.Client, coverage id.Coverage, field, value string) error {
	return s.db.Write(ctx, who, access.EditCoverage.On(c), func(tx *db.Tx) error {
		return FixCoverageTx(ctx, tx, coverage, field, value)
	})
}

// FixCoverageTx is FixCoverage within an act on the client's file.
func FixCoverageTx(ctx context.Context, tx *db.Tx, coverage id.Coverage, field, value string) error {
	is, err := findCoverage(ctx, &tx.View, coverage)
	if err != nil {
		return err
	}
	in := is.Form()
	into, ok := in.field(field)
	if !ok {
		return fault.New(fault.Invalid, "This is no detail of a coverage.")
	}
	if value == "" {
		return &fault.Fault{Kind: fault.Invalid, Message: "Nothing was written. The claim still waits for it.", Fields: map[string]string{field: "Write the value that is missing."}}
	}
	*into = value
	if field == "subscriber" {
		if in.Relation, err = relationTo(ctx, &tx.View, value, in.Relation); err != nil {
			return err
		}
	}
	return EditCoverageTx(ctx, tx, coverage, in)
}

// relationTo is how the act's client is related to a subscriber of that name: by it
// alone a coverage stops or begins to be the client's own, for a claim names the
// patient as the subscriber of what is their own. How else they are related only
// the desk can say.
func relationTo(ctx context.Context, v *db.View, subscriber, was string) (string, error) {
	c, err := findClient(ctx, v)
	if err != nil {
		return was, err
	}
	for _, name := range []string{c.Name(), c.Given + " " + c.Family} {
		self, err := namesSame(ctx, v, name, subscriber)
		if err != nil || self {
			return "self", err
		}
	}
	if was == "self" {
		return "other", nil
	}
	return was, nil
}

// field is where the form keeps a detail that can be fixed by itself.
func (in *CoverageForm) field(name string) (*string, bool) {
	at, ok := map[string]*string{
		"plan": &in.Plan, "member_number": &in.MemberNumber, "group_number": &in.GroupNumber, "relation": &in.Relation,
		"subscriber": &in.Subscriber, "subscriber_birth": &in.SubscriberBirth, "subscriber_sex": &in.SubscriberSex,
		"copay": &in.Copay,
	}[name]
	return at, ok
}

// EndCoverageTx ends a coverage; RestoreCoverageTx undoes it.
func EndCoverageTx(ctx context.Context, tx *db.Tx, coverage id.Coverage) error {
	return endCoverage(ctx, tx, int64(coverage), true)
}

// RestoreCoverageTx undoes EndCoverageTx, unless its rank was given away meanwhile.
func RestoreCoverageTx(ctx context.Context, tx *db.Tx, coverage id.Coverage) error {
	return endCoverage(ctx, tx, int64(coverage), false)
}

var errRankTaken = &fault.Fault{
	Kind: fault.Invalid, Message: "Two coverages cannot pay in the same place. Nothing was lost.",
	Fields: map[string]string{"rank": "Another coverage pays in this place already. Choose another place, or end that one first."},
}

func (in CoverageForm) check() (Coverage, error) {
	var c fault.Check
	payer, err := id.Parse[id.Payer](in.Payer)
	c.Unless(err == nil, "payer", "Choose who pays.")
	c.Unless(oneOf(in.Relation, "", "self", "spouse", "child", "other"), "relation", "Choose how the patient is related to the subscriber.")
	c.Unless(oneOf(in.SubscriberSex, "", "female", "male", "other", "unknown"), "subscriber_sex", "Choose one of the four.")
	birth, err := civil.Parse(in.SubscriberBirth)
	c.Unless(err == nil && (birth.IsZero() || birth.After(civil.New(1850, 1, 1))), "subscriber_birth", "This day does not exist. Write year-month-day, such as 1985-03-14.")
	copay, ok := parseMoney(in.Copay)
	c.Unless(ok && copay <= 100000000, "copay", "Write an amount, such as 25 or 25.00.")
	rank, err := strconv.Atoi(or(in.Rank, "1"))
	c.Unless(err == nil && rank >= 1 && rank <= 3, "rank", "A coverage pays first, second or third.")
	from, err := civil.Parse(in.StartsOn)
	c.Unless(err == nil, "starts_on", "This day does not exist. Write year-month-day, such as 2026-01-01.")
	until, err := civil.Parse(in.EndsOn)
	c.Unless(err == nil, "ends_on", "This day does not exist. Write year-month-day, such as 2026-12-31.")
	c.Unless(from.IsZero() || until.IsZero() || !until.Before(from), "ends_on", "It would end before it begins.")
	if err := c.Fault(); err != nil {
		return Coverage{}, err
	}
	return Coverage{
		PayerID: payer, Plan: in.Plan, MemberNumber: in.MemberNumber, GroupNumber: in.GroupNumber,
		Relation: or(in.Relation, "self"), Subscriber: in.Subscriber, SubscriberBirth: birth,
		SubscriberSex: or(in.SubscriberSex, "unknown"), CopayCents: copay, Rank: rank, StartsOn: from, EndsOn: until, Version: in.Version,
	}, nil
}
