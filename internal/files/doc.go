// Package files keeps documents under the hash of their content.
//
// Purpose: take a stream, refuse what is too large or of another kind than a
// practice files, store each content once, and serve it so that nothing in it can
// act in a browser.
//
// Words: a document's SHA is the lower-case hex SHA-256 of its bytes and its only
// name here. A Refusal is a sentence for the person who chose the file. An orphan
// is content that no record names: an upload whose form was never sent.
//
// Tables: none.
//
// Doors: Open; Store.Put, Open, Delete, Sweep; Serve, SafeName.
//
// Not here: whose document it is (clients), checking for viruses.
//
// Decisions. The kind is read from the content, never from the name. Plain text is
// UTF-8: converting another encoding would be guessing, and a guess can turn a
// dose's µ into something else; what is kept is byte for byte what came. An upload
// waits in an unnamed file that the system itself removes, so a crash leaves no
// patient's document in a temporary folder; then it is written under its hash,
// synced, and renamed. Putting content that is already there renews its date, so
// that a sweep started elsewhere does not take it before its record is written.
// The binary brings the folder store; a bucket's driver is one import in cmd.
package files
