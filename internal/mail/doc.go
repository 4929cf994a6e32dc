// Package mail sends one message to one person through the practice's mail server.
//
// Purpose: compose a correct message, hand it over, and say in words whether
// trying again is of use.
//
// Words: a Message is one mail to one person, so that nobody sees another's
// address. Its ID is the stable Message-ID: what is sent twice, because the line
// broke after the server took it, arrives as one. A Server is where the practice
// sends through. An Error is Temporary (the same message may pass later) or
// Permanent (it never will, as it is).
//
// Tables: none.
//
// Doors: ParseAddress, Send; mailtest is a server for tests.
//
// Not here: when to try again (worker), the wording of messages (messaging),
// receiving mail.
//
// Decisions. An unencrypted line is allowed to this machine only. Answers of a
// server often repeat the address, so Error never does: it may be logged. An
// address with letters outside ASCII is refused at the form, since too many
// servers still cannot deliver to it.
package mail
