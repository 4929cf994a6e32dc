package messaging

import (
	"context"
	"fmt"
	"strings"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// ConfirmTx tells the client of a visit that was booked. Like its siblings it
// answers 0 where the file has no mail address.
func ConfirmTx(ctx context.Context, tx *db.Tx, visit id.Visit) (id.Mail, error) {
	return aboutVisit(ctx, tx, Confirmation, visit)
}

// MovedTx tells the client of a visit's new time or place. Who was told of just
// this already, since only the room changed, gets no mail; who was told of none
// yet gets a confirmation.
func MovedTx(ctx context.Context, tx *db.Tx, visit id.Visit) (id.Mail, error) {
	told, err := findTold(ctx, tx, visit)
	if err != nil {
		return 0, fmt.Errorf("look for an earlier mail: %w", err)
	}
	now, err := findAppointment(ctx, tx, visit)
	if err != nil {
		return 0, fmt.Errorf("read when a visit is: %w", err)
	}
	switch {
	case told.tells(draft{Local: &now.Local, Place: now.Place, Address: now.Address}.appointment()):
		return 0, nil
	case told.Several && !told.Gone: // it says when it goes what is so then
		return 0, nil
	case !told.Gone:
		return aboutVisit(ctx, tx, Confirmation, visit)
	}
	return aboutVisit(ctx, tx, Moved, visit)
}

// tells is true where the mail says all lines of an appointment.
func (t told) tells(appointment string) bool {
	for line := range strings.Lines(appointment) {
		if !strings.Contains(t.Body, strings.TrimSpace(line)) {
			return false
		}
	}
	return true
}

// CancelledTx tells the client that a visit does not take place, and takes back
// what still waits to be sent about it.
func CancelledTx(ctx context.Context, tx *db.Tx, visit id.Visit) (id.Mail, error) {
	return aboutVisit(ctx, tx, Cancellation, visit)
}

// FormLinkTx sends the link to a packet. The link itself is made when the mail
// goes, so that it stands nowhere but in the mail. To is the contact who acts for
// the client, or zero for the client.
func FormLinkTx(ctx context.Context, tx *db.Tx, visit id.Visit, packet id.Packet, to id.Contact) (id.Mail, error) {
	if err := overtake(ctx, tx, visit, Form); err != nil {
		return 0, fmt.Errorf("take back an earlier link: %w", err)
	}
	return written(ctx, tx, message{Kind: Form, Visit: visit, Packet: packet, Contact: to})
}

func aboutVisit(ctx context.Context, tx *db.Tx, kind Kind, visit id.Visit) (id.Mail, error) {
	over := []Kind{Confirmation, Moved, Cancellation}
	if kind == Cancellation {
		over = append(over, Form)
	}
	if err := overtake(ctx, tx, visit, over...); err != nil {
		return 0, fmt.Errorf("take back what a newer mail replaces: %w", err)
	}
	return written(ctx, tx, message{Kind: kind, Visit: visit})
}

// written queues a mail whose words are the house's, and shows them in the
// conversation before they are sent.
func written(ctx context.Context, tx *db.Tx, m message) (id.Mail, error) {
	mail, err := queue(ctx, tx, m)
	if err != nil || mail == 0 {
		return 0, err
	}
	d, err := findDraft(ctx, &tx.View, mail)
	if err != nil {
		return 0, fmt.Errorf("read what a mail is about: %w", err)
	}
	return mail, setWords(ctx, tx, d)
}
