package overview_test

import (
	"html"
	"regexp"
	"strings"
	"testing"
)

var redCount = regexp.MustCompile(`<a class="flow-stuck" href="([^"]*)">([^<]*)</a>`)

func TestARedCountLeadsToItsLinesAndTheFilterComesOff(t *testing.T) {
	_, open := serve(t)
	counts := redCount.FindAllStringSubmatch(open("/overview"), -1)
	if len(counts) != 2 || counts[0][2] != "1 note late" || counts[1][2] != "1 not charged" {
		t.Fatalf("the red counts are %q", counts)
	}
	for station, c := range map[string][]string{"Note signed": counts[0], "Charged": counts[1]} {
		list := open(html.UnescapeString(c[1]))
		if !strings.Contains(list, "<b>1 line</b> of them here") {
			t.Errorf("%s does not list one line: %s", c[1], list)
		}
		if !strings.Contains(list, `<a class="chip" aria-current="true" href="/worklist" aria-label="Held at `+station+`: leave this filter out"`) {
			t.Errorf("%s has no chip that takes the station off", c[1])
		}
	}
}

func TestLateNotesLeadToTheClinicianTheyAreOf(t *testing.T) {
	_, open := serve(t)
	late := regexp.MustCompile(`<a class="link" href="([^"]*)">1<span class="sr">, late notes of Dr Amara</span></a>`).FindStringSubmatch(open("/overview"))
	if late == nil {
		t.Fatal("late notes of Dr Amara lead nowhere")
	}
	list := open(html.UnescapeString(late[1]))
	for _, says := range []string{"<b>1 line</b> of them here", "Work of Dr Amara: leave this filter out", "Noor Haddad"} {
		if !strings.Contains(list, says) {
			t.Errorf("%s does not say %q", late[1], says)
		}
	}
}

func TestMoneyOfAPastWeekSaysOfWhichEndItIs(t *testing.T) {
	d, open := serve(t)
	charged(t, d)
	for path, want := range map[string][]string{
		"/overview/days-in-ar/visits?week=2026-04-27":     {"What was owed at the end of ", "Ravi Pillai", "90.00"},
		"/overview/days-in-ar/visits?week=2026-05-04":     {"What is owed today, the most first.", "No visit is behind it"},
		"/overview/net-collection/visits?week=2026-04-27": {"and not collected, the most first.", "Ravi Pillai", "90.00"},
		"/overview/net-collection/visits?week=2026-05-04": {"No visit is behind it"},
	} {
		list := open(path)
		for _, says := range want {
			if !strings.Contains(list, says) {
				t.Errorf("%s does not say %q", path, says)
			}
		}
	}
}

func TestThirdNextAvailableLeadsToItsDays(t *testing.T) {
	d, open := serve(t)
	if _, err := d.Owner.Exec(t.Context(), `set session_replication_role = replica;
		insert into day_counts (day, measure, staff_id, location_id, cause, how, above, below) values ('2026-05-04', 'third_next', 1, 1, '', '', 5, 1);
		set session_replication_role = origin`); err != nil {
		t.Fatal(err)
	}
	measure := open("/overview/third-next?until=2026-05-04")
	for _, to := range []string{"/overview/third-next/days?by=clinician&amp;until=2026-05-04", "/overview/third-next/days?by=clinician&amp;clinician=1&amp;until=2026-05-04", "/overview/third-next/days?by=clinician&amp;until=2026-05-04&amp;week=2026-05-04"} {
		if !strings.Contains(measure, `href="`+to+`"`) {
			t.Errorf("the measure does not lead to %s", to)
			continue
		}
		if list := open(html.UnescapeString(to)); !strings.Contains(list, `<td>Dr Amara</td><td>Main street</td><td class="num">5</td>`) {
			t.Errorf("%s does not list the day: %s", to, list)
		}
	}
	if csv := open("/overview/third-next/days.csv?week=2026-05-04"); csv != "day,clinician,location,days\n2026-05-04,Dr Amara,Main street,5\n" {
		t.Errorf("the CSV is %q", csv)
	}
}
