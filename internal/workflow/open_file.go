package workflow

import (
	"context"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/internal/worklist"
)

// File is everything about one client that the actor may see. What their verbs
// do not include is empty here, not hidden later.
type File struct {
	Client    clients.Client
	Alerts    []clients.Alert
	Summary   clients.Summary
	Coverages []clients.Coverage
	Contacts  []clients.Contact
	Team      []clients.CareTeam
	Stuck     []Stuck
	Tasks     []worklist.Task
	Papers    []clients.Document
	Clinical  *clients.Clinical // nil for those who may not open what is clinical
	Timeline  clients.Timeline
	Lines     map[id.Visit]scheduling.Line // of the visits on this page of the timeline
}

// page is how many happenings stand on one page of the timeline.
const page = 50

// OpenFile reads a client's file in one look, with one page of its timeline. The
// number of its queries does not grow with what the file holds.
func (w *Workflow) OpenFile(ctx context.Context, who access.Actor, c id.Client, only clients.Filter, before clients.Before) (f File, err error) {
	err = w.db.Read(ctx, who, access.OpenClient.On(c), func(v *db.View) error {
		f = File{}
		for _, read := range f.parts(only, before) {
			if !v.Who().May(read.verb) {
				continue
			}
			if err := read.do(ctx, v); err != nil {
				return err
			}
		}
		return nil
	})
	return f, err
}

// part is one query of the file and the verb it needs.
type part struct {
	verb access.Verb
	do   func(context.Context, *db.View) error
}

func (f *File) parts(only clients.Filter, before clients.Before) []part {
	return []part{
		into(access.OpenClient, &f.Client, clients.ClientTx),
		into(access.OpenClient, &f.Alerts, clients.AlertsTx),
		into(access.OpenClient, &f.Summary, clients.SummaryTx),
		into(access.OpenClient, &f.Coverages, clients.CoveragesTx),
		into(access.OpenClient, &f.Contacts, clients.ContactsTx),
		into(access.OpenVisit, &f.Team, clients.CareTeamTx),
		into(access.OpenWorklist, &f.Stuck, func(ctx context.Context, v *db.View) ([]Stuck, error) {
			rows, err := worklist.ListTx(ctx, v, worklist.Filter{Client: v.Client()})
			if err != nil {
				return nil, err
			}
			return withLines(ctx, v, rows)
		}),
		into(access.OpenTask, &f.Tasks, worklist.OpenTasksTx),
		into(access.OpenDocument, &f.Papers, func(ctx context.Context, v *db.View) ([]clients.Document, error) {
			return clients.DocumentsTx(ctx, v, 6)
		}),
		into(access.OpenClinical, &f.Clinical, func(ctx context.Context, v *db.View) (*clients.Clinical, error) {
			all, err := clients.ClinicalTx(ctx, v)
			return &all, err
		}),
		into(access.OpenClient, &f.Timeline, func(ctx context.Context, v *db.View) (clients.Timeline, error) {
			return clients.TimelineTx(ctx, v, only, before, page)
		}),
		into(access.OpenVisit, &f.Lines, f.lines),
	}
}

func into[T any](verb access.Verb, to *T, read func(context.Context, *db.View) (T, error)) part {
	return part{verb, func(ctx context.Context, v *db.View) (err error) {
		*to, err = read(ctx, v)
		return err
	}}
}

// lines reads the lines of the visits that stand on the page. Imported history
// has none to speak of.
func (f *File) lines(ctx context.Context, v *db.View) (map[id.Visit]scheduling.Line, error) {
	out := map[id.Visit]scheduling.Line{}
	var files []id.Client
	var visits []id.Visit
	for _, h := range f.Timeline.List {
		if h.Kind == clients.VisitHappened && h.State != "history" {
			files, visits = append(files, v.Client()), append(visits, h.VisitID)
		}
	}
	lines, err := scheduling.LinesOf(ctx, v, files, visits)
	for _, l := range lines {
		out[l.VisitID] = l
	}
	return out, err
}
