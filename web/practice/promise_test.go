package practice_test

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"charthouse/internal/overview"
	"charthouse/web/href"
)

var promiseLinks = regexp.MustCompile(`href="(/settings/targets/\w+)"`)

// Every link of the list opens: a new target or kind is covered by itself.
func TestEveryPromiseOfTheListOpens(t *testing.T) {
	h := open(t)
	b := h.as(t, "ingrid@kestrellane.example")
	links := promiseLinks.FindAllStringSubmatch(b.get(href.Targets).body, -1)
	if len(links) <= len(overview.Targets) {
		t.Fatalf("the list leads to %d pages", len(links))
	}
	for _, l := range links {
		if a := b.get(l[1]); a.status != http.StatusOK {
			t.Errorf("%s: %d", l[1], a.status)
		}
	}
}

func TestEveryTargetOfTheListIsSet(t *testing.T) {
	h := open(t)
	b := h.as(t, "ingrid@kestrellane.example")
	for _, of := range overview.Targets {
		path := href.Promise(of.Kind)
		pairs := []string{"hours", "33", "percent", "77"}
		steps := strings.Contains(b.get(path).body, `name="own"`)
		if steps != overview.HasSteps(of.Kind) {
			t.Errorf("%s asks for steps: %v", path, steps)
		}
		if steps {
			pairs = append(pairs, "own", "no")
		}
		if a := b.post(path, pairs...); a.status != http.StatusSeeOther {
			t.Errorf("%s: %d", path, a.status)
		}
		if a := b.get(path); !strings.Contains(a.body, `value="33"`) || !strings.Contains(a.body, `value="77"`) {
			t.Errorf("%s does not show what was set", path)
		}
	}
	if n := h.text(t, `select count(*) from targets where hours = 33 and percent = 77`); n != strconv.Itoa(len(overview.Targets)) {
		t.Errorf("%s targets are kept", n)
	}
	if n := h.text(t, `select count(*) from ladders where kind in ('message_clinical', 'licence_ending')`); n != "0" {
		t.Errorf("%s ladders that nobody climbs", n)
	}
}

func (h house) text(t *testing.T, sql string) (s string) {
	t.Helper()
	if err := h.Owner.QueryRow(t.Context(), `select coalesce((`+sql+`)::text, '')`).Scan(&s); err != nil {
		t.Fatal(err)
	}
	return s
}

// The list says of each promise what its records say: a share, that there are too
// few, or that only the late ones are known.
func TestAPromiseSaysHowItIsKept(t *testing.T) {
	h := open(t)
	_, err := h.Owner.Exec(t.Context(), `
		set session_replication_role = replica;
		insert into requests (client_id, recipient, email, asks, made_at, answered_at, document_id)
		select 10001, 'City Heart', 'post@heart.example', 'The report', '2026-04-01Z', '2026-04-02Z'::timestamptz + n * interval '10 hours', 1 from generate_series(1, 25) n;
		insert into documents (client_id, title, media_type, bytes, sha256, received_at) values (10001, 'Scan', 'image/png', 9, sha256('x'), '2026-04-20Z');
		insert into blockers (client_id, kind, subject_id, station, fixer, verb, since, seen_at) values (10001, 'credit_idle', 10001, '', 'biller', 'account.open', '2026-05-01Z', '2026-05-01Z');
		set session_replication_role = origin`)
	if err != nil {
		t.Fatal(err)
	}
	b := h.as(t, "ingrid@kestrellane.example")
	list := b.get(href.Targets).body
	for _, says := range []string{
		`<span class="kept" data-tone="rust">Kept for 84 % of the 25 that came due in twelve weeks.`,
		"Too few to say: 1 came due in twelve weeks, 0 in time.",
		"1 late in twelve weeks, 1 open now. How many were in time is not recorded.",
		"Nothing was late in twelve weeks. How many were in time is not recorded.",
		"None came due in twelve weeks.",
		"Licences are renewed at least 60 days before one runs out, 95 % of the time.",
	} {
		if !strings.Contains(list, says) {
			t.Errorf("the list does not say %q", says)
		}
	}
	if one := b.get(href.Promise("request_unanswered")).body; !strings.Contains(one, "Kept for 84 %") {
		t.Error("its page says something else")
	}
}
