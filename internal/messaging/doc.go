// Package messaging is what the practice writes and how it travels.
//
// Purpose: conversations with clients and whose turn they are, the mails that
// carry them, what comes back, and mails to the people who work here.
//
// Words: a Conversation is one matter with a client (administrative, billing or
// clinical), somebody's or a role's; it waits since the first message from outside
// that nobody has answered. A Turn is who had it when, and what it became. A Thread
// is everything written with one client. A Message is what was written or said; a
// Delivery is one mail that carries it, with a mail id of its own, so that sending
// it twice is the same mail, and its answer finds back; a Letter is a delivery with
// its words, read at the moment of sending; a Stray is a mail that came in and
// nobody knows whose it is; a staff mail carries a link to somebody who works here.
//
// A reminder is a mail about a visit that the clock decides, once for each of the visit's reminders, recall_mails and times; Quiet are
// the hours without any.
//
// Tables: conversations, turns, messages, deliveries, reminders, recall_mails, texts, received_texts, received_mails, staff_mails.
//
// Doors: Inbox, TalkTx, Claim, Give, Sort, Done, Reopen, LogCall and ReplyTx are the
// inbox; BecameTx closes a conversation with the act it became, where its
// newest was seen; Behind and
// WriteByLink are the client's side; Whose, ReceiveTx, BouncedTx, PutAside, Strays
// and FileStray are the way in; ConfirmTx, MovedTx, CancelledTx, FormLinkTx,
// InvoiceTx, RemindTx and WriteTx put a mail into the outbox; ReadyTx, SentTx and FailedTx are
// its way out; Thread, Log and Outbox are the pages.
//
// A mail waits while there is no mail server, is tried again while trying may
// help, and is never sent for what was cancelled since. Mail is not encrypted:
// what is written here by itself names the practice, a day and a place, and
// nothing clinical, not even the kind of visit; a reply stands behind a link. What
// is clinical has no words for those who lack the verb: they route it unread.
//
// Not here: sending itself (internal/mail, internal/worker), and the tokens of
// links (internal/practice, internal/intake).
package messaging

import "charthouse/internal/db"

// Service is the door to conversations and mails.
type Service struct{ db *db.DB }

// New makes the door.
func New(d *db.DB) *Service { return &Service{d} }
