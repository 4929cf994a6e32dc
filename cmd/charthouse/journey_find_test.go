package main

import (
	"strings"
	"testing"
)

// One box finds by keys whatever one may open, on every page and every screen.
func TestTheFindBoxIsWorkedByKeys(t *testing.T) {
	j := setOut(t)
	j.heldClaims()
	const answered = `!document.querySelector('#found').hidden && !document.querySelector('#found').hasAttribute('aria-busy')`
	j.step("Kwame opens a claim by its patient, and comes back to what he typed", func(t *testing.T) {
		s := j.signIn(t, "kwame@kestrel.example")
		s.Open(j.url + "/worklist")
		s.Press("Control+k")
		s.See("Files that you open stand here")
		s.Press("c l a i m Space h a d d a d")
		s.Until("the claim is found", answered+` && document.querySelector('[role=option][href*="/claims/"]')`)
		s.Axe()
		s.Press("ArrowDown")
		s.Until("the claim is chosen", `document.getElementById(document.querySelector('[data-palette]').getAttribute('aria-activedescendant')).href.includes('/claims/')`)
		s.Press("Enter")
		s.Until("it is open", `location.pathname.includes('/claims/')`)
		s.Eval(`history.back()`)
		s.Until("the words are kept", `location.pathname === '/worklist' && document.querySelector('[data-palette]').value === 'claim haddad'`)
	})
	j.step("Tomasz is offered the files he opened last, and may not find a claim", func(t *testing.T) {
		s := j.signIn(t, "tomasz@kestrel.example")
		s.Open(j.url + "/clients/10002")
		s.See("Omar Farouk")
		s.Press("/")
		s.Until("the file is offered", answered+` && document.querySelector('[role=option]').textContent.includes('Omar Farouk')`)
		s.Press("Escape")
		s.Until("it is closed", `document.querySelector('#found').hidden && document.activeElement.matches('[data-palette]')`)
		s.Press("c l a i m Space h a d d a d")
		s.Until("she is found", answered+` && document.querySelector('[role=option]').textContent.includes('Nadia Haddad')`)
		s.Until("and no claim", `!document.querySelector('[role=option][href*="/claims/"]')`)
		s.Press("Escape Escape")
		s.Open(j.url + "/find?q=zzqqx")
		s.See("Looked among patients, visits, invoices, receipts, letters and papers, messages and tasks.")
		s.Click("New patient: zzqqx")
		s.Until("the name is filled in", `document.querySelector('[name=given]').value === 'zzqqx'`)
	})
	j.step("on a phone what was found takes the page", func(t *testing.T) {
		s := j.signIn(t, "amara@kestrel.example")
		s.Viewport(320, 640, false)
		s.Open(j.url + "/notes")
		s.Eval(`document.querySelector('[data-palette]').focus()`)
		s.Press("f a r o u k")
		s.Until("he is found", answered+` && document.querySelector('[role=option]').textContent.includes('Omar Farouk')`)
		s.Until("it takes the width", `document.querySelector('#found').getBoundingClientRect().width === 320`)
		s.Axe()
		s.NoSideways()
		s.Click("Close")
		s.Until("it is closed", `document.querySelector('#found').hidden`)
	})
	j.step("without scripts the box opens the page", func(t *testing.T) {
		s := j.signIn(t, "amara@kestrel.example")
		s.Open(j.url + "/find?q=haddad")
		s.See("Found for “haddad”")
		s.Axe()
		s.Click("Nadia Haddad")
		if !strings.Contains(s.URL(), "/clients/10001") {
			t.Errorf("it opened %s", s.URL())
		}
	})
}
