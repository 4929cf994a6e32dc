package workflow_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/fault"
	"charthouse/internal/intake"
	"charthouse/internal/workflow"
)

// Anna Mother is called in an emergency, fills in forms and pays the bills.
const anna = `insert into contacts (client_id, name, relation, phone, email, emergency, bill_payer, may_discuss, proxy)
	values (10001, 'Anna Mother', 'mother', '555 0150', 'anna@home.example', true, true, true, true)`

const contactWords = `
	select string_agg(concat_ws(' ', name, nullif(relation, ''), phone, nullif(email, ''), case when emergency then 'called' end,
	  case when bill_payer then 'pays' end, case when may_discuss then 'hears' end, case when proxy then 'proxy' end), ' | ' order by id)
	from contacts`

// says answers the form's first part so, with everything else as the file has it.
func (h formHouse) says(texts map[string]string) formHouse {
	h.t.Helper()
	h.must(h.forms.Confirm(h.t.Context(), h.guest(), "1985-03-14"))
	all := map[string]string{"phone": "555 0142", "city": "Springfield"}
	for k, v := range texts {
		all[k] = v
	}
	h.must(h.forms.SaveSection(h.t.Context(), h.guest(), 0, intake.Answers{Texts: all}))
	h.must(h.forms.SaveSection(h.t.Context(), h.guest(), 1, intake.Answers{Lists: map[string]intake.List{
		"medications": {Rows: map[string]intake.Row{"1": {State: intake.Still}, "2": {State: intake.Still}}},
		"allergies":   {Rows: map[string]intake.Row{"1": {State: intake.Still}}},
	}}))
	h.must(h.flow.SubmitForm(h.t.Context(), h.guest()))
	return h
}

func TestSomebodyElseToCallGetsNoRightsOfWhoWasCalledBefore(t *testing.T) {
	for _, c := range []struct{ name, phone, want string }{
		{"Peter Neighbour", "555 0199", "Anna Mother mother 555 0150 anna@home.example pays hears proxy | Peter Neighbour 555 0199 called"},
		{"Anne Mother", "555 0150", "Anna Mother mother 555 0150 anna@home.example pays hears proxy | Anne Mother 555 0150 called"},
		{"mother, ÁNA", "555 0151", "mother, ÁNA mother 555 0151 anna@home.example called pays hears proxy"},
		{"Anna Mother", "555 0151", "Anna Mother mother 555 0151 anna@home.example called pays hears proxy"},
	} {
		h := filling(t)
		h.do(access.EditClient.On(nadia), desk, anna)
		h.says(map[string]string{"contact_name": c.name, "contact_phone": c.phone})
		h.must(h.flow.ReviewForm(t.Context(), desk, nadia, 1, intake.Decision{Proposal: "1", Accept: "yes"}))
		if got := ask[string](t, h.Database, contactWords); got != c.want {
			t.Errorf("%s: the file says %q; want %q", c.name, got, c.want)
		}
	}
}

func TestANewPersonToCallIsReviewedAsAWhole(t *testing.T) {
	h := filling(t)
	h.do(access.EditClient.On(nadia), desk, anna)
	h.says(map[string]string{"contact_name": "Peter Neighbour", "contact_phone": "555 0199"})
	got := ask[string](t, h.Database, `select string_agg(concat_ws(' | ', field, was, now), e'\n' order by id) from proposals`)
	if want := "contact | Anna Mother, mother, 555 0150 | Peter Neighbour, 555 0199"; got != want {
		t.Errorf("proposed %q; want %q", got, want)
	}
	r, err := h.forms.Review(t.Context(), desk, nadia, 1)
	h.must(err)
	if r.Desk[0].Stale() {
		t.Errorf("it reads as changed since: %+v", r.Desk[0])
	}
}

func TestAPersonToCallWithoutANumberLeavesTheEarlierOneCalled(t *testing.T) {
	h := filling(t)
	h.do(access.EditClient.On(nadia), desk, anna)
	h.says(map[string]string{"contact_name": "Peter Neighbour"})
	h.must(h.flow.ReviewForm(t.Context(), desk, nadia, 1, intake.Decision{Proposal: "1", Accept: "yes"}))
	want := "Anna Mother mother 555 0150 anna@home.example called pays hears proxy | Peter Neighbour "
	if got := ask[string](t, h.Database, contactWords); got != want {
		t.Errorf("the file says %q", got)
	}
}

func TestAcceptingAllNamesTheAnswerThatTheFileCannotTake(t *testing.T) {
	h := filling(t)
	h.says(map[string]string{"city": "Shelbyville"})
	_, err := h.Owner.Exec(t.Context(), `
		begin; select begin_act('t', null, null, 'x', '{10001}', true, '', '2026-05-04 16:00Z', true);
		insert into proposals (client_id, packet_id, part, field, label, was, now) values (10001, 1, 'demographics', 'email', 'Mail address', 'nadia@home.example', 'nadia at home'),
		  (10001, 1, 'demographics', 'sex', 'Sex', '', 'Rather not say');
		commit`)
	h.must(err)
	all := intake.Decision{Proposal: "all", Accept: "yes"}
	err = h.flow.ReviewForm(t.Context(), desk, nadia, 1, all)
	if fault.KindOf(err) != fault.Conflict || !strings.HasPrefix(err.Error(), "Mail address “nadia at home”: ") || !strings.Contains(err.Error(), "Nothing was accepted.") {
		t.Errorf("%v", err)
	}
	if got := ask[string](t, h.Database, `select city || (select ' ' || count(*) from proposals where decision is null) from clients`); got != "Springfield 3" {
		t.Errorf("the file says %q", got)
	}
	h.must(h.flow.ReviewForm(t.Context(), desk, nadia, 1, intake.Decision{Proposal: "2", Accept: "no"}))
	if err := h.flow.ReviewForm(t.Context(), desk, nadia, 1, all); fault.KindOf(err) != fault.Conflict || !strings.HasPrefix(err.Error(), "Sex “Rather not say”: ") {
		t.Errorf("%v", err)
	}
}

func TestTheNoteNamesTheMedicinesThatChangedAndWhereTheirAnswersWait(t *testing.T) {
	h := filling(t)
	h.must(h.forms.Confirm(t.Context(), h.guest(), "1985-03-14"))
	h.must(h.forms.SaveSection(t.Context(), h.guest(), 0, intake.Answers{Texts: map[string]string{"phone": "555 0142", "city": "Springfield"}}))
	h.must(h.forms.SaveSection(t.Context(), h.guest(), 1, intake.Answers{Lists: map[string]intake.List{
		"medications": {Rows: map[string]intake.Row{"1": {State: intake.Stopped}, "2": {State: intake.Changed, Now: "20 mg"}}},
		"allergies":   {Rows: map[string]intake.Row{"1": {State: intake.Stopped}}},
	}}))
	h.must(h.flow.SubmitForm(t.Context(), h.guest()))
	beside := func() workflow.Asked {
		p, err := h.flow.OpenNote(t.Context(), okafor, nadia, 1, "")
		h.must(err)
		return p.Asked
	}
	asked := beside()
	want := []workflow.Answered{{Question: "Your medicines", Answer: "Changed: Lisinopril 10 mg, now 20 mg; Stopped: Metformin 1 g"}, {Question: "Allergies", Answer: "Stopped: Penicillin"}}
	if diff := cmp.Diff(want, asked.Answers); diff != "" {
		t.Error(diff)
	}
	if asked.Packet != 1 || asked.Waiting != 3 {
		t.Errorf("%d answers of packet %d wait", asked.Waiting, asked.Packet)
	}
	h.must(h.flow.ReviewFormClinical(t.Context(), okafor, nadia, 1, intake.Decision{Proposal: "all", Accept: "yes"}))
	if asked = beside(); asked.Waiting != 0 || asked.Answers[1].Answer != "Stopped: Penicillin" {
		t.Errorf("once accepted: %+v", asked)
	}
}

func TestAMedicineAddedByHandMeanwhileIsNotStoredTwice(t *testing.T) {
	h := filling(t).submitted()
	files := clients.New(h.DB)
	_, err := files.AddMedication(t.Context(), okafor, nadia, clients.MedicationForm{Name: "empagliflozin 10mg", Directions: "evenings"})
	h.must(err)
	seen := intake.Decision{Proposal: "3", Accept: "yes", Shown: map[string]string{"3": ""}}
	err = h.flow.ReviewFormClinical(t.Context(), okafor, nadia, 1, seen)
	if fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "empagliflozin 10mg, evenings") {
		t.Errorf("accepting it unseen: %v", err)
	}
	r, err := h.forms.Review(t.Context(), okafor, nadia, 1)
	h.must(err)
	if is := r.Clinical[1].Is; is != "empagliflozin 10mg, evenings" {
		t.Errorf("the review says that the file has %q", is)
	}
	seen.Shown["3"] = "empagliflozin 10mg, evenings"
	h.must(h.flow.ReviewFormClinical(t.Context(), okafor, nadia, 1, seen))
	got := ask[string](t, h.Database, `select string_agg(name || ', ' || directions, ' | ' order by id) from medications where name ilike 'empa%' and ended_at is null`)
	if got != "empagliflozin 10mg, one each morning" {
		t.Errorf("the file says %q", got)
	}
}

func TestWhatIsGivenAsNewAndKnownAlreadyIsReviewedAgainstIt(t *testing.T) {
	h := filling(t)
	h.do(access.EditClient.On(nadia), desk, `update clients set birth_date = null`)
	h.must(h.forms.SaveSection(t.Context(), h.guest(), 0, intake.Answers{Texts: map[string]string{"phone": "555 0142"}}))
	h.must(h.forms.SaveSection(t.Context(), h.guest(), 1, intake.Answers{Lists: map[string]intake.List{
		"allergies": {New: []intake.NewRow{{Name: "PENICILLÍN", How: "hives"}}},
	}}))
	h.must(h.flow.SubmitForm(t.Context(), h.guest()))
	if got := ask[string](t, h.Database, `select was || ' to ' || now from proposals where field = 'allergies:new0'`); got != "Penicillin, rash to PENICILLÍN, hives" {
		t.Errorf("proposed %q", got)
	}
	h.must(h.flow.ReviewFormClinical(t.Context(), okafor, nadia, 1, intake.Decision{Proposal: "all", Accept: "yes"}))
	if got := ask[string](t, h.Database, `select string_agg(substance || ', ' || reaction, ' | ') from allergies where ended_at is null`); got != "Penicillin, hives" {
		t.Errorf("the file says %q", got)
	}
}

func TestNoAllergiesIsReviewedAgainstThoseInTheFile(t *testing.T) {
	h := filling(t)
	h.do(access.EditClient.On(nadia), desk, `update clients set birth_date = null`)
	h.must(h.forms.SaveSection(t.Context(), h.guest(), 0, intake.Answers{Texts: map[string]string{"phone": "555 0142"}}))
	h.must(h.forms.SaveSection(t.Context(), h.guest(), 1, intake.Answers{Lists: map[string]intake.List{"allergies": {None: true}}}))
	h.must(h.flow.SubmitForm(t.Context(), h.guest()))
	r, err := h.forms.Review(t.Context(), okafor, nadia, 1)
	h.must(err)
	if len(r.Clinical) != 1 || r.Clinical[0].Is != "Penicillin, rash" || r.Clinical[0].Now != "No allergies, says the patient" {
		t.Errorf("the review shows %+v", r.Clinical)
	}
	if len(r.Told) != 1 || r.Told[0].Question != "Allergies" || r.Told[0].Answer != "None" {
		t.Errorf("told is %+v", r.Told)
	}
	h.must(h.flow.ReviewFormClinical(t.Context(), okafor, nadia, 1, intake.Decision{Proposal: "1", Accept: "no"}))
	if n := ask[int](t, h.Database, `select count(*) from allergies where ended_at is null`); n != 1 {
		t.Errorf("declined, and the file has %d allergies", n)
	}
}

func TestAnAcceptedSubscriberIsWhoTheClaimNames(t *testing.T) {
	for name, want := range map[string]string{
		"Samir Haddad":  "Samir Haddad other",
		"haddad, Nádia": "haddad, Nádia self",
	} {
		h := filling(t)
		h.do(access.EditSettings.Practice(), manager, `insert into payers (name) values ('Larkfield Mutual')`)
		h.do(access.EditClient.On(nadia), desk, `insert into coverages (client_id, payer_id, relation, member_number) values (10001, 1, 'self', 'LM-1')`)
		h.says(nil)
		_, err := h.Owner.Exec(t.Context(), `
			begin; select begin_act('t', null, null, 'x', '{10001}', true, '', '2026-05-04 16:00Z', true);
			insert into proposals (client_id, packet_id, part, field, label, now) values (10001, 1, 'coverage', 'coverage.subscriber', 'Insurance: subscriber', '`+name+`');
			commit`)
		h.must(err)
		h.must(h.flow.ReviewForm(t.Context(), desk, nadia, 1, intake.Decision{Proposal: "all", Accept: "yes"}))
		if got := ask[string](t, h.Database, `select subscriber || ' ' || relation from coverages`); got != want {
			t.Errorf("%s: the coverage says %q", name, got)
		}
	}
}
