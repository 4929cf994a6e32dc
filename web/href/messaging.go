package href

import "charthouse/internal/id"

// The outbox: mails that wait, failed, or went today.
const Outbox = "/outbox"

// MessagesBefore is the part of a conversation before a message.
func MessagesBefore(c id.Client, m id.Message) string { return Messages(c) + "?before=" + m.String() }

// Remarks is where remarks and phone calls are kept.
func Remarks(c id.Client) string { return Messages(c) + "/remarks" }

// ResendMail tries a mail once more.
func ResendMail(c id.Client, m id.Mail) string { return in(c, "/mails/"+m.String()+"/resend") }

// ResendStaffMail tries a mail to staff once more.
func ResendStaffMail(m id.Mail) string { return "/outbox/staff/" + m.String() + "/resend" }
