package today_test

import (
	"testing"

	"charthouse/web/browsertest"
)

// The days of several have more columns than paper is wide.
func TestTheWeekOfSeveralIsPrintedAsItsList(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	h.book(t, h.client(t, "Nadia Haddad"), 3, 1, 10*60)
	b := browsertest.Start(t)
	b.Viewport(1440, 900, false)
	b.Open(h.url + "/enter/1")
	b.Open(h.url + "/week/2026-05-04?by=location")
	b.Print(true)
	b.Until("the list stands alone", `!document.querySelector('.day-grid').offsetParent && !!document.querySelector('.day-list table').offsetParent`)
	b.Print(false)
}
