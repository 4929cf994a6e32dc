package scheduling_test

import (
	"fmt"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/id"
)

var (
	desk    = access.StaffMember(1, "Tomasz Wieczorek", access.FrontDesk)
	manager = access.StaffMember(2, "Amara Nwosu", access.Manager)
)

// practice is a small one in New York, open and staffed 09:00 to 17:00 on
// weekdays: staff 1 Tomasz at the desk, 2 Amara, 3 Dr Okafor in Room 1 and 4 Dr
// Ruiz without a room; visit type 1 takes 30 minutes and costs $120, 2 takes 15.
func practice(t testing.TB) *dbtest.Database {
	t.Helper()
	d := dbtest.New(t)
	arrange(t, d, access.EditSettings.Practice(),
		`insert into locations (name, zone) values ('Kestrel Lane', 'America/New_York')`,
		`insert into opening_hours (location_id, weekday, opens, closes) select 1, w, '08:00', '18:00' from generate_series(1, 5) w`,
		`insert into places (location_id, name, kind) values (1, 'Room 1', 'room'), (1, 'Room 2', 'room'), (1, 'ECG', 'equipment')`,
		`insert into staff (name, email) values ('Tomasz Wieczorek', 't@example.org'), ('Amara Nwosu', 'a@example.org'), ('Dr Okafor', 'o@example.org'), ('Dr Ruiz', 'r@example.org')`,
		`insert into staff_roles values (1, 'front_desk'), (2, 'manager'), (3, 'clinician'), (4, 'clinician')`,
		`insert into resources (staff_id) select id from staff where id >= 3 order by id`,
		`insert into resources (place_id) select id from places order by id`,
		`insert into services (code, label, cents) values ('99213', 'Office visit', 12000)`,
		`insert into visit_types (name, minutes, service_id) values ('Follow-up', 30, 1), ('Short visit', 15, null)`,
		`insert into availability (staff_id, location_id, place_id, weekday, starts, ends)
		select s, 1, case when s = 3 then 1 end, w, '09:00', '17:00' from generate_series(3, 4) s, generate_series(1, 5) w`)
	return d
}

func arrange(t testing.TB, d *dbtest.Database, act access.Act, statements ...string) {
	t.Helper()
	err := d.Write(t.Context(), manager, act, func(tx *db.Tx) error {
		for _, sql := range statements {
			if _, err := tx.Exec(t.Context(), sql); err != nil {
				return fmt.Errorf("%s: %w", sql, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func client(t testing.TB, d *dbtest.Database, given, family string) (c id.Client) {
	t.Helper()
	err := d.Write(t.Context(), desk, access.CreateClient.OnNew(), func(tx *db.Tx) error {
		c = tx.Client()
		_, err := tx.Exec(t.Context(), `insert into clients (id, given, family, opened_at) values ($1, $2, $3, clock())`, c, given, family)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}
