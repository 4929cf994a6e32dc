package docs_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"charthouse/internal/access"
	"charthouse/internal/db"
	docs "charthouse/internal/documentation"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

func TestTheFirstWordsBeginANoteAndLookingDoesNot(t *testing.T) {
	h := open(t)
	n := h.saved(okafor, seen, docs.Draft{Services: []string{"1"}})
	if n.Begun() || ask[int](h, `select count(*) from notes`) != 0 {
		t.Fatal("a page on which nothing was written began a note")
	}
	if len(n.Services) != 1 || n.Services[0].Code != "99214" {
		t.Errorf("the visit's type proposes %+v", n.Services)
	}
	n = h.saved(okafor, seen, docs.Draft{Sections: map[string]string{"s": "Falling sugars.\r\nNo falls."}, Services: []string{"1"}})
	if n.Version != 1 || n.Sections["s"] != "Falling sugars.\nNo falls." || n.Author != "Dr Amara Okafor" {
		t.Errorf("began as %+v", n)
	}
}

func TestASaveKeepsEverythingThatThePageHolds(t *testing.T) {
	h := open(t)
	h.saved(okafor, seen, docs.Draft{Sections: map[string]string{"s": "a", "p": "b"}, Diagnosis: "E11.65", Services: []string{"1"}})
	n := h.saved(okafor, seen, docs.Draft{
		Version: 1, Sections: map[string]string{"s": "", "p": "b"}, Diagnoses: []string{"E11.65"}, Diagnosis: "I10", Do: "rise I10",
		Services: []string{"1"}, Service: "2", Units: map[string]string{"2": "3"}, Modifiers: map[string]string{"1": "25 gt"}, Checked: true,
	})
	want := []docs.Diagnosis{{Code: "I10", Label: "Essential (primary) hypertension"}, {Code: "E11.65", Label: "Type 2 diabetes mellitus with hyperglycemia"}}
	if diff := cmp.Diff(want, n.Diagnoses); diff != "" {
		t.Error(diff)
	}
	services := []docs.Done{
		{ServiceID: 1, Code: "99214", Label: "Visit, moderate", Units: 1, Modifiers: "25 GT", Cents: 18600},
		{ServiceID: 2, Code: "93000", Label: "ECG", Units: 3, Cents: 9400},
	}
	if diff := cmp.Diff(services, n.Services); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]string{"p": "b"}, n.Sections); diff != "" || n.CheckedAt == nil || n.Cents() != 18600+3*9400 {
		t.Errorf("%s %v %d", diff, n.CheckedAt, n.Cents())
	}
	n = h.saved(okafor, seen, docs.Draft{Version: 2, Diagnoses: []string{"I10", "E11.65"}, Services: []string{"1", "2"}, Do: "drop I10"})
	if len(n.Diagnoses) != 1 || len(n.Services) != 2 {
		t.Errorf("after taking I10 out: %+v %+v", n.Diagnoses, n.Services)
	}
}

func TestASaveThatIsBehindIsRefusedWithBothTexts(t *testing.T) {
	h := open(t)
	h.saved(okafor, seen, words(0, "first"))
	h.saved(okafor, seen, words(1, "theirs"))
	_, err := h.save(okafor, seen, words(1, "mine"))
	stale, ok := errors.AsType[*docs.Stale](err)
	if !ok || fault.KindOf(err) != fault.Conflict || stale.Mine.Sections["s"] != "mine" || stale.Theirs.Sections["s"] != "theirs" {
		t.Fatalf("%v", err)
	}
	if !strings.Contains(err.Error(), "another window") {
		t.Errorf("says %q", err)
	}
	if n := h.saved(okafor, seen, words(1, "theirs")); n.Version != 2 {
		t.Errorf("the same text again made version %d", n.Version)
	}
	over := words(1, "mine")
	over.Over = 2
	if n := h.saved(okafor, seen, over); n.Version != 3 || n.Sections["s"] != "mine" {
		t.Errorf("seen and replaced: %+v", n)
	}
}

func TestAPageThatNeverHeardItsAnswerMaySaveOn(t *testing.T) {
	h := open(t)
	page := func(edit, version int, text string) docs.Draft {
		d := words(version, text)
		d.Form, d.Edit = "page-1", edit
		return d
	}
	h.saved(okafor, seen, page(1, 0, "one"))
	if n := h.saved(okafor, seen, page(3, 0, "one two three")); n.Sections["s"] != "one two three" {
		t.Errorf("its answer was lost: %+v", n)
	}
	if n := h.saved(okafor, seen, page(2, 0, "one two")); n.Sections["s"] != "one two three" {
		t.Errorf("a late arrival overwrote newer words: %+v", n)
	}
	other := words(0, "other")
	other.Form, other.Edit = "page-2", 9
	if _, err := h.save(okafor, seen, other); fault.KindOf(err) != fault.Conflict {
		t.Errorf("another page: %v", err)
	}
}

func TestTheFirstSaveSettlesAndLaterOnesDoNot(t *testing.T) {
	h := open(t)
	h.saved(okafor, seen, words(0, "x"))
	if n := ask[int](h, `select count(*) from file_clocks`); n != 1 {
		t.Fatal("the first save did not settle the file")
	}
	_, err := h.Owner.Exec(t.Context(), `
		begin;
		select begin_act('test', null, null, 'x', '{10001}', true, '', '2026-05-04 15:00Z', true);
		delete from file_clocks;
		commit`)
	if err != nil {
		t.Fatal(err)
	}
	h.saved(okafor, seen, words(1, "y"))
	if n := ask[int](h, `select count(*) from file_clocks`); n != 0 {
		t.Error("an autosave settled the file")
	}
}

func TestOnlyTheAuthorWrites(t *testing.T) {
	h := open(t)
	if _, err := h.save(lindqvist, seen, words(0, "x")); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a colleague began: %v", err)
	}
	h.saved(okafor, seen, words(0, "x"))
	if _, err := h.save(lindqvist, seen, words(1, "y")); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a colleague wrote: %v", err)
	}
	if _, err := h.save(desk, seen, words(1, "y")); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the desk wrote: %v", err)
	}
	if got := ask[string](h, `select verb || ' ' || allowed from trail order by id desc limit 1`); got != "note.write false" {
		t.Errorf("the trail says %q", got)
	}
	if _, err := h.save(okafor, noone, words(0, "x")); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another client's visit: %v", err)
	}
}

func TestAColleagueWhoSawThePatientStartsTheNoteAsTheirs(t *testing.T) {
	h := open(t)
	n, err := h.Start(t.Context(), okafor, nadia, later)
	if err != nil {
		t.Fatal(err)
	}
	if got := h.saved(okafor, later, docs.Draft{Version: 1, Sections: map[string]string{"s": "x"}, Services: []string{"1"}}); got.ID != n || got.AuthorID != 1 || len(got.Services) != 1 {
		t.Errorf("%+v", got)
	}
	if again, err := h.Start(t.Context(), lindqvist, nadia, later); err != nil || again != n {
		t.Errorf("started twice: %v %v", again, err)
	}
	if _, err := h.Start(t.Context(), okafor, omar, noone); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a visit that did not take place: %v", err)
	}
}

func TestASaveIntoASignedNoteIsRefusedAndPointsToTheAddendum(t *testing.T) {
	h := open(t)
	n := h.saved(okafor, seen, words(0, "x"))
	if err := h.sign(okafor, n.ID); err != nil {
		t.Fatal(err)
	}
	_, err := h.save(okafor, seen, words(1, "y"))
	if stale, ok := errors.AsType[*docs.Stale](err); !ok || !errors.Is(err, docs.ErrSigned) || stale.Mine.Sections["s"] != "y" {
		t.Errorf("%v", err)
	}
	if _, err := h.save(okafor, seen, words(1, "x")); err != nil {
		t.Errorf("the same words again: %v", err)
	}
}

func TestAnAddendumIsKeptForEverAndOnlyOnSignedNotes(t *testing.T) {
	h := open(t)
	n := h.saved(okafor, seen, words(0, "x"))
	if _, err := h.AddTo(t.Context(), okafor, nadia, n.ID, docs.Addition{Text: "late"}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("to an open note: %v", err)
	}
	if err := h.sign(okafor, n.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := h.AddTo(t.Context(), lindqvist, nadia, n.ID, docs.Addition{Text: " Weight was 81.4 kg. "}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.AddTo(t.Context(), okafor, nadia, n.ID, docs.Addition{}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("an empty one: %v", err)
	}
	if _, err := h.AddTo(t.Context(), okafor, omar, n.ID, docs.Addition{Text: "x"}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("through another file: %v", err)
	}
	for _, sql := range []string{`update addenda set text = 'z'`, `delete from addenda`} {
		_, err := h.Owner.Exec(t.Context(), `begin; select begin_act('t', null, null, 'x', '{10001}', true, '', '2026-05-04 16:00Z', true); `+sql+`; commit`)
		if err == nil {
			t.Errorf("%s went through", sql)
		}
		_, _ = h.Owner.Exec(t.Context(), `rollback`)
	}
	if got := ask[string](h, `select text from addenda`); got != "Weight was 81.4 kg." {
		t.Errorf("kept %q", got)
	}
}

func TestWhatWasSignedIsReadFromTheSignatureAndProvesItself(t *testing.T) {
	h := open(t)
	n := h.saved(okafor, seen, docs.Draft{Sections: map[string]string{"s": "x <b> & y"}, Diagnosis: "I10", Services: []string{"1"}})
	if err := h.sign(okafor, n.ID); err != nil {
		t.Fatal(err)
	}
	s := h.signature(okafor, n.ID)
	if !s.Intact || s.By != "Dr Amara Okafor" || s.Content.Services[0].Cents != 18600 {
		t.Fatalf("%+v", s)
	}
	forge := `begin; set local session_replication_role = replica; update signatures set content = jsonb_set(content, '{sections,0,text}', '"x"'); commit`
	if _, err := h.Owner.Exec(t.Context(), forge); err != nil {
		t.Fatal(err)
	}
	if s = h.signature(okafor, n.ID); s.Intact || s.Content.Sections[0].Text != "x" {
		t.Error("another text passes for the signed one")
	}
}

func TestPsychotherapyNotesAreReadByTheirAuthorAlone(t *testing.T) {
	h := open(t)
	if _, err := h.Owner.Exec(t.Context(), `
		begin;
		select begin_act('test', null, null, 'sample.load', '{}', true, '', '2026-05-04 15:00Z', true);
		update note_templates set sections = '[{"key": "s", "title": "Subjective"}, {"key": "own", "title": "Own notes", "private": true}]';
		commit`); err != nil {
		t.Fatal(err)
	}
	n := h.saved(okafor, seen, docs.Draft{Sections: map[string]string{"s": "Sleeps badly.", "own": "dreams"}, Diagnosis: "I10", Services: []string{"1"}})
	read := func(who access.Actor) (n docs.Note) {
		err := h.Read(t.Context(), who, access.OpenNote.On(nadia), func(v *db.View) (err error) {
			n, err = docs.OfVisitTx(t.Context(), v, seen)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if is := read(okafor).Sections; is["own"] != "dreams" {
		t.Errorf("its author reads %v", is)
	}
	if is := read(lindqvist).Sections; len(is) != 1 || is["s"] == "" {
		t.Errorf("a colleague reads the draft %v", is)
	}
	if err := h.sign(okafor, n.ID); err != nil {
		t.Fatal(err)
	}
	if s := h.signature(okafor, n.ID); !s.Intact || s.Content.Sections[1].Text != "dreams" {
		t.Errorf("its author reads %+v", s)
	}
	if s := h.signature(lindqvist, n.ID); !s.Intact || s.Content.Sections[1] != (docs.Part{Title: "Own notes", Private: true}) || s.Content.Sections[0].Text == "" {
		t.Errorf("a colleague reads %+v", s)
	}
	var last docs.Signature
	err := h.Read(t.Context(), lindqvist, access.OpenNote.On(nadia), func(v *db.View) (err error) {
		last, err = docs.LastTx(t.Context(), v, later)
		return err
	})
	if err != nil || last.NoteID != n.ID || last.Content.Sections[1].Text != "" {
		t.Errorf("beside the next note a colleague reads %+v, %v", last, err)
	}
}

// signature reads what was signed as that person.
func (h house) signature(who access.Actor, n id.Note) (s docs.Signature) {
	h.t.Helper()
	err := h.Read(h.t.Context(), who, access.OpenNote.On(nadia), func(v *db.View) (err error) {
		s, err = docs.SignatureTx(h.t.Context(), v, n)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}

func TestBillingSeesTheCodesOfASignedNoteAndNoWords(t *testing.T) {
	h := open(t)
	n := h.saved(okafor, seen, docs.Draft{Sections: map[string]string{"s": "private words"}, Diagnosis: "I10", Services: []string{"1"}})
	if _, err := h.Coding(t.Context(), biller, nadia, n.ID); fault.KindOf(err) != fault.NotFound {
		t.Errorf("before signing: %v", err)
	}
	if err := h.sign(okafor, n.ID); err != nil {
		t.Fatal(err)
	}
	c, err := h.Coding(t.Context(), biller, nadia, n.ID)
	if err != nil || c.Client != "Nadia Haddad" || len(c.Diagnoses) != 1 || len(c.Services) != 1 {
		t.Errorf("%+v, %v", c, err)
	}
	if _, err := h.Coding(t.Context(), desk, nadia, n.ID); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the desk: %v", err)
	}
}

func TestWhatStopsSigningStandsFirstAndTicksItself(t *testing.T) {
	n := docs.Note{
		Template: []docs.Section{{Key: "s", Title: "Subjective"}, {Key: "p", Title: "Plan"}},
		Sections: map[string]string{"s": "x", "p": "Back in *** weeks, *** mg."}, Services: []docs.Done{{ServiceID: 1}},
	}
	var got []string
	for _, c := range n.Checks(docs.Cover{Payer: "Larkfield", Missing: []string{"member_number", "birth_date"}}) {
		mark := map[[2]bool]string{{true, false}: "done", {false, true}: "stops", {false, false}: "look"}[[2]bool{c.Done, c.Stops}]
		got = append(got, mark+": "+c.Text)
	}
	want := []string{
		"stops: Add a diagnosis", "stops: Fill 2 blanks in Plan", "look: Check the medicines",
		"look: The claim will wait for the member number and the birth date", "done: Note written", "done: Services chosen",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
