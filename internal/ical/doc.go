// Package ical writes the calendar file of one visit, and of all visits of somebody,
// as RFC 5545 and 5546 have it, and reads those of others.
//
// Purpose: a mail program that gets the file shows the visit at the hour on the
// wall of its place, moves it when it moves, and takes it away when it is
// cancelled. Of a calendar that is read, the times are known that it takes.
//
// Words: UID names the visit for good; Sequence counts its changes, and a file with
// a lower one is ignored by those who have a later. Zone is the place's time zone
// by its IANA name.
//
// Tables: none.
//
// Doors: Write, Event.Method, WriteAll, Read.
//
// Not here: sending (mail); fetching (feed). What a calendar shows, others in the
// household or at work can see: the caller puts nothing clinical into Summary,
// Location or Description, not even the kind of visit where that tells.
//
// Decision. Times are local with their zone's rules beside them (VTIMEZONE), since
// that is what was agreed: should a country change its rules, the visit stays at
// half past ten. Only in the second pass of an hour that autumn repeats, which
// local time cannot name, are they written in UTC. Rules are given as yearly ones
// where the zone has such, which Outlook needs, otherwise as the single changes
// around the visit.
//
// Decision. Reading is written here, not taken from a library: those that were tried
// stop at the first line that they do not know, or walk an endless rule to the year
// 9999. What is read comes from strangers, so each line, event, time and step of a rule
// is counted against a bound, and a file is understood whole or refused with the line
// that it fails at. Where the IANA database has a zone by its name, it counts before the
// rules in the file, which nobody keeps up to date.
package ical
