package practice_test

import (
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/practice"
)

func TestDeactivationEndsSessionsAtOnce(t *testing.T) {
	d, s, _ := house(t)
	desk := add(t, s, "Tomasz Wieczorek", "tomasz@kestrellane.example", "front_desk")
	session, _ := signIn(t, s, "tomasz@kestrellane.example", secret)
	token := mint(t, d, "tomasz@kestrellane.example")
	if err := s.Deactivate(t.Context(), console, desk); err != nil {
		t.Fatal(err)
	}
	if holds(t, d, session) {
		t.Error("the session held")
	}
	if _, err := s.OpenReset(t.Context(), access.Nobody(), token); fault.KindOf(err) != fault.Conflict {
		t.Errorf("an open reset link: %v", err)
	}
	if err := s.Reactivate(t.Context(), console, desk); err != nil {
		t.Fatal(err)
	}
	if _, err := signIn(t, s, "tomasz@kestrellane.example", secret); err != nil {
		t.Errorf("after they came back: %v", err)
	}
	if holds(t, d, session) {
		t.Error("the old session came back with them")
	}
}

// However somebody came to be deactivated: the session's number alone lets nobody in.
func TestNobodyIsBehindTheSessionOfWhoIsDeactivated(t *testing.T) {
	d, s, _ := house(t)
	session, _ := signIn(t, s, "ingrid@kestrellane.example", secret)
	err := d.Write(t.Context(), console, access.EditStaff.Practice(), func(tx *db.Tx) error {
		return tx.ExecOne(t.Context(), `update staff set deactivated_at = clock() where id = $1`, session.Staff)
	})
	if err != nil {
		t.Fatal(err)
	}
	if holds(t, d, session) {
		t.Error("the session held")
	}
}

func TestALinkToAFormerAddressIsOver(t *testing.T) {
	d, s, n := house(t)
	token := mint(t, d, "ingrid@kestrellane.example")
	form := practice.StaffForm{Name: "Ingrid Solheim", Email: "ingrid@kestrellane.example", Title: "Owner", Roles: []string{"owner"}}
	if err := s.EditStaff(t.Context(), console, n, form); err != nil {
		t.Fatal(err)
	}
	if _, err := s.OpenReset(t.Context(), access.Nobody(), token); err != nil {
		t.Errorf("under the same address: %v", err)
	}
	form.Email = "ingrid.solheim@kestrellane.example"
	if err := s.EditStaff(t.Context(), console, n, form); err != nil {
		t.Fatal(err)
	}
	if _, err := s.OpenReset(t.Context(), access.Nobody(), token); fault.KindOf(err) != fault.Conflict {
		t.Errorf("after the address was corrected: %v", err)
	}
}

func TestTheLastOwnerStays(t *testing.T) {
	_, s, ingrid := house(t)
	form := practice.StaffForm{Name: "Ingrid Solheim", Email: "ingrid@kestrellane.example", Roles: []string{"manager"}}
	if err := s.Deactivate(t.Context(), console, ingrid); fault.KindOf(err) != fault.Conflict {
		t.Errorf("deactivating: %v", err)
	}
	if err := s.EditStaff(t.Context(), console, ingrid, form); fault.KindOf(err) != fault.Conflict {
		t.Errorf("taking the role: %v", err)
	}
	add(t, s, "Second Owner", "second@kestrellane.example", "owner")
	if err := s.EditStaff(t.Context(), console, ingrid, form); err != nil {
		t.Errorf("with another owner: %v", err)
	}
}

func TestAClinicianCanBeBooked(t *testing.T) {
	d, s, desk := house(t, "owner")
	form := practice.StaffForm{Name: "Ingrid Solheim", Email: "ingrid@kestrellane.example", Roles: []string{"owner", "clinician"}}
	for range 2 {
		if err := s.EditStaff(t.Context(), console, desk, form); err != nil {
			t.Fatal(err)
		}
	}
	var n int
	if err := d.Owner.QueryRow(t.Context(), `select count(*) from resources where staff_id = $1`, desk).Scan(&n); err != nil || n != 1 {
		t.Errorf("%d resources, %v; want 1", n, err)
	}
}

func TestAPersonsFormIsRefusedAtItsFields(t *testing.T) {
	_, s, _ := house(t)
	good := practice.StaffForm{Name: "Mei-Ling Tan", Email: "mei@kestrellane.example", NPI: "1234567893", Roles: []string{"clinician"}}
	for field, spoil := range map[string]func(*practice.StaffForm){
		"name":  func(f *practice.StaffForm) { f.Name = " " },
		"email": func(f *practice.StaffForm) { f.Email = "Mei <mei@kestrellane.example>" },
		"npi":   func(f *practice.StaffForm) { f.NPI = "1234567890" },
		"roles": func(f *practice.StaffForm) { f.Roles = []string{"mailer"} },
	} {
		bad := good
		spoil(&bad)
		_, err := s.AddStaff(t.Context(), console, bad, secret)
		refusedAt(t, err, field)
	}
	if _, err := s.AddStaff(t.Context(), console, good, secret); err != nil {
		t.Fatal(err)
	}
	_, err := s.AddStaff(t.Context(), console, good, secret)
	refusedAt(t, err, "email")
}

func TestAnOwnerGivesAPersonANewPassword(t *testing.T) {
	d, s, ingrid := house(t)
	session, _ := signIn(t, s, "ingrid@kestrellane.example", secret)
	token := mint(t, d, "ingrid@kestrellane.example")
	password := practice.NewPassword()
	if err := s.GivePassword(t.Context(), console, ingrid, password); err != nil || holds(t, d, session) {
		t.Fatalf("old session held, or %v", err)
	}
	if _, err := s.OpenReset(t.Context(), access.Nobody(), token); fault.KindOf(err) != fault.Conflict {
		t.Errorf("an earlier link: %v", err)
	}
	if _, err := signIn(t, s, "ingrid@kestrellane.example", password); err != nil {
		t.Errorf("with the new one: %v", err)
	}
	desk := access.StaffMember(ingrid, "Tomasz", access.FrontDesk)
	if err := s.GivePassword(t.Context(), desk, ingrid, password); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the front desk: %v", err)
	}
	refusedAt(t, s.GivePassword(t.Context(), console, ingrid, "short"), "password")
}
