// Package browsertest drives Chromium for the journeys that tests walk through the product.
//
// Purpose: a test says what a person does ("Click", "Fill", "See") by the words on the screen, and fails when the
// page breaks a rule that no person would notice: the content policy, a script error, an icon that does not exist.
//
// Words: a control is found by its accessible name ("Sign note", "Date of birth") or, written as css:SELECTOR, by CSS.
// Every step waits until it can be done or the step's time is up.
//
// Tables: none.
//
// Doors: Start, then the methods of Browser. Serve starts a handler with the product's content policy.
//
// Not here: what is tested. The server under test is the caller's.
package browsertest
