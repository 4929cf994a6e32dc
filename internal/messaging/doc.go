// Package messaging is what the practice writes and how it travels.
//
// Purpose: one conversation per client, the mails that carry it, and mails to
// the people who work here.
//
// Words: a Message is what was written; a Delivery is one mail that carries it;
// a staff mail carries a link to somebody who works here.
//
// Tables: messages, deliveries, staff_mails.
//
// Doors: QueueStaffMailTx.
//
// Not here: sending itself (internal/mail, internal/worker), and the tokens of
// links (internal/practice, internal/intake).
package messaging

import "charthouse/internal/db"

// Service is the door to conversations and mails.
type Service struct{ db *db.DB }

// New makes the door.
func New(d *db.DB) *Service { return &Service{d} }
