package docs_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"charthouse/web/href"
)

const note = "/clients/10001/visits/1/note"

func want(t *testing.T, a answer, status int, words ...string) {
	t.Helper()
	if a.status != status {
		t.Fatalf("answered %d, not %d: %s", a.status, status, a.words())
	}
	for _, w := range words {
		if !strings.Contains(a.words(), w) && !strings.Contains(a.body, w) {
			t.Errorf("says nothing of %q: %s", w, a.words())
		}
	}
}

func TestTheNotePageShowsWhatIsKnownAndBeginsNothing(t *testing.T) {
	h := open(t)
	a := h.as(t, "amara@kestrel.example").get(note)
	want(t, a, http.StatusOK, "Nadia Haddad", "41, she/her", "Penicillin: anaphylaxis", "Is the new tablet working?", "Any falls?", "Metformin 1 g",
		"HbA1c 8.1%", "was 134/86", "Write the note", "The claim will wait for the member number",
		"$186.00 is charged, the claim to Larkfield Mutual is made, the copay of $25.00 is due")
	if strings.Contains(a.body, "555 0132") {
		t.Error("what the desk takes over stands among the clinical answers")
	}
	var n int
	if err := h.Owner.QueryRow(t.Context(), `select count(*) from notes where visit_id = 1`).Scan(&n); err != nil || n != 0 {
		t.Errorf("looking began %d notes, %v", n, err)
	}
}

func TestTheNoteLeadsToTheAnswersThatWaitToBeAccepted(t *testing.T) {
	h := open(t)
	b := h.as(t, "amara@kestrel.example")
	link := `href="` + href.Packet(10001, 1) + `"`
	if a := b.get(note); strings.Contains(a.body, link) {
		t.Error("nothing waits, and the note leads there")
	}
	if _, err := h.Owner.Exec(t.Context(), `
		begin; select begin_act('test', null, null, 'x', '{10001}', true, '', '2026-05-04 16:00Z', true);
		insert into proposals (client_id, packet_id, part, field, label, now) values (10001, 1, 'clinical', 'medications:new0', 'Medicine, new', 'Empagliflozin 10 mg');
		commit`); err != nil {
		t.Fatal(err)
	}
	want(t, b.get(note), http.StatusOK, link, "1 answer waits to be accepted")
}

func TestAnAutosaveAnswersTheVersionAndWhatFollowsTheNote(t *testing.T) {
	b := open(t).as(t, "amara@kestrel.example")
	a := b.autosave(note, "_once", "k", "version", "0", "sections[s]", "Falling. *** weeks.", "services", "1", "diagnosis", "E11.65")
	want(t, a, http.StatusOK, "Fill 1 blank in Subjective", "E11.65", `id="note-checks"`, `id="note-sign"`)
	if a.version != "1" || strings.Contains(a.body, "<!DOCTYPE") {
		t.Errorf("version %q of %s", a.version, a.body)
	}
	a = b.autosave(note, "_once", "k", "version", "1", "_edit", "2", "sections[s]", "Falling.", "services", "1", "diagnoses", "E11.65", "units[1]", "0")
	want(t, a, http.StatusUnprocessableEntity, "Units are a number from 1 to 99.")
	a = b.autosave(note, "_once", "other", "version", "0", "sections[s]", "Mine.", "services", "1")
	want(t, a, http.StatusConflict, "Mine.", "Falling. *** weeks.", "another window", "Save mine instead")
}

func TestWithoutScriptsAStaleSaveComesBackWithBothTexts(t *testing.T) {
	b := open(t).as(t, "amara@kestrel.example")
	want(t, b.post(note, "_once", "k1", "version", "0", "sections[s]", "Theirs."), http.StatusSeeOther)
	a := b.post(note, "_once", "k2", "version", "0", "sections[s]", "Mine.")
	want(t, a, http.StatusConflict, "Mine.", "Theirs.", `name="version" value="0"`)
	over := regexp.MustCompile(`name="over" value="(\d+)"`).FindStringSubmatch(a.body)
	if over == nil {
		t.Fatal("there is no way to save mine")
	}
	want(t, b.post(note, "_once", "k3", "version", "0", "over", over[1], "sections[s]", "Mine."), http.StatusSeeOther)
	want(t, b.get(note), http.StatusOK, "Mine.")
}

func TestADiagnosisIsFoundWithoutScripts(t *testing.T) {
	b := open(t).as(t, "amara@kestrel.example")
	a := b.post(note, "version", "0", "sections[s]", "Kept.", "diagnosis_text", "hyperglycemia type 2")
	want(t, a, http.StatusSeeOther)
	want(t, b.get(strings.TrimSuffix(a.to, "#diagnoses")), http.StatusOK, "Kept.", `name="diagnosis" value="E11.65"`)
	want(t, b.get("/codes/found?diagnosis_text=e119"), http.StatusOK, `data-value="E11.9"`)
}

func TestABlankStopsSigningAndSigningLocksAndCharges(t *testing.T) {
	h := open(t)
	b := h.as(t, "amara@kestrel.example")
	a := b.post(note+"/signature", "version", "0", "sections[p]", "Back in *** weeks.", "services", "1", "diagnosis", "I10")
	want(t, a, http.StatusUnprocessableEntity, "Fill 1 blank in Plan", "Back in *** weeks.", `name="version" value="1"`)
	a = b.post(note+"/signature", "version", "1", "sections[p]", "Back in 2 weeks.", "services", "1", "diagnoses", "I10")
	want(t, a, http.StatusSeeOther)
	want(t, b.get(note), http.StatusOK, "Back in 2 weeks.", "What is shown is what was signed", "Keep addendum", "Note signed. It is locked")
	want(t, b.post(note, "version", "2", "sections[p]", "Later."), http.StatusConflict, "Add an addendum instead", "Later.")
	var cents int
	if err := h.Owner.QueryRow(t.Context(), `select charged_cents from visit_lines where visit_id = 1`).Scan(&cents); err != nil || cents != 18600 {
		t.Errorf("charged %d, %v", cents, err)
	}
	want(t, b.post(note+"/addenda", "text", ""), http.StatusUnprocessableEntity, "Write what is to be added.")
	want(t, b.post(note+"/addenda", "text", "Weight was 81.4 kg."), http.StatusSeeOther)
	want(t, b.get(note), http.StatusOK, "Weight was 81.4 kg.")
	a = h.as(t, "kwame@kestrel.example").get("/clients/10001/notes/2/coding")
	want(t, a, http.StatusOK, "I10", "99214", "$186.00")
	if strings.Contains(a.body, "Back in 2 weeks") {
		t.Error("billing reads the note")
	}
}

func TestTheDeskAndAnotherFileGetNoNote(t *testing.T) {
	h := open(t)
	b := h.as(t, "tomasz@kestrel.example")
	for _, a := range []answer{b.get(note), b.post(note, "version", "0", "sections[s]", "x"), b.get("/notes")} {
		want(t, a, http.StatusForbidden)
	}
	var n int
	err := h.Owner.QueryRow(t.Context(), `select count(*) from trail where not allowed and client_id = 10001 and verb in ('note.open', 'note.write')`).Scan(&n)
	if err != nil || n != 2 {
		t.Errorf("%d refusals in the trail, %v", n, err)
	}
	want(t, h.as(t, "amara@kestrel.example").get("/clients/10002/visits/1/note"), http.StatusNotFound)
}

func TestAColleagueReadsAndOnlyStartsWhatIsNotBegun(t *testing.T) {
	h := open(t)
	nils, amara := h.as(t, "nils@kestrel.example"), h.as(t, "amara@kestrel.example")
	a := nils.get(note)
	want(t, a, http.StatusOK, "This is a visit of Dr Amara Okafor", "Start the note as mine")
	if strings.Contains(a.body, "<textarea") {
		t.Error("a colleague is offered a place to write")
	}
	want(t, amara.post(note, "version", "0", "sections[s]", "Hers."), http.StatusSeeOther)
	want(t, nils.get(note), http.StatusOK, "Dr Amara Okafor is writing this note", "Hers.")
	want(t, nils.post(note, "version", "1", "sections[s]", "His."), http.StatusForbidden)
	want(t, nils.post(note+"/signature", "version", "1", "sections[s]", "Hers."), http.StatusForbidden)
}

func TestVitalsAllergiesAndMedicinesAreChangedFromTheNote(t *testing.T) {
	b := open(t).as(t, "amara@kestrel.example")
	want(t, b.post(note+"/vitals", "pressure", "132/84", "pulse", "76"), http.StatusSeeOther)
	want(t, b.get(note), http.StatusOK, "132/84", "was 134/86", "Vital signs recorded")
	want(t, b.post(note+"/vitals", "pulse", "fast"), http.StatusUnprocessableEntity, "Write beats a minute", `value="fast"`)
	want(t, b.post(note+"/allergies", "substance", "Latex"), http.StatusSeeOther)
	want(t, b.post(note+"/medicines", "name", ""), http.StatusUnprocessableEntity, "Write which medicine")
	want(t, b.post(note+"/medicines/1/edit", "name", "Metformin 1 g", "directions", "Once a day", "version", "1"), http.StatusSeeOther)
	want(t, b.get(note), http.StatusOK, "Metformin 1 g", "Once a day")
	want(t, b.post(note+"/medicines/1/edit", "name", "Metformin 2 g", "version", "1"), http.StatusConflict, `value="Metformin 2 g"`, "Metformin 1 g", `value="2"`)
	want(t, b.post(note+"/medicines/1/edit", "name", "", "version", "2"), http.StatusUnprocessableEntity, "Write which medicine")
	want(t, b.post(note+"/medicines/1/end"), http.StatusSeeOther)
	a := b.get(note)
	want(t, a, http.StatusOK, "Latex", "Medicine stopped")
	if strings.Contains(a.body, "Metformin") {
		t.Error("a stopped medicine still stands")
	}
	want(t, b.post(note+"/medicines/1/restore"), http.StatusSeeOther)
	want(t, b.get(note), http.StatusOK, "Metformin")
	want(t, b.post("/clients/10002/visits/1/note/vitals", "pulse", "70"), http.StatusNotFound)
}

func TestMyNotesSaysWhatWaitsWithItsAgeAndMoney(t *testing.T) {
	h := open(t)
	h.Clock.Move(30 * time.Hour)
	if _, err := h.Owner.Exec(t.Context(), `begin; select begin_act('c', null, null, 'x', '{10001}', true, '', '2026-05-05 22:00Z', true); select settle(10001); commit`); err != nil {
		t.Fatal(err)
	}
	want(t, h.as(t, "amara@kestrel.example").get("/notes"), http.StatusOK, "Nadia Haddad", "31 h, target 24 h", "$186.00 waits for your signature", "Not begun", "Signed last")
	want(t, h.as(t, "nils@kestrel.example").get("/notes"), http.StatusOK, "No note waits for you", "A visit stands here from the moment it was seen")
}
