package main

import (
	"fmt"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/practice"
)

// heldClaims are Nadia Haddad and Omar Farouk: signed visits of this morning
// whose claims lack a member number, and two notes of last week not signed.
func (j *journey) heldClaims() {
	j.t.Helper()
	owner := access.System(access.Console)
	j.no(practice.New(j.DB).EditStaff(j.t.Context(), owner, j.clinician.Staff(), practice.StaffForm{
		Name: "Dr Amara Okafor", Email: "amara@kestrel.example", Roles: []string{"clinician"}, NPI: "1234567893",
	}))
	sql := `
		begin;
		select begin_act('test', null, null, 'sample.load', '{10001,10002}', true, '', '` + j.Clock.Now().Format(time.RFC3339) + `', true);
		insert into clients (id, given, family, birth_date, phone, email, opened_at)
		values (10001, 'Nadia', 'Haddad', '1985-03-14', '555 0142', 'nadia@example.com', clock()), (10002, 'Omar', 'Farouk', '1971-01-02', '555 0177', 'omar@example.com', clock());
		insert into coverages (client_id, payer_id) values (10001, 1), (10002, 1);`
	for i, client := range []int{10001, 10002, 10001, 10002} {
		n := i + 1
		sql += fmt.Sprintf(`
			insert into bookings (kind, location_id, zone, starts_local, starts_at, ends_at)
			select 'visit', 1, 'America/New_York', (t at time zone 'America/New_York')::timestamp, t, t + interval '30 minutes'
			from (select date_trunc('hour', clock()) - make_interval(days => 4, hours => %d) as t) w;
			insert into visits (client_id, booking_id, visit_type_id, clinician_id, fee_cents, coverage_id, booked_at) values (%d, %d, 1, %d, %d, %d, clock());
			insert into visit_marks (client_id, visit_id, kind, at) values (%[2]d, %[3]d, 'arrived', clock() - interval '4 days'), (%[2]d, %[3]d, 'seen', clock() - interval '4 days');
			insert into notes (client_id, visit_id, author_id, template, sections, started_at, saved_at, saved_by)
			values (%[2]d, %[3]d, %[4]d, '[]', '{}', clock(), clock(), %[4]d);`, n, client, n, int64(j.clinician.Staff()), 12000+1000*n, client-10000)
		if n <= 2 {
			sql += fmt.Sprintf(`
				insert into signatures (client_id, note_id, staff_id, at, content, hash) values (%d, %d, %d, clock(), '{}', sha256('x'));
				insert into entries (client_id, kind, at) values (%[1]d, 'charge', clock());
				insert into charges (client_id, visit_id, note_id, entry_id, service_id, code, label, units, cents, diagnoses, at)
				select %[1]d, %[2]d, %[2]d, max(id), 1, 'F30', 'Follow-up visit', 1, 12000, '{I10}', clock() from entries;
				insert into lines (client_id, entry_id, charge_id, account, cents)
				select %[1]d, c.entry_id, c.id, 'payer_receivable', 12000 from charges c where c.visit_id = %[2]d
				union all select %[1]d, c.entry_id, c.id, 'revenue', -12000 from charges c where c.visit_id = %[2]d;
				insert into claims (client_id, visit_id, coverage_id, made_at) values (%[1]d, %[2]d, %[5]d, clock());`, client, n, int64(j.clinician.Staff()), 0, client-10000)
		}
	}
	if _, err := j.Owner.Exec(j.t.Context(), sql+`select settle(10001), settle(10002); commit`); err != nil {
		j.t.Fatal(err)
	}
}

// The list is worked by keys alone: what is missing is asked of the desk and
// answered in its row, a line is given, others are put off together.
func TestTheWorklistIsWorkedByKeys(t *testing.T) {
	j := setOut(t)
	j.heldClaims()
	j.step("Kwame narrows the list and asks for a number", func(t *testing.T) {
		s := j.signIn(t, "kwame@kestrel.example")
		s.Press("g w")
		s.See("Nadia Haddad")
		s.Click("Narrow")
		s.Fill("What is stuck", "Claim is held.")
		s.Click("Show these lines")
		s.NotSee("Note is not signed. Nadia Haddad")
		s.See("2 lines of them here")
		s.Press("j s")
		s.See("Ask somebody")
		s.Fill("Whom", "Tomasz Wieczorek, Front desk")
		s.Click("Ask")
		s.See("Asked. The answer comes back to this list.")
		s.See("Kwame Mensah asked Tomasz Wieczorek")
	})
	j.step("Tomasz answers with the number in his row", func(t *testing.T) {
		s := j.signIn(t, "tomasz@kestrel.example")
		s.Open(j.url + "/worklist?who=mine")
		s.See("Question from Kwame Mensah: member number?")
		s.Press("j f")
		s.Until("the field to have the focus", `document.activeElement.name === 'value'`)
		s.Eval(`document.activeElement.value = 'LM 4471'`)
		s.Press("Enter")
		s.See("Member number saved")
		s.NotSee("Question from Kwame Mensah")
	})
	j.step("Kwame sees that it is mended", func(t *testing.T) {
		s := j.signIn(t, "kwame@kestrel.example")
		s.Open(j.url + "/worklist")
		s.See("Mended since you asked.")
		s.Click("Seen")
		s.NotSee("Mended since you asked.")
	})
	j.step("Ingrid gives a line and puts others off together", func(t *testing.T) {
		s := j.signIn(t, "ingrid@kestrel.example")
		s.Open(j.url + "/worklist?kind=note_unsigned")
		s.Press("j s")
		s.Until("the drawer to open", `document.querySelector('dialog[open]')?.id === 'drawer'`)
		s.See("Give to")
		s.Fill("Whose turn it is", "Dr Amara Okafor")
		s.Click("Give the line")
		s.See("The line is given")
		s.Until("the focus to stay near", `document.activeElement.matches('[data-row]')`)
		s.Press("x j x")
		s.See("With the chosen lines")
		s.look("worklist-many")
		s.Fill("Put off until", j.Clock.Now().AddDate(0, 0, 3).Format(time.DateOnly))
		s.Fill("Why", "Dr Okafor is at a congress")
		s.Click("css:.many button[value=off]")
		s.See("2 lines are done")
		s.See("The filter hides every line")
		s.Click("Clear the filter")
		s.See("Claim is held")
	})
	j.step("The pages are sound on a phone and in the dark", func(t *testing.T) {
		s := j.signIn(t, "ingrid@kestrel.example")
		for _, path := range []string{"/worklist", "/worklist?who=later", "/clients/10001/blockers/1", "/absences"} {
			for _, width := range []int64{1440, 320} {
				s.Viewport(width, 2400, width == 320) // nothing half under the bar at its foot
				s.Open(j.url + path)
				s.NoSideways()
				s.Axe()
			}
		}
	})
}
