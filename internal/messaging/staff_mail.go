package messaging

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// StaffMailKind is what a mail to a person who works here is about.
type StaffMailKind string

// The kinds of mails to staff. Both carry the link of a reset.
const (
	ResetMail   StaffMailKind = "reset"
	WelcomeMail StaffMailKind = "welcome"
)

// QueueStaffMailTx stores a mail that waits to be sent. Its mail id is made
// here, so that sending twice is the same mail.
func QueueStaffMailTx(ctx context.Context, tx *db.Tx, kind StaffMailKind, to id.Staff, reset id.Reset) (id.Mail, error) {
	m, err := insertStaffMail(ctx, tx, kind, to, reset, strings.ToLower(rand.Text()))
	if err != nil {
		return 0, fmt.Errorf("store a mail to staff: %w", err)
	}
	return m, nil
}
