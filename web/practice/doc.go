// Package practice is the door and the settings: signing in and out, one's own
// account, and the pages on which a practice says how it works.
//
// Purpose: forms in, faults at their fields, lists out.
//
// Words: a list page shows what there is, an edit page one of it; both are drawn
// from plain values, so that a new kind of setting is one file.
//
// Tables: none.
//
// Doors: New, Handler.Routes.
//
// Not here: what may be typed (the domains), and who may open what
// (internal/access).
package practice
