package workflow_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/clients"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/id"
	"charthouse/internal/workflow"
)

// library is two patients with records of every kind, and Viktor Haugen, whose
// file is restricted and holds the same words as Nadia Haddad's.
const library = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001,10002,10003}', true, '', '2026-05-04 12:00Z', true);
	insert into practice (name, zone) values ('Kestrel Lane', 'UTC');
	insert into locations (name, zone) values ('Main', 'UTC');
	insert into staff (name, email) values ('Dr Amara Okafor', 'a@example.org'), ('Tomasz Wieczorek', 't@example.org'), ('Dr Mei Lindqvist', 'm@example.org');
	insert into visit_types (name, minutes) values ('Diabetes review', 30);
	insert into payers (name) values ('Larkfield');
	insert into services (code, label, cents) values ('F30', 'Visit', 12000);
	insert into clients (id, given, family, birth_date, phone, opened_at) values
	  (10001, 'Nadia', 'Haddad', '1985-03-14', '555 0142', clock()), (10002, 'Ngozi', 'Okafor', '1971-06-12', '555 0177', clock()),
	  (10003, 'Viktor', 'Haugen', '1960-02-02', '555 0199', clock());
	insert into restrictions (client_id, reason, restricted_at) values (10003, 'Works here', clock());
	insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
	select 'visit', 1, 'UTC', t, t at time zone 'UTC', t at time zone 'UTC' + interval '30 minutes'
	from unnest(array['2026-05-05 09:00', '2026-05-07 09:00', '2026-05-05 10:00', '2026-05-05 11:00']::timestamp[]) t;
	insert into visits (client_id, booking_id, visit_type_id, clinician_id, booked_at) values
	  (10001, 1, 1, 1, clock()), (10001, 2, 1, 3, clock()), (10002, 3, 1, 3, clock()), (10003, 4, 1, 1, clock());
	insert into coverages (client_id, payer_id) values (10001, 1), (10003, 1);
	insert into claims (client_id, visit_id, coverage_id, made_at) values (10001, 1, 1, clock()), (10003, 4, 2, clock());
	insert into invoices (client_id, visit_id, issued_on, due_on, made_at) values (10001, 2, '2026-05-01', '2026-05-15', clock()), (10003, 4, '2026-05-01', '2026-05-15', clock());
	insert into entries (client_id, kind, at) values (10001, 'payment', clock()), (10003, 'payment', clock());
	insert into lines (client_id, entry_id, account, cents) values (10001, 1, 'card', 500), (10001, 1, 'client_credit', -500), (10003, 2, 'card', 500), (10003, 2, 'client_credit', -500);
	insert into payments (client_id, entry_id, method, cents, received_at) values (10001, 1, 'card', 500, clock()), (10003, 2, 'card', 500, clock());
	insert into documents (client_id, title, kind, clinical, media_type, bytes, sha256, received_at) values
	  (10001, 'Échographie of the knee', 'letter', true, 'application/pdf', 9, sha256('x'), clock()),
	  (10001, 'Insurance card, knee brace', 'card', false, 'image/png', 9, sha256('y'), clock()),
	  (10003, 'Knee of a colleague', 'letter', false, 'application/pdf', 9, sha256('z'), clock());
	insert into conversations (client_id, kind, subject, opened_at, pool, last_at) values
	  (10001, 'clinical', 'My knee', clock(), 'clinician', clock()), (10001, 'administrative', 'The knee brace', clock(), 'front_desk', clock()), (10003, 'administrative', 'Knee', clock(), 'front_desk', clock());
	insert into messages (client_id, conversation_id, direction, kind, subject, body, written_at) values
	  (10001, 1, 'in', 'portal', 'My knee', 'The knee hurts at night.', clock()), (10001, 2, 'in', 'portal', 'The knee brace', 'Where do I get it?', clock()),
	  (10003, 3, 'in', 'portal', 'Knee', 'A knee.', clock());
	insert into notes (client_id, visit_id, author_id, template, started_at, saved_at, saved_by) values (10001, 1, 1, '[]', clock(), clock(), 1), (10003, 4, 1, '[]', clock(), clock(), 1);
	insert into signatures (client_id, note_id, staff_id, at, content, hash) values
	  (10001, 1, 1, clock(), '{"sections": [{"title": "Objective", "text": "Swelling of the knee."}, {"title": "Process", "text": "Grief at her mother.", "private": true}]}', sha256('x')),
	  (10003, 2, 1, clock(), '{"sections": [{"title": "Objective", "text": "A knee."}]}', sha256('x'));
	insert into tasks (client_id, type_id, title, clinical, role, due_on, made_at) values
	  (10001, 1, 'Order the knee brace', false, 'front_desk', '2026-05-06', clock()), (10001, 6, 'Knee films', true, 'clinician', '2026-05-06', clock()),
	  (10003, 1, 'Knee', false, 'front_desk', '2026-05-06', clock());
	commit`

func shelves(t *testing.T) (*dbtest.Database, *workflow.Workflow) {
	t.Helper()
	d := dbtest.New(t)
	if _, err := d.Owner.Exec(t.Context(), library); err != nil {
		t.Fatal(err)
	}
	return d, workflow.New(d.DB)
}

var seekers = map[string]access.Actor{
	"desk":      access.StaffMember(2, "Tomasz Wieczorek", access.FrontDesk),
	"clinician": access.StaffMember(3, "Dr Mei Lindqvist", access.Clinician),
	"biller":    access.StaffMember(2, "Kwame Mensah", access.Biller),
	"owner":     access.StaffMember(2, "Oda Berg", access.Owner),
	"hers":      access.StaffMember(1, "Dr Amara Okafor", access.Clinician), // of the restricted file's care team
}

// found says group:number of whatever was found.
func found(t *testing.T, w *workflow.Workflow, who, words string) string {
	t.Helper()
	f, err := w.Find(t.Context(), seekers[who], workflow.Search{Words: words, Today: civil.New(2026, 5, 4), Most: 5})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, c := range f.People {
		name := "patient:" + c.ID.String()
		if f.Alike {
			name = "alike:" + c.ID.String()
		}
		out = append(out, name)
	}
	for _, g := range f.Groups {
		for _, h := range g.List {
			out = append(out, string(g.Group)+":"+id.Client(h.ID).String())
		}
	}
	return strings.Join(out, " ")
}

func TestEachGroupIsFoundByItsWords(t *testing.T) {
	_, w := shelves(t)
	for _, c := range []struct{ who, words, want string }{
		{"desk", "nadia haddad", "patient:10001 visits:1 visits:2"},
		{"desk", "haddad nad", "patient:10001 visits:1 visits:2"},
		{"desk", "hadad nadja", "alike:10001"},
		{"desk", "0142", "patient:10001"},
		{"desk", "14 mar 1985", "patient:10001"},
		{"desk", "haddad tuesday", "patient:10001 visits:1"},
		{"desk", "visit haddad", "patient:10001 visits:1 visits:2"},
		{"desk", "7 may haddad", "patient:10001 visits:2"},
		{"desk", "5 may okafor", "patient:10002 visits:1 visits:3"},
		{"desk", "haddad okafor", "visits:1"},
		{"desk", "5 may", "visits:1 visits:3"},
		{"desk", "tomorrow", "visits:1 visits:3"},
		{"desk", "2026-05-07", "visits:2"},
		{"desk", "inv 1001", "invoices:1001"},
		{"desk", "#1001", "invoices:1001"},
		{"desk", "invoice haddad", "patient:10001 invoices:1001"},
		{"biller", "claim haddad", "patient:10001 claims:20001"},
		{"biller", "20001", "claims:20001"},
		{"desk", "receipt nadia", "patient:10001 receipts:1"},
		{"clinician", "echographie", "papers:1"},
		{"clinician", "letter haddad", "papers:1"},
		{"clinician", "haddad brace", "papers:2 messages:2 tasks:1"},
		{"clinician", "swelling", "notes:1"},
		{"desk", "brace", "papers:2 messages:2 tasks:1"},
		{"desk", "order", "tasks:1"},
		{"desk", "nothing of the kind", ""},
	} {
		if got := found(t, w, c.who, c.words); got != c.want {
			t.Errorf("%s asked for %q and found %q, want %q", c.who, c.words, got, c.want)
		}
	}
}

func TestNobodyFindsWhatTheirRoleMayNotOpen(t *testing.T) {
	_, w := shelves(t)
	for who, want := range map[string]string{
		"desk":      "papers:2 messages:2 tasks:1",
		"biller":    "papers:2 messages:2 tasks:1",
		"clinician": "papers:2 papers:1 messages:2 messages:1 notes:1 tasks:2 tasks:1",
		"owner":     "",
	} {
		if got := found(t, w, who, "knee"); got != want {
			t.Errorf("%s found %q, want %q", who, got, want)
		}
	}
	for who, want := range map[string]string{"desk": "invoices:1001", "clinician": "", "owner": ""} {
		if got := found(t, w, who, "1001"); got != want {
			t.Errorf("%s found %q by the number of an invoice, want %q", who, got, want)
		}
	}
	for who, want := range map[string]string{"desk": "", "clinician": "", "biller": "claims:20001"} {
		if got := found(t, w, who, "20001"); got != want {
			t.Errorf("%s found %q by the number of a claim, want %q", who, got, want)
		}
	}
	if got := found(t, w, "owner", "haddad"); got != "patient:10001" {
		t.Errorf("the owner found %q", got)
	}
}

func TestNothingInARestrictedFileIsFoundByThoseToWhomItIsShut(t *testing.T) {
	_, w := shelves(t)
	for _, words := range []string{"haugen", "viktor knee", "knee haugen", "colleague", "haugen tuesday", "5 may haugen", "1002", "20002", "claim haugen", "receipt haugen", "haugn", "0199"} {
		for _, who := range []string{"desk", "biller", "clinician", "owner"} {
			for hit := range strings.FieldsSeq(found(t, w, who, words)) {
				if slices.Contains(strings.Fields("patient:10003 alike:10003 visits:4 invoices:1002 claims:20002 receipts:2 papers:3 messages:3 notes:2 tasks:3"), hit) {
					t.Errorf("%s found %s by %q", who, hit, words)
				}
			}
		}
	}
	if got := found(t, w, "hers", "knee haugen"); got != "papers:3 messages:3 notes:2 tasks:3" {
		t.Errorf("her clinician found %q", got)
	}
	f, err := w.Find(t.Context(), seekers["desk"], workflow.Search{Words: "10003", Today: civil.New(2026, 5, 4), Most: 5})
	if want := []clients.Found{{ID: 10003, Family: "Restricted file"}}; err != nil || !cmp.Equal(f.People, want, cmp.AllowUnexported(civil.Date{})) || len(f.Groups) != 0 {
		t.Errorf("its number found %+v, %v", f, err)
	}
}

func TestPrivateSectionsOfANoteAreNotFound(t *testing.T) {
	_, w := shelves(t)
	for _, who := range []string{"clinician", "hers"} {
		if got := found(t, w, who, "grief"); got != "" {
			t.Errorf("%s found %q by the words of a private section", who, got)
		}
		f, err := w.Find(t.Context(), seekers[who], workflow.Search{Words: "swelling", Today: civil.New(2026, 5, 4), Most: 5})
		if err != nil || len(f.Groups) != 1 || f.Groups[0].List[0].Text != "Swelling of the knee." {
			t.Errorf("the note shows %+v, %v", f.Groups, err)
		}
	}
}

func TestTheTrailNamesTheFilesThatWereFound(t *testing.T) {
	d, w := shelves(t)
	found(t, w, "clinician", "knee okafor")
	found(t, w, "clinician", "knee")
	var verb string
	var client id.Client
	var allowed bool
	err := d.Owner.QueryRow(t.Context(), `select verb, client_id, allowed from trail order by id desc limit 1`).Scan(&verb, &client, &allowed)
	if err != nil || verb != "client.find" || client != 10001 || !allowed {
		t.Errorf("the trail says %s of %s, %v, %v", verb, client, allowed, err)
	}
}

func TestWithoutWordsTheFilesOpenedLastAreOffered(t *testing.T) {
	d, w := shelves(t)
	s := clients.New(d.DB)
	for _, c := range []id.Client{10002, 10001, 10002, 10003} {
		_, _ = s.Client(t.Context(), seekers["hers"], c)
	}
	_, _ = s.Client(t.Context(), seekers["clinician"], 10001)
	if got := found(t, w, "hers", ""); got != "patient:10003 patient:10002 patient:10001" {
		t.Errorf("she is offered %q", got)
	}
	if got := found(t, w, "clinician", " "); got != "patient:10001" {
		t.Errorf("her colleague is offered %q", got)
	}
	if _, err := d.Owner.Exec(t.Context(), `
		begin;
		select begin_act('test', null, null, 'sample.load', '{10003}', true, '', '2026-05-04 12:00Z', true);
		update visits set clinician_id = 3 where id = 4;
		commit`); err != nil {
		t.Fatal(err)
	}
	if got := found(t, w, "hers", ""); got != "patient:10002 patient:10001" {
		t.Errorf("a file that was shut since is offered: %q", got)
	}
}

func TestOneGroupIsReadPageByPage(t *testing.T) {
	d, w := shelves(t)
	if _, err := d.Owner.Exec(t.Context(), `
		begin;
		select begin_act('test', null, null, 'sample.load', '{10002}', true, '', '2026-05-04 12:00Z', true);
		insert into messages (client_id, direction, kind, subject, body, written_at) select 10002, 'out', 'free', 'Autumn', 'The clinic closes early, no. ' || n, clock() from generate_series(1, 7) n;
		commit`); err != nil {
		t.Fatal(err)
	}
	var read []int64
	for after := int64(0); ; {
		f, err := w.Find(t.Context(), seekers["desk"], workflow.Search{Words: "clinic closes", Today: civil.New(2026, 5, 4), Only: workflow.FindMessages, After: after, Most: 3})
		if err != nil || len(f.Groups) != 1 || len(f.People) != 0 {
			t.Fatalf("%+v, %v", f, err)
		}
		for _, h := range f.Groups[0].List {
			read = append(read, h.ID)
		}
		if after = read[len(read)-1]; !f.Groups[0].More {
			break
		}
	}
	if want := []int64{10, 9, 8, 7, 6, 5, 4}; !cmp.Equal(read, want) {
		t.Errorf("the pages held %v", read)
	}
}

// Merging files moves signed notes: their words are made anew behind the guard.
func TestASignedNoteMovesWithItsFile(t *testing.T) {
	d, w := shelves(t)
	if _, err := d.Owner.Exec(t.Context(), `
		begin;
		select begin_act('test', null, null, 'sample.load', '{10001,10009}', true, '', '2026-05-04 12:00Z', true);
		set constraints all deferred;
		update clients set id = 10009 where id = 10001;
		commit`); err != nil {
		t.Fatal(err)
	}
	if got := found(t, w, "clinician", "swelling"); got != "notes:1" {
		t.Errorf("found %q", got)
	}
}
