package worklist

import (
	"context"
	"fmt"
	"slices"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// TaskForm is a task as typed. What is left empty is as its type says.
type TaskForm struct {
	Type  string `form:"type"`
	Title string `form:"title"`
	Words string `form:"words"`
	Who   string `form:"who"` // a role, or the number of a person
	Due   string `form:"due"`
	Visit string `form:"visit"`

	Clinical bool `form:"-"` // what it came of is, whatever its type says
}

// MakeTask asks for something to be done in a file.
func (s *Service) MakeTask(ctx context.Context, who access.Actor, c id.Client, f TaskForm) (id.Task, error) {
	return db.Make(ctx, s.db, who, access.MakeTask.On(c), func(tx *db.Tx) (id.Task, error) {
		return MakeTaskTx(ctx, tx, f)
	})
}

// MakeTaskTx is MakeTask within another act of the file.
func MakeTaskTx(ctx context.Context, tx *db.Tx, f TaskForm) (id.Task, error) {
	types, people, err := choicesTx(ctx, &tx.View)
	if err != nil {
		return 0, err
	}
	t, kind, err := f.check(types, people)
	if err != nil {
		return 0, err
	}
	n, err := insertTask(ctx, tx, t, kind)
	if err != nil {
		return 0, fmt.Errorf("make a task: %w", err)
	}
	return n, insertItems(ctx, tx, n, kind.Checklist)
}

func (f TaskForm) check(types []TaskType, people []Colleague) (t Task, kind TaskType, err error) {
	var c fault.Check
	n, _ := id.Parse[id.TaskType](f.Type)
	at := slices.IndexFunc(types, func(k TaskType) bool { return k.ID == n })
	c.Unless(at >= 0, "type", "Choose what kind of task it is.")
	if at < 0 {
		return t, kind, c.Fault()
	}
	kind = types[at]
	t = Task{Title: f.Title, Words: f.Words, Clinical: kind.Clinical, Role: kind.Role, OwnerID: kind.OwnerID}
	if f.Clinical && !kind.Clinical {
		t.Clinical, t.Role, t.OwnerID = true, "clinician", 0
	}
	if t.Title == "" {
		t.Title = kind.Name
	}
	c.Unless(len(t.Title) <= 200, "title", "Shorten it to 200 letters.")
	c.Unless(len(t.Words) <= 2000, "words", "Shorten it to 2,000 letters.")
	if f.Who != "" {
		t.Role, t.OwnerID = turn(&c, f.Who, t, people)
	}
	t.DueOn, err = civil.Parse(f.Due)
	c.Unless(err == nil, "due", "This day does not exist. Write year-month-day.")
	if f.Visit != "" {
		t.VisitID, err = id.Parse[id.Visit](f.Visit)
		c.Unless(err == nil, "visit", "There is no such visit in this file.")
	}
	return t, kind, c.Fault()
}

// turn reads whose turn it is: a pool, or a person, whose task then stands in the
// pool of theirs that fits best.
func turn(c *fault.Check, who string, t Task, people []Colleague) (role string, owner id.Staff) {
	if slices.Contains(pools, who) {
		c.Unless(!t.Clinical || who == "clinician", "who", "A clinical task waits for clinicians.")
		return who, 0
	}
	n, _ := id.Parse[id.Staff](who)
	at := slices.IndexFunc(people, func(p Colleague) bool { return p.ID == n })
	c.Unless(at >= 0, "who", "Choose somebody who works here.")
	if at < 0 {
		return t.Role, 0
	}
	p := people[at]
	c.Unless(p.May(access.DoTask) && (!t.Clinical || p.May(access.OpenClinical)), "who", p.Name+" cannot see such a task. Choose somebody else.")
	if p.Holds(t.Role) {
		return t.Role, n
	}
	for _, r := range pools {
		if p.Holds(r) {
			return r, n
		}
	}
	return t.Role, n
}

// ClaimTask takes a task from its pool.
func (s *Service) ClaimTask(ctx context.Context, who access.Actor, c id.Client, n id.Task) error {
	return s.doTask(ctx, who, c, n, func(tx *db.Tx, t Task) error {
		if t.OwnerID != 0 && t.OwnerID != who.Staff() {
			return fault.New(fault.Conflict, t.Owner+" has taken this task. Ask them to hand it over if you want it.")
		}
		return setTurn(ctx, tx, n, t.Role, who.Staff(), civil.Date{})
	})
}

// Handing gives a task to a person or back to a pool, and may move its day. Version
// is the turn that the giver looked at: who hands on what was handed on meanwhile
// sees that first.
type Handing struct {
	Who     string `form:"who"`
	Due     string `form:"due"`
	Version string `form:"version"`
}

// ErrHanded refuses to hand on what somebody handed on meanwhile.
var ErrHanded = fault.New(fault.Conflict, "Somebody handed this task on after you opened it. Nothing of yours is saved yet and nothing is lost: both stand side by side. Hand it over once more to keep what you chose.")

// Turn names whose turn it is and until when: the same turn, the same name.
func (t Task) Turn() string { return t.Role + "." + t.OwnerID.String() + "." + t.DueOn.String() }

// HandTask makes it somebody else's turn.
func (s *Service) HandTask(ctx context.Context, who access.Actor, c id.Client, n id.Task, f Handing) error {
	return s.doTask(ctx, who, c, n, func(tx *db.Tx, t Task) error {
		people, err := listColleagues(ctx, &tx.View)
		if err != nil {
			return err
		}
		var c fault.Check
		role, owner := turn(&c, f.Who, t, people)
		due, err := civil.Parse(f.Due)
		c.Unless(err == nil, "due", "This day does not exist. Write year-month-day.")
		if err := c.Fault(); err != nil {
			return err
		}
		if f.Version != t.Turn() {
			return ErrHanded
		}
		return setTurn(ctx, tx, n, role, owner, due)
	})
}

// Ticking is one item of a checklist, done or not.
type Ticking struct {
	Nth  int    `form:"nth"`
	Done string `form:"done"`
}

// TickTask ticks an item of the checklist, or takes the tick back.
func (s *Service) TickTask(ctx context.Context, who access.Actor, c id.Client, n id.Task, f Ticking) error {
	return s.doTask(ctx, who, c, n, func(tx *db.Tx, _ Task) error {
		return tickItem(ctx, tx, n, f.Nth, f.Done == "yes")
	})
}

// Closing says why a task is done, in words.
type Closing struct {
	Why string `form:"why"`
}

// CloseTask closes a task by hand, which asks why.
func (s *Service) CloseTask(ctx context.Context, who access.Actor, c id.Client, n id.Task, f Closing) error {
	return s.doTask(ctx, who, c, n, func(tx *db.Tx, _ Task) error {
		var c fault.Check
		c.Unless(f.Why != "", "why", "Say how it was done, or why it is not needed any more.")
		c.Unless(len(f.Why) <= 500, "why", "Shorten it to 500 letters.")
		if err := c.Fault(); err != nil {
			return err
		}
		return closeTask(ctx, tx, n, f.Why)
	})
}

// ReopenTask takes a closing back. Evidence counts from now on.
func (s *Service) ReopenTask(ctx context.Context, who access.Actor, c id.Client, n id.Task) error {
	return s.db.Write(ctx, who, access.DoTask.On(c), func(tx *db.Tx) error {
		if _, err := findTask(ctx, &tx.View, n); err != nil {
			return err
		}
		return reopenTask(ctx, tx, n)
	})
}

// doTask acts on an open task that the actor may see.
func (s *Service) doTask(ctx context.Context, who access.Actor, c id.Client, n id.Task, do func(*db.Tx, Task) error) error {
	return s.db.Write(ctx, who, access.DoTask.On(c), func(tx *db.Tx) error {
		t, err := findTask(ctx, &tx.View, n)
		if err != nil {
			return err
		}
		if t.ClosedAt != nil {
			return fault.New(fault.Conflict, "This task is closed. Open it again if it is not done.")
		}
		return do(tx, t)
	})
}
