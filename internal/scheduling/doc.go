// Package scheduling is when, with whom and where: what can be booked, what is,
// and how the visits of a day flow.
//
// Purpose: a booking holds people and places for a span of time, and no two
// bookings hold one of them at once; a visit is one client's line through a
// booking.
//
// Words: VisitType (length, fee, form, template), Availability (weekly hours of
// a clinician), Booking, Block (a booking with
// nobody in it, of a clinician, a place or both), BlockSeries (blocks that were made as one), Visit, Mark
// (arrived, roomed, seen, no-show, cancelled), Line (every station of a visit,
// derived), Confirmation (that a client said they come, at the time that they were
// shown), Wall (a time as clocks on the wall show it), Free (a span that can be
// booked), Series (visits that were booked as one), Rule (on which days it comes
// again), Occurrence (one time of it, and whether it can be had), Hold (a time, or a
// place of a group, kept for minutes while somebody books online: a booking that ends by
// itself), Group (visits that share one booking), Own (a
// visit as the patient sees it who booked it online), Feed (somebody's visits as their
// own calendar program shows them), Busy (a time at which they are busy elsewhere, which
// holds nothing and is left out of what is free), Again (whether and when a client comes
// again after a visit), Wait (that somebody waits for a time, or to come earlier, and for
// which), Opening (a time that a visit left while somebody waited whom it could suit),
// SlotOffer (that somebody who waits can have it, until when, and what came of it: of one
// person one stands at a time), Chosen (the time that an online wish names), Recalls (how
// many people are to come again now after a kind of visit).
//
// Tables: block_series, visit_types, availability, closures, bookings, booking_resources, holds,
// series, visits, visit_marks, visit_type_reminders, confirmations, feeds, busy_feeds,
// busy_reads, busy_times, visit_recalls, recall_ends, waits, openings, slot_offers; the
// view visit_lines.
//
// Doors: Service's methods. BookTx, MoveTx, CancelTx and their undoings join a
// workflow's transaction, as do BookSeriesTx, MoveSeriesTx and CancelSeriesTx, each
// all or nothing of what was accepted, MoveGroupTx, CancelGroupTx and UncancelGroupTx,
// each on the files of all who share a booking, and BookOnlineTx, MoveOwnTx and CancelOwnTx;
// MarkTx and UnmarkTx, FollowBusyTx, BusyReadTx and BusyFailedTx do so too;
// OfferSlotTx, TakeSlotTx, DeclineSlotTx and StopOffersTx are of times that got free;
// LineOf, LinesOfClient, LinesOfDay read within a View;
// ImportVisitsTx writes what another system has seen through.
//
// Not here: forms sent for a visit (intake), its confirmation (messaging), its
// note (documentation) and its money (billing).
package scheduling

import "charthouse/internal/db"

// Service is the doors of this domain.
type Service struct{ db *db.DB }

// New opens the doors on d.
func New(d *db.DB) *Service { return &Service{d} }
