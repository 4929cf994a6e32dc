package href

import (
	"net/url"
	"strconv"

	"charthouse/internal/id"
)

// Waitlist is who waits, and the times that got free.
const Waitlist = "/waitlist"

// WaitlistRows is the waitlist with so many rows.
func WaitlistRows(n int) string { return with(Waitlist, url.Values{"rows": {strconv.Itoa(n)}}) }

// Waits is where a file is put on the waitlist.
func Waits(c id.Client) string { return Client(c) + "/waits" }

// NewWait is the form for it.
func NewWait(c id.Client) string { return Waits(c) + "/new" }

// Wait is one entry of the waitlist.
func Wait(c id.Client, n id.Wait) string { return Waits(c) + "/" + n.String() }

// RemoveWait takes it off.
func RemoveWait(c id.Client, n id.Wait) string { return Wait(c, n) + "/removal" }

// FreedTime is a time that got free.
func FreedTime(n id.Opening) string { return "/openings/" + n.String() }

// StopOffers ends its offering.
func StopOffers(n id.Opening) string { return FreedTime(n) + "/stop" }
