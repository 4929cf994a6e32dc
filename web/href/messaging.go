package href

import (
	"strconv"

	"charthouse/internal/id"
)

// The outbox: mails that wait, failed, or went today.
const Outbox = "/outbox"

// OutboxRows is the outbox with so many of its rows.
func OutboxRows(n int) string { return Outbox + "?rows=" + strconv.Itoa(n) }

// MessagesBefore is the part of a conversation before a message.
func MessagesBefore(c id.Client, m id.Message) string { return Messages(c) + "?before=" + m.String() }

// Remarks is where remarks and phone calls are kept.
func Remarks(c id.Client) string { return Messages(c) + "/remarks" }

// ResendMail tries a mail once more.
func ResendMail(c id.Client, m id.Mail) string { return in(c, "/mails/"+m.String()+"/resend") }

// ResendStaffMail tries a mail to staff once more.
func ResendStaffMail(m id.Mail) string { return "/outbox/staff/" + m.String() + "/resend" }
