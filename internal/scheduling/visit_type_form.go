package scheduling

import (
	"cmp"
	"slices"
	"strconv"

	"charthouse/internal/fault"
	"charthouse/internal/id"
)

func (f VisitTypeForm) check() (VisitType, error) {
	var c fault.Check
	t := VisitType{Name: f.Name}
	var err error
	t.Minutes, err = strconv.Atoi(f.Minutes)
	c.Unless(f.Name != "", "name", "Name it as people say it, such as Follow-up.")
	c.Unless(err == nil && t.Minutes >= 5 && t.Minutes <= 480 && t.Minutes%5 == 0, "minutes", "Write the length in steps of five minutes, from 5 to 480.")
	c.Unless(len(f.Name) <= 60, "name", "Keep it under 60 letters: it stands in the calendar.")
	t.ServiceID = chosen[id.Service](&c, f.Service, "service")
	t.FormID = chosen[id.Form](&c, f.Form, "form")
	t.TemplateID = chosen[id.Template](&c, f.Template, "template")
	t.BeforeMinutes = buffer(&c, f.Before, "before")
	t.AfterMinutes = buffer(&c, f.After, "after")
	t.Reminders = f.reminders(&c)
	f.online(&c, &t)
	f.missed(&c, &t)
	f.offers(&c, &t)
	t.Capacity = within(&c, cmp.Or(f.Capacity, "1"), 1, 50, "capacity", "Write how many may come at once, from 1 to 50.")
	for _, typed := range f.Needs {
		t.Needs = append(t.Needs, number[id.Sort](&c, typed, "needs", "Choose from the list."))
	}
	for _, typed := range f.Clinicians {
		t.Clinicians = append(t.Clinicians, number[id.Staff](&c, typed, "clinicians", "Choose from the list."))
	}
	return t, c.Fault()
}

// reminders reads up to three hours before the visit, each with its way.
func (f VisitTypeForm) reminders(c *fault.Check) (out []ReminderRule) {
	for i, typed := range [][2]string{{f.Remind1, f.Way1}, {f.Remind2, f.Way2}, {f.Remind3, f.Way3}} {
		field := "remind_" + strconv.Itoa(i+1)
		if typed[0] == "" {
			continue
		}
		n, err := strconv.Atoi(typed[0])
		c.Unless(err == nil && n >= 1 && n <= 336, field, "Write hours before the visit, from 1 to 336. Empty is none.")
		c.Unless(!slices.ContainsFunc(out, func(r ReminderRule) bool { return r.Hours == n }), field, "There is a reminder at this time already.")
		c.Unless(slices.Contains([]string{"email", "text", "preferred"}, typed[1]), field+"_by", "Choose how they are reminded.")
		out = append(out, ReminderRule{n, typed[1]})
	}
	return out
}

// online reads the policy of a kind of visit that patients book by themselves.
func (f VisitTypeForm) online(c *fault.Check, t *VisitType) {
	t.Online, t.OnlineFor = f.Online, cmp.Or(f.OnlineFor, ForBoth)
	t.NoticeHours = within(c, cmp.Or(f.Notice, "24"), 0, 720, "notice", "Write hours, from 0 to 720.")
	t.OnlineDays = within(c, cmp.Or(f.OnlineDays, "60"), 1, 365, "online_days", "Write days, from 1 to 365.")
	c.Unless(slices.Contains([]string{ForBoth, ForNew, ForKnown}, t.OnlineFor), "online_for", "Choose one of the three.")
}

// missed reads what those pay who do not come, and when people come again.
func (f VisitTypeForm) missed(c *fault.Check, t *VisitType) {
	t.NoShowID = chosen[id.Service](c, f.NoShow, "no_show")
	t.LateID = chosen[id.Service](c, f.Late, "late")
	t.LateHours = within(c, cmp.Or(f.LateHours, "24"), 1, 336, "late_hours", "Write hours, from 1 to 336.")
	t.FirstFree = f.FirstFree
	t.RecallMonths, t.RecallMail = months(c, f.Recall, "recall"), f.RecallMail
}

// months reads after how many months somebody comes again; nothing typed is nil.
func months(c *fault.Check, typed, field string) *int {
	if typed == "" {
		return nil
	}
	n := within(c, typed, 1, 120, field, "Write months, from 1 to 120. Empty is none.")
	return &n
}

// offers reads how a time that gets free is offered to those who wait.
func (f VisitTypeForm) offers(c *fault.Check, t *VisitType) {
	t.AtOnce = within(c, cmp.Or(f.AtOnce, "3"), 0, 20, "at_once", "Write how many, from 0 to 20. 0 is nobody.")
	t.OfferMinutes = within(c, cmp.Or(f.OfferMinutes, "60"), 10, 1440, "offer_minutes", "Write minutes, from 10 to 1440.")
	t.CutoffHours = within(c, cmp.Or(f.Cutoff, "2"), 0, 720, "cutoff", "Write hours, from 0 to 720.")
}

func within(c *fault.Check, typed string, least, most int, field, sentence string) int {
	n, err := strconv.Atoi(typed)
	c.Unless(err == nil && n >= least && n <= most, field, sentence)
	return n
}

// buffer reads minutes that are kept free; nothing typed is none.
func buffer(c *fault.Check, typed, field string) int {
	if typed == "" {
		return 0
	}
	n, err := strconv.Atoi(typed)
	c.Unless(err == nil && n >= 0 && n <= 120 && n%5 == 0, field, "Write minutes in steps of five, at most 120. Empty is none.")
	return n
}
