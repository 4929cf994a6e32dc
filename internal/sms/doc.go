// Package sms sends one text to one phone through the practice's provider, and knows
// what comes back from it.
//
// Purpose: hand a text over, say in words and for sure whether it went, and hold what
// arrives to the provider's signature.
//
// Words: a Text is one message to one number. A Provider sends it; Twilio is the one
// there is. A Receipt is the provider's own name for a text that it took. A Report
// says later what became of it, a Reply is what somebody wrote back. A Number is
// written as +15125550142 (E.164). An Error says whether the text went: NotSent is
// sure that it did not, and another try may help; Refused is sure, and none will;
// Unsure knows neither, since the line broke after the text was handed over.
//
// Tables: none.
//
// Doors: Number, Provider, Twilio; smstest is a server for tests.
//
// Not here: when to send and what (messaging, workflow), who agreed to texts (clients).
//
// Decisions. Twilio takes no key that would make sending twice one text, so what is
// Unsure is never sent again by itself. Answers of the provider repeat the number, so
// an Error holds none of its words: it may be logged.
package sms
