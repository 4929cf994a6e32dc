package mail

import "time"

// Message is one mail to one person.
type Message struct {
	ID        string    // Message-ID without its brackets, the same at every try
	Date      time.Time // zero: now
	From      Address
	ReplyTo   Address // no Email: answers go to From
	To        Address
	Subject   string // one line
	Text      string
	HTML      string // optional, says the same as Text
	Automatic bool   // nobody typed it, so no out-of-office should answer
	Calendar  Calendar
	Attached  []Attachment
}

// Calendar is an iCalendar file that a mail program shows as an invitation. It is
// sent both as an alternative of the text, which is what programs act upon, and as
// a file, which is what people look for.
type Calendar struct {
	Method  string // REQUEST, CANCEL or PUBLISH, as inside the file
	Content []byte // empty: none
}

// Attachment is a file sent along.
type Attachment struct {
	Name      string // shown to the person; no folder
	MediaType string // such as application/pdf
	Content   []byte
}
