// Package mailtest is a mail server for tests: it listens on 127.0.0.1, takes
// whole messages, keeps them read into their parts, and misbehaves when told to.
//
// Words: a Received is one message as it arrived. An Answer is what the server
// does with the messages that follow.
//
// Doors: Start for a test, Listen for a program; Server.Answer, Messages, Next.
//
// Not here: anything that would let it carry real mail. It forgets all when closed.
package mailtest
