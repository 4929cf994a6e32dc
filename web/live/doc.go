// Package live tells open screens that what they show may have changed, and
// people who else is in a file.
//
// Purpose: one hub a process hears from Postgres what any process changed and
// passes it to the pages that show it, each over one stream of events. A page
// then reads itself anew as whoever looks at it, so that permissions, restricted
// files and the trail stay what they are.
//
// Words: Hub (hears and passes on), reader (one open page), topics (what a page
// shows), mate (somebody else in the same file).
//
// Tables: none of its own; presence is the plumbing of internal/db.
//
// Doors: New, Hub.Run, Hub.Routes. A page asks for it by page.Site.Follow.
//
// Not here: what changed. No content travels over a stream.
package live
