// Package local runs a private PostgreSQL cluster for one practice.
//
// Purpose: a practice starts with one command, with no database to set up. The
// cluster lives in the practice's data folder, listens on a private unix socket
// only, and ends with the process that started it.
//
// Words: the folder is the data folder; the cluster is Postgres' own files in it;
// the owner is the cluster's superuser, who migrates; the app role is the one the
// application works as and owns nothing; the account is the system user the server
// runs as, which is never root.
//
// Tables: none. The database "charthouse" is created empty; migrations fill it.
//
// Doors: DataDir, Start, Attach, StartOrAttach; Server.OwnerURL, AppURL, Done, Stop.
//
// Not here: migrations, pools and transactions (db), and DATABASE_URL, which replaces
// this package altogether (cmd).
package local
