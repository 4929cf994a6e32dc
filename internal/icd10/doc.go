// Package icd10 reads the ICD-10-CM code list from the order file that CMS publishes each year (https://www.cms.gov/medicare/coding-billing/icd-10-codes).
//
// Purpose: give the diagnoses of a year as plain values, or say in plain words which line is wrong. A reader of the list sees the
// codes one by one; it takes none of them if an error comes.
//
// Words: a header groups codes and cannot stand on a claim; a billable code can.
//
// Tables: none. Doors: Read. Not here: storing and searching codes (documentation).
package icd10
