// Package sample is one believable practice: a cast of people, their files, the
// visits of 18 months, a day in progress and the days to come.
//
// Purpose: make run shows it, and the screenshots show it. Its past is copied in,
// its last days are made through the same doors that people use (decision 0008).
// It is the same each time for the day it is loaded on.
//
// Words: the cast (who works here), the set (what the practice consists of); life
// (what happens, sample/life), the past (what is copied of it, sample/past).
//
// Doors: Load, SignIns, InCast, Codes.
//
// Not here: real people. Names and figures are invented.
package sample
