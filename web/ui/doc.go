// Package ui draws what every page is made of.
//
// Purpose: one component for each part of the design, as a templ that takes one small struct, already formatted.
//
// Words: a Shell is a staff page, a Phone a patient's page, a Door a page before sign-in. A Line is one visit's stations;
// it is drawn full, slim or as a glyph. A tone is a colour with a meaning: rust blocked, ochre soon, slate waiting, teal done.
//
// Tables: none.
//
// Doors: Page, PhonePage, DoorPage, Form and Field, VisitLine and VisitGlyph, DayGrid, and the rest of the gallery.
//
// Not here: URLs (web/href hands them in), queries, rules, and anything that only one page draws.
package ui
