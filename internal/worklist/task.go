package worklist

import (
	"context"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Task is what somebody asked to be done in a file.
type Task struct {
	ID         id.Task
	ClientID   id.Client
	Client     string // as the person wishes to be named
	Hidden     bool   // a restricted file that the reader may not open
	VisitID    id.Visit
	Type       string
	Title      string
	Words      string
	Clinical   bool
	Role       string // the pool, and that of the owner
	OwnerID    id.Staff
	Owner      string
	DueOn      civil.Date
	Late       bool
	Evidence   Evidence
	EvidenceOf string
	MadeAt     time.Time
	MadeBy     string
	Items      []Item
	ClosedAt   *time.Time
	ClosedBy   string          // who said that it is done, or whose act proved it
	ClosedWhy  string          // in their words; empty where a record proved it
	Proof      int64           // number of that record, of the kind of Evidence
	Talk       id.Conversation // that it came of; 0: none
}

// Item is one line of a checklist.
type Item struct {
	Nth   int        `json:"nth"`
	Words string     `json:"words"`
	At    *time.Time `json:"at"` // ticked
	By    string     `json:"by"`
}

// Ticked counts the items that are done.
func (t Task) Ticked() (n int) {
	for _, i := range t.Items {
		if i.At != nil {
			n++
		}
	}
	return n
}

// TaskFilter chooses tasks. The zero TaskFilter is every open one.
type TaskFilter struct {
	Who    string // mine, pool, done, or empty
	Client id.Client
	After  TaskMark
	Most   int
}

// TaskMark is the last task of a page: its day and number.
type TaskMark struct {
	Day civil.Date
	ID  id.Task
}

// String is the mark as a URL carries it.
func (m TaskMark) String() string {
	if m.ID == 0 {
		return ""
	}
	return m.Day.String() + "." + m.ID.String()
}

// ParseTaskMark reads a mark; empty is the first page.
func ParseTaskMark(s string) (m TaskMark, err error) {
	if s == "" {
		return m, nil
	}
	day, n, _ := strings.Cut(s, ".")
	if m.Day, err = civil.Parse(day); err == nil {
		m.ID, err = id.Parse[id.Task](n)
	}
	if err != nil {
		return TaskMark{}, fault.New(fault.NotFound, "There is no such page of tasks.")
	}
	return m, nil
}

// Tasks is one page of a list, and how many there are of each kind of list.
type Tasks struct {
	List   []Task
	Next   TaskMark // where the next page begins; zero on the last
	Counts TaskCounts
}

// TaskCounts counts open tasks.
type TaskCounts struct{ All, Mine, Pool, Late int }

// Tasks lists those that the actor may see, the soonest due first, or what was
// done with the latest first. The files shown enter the trail.
func (s *Service) Tasks(ctx context.Context, who access.Actor, f TaskFilter) (t Tasks, err error) {
	f.Most = most
	err = s.db.Read(ctx, who, access.OpenTask.Across(), func(v *db.View) error {
		if t.List, err = listTasks(ctx, v, f); err != nil {
			return err
		}
		if len(t.List) > f.Most {
			t.List = t.List[:f.Most]
			last := t.List[f.Most-1]
			t.Next = TaskMark{last.DueOn, last.ID}
		}
		for _, k := range t.List {
			v.Shown(k.ClientID)
		}
		t.Counts, err = countTasks(ctx, v)
		return err
	})
	return t, err
}

// OpenTasksTx lists the open tasks of the act's file.
func OpenTasksTx(ctx context.Context, v *db.View) ([]Task, error) {
	return listTasks(ctx, v, TaskFilter{Client: v.Client(), Most: most})
}

// FileTasks is a file's tasks, and what a new one can be.
type FileTasks struct {
	Client string
	Open   []Task
	Done   []Task
	Types  []TaskType
	People []Colleague
}

// TasksOfFile reads a file's tasks, open and done.
func (s *Service) TasksOfFile(ctx context.Context, who access.Actor, c id.Client) (f FileTasks, err error) {
	err = s.db.Read(ctx, who, access.OpenTask.On(c), func(v *db.View) error {
		if f.Client, err = findName(ctx, v); err != nil {
			return err
		}
		if f.Open, err = OpenTasksTx(ctx, v); err != nil {
			return err
		}
		if f.Done, err = listTasks(ctx, v, TaskFilter{Client: c, Who: "done", Most: most}); err != nil {
			return err
		}
		f.Types, f.People, err = choicesTx(ctx, v)
		return err
	})
	return f, err
}

// TypesTx lists the kinds of tasks that the actor may make.
func TypesTx(ctx context.Context, v *db.View) ([]TaskType, error) {
	types, _, err := choicesTx(ctx, v)
	return types, err
}

// Task reads one task, and to whom it could be handed.
func (s *Service) Task(ctx context.Context, who access.Actor, c id.Client, n id.Task) (t Task, people []Colleague, err error) {
	err = s.db.Read(ctx, who, access.OpenTask.On(c), func(v *db.View) error {
		if t, err = findTask(ctx, v, n); err != nil {
			return err
		}
		people, err = listColleagues(ctx, v)
		return err
	})
	return t, people, err
}

// choicesTx are the types that the actor may make, and who works here.
func choicesTx(ctx context.Context, v *db.View) (types []TaskType, people []Colleague, err error) {
	all, err := listTaskTypes(ctx, v, false)
	if err != nil {
		return nil, nil, err
	}
	for _, t := range all {
		if !t.Clinical || v.Who().May(access.OpenClinical) {
			types = append(types, t)
		}
	}
	people, err = listColleagues(ctx, v)
	return types, people, err
}
