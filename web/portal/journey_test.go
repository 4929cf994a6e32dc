package portal_test

import (
	"testing"

	"charthouse/web/browsertest"
	"charthouse/web/href"
)

// A patient fills in the form on a phone: known values are confirmed, what is
// typed is saved by itself, and a narrow or dark phone shows all of it.
func TestAPatientFillsInTheFormOnAPhone(t *testing.T) {
	h := open(t)
	b := browsertest.Start(t)
	b.Viewport(390, 844, false)
	b.Open(h.url + href.FormLink(h.token))
	b.Axe()
	b.Click("Open your form")
	b.See("Is it you?")
	b.Eval(`document.querySelector('[name=born]').value = '1985-03-14'`)
	b.Click("Go on")
	b.See("Is it still right, Nadia?")
	b.Fill("Mobile phone", "555 0199")
	b.See("Saved")
	b.Axe()
	b.Choose("How shall we remind you?", "Mail")
	b.Click("Next: Your medicines")
	b.Choose("Metformin 1 g twice a day", "Changed")
	b.Fill("How do you take it now?", "once a day, mornings")
	b.Fill("Name of the medicine", "Εμπαγλιφλοζίνη 10 mg")
	for _, width := range []int64{390, 320} {
		b.Viewport(width, 844, width == 320)
		b.NoSideways()
		b.Axe()
	}
	b.Click("Send my answers")
	b.See("Tell us how often")
	b.Fill("How you take it", "واحدة كل صباح")
	b.Click("Send my answers")
	b.See("Your answers have arrived")
	if n := h.count(t, `select count(*) from proposals`); n != 3 {
		t.Errorf("%d proposals; want the phone and two medicines", n)
	}
}
