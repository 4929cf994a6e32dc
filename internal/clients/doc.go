// Package clients is the patient file: who somebody is, how to reach them, who
// pays, what must not be missed, and their history.
//
// Words: Client (the screens say patient), Details (what a form says of one),
// Contact (somebody around them), Coverage (who pays, in which order), Alert
// (must not be missed by anybody), Match (an existing file that may be the same
// person), Restriction (a file that opens for its care team only), Member (somebody
// named to such a file), Glass (one of them opened with a reason, and reviewed), Request (a letter asked of
// another practice).
//
// Tables: clients, client_facts, contacts, coverages, alerts, allergies,
// problems, medications, immunizations, observations, procedures, reports,
// documents, imported, restrictions, care_team, glass, requests.
//
// Doors: Create, Edit, Client, Provenance, Find; of each noun those in its file
// (Contacts, Coverages, Alerts, Clinical, Documents); FixCoverage and FixBirthDate
// for the one missing value; SweepDocuments and MissingContents at start. The ...Tx functions join a
// transaction: ClinicalTx, TimelineTx, SetDetailTx, AddContactTx and their like;
// ImportClientTx, ImportTx and StrikeTx bring records of other systems, each known
// by its Origin (ImportedTx, RememberTx).
//
// Not here: visits (scheduling), notes (documentation), money (billing), and
// the page of a file, which gathers all of them (workflow.OpenFile).
package clients

import "charthouse/internal/db"

// Service is the doors of this domain.
type Service struct{ db *db.DB }

// New opens the doors on d.
func New(d *db.DB) *Service { return &Service{d} }
