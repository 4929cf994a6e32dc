package main

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/practice"
	"charthouse/web/href"
)

// asker is somebody who asks: with the cookies that they really came by.
type asker struct {
	name    string
	role    access.Role            // of a session or a link that is good; Visitor for anybody else
	file    int64                  // theirs, or the one that they act in
	row     int                    // their row of each setting
	inside  bool                   // may come into the restricted file
	links   map[string]access.Role // what the cookies of links stand for, by their names
	signIn  string                 // the first name, where they came by a password
	staff   id.Staff
	cookies []*http.Cookie
}

// gather lets everybody in who is let in, by the doors.
func (m *matrix) gather() {
	for i, role := range access.Staff.Each() {
		m.staff(&asker{name: role.Words(), role: role, file: firstFile + int64(i), row: i + 1, signIn: map[access.Role]string{
			access.FrontDesk: "tomasz", access.Clinician: "amara", access.Biller: "kwame", access.Manager: "ingrid", access.Owner: "oda",
		}[role]})
	}
	m.staff(&asker{name: "the restricted file's clinician", role: access.Clinician, file: firstFile + 5, row: 6, inside: true, signIn: "noor"})
	m.staff(&asker{name: "the desk that opened the restricted file", role: access.FrontDesk, file: firstFile + 6, row: 7, inside: true, signIn: "leilani"})
	m.staff(&asker{name: "who left", role: access.Visitor, file: firstFile, row: 1, signIn: "former"})
	m.let(&asker{name: "nobody", role: access.Visitor, file: firstFile, row: 1})
	m.guests()
}

// leave ends what ends while somebody holds it: an employment, and the links that lapse.
func (m *matrix) leave() {
	oda := access.StaffMember(5, "Oda", access.Owner)
	for _, n := range []id.Staff{8, 9} {
		if err := practice.New(m.DB).Deactivate(m.t.Context(), oda, n); err != nil {
			m.t.Fatal(err)
		}
	}
	m.owner(`update links set expires_at = clock() - interval '1 minute' where client_id in (` + numbers(m.lapsing) + `)`)
}

func (m *matrix) let(a *asker) *asker {
	m.people = append(m.people, a)
	return a
}

// staff signs somebody in.
func (m *matrix) staff(a *asker) *asker {
	a.staff = id.Staff(1 + slices.IndexFunc(employed, func(e employment) bool { return e.first == a.signIn }))
	m.enter(a)
	return m.let(a)
}

// enter is the sign-in itself, or the next one.
func (m *matrix) enter(a *asker) {
	m.t.Helper()
	a.cookies = nil
	w := m.ask(a, http.MethodPost, href.SignIn, url.Values{"email": {a.signIn + "@kestrel.example"}, "password": {refusalSecret}})
	if w.Code != http.StatusSeeOther || len(a.cookies) != 1 {
		m.t.Fatalf("%s did not come in: %d", a.name, w.Code)
	}
	m.secret("the session of "+a.name, a.cookies[0].Value)
}

// guests open their links. Each kind comes a second time with one that lapses, and
// everybody's cookies are tried where they belong to another kind of door.
func (m *matrix) guests() {
	kinds := []struct {
		name  string
		role  access.Role
		birth string
		mint  func(tx *db.Tx, file int64) (string, error)
	}{
		{"a patient", access.Patient, href.FormBirth, func(tx *db.Tx, file int64) (string, error) {
			return intake.MintLinkTx(m.t.Context(), tx, id.Packet(file*10+4), 0, false)
		}},
		{"a proxy", access.Proxy, href.FormBirth, func(tx *db.Tx, file int64) (string, error) {
			return intake.MintLinkTx(m.t.Context(), tx, id.Packet(file*10+4), id.Contact(file*10+1), false)
		}},
		{"another practice", access.Referrer, href.LetterBirth, func(tx *db.Tx, file int64) (string, error) {
			return intake.MintRequestLinkTx(m.t.Context(), tx, id.Request(file*10+1))
		}},
		{"who writes", access.Writer, href.TalkBirth, func(tx *db.Tx, file int64) (string, error) {
			return intake.MintTalkLinkTx(m.t.Context(), tx, id.Conversation(file*10+1), 0)
		}},
		{"who booked online", access.Booker, "", func(tx *db.Tx, file int64) (string, error) {
			return intake.MintBookingLinkTx(m.t.Context(), tx, id.Visit(file*10+4))
		}},
	}
	file := int64(firstFile + 8)
	for _, k := range kinds {
		good := m.guest(&asker{name: k.name, role: access.Visitor, file: file, row: 1}, m.token(file, k.mint), k.birth)
		good.links = map[string]access.Role{good.cookies[0].Name: k.role}
		m.guest(&asker{name: k.name + " whose link is over", role: access.Visitor, file: file + 1, row: 1}, m.token(file+1, k.mint), k.birth)
		m.lapsing = append(m.lapsing, file+1)
		file += 2
		m.atOthers(good, k.role)
	}
	m.atOthers(m.people[0], 0)
}

// atOthers tries the value of somebody's cookie under the names of all others.
func (m *matrix) atOthers(a *asker, role access.Role) {
	out := &asker{name: a.name + " with the cookie at other doors", role: access.Visitor, file: a.file, row: a.row, links: map[string]access.Role{}}
	for _, name := range []string{"charthouse", formCookie, talkCookie, visitCookie} {
		if name != a.cookies[0].Name {
			out.cookies = append(out.cookies, &http.Cookie{Name: name, Value: a.cookies[0].Value})
			out.links[name] = role
		}
	}
	m.let(out)
}

// The cookies of links.
const formCookie, talkCookie, visitCookie = "charthouse_form", "charthouse_talk", "charthouse_visit"

// token is what the mailer would put into a mail.
func (m *matrix) token(file int64, mint func(*db.Tx, int64) (string, error)) (token string) {
	m.t.Helper()
	err := m.Write(m.t.Context(), access.System(access.Mailer), access.DeliverMail.On(id.Client(file)), func(tx *db.Tx) (err error) {
		token, err = mint(tx, file)
		return err
	})
	if err != nil {
		m.t.Fatal(err)
	}
	return token
}

// guest opens the link and says whose birth date it is, where that is asked.
func (m *matrix) guest(a *asker, token, birth string) *asker {
	m.t.Helper()
	w := m.ask(a, http.MethodPost, href.FormLink(token), url.Values{})
	if w.Code != http.StatusSeeOther || len(a.cookies) != 1 {
		m.t.Fatalf("the link of %s did not open: %d", a.name, w.Code)
	}
	if birth != "" {
		if w := m.ask(a, http.MethodPost, birth, url.Values{"born": {"1985-03-14"}}); w.Code != http.StatusSeeOther {
			m.t.Fatalf("%s is not known: %d", a.name, w.Code)
		}
	}
	m.secret("the link of "+a.name, token)
	m.tokens = append(m.tokens, token)
	m.secret("the cookie of "+a.name, a.cookies[0].Value)
	return m.let(a)
}

// ask is one request as they send it. What it hands out they keep, as a browser does.
func (m *matrix) ask(a *asker, method, path string, in url.Values) *httptest.ResponseRecorder {
	body, kind := strings.NewReader(in.Encode()), "application/x-www-form-urlencoded"
	if method == http.MethodPost && uploads.MatchString(path) {
		body, kind = upload(in)
	}
	r := httptest.NewRequest(method, path, body)
	if method == http.MethodPost {
		r.Header.Set("Content-Type", kind)
	}
	for _, c := range a.cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	m.handler.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		m.secret("a cookie of "+a.name, c.Value)
		a.cookies = append(slices.DeleteFunc(a.cookies, func(was *http.Cookie) bool { return was.Name == c.Name }), c)
	}
	return w
}

// links tries every link of the mails once more, in another browser: a lapsed one is
// no link, and an opened one opens for nobody else.
func (m *matrix) links() {
	for i, token := range m.tokens {
		want := http.StatusConflict
		if i%2 == 1 { // as guests makes them: a good one, then one that lapses
			want = http.StatusNotFound
		}
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			a := &asker{name: "another browser", role: access.Visitor}
			w := m.ask(a, method, href.FormLink(token), url.Values{})
			if w.Code != want || len(a.cookies) > 0 {
				m.t.Errorf("%s of link %d: %d with %d cookies, and not %d", method, i, w.Code, len(a.cookies), want)
			}
			if word := spokenWord.FindString(w.Body.String()); word != "" {
				m.t.Errorf("%s of link %d tells %s", method, i, word)
			}
		}
	}
}
