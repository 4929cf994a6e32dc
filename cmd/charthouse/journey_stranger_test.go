package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"charthouse/web/browsertest"
	"charthouse/web/href"
)

func TestAStrangerIsLedToTheDoorAndBackToWhereTheyWanted(t *testing.T) {
	g := openGuarded(t)
	b := browsertest.Start(t)
	b.Open(g.url + href.File(guardedNadia, "visits", ""))
	b.See("Work email")
	b.NotSee("Nadia")
	if want := g.url + href.SignInTo(href.File(guardedNadia, "visits", "")); b.URL() != want {
		t.Errorf("the stranger stands at %s, not %s", b.URL(), want)
	}
	g.in(b, "tomasz")
	b.See("Nadia Haddad")
	if want := g.url + href.File(guardedNadia, "visits", ""); b.URL() != want {
		t.Errorf("after signing in: %s, not %s", b.URL(), want)
	}
	g.out(b)
	b.Eval(`history.back()`)
	b.Until("the page before does not come back", `!document.body.innerText.includes('Nadia Haddad')`)
	b.Open(g.url + href.Client(guardedNadia))
	b.See("Work email")
	b.NotSee("Nadia")
}

func TestAGuestsLinkOpensNoOtherFile(t *testing.T) {
	g := openGuarded(t)
	nadias, omars := g.link(t, guardedNadia, 3), g.link(t, guardedOmar, 2)
	b := browsertest.Start(t)
	b.Viewport(390, 844, false)
	b.Open(g.url + href.FormLink(omars))
	b.Click("Open your form")
	b.See("Is it you?")
	b.Fill("Your date of birth", "1971-01-02")
	b.Click("Go on")
	b.See("What would you like to talk about?")
	for _, path := range []string{href.Client(guardedOmar), href.Client(guardedNadia), href.Packet(guardedNadia, 1), href.Note(guardedNadia, 1), href.Home} {
		b.Open(g.url + path)
		b.See("Work email")
		b.NotSee("Nadia")
	}
	b.Open(g.url + href.FormLink(nadias))
	b.NotSee("Nadia")
	b.Click("Open your form")
	b.See("Is it you?")
	b.Fill("Your date of birth", "1971-01-02")
	b.Click("Go on")
	g.answered(b, http.StatusUnprocessableEntity)
	b.NotSee("Nadia")
	g.picture(b, "stranger-guest")
	b.Open(g.url + href.FormPart(1))
	b.See("Is it you?")
	g.silent(t, b)
	var strayed int
	g.row(t, &strayed, `select count(*) from trail t join links l on l.id = t.link_id where t.client_id <> l.client_id`)
	if strayed != 0 {
		t.Errorf("%d acts by a link in a file that is not its own", strayed)
	}
}

// The other site's port is another origin on the same host, so that the browser
// does send the session's cookie: only where the form came from tells it apart.
func TestAPageOfAnotherOriginCannotAct(t *testing.T) {
	g := openGuarded(t)
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, `<!doctype html><html lang="en"><head><title>A prize</title><link rel="icon" href="data:,"></head><body><h1>You have won</h1>
			<form method="post" action="`+g.url+href.Clients("")+`">
			<input type="hidden" name="given" value="Mallory"><input type="hidden" name="family" value="Elsewhere">
			<input type="hidden" name="birth_date" value="1990-01-01"><button>Claim it</button></form></body></html>`)
	}))
	t.Cleanup(other.Close)
	b := browsertest.Start(t)
	b.Open(g.url + href.SignIn)
	g.in(b, "tomasz")
	b.See("Patients")
	b.Open(other.URL)
	b.Click("Claim it")
	g.answered(b, http.StatusForbidden)
	b.See("This came from another site")
	b.See("Nothing was done.")
	b.Axe()
	g.picture(b, "stranger-cross-site")
	var made int
	if g.row(t, &made, `select count(*) from clients where family = 'Elsewhere'`); made != 0 {
		t.Error("another site's form opened a file")
	}
	b.Click("Back to the start")
	b.See("Tomasz Wieczorek")
}

func TestADeactivatedPersonIsOutAtTheirNextClick(t *testing.T) {
	g := openGuarded(t)
	desk, owner := browsertest.Start(t), browsertest.Start(t)
	desk.Open(g.url + href.SignInTo(href.Client(guardedNadia)))
	g.in(desk, "tomasz")
	desk.See("Nadia Haddad")
	owner.Open(g.url + href.SignInTo(href.Staff))
	g.in(owner, "oda")
	owner.Click("Tomasz Wieczorek")
	owner.Click("Deactivate")
	owner.See("Every session of theirs has ended.")
	g.picture(owner, "stranger-deactivated")
	desk.Click("Edit details")
	desk.See("Work email")
	desk.NotSee("Nadia")
	g.in(desk, "tomasz")
	g.answered(desk, http.StatusUnprocessableEntity)
	desk.NotSee("Nadia")
	owner.Click("Tomasz Wieczorek")
	owner.Click("Let them in again")
	owner.See("They may sign in again.")
	g.in(desk, "tomasz")
	desk.See("Nadia")
}
