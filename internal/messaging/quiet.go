package messaging

import "time"

// Quiet are the hours in which nobody is reminded, in minutes of the day on the
// wall of whoever would be. From and Until alike are none; Until before From is a
// night.
type Quiet struct{ From, Until int }

// ahead is how long before quiet hours a reminder goes that would come too late
// after them, and before it is too late after them: a try that fails can be made once
// more.
const ahead = 15 * time.Minute

// due is when somebody is reminded of a visit. What would fall into quiet hours
// waits for their end; where that is too near to the visit, or after its start, it goes
// before they begin.
func (q Quiet) due(starts time.Time, before time.Duration, zone *time.Location) time.Time {
	at := starts.Add(-before)
	if !q.covers(at, zone) {
		return at
	}
	if later := q.end(at, zone); !tooNear(starts, later.Add(ahead)) {
		return later
	}
	for at = at.Truncate(time.Minute); q.covers(at, zone); {
		at = at.Add(-time.Minute)
	}
	return at.Add(time.Minute - ahead)
}

// covers is true where the wall shows quiet hours at the instant.
func (q Quiet) covers(at time.Time, zone *time.Location) bool {
	l := at.In(zone)
	m := l.Hour()*60 + l.Minute()
	if q.From <= q.Until {
		return q.From <= m && m < q.Until
	}
	return m >= q.From || m < q.Until
}

// end is the first minute after the quiet hours in which the instant lies. Minutes
// are tried one by one: a wall may skip an hour or show it twice.
func (q Quiet) end(at time.Time, zone *time.Location) time.Time {
	if !q.covers(at, zone) {
		return at
	}
	for at = at.Truncate(time.Minute); q.covers(at, zone); {
		at = at.Add(time.Minute)
	}
	return at
}
