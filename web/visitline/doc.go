// Package visitline turns a visit's records into the line that every page draws.
//
// Purpose: one pure function from scheduling.Line to ui.Line, so that a visit
// looks and reads the same on the day, in the file, in billing and on the
// worklist.
//
// Doors: Of.
//
// Not here: drawing (web/ui), deriving (the view visit_lines), and the sentences
// of what blocks it (web/stuck).
package visitline
