package docs_test

import (
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	docs "charthouse/internal/documentation"
	"charthouse/internal/id"
)

// Nadia Haddad's visit 1 with Dr Okafor was seen an hour ago, visit 2 with Dr
// Lindqvist is to come; visit 3 is Omar Farouk's, who did not come.
const practice = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001,10002}', true, '', '2026-05-04 15:00Z', true);
	insert into practice (name, zone, invoice_days) values ('Kestrel Lane Health', 'America/Chicago', 14);
	insert into staff (name, email) values ('Dr Amara Okafor', 'amara@kestrel.example'), ('Dr Nils Lindqvist', 'nils@kestrel.example');
	insert into locations (name, zone) values ('Main', 'America/Chicago');
	insert into services (code, label, cents) values ('99214', 'Visit, moderate', 18600), ('93000', 'ECG', 9400);
	insert into note_templates (name, sections) values ('Review', '[{"key": "s", "title": "Subjective"}, {"key": "p", "title": "Plan"}]');
	insert into visit_types (name, minutes, service_id, template_id) values ('Review', 30, 1, 1);
	insert into clients (id, given, family, birth_date, opened_at)
	values (10001, 'Nadia', 'Haddad', '1985-03-14', clock()), (10002, 'Omar', 'Farouk', '1971-01-02', clock());
	insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
	values ('visit', 1, 'America/Chicago', '2026-05-04 09:30', '2026-05-04 14:30Z', '2026-05-04 15:00Z'),
	  ('visit', 1, 'America/Chicago', '2026-05-04 15:30', '2026-05-04 20:30Z', '2026-05-04 21:00Z');
	insert into visits (client_id, booking_id, visit_type_id, clinician_id, fee_cents, booked_at)
	values (10001, 1, 1, 1, 18600, clock()), (10001, 2, 1, 2, 18600, clock()), (10002, 1, 1, 1, 18600, clock());
	insert into visit_marks (client_id, visit_id, kind, at)
	values (10001, 1, 'arrived', '2026-05-04 14:25Z'), (10001, 1, 'seen', '2026-05-04 15:00Z'), (10002, 3, 'no_show', '2026-05-04 15:00Z');
	insert into diagnosis_codes (code, billable, label)
	values ('E11', false, 'Type 2 diabetes mellitus'), ('E11.65', true, 'Type 2 diabetes mellitus with hyperglycemia'),
	  ('I10', true, 'Essential (primary) hypertension'), ('H81.01', true, 'Ménière''s disease, right ear');
	commit`

var (
	okafor    = access.StaffMember(1, "Dr Amara Okafor", access.Clinician)
	lindqvist = access.StaffMember(2, "Dr Nils Lindqvist", access.Clinician)
	desk      = access.StaffMember(3, "Tomasz Wieczorek", access.FrontDesk)
	biller    = access.StaffMember(4, "Kwame Mensah", access.Biller)
)

const (
	nadia = id.Client(10001)
	omar  = id.Client(10002)
	seen  = id.Visit(1)
	later = id.Visit(2)
	noone = id.Visit(3)
)

type house struct {
	*dbtest.Database
	*docs.Service
	t *testing.T
}

func open(t *testing.T) house {
	t.Helper()
	d := dbtest.New(t)
	if _, err := d.Owner.Exec(t.Context(), practice); err != nil {
		t.Fatal(err)
	}
	return house{d, docs.New(d.DB), t}
}

// save saves as the workflow does.
func (h house) save(who access.Actor, visit id.Visit, d docs.Draft) (n docs.Note, err error) {
	err = h.Write(h.t.Context(), who, access.WriteNote.On(nadia), func(tx *db.Tx) error {
		n, err = docs.SaveTx(h.t.Context(), tx, visit, d)
		return err
	})
	return n, err
}

func (h house) saved(who access.Actor, visit id.Visit, d docs.Draft) docs.Note {
	h.t.Helper()
	n, err := h.save(who, visit, d)
	if err != nil {
		h.t.Fatal(err)
	}
	return n
}

// sign signs without what signing sets off.
func (h house) sign(who access.Actor, n id.Note) error {
	return h.Write(h.t.Context(), who, access.SignNote.On(nadia), func(tx *db.Tx) error {
		_, err := docs.SignTx(h.t.Context(), tx, n)
		return err
	})
}

func ask[T any](h house, sql string) (v T) {
	h.t.Helper()
	if err := h.Owner.QueryRow(h.t.Context(), sql).Scan(&v); err != nil {
		h.t.Fatal(err)
	}
	return v
}

// words is a draft with one section.
func words(version int, text string) docs.Draft {
	return docs.Draft{Version: version, Sections: map[string]string{"s": text}}
}
