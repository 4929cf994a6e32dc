package stuck

import (
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
	"charthouse/web/show"
)

// toldOf says what was done about a line and what comes next: "Reminded Kwame
// Mensah 09:10 · tells the manager tomorrow 09:00".
func toldOf(s workflow.Stuck, r Reader) string {
	var out []string
	if s.Told != nil {
		verb := "Told "
		if s.Told.Whom == worklist.TheOwner {
			verb = "Reminded "
		}
		out = append(out, verb+addressee(*s.Told, r)+" "+moment(s.Told.At, r))
	}
	if s.Next != nil {
		if s.Told != nil && addressee(*s.Told, r) == addressee(*s.Next, r) {
			return out[0] + " · again " + moment(s.Next.At, r)
		}
		verb := "tells "
		if s.Next.Whom == worklist.TheOwner {
			verb = "reminds "
		}
		if len(out) == 0 {
			verb = strings.ToUpper(verb[:1]) + verb[1:]
		}
		out = append(out, verb+addressee(*s.Next, r)+" "+moment(s.Next.At, r))
	}
	return strings.Join(out, " · ")
}

func addressee(n worklist.Nudge, r Reader) string {
	switch {
	case n.Name != "" && n.Name == r.Who.Name():
		return "you"
	case n.Name != "":
		return n.Name
	case n.Whom == worklist.TheManager:
		return "the manager"
	}
	return Crew(n.Role)
}

// Crew is a role as those who hold it are spoken of: "the front desk", "billing".
func Crew(role string) string {
	switch role {
	case "clinician":
		return "the clinicians"
	case "manager":
		return "the manager"
	case "biller":
		return "billing"
	}
	one, err := access.ParseRole(role)
	if err != nil {
		return role
	}
	return "the " + strings.ToLower(one.Words())
}

// moment is 09:10, yesterday 09:10, tomorrow 09:00, or the day with its time.
func moment(at time.Time, r Reader) string {
	switch civil.Of(at, r.Zone).Days(civil.Of(r.Now, r.Zone)) {
	case 0:
		return show.Time(at, r.Zone)
	case 1:
		return "tomorrow " + show.Time(at, r.Zone)
	case -1:
		return "yesterday " + show.Time(at, r.Zone)
	}
	return show.DayTime(at, r.Now, r.Zone)
}
