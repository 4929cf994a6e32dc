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
