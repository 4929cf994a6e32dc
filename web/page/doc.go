// Package page is the one adapter between HTTP and the house.
//
// Purpose: it knows who is asking, turns forms into values, errors into
// statuses and components into pages, so that a handler is one call and one
// answer.
//
// Words: Site (what all pages share), Routes (the table: method, path, verb,
// handler), Handler (answers or returns an error).
//
// Doors: Site.Routes, Actor, Decode, ID, Render, Retry, See, Say.
//
// Not here: any page. Those live in web/<area>.
package page
