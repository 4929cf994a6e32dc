package access

import (
	"fmt"
	"strings"
)

// Role is a set of roles; a person may hold several.
type Role uint32

// The roles of people, then of patients reached by a link, then of the
// system's own hands, each with verbs of its own.
const (
	FrontDesk Role = 1 << iota
	Clinician
	Biller
	Manager
	Owner
	Patient    // somebody who opened a link to one file
	Proxy      // somebody who opened it to act for the patient
	Referrer   // another practice that opened a link to be asked for a letter
	Writer     // the patient or a proxy who opened a link to what is written with them
	Invited    // somebody who opened the link of a reminder, to say that they come
	Booker     // the patient who opened a link to a visit that they booked online
	Subscriber // a calendar program that reads a clinician's visits under their secret address
	Waiting    // somebody who opened the link of a time that they are offered
	Visitor    // nobody signed in yet
	Clock      // the job of each minute
	Mailer     // the worker that sends mail
	Console    // a person at the server's command line

	Staff = FrontDesk | Clinician | Biller | Manager | Owner
)

var roles = []struct {
	role        Role
	name, words string
}{
	{FrontDesk, "front_desk", "Front desk"},
	{Clinician, "clinician", "Clinician"},
	{Biller, "biller", "Billing"},
	{Manager, "manager", "Practice manager"},
	{Owner, "owner", "Owner"},
	{Patient, "patient", "Patient by link"},
	{Proxy, "proxy", "Proxy by link"},
	{Referrer, "referrer", "Referrer by link"},
	{Writer, "writer", "Writing by link"},
	{Invited, "invited", "Invited by link"},
	{Booker, "booker", "Booking by link"},
	{Subscriber, "subscriber", "Calendar by link"},
	{Waiting, "waiting", "Waiting by link"},
	{Visitor, "visitor", "Visitor"},
	{Clock, "clock", "Clock"},
	{Mailer, "mailer", "Mailer"},
	{Console, "console", "Console"},
}

// ParseRole reads the name that the database and the command line use.
func ParseRole(name string) (Role, error) {
	for _, r := range roles {
		if r.name == name {
			return r.role, nil
		}
	}
	return 0, fmt.Errorf("%q is not a role; the roles are %s", name, Staff.Names())
}

// Each gives the single roles of the set, in the order of the matrix.
func (r Role) Each() []Role {
	var out []Role
	for _, k := range roles {
		if r&k.role != 0 {
			out = append(out, k.role)
		}
	}
	return out
}

// Has is true when the sets share a role.
func (r Role) Has(other Role) bool { return r&other != 0 }

// Names lists the set as the database writes it: front_desk, clinician.
func (r Role) Names() string {
	return r.join(func(name, _ string) string { return name })
}

// Words lists the set as people read it: Front desk, Clinician.
func (r Role) Words() string {
	return r.join(func(_, words string) string { return words })
}

func (r Role) join(pick func(name, words string) string) string {
	var out []string
	for _, k := range roles {
		if r&k.role != 0 {
			out = append(out, pick(k.name, k.words))
		}
	}
	return strings.Join(out, ", ")
}
