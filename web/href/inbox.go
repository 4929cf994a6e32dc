package href

import (
	"net/url"

	"charthouse/internal/id"
)

// The inbox, and the mails that nobody knows whose they are.
const (
	Inbox      = "/inbox"
	NewMessage = "/inbox/new"
	Strays     = "/inbox/strays"
	Writers    = "/inbox/patients" // options of who may have written
)

// Sifted is the inbox with its filter.
func Sifted(q url.Values) string { return with(Inbox, q) }

// Conversation is one matter with a client.
func Conversation(c id.Client, n id.Conversation) string { return in(c, "/conversations/"+n.String()) }

// ConversationIn is the same with the list that it was opened from.
func ConversationIn(c id.Client, n id.Conversation, q url.Values) string {
	return with(Conversation(c, n), q)
}

// OfConversation is an act in a conversation: reply, claim, give, kind, done, reopen, remark, call, form, task, note.
func OfConversation(c id.Client, n id.Conversation, act string) string {
	return Conversation(c, n) + "/" + act
}

// LogCall is where a call is logged that begins a conversation.
func LogCall(c id.Client) string { return in(c, "/calls/new") }

// StrayAct is what is done with a mail that nobody knows whose it is: file, drop.
func StrayAct(n id.Received, act string) string { return Strays + "/" + n.String() + "/" + act }

// BookFrom is the booking form for who wrote, which closes the conversation, if
// nothing came after the message that was seen.
func BookFrom(c id.Client, n id.Conversation, seen id.Message) string {
	return with("/book", url.Values{"client": {c.String()}, "conversation": {n.String()}, "seen": {seen.String()}})
}

// The pages of whoever writes by link.
const (
	Talk      = "/talk"
	TalkBirth = "/talk/birth"
)

// TalkOf is one of their conversations.
func TalkOf(n id.Conversation) string { return Talk + "/" + n.String() }
