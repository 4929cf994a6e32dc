package portal_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"charthouse/web/href"
)

// openOnline is the practice with visits that can be booked online from Tuesday on,

// with Dr Okafor from 09:00 to 12:00.

func openOnline(t testing.TB) house {
	t.Helper()
	h := open(t)
	_, err := h.Owner.Exec(t.Context(), `begin; select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2037-05-04 15:00Z', true);
		update practice set online_booking = true;
		update visit_types set online = true;
		insert into resources (staff_id) values (1);
		insert into availability (staff_id, location_id, weekday, starts, ends) select 1, 1, w, '09:00', '12:00' from generate_series(1, 5) w;
		select setval('clients_id_seq', 20000);
		commit`)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

var (
	offeredAt = regexp.MustCompile(`name="at" value="([^"]+)"`)
	ravi      = []string{"given", "Ravi", "family", "Menon", "birth_date", "1990-02-03", "email", "ravi@home.example", "phone", "555 0177 01", "reason", "Sugars"}
)

// offered are the times that the page offers, as it sends them back.

func (p phone) offered(path string) (at []string) {
	p.t.Helper()
	a := p.get(path)
	if a.status != http.StatusOK {
		p.t.Fatalf("%s: %d %s", path, a.status, a.body)
	}
	for _, m := range offeredAt.FindAllStringSubmatch(a.body, -1) {
		at = append(at, m[1])
	}
	return at
}

// keeps taps a time; posts take each key once, so that every one has its own.

func (p phone) fresh(path string, pairs ...string) answer {
	p.t.Helper()
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return p.read(p.http.PostForm(p.url+path, v))
}

func TestAPatientBooksWithoutScripts(t *testing.T) {
	h := openOnline(t)
	p := h.phone(t)
	if a := p.get(href.Online); !strings.Contains(a.body, href.OnlineTimesOf("1", "", "")) || !strings.Contains(a.body, "30 minutes") {
		t.Fatalf("%d %s", a.status, a.body)
	}
	at := p.offered(href.OnlineTimesOf("1", "", ""))
	if len(at) == 0 || at[0] != "1|1|1|2037-05-05|11:00" { // it is 11:00 on Monday, and the notice is a day
		t.Fatalf("offered %v", at)
	}
	a := p.fresh(href.OnlineHold, "at", at[0])
	if a.status != http.StatusSeeOther || a.to != href.OnlineDetailsOf(at[0]) {
		t.Fatalf("%d to %s: %s", a.status, a.to, a.body)
	}
	a = p.get(a.to)
	for _, want := range []string{"We keep this time for you for 10 minutes.", "Tuesday 5 May, 11:00", "Dr Amara Okafor", "You can move or cancel it online until 24 hours before."} {
		if !strings.Contains(a.body, want) {
			t.Errorf("the form does not say %q", want)
		}
	}
	if again := h.phone(t).offered(href.OnlineTimesOf("1", "", "")); again[0] != "1|1|1|2037-05-05|11:30" {
		t.Errorf("another is offered %v", again[:1])
	}
	if a := p.fresh(href.OnlineDetails, append([]string{"at", at[0]}, ravi[2:]...)...); a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, "Write your first name.") || !strings.Contains(a.body, `value="Menon"`) {
		t.Errorf("without a name: %d %s", a.status, a.body)
	}
	if a := p.fresh(href.OnlineDetails, append([]string{"at", at[0]}, ravi...)...); a.to != href.OnlineDone {
		t.Fatalf("%d %s", a.status, a.body)
	}
	a = p.get(href.OnlineDone)
	for _, want := range []string{"Diabetes review, 30 minutes", "Tuesday 5 May, 11:00", "Dr Amara Okafor", "Main house, 4 Kestrel Lane", "Ravi Menon", "a file for your calendar", "If no mail comes within an hour, nothing is booked", "It begins in less than 24 hours, so it can no longer be moved or cancelled online."} {
		if strings.Contains(a.body, want) != !strings.Contains(want, "less than") {
			t.Errorf("the last page has %q, or lacks it: %s", want, a.body)
		}
	}
	if a := h.phone(t).get(href.OnlineDone); a.status != http.StatusOK || strings.Contains(a.body, "Menon") || strings.Contains(a.body, "What you asked for") {
		t.Errorf("on another phone: %d %s", a.status, a.body)
	}
	if n := h.count(t, `select count(*) from visits v join bookings b on b.id = v.booking_id where v.online and b.starts_local = '2037-05-05 11:00'`); n != 1 {
		t.Errorf("%d visits", n)
	}
}

// Who comes second is told so, with other times; what they typed is kept, and one of

// those times books it.

func TestWhoComesSecondKeepsWhatTheyTypedAndTakesAnotherTime(t *testing.T) {
	h := openOnline(t)
	first, second := h.phone(t), h.phone(t)
	at := first.offered(href.OnlineTimesOf("1", "", ""))[0]
	first.fresh(href.OnlineHold, "at", at)
	if a := second.fresh(href.OnlineHold, "at", at); a.status != http.StatusConflict || !strings.Contains(a.body, "not free any more") || !strings.Contains(a.body, "2037-05-05|11:30") {
		t.Errorf("tapping it: %d %s", a.status, a.body)
	}
	a := second.fresh(href.OnlineDetails, append([]string{"at", at}, ravi...)...)
	if a.status != http.StatusConflict {
		t.Fatalf("%d %s", a.status, a.body)
	}
	for _, want := range []string{"not free any more", `value="Menon"`, `value="1990-02-03"`, "ravi@home.example", ">Sugars</textarea>", `name="other"`, "1|1|1|2037-05-05|11:30"} {
		if !strings.Contains(a.body, want) {
			t.Errorf("the page does not have %q", want)
		}
	}
	if strings.Contains(a.body, "<dt>When</dt>") || strings.Contains(a.body, "You can move or cancel it online") {
		t.Errorf("the time that is gone is still said to be chosen: %s", a.body)
	}
	if a := second.fresh(href.OnlineDetails, append([]string{"at", at, "other", "1|1|1|2037-05-05|11:30"}, ravi...)...); a.to != href.OnlineDone {
		t.Errorf("another time: %d %s", a.status, a.body)
	}
}

// The page tells a stranger nothing of who has a file: status, address and body are

// the same but for what was typed.

func TestThePageAnswersAlikeForWhoIsKnownAndWhoIsNot(t *testing.T) {
	for _, rule := range []string{"", `update visit_types set online_for = 'known'`, `update visit_types set online_for = 'new'`, `update visits set online = true`} {
		var got []string
		for _, who := range [][]string{ravi, {"given", "Nadia", "family", "Haddad", "birth_date", "1985-03-14", "email", "nadia@home.example", "phone", "555 0142"}} {
			h := openOnline(t)
			_, err := h.Owner.Exec(t.Context(), `begin; select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2037-05-04 15:00Z', true); `+rule+`; commit`)
			if err != nil {
				t.Fatal(err)
			}
			p := h.phone(t)
			at := p.offered(href.OnlineTimesOf("1", "", ""))
			a := p.fresh(href.OnlineDetails, append([]string{"at", at[0]}, who...)...)
			left := h.phone(t).offered(href.OnlineTimesOf("1", "", ""))
			done := p.get(href.OnlineDone).body
			if !strings.Contains(done, who[1]+" "+who[3]) {
				t.Errorf("it is not said for whom: %s", done)
			}
			done = strings.ReplaceAll(done, who[1]+" "+who[3], "whoever they say they are")
			got = append(got, http.StatusText(a.status)+" "+a.to+" "+done+strings.Join(left, " "))
		}
		if got[0] != got[1] {
			t.Errorf("under %q who is known is told something else:\n%s\n%s", rule, got[0], got[1])
		}
	}
}

func TestAPracticeThatDoesNotBookOnlineSaysSo(t *testing.T) {
	h := open(t)
	p := h.phone(t)
	for _, path := range []string{href.Online, href.OnlineTimesOf("1", "", ""), href.OnlineDetailsOf("1|1|1|2037-05-05|11:00")} {
		if a := p.get(path); a.status != http.StatusNotFound || !strings.Contains(a.body, "Please call us") || !strings.Contains(a.body, "tel:5550100") {
			t.Errorf("%s: %d %s", path, a.status, a.body)
		}
	}
	for _, path := range []string{href.OnlineHold, href.OnlineDetails} {
		if a := p.fresh(path, append([]string{"at", "1|1|1|2037-05-05|11:00"}, ravi...)...); a.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, a.status)
		}
	}
}

// An address on the web has a mail address written to five times an hour, and keeps

// thirty times.
