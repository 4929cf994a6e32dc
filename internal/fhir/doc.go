// Package fhir reads FHIR R4 (https://hl7.org/fhir/R4) from files: bundles and single resources, as JSON, NDJSON, and either in gzip.
//
// Purpose: turn a file of another system into plain Go values that an import can trust, or say in plain words why not. A bundle is
// read whole or refused whole, with all its problems; memory is bounded by one bundle.
//
// Words: a Bundle is one document of a file, and the unit of an import; a single resource is a bundle of one Entry. A Refusal lists
// Problems (file, line, entry, path, reason). A Skip is something valid that is not read, by type and reason. A Target is what a
// Reference means. Entries are counted from 1, as people do; the indexes in a path from 0, as FHIR does. Strict are: JSON, the
// elements that R4 defines and requires, the types and code sets of what is read. Not looked at are profiles, invariants across
// elements (but that a period ends after it starts), displays of codes, and elements that no struct here holds.
//
// Tables: none.
//
// Doors: Files lists what paths mean; File.Read and Read give bundles; Bundle.Resolve looks up references; Words methods of Concept,
// Value, Quantity, Dosage and others say what a person reads.
//
// Not here: storing (the import's workflow), writing FHIR, the API. A Problem may quote a short value of the file, so it is shown to
// who imports, and never logged.
package fhir
