package portal_test

import (
	"net/http"
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
