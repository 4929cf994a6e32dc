// Package find is the find box of every page, and the page of all that it found.
package find
