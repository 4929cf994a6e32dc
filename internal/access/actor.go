package access

import (
	"fmt"
	"slices"

	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Actor is who is acting: a member of staff, a patient who came by a link, or
// one of the system's own hands. The zero Actor may do nothing.
type Actor struct {
	staff   id.Staff
	name    string
	roles   Role
	client  id.Client
	link    id.Link
	post    Post
	request string
	again   bool
}

// Post is the form that is being sent: its key makes a repeated post have one
// effect, its hash tells the same form from another one with a stolen key.
type Post struct {
	Key  string
	Hash []byte
}

// StaffMember is a person who signed in.
func StaffMember(s id.Staff, name string, roles Role) Actor {
	return Actor{staff: s, name: name, roles: roles & Staff}
}

// Guest is somebody who opened a link; they reach one file only.
func Guest(c id.Client, l id.Link) Actor {
	return Actor{client: c, link: l, roles: Patient, name: "Patient, by link"}
}

// Deputy is a contact who opened a link to act for the client; they reach that
// one file only.
func Deputy(c id.Client, l id.Link) Actor {
	return Actor{client: c, link: l, roles: Proxy, name: "Proxy, by link"}
}

// Correspondent is another practice that opened a link to a request; they reach
// that one only.
func Correspondent(c id.Client, l id.Link) Actor {
	return Actor{client: c, link: l, roles: Referrer, name: "Referrer, by link"}
}

// Writing is the patient or a proxy who opened a link to what is written with
// them; they reach that one file only.
func Writing(c id.Client, l id.Link) Actor {
	return Actor{client: c, link: l, roles: Writer, name: "Writing, by link"}
}

// Expected is somebody who opened the link of a reminder; they reach that one file
// only, and of it the visit.
func Expected(c id.Client, l id.Link) Actor {
	return Actor{client: c, link: l, roles: Invited, name: "Patient, by reminder"}
}

// Booking is the patient who opened a link to a visit that they booked online; they
// reach that one file only.
func Booking(c id.Client, l id.Link) Actor {
	return Actor{client: c, link: l, roles: Booker, name: "Booking, by link"}
}

// Following is the calendar program of somebody who works here: it reads when their
// visits are, and may do nothing else in their name.
func Following(s id.Staff, name string) Actor {
	return Actor{staff: s, name: name + ", by calendar", roles: Subscriber}
}

// Awaiting is somebody who opened the link of a time that they are offered; they reach
// that one file only, and of it the offer.
func Awaiting(c id.Client, l id.Link) Actor {
	return Actor{client: c, link: l, roles: Waiting, name: "Patient, by offer"}
}

// Nobody is a visitor at the door.
func Nobody() Actor { return Actor{roles: Visitor, name: "Visitor"} }

// System is one of the system's own hands: Clock, Mailer or Console.
func System(r Role) Actor { return Actor{roles: r, name: r.Words()} }

// Posting is the actor while sending a form.
func (w Actor) Posting(p Post) Actor { w.post = p; return w }

// During is the actor with the number of the request, for the trail.
func (w Actor) During(request string) Actor { w.request = request; return w }

// Again is the actor whose page renews itself: what it looks at stands in the
// trail since a few minutes ago.
func (w Actor) Again() Actor { w.again = true; return w }

// Renews is true of an actor whose page renews itself.
func (w Actor) Renews() bool { return w.again }

// Staff is the person's number, or zero.
func (w Actor) Staff() id.Staff { return w.staff }

// Name is how the person is named on screen.
func (w Actor) Name() string { return w.name }

// Roles are the roles held.
func (w Actor) Roles() Role { return w.roles }

// Client is the one file that a guest may reach, or zero.
func (w Actor) Client() id.Client { return w.client }

// Link is the link that a guest came by, or zero.
func (w Actor) Link() id.Link { return w.link }

// Post is the form being sent, or zero.
func (w Actor) Post() Post { return w.post }

// Request is the request's number, or empty.
func (w Actor) Request() string { return w.request }

// Key names the actor in the trail and beside form keys: s12 is staff, l7 a link,
// p7 one that a proxy opened, r7 a referrer, w7 somebody who writes, i7 somebody who is reminded, b7 one to a
// visit that was booked online, o7 one to a time that is offered, c12 the calendar program of staff, mailer the
// system's own hand.
func (w Actor) Key() string {
	switch {
	case w.staff != 0 && w.roles == Subscriber:
		return "c" + w.staff.String()
	case w.staff != 0:
		return "s" + w.staff.String()
	case w.link != 0 && w.roles == Proxy:
		return "p" + w.link.String()
	case w.link != 0 && w.roles == Referrer:
		return "r" + w.link.String()
	case w.link != 0 && w.roles == Writer:
		return "w" + w.link.String()
	case w.link != 0 && w.roles == Invited:
		return "i" + w.link.String()
	case w.link != 0 && w.roles == Booker:
		return "b" + w.link.String()
	case w.link != 0 && w.roles == Waiting:
		return "o" + w.link.String()
	case w.link != 0:
		return "l" + w.link.String()
	default:
		return w.roles.Names()
	}
}

// May is true when the actor may do the verb at all; pages use it to leave out
// what would be refused.
func (w Actor) May(v Verb) bool { return w.roles.May(v) }

// Allow refuses with a fault what the actor may not do. A guest who asks for
// another file is told that there is none.
func (w Actor) Allow(a Act) error {
	switch {
	case a.verb == "" || a.scope == 0:
		return fmt.Errorf("act without a verb or a scope")
	case a.scope == OnFiles && len(a.clients) == 0, len(a.clients) > 0 && a.clients[0] <= 0:
		return fault.New(fault.NotFound, "There is no such record.")
	case !w.roles.May(a.verb):
		return fault.New(fault.Forbidden, "Your role does not include this. Ask your practice manager if you need it.")
	case w.client != 0 && a.scope != OnPractice && !slices.Equal(a.clients, []id.Client{w.client}):
		return fault.New(fault.NotFound, "There is no such record.")
	}
	return nil
}
