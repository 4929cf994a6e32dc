// Package today is the desk's home: the day of all clinicians side by side, one
// visit, and the forms that book, move and cancel.
//
// Words: a day is drawn as a grid or as a list that says the same; a visit that
// is open stands in a panel over the day or on a page of its own.
//
// Doors: Handler.Routes.
//
// Not here: rules of booking (internal/scheduling), the patient's file
// (web/clients), the note (web/documentation).
package today
