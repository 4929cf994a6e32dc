package main

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"

	"charthouse/internal/access"
	"charthouse/internal/id"
)

// canaries are the kinds of words in the files, with the verb of those who may
// read them there. What is not here nobody of the matrix may read.
var canaries = map[string]access.Verb{
	"name": access.OpenClient, "phone": access.OpenClient, "email": access.OpenClient, "address": access.OpenClient,
	"alert": access.OpenClient, "contact": access.OpenClient, "member": access.OpenClient,
	"allergy": access.OpenClinical, "medicine": access.OpenClinical, "problem": access.OpenClinical, "reading": access.OpenClinical,
	"paper": access.OpenDocument, "clinicalpaper": access.OpenClinical, "recipient": access.OpenDocument, "asks": access.OpenClinical,
	"reason": access.OpenVisit, "note": access.OpenNote, "private": access.OpenNote,
	"answer": access.ReviewClinical, "proposal": access.OpenVisit, "clinicalproposal": access.ReviewClinical,
	"task": access.OpenTask, "clinicaltask": access.OpenClinical, "reference": access.OpenAccount, "giveback": access.OpenRefund,
	"message": access.OpenMessages, "clinicalmessage": access.ReadClinical, "remark": access.OpenMessages,
	"glass": access.ReviewGlass, "question": access.OpenWorklist, "wait": access.OpenWaitlist,
}

// behindLinks are the kinds that each kind of link shows of its own file.
var behindLinks = map[access.Role][]string{
	access.Patient:  {"name", "phone", "email", "address", "contact", "member", "allergy", "medicine"},
	access.Proxy:    {"name", "phone", "email", "address", "contact", "member", "allergy", "medicine"},
	access.Referrer: {"name", "asks"},
	access.Writer:   {"name", "message", "clinicalmessage"},
}

// spoken is a word in a text: Zqx, its kind, its file, x.
var spokenWord = regexp.MustCompile(`(?i)zqx([a-z]+)(1\d{4})x`)

// addressed are the words in addresses that lead somewhere; mailto: and tel: lead
// to the client.
var addressed = regexp.MustCompile(`(?i)(?:href|action|src|formaction)="/[^"]*zqx[^"]*"`)

// mayRead says whether that person may be told a word of the kind in the file.
func (a *asker) mayRead(kind string, file int64) bool {
	switch {
	case a.role == access.Visitor:
		return file == a.file && slices.ContainsFunc(slices.Collect(maps.Values(a.links)), func(r access.Role) bool { return slices.Contains(behindLinks[r], kind) })
	case file == restrictedFile && !a.inside && kind != "glass":
		return false
	case kind == "private":
		return a.staff == authorOf(file)
	}
	verb, known := canaries[kind]
	return known && a.role.May(verb)
}

// authorOf wrote the notes of the file, as castWords has it.
func authorOf(file int64) id.Staff {
	if file == firstFile+5 || file == restrictedFile {
		return noor
	}
	return amara
}

// unfiled are words that stand in no file of their own: the content of all papers,
// and mail of which nobody knows yet whose it is.
var unfiled = map[string]access.Verb{"Zqxcontent": access.OpenDocument, "Zqxstray": access.FileMail}

// listen holds an answer to what it may tell that person.
func (m *matrix) listen(a *asker, cell string, want verdict, w *httptest.ResponseRecorder) {
	said := w.Body.String()
	for name, values := range w.Header() {
		if name != "Set-Cookie" {
			said += "\n" + name + ": " + strings.Join(values, "\n")
		}
	}
	for _, word := range spokenWord.FindAllStringSubmatch(said, -1) {
		kind, file := strings.ToLower(word[1]), number(word[2])
		m.mu.Lock()
		m.told[kind] = m.told[kind] || a.mayRead(kind, file)
		m.mu.Unlock()
		if !a.mayRead(kind, file) || !allowed(want) {
			m.t.Errorf("%s: it tells the %s of file %d", cell, kind, file)
		}
	}
	for word, verb := range unfiled {
		if strings.Contains(said, word) && (!a.role.May(verb) || !allowed(want)) {
			m.t.Errorf("%s: it tells %s", cell, word)
		}
	}
	if at := addressed.FindString(said); at != "" || spokenWord.MatchString(w.Header().Get("Location")) {
		m.t.Errorf("%s: a word of a file is in an address: %s %s", cell, at, w.Header().Get("Location"))
	}
	m.silent(cell, said)
}

// silent fails where a text tells a secret.
func (m *matrix) silent(where, said string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for value, what := range m.secrets {
		if strings.Contains(said, value) {
			m.t.Errorf("%s: it tells %s", where, what)
		}
	}
}

// hide keeps what the database holds of passwords, sessions and links.
func (m *matrix) hide() {
	m.secret("the password of the mail server", "Zqxsmtppassword")
	m.secret("the password of everybody", refusalSecret)
	for what, sql := range map[string]string{
		"the hash of a password": `select distinct password_hash from staff where password_hash is not null`,
		"the hash of a session":  `select token from sessions`,
		"the hash of a link":     `select encode(h, f) from links, lateral (values (token_hash), (cookie_hash)) k (h), lateral (values ('hex'), ('base64')) e (f) where h is not null`,
	} {
		for _, value := range m.requests(sql) {
			m.secret(what, value)
		}
	}
}

// quiet holds the log and the metrics to silence, and the test to having looked at
// every kind of word.
func (m *matrix) quiet() {
	log := m.log.String()
	if n := strings.Count(log, "msg=served"); n < m.cells {
		m.t.Errorf("%d lines in the log of %d requests", n, m.cells)
	}
	w := httptest.NewRecorder()
	watch(m.site.Registry(), m.App, m.App, func() int { return 0 })
	m.site.Metrics().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if !strings.Contains(w.Body.String(), `route="/clients/{client}"`) {
		m.t.Error("the metrics tell of no page of a file")
	}
	for where, said := range map[string]string{"the log": log, "the metrics": w.Body.String()} {
		m.silent(where, said)
		if at := spokenWord.FindStringIndex(said); at != nil {
			m.t.Errorf("%s tells: …%s…", where, said[max(0, at[0]-200):min(len(said), at[1]+100)])
		}
	}
	for kind := range canaries {
		if !m.told[kind] {
			m.t.Errorf("nobody was told the %s: the test does not look at it", kind)
		}
	}
}

func number(digits string) (n int64) {
	_, _ = fmt.Sscan(digits, &n)
	return n
}
