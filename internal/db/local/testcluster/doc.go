// Package testcluster is the one PostgreSQL cluster that all tests of a machine share.
//
// Purpose: tests run on real Postgres without waiting for it. The cluster lives in
// memory, never syncs, starts with the first test process and ends 20 seconds after the
// last one, also when they were killed.
//
// Words: the keeper is the process that runs the cluster: the first test binary, started
// again as a background process. Users are the test processes, each of which holds a
// shared lock on users.lock as long as it lives.
//
// Tables: none.
//
// Doors: URL, AppURL.
//
// Not here: migrated databases for tests (dbtest).
package testcluster
