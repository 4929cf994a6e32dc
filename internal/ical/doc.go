// Package ical writes the calendar file of one visit, as RFC 5545 and 5546 have it.
//
// Purpose: a mail program that gets the file shows the visit at the hour on the
// wall of its place, moves it when it moves, and takes it away when it is
// cancelled.
//
// Words: UID names the visit for good; Sequence counts its changes, and a file with
// a lower one is ignored by those who have a later. Zone is the place's time zone
// by its IANA name.
//
// Tables: none.
//
// Doors: Write, Event.Method.
//
// Not here: reading calendars; sending (mail). What a calendar shows, others in the
// household or at work can see: the caller puts nothing clinical into Summary,
// Location or Description, not even the kind of visit where that tells.
//
// Decision. Times are local with their zone's rules beside them (VTIMEZONE), since
// that is what was agreed: should a country change its rules, the visit stays at
// half past ten. Only in the second pass of an hour that autumn repeats, which
// local time cannot name, are they written in UTC. Rules are given as yearly ones
// where the zone has such, which Outlook needs, otherwise as the single changes
// around the visit.
package ical
