package main

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"charthouse/internal/access"
	"charthouse/web/page"
)

// relation is what a path names, as seen from who asks.
type relation string

// The relations of a path to who asks for it.
const (
	theirs       relation = "theirs"
	ended        relation = "theirs, ended"
	anothers     relation = "another client's, under one's own"
	shutAway     relation = "a restricted client's, under one's own"
	absent       relation = "a number that is nobody's"
	malformed    relation = "no number"
	inShut       relation = "in the restricted file"
	noFile       relation = "in a file that is not there"
	noFileNumber relation = "in a file that is no number"
)

// object is what stands in a path: rows of a table that belongs to a file, rows of
// one that belongs to the practice, or words.
type object struct {
	file     string // the table in files: 10n+1 stands there and 10n+2 is ended
	practice string // the table of the practice: 1 to 5 stand and 9 is closed
	first    int    // the row of the practice before the first of the five
	word     string // a good one, where it is a word
	any      bool   // any word is as good
	endless  bool   // nothing ends it
}

// objects are what each parameter names, by the step of the path before it. A
// parameter that means something else on one path has that whole path.
var objects = map[string]object{
	"alerts/{alert}": {file: "alerts"}, "allergies/{allergy}": {file: "allergies"}, "allergies/{row}": {file: "allergies"},
	"blockers/{blocker}": {file: "blockers"}, "charges/{charge}": {file: "charges"}, "claims/{claim}": {file: "claims", endless: true},
	"contacts/{contact}": {file: "contacts"}, "conversations/{conversation}": {file: "conversations"}, "coverages/{coverage}": {file: "coverages"},
	"documents/{document}": {file: "documents"}, "givebacks/{giveback}": {file: "givebacks"}, "glass/{glass}": {file: "glass"},
	"invoices/{invoice}": {file: "invoices"}, "mails/{mail}": {file: "deliveries"}, "medications/{medication}": {file: "medications"},
	"medicines/{row}": {file: "medications"}, "notes/{note}": {file: "notes", endless: true}, "packets/{packet}": {file: "packets"},
	"payments/{payment}": {file: "payments"}, "problems/{problem}": {file: "problems"}, "questions/{question}": {file: "questions"},
	"requests/{request}": {file: "requests"}, "tasks/{task}": {file: "tasks"}, "team/{member}": {file: "care_team"}, "visits/{visit}": {file: "visits"},
	"talk/{conversation}": {file: "conversations"}, "waits/{wait}": {file: "waits"},

	"closures/{n}": {practice: "closures", endless: true}, "extra-hours/{n}": {practice: "availability", first: 20, endless: true},
	"absences/{absence}": {practice: "absences", endless: true}, "blocks/{block}": {practice: "bookings", endless: true},
	"fees/{n}": {practice: "services"}, "forms/{n}": {practice: "forms"}, "locations/{n}": {practice: "locations"},
	"payers/{n}": {practice: "payers"}, "places/{n}": {practice: "places"}, "task-types/{n}": {practice: "task_types"},
	"templates/{n}": {practice: "note_templates"}, "visit-types/{n}": {practice: "visit_types"}, "staff/{n}": {practice: "staff", first: 9},
	"weeks/{n}": {practice: "staff", first: 9}, "staff/{mail}": {practice: "staff_mails"}, "strays/{mail}": {practice: "received_mails"},
	"practice/{row}": {practice: "practice_blockers", endless: true}, "openings/{opening}": {practice: "openings"},

	"marks/{kind}": {word: "arrived"}, "targets/{kind}": {word: "note_unsigned"}, "{row}/{what}": {word: "end"}, "day/{date}": {word: "2026-05-04"}, "week/{date}": {word: "2026-05-04"},
	"form/{part}": {word: "1"},
	"c/{token}":   {word: "nonsense"}, "o/{token}": {word: "nonsense"}, "calendar/{token}.ics": {word: "nonsense.ics"},
	"f/{token}": {word: "nonsense"}, "reset/{token}": {word: "nonsense", any: true},
	"overview/{measure}":         {word: "note-turnaround"},
	"/overview/{measure}/events": {word: "nudges"}, "/overview/{measure}/events.csv": {word: "nudges"},
	"/overview/{measure}/days": {word: "third-next"}, "/overview/{measure}/days.csv": {word: "third-next"},
}

const howToAdd = `%s %s: the matrix knows no object for %q.
	Add it to objects in refusal_object_test.go: the table whose rows it names, or a word. A new table in files needs its
	rows 10n+1 (stands) and 10n+2 (is ended) in castFiles of refusal_cast_test.go.`

// step is one parameter of a path.
type step struct {
	param string // {visit}
	object
}

// steps are the parameters of a route after the file, in order.
func (m *matrix) steps(route page.Route) (out []step) {
	parts := strings.Split(route.Path, "/")
	for i, p := range parts {
		if !strings.HasPrefix(p, "{") || p == "{client}" {
			continue
		}
		o, known := objects[route.Path]
		if !known {
			o, known = objects[parts[i-1]+"/"+p]
		}
		if !known {
			m.t.Errorf(howToAdd, route.Method, route.Path, parts[i-1]+"/"+p)
		}
		out = append(out, step{p, o})
	}
	return out
}

// named is what stands in the path for a step, as a relation has it.
func (s step) named(rel relation, a *asker, file int64) string {
	switch {
	case rel == absent:
		return "424242"
	case rel == malformed:
		return "1x"
	case s.word != "":
		return s.word
	case rel == ended && s.practice != "":
		return "9"
	case s.practice != "":
		return fmt.Sprint(s.first + a.row)
	case rel == ended:
		return fmt.Sprint(file*10 + 2)
	case rel == anothers:
		return fmt.Sprint(othersFile*10 + 1)
	case rel == shutAway:
		return fmt.Sprint(restrictedFile*10 + 1)
	}
	return fmt.Sprint(file*10 + 1)
}

// relations are those that a step can stand in.
func (s step) relations() []relation {
	out := []relation{absent, malformed}
	switch {
	case s.any:
		return nil
	case s.word != "":
		return []relation{malformed}
	case s.file != "":
		out = append(out, anothers, shutAway)
	}
	if !s.endless {
		out = append(out, ended)
	}
	return out
}

// onEnded are the acts on what is over.
var onEnded = regexp.MustCompile(`/(restore|reopen|seen)$`)

// look is one cell of the matrix: a route with its path as somebody asks for it.
type look struct {
	page.Route
	path string
	rel  relation
	of   string // the parameter that stands in the relation, or none
}

// looks are all cells of a route for somebody.
func (m *matrix) looks(route page.Route, a *asker) []look {
	if route.Verb == access.Follow {
		return streams(route, a)
	}
	steps := m.steps(route)
	path := func(file int64, client string, rel relation, at int) string {
		out := strings.Replace(route.Path, "{client}", client, 1)
		for i, s := range steps {
			here := theirs
			if i == at {
				here = rel
			} else if onEnded.MatchString(route.Path) {
				here = ended
			}
			out = strings.Replace(out, s.param, s.named(here, a, file), 1)
		}
		return out
	}
	own := fmt.Sprint(a.file)
	out := []look{{route, path(a.file, own, theirs, -1), theirs, ""}}
	if strings.HasPrefix(route.Path, "/clients/{client}") {
		out = append(out, look{route, path(restrictedFile, fmt.Sprint(restrictedFile), theirs, -1), inShut, ""},
			look{route, path(a.file, "424242", theirs, -1), noFile, ""}, look{route, path(a.file, "1x", theirs, -1), noFileNumber, ""})
	}
	for i, s := range steps {
		for _, rel := range s.relations() {
			out = append(out, look{route, path(a.file, own, rel, i), rel, s.param})
		}
	}
	return out
}

// streams are the cells of the route that names its file behind the path.
func streams(route page.Route, a *asker) (out []look) {
	for rel, file := range map[relation]string{theirs: fmt.Sprint(a.file), inShut: fmt.Sprint(restrictedFile), noFile: "424242"} {
		out = append(out, look{route, route.Path + "?file=" + file, rel, "file"})
	}
	return out
}

// complete holds objects to the table of routes, and the cast to objects.
func (m *matrix) complete() {
	for _, route := range m.site.Table() {
		m.steps(route)
	}
	for _, name := range slices.Sorted(maps.Keys(objects)) {
		o := objects[name]
		missing := ""
		switch {
		case o.file != "":
			missing = fmt.Sprintf(`select count(*) from generate_series(%d, %d) n where not exists (select from %s t where t.client_id = n and t.id = n * 10 + 1)`, firstFile, lastFile, o.file)
			if !o.endless {
				missing += fmt.Sprintf(` or not exists (select from %s t where t.client_id = n and t.id = n * 10 + 2)`, o.file)
			}
		case o.practice != "":
			missing = fmt.Sprintf(`select count(*) from generate_series(%d, %d) n where not exists (select from %s t where t.id = n)`, o.first+1, o.first+5, o.practice)
		default:
			continue
		}
		var n int
		if err := m.Owner.QueryRow(m.t.Context(), missing).Scan(&n); err != nil || n > 0 {
			m.t.Errorf("%s: the cast lacks %d of its rows, %v", name, n, err)
		}
	}
	if m.t.Failed() {
		m.t.FailNow()
	}
}
