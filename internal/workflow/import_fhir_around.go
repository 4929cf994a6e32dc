package workflow

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"charthouse/internal/billing"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/fhir"
	"charthouse/internal/practice"
)

// contacts takes the contacts that stand in the Patient itself. They have no id
// of their own, so their place in the list stands for one; those that are gone
// from the list end.
func (t *taking) contacts(ctx context.Context, tx *db.Tx, c *chart, r *fhir.Patient, was clients.Imported) error {
	var origins []clients.Origin
	var now []string
	for n := range r.Contacts {
		o := c.origin
		o.ResourceID = fmt.Sprintf("%s#contact%d", o.ResourceID, n)
		origins, now = append(origins, o), append(now, o.ResourceID)
	}
	known, err := clients.ImportedTx(ctx, &tx.View, origins)
	if err != nil {
		return err
	}
	for n, contact := range r.Contacts {
		rec := t.contact(contact)
		if rec.Name == "" {
			t.note("Patient.contact", "it has no name")
			now = slices.DeleteFunc(now, func(s string) bool { return s == origins[n].ResourceID })
			continue
		}
		rec.ID = known[origins[n]].RowID
		c.records.Contacts = append(c.records.Contacts, rec)
		c.items = append(c.items, &item{entry: c.entry, origin: origins[n], tbl: "contacts", row: func() int64 { return rec.ID }, known: rec.ID != 0, derived: true})
	}
	if was.ClientID == 0 {
		return nil
	}
	gone, err := clients.GoneContactsTx(ctx, &tx.View, was.Origin, append(now, ""))
	c.struck = append(c.struck, gone...)
	return err
}

func (t *taking) contact(k fhir.Contact) *clients.ContactRecord {
	phone, email := reach(k.Telecoms)
	rec := &clients.ContactRecord{
		Name: cmp.Or(calling([]fhir.Name{k.Name}), k.Organization.Display), Relation: conceptWords(k.Relationships),
		Phone: phone, Email: email, Address: onLine(k.Address), Emergency: isEmergency(k.Relationships),
	}
	rec.EndedAt = t.past(k.Period.End)
	return rec
}

// related is a RelatedPerson as a contact.
func (t *taking) related(r *fhir.RelatedPerson) (*clients.ContactRecord, string) {
	name := calling(r.Names)
	if name == "" {
		return nil, "it has no name"
	}
	phone, email := reach(r.Telecoms)
	rec := &clients.ContactRecord{
		Name: name, Relation: conceptWords(r.Relationships), Phone: phone, Email: email,
		Address: onLine(addressOf(r.Addresses)), Emergency: isEmergency(r.Relationships), EndedAt: t.past(r.Period.End),
	}
	if r.Active != nil && !*r.Active && rec.EndedAt == nil {
		rec.EndedAt = &t.now
	}
	return rec, ""
}

// isEmergency knows the two code systems for an emergency contact
// (http://terminology.hl7.org/CodeSystem/v2-0131 and v3-RoleClass).
func isEmergency(list []fhir.Concept) bool {
	return slices.ContainsFunc(list, func(c fhir.Concept) bool { return c.Has("C") || c.Has("ECON") })
}

func conceptWords(list []fhir.Concept) string {
	var words []string
	for _, c := range list {
		words = append(words, term(c))
	}
	return joined(", ", words...)
}

// coverage is an insurance. Its payer is made where there is none of that name.
func (t *taking) coverage(ctx context.Context, tx *db.Tx, e *fhir.Entry, r *fhir.Coverage) (*clients.CoverageRecord, string, error) {
	if r.Status == "draft" {
		return nil, "it is a draft", nil
	}
	name, reason, err := t.payor(ctx, tx, e, r)
	if reason != "" || err != nil {
		return nil, reason, err
	}
	payer, err := billing.PayerNamedTx(ctx, tx, name)
	if err != nil {
		return nil, "", err
	}
	group, plan := r.Class("group"), r.Class("plan")
	rec := &clients.CoverageRecord{
		PayerID: payer, Plan: cmp.Or(plan.Name, plan.Value, r.Type.Words()), MemberNumber: r.MemberID(),
		GroupNumber: cmp.Or(group.Value, group.Name), Relation: relation(r.Relationship), SubscriberSex: "unknown",
		CopayCents: copay(r.Costs), Rank: r.Order, StartsOn: day(r.Period.Start), EndsOn: day(r.Period.End),
	}
	if strings.EqualFold(rec.Plan, name) {
		rec.Plan = ""
	}
	if rec.EndsOn != "" && rec.EndsOn < rec.StartsOn { // two zones may write one day as two
		rec.EndsOn = rec.StartsOn
	}
	if rec.Relation != "self" {
		t.subscriber(e, r, rec)
	}
	if rec.EndedAt = t.past(r.Period.End); rec.EndedAt == nil && r.Status == "cancelled" {
		rec.EndedAt = &t.now
	}
	return rec, "", nil
}

// payor is the name of who pays, or why there is none.
func (t *taking) payor(ctx context.Context, tx *db.Tx, e *fhir.Entry, r *fhir.Coverage) (name, reason string, err error) {
	ref := r.Payors[0]
	target, broken := t.b.Resolve(e, ref)
	if broken == nil {
		switch target.Type {
		case "Patient", "RelatedPerson":
			return "", "the patient or the family pays, which needs no coverage", nil
		case "Organization":
			if name, err = t.organization(ctx, tx, e, target); err != nil {
				return "", "", err
			}
		}
	}
	name = strings.TrimSpace(cmp.Or(name, ref.Display))
	switch strings.ToLower(strings.NewReplacer("_", " ", "-", " ").Replace(name)) {
	case "":
		return "", "its payer is not named", nil
	case "no insurance", "uninsured", "self pay":
		return "", "it says that there is no insurance", nil
	}
	return name, "", nil
}

func (t *taking) organization(ctx context.Context, tx *db.Tx, e *fhir.Entry, target fhir.Target) (string, error) {
	if target.Entry != nil {
		if o, ok := target.Entry.Resource.(*fhir.Organization); ok {
			return o.Name, nil
		}
		return "", nil
	}
	o := t.target(e, target)
	name, err := practice.OutsideNameTx(ctx, &tx.View, o.Source, o.Type, o.ResourceID)
	if fault.KindOf(err) == fault.NotFound {
		return "", nil
	}
	return name, err
}

// subscriber fills in who holds the policy, as far as the bundle says.
func (t *taking) subscriber(e *fhir.Entry, r *fhir.Coverage, rec *clients.CoverageRecord) {
	rec.Subscriber = r.Subscriber.Display
	target, err := t.b.Resolve(e, r.Subscriber)
	if err != nil || target.Entry == nil {
		return
	}
	switch s := target.Entry.Resource.(type) {
	case *fhir.RelatedPerson:
		rec.Subscriber, rec.SubscriberBirth, rec.SubscriberSex = calling(s.Names), day(s.BirthDate), cmp.Or(s.Gender, "unknown")
	case *fhir.Patient:
		rec.Subscriber, rec.SubscriberBirth, rec.SubscriberSex = calling(s.Names), day(s.BirthDate), cmp.Or(s.Gender, "unknown")
	}
}

func relation(c fhir.Concept) string {
	for _, word := range []string{"self", "spouse", "child"} {
		if c.Has(word) {
			return word
		}
	}
	if c.IsZero() {
		return "self"
	}
	return "other"
}

// copay is the amount for a visit, in cents; a share in percent is not one.
func copay(costs []fhir.Cost) int64 {
	for _, c := range costs {
		if c.Money == nil || c.Money.Cents < 0 || c.Money.Cents > 100_000_00 {
			continue
		}
		if c.Type.Has("gpvisit") || c.Type.Has("copay") || c.Type.IsZero() {
			return c.Money.Cents
		}
	}
	return 0
}
