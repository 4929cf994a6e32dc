package db_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

var (
	desk   = access.StaffMember(1, "Tomasz Wieczorek", access.FrontDesk)
	biller = access.StaffMember(2, "Kwame Mensah", access.Biller)
)

func newClient(t *testing.T, d *dbtest.Database, family string) (c id.Client) {
	t.Helper()
	err := d.Write(t.Context(), desk, access.CreateClient.OnNew(), func(tx *db.Tx) error {
		c = tx.Client()
		return insert(t.Context(), tx, c, family)
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func insert(ctx context.Context, tx *db.Tx, c id.Client, family string) error {
	_, err := tx.Exec(ctx, `insert into clients (id, family, opened_at) values ($1, $2, clock())`, c, family)
	return err
}

type trailRow struct {
	Verb    string
	Client  *int64
	Clients []int64
	Allowed bool
}

func lastTrail(t *testing.T, d *dbtest.Database) (r trailRow) {
	t.Helper()
	err := d.Owner.QueryRow(t.Context(), `select verb, client_id, clients, allowed from trail order by id desc limit 1`).
		Scan(&r.Verb, &r.Client, &r.Clients, &r.Allowed)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAWriteEntersTheTrailAndTheHistory(t *testing.T) {
	d := dbtest.New(t)
	c := newClient(t, d, "Haddad")
	if r := lastTrail(t, d); r.Verb != "client.create" || r.Client == nil || *r.Client != int64(c) || !r.Allowed {
		t.Errorf("trail: %+v", r)
	}
	err := d.Write(t.Context(), desk, access.EditClient.On(c), func(tx *db.Tx) error {
		return tx.ExecOne(t.Context(), `update clients set phone = '555 0132' where id = $1`, tx.Client())
	})
	if err != nil {
		t.Fatal(err)
	}
	var was, is string
	err = d.Owner.QueryRow(t.Context(), `select old::text, new::text from history where tbl = 'clients' and op = 'U'`).Scan(&was, &is)
	if err != nil || was != `{"phone": ""}` || is != `{"phone": "555 0132"}` {
		t.Errorf("history holds %s -> %s, %v; want the changed column alone", was, is, err)
	}
}

func TestARefusalCommitsItsTrailAndNothingElse(t *testing.T) {
	d := dbtest.New(t)
	c := newClient(t, d, "Haddad")
	ran := false
	err := d.Write(t.Context(), biller, access.BookVisit.On(c), func(*db.Tx) error { ran = true; return nil })
	if fault.KindOf(err) != fault.Forbidden || ran {
		t.Errorf("a biller booked: ran %v, %v", ran, err)
	}
	if r := lastTrail(t, d); r.Verb != "visit.book" || r.Allowed {
		t.Errorf("trail: %+v", r)
	}
}

func TestAReadCannotWrite(t *testing.T) {
	d := dbtest.New(t)
	c := newClient(t, d, "Haddad")
	for _, act := range []access.Act{access.OpenClient.On(c), access.FindClients.Across()} {
		err := d.Read(t.Context(), desk, act, func(v *db.View) error {
			_, err := db.Values[string](t.Context(), v, `update clients set family = 'X' returning family`)
			return err
		})
		if err == nil || !strings.Contains(err.Error(), "read-only transaction") {
			t.Errorf("%s wrote: %v", act.Verb(), err)
		}
	}
}

func TestAWriteOutsideAnActIsRefused(t *testing.T) {
	d := dbtest.New(t)
	newClient(t, d, "Haddad")
	for _, sql := range []string{
		`update clients set family = 'X'`,
		`delete from clients`,
		`insert into clients (family, opened_at) values ('X', now())`,
		`truncate visit_marks`,
	} {
		if _, err := d.Owner.Exec(t.Context(), sql); err == nil || !strings.Contains(err.Error(), "outside an act") {
			t.Errorf("%s: %v", sql, err)
		}
	}
}

func TestARowOfAFileThatIsNotInTheActIsRefused(t *testing.T) {
	d := dbtest.New(t)
	ann, bob := newClient(t, d, "Ann"), newClient(t, d, "Bob")
	for _, sql := range []string{
		`update clients set phone = '1' where id = $1`,
		`insert into alerts (client_id, text, raised_at) values ($1, 'careful', clock())`,
	} {
		err := d.Write(t.Context(), desk, access.EditClient.On(ann), func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), sql, bob)
			return err
		})
		if err == nil || !strings.Contains(err.Error(), "not in the act") {
			t.Errorf("%s in another file: %v", sql, err)
		}
	}
}

func TestTheTrailAndTheHistoryCannotBeChanged(t *testing.T) {
	d := dbtest.New(t)
	newClient(t, d, "Haddad")
	for _, sql := range []string{`update trail set verb = 'x'`, `delete from trail`, `truncate trail`, `update history set tbl = 'x'`, `delete from history`} {
		if _, err := d.Owner.Exec(t.Context(), sql); err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("owner: %s: %v", sql, err)
		}
		if _, err := d.App.Exec(t.Context(), sql); err == nil || !strings.Contains(err.Error(), "permission denied") {
			t.Errorf("app: %s: %v", sql, err)
		}
	}
}

func TestAskingForAFileThatIsNotThereEntersTheTrail(t *testing.T) {
	d := dbtest.New(t)
	err := d.Read(t.Context(), desk, access.OpenClient.On(424242), func(v *db.View) error {
		_, err := db.Value[string](t.Context(), v, `select family from clients where id = $1`, v.Client())
		return err
	})
	if fault.KindOf(err) != fault.NotFound {
		t.Fatal(err)
	}
	if r := lastTrail(t, d); r.Verb != "client.open" || r.Client == nil || *r.Client != 424242 {
		t.Errorf("trail: %+v", r)
	}
}

func TestWritingInAFileThatIsNotThereEntersTheTrailAsRefused(t *testing.T) {
	d := dbtest.New(t)
	err := d.Write(t.Context(), desk, access.EditClient.On(424242), func(tx *db.Tx) error {
		return tx.ExecOne(t.Context(), `update clients set phone = '1' where id = $1`, tx.Client())
	})
	if fault.KindOf(err) != fault.NotFound {
		t.Fatal(err)
	}
	if r := lastTrail(t, d); r.Verb != "client.edit" || r.Client == nil || *r.Client != 424242 || r.Allowed {
		t.Errorf("trail: %+v", r)
	}
	var n int
	if err := d.Owner.QueryRow(t.Context(), `select count(*) from trail where client_id = 424242`).Scan(&n); err != nil || n != 1 {
		t.Errorf("%d rows, %v; want 1", n, err)
	}
}

func TestAListEntersTheTrailWithTheFilesItShowed(t *testing.T) {
	d := dbtest.New(t)
	c := newClient(t, d, "Haddad")
	err := d.Read(t.Context(), desk, access.FindClients.Across(), func(v *db.View) error { v.Shown(c, c+1); return nil })
	if err != nil {
		t.Fatal(err)
	}
	if r := lastTrail(t, d); r.Verb != "client.find" || len(r.Clients) != 2 || r.Clients[0] != int64(c) {
		t.Errorf("trail: %+v", r)
	}
}

func TestAFormPostedTwiceHasOneEffect(t *testing.T) {
	d := dbtest.New(t)
	who := desk.Posting(access.Post{Key: "k1", Hash: []byte("a")})
	make := func(who access.Actor) (id.Client, error) {
		return db.Make(t.Context(), d.DB, who, access.CreateClient.OnNew(), func(tx *db.Tx) (id.Client, error) {
			return tx.Client(), insert(t.Context(), tx, tx.Client(), "Haddad")
		})
	}
	first, err := make(who)
	if err != nil {
		t.Fatal(err)
	}
	again, err := make(who)
	if err != nil || again != first {
		t.Errorf("second post made %d, %v; want %d again", again, err, first)
	}
	if _, err := make(desk.Posting(access.Post{Key: "k1", Hash: []byte("b")})); fault.KindOf(err) != fault.Conflict {
		t.Errorf("another form with the same key: %v", err)
	}
	var n int
	if err := d.Owner.QueryRow(t.Context(), `select count(*) from clients`).Scan(&n); err != nil || n != 1 {
		t.Errorf("%d clients, %v; want 1", n, err)
	}
}

func TestAFormThatFailedMayBeSentAgain(t *testing.T) {
	d := dbtest.New(t)
	who := desk.Posting(access.Post{Key: "k1", Hash: []byte("a")})
	wrong := errors.New("wrong")
	try := func(fail error) error {
		return d.Write(t.Context(), who, access.CreateClient.OnNew(), func(tx *db.Tx) error {
			return errors.Join(insert(t.Context(), tx, tx.Client(), "Haddad"), fail)
		})
	}
	if err := try(wrong); !errors.Is(err, wrong) {
		t.Fatal(err)
	}
	if err := try(nil); err != nil {
		t.Errorf("after a refusal: %v", err)
	}
}

func TestASecondWriterOfAFileWaitsForTheFirst(t *testing.T) {
	d := dbtest.New(t)
	c := newClient(t, d, "Haddad")
	inside, leave, done := make(chan bool), make(chan bool), make(chan error)
	write := func(do func(*db.Tx) error) {
		done <- d.Write(t.Context(), desk, access.EditClient.On(c), do)
	}
	go write(func(*db.Tx) error { inside <- true; <-leave; return nil })
	<-inside
	second := make(chan bool, 1)
	go write(func(*db.Tx) error { second <- true; return nil })
	var waiting int
	for deadline := time.Now().Add(20 * time.Second); waiting == 0 && len(second) == 0 && time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		_ = d.Owner.QueryRow(t.Context(), `
			select count(*)
			from pg_locks
			where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`).Scan(&waiting)
	}
	if waiting == 0 || len(second) != 0 {
		t.Error("two writers were in one file at once")
	}
	leave <- true
	if err := errors.Join(<-done, <-done); err != nil {
		t.Fatal(err)
	}
}

func TestASystemHandHasOnlyItsOwnVerbs(t *testing.T) {
	d := dbtest.New(t)
	c := newClient(t, d, "Haddad")
	err := d.Read(t.Context(), access.System(access.Mailer), access.OpenClinical.On(c), func(*db.View) error { return nil })
	if fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the mailer read a chart: %v", err)
	}
	guest := access.Guest(c, 1)
	if err := d.Read(t.Context(), guest, access.FillPacket.On(c+1), func(*db.View) error { return nil }); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a guest reached another file: %v", err)
	}
}

func TestOneActOpensSeveralFilesBesideKnownOnes(t *testing.T) {
	d := dbtest.New(t)
	known := newClient(t, d, "Haddad")
	var opened []id.Client
	err := d.Write(t.Context(), desk, access.CreateClient.Opening(2, known), func(tx *db.Tx) error {
		opened = tx.Opened()
		for _, c := range opened {
			if err := insert(t.Context(), tx, c, "Ruiz"); err != nil {
				return err
			}
		}
		_, err := tx.Exec(t.Context(), `update clients set given = 'Nadia' where id = $1`, known)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []int64{int64(known), int64(opened[0]), int64(opened[1])}
	if r := lastTrail(t, d); !slices.Equal(r.Clients, want) {
		t.Errorf("the trail names %v; want %v", r.Clients, want)
	}
}

func TestAnActOnSeveralFilesGoesIntoEach(t *testing.T) {
	d := dbtest.New(t)
	ann, bob := newClient(t, d, "Ann"), newClient(t, d, "Bob")
	err := d.Write(t.Context(), desk, access.EditClient.On(bob, ann), func(tx *db.Tx) error {
		for _, c := range tx.Files() {
			one := tx.In(c)
			if err := one.ExecOne(t.Context(), `update clients set phone = $2 where id = $1`, one.Client(), c.String()); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var phones string
	if err := d.Owner.QueryRow(t.Context(), `select string_agg(phone, ' ' order by id) from clients`).Scan(&phones); err != nil || phones != ann.String()+" "+bob.String() {
		t.Errorf("they have %q, %v", phones, err)
	}
	defer func() {
		if recover() == nil {
			t.Error("an act went into a file that is not its own")
		}
	}()
	_ = d.Write(t.Context(), desk, access.EditClient.On(ann), func(tx *db.Tx) error { tx.In(bob); return nil })
}

func TestAnActInAFileThatIsNotThereIsRefused(t *testing.T) {
	d := dbtest.New(t)
	for what, do := range map[string]func(*db.Tx) error{
		"it changes no row": func(*db.Tx) error { return nil },
		"it adds a row": func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), `insert into alerts (client_id, text, raised_at) values ($1, 'Allergic', clock())`, tx.Client())
			return err
		},
	} {
		if err := d.Write(t.Context(), desk, access.EditAlerts.On(424242), do); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v", what, err)
		}
	}
}
