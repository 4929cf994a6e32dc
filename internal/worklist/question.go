package worklist

import (
	"context"
	"slices"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// QuestionWaiting is the kind of the row that stands for a question.
const QuestionWaiting = "question_waiting"

// Question is what somebody asked about a row of the one who can mend it.
// Words and Answer are empty for those between whom it does not stand.
type Question struct {
	ID       id.Question `json:"id"`
	Asker    id.Staff    `json:"asker"`
	By       string      `json:"by"`
	Of       string      `json:"of"`   // empty where a role was asked
	Role     string      `json:"role"` // the role's name, always
	At       time.Time   `json:"at"`
	Words    string      `json:"words"`
	Answered *time.Time  `json:"answered"`
	Answerer string      `json:"answerer"`
	Answer   string      `json:"answer"`
}

// Asking is a question as typed: To is a person's number or a role's name, Words
// may be empty where a value is missing, since the value is the question.
type Asking struct {
	To    string `form:"to"`
	Words string `form:"words"`
}

// Answering answers in words. A missing value is answered by giving it: the row
// leaves, and the question with it.
type Answering struct {
	Answer string `form:"answer"`
}

var (
	errAsked    = fault.New(fault.Conflict, "A question about this line waits for its answer already. Wait for it, or take the first one back.")
	errNotAsked = fault.New(fault.Forbidden, "This question was asked of somebody else. Only they answer it.")
	errAnswered = fault.New(fault.Conflict, "This question has its answer already. Nothing was changed.")
)

// Ask asks the one who can mend the row. The question stands on their list until
// it is answered, or until the row is right.
func (s *Service) Ask(ctx context.Context, who access.Actor, c id.Client, b id.Blocker, in Asking) (id.Question, error) {
	return db.Make(ctx, s.db, who, access.AskQuestion.On(c), func(tx *db.Tx) (id.Question, error) {
		row, err := findRow(ctx, &tx.View, Row{c, b}, 0)
		if err != nil {
			return 0, err
		}
		of, role, err := in.whom(ctx, tx, row)
		if err != nil {
			return 0, err
		}
		return insertQuestion(ctx, tx, b, row, of, role, in.Words)
	})
}

// AsksValue is true where what is missing is a value: asking for the row is then
// the whole question.
func AsksValue(kind, field string) bool {
	return field != "" || slices.Contains([]string{"birth_missing", "client_unreachable", "invoice_unreachable", "guardian_missing"}, kind)
}

// whom reads who is asked: a person who may open the file, or a role.
func (in Asking) whom(ctx context.Context, tx *db.Tx, row standing) (of id.Staff, role string, err error) {
	var c fault.Check
	c.Unless(AsksValue(row.Kind, row.Field) || strings.TrimSpace(in.Words) != "", "words", "Write what you want to know.")
	c.Unless(len(in.Words) <= 300, "words", "Use at most 300 characters: one question, one answer.")
	c.Unless(row.Kind != QuestionWaiting, "to", "This is a question itself. Answer it, in words if you do not know.")
	if r, e := access.ParseRole(in.To); e == nil && access.Staff.Has(r) {
		return 0, in.To, c.Fault()
	}
	n, e := id.Parse[id.Staff](in.To)
	c.Unless(e == nil, "to", "Choose whom to ask.")
	c.Unless(n != tx.Who().Staff(), "to", "This is you. Choose whom to ask.")
	if err := c.Fault(); err != nil {
		return 0, "", err
	}
	mate, err := findMate(ctx, &tx.View, n)
	if err != nil {
		return 0, "", err
	}
	asked, err := findRow(ctx, &tx.View, Row{tx.Client(), row.ID}, n)
	c.Unless(err != nil || !asked.Shut, "to", "The file is restricted and does not open to "+mate.Name+".")
	return n, row.Fixer, c.Fault()
}

// Answer answers a question in words; it comes back to who asked.
func (s *Service) Answer(ctx context.Context, who access.Actor, c id.Client, q id.Question, in Answering) error {
	return s.db.Write(ctx, who, access.AnswerQuestion.On(c), func(tx *db.Tx) error {
		was, err := findQuestion(ctx, &tx.View, q)
		if err != nil {
			return err
		}
		switch turn := was.AskedOf; {
		case was.Answered:
			return errAnswered
		case turn != 0 && turn != who.Staff() && was.StandIn != who.Staff():
			return errNotAsked
		case turn == 0 && !hasRole(who, was.AskedRole):
			return errNotAsked
		}
		var check fault.Check
		check.Unless(in.Answer != "", "answer", "Write the answer.")
		check.Unless(len(in.Answer) <= 500, "answer", "Use at most 500 characters.")
		if err := check.Fault(); err != nil {
			return err
		}
		return answerQuestion(ctx, tx, q, in.Answer)
	})
}

// RowOfQuestionTx answers the row that stands for a question of the act's file.
func RowOfQuestionTx(ctx context.Context, v *db.View, q id.Question) (id.Blocker, error) {
	return findQuestionRow(ctx, v, q)
}

func hasRole(who access.Actor, name string) bool {
	r, err := access.ParseRole(name)
	return err == nil && who.Roles().Has(r)
}

// TakeBack withdraws a question that nobody answered.
func (s *Service) TakeBack(ctx context.Context, who access.Actor, c id.Client, q id.Question) error {
	return s.db.Write(ctx, who, access.AskQuestion.On(c), func(tx *db.Tx) error {
		return deleteQuestion(ctx, tx, q)
	})
}

// Seen takes an answer from the asker's list: they have read it.
func (s *Service) Seen(ctx context.Context, who access.Actor, c id.Client, q id.Question) error {
	return s.db.Write(ctx, who, access.AskQuestion.On(c), func(tx *db.Tx) error {
		tx.Calm()
		return seeQuestion(ctx, tx, q)
	})
}

// Back is a question that came back to its asker: answered in words, or because
// what it asked about is right now.
type Back struct {
	ID       id.Question
	ClientID id.Client
	Client   string
	Kind     string // of the row that it was about
	Field    string
	Words    string
	Answer   string // empty where the row was mended instead
	By       string // who answered or mended; empty for the clock
	At       time.Time
	Stands   bool // the row is still stuck
}

// BackTx lists the answers that the actor has not looked at. The files shown
// enter the trail.
func BackTx(ctx context.Context, v *db.View) ([]Back, error) {
	list, err := listBack(ctx, v)
	for _, b := range list {
		v.Shown(b.ClientID)
	}
	return list, err
}
