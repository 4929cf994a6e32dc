package past

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

	docs "charthouse/internal/documentation"
	"charthouse/internal/id"
	"charthouse/internal/sample/life"
)

func (w *Writer) write(v *life.Visit, at time.Time) error {
	sections := make([]docs.Section, len(v.Kind.Sections))
	for i, s := range v.Kind.Sections {
		sections[i] = docs.Section{Key: s.Key, Title: s.Title, Private: s.Private}
	}
	template, err := json.Marshal(sections)
	if err != nil {
		return err
	}
	texts, err := json.Marshal(v.Words)
	if err != nil {
		return err
	}
	p := v.Person.Number
	v.Note = id.Note(w.add("notes", p, v.Number, v.With.ID, string(template), string(texts), 2, at, at.Add(time.Duration(v.Seconds)*time.Second), v.With.ID, at, v.Seconds))
	w.add("note_diagnoses", p, v.Note, 1, v.Code[0], v.Code[1])
	if !v.Blank {
		w.add("note_services", p, v.Note, v.Kind.Service)
	}
	return nil
}

// sign keeps the content as it was signed, with its hash, and charges what was done.
func (w *Writer) sign(v *life.Visit, at time.Time) error {
	content := docs.Content{Diagnoses: []docs.Diagnosis{{Code: v.Code[0], Label: v.Code[1]}}}
	for _, s := range v.Kind.Sections {
		content.Sections = append(content.Sections, docs.Part{Title: s.Title, Text: v.Words[s.Key], Private: s.Private})
	}
	if !v.Blank {
		content.Services = []docs.Done{{ServiceID: v.Kind.Service, Code: v.Kind.Code, Label: v.Kind.Label, Units: 1, Cents: v.Kind.Cents}}
	}
	text, err := json.Marshal(content)
	if err != nil {
		return fmt.Errorf("content of a note: %w", err)
	}
	hash := sha256.Sum256(text)
	w.add("signatures", v.Person.Number, v.Note, v.With.ID, at, string(text), hash[:])
	act := w.trail(at, v.With.ID, signs, v.Person.Number)
	if due := v.Seen.UTC().Add(24 * time.Hour); at.After(due) {
		w.cleared(blocker{kind: "note_unsigned", station: "signed", fixer: "clinician", verb: "visit.open", visit: v, subject: int64(v.Number), owner: v.With.ID, since: due, due: due, cents: v.Kind.Cents, at: at, act: act})
	}
	if !v.Blank {
		w.charge(v, at, v.With.ID, true)
	}
	return nil
}

func (w *Writer) chargeByHand(v *life.Visit, at time.Time) error {
	act := w.trail(at, w.house.Biller.ID, charging, v.Person.Number)
	w.cleared(blocker{kind: "signed_uncharged", station: "charged", fixer: "biller", verb: "charge.post", visit: v, subject: int64(v.Note), since: v.Signed.UTC(), due: v.Signed.UTC(), cents: v.Kind.Cents, at: at, act: act})
	w.charge(v, at, w.house.Biller.ID, false)
	return nil
}
