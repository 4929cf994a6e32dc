// Package config reads what the binary is told: a command, its flags and the
// environment.
//
// Purpose: one struct, Config, with a safe default for everything, and one
// Command that says what to do. `charthouse --help` is written from the same
// tables that are parsed, so it cannot leave anything out.
//
// Words: a setting is a value that every command shares; a flag beats the
// environment, and the environment beats the default. A command is Serve,
// Migrate, ImportFHIR, ImportICD10CM, AddUser, ListUsers, ResetPassword, Sample,
// Backup or Restore.
//
// Tables: none.
//
// Doors: Parse, Config.Documents, ExitStatus.
//
// Not here: opening anything that is configured (cmd does that), settings of the
// practice such as its mail server (they are records, kept in Postgres).
//
// Decisions. Secrets, which database URLs are, come from the environment only: a
// command line can be read by every user of the machine. Metrics are off unless
// asked for and then answer on a loopback address only, because their labels
// describe a practice's day. An address open to the network without an https
// base URL is served with a warning and not refused: in a container it is the
// only one that works, and only the operator knows whether a proxy encrypts.
package config
