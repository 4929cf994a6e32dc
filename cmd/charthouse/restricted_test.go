package main

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/clients"
)

// visitor is one person's browser without the browser.
type visitor struct {
	t   *testing.T
	url string
	http.Client
}

func (g guarded) visitor(t *testing.T, first string) visitor {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	v := visitor{t, g.url, http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	if first != "" {
		v.post(http.StatusSeeOther, "/sign-in", "email", first+"@kestrel.example", "password", guardedSecret)
	}
	return v
}

func (v visitor) get(status int, path string) string {
	v.t.Helper()
	res, err := v.Get(v.url + path)
	return v.read(status, path, res, err)
}

func (v visitor) post(status int, path string, pairs ...string) string {
	v.t.Helper()
	in := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		in.Add(pairs[i], pairs[i+1])
	}
	res, err := v.PostForm(v.url+path, in)
	return v.read(status, path, res, err)
}

func (v visitor) read(status int, path string, res *http.Response, err error) string {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != status {
		v.t.Errorf("%s answered %d, %v; want %d", path, res.StatusCode, err, status)
	}
	return string(body)
}

func says(t *testing.T, page, body string, yes ...string) {
	t.Helper()
	for _, w := range yes {
		if !strings.Contains(body, w) {
			t.Errorf("%s does not say %q", page, w)
		}
	}
}

func hides(t *testing.T, page, body string, no ...string) {
	t.Helper()
	for _, w := range no {
		if strings.Contains(body, w) {
			t.Errorf("%s says %q", page, w)
		}
	}
}

func TestARestrictedFileIsOpenedWithAReasonAndReviewedBySomebodyElse(t *testing.T) {
	g := openGuarded(t)
	ingrid := access.StaffMember(4, "Ingrid Solheim", access.Manager)
	if err := clients.New(g.DB).Restrict(t.Context(), ingrid, guardedNadia, clients.RestrictionForm{Reason: "Works here"}); err != nil {
		t.Fatal(err)
	}
	tomasz, amara, manager, oda := g.visitor(t, "tomasz"), g.visitor(t, "amara"), g.visitor(t, "ingrid"), g.visitor(t, "oda")

	says(t, "her clinician's page", amara.get(200, "/clients/10001"), "Nadia Haddad", "Restricted")
	shut := tomasz.get(403, "/clients/10001/messages")
	says(t, "the refusal", shut, "This file is restricted", "/clients/10001/glass?to=%2Fclients%2F10001%2Fmessages")
	hides(t, "the refusal", shut, "Haddad")
	for _, list := range []string{"/day/2037-05-04", "/day/2037-05-08?view=list", "/worklist", "/billing", "/billing/payments", "/clients", "/clients?q=haddad", "/clients?q=10001", "/outbox", "/day/2037-05-04?visit=1"} {
		hides(t, list, tomasz.get(200, list), "Haddad", "Nadia", "0142", "Mar 1985", "Diabetes review with")
	}
	says(t, "the day", tomasz.get(200, "/day/2037-05-04"), "Restricted file")
	says(t, "the search by number", tomasz.get(200, "/clients?q=10001"), "Restricted file")
	hides(t, "the overview", oda.get(200, "/overview"), "Haddad")
	for _, list := range []string{"/billing", "/billing/claims", "/billing/invoices"} {
		hides(t, list, manager.get(200, list), "Haddad")
	}

	says(t, "a short reason", tomasz.post(422, "/clients/10001/glass", "reason", "please", "password", guardedSecret), "at least 10 letters")
	says(t, "a wrong password", tomasz.post(422, "/clients/10001/glass", "reason", "She stands at the desk", "password", "wrong"), "not your present password")
	tomasz.get(403, "/clients/10001")
	tomasz.post(303, "/clients/10001/glass", "reason", "She stands at the desk", "password", guardedSecret, "to", "/clients/10001")
	says(t, "the opened file", tomasz.get(200, "/clients/10001"), "Nadia Haddad", "Opened with a reason until", "everything you do is reviewed")
	hides(t, "another file", tomasz.get(200, "/clients/10002"), "Opened with a reason")
	says(t, "the day", tomasz.get(200, "/day/2037-05-04"), "Nadia Haddad")

	says(t, "the manager's worklist", manager.get(200, "/worklist"), "Restricted file was opened with a reason", "By Tomasz Wieczorek", "/clients/10001/glass/1")
	review := manager.get(200, "/clients/10001/glass/1")
	says(t, "the review", review, "Tomasz Wieczorek", "She stands at the desk", "Looked at the file")
	hides(t, "the review", review, "Haddad")
	tomasz.get(403, "/clients/10001/glass/1")
	manager.post(422, "/clients/10001/glass/1/review", "found", "")
	manager.post(303, "/clients/10001/glass/1/review", "found", "Only the address was changed")
	tomasz.get(403, "/clients/10001")
	hides(t, "the worklist", manager.get(200, "/worklist"), "/clients/10001/glass/1")

	manager.post(303, "/clients/10001/glass", "reason", "To name the desk to it", "password", guardedSecret)
	says(t, "one's own review", manager.get(200, "/clients/10001/glass/2"), "You opened it yourself")
	manager.post(409, "/clients/10001/glass/2/review", "found", "Fine")
	manager.post(303, "/clients/10001/team", "team", "2")
	tomasz.get(200, "/clients/10001")
	g.Clock.Move(61 * time.Minute)
	manager = g.visitor(t, "ingrid")
	manager.get(403, "/clients/10001")
}
