package workflow_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/fault"
	"charthouse/internal/intake"
	"charthouse/internal/messaging"
)

// The form of formHouse: two parts, what the file knows of Nadia, and a question of its own.
const longForm = `
	insert into forms (name) values ('Before your review');
	insert into form_versions (form_id, number, definition, published_at) values (2, 1, '{"sections": [
	  {"title": "How we reach you", "fields": [
	    {"key": "phone", "label": "Mobile phone", "kind": "phone", "required": true, "fills": "phone"},
	    {"key": "city", "label": "City", "kind": "text", "fills": "city"},
	    {"key": "contact_name", "label": "Whom may we call?", "kind": "text", "fills": "contact.name"},
	    {"key": "contact_phone", "label": "Their phone", "kind": "phone", "fills": "contact.phone"}]},
	  {"title": "Your health", "fields": [
	    {"key": "medications", "label": "Your medicines", "kind": "medicines", "fills": "medications"},
	    {"key": "allergies", "label": "Allergies", "kind": "allergies", "fills": "allergies"},
	    {"key": "sleep", "label": "How do you sleep?", "kind": "long"}]}]}', clock());
	update clients set phone = '555 0142', city = 'Springfield';
	insert into medications (client_id, name, directions, recorded_at) values (10001, 'Metformin 1 g', 'twice a day', clock()), (10001, 'Lisinopril 10 mg', 'mornings', clock());
	insert into allergies (client_id, substance, reaction, recorded_at) values (10001, 'Penicillin', 'rash', clock());
	insert into packets (client_id, visit_id, version_id, made_at) values (10001, 1, 2, clock())`

// formHouse is mailing with a packet of the long form, packet 1, whose link is opened.
type formHouse struct {
	mailHouse
	forms  *intake.Service
	cookie string
}

func filling(t *testing.T) formHouse {
	t.Helper()
	h := formHouse{mailHouse: mailing(t).served()}
	h.forms = intake.New(h.DB)
	_, err := h.Owner.Exec(t.Context(), `begin; select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 15:00Z', true);`+longForm+`; select settle(10001); commit`)
	h.must(err)
	h.must(h.flow.SendFormLink(t.Context(), desk, nadia, 1, ""))
	h.must(h.send(1))
	guest, err := h.forms.GuestOfToken(t.Context(), h.token(messaging.FormPath))
	h.must(err)
	h.cookie, _, err = h.forms.Open(t.Context(), guest)
	h.must(err)
	return h
}

func (h formHouse) guest() access.Actor {
	h.t.Helper()
	who, err := h.forms.GuestOfCookie(h.t.Context(), h.cookie)
	h.must(err)
	return who
}

// answered is a form that confirms one medicine, stops the other, adds a third,
// changes the city, keeps the phone and names somebody to call.
func (h formHouse) answered() formHouse {
	h.t.Helper()
	h.must(h.forms.Confirm(h.t.Context(), h.guest(), "1985-03-14"))
	h.must(h.forms.SaveSection(h.t.Context(), h.guest(), 0, intake.Answers{Texts: map[string]string{
		"phone": "555-0142", "city": "Shelbyville", "contact_name": "Samir Haddad", "contact_phone": "555 0150",
	}}))
	h.must(h.forms.SaveSection(h.t.Context(), h.guest(), 1, intake.Answers{
		Texts: map[string]string{"sleep": "Badly, since March."},
		Lists: map[string]intake.List{
			"medications": {Rows: map[string]intake.Row{"1": {State: intake.Still}, "2": {State: intake.Stopped}}, New: []intake.NewRow{{Name: "Empagliflozin 10 mg", How: "one each morning"}}},
			"allergies":   {Rows: map[string]intake.Row{"1": {State: intake.Still}}},
		},
	}))
	return h
}

func (h formHouse) submitted() formHouse {
	h.t.Helper()
	h.answered()
	h.must(h.flow.SubmitForm(h.t.Context(), h.guest()))
	return h
}

func TestALinkOpensOnceAndOnlyInOneBrowser(t *testing.T) {
	h := filling(t)
	guest, err := h.forms.GuestOfToken(t.Context(), h.token(messaging.FormPath))
	h.must(err)
	if err := h.forms.MayOpen(t.Context(), guest); fault.KindOf(err) != fault.Conflict {
		t.Errorf("the page of an opened link: %v", err)
	}
	if _, _, err := h.forms.Open(t.Context(), guest); fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "another device") {
		t.Errorf("opening it again: %v", err)
	}
	var n int
	h.must(h.Owner.QueryRow(t.Context(), `select count(*) from links where links::text like any ($1)`, written(h.cookie)).Scan(&n))
	if n != 0 {
		t.Error("the cookie stands in the database")
	}
}

func TestALinkEndsADayAfterTheVisitAndMovesWithIt(t *testing.T) {
	h := filling(t)
	h.Clock.Set(time.Date(2026, 5, 8, 14, 59, 0, 0, time.UTC))
	h.guest()
	h.Clock.Move(2 * time.Minute)
	if _, err := h.forms.GuestOfCookie(t.Context(), h.cookie); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a day after the visit: %v", err)
	}
}

func TestWhatIsKnownShowsOnlyAfterTheBirthDateWasConfirmed(t *testing.T) {
	h := filling(t)
	f, err := h.forms.Fill(t.Context(), h.guest())
	h.must(err)
	if !f.Ask || f.Given != "" || len(f.Known.Values)+len(f.Known.Medicines) != 0 {
		t.Errorf("before: asks %v, %d values", f.Ask, len(f.Known.Values))
	}
	if err := h.forms.Save(t.Context(), h.guest(), 0, intake.Answers{}); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("answering before: %v", err)
	}
	h.must(h.forms.Confirm(t.Context(), h.guest(), "1985-03-14"))
	f, err = h.forms.Fill(t.Context(), h.guest())
	h.must(err)
	if f.Ask || f.Given != "Nadia" || f.Known.Values["city"] != "Springfield" || len(f.Known.Medicines) != 2 {
		t.Errorf("after: %+v", f.Known)
	}
}

func TestFiveWrongBirthDatesCloseTheLink(t *testing.T) {
	h := filling(t)
	for n := range 4 {
		if err := h.forms.Confirm(t.Context(), h.guest(), "1985-03-15"); fault.KindOf(err) != fault.Invalid {
			t.Fatalf("try %d: %v", n+1, err)
		}
	}
	if err := h.forms.Confirm(t.Context(), h.guest(), "1985-03-15"); fault.KindOf(err) != fault.Forbidden || !strings.Contains(err.Error(), "call us") {
		t.Errorf("the fifth: %v", err)
	}
	if _, err := h.forms.GuestOfCookie(t.Context(), h.cookie); fault.KindOf(err) != fault.NotFound {
		t.Errorf("afterwards: %v", err)
	}
	if n := h.stuck("form_locked"); n != 1 {
		t.Errorf("%d lines say that they are locked out", n)
	}
	h.Clock.Move(time.Minute)
	h.must(h.flow.SendFormLink(t.Context(), desk, nadia, 1, ""))
	if n := h.stuck("form_locked"); n != 0 {
		t.Errorf("%d lines still say so with another link on its way", n)
	}
	if got := h.ClearedBy(t, "form_locked"); got != "packet.send by s3" {
		t.Errorf("cleared by %s", got)
	}
}

func TestWithoutABirthDateInTheFileNothingKnownShows(t *testing.T) {
	h := filling(t)
	h.do(access.EditClient.On(nadia), desk, `update clients set birth_date = null`)
	f, err := h.forms.Fill(t.Context(), h.guest())
	h.must(err)
	if f.Ask || f.Given != "" || len(f.Known.Values)+len(f.Known.Medicines)+len(f.Known.Allergies) != 0 {
		t.Errorf("%+v", f.Known)
	}
	h.must(h.forms.SaveSection(t.Context(), h.guest(), 0, intake.Answers{Texts: map[string]string{"phone": "555 0142"}}))
	h.must(h.forms.SaveSection(t.Context(), h.guest(), 1, intake.Answers{}))
	h.must(h.flow.SubmitForm(t.Context(), h.guest()))
	if n := ask[int](t, h.Database, `select count(*) from proposals`); n != 0 {
		t.Errorf("%d proposals; an empty answer must not clear what was not shown", n)
	}
}

func TestAnswersAreRefusedAtTheirFieldAndKept(t *testing.T) {
	h := filling(t)
	h.must(h.forms.Confirm(t.Context(), h.guest(), "1985-03-14"))
	err := h.forms.SaveSection(t.Context(), h.guest(), 0, intake.Answers{Texts: map[string]string{"phone": "12", "city": "Ἀθῆναι"}})
	if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "answers[phone]") {
		t.Errorf("%v", err)
	}
	f, err := h.forms.Fill(t.Context(), h.guest())
	h.must(err)
	if f.Answers.Texts["city"] != "Ἀθῆναι" || f.Resume() != 0 {
		t.Errorf("city %q, resumes at %d", f.Answers.Texts["city"], f.Resume())
	}
	if err := h.flow.SubmitForm(t.Context(), h.guest()); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "[section: 0]") {
		t.Errorf("submitting it: %v", err)
	}
}

func TestAFinishedFormIsOnlyItsDifferences(t *testing.T) {
	h := filling(t).submitted()
	got := ask[string](t, h.Database, `select string_agg(concat_ws(' | ', part, field, was, now), e'\n' order by id) from proposals`)
	want := strings.Join([]string{
		"demographics | city | Springfield | Shelbyville",
		"clinical | medications:2 | Lisinopril 10 mg, mornings | Stopped",
		"clinical | medications:new0 |  | Empagliflozin 10 mg, one each morning",
		"contact | contact |  | Samir Haddad, 555 0150",
	}, "\n")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := ask[string](t, h.Database, `select string_agg(field || ' ' || source, ',') from client_facts`); got != "phone form, 4 May" {
		t.Errorf("verified %q", got)
	}
	if err := h.flow.SubmitForm(t.Context(), h.guest()); fault.KindOf(err) != fault.Conflict {
		t.Errorf("submitting it again: %v", err)
	}
}

func (h formHouse) blockers() string {
	return ask[string](h.t, h.Database, `select coalesce(string_agg(kind, ' ' order by kind), '') from blockers where cleared_at is null`)
}

func TestAnUnfinishedFormBlocksTheDayBeforeAndVanishesByBeingFinished(t *testing.T) {
	h := filling(t)
	if got := h.blockers(); got != "" {
		t.Fatalf("three days before: %s", got)
	}
	h.Clock.Set(time.Date(2026, 5, 6, 15, 0, 0, 0, time.UTC))
	settleAt(t, h.Database, "2026-05-06 15:00Z")
	if got := h.blockers(); got != "form_unfinished" {
		t.Fatalf("the day before: %s", got)
	}
	h.submitted()
	if got := h.blockers(); got != "form_unreviewed" {
		t.Errorf("once it is finished: %s", got)
	}
	if got := ask[string](t, h.Database, `select t.verb from blockers b join trail t on t.id = b.cleared_by where b.kind = 'form_unfinished'`); got != "packet.fill" {
		t.Errorf("cleared by %s", got)
	}
}

func TestTheTimelineCountsTheChangesThatAreTheReadersToAccept(t *testing.T) {
	h := filling(t).submitted()
	for _, k := range []struct {
		who  access.Actor
		want string
	}{{desk, "part <> 'clinical'"}, {okafor, "part = 'clinical'"}, {access.StaffMember(9, "Kwame Mensah", access.Biller), "false"}} {
		want := ask[int](t, h.Database, `select count(*) from proposals where decision is null and `+k.want)
		f, err := h.flow.OpenFile(t.Context(), k.who, nadia, clients.Forms, clients.Before{})
		h.must(err)
		got := -1
		for _, e := range f.Timeline.List {
			if e.State == "finished" {
				got = e.Count
			}
		}
		if got != want {
			t.Errorf("%s reads %d changes to accept, not %d", k.who.Roles().Words(), got, want)
		}
	}
}

func TestTheDeskAcceptsItsPartIntoTheFileFieldByField(t *testing.T) {
	h := filling(t).submitted()
	accept := func(n, yes string) error {
		return h.flow.ReviewForm(t.Context(), desk, nadia, 1, intake.Decision{Proposal: n, Accept: yes})
	}
	h.must(accept("1", "yes"))
	if err := accept("1", "no"); fault.KindOf(err) != fault.Conflict {
		t.Errorf("deciding twice: %v", err)
	}
	if err := accept("2", "yes"); fault.KindOf(err) != fault.Conflict {
		t.Errorf("the desk decided a medicine: %v", err)
	}
	h.must(accept("all", "yes"))
	got := ask[string](t, h.Database, `select concat_ws(' ', city, k.name, k.phone, k.emergency, f.source) from clients c join contacts k on true join client_facts f on f.field = 'city'`)
	if got != "Shelbyville Samir Haddad 555 0150 t form, 4 May" {
		t.Errorf("the file says %q", got)
	}
	if got := h.blockers(); got != "" {
		t.Errorf("still blocked by %s", got)
	}
	if got := h.ClearedBy(t, "form_unreviewed"); got != "packet.review by s3" {
		t.Errorf("cleared by %s", got)
	}
}

func TestAClinicianAcceptsWhatIsClinical(t *testing.T) {
	h := filling(t).submitted()
	settleAt(t, h.Database, "2026-05-07 14:31Z")
	if got := h.blockers(); got != "form_unreviewed form_unreviewed_clinical" {
		t.Errorf("when the visit has begun: %s", got)
	}
	if err := h.flow.ReviewFormClinical(t.Context(), desk, nadia, 1, intake.Decision{Proposal: "all", Accept: "yes"}); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the desk: %v", err)
	}
	h.Clock.Set(time.Date(2026, 5, 7, 14, 40, 0, 0, time.UTC)) // the visit has begun
	h.must(h.flow.ReviewFormClinical(t.Context(), okafor, nadia, 1, intake.Decision{Proposal: "all", Accept: "yes"}))
	if got := h.blockers(); strings.Contains(got, "form_unreviewed_clinical") {
		t.Errorf("read, and still blocked by %s", got)
	}
	if got := h.ClearedBy(t, "form_unreviewed_clinical"); got != "packet.review_clinical by s1" {
		t.Errorf("cleared by %s", got)
	}
	got := ask[string](t, h.Database, `select string_agg(name || coalesce(', ' || nullif(source, ''), ''), ' | ' order by id) from medications where ended_at is null`)
	if got != "Metformin 1 g | Empagliflozin 10 mg, form, 4 May" {
		t.Errorf("the file says %q", got)
	}
}

func TestADeclinedAnswerChangesNothingAndAStaleOneShowsBoth(t *testing.T) {
	h := filling(t).submitted()
	h.do(access.EditClient.On(nadia), desk, `update clients set city = 'Ogdenville'`)
	r, err := h.forms.Review(t.Context(), desk, nadia, 1)
	h.must(err)
	if p := r.Desk[0]; !p.Stale() || p.Was != "Springfield" || p.Is != "Ogdenville" || p.Now != "Shelbyville" {
		t.Errorf("%+v", p)
	}
	h.must(h.flow.ReviewForm(t.Context(), desk, nadia, 1, intake.Decision{Proposal: "1", Accept: "no"}))
	if got := ask[string](t, h.Database, `select city from clients`); got != "Ogdenville" {
		t.Errorf("the city is %s", got)
	}
}

func TestTheDeskLearnsOfClinicalAnswersOnlyThatTheyAreThere(t *testing.T) {
	h := filling(t).submitted()
	r, err := h.forms.Review(t.Context(), desk, nadia, 1)
	h.must(err)
	if len(r.Clinical)+len(r.Told) != 0 || r.ClinicalOpen != 2 {
		t.Errorf("%d clinical, %d told, %d open", len(r.Clinical), len(r.Told), r.ClinicalOpen)
	}
	r, err = h.forms.Review(t.Context(), okafor, nadia, 1)
	h.must(err)
	if len(r.Clinical) != 2 || len(r.Told) != 1 || len(r.Desk) != 0 {
		t.Errorf("a clinician sees %d clinical, %d told, %d of the desk's", len(r.Clinical), len(r.Told), len(r.Desk))
	}
	if _, err := h.forms.Review(t.Context(), okafor, nadia+1, 1); fault.KindOf(err) != fault.NotFound {
		t.Errorf("through another file: %v", err)
	}
}

func TestAnInsuranceThatTheFileDoesNotHaveNeedsItsPayer(t *testing.T) {
	h := filling(t)
	h.do(access.EditSettings.Practice(), manager, `insert into payers (name) values ('Larkfield Mutual')`)
	_, err := h.Owner.Exec(t.Context(), `
		begin; select begin_act('t', null, null, 'x', '{10001}', true, '', '2026-05-04 16:00Z', true);
		update packets set finished_at = clock();
		insert into proposals (client_id, packet_id, part, field, label, now, detail) values (10001, 1, 'coverage', 'coverage', 'Insurance, new', 'LM-1', '{"member_number": "LM-1"}');
		commit`)
	h.must(err)
	if err := h.flow.ReviewForm(t.Context(), desk, nadia, 1, intake.Decision{Proposal: "1", Accept: "yes"}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("without a payer: %v", err)
	}
	h.must(h.flow.ReviewForm(t.Context(), desk, nadia, 1, intake.Decision{Proposal: "1", Accept: "yes", Payer: "1"}))
	if got := ask[string](t, h.Database, `select member_number || ' ' || source from coverages`); got != "LM-1 form, 4 May" {
		t.Errorf("the file says %q", got)
	}
}

func TestACancelledVisitsFormIsNotFilledInAnyMore(t *testing.T) {
	h := filling(t)
	h.must(h.forms.Confirm(t.Context(), h.guest(), "1985-03-14"))
	h.do(access.CancelVisit.On(nadia), desk, `insert into visit_marks (client_id, visit_id, kind, at, reason) values (10001, 1, 'cancelled', clock(), 'ill')`)
	f, err := h.forms.Fill(t.Context(), h.guest())
	h.must(err)
	if err := h.forms.Save(t.Context(), h.guest(), 0, intake.Answers{}); !f.Cancelled || fault.KindOf(err) != fault.Conflict {
		t.Errorf("%v, %v", f.Cancelled, err)
	}
}
