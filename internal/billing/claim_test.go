package billing_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/civil"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/practice"
	"charthouse/internal/worklist"
)

func complete() billing.Claim {
	at := time.Date(2026, 5, 4, 16, 0, 0, 0, time.UTC)
	return billing.Claim{
		Client: "Nadia Haddad", BirthDate: civil.New(1985, 3, 14), StartsLocal: time.Date(2026, 5, 4, 9, 30, 0, 0, time.UTC),
		Clinician: "Dr Okafor", NPI: "1234567893", Location: "Main", SignedAt: &at, Payer: "Larkfield Mutual", MemberNumber: "LM 44",
		Relation: "self", Lines: []billing.Claimed{{Code: "99214", Units: 1, Diagnoses: []string{"E11.65"}, Cents: 18600, Payer: 16100}},
	}
}

func TestACompleteClaimIsReady(t *testing.T) {
	c := complete()
	if !c.Ready() || c.Total() != 18600 || c.Asked() != 16100 || len(c.Checks()) != 9 {
		t.Errorf("%+v", c.Checks())
	}
	c.StartsOn, c.EndsOn = c.Day(), c.Day()
	if !c.Ready() {
		t.Errorf("a coverage of that one day: %+v", c.Failing())
	}
}

func TestEachMissingDetailHoldsTheClaimUnderItsName(t *testing.T) {
	spouse := func(c *billing.Claim) {
		c.Relation, c.Subscriber, c.SubscriberBirth = "spouse", "Meera", civil.New(1980, 1, 1)
	}
	for field, breaks := range map[string]func(*billing.Claim){
		"member_number":    func(c *billing.Claim) { c.MemberNumber = "" },
		"subscriber":       func(c *billing.Claim) { spouse(c); c.Subscriber = "" },
		"subscriber_birth": func(c *billing.Claim) { spouse(c); c.SubscriberBirth = civil.Date{} },
		"birth_date":       func(c *billing.Claim) { c.BirthDate = civil.Date{} },
		"coverage_dates":   func(c *billing.Claim) { c.EndsOn = c.Day().Add(-1) },
		"note":             func(c *billing.Claim) { c.SignedAt = nil },
		"diagnosis":        func(c *billing.Claim) { c.Lines = append(c.Lines, billing.Claimed{Code: "93000"}) },
		"npi":              func(c *billing.Claim) { c.NPI = "" },
		"place":            func(c *billing.Claim) { c.Location = "" },
	} {
		c := complete()
		breaks(&c)
		if f := c.Failing(); len(f) != 1 || f[0].Field != field || f[0].Detail == "" || c.Checks()[0].Field != field {
			t.Errorf("%s: fails %+v", field, f)
		}
	}
	c := complete()
	c.StartsOn = c.Day().Add(1)
	if f := c.Failing(); len(f) != 1 || !strings.Contains(f[0].Detail, "begins 5 May 2026") {
		t.Errorf("a coverage to come: %+v", f)
	}
	spouse(&c)
	c.StartsOn = civil.Date{}
	if !c.Ready() {
		t.Errorf("complete, by a spouse: %+v", c.Failing())
	}
}

// The worklist derives in SQL what the claim's page derives in Go.
func TestTheWorklistAndTheClaimSayTheSame(t *testing.T) {
	for _, c := range []struct{ say, sql string }{
		{"", `select 1`},
		{"member_number", `update coverages set member_number = ''`},
		{"subscriber, subscriber_birth", `update coverages set relation = 'spouse'`},
		{"subscriber_birth", `update coverages set relation = 'child', subscriber = 'Meera Iyer'`},
		{"birth_date", `update clients set birth_date = null`},
		{"coverage_dates", `update coverages set ends_on = '2026-05-03'`},
		{"coverage_dates", `update coverages set starts_on = '2026-05-05'`},
		{"", `update coverages set starts_on = '2026-05-04', ends_on = '2026-05-04'`},
		{"npi", `update staff set npi = ''`},
	} {
		h := open(t)
		v := h.visit(t, nadia, true)
		h.sign(t, nadia, v)
		h.charge(t, nadia, v, 18600)
		h.act(t, nadia, c.sql)
		is(t, c.sql+" on the worklist", h.words(t, `select field from blockers where cleared_at is null order by field`), c.say)
		var fields []string
		for _, k := range h.claim(t).Failing() {
			fields = append(fields, k.Field)
		}
		slices.Sort(fields)
		is(t, c.sql+" on the claim", strings.Join(fields, ", "), c.say)
	}
}

func TestAMendedNPIFreesItsClaimsWithTheNextLook(t *testing.T) {
	h := open(t)
	owner := access.StaffMember(4, "Oda Lindqvist", access.Owner)
	h.act(t, nadia, `update staff set npi = '' where id = 3`)
	v := h.visit(t, nadia, true)
	h.sign(t, nadia, v)
	h.charge(t, nadia, v, 18600)
	is(t, "held", h.words(t, `select field from blockers where cleared_at is null`), "npi")
	form := practice.StaffForm{Name: "Dr Amara Okafor", Email: "a@kestrel.example", Roles: []string{"clinician"}}
	for _, npi := range []string{"1234567893", ""} {
		form.NPI = npi
		if err := practice.New(h.DB).EditStaff(t.Context(), owner, 3, form); err != nil {
			t.Fatal(err)
		}
		if n, err := worklist.New(h.DB).SettleDue(t.Context()); err != nil || n != 1 {
			t.Fatalf("%d files were looked at, %v", n, err)
		}
		is(t, "with NPI "+npi, h.words(t, `select field from blockers where cleared_at is null`), map[string]string{"": "npi"}[npi])
	}
}

// Whoever adds a setting to a predicate must have its files looked at again when
// it changes: targets by overview; staff, locations, places and the practice's
// zone by practice; kinds of visits and who is busy elsewhere by scheduling; bookings,
// and what they hold, change by acts in their files.
func TestThePredicatesReadNoSettingThatLooksAtNoFileAgain(t *testing.T) {
	h := open(t)
	got := h.words(t, `
		select distinct u.table_name::text
		from information_schema.view_table_usage u
		where u.view_name like 'blocking\_%' and u.table_schema = 'public' and u.table_name <> 'clients' and not exists (
		  select from information_schema.columns c
		  where c.table_schema = 'public' and c.table_name = u.table_name and c.column_name = 'client_id')
		order by 1`)
	is(t, "settings in predicates", got, "absences, booking_resources, bookings, busy_times, closures, locations, places, practice, resources, staff, visit_types")
}

func TestAnotherTimeZoneMovesTheDayOnWhichInvoicesAreDue(t *testing.T) {
	h := open(t)
	h.charge(t, nadia, h.visit(t, nadia, false), 18600)
	h.Clock.Set(time.Date(2026, 5, 19, 1, 0, 0, 0, time.UTC)) // 18 May, 20:00 in Chicago
	h.act(t, nadia)
	is(t, "in Chicago", h.words(t, `select kind from blockers where cleared_at is null and kind = 'invoice_overdue'`), "")
	manager := access.StaffMember(1, "Ingrid Solheim", access.Manager)
	form := practice.SettingsForm{Name: "Kestrel Lane Health", PatientWord: "patient", Currency: "USD", Zone: "Europe/Oslo", InvoiceDays: "14"}
	if err := practice.New(h.DB).EditSettings(t.Context(), manager, form); err != nil {
		t.Fatal(err)
	}
	if _, err := worklist.New(h.DB).SettleDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	is(t, "in Oslo", h.words(t, `select kind from blockers where cleared_at is null and kind = 'invoice_overdue'`), "invoice_overdue")
}

func TestAnUnsignedVisitAndABareChargeHoldTheirClaim(t *testing.T) {
	h := open(t)
	v := h.visit(t, nadia, true)
	err := h.Write(t.Context(), biller, access.ChargeVisit.On(nadia), func(tx *db.Tx) error {
		if err := billing.ChargeVisitTx(t.Context(), tx, v, 0, []billing.Done{{ServiceID: 1, Code: "99214", Label: "Visit", Units: 1, Cents: 18600}}, nil); err != nil {
			return err
		}
		return billing.AskTx(t.Context(), tx, v)
	})
	if err != nil {
		t.Fatal(err)
	}
	is(t, "on the worklist", h.words(t, `select field || ' ' || cents from blockers where kind = 'claim_detail' order by field`), "diagnosis 16100, note 16100")
	if f := h.claim(t).Failing(); len(f) != 2 {
		t.Errorf("%+v", f)
	}
}

func (h house) claim(t testing.TB) (c billing.Claim) {
	t.Helper()
	err := h.Read(t.Context(), biller, access.OpenClaim.On(nadia), func(v *db.View) (err error) {
		c, err = billing.ClaimTx(t.Context(), v, id.Claim(h.number(t, `select id from claims`)))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAMissingDetailIsFilledInPlaceAndTheClaimGoesFree(t *testing.T) {
	h := open(t)
	h.act(t, nadia, `update coverages set member_number = ''`)
	v := h.visit(t, nadia, true)
	h.sign(t, nadia, v)
	h.charge(t, nadia, v, 18600)
	is(t, "held", h.words(t, `select field from blockers where cleared_at is null`), "member_number")
	if err := clients.New(h.DB).FixCoverage(t.Context(), biller, nadia, 1, "member_number", "LM 440"); err != nil {
		t.Fatal(err)
	}
	is(t, "evidence", h.words(t, `select t.verb || ' by ' || t.actor from blockers b join trail t on t.id = b.cleared_by where b.kind = 'claim_detail'`), "coverage.edit by s2")
	if !h.claim(t).Ready() {
		t.Errorf("still held: %+v", h.claim(t).Failing())
	}
}

func TestChargingAnInsuredVisitByHandNeedsADiagnosis(t *testing.T) {
	h := open(t)
	v := h.visit(t, nadia, true)
	h.act(t, nadia, `insert into notes (client_id, visit_id, author_id, template, started_at, saved_at, saved_by) values (10001, 1, 3, '[]', clock(), clock(), 3)`,
		`insert into signatures (client_id, note_id, staff_id, at, content, hash) values (10001, 1, 3, clock(), '{}', sha256(''))`)
	for codes, ok := range map[string]bool{"": false, "flu": false, "e11.65, I10": true} {
		err := h.money.ChargeByHand(t.Context(), biller, nadia, v, billing.ChargeForm{Service: []string{"1"}, Diagnoses: codes})
		if (err == nil) != ok {
			t.Errorf("%q: %v", codes, err)
		}
	}
}
