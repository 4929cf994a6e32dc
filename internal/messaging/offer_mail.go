package messaging

import (
	"context"
	"errors"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Quiet answers the hours in which nobody is reminded or offered anything.
func (s *Service) Quiet(ctx context.Context) (q Quiet, err error) {
	err = s.db.Read(ctx, access.System(access.Clock), access.FindDue.Practice(), func(v *db.View) error {
		q, err = findQuiet(ctx, v)
		return err
	})
	return q, err
}

// Covers is true where the wall of the zone shows quiet hours at the instant. In a zone
// that nobody knows it is always quiet.
func (q Quiet) Covers(at time.Time, zone string) bool {
	z, err := time.LoadLocation(zone)
	return err != nil || q.covers(at, z)
}

// AgreedPhoneTx answers the phone of a client who agreed to texts, as it stands in the
// file, and the calling code of numbers without one; an empty phone is none.
func AgreedPhoneTx(ctx context.Context, v *db.View) (phone, country string, err error) {
	w, err := findAgreedPhone(ctx, v)
	if errors.Is(err, db.ErrNone) {
		err = nil
	}
	return w.Phone, w.Country, err
}

// AboutOfferTx writes of an offer by mail, to the contact who acts for the client or to
// the client, and where there is a number by text too: that they can have a time, or
// that it is gone.
func AboutOfferTx(ctx context.Context, tx *db.Tx, kind Kind, n id.SlotOffer, to id.Contact, number string) (out Reminded, err error) {
	if out.Mail, err = written(ctx, tx, message{Kind: kind, Offer: n, Contact: to}); err != nil || number == "" {
		return out, err
	}
	out.Text, err = textOf(ctx, tx, message{Kind: kind, Offer: n}, number, nil)
	return out, err
}

// offering is a mail about a time that got free. It says nothing of what the visit is for.
func (d draft) offering() (subject, body string) {
	who := or(d.Practice, "Your practice")
	when := d.Local.Format("Monday 2 January, 15:04")
	parts := []string{d.greeting()}
	if d.Kind == OfferGone {
		parts = append(parts, "The time at "+who+" on "+when+" is gone.", "You stay on the waitlist, and we write to you when another time becomes free. If it cannot wait, please "+d.call()+".")
		return who + ": gone, " + when, strings.Join(append(parts, who), "\n\n") + "\n"
	}
	has := "A time at " + who + " has become free:"
	if d.ContactID != 0 {
		has = "A time at " + who + " has become free for " + or(d.Client, "the patient") + ":"
	}
	parts = append(parts, has, d.appointment(), "You can take it here until "+d.ends().Format("Monday 2 January, 15:04")+":", linkHere,
		"It may be offered to others too, and goes to whoever takes it first. If it does not suit you, you need not do anything: you stay on the waitlist.")
	return who + ": a time is free, " + when, strings.Join(append(parts, who), "\n\n") + "\n"
}

// ends is when the offer ends, on the wall of the place.
func (d draft) ends() time.Time {
	zone, err := time.LoadLocation(d.Zone)
	if err != nil || d.Expires == nil {
		return d.Local.UTC()
	}
	return d.Expires.In(zone)
}

// offeringText says the same in a text.
func (d draft) offeringText() string {
	who := or(d.Practice, "Your practice")
	when := d.Local.Format("Mon 2 Jan, 15:04")
	if d.Kind == OfferGone {
		return who + ": the time on " + when + " is gone. You stay on the waitlist."
	}
	return who + ": a time is free on " + when + ". Take it here until " + d.ends().Format("Mon 15:04") + ": " + linkHere + " STOP for no more texts."
}
