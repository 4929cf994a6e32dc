package workflow

import (
	"cmp"
	"context"

	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/fhir"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
)

// takeVisits stores encounters as history, before what happened in them.
func (t *taking) takeVisits(ctx context.Context, tx *db.Tx) error {
	for _, e := range t.b.Entries {
		r, ok := e.Resource.(*fhir.Encounter)
		if !ok {
			continue
		}
		if c := t.charts[t.of[e]]; c != nil {
			t.takeVisit(e, r, c)
		} else {
			t.skip(e, t.skips[e])
		}
	}
	for _, p := range t.patients {
		c := t.charts[p]
		if err := scheduling.ImportVisitsTx(ctx, tx, c.client, c.visits); err != nil {
			return err
		}
	}
	return nil
}

func (t *taking) takeVisit(e *fhir.Entry, r *fhir.Encounter, c *chart) {
	was, known, store := t.weigh(e, c)
	if !store {
		return
	}
	reason := cmp.Or(struckOut(e), notHistory(r))
	if reason != "" {
		t.pass(e, c, was, known, reason)
		return
	}
	v := t.visit(r)
	v.ID = id.Visit(was.RowID)
	t.visits[t.origin(e)] = v
	c.visits = append(c.visits, v)
	c.items = append(c.items, &item{entry: e, origin: t.origin(e), tbl: "visits", row: func() int64 { return int64(v.ID) }, known: known})
}

// notHistory says why an encounter is none, or nothing.
func notHistory(r *fhir.Encounter) string {
	switch {
	case r.Status == "planned":
		return "it is still to come: book it here"
	case r.Status == "cancelled":
		return "it was cancelled"
	case r.Period.IsZero():
		return "it has no date"
	}
	return ""
}

func (t *taking) visit(r *fhir.Encounter) *scheduling.PastVisit {
	v := &scheduling.PastVisit{
		Label:    clip(cmp.Or(conceptWords(r.Types), r.ServiceType.Words(), r.Class.Display, classWords[r.Class.Code], "Visit"), 300),
		Reason:   clip(conceptWords(r.Reasons), 500),
		StartsAt: t.first(r.Period.Start, r.Period.End),
		EndsAt:   t.first(r.Period.End, r.Period.Start),
	}
	if v.EndsAt.Before(v.StartsAt) { // an end known to the year only begins before the day
		v.EndsAt = v.StartsAt
	}
	return v
}

// classWords are codes of http://terminology.hl7.org/CodeSystem/v3-ActCode that
// classes of encounters have.
var classWords = map[string]string{
	"AMB": "Ambulatory visit", "EMER": "Emergency visit", "IMP": "Inpatient stay", "ACUTE": "Inpatient stay",
	"NONAC": "Inpatient stay", "OBSENC": "Observation stay", "PRENC": "Admission", "SS": "Short stay", "HH": "Home visit",
	"FLD": "Visit in the field", "VR": "Video visit",
}

// clip shortens to so many letters, and shows that it did.
func clip(s string, letters int) string {
	r := []rune(s)
	if len(r) <= letters {
		return s
	}
	return string(r[:letters-1]) + "…"
}

// visitOf is the visit that a record of the chart refers to, or zero where it is
// not here. Somebody else's visit speaks against the bundle.
func (t *taking) visitOf(e *fhir.Entry, c *chart, ref fhir.Reference, path string) id.Visit {
	target, err := t.b.Resolve(e, ref)
	if err != nil || target.Type != "Encounter" || target.ID == "" {
		return 0
	}
	if target.Entry != nil && t.of[target.Entry] != nil && t.of[target.Entry] != t.of[e] {
		t.refuse(e, path, "the visit is another patient's")
		return 0
	}
	o := t.target(e, target)
	if v := t.visits[o]; v != nil {
		return v.ID
	}
	return id.Visit(t.rowIn(e, c, o, path, "visits"))
}

// rowIn is the row of an origin in the chart's file, or zero.
func (t *taking) rowIn(e *fhir.Entry, c *chart, o clients.Origin, path, tbl string) int64 {
	was, ok := t.known[o]
	if !ok || was.Tbl != tbl {
		return 0
	}
	if was.ClientID != c.client {
		t.refuse(e, path, "it refers to a record in another patient's file")
		return 0
	}
	return was.RowID
}
