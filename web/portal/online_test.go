package portal_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/web/browsertest"
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
func TestBookingOnlineIsNotTriedWithoutEnd(t *testing.T) {
	h := openOnline(t)
	p := h.phone(t)
	book := func() int {
		return p.fresh(href.OnlineDetails, append([]string{"at", "1|1|1|2037-05-08|09:00"}, ravi...)...).status
	}
	for i := range 6 {
		if got := book(); (got == http.StatusTooManyRequests) != (i == 5) {
			t.Errorf("the %dth time: %d", i+1, got)
		}
	}
	for i := range 31 {
		if got := p.fresh(href.OnlineHold, "at", "1|1|1|2037-05-08|10:00").status; (got == http.StatusTooManyRequests) != (i == 30) {
			t.Errorf("kept the %dth time: %d", i+1, got)
		}
	}
}

// A mail address that is missing or none, and a day that is none, are refused at their
// field, and use up no attempt.
func TestATypingErrorUsesUpNoAttempt(t *testing.T) {
	h := openOnline(t)
	p := h.phone(t)
	for _, c := range []struct {
		path, field string
		form        []string
	}{
		{href.OnlineDetails, "birth_date", []string{"at", "1|1|1|2037-05-08|09:00"}},
		{href.OnlineWaitlist, "latest", []string{"type", "1", "latest", "soon"}},
	} {
		wrong := append([]string{"given", "Ravi", "family", "Menon", "phone", "555 0177 01"}, c.form...)
		for i := range 25 {
			mail := []string{"", "ravi", "ravi@home.example"}[i%3]
			a := p.fresh(c.path, append(wrong, "email", mail)...)
			if a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, `id="f-`+c.field+`-error"`) || strings.Contains(a.body, `id="f-email-error"`) != (i%3 < 2) {
				t.Fatalf("%s with %q, the %dth time: %d %s", c.path, mail, i+1, a.status, a.body)
			}
		}
		if a := p.fresh(c.path, append(append([]string{}, c.form[:2]...), ravi...)...); a.status != http.StatusSeeOther {
			t.Errorf("%s put right: %d %s", c.path, a.status, a.body)
		}
	}
	if n := h.count(t, `select count(*) from knocks where key like 'online % mail %' and count > 1`); n != 0 {
		t.Error("what was mistyped was counted")
	}
}

// Whoever types the mail address of another uses up their own attempts only.
func TestNobodyUsesUpTheAttemptsOfAnother(t *testing.T) {
	h := openOnline(t)
	rude, own := h.phone(t).from("203.0.113.7"), h.phone(t).from("198.51.100.4")
	for _, path := range []string{href.OnlineDetails, href.OnlineWaitlist} {
		form := append([]string{"type", "1", "at", "1|1|1|2037-05-08|10:00"}, ravi...)
		var got answer
		for range 6 {
			got = rude.fresh(path, append([]string{"at", "1|1|1|2037-05-08|09:00"}, form...)...)
		}
		if got.status != http.StatusTooManyRequests || !strings.Contains(got.body, `value="Menon"`) {
			t.Errorf("%s: whoever tries without end: %d", path, got.status)
		}
		if a := own.fresh(path, form...); a.status != http.StatusSeeOther {
			t.Errorf("%s: whose address it is: %d", path, a.status)
		}
	}
}

// visitLink is what the confirmation of the only visit that was booked online carries.
func (h house) visitLink(t testing.TB) (path string) {
	t.Helper()
	var c id.Client
	var v id.Visit
	if err := h.Owner.QueryRow(t.Context(), `select client_id, id from visits where online`).Scan(&c, &v); err != nil {
		t.Fatal(err)
	}
	err := h.Write(t.Context(), access.System(access.Mailer), access.DeliverMail.On(c), func(tx *db.Tx) error {
		token, err := intake.MintBookingLinkTx(t.Context(), tx, v)
		path = href.FormLink(token)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// Somebody books on a phone, then moves and cancels it by the link in the mail.
func TestAPatientBooksMovesAndCancelsOnAPhone(t *testing.T) {
	h := openOnline(t)
	b := browsertest.Start(t)
	b.Viewport(390, 844, false)
	b.Open(h.url + href.Online)
	b.Axe()
	b.Click("Diabetes review")
	b.See("Tuesday 5 May, Main house")
	b.Axe()
	b.Click("11:30")
	b.See("We keep this time for you for 10 minutes.")
	for i := 0; i < len(ravi); i += 2 {
		b.Eval(`document.querySelector('[name=` + ravi[i] + `]').value = '` + ravi[i+1] + `'`)
	}
	for _, width := range []int64{390, 320} {
		b.Viewport(width, 844, width == 320)
		b.NoSideways()
		b.Axe()
	}
	b.Click("Book this visit")
	b.See("What you asked for")
	b.See("Ravi Menon")
	b.NoSideways()
	b.Axe()

	b.Open(h.url + h.visitLink(t))
	b.Click("Look at your visit")
	b.See("Tuesday 5 May, 11:30")
	b.See("You can move or cancel it online until 24 hours before.")
	b.NoSideways()
	b.Axe()
	b.Click("Move it to another time")
	b.See("Another time")
	b.Axe()
	b.Click("09:00")
	b.See("Wednesday 6 May, 09:00")
	b.Click("Cancel this visit")
	b.See("Cancel this visit?")
	b.NoSideways()
	b.Axe()
	if n := h.count(t, `select count(*) from visit_marks where kind = 'cancelled'`); n != 0 {
		t.Error("one tap cancelled it")
	}
	b.Click("Yes, cancel this visit")
	b.See("This visit is cancelled")
	b.NoSideways()
	b.Axe()
	b.Click("Book another time")
	b.See("Pick a time")
	if n := h.count(t, `select count(*) from visit_marks where kind = 'cancelled' and reason = 'Cancelled by the patient, online'`); n != 1 {
		t.Errorf("%d cancelled", n)
	}
}

// The desk made the visit longer than its kind: another time is one at which all of it fits.
func TestAnotherTimeIsOneAtWhichTheVisitFitsAsLongAsItIs(t *testing.T) {
	h := openOnline(t)
	p := h.phone(t)
	p.fresh(href.OnlineDetails, append([]string{"at", "1|1|1|2037-05-06|09:00"}, ravi...)...)
	p.fresh(h.visitLink(t))
	for _, c := range [][2]string{{"", "11:30"}, {"150", "09:30"}} {
		lasts, last := c[0], c[1]
		if lasts != "" {
			_, err := h.Owner.Exec(t.Context(), `begin; select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2037-05-04 15:00Z', true);
				update bookings set ends_at = starts_at + make_interval(mins => `+lasts+`) where id = (select booking_id from visits where online);
				commit`)
			if err != nil {
				t.Fatal(err)
			}
		}
		var latest string
		for _, at := range p.offered(href.OwnTimesFrom("2037-05-07")) {
			latest = max(latest, at[len(at)-5:])
		}
		if latest != last {
			t.Errorf("of a visit of %q minutes the latest offered until 12:00 is %s; want %s", lasts, latest, last)
		}
	}
}

func TestTheLinkSaysWhenItIsTooLate(t *testing.T) {
	h := openOnline(t)
	p := h.phone(t)
	p.fresh(href.OnlineDetails, append([]string{"at", "1|1|1|2037-05-06|09:00"}, ravi...)...)
	link := h.visitLink(t)
	p.fresh(link)
	h.Clock.Set(time.Date(2037, 5, 5, 14, 30, 0, 0, time.UTC)) // half an hour late
	a := p.get(href.OwnVisit)
	if !strings.Contains(a.body, "It begins in less than 24 hours, so it can no longer be moved or cancelled online. If you cannot come, please call 555 0100.") || strings.Contains(a.body, href.OwnCancel) {
		t.Errorf("%d %s", a.status, a.body)
	}
	for _, path := range []string{href.OwnCancel, href.OwnMove} {
		if a := p.fresh(path, "at", "1|1|1|2037-05-08|09:00"); a.status != http.StatusConflict || !strings.Contains(a.body, "too late") {
			t.Errorf("%s: %d %s", path, a.status, a.body)
		}
	}
	if n := h.count(t, `select count(*) from visit_marks where kind = 'cancelled'`); n != 0 {
		t.Error("it was cancelled")
	}
	if a := h.phone(t).get(href.OwnVisit); a.status != http.StatusNotFound {
		t.Errorf("without the link: %d", a.status)
	}
}

// A visit that begins sooner than it may be changed says so before it is booked, and never promises a change.
func TestAVisitThatIsNearIsNotSaidToBeChangedOnline(t *testing.T) {
	h := openOnline(t)
	_, err := h.Owner.Exec(t.Context(), `begin; select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2037-05-04 15:00Z', true); update visit_types set online_notice_hours = 2; commit`)
	if err != nil {
		t.Fatal(err)
	}
	h.Clock.Set(time.Date(2037, 5, 5, 12, 30, 0, 0, time.UTC)) // 07:30
	p := h.phone(t)
	if a := p.get(href.OnlineTimesOf("1", "", "")); !strings.Contains(a.body, "You can move or cancel it online until 24 hours before. A time that is nearer can be changed only by calling us.") {
		t.Errorf("the times: %s", a.body)
	}
	const near = "It begins in less than 24 hours, so it can no longer be moved or cancelled online. If you cannot come, please call 555 0100."
	for at, want := range map[string]string{"1|1|1|2037-05-05|11:00": near, "1|1|1|2037-05-06|11:00": "You can move or cancel it online until 24 hours before."} {
		if a := p.get(href.OnlineDetailsOf(at)); strings.Contains(a.body, near) != (want == near) || !strings.Contains(a.body, want) || !strings.Contains(a.body, "Main house, 4 Kestrel Lane") {
			t.Errorf("%s: %s", at, a.body)
		}
	}
}

// A look cancels nothing; who has cancelled is led to another time, and who no longer may is sent back.
func TestAVisitIsCancelledOnceItIsAskedTwice(t *testing.T) {
	h := openOnline(t)
	p := h.phone(t)
	p.fresh(href.OnlineDetails, append([]string{"at", "1|1|1|2037-05-06|09:00"}, ravi...)...)
	p.fresh(h.visitLink(t))
	if a := p.get(href.OwnVisit); !strings.Contains(a.body, `href="`+href.OwnCancel+`"`) || strings.Contains(a.body, `action="`+href.OwnCancel+`"`) {
		t.Errorf("the visit: %s", a.body)
	}
	for range 2 {
		a := p.get(href.OwnCancel)
		for _, want := range []string{"Cancel this visit?", "Wednesday 6 May, 09:00", "Main house, 4 Kestrel Lane", `action="` + href.OwnCancel + `"`, `href="` + href.OwnVisit + `"`, `href="` + href.OwnTimes + `"`} {
			if !strings.Contains(a.body, want) {
				t.Errorf("the page lacks %q: %s", want, a.body)
			}
		}
	}
	if n := h.count(t, `select count(*) from visit_marks`); n != 0 {
		t.Error("a look cancelled it")
	}
	if a := p.fresh(href.OwnCancel); a.to != href.OwnVisit {
		t.Fatalf("%d to %s", a.status, a.to)
	}
	if a := p.get(href.OwnVisit); !strings.Contains(a.body, "This visit is cancelled") || !strings.Contains(a.body, strings.ReplaceAll(href.OnlineTimesOf("1", "1", ""), "&", "&amp;")) {
		t.Errorf("afterwards: %s", a.body)
	}
	if a := p.get(href.OwnCancel); a.to != href.OwnVisit {
		t.Errorf("once it is: %d to %s", a.status, a.to)
	}
	if a := p.fresh(href.OwnCancel); a.status != http.StatusConflict || !strings.Contains(a.body, "This visit is cancelled") {
		t.Errorf("twice: %d", a.status)
	}
}

func TestWhoHasAVisitWaitsForAnEarlierTimeWithoutScripts(t *testing.T) {
	h := openOnline(t)
	p := h.phone(t)
	p.fresh(href.OnlineDetails, append([]string{"at", "1|1|1|2037-05-06|09:00"}, ravi...)...)
	p.fresh(h.visitLink(t))
	if a := p.get(href.OwnVisit); !strings.Contains(a.body, "Wait for an earlier time") {
		t.Fatal(a.body)
	}
	if a := p.get(href.OwnWait); a.status != http.StatusOK || !strings.Contains(a.body, "Wednesday 6 May, 09:00") || strings.Contains(a.body, "Who are you?") || strings.Contains(a.body, "Not after") {
		t.Fatalf("%d %s", a.status, a.body)
	}
	if a := p.fresh(href.OwnWait, "weekday", "2", "earliest", "soon"); a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, "Write a day, such as") || !strings.Contains(a.body, `value="soon"`) {
		t.Fatalf("%d %s", a.status, a.body)
	}
	if a := p.fresh(href.OwnWait, "clinician", "424242"); a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, "This clinician cannot be booked any more.") {
		t.Errorf("a clinician who is none: %d", a.status)
	}
	if a := p.fresh(href.OwnWait, "weekday", "2"); a.to != href.OwnVisit {
		t.Fatalf("%d to %s", a.status, a.to)
	}
	if a := p.get(href.OwnVisit); !strings.Contains(a.body, "We write to you when an earlier time becomes free") || !strings.Contains(a.body, "Change which times suit you") {
		t.Error(a.body)
	}
	if a := p.get(href.OwnWait); !strings.Contains(a.body, `value="2" checked`) || strings.Contains(a.body, `value="3" checked`) {
		t.Errorf("what was wished for is not shown: %s", a.body)
	}
	if a := p.fresh(href.OwnWait, "weekday", "3"); a.to != href.OwnVisit {
		t.Errorf("other wishes: %d to %s", a.status, a.to)
	}
	if n := h.count(t, `select count(*) from waits where weekdays = '{3}'`); n != 1 {
		t.Errorf("%d wait so", n)
	}
	if a := p.fresh(href.OwnWaitEnd); a.to != href.OwnVisit {
		t.Errorf("off it: %d to %s", a.status, a.to)
	}
	if a := p.get(href.OwnVisit); !strings.Contains(a.body, "Wait for an earlier time") {
		t.Error("whoever is off the waitlist cannot join it again")
	}
}

func TestAStrangerJoinsTheWaitlistWithoutScripts(t *testing.T) {
	h := openOnline(t)
	p := h.phone(t)
	path := href.OnlineWaitlistOf("1", "")
	if a := p.get(href.OnlineTimesOf("1", "", "")); !strings.Contains(a.body, `href="`+path+`"`) {
		t.Fatalf("the times do not lead to the waitlist: %s", a.body)
	}
	if a := p.get(path); a.status != http.StatusOK || !strings.Contains(a.body, "Dr Amara Okafor") {
		t.Fatalf("%d %s", a.status, a.body)
	}
	wish := append([]string{"type", "1", "clinician", "1", "weekday", "4", "part", "morning", "urgency", "urgent"}, ravi[:10]...)
	a := p.fresh(href.OnlineWaitlist, append(wish, "latest", "2037-05-01")...)
	if a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, "This day has passed.") || !strings.Contains(a.body, "ravi@home.example") {
		t.Fatalf("%d %s", a.status, a.body)
	}
	if a := p.fresh(href.OnlineWaitlist, append(wish, "latest", "9999-12-31")...); a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, "This is more than a year ahead.") {
		t.Fatalf("without end: %d %s", a.status, a.body)
	}
	for _, days := range []string{"5", "2"} { // who joins twice keeps their place, and waits for what they said last
		if a := p.fresh(href.OnlineWaitlist, append(wish, "weekday", days)...); a.to != href.OnlineWaiting {
			t.Fatalf("%d to %s: %s", a.status, a.to, a.body)
		}
	}
	if n := h.count(t, `select count(*) from waits w join clients c on c.id = w.client_id where c.family = 'Menon' and w.online and w.urgency = 'routine' and w.clinician_id = 1 and w.weekdays = '{2,4}' and w.parts = '{morning}'`); n != 1 {
		t.Errorf("%d wait so", n)
	}
	if n := h.count(t, `select count(*) from clients`); n != 3 {
		t.Errorf("%d files", n)
	}
	if a := p.get(href.OnlineWaiting); strings.Contains(a.body, "Ravi") || !strings.Contains(a.body, "we write to the mail address") || !strings.Contains(a.body, "what you wish for now takes the place of what you wished for before") {
		t.Error(a.body)
	}
	if a := p.fresh(href.OnlineWaitlist, append([]string{"type", "1", "clinician", "424242"}, ravi[:10]...)...); a.status != http.StatusUnprocessableEntity {
		t.Errorf("for a clinician who is none: %d", a.status)
	}
	if a := p.get(href.OnlineWaitlistOf("77", "")); a.status != http.StatusNotFound {
		t.Errorf("a kind that is not offered: %d", a.status)
	}
}
