// Package kill proves that a served practice keeps what it said it kept.
//
// Purpose: people work over HTTP against the real program while the program, its
// database server or one of that server's backends is killed, round after round;
// after each round the database and the documents are asked whether all is there,
// once, balanced and with its row in the trail.
//
// Words: a hand (somebody who does a practice's acts one after another), an act,
// its mark (words in what it writes that nothing else has), a round (hands work,
// a victim is killed, all is up again, the promises are checked).
//
// Doors: Run, Result.Table, Result.Broken.
//
// Not here: the program (its path is named), and the choice of how many rounds.
package kill
