// Package past writes what a practice did before a given instant: not through
// the doors of the domains, but copied into their tables, thousands of rows at a
// time, with every promise of the data kept (internal/decisions/0008).
//
// Purpose: 18 months of the sample practice in seconds; a practice of a million
// visits in minutes.
//
// Words: the writer (a life.Teller), a table (rows that wait to be copied).
//
// Doors: Begin, Writer.Tell, Writer.End.
//
// Not here: what happens (internal/sample/life).
package past
