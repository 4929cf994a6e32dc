// Package access says who may do what, in whose file.
//
// Purpose: an act is a verb on some patients' files; an actor holds roles; the
// table in verbs.go is the only place that says which role may do which verb.
//
// Words: Role, Actor, Verb, Act. A verb On(clients) is the only way into
// patients' files; Across() lists over many files; Practice() belongs to no
// file; OnNew() opens a file that does not exist yet, Opening(n) several.
//
// Doors: Actor.Allow, asked by db.Read and db.Write and by nobody else.
//
// Not here: the trail of what was done (internal/db) and sign-in (internal/practice).
package access
