package sample

import (
	"context"
	"errors"
	"fmt"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	docs "charthouse/internal/documentation"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/practice"
	"charthouse/internal/scheduling"
)

// set is what the practice consists of, once it is set up.
type set struct {
	location   id.Location
	desk       access.Actor
	biller     access.Actor
	clinicians []clinician
	kinds      map[string]kindOf
	payers     []id.Payer
}

type clinician struct {
	worker
	staff id.Staff
	actor access.Actor
}

type kindOf struct {
	number  id.VisitType
	service id.Service
	minutes int
	codes   []string
	form    bool
}

// errs collects the first error of a row of steps.
type errs struct{ err error }

func keep[T any](e *errs, v T, err error) T {
	if e.err == nil {
		e.err = err
	}
	return v
}

var (
	console = access.System(access.Console)
	manager = access.StaffMember(1, "Kestrel Lane Health", access.Manager|access.Owner)
)

// setUp makes the practice as its owner would on the first day.
func (l *loader) setUp(ctx context.Context) (s set, err error) {
	var e errs
	houses := practice.New(l.db)
	if err := l.hire(ctx, houses, &s); err != nil {
		return s, err
	}
	e.err = houses.EditSettings(ctx, manager, practice.SettingsForm{
		Name: "Kestrel Lane Health", PatientWord: "patient", Currency: "USD", Zone: l.zone.String(), Phone: "555 0100",
		Email: "hello@kestrellane.example", Address: "12 Kestrel Lane", NPI: "1245319599", InvoiceDays: "14",
		PayHow: "Pay at the desk, by transfer, or by card over the phone.",
	})
	days := make([]string, 7)
	for i := range days {
		if l.open(i + 1) {
			days[i] = "08:00-17:00"
		}
	}
	s.location = keep2[id.Location](&e)(houses.AddLocation(ctx, manager, practice.LocationForm{
		Name: "Kestrel Lane", Zone: l.zone.String(), Address: "12 Kestrel Lane", Phone: "555 0100", Hours: days,
	}))
	if e.err != nil {
		return s, fmt.Errorf("settings: %w", e.err)
	}
	return s, errors.Join(l.offer(ctx, &s), l.roster(ctx, houses, &s))
}

func keep2[T any](e *errs) func(T, error) T {
	return func(v T, err error) T { return keep(e, v, err) }
}

// hire adds the people of the cast, each with the sample's password.
func (l *loader) hire(ctx context.Context, houses *practice.Service, s *set) error {
	for _, w := range cast {
		n, err := houses.AddStaff(ctx, console, practice.StaffForm{Name: w.name, Email: w.email, Title: w.title, NPI: w.npi, Roles: w.roles}, Password)
		if err != nil {
			return fmt.Errorf("hire for %s: %w", w.title, err)
		}
		role, err := access.ParseRole(w.roles[0])
		if err != nil {
			return err
		}
		who := access.StaffMember(n, w.name, role)
		switch role {
		case access.FrontDesk:
			s.desk = who
		case access.Biller:
			s.biller = who
		case access.Clinician:
			s.clinicians = append(s.clinicians, clinician{w, n, who})
		}
	}
	return nil
}

// offer makes fee schedule, forms, templates, codes and kinds of visits.
func (l *loader) offer(ctx context.Context, s *set) error {
	var e errs
	fees, notes, visits := billing.New(l.db), docs.New(l.db), scheduling.New(l.db)
	for _, name := range payers {
		s.payers = append(s.payers, keep2[id.Payer](&e)(fees.AddPayer(ctx, manager, billing.PayerForm{Name: name})))
	}
	form := keep2[id.Form](&e)(intake.New(l.db).PublishForm(ctx, manager, before()))
	templates := map[string]id.Template{
		"Visit":     keep2[id.Template](&e)(notes.AddTemplate(ctx, manager, visitTemplate)),
		"Treatment": keep2[id.Template](&e)(notes.AddTemplate(ctx, manager, treatmentTemplate)),
	}
	_, err := notes.ImportCodes(ctx, console, listCodes, func(int) {})
	e.err = errors.Join(e.err, err)
	s.kinds = map[string]kindOf{}
	for _, k := range kinds {
		service := keep2[id.Service](&e)(fees.AddFee(ctx, manager, billing.FeeForm{Code: k.code, Label: k.label, Amount: k.amount}))
		in := scheduling.VisitTypeForm{Name: k.name, Minutes: k.minutes, Service: service.String()}
		if t, ok := templates[k.template]; ok {
			in.Template = t.String()
		}
		if k.form {
			in.Form = form.String()
		}
		n := keep2[id.VisitType](&e)(visits.AddVisitType(ctx, manager, in))
		var minutes int
		_, _ = fmt.Sscan(k.minutes, &minutes)
		s.kinds[k.name] = kindOf{n, service, minutes, k.codes, k.form}
	}
	return e.err
}

// roster gives every clinician a room and a week.
func (l *loader) roster(ctx context.Context, houses *practice.Service, s *set) error {
	for _, c := range s.clinicians {
		room, err := houses.AddPlace(ctx, manager, practice.PlaceForm{Location: s.location.String(), Name: c.room, Kind: "room"})
		if err != nil {
			return fmt.Errorf("room of %s: %w", c.title, err)
		}
		var week scheduling.WeekForm
		for day := 1; day <= 7; day++ {
			if l.open(day) {
				week.Rows = append(week.Rows, scheduling.WeekRow{
					Weekday: fmt.Sprint(day), Hours: c.hours, Location: s.location.String(), Place: room.String(),
				})
			}
		}
		if err := scheduling.New(l.db).SetWeek(ctx, manager, c.staff, week); err != nil {
			return fmt.Errorf("week of %s: %w", c.title, err)
		}
	}
	return nil
}

var visitTemplate = docs.TemplateForm{Name: "Visit", Sections: []docs.TemplateSection{
	{Key: "subjective", Title: "Subjective", Hint: "What they tell"},
	{Key: "objective", Title: "Objective", Hint: "What you find"},
	{Key: "assessment", Title: "Assessment"},
	{Key: "plan", Title: "Plan"},
}}

var treatmentTemplate = docs.TemplateForm{Name: "Treatment", Sections: []docs.TemplateSection{
	{Key: "since", Title: "Since last time"},
	{Key: "done", Title: "What was done"},
	{Key: "plan", Title: "Plan"},
}}

func listCodes(yield func(docs.Code, error) bool) {
	for _, d := range diagnoses {
		if !yield(docs.Code{Code: d[0], Label: d[1], Billable: true}, nil) {
			return
		}
	}
}

// before is the form that goes out with a booking.
func before() intake.Draft {
	return intake.Draft{Name: "Before your visit", Definition: intake.Definition{Sections: []intake.Section{
		{Title: "How we reach you", Fields: []intake.Field{
			{Key: "phone", Label: "Mobile phone", Kind: intake.Phone, Required: true, Fills: "phone"},
			{Key: "email", Label: "Mail address", Kind: intake.Email, Fills: "email"},
			{Key: "line1", Label: "Street and number", Kind: intake.Text, Fills: "line1"},
			{Key: "city", Label: "City", Kind: intake.Text, Fills: "city"},
		}},
		{Title: "Somebody we may call", Fields: []intake.Field{
			{Key: "contact_name", Label: "Their name", Kind: intake.Text, Fills: "contact.name"},
			{Key: "contact_phone", Label: "Their phone", Kind: intake.Phone, Fills: "contact.phone"},
		}},
		{Title: "Your insurance", Fields: []intake.Field{
			{Key: "member_number", Label: "Member number", Help: "It stands on the front of your card.", Kind: intake.Text, Fills: "coverage.member_number"},
		}},
		{Title: "Your medicines", Fields: []intake.Field{{Key: "medicines", Label: "What you take", Kind: intake.Medicines, Fills: "medications"}}},
		{Title: "Your allergies", Fields: []intake.Field{{Key: "allergies", Label: "What you cannot have", Kind: intake.Allergies, Fills: "allergies"}}},
		{Title: "Your visit", Fields: []intake.Field{
			{Key: "reason", Label: "What would you like to talk about?", Kind: intake.Long, Required: true},
			{Key: "falls", Label: "Have you fallen in the last year?", Kind: intake.YesNo},
		}},
	}}}
}
