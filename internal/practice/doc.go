// Package practice is the practice itself: its settings, its places and the
// people who work in it, and how they come in.
//
// Purpose: signing in and out, passwords and their resets, staff and roles,
// locations with opening hours, rooms and equipment, the mail server, and the
// list of what a new practice still needs.
//
// Words: a Person works here and holds roles. A Session is what signing in
// earns; it ends when the person's epoch moves on. A Reset is a request for a
// new password. A Location is where the practice works; a Place is a room or a
// piece of equipment in it. A resource is what a booking can hold: a clinician
// or a place.
//
// Tables: absences, practice, mail_settings, reminder_settings, text_settings, locations, opening_hours, places, staff,
// staff_roles, password_resets, resources, directory, imported_directory.
//
// Doors: SignIn, SignOutEverywhere, ChangePassword, OpenReset, FinishReset;
// AddStaff, EditStaff, Deactivate; the settings, each with its list and form;
// ImportDirectoryTx for people and organisations outside.
//
// Not here: web sessions (web/page), who may do what (internal/access), visit
// types and weekly hours (internal/scheduling), fees and payers
// (internal/billing), forms (internal/intake), templates of notes
// (internal/documentation), targets (internal/overview).
package practice

import "charthouse/internal/db"

// Service is the door to the practice's own tables.
type Service struct {
	db      *db.DB
	hashing chan struct{}
}

// New makes the door. One Service a process: it is what holds password hashing
// to two at once, at 19 MiB each.
func New(d *db.DB) *Service {
	return &Service{db: d, hashing: make(chan struct{}, 2)}
}
