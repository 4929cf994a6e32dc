// Package archtest keeps the shape of the house: the import law, who writes
// which table, and the maps that cannot lie.
//
// Each rule is a test that names the file and the law it breaks.
package archtest
