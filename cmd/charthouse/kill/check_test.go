package kill

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"charthouse/cmd/charthouse/visitor"
	"charthouse/internal/db/dbtest"
)

// ofCheck is a file with a payment: what the checks read.
const ofCheck = `
	begin;
	select begin_act('test', null, null, 'sample.load', '{10001}', true, '', clock(), true);
	insert into staff (name, email) values ('Dr Amara Okafor', 'a@kill.example');
	insert into clients (id, given, family, opened_at) values (10001, 'Nadia', 'Haddad', clock());
	insert into entries (client_id, kind, at) values (10001, 'payment', clock());
	insert into lines (client_id, entry_id, account, cents) values (10001, 1, 'cash', 100), (10001, 1, 'client_credit', -100);
	insert into payments (client_id, entry_id, method, cents, reference, received_at) values (10001, 1, 'cash', 100, 'k0-1-', clock());
	commit`

// Each promise is broken by hand, past all that protects it, and the check says so.
func TestEveryCheckFindsWhatItIsThereFor(t *testing.T) {
	d := dbtest.New(t)
	h := &house{DB: d.DB, owner: d.Owner, app: d.App}
	s := &server{dir: t.TempDir()}
	exec := func(sql string) {
		t.Helper()
		if _, err := d.Owner.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	exec(ofCheck)
	all := newActs()
	all.acknowledge(all.begin(act{kind: paying, mark: "k0-1-"}))
	before, err := h.look(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	found := func() (r Result) {
		t.Helper()
		adrift := func(ctx context.Context, r *Result) error { return h.adrift(ctx, s, r) }
		for _, promise := range []func(context.Context, *Result) error{all.lost(h, false), h.unbalanced, h.untold(before), adrift} {
			if err := promise(t.Context(), &r); err != nil {
				t.Fatal(err)
			}
		}
		all.count(&r)
		return r
	}
	if err := os.MkdirAll(filepath.Join(s.dir, "documents"), 0o700); err != nil {
		t.Fatal(err)
	}
	if r := found(); r.Broken() {
		t.Fatalf("nothing is broken yet: %v", r.Found)
	}
	all.acknowledge(all.begin(act{kind: paying, mark: "k0-2-"}))
	if r := found(); r.Lost != 1 {
		t.Errorf("an acknowledged payment that is not there: %d lost", r.Lost)
	}
	const past = `begin; set local session_replication_role = replica; `
	exec(past + `update lines set cents = 99 where cents = 100; commit`)
	if r := found(); r.Unbalanced != 1 {
		t.Errorf("an entry that does not balance: %d", r.Unbalanced)
	}
	exec(past + `insert into payments (client_id, entry_id, method, cents, reference, received_at) values (10001, 1, 'cash', 100, 'k0-1-', clock()); commit`)
	if r := found(); r.Double != 1 || r.Untold != 2 {
		t.Errorf("a payment once more and a line, without a word: %d double, %d untold", r.Double, r.Untold)
	}
	exec(past + `insert into documents (client_id, title, media_type, bytes, sha256, received_at) values (10001, 'Letter', 'text/plain', 1, sha256('x'), clock()); commit`)
	if err := s.leave(); err != nil {
		t.Fatal(err)
	}
	all.wait(all.moment(), paying, visitor.Answer{Status: http.StatusServiceUnavailable, Wait: "1"})
	if r := found(); r.Rows != 1 || r.Files != 1 || r.Pages != 1 {
		t.Errorf("a paper without a file, a file without a paper and a page with an error: %d, %d, %d", r.Rows, r.Files, r.Pages)
	}
}
