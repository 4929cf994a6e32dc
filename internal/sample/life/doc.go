// Package life invents the life of a practice: who comes, when, and what becomes
// of each visit, in the order in which it happens.
//
// Purpose: one generator for the sample practice and for a practice of any size.
// It is the same for the same seed, house and instant, whoever is told.
//
// Words: a house (what the practice consists of), a person (a file), a visit
// with its fate (the instants at which something happens to it, drawn when it is
// planned), a talk and a chore (what people write, and what the desk is asked to
// do, with how they ended), a teller (who is told of each happening and writes it down).
//
// Doors: Run.
//
// Not here: any SQL; real people. Names, numbers and addresses are invented.
package life
