// Package bench measures a served practice as people use it.
//
// Purpose: figures for every page and act, at several sizes, beside the floor:
// the same day of visits by net/http, pgx and templ alone.
//
// Words: an act (a page looked at or a form sent), a visitor (somebody signed
// in), a target (the rows that an act is done on), the mix (what a practice does
// at once), the floor.
//
// Doors: Run, Result.Table, Compare.
//
// Not here: the data (sample), the server (it is started by the command and
// asked over HTTP like any other).
package bench
