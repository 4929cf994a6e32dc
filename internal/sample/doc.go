// Package sample is one believable practice: a cast of people, their files, the
// visits of the last weeks, a day in progress and the days to come.
//
// Purpose: make run shows it, the screenshots show it, and it is made through
// the same doors that people use, so that every record is one the product
// could have made. It is the same each time for the day it is loaded on.
//
// Words: the cast (who works here), a slot (one visit of the plan), the hand
// (an actor at a moment: it carries the clock).
//
// Doors: Load, SignIns.
//
// Not here: any SQL; real people. Names and figures are invented.
package sample
