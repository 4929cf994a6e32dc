package practice

import (
	"errors"
	"net/http"

	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

const againTitle = "Coming again"

// againGroup asks when people come again.
func againGroup(f scheduling.VisitTypeForm) group {
	return group{Title: againTitle, Shape: "pair", Lede: "Who was seen and has no other visit of this type by then, nor comes to the same clinician around that time, stands on the worklist until somebody books them, or says why not.", Fields: []ui.Field{
		{Label: "Comes again after", Unit: "months", Name: "recall", Kind: ui.Number, Value: f.Recall, Help: "Empty is never. At a visit, another time can be said for one person."},
		{Label: "They are written to then", Name: "recall_mail", Kind: ui.Check, Value: ticked(f.RecallMail), Help: "One mail, to those who wish for reminders, that says nothing of what for."},
	}}
}

// recallMeant asks whether those are meant too who are due at once, where some are: how
// many the fault says.
func recallMeant(groups []group, wrong error) []group {
	f, ok := errors.AsType[*fault.Fault](wrong)
	if !ok || f.Fields["recall_meant"] == "" {
		return groups
	}
	for i, g := range groups {
		if g.Title == againTitle {
			groups[i].Fields = append(g.Fields, ui.Field{Label: "Do it for those too who are due already", Name: "recall_meant", Kind: ui.Check})
		}
	}
	return groups
}

// recallsSaid says for how many a change of when people come again was.
func (h *Handler) recallsSaid(r *http.Request, n number, was, is scheduling.VisitTypeForm) (string, error) {
	if was.Recall == is.Recall && was.RecallMail == is.RecallMail {
		return "", nil
	}
	c, err := h.scheduling.Recalls(r.Context(), page.Actor(r), id.VisitType(n))
	if err != nil || c.Due == 0 {
		return "Nobody is due to come again now.", err
	}
	said := show.Count(c.Due, "person is", "people are") + " due to come again now and stand on the worklist. "
	if c.Written == 0 {
		return said + "Nobody is written to.", nil
	}
	return said + show.Count(c.Written, "of them is", "of them are") + " written to.", nil
}
