package intake

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Proposal is what one answer would change in the file.
type Proposal struct {
	ID        id.Proposal
	Part      Part
	Field     string
	Label     string
	Was       string
	Now       string
	Detail    Detail
	Decision  string // empty, accepted or declined
	DecidedAt *time.Time
	DecidedBy string
	Is        string // what the file says today
	Key       string // of the name of something new
}

// Open is true while nobody has decided.
func (p Proposal) Open() bool { return p.Decision == "" }

// Stale is true where the file has changed since the form was filled in.
func (p Proposal) Stale() bool { return p.Open() && p.Is != p.Was }

// Review is a packet as those see it who accept its answers. What the actor's
// verbs do not include is empty.
type Review struct {
	Packet       id.Packet
	Visit        id.Visit
	VisitType    string
	Client       string
	Form         string
	Starts       time.Time
	Zone         string
	MadeAt       time.Time
	OpenedAt     *time.Time
	FinishedAt   *time.Time
	Cancelled    bool
	DeskOpen     int // undecided proposals of the desk
	ClinicalOpen int
	Desk         []Proposal
	Clinical     []Proposal
	Told         []Told // answers that change nothing in the file
	ReadAt       *time.Time
	Mail         bool        // the client has an address of their own
	Proxies      []Recipient // who else the link can be sent to
	Payers       []Payer     // to choose from where the file has no coverage yet
}

// Told is an answer as it was given.
type Told struct {
	Section, Question, Answer string
}

// Recipient is a contact who fills in forms for the client.
type Recipient struct {
	ID             id.Contact
	Name, Relation string
}

// Payer is an organisation that pays.
type Payer struct {
	ID   id.Payer
	Name string
}

// Review opens a packet for the actor: the act is the strongest of what they may see.
func (s *Service) Review(ctx context.Context, who access.Actor, c id.Client, p id.Packet) (r Review, err error) {
	verb := access.OpenVisit
	switch {
	case who.May(access.ReviewClinical):
		verb = access.ReviewClinical
	case who.May(access.ReviewPacket):
		verb = access.ReviewPacket
	}
	err = s.db.Read(ctx, who, verb.On(c), func(v *db.View) error {
		r, err = readReview(ctx, v, p)
		return err
	})
	return r, err
}

func readReview(ctx context.Context, v *db.View, p id.Packet) (Review, error) {
	row, err := findReview(ctx, v, p)
	if err != nil {
		return Review{}, err
	}
	r := row.review()
	if r.FinishedAt == nil {
		if r.Proxies, err = listProxies(ctx, v); err != nil {
			return r, fmt.Errorf("read who fills in forms: %w", err)
		}
	}
	list, err := listProposals(ctx, v, p)
	if err != nil {
		return r, fmt.Errorf("read proposals: %w", err)
	}
	r.count(list)
	desk, clinical := v.Who().May(access.ReviewPacket), v.Who().May(access.ReviewClinical)
	if desk || clinical {
		known, err := readKnown(ctx, v)
		if err != nil {
			return r, fmt.Errorf("read what is known: %w", err)
		}
		r.show(list, known, desk, clinical)
	}
	if clinical && r.FinishedAt != nil {
		answers, _, err := readAnswers(ctx, v, p)
		if err != nil {
			return r, err
		}
		r.Told = told(row.Definition, answers)
	}
	if slices.ContainsFunc(r.Desk, func(p Proposal) bool { return p.Open() && p.Field == "coverage" }) {
		r.Payers, err = listPayers(ctx, v)
	}
	return r, err
}

func (r *Review) count(list []Proposal) {
	for _, p := range list {
		switch {
		case !p.Open():
		case p.Part == Clinical:
			r.ClinicalOpen++
		default:
			r.DeskOpen++
		}
	}
}

func (r *Review) show(list []Proposal, known Known, desk, clinical bool) {
	for _, p := range list {
		p.Is = known.now(p)
		switch {
		case p.Part == Clinical && clinical:
			r.Clinical = append(r.Clinical, p)
		case p.Part != Clinical && desk:
			r.Desk = append(r.Desk, p)
		}
	}
}

// now is what the file says today where the proposal would change it.
func (k Known) now(p Proposal) string {
	if i := slices.IndexFunc(groups, func(g grouped) bool { return g.name == p.Field }); i >= 0 {
		return k.whole(groups[i])
	}
	list, row, isRow := strings.Cut(p.Field, ":")
	if !isRow {
		return k.Values[p.Field]
	}
	if p.Detail["state"] == "new" {
		return k.named(list, p.Key)
	}
	rows := k.Medicines
	if list == "allergies" {
		rows = k.Allergies
	}
	for _, r := range rows {
		if r.ID == row {
			return r.Words()
		}
	}
	return ""
}

// told are the answers that fill nothing: they are read, not accepted. That there
// are no allergies or no medicines is one of them.
func told(d Definition, a Answers) (out []Told) {
	d.Each(func(s, _ int, f Field) {
		if a.Lists[f.Key].None {
			out = append(out, Told{d.Sections[s].Title, f.Label, "None"})
			return
		}
		text := a.Texts[f.Key]
		if f.Fills != "" || text == "" {
			return
		}
		if f.Kind == YesNo {
			text = map[string]string{"yes": "Yes", "no": "No"}[text]
		}
		out = append(out, Told{d.Sections[s].Title, f.Label, text})
	})
	return out
}
