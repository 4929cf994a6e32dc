package worklist

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Evidence is the kind of record that closes a task by itself.
type Evidence string

// What may prove a task done; the zero Evidence is nothing: a person says so.
const (
	FiledDocument Evidence = "document"
	BookedVisit   Evidence = "visit"
	FinishedForm  Evidence = "form"
	SignedNote    Evidence = "note"
	TakenPayment  Evidence = "payment"
	SentMessage   Evidence = "message"
)

var evidences = []Evidence{"", FiledDocument, BookedVisit, FinishedForm, SignedNote, TakenPayment, SentMessage}

// documentKinds are those that a document may be filed as.
var documentKinds = []string{"", "letter", "report", "result", "card", "consent", "form", "photo", "other"}

// pools are the roles that a task may wait for.
var pools = []string{"front_desk", "clinician", "biller", "manager"}

// TaskType says whose turn a task of its kind is, by when, and what closes it.
type TaskType struct {
	ID         id.TaskType
	Name       string
	Role       string // the pool
	OwnerID    id.Staff
	Owner      string
	Days       int  // until it is due
	Clinical   bool // only those see it who may open what is clinical
	Checklist  []string
	Evidence   Evidence
	EvidenceOf string // the kind of the document, where it must be of one
	Closed     bool
}

// TaskTypeForm is a type as typed. Who is a role, or the number of a person.
type TaskTypeForm struct {
	Name       string   `form:"name"`
	Role       string   `form:"role"`
	Owner      string   `form:"owner"`
	Days       string   `form:"days"`
	Clinical   string   `form:"clinical"`
	Checklist  []string `form:"checklist"`
	Evidence   string   `form:"evidence"`
	EvidenceOf string   `form:"evidence_of"`
}

// TaskTypes lists every type for the settings, those in use first.
func (s *Service) TaskTypes(ctx context.Context, who access.Actor) (list []TaskType, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		list, err = listTaskTypes(ctx, v, true)
		return err
	})
	return list, err
}

// TaskType answers one type, and who could own its tasks.
func (s *Service) TaskType(ctx context.Context, who access.Actor, n id.TaskType) (t TaskType, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		t, err = findTaskType(ctx, v, n)
		return err
	})
	return t, err
}

// Colleagues lists who works here, for the settings.
func (s *Service) Colleagues(ctx context.Context, who access.Actor) (list []Colleague, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		list, err = listColleagues(ctx, v)
		return err
	})
	return list, err
}

// AddTaskType adds a type.
func (s *Service) AddTaskType(ctx context.Context, who access.Actor, f TaskTypeForm) (id.TaskType, error) {
	return db.Make(ctx, s.db, who, access.EditSettings.Practice(), func(tx *db.Tx) (id.TaskType, error) {
		t, err := f.check()
		if err != nil {
			return 0, err
		}
		return insertTaskType(ctx, tx, t)
	})
}

// EditTaskType changes a type. Tasks already made keep what they were made with.
func (s *Service) EditTaskType(ctx context.Context, who access.Actor, n id.TaskType, f TaskTypeForm) error {
	return s.db.Write(ctx, who, access.EditSettings.Practice(), func(tx *db.Tx) error {
		t, err := f.check()
		if err != nil {
			return err
		}
		t.ID = n
		return updateTaskType(ctx, tx, t)
	})
}

// CloseTaskType takes the type out of what can be made, or brings it back.
func (s *Service) CloseTaskType(ctx context.Context, who access.Actor, n id.TaskType, closed bool) error {
	return s.db.Write(ctx, who, access.EditSettings.Practice(), func(tx *db.Tx) error {
		return closeTaskType(ctx, tx, n, closed)
	})
}

func (f TaskTypeForm) check() (TaskType, error) {
	var c fault.Check
	t := TaskType{Name: f.Name, Role: f.Role, Clinical: f.Clinical != "", Evidence: Evidence(f.Evidence), EvidenceOf: f.EvidenceOf, Checklist: []string{}}
	c.Unless(f.Name != "" && len(f.Name) <= 80, "name", "Give it a name of 80 letters at most.")
	c.Unless(slices.Contains(pools, f.Role), "role", "Choose whose turn it is.")
	c.Unless(slices.Contains(evidences, t.Evidence), "evidence", "Choose what closes it.")
	c.Unless(slices.Contains(documentKinds, f.EvidenceOf), "evidence_of", "Choose a kind of document.")
	if t.Evidence != FiledDocument {
		t.EvidenceOf = ""
	}
	days, err := strconv.Atoi(f.Days)
	c.Unless(err == nil && days >= 0 && days <= 365, "days", "Write whole days, from 0 to 365.")
	t.Days = days
	if f.Owner != "" {
		t.OwnerID, err = id.Parse[id.Staff](f.Owner)
		c.Unless(err == nil, "owner", "Choose somebody who works here.")
	}
	for _, words := range f.Checklist {
		if words = strings.TrimSpace(words); words != "" {
			t.Checklist = append(t.Checklist, words)
		}
		c.Unless(len(words) <= 200, "checklist", "Shorten the item: 200 letters at most.")
	}
	c.Unless(len(t.Checklist) <= 12, "checklist", "A checklist has twelve items at most.")
	return t, c.Fault()
}
