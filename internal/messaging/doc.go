// Package messaging is what the practice writes and how it travels.
//
// Purpose: one conversation per client, the mails that carry it, and mails to
// the people who work here.
//
// Words: a Message is what was written; a Delivery is one mail that carries it,
// with a mail id of its own, so that sending it twice is the same mail; a Letter
// is a delivery with its words, read at the moment of sending; a staff mail
// carries a link to somebody who works here.
//
// Tables: messages, deliveries, staff_mails.
//
// Doors: ConfirmTx, MovedTx, CancelledTx, FormLinkTx, InvoiceTx and WriteTx put a
// mail into the outbox; ReadyTx, SentTx and FailedTx are its way out; Conversation, Log and
// Outbox are the pages.
//
// A mail waits while there is no mail server, is tried again while trying may
// help, and is never sent for what was cancelled since. Mail is not encrypted:
// what is written here by itself names the practice, a day and a place, and
// nothing clinical, not even the kind of visit.
//
// Not here: sending itself (internal/mail, internal/worker), and the tokens of
// links (internal/practice, internal/intake).
package messaging

import "charthouse/internal/db"

// Service is the door to conversations and mails.
type Service struct{ db *db.DB }

// New makes the door.
func New(d *db.DB) *Service { return &Service{d} }
