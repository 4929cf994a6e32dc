// Package db is the only door to Postgres, and no transaction passes it without
// who, what and whose file.
//
// Purpose: Read and Write open an act: they ask access, write the trail, set
// the act's clock and files for the triggers, lock the files of a write in
// order, claim the posted form's key, run the caller's work, settle what is
// stuck, and commit. Begin, trail and settings travel in one round trip.
//
// Words: View (may look), Tx (may change), Make (a write that makes one row), held
// (a file that another act writes to: a yielding act passes it by).
//
// Tables: trail, history, form_posts, and the plumbing sessions and knocks.
//
// Doors: DB.Read, DB.Write, Make; One, Many, Exec inside them; Guard for what
// must be asked before anybody is known; Away and Alive for a Postgres that is
// being started again.
//
// Not here: any SQL of a domain. Those live in *_store.go files.
package db
