package sample

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/civil"
	docs "charthouse/internal/documentation"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/practice"
	"charthouse/internal/sample/life"
	"charthouse/internal/scheduling"
)

// set is what the practice consists of, once it is set up.
type set struct {
	life.House
	locations []id.Location
	rooms     []id.Place
	kinds     map[string]*life.Kind
	actors    map[id.Staff]access.Actor
	biller    access.Actor
	desk      access.Actor
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
func (l *loader) setUp(ctx context.Context) (*set, error) {
	var e errs
	s := &set{kinds: map[string]*life.Kind{}, actors: map[id.Staff]access.Actor{}}
	s.House = life.House{Name: "Kestrel Lane Health", Phone: l.houses[0].phone, Zone: l.zone, DueDays: 14}
	doors := practice.New(l.db)
	if err := l.hire(ctx, doors, s); err != nil {
		return nil, err
	}
	e.err = doors.EditSettings(ctx, manager, practice.SettingsForm{
		Name: s.Name, PatientWord: "patient", Currency: "USD", Zone: l.zone.String(), Phone: s.Phone,
		Email: "hello@kestrellane.example", Address: "12 Kestrel Lane", NPI: "1245319599", InvoiceDays: fmt.Sprint(s.DueDays),
		PayHow: "Pay at the desk, by transfer, or by card over the phone.",
	})
	for _, h := range l.houses {
		days := make([]string, 7)
		for i := range days {
			if l.open(i + 1) {
				days[i] = h.hours
			}
		}
		s.locations = append(s.locations, keep2[id.Location](&e)(doors.AddLocation(ctx, manager, practice.LocationForm{
			Name: h.name, Zone: l.zone.String(), Address: h.address, Phone: h.phone, Hours: days,
		})))
	}
	for _, r := range l.rooms {
		s.rooms = append(s.rooms, keep2[id.Place](&e)(doors.AddPlace(ctx, manager, practice.PlaceForm{Location: s.locations[r.house].String(), Name: r.name, Kind: "room"})))
	}
	if e.err != nil {
		return nil, fmt.Errorf("settings: %w", e.err)
	}
	if err := l.offer(ctx, s); err != nil {
		return nil, err
	}
	if err := l.roster(ctx, s); err != nil {
		return nil, err
	}
	return s, l.resources(ctx, s)
}

func keep2[T any](e *errs) func(T, error) T {
	return func(v T, err error) T { return keep(e, v, err) }
}

// hire adds the people of the cast, each with the sample's password.
func (l *loader) hire(ctx context.Context, doors *practice.Service, s *set) error {
	for _, w := range l.cast {
		n, err := doors.AddStaff(ctx, console, practice.StaffForm{Name: w.name, Email: w.email, Title: w.title, NPI: w.npi, Roles: w.roles}, Password)
		if err != nil {
			return fmt.Errorf("hire for %s: %w", w.title, err)
		}
		role, err := access.ParseRole(w.roles[0])
		if err != nil {
			return err
		}
		who := access.StaffMember(n, w.name, role)
		s.actors[n] = who
		member := life.Member{ID: n, Name: w.name}
		switch role {
		case access.FrontDesk:
			s.Desk, s.desk = append(s.Desk, member), who
		case access.Biller:
			s.Biller, s.biller = member, who
		case access.Clinician:
			c := w.habit
			c.Member = member
			s.Clinicians = append(s.Clinicians, &c)
		}
	}
	return nil
}

// offer makes fee schedule, forms, templates, codes and kinds of visits.
func (l *loader) offer(ctx context.Context, s *set) error {
	var e errs
	fees, notes, visits := billing.New(l.db), docs.New(l.db), scheduling.New(l.db)
	for _, p := range payers {
		p.ID = keep2[id.Payer](&e)(fees.AddPayer(ctx, manager, billing.PayerForm{Name: p.Name}))
		s.Payers = append(s.Payers, &p)
	}
	form := keep2[id.Form](&e)(intake.New(l.db).PublishForm(ctx, manager, before()))
	templates := map[string]id.Template{}
	for _, t := range noteTemplates {
		templates[t.Name] = keep2[id.Template](&e)(notes.AddTemplate(ctx, manager, t))
	}
	_, err := notes.ImportCodes(ctx, console, listCodes, func(int) {})
	e.err = errors.Join(e.err, err)
	for _, k := range kinds {
		in := scheduling.VisitTypeForm{Name: k.name, Minutes: fmt.Sprint(k.minutes), Template: templates[k.template].String()}
		made := &life.Kind{
			Name: k.name, Minutes: k.minutes, Code: k.code, Label: k.label, Cents: k.cents, Form: k.form, First: k.first, Child: k.child,
			Weight: k.weight, Sections: sectionsOf(k.template), Codes: labelled(k.codes), Reasons: k.reasons, Vitals: k.vitals,
		}
		made.Service = keep2[id.Service](&e)(fees.AddFee(ctx, manager, billing.FeeForm{Code: k.code, Label: k.label, Amount: typed(k.cents)}))
		in.Service = made.Service.String()
		if k.form {
			in.Form = form.String()
		}
		made.ID = keep2[id.VisitType](&e)(visits.AddVisitType(ctx, manager, in))
		s.kinds[k.name] = made
	}
	return e.err
}

// typed is an amount as people type it.
func typed(cents int64) string { return fmt.Sprintf("%d.%02d", cents/100, cents%100) }

func sectionsOf(template string) (out []life.Section) {
	for _, t := range noteTemplates {
		if t.Name != template {
			continue
		}
		for _, x := range t.Sections {
			out = append(out, life.Section{Key: x.Key, Title: x.Title, Private: x.Private})
		}
	}
	return out
}

func labelled(codes []string) (out [][2]string) {
	for _, c := range codes {
		for _, d := range diagnoses {
			if d[0] == c {
				out = append(out, d)
			}
		}
	}
	return out
}

// roster gives every clinician their kinds of visits and a week.
func (l *loader) roster(ctx context.Context, s *set) error {
	i := 0
	for _, w := range l.cast {
		if w.hours == "" {
			continue
		}
		c := s.Clinicians[i]
		i++
		for _, name := range w.kinds {
			c.Kinds = append(c.Kinds, s.kinds[name])
		}
		hours, err := civil.ParseHours(w.hours)
		if err != nil {
			return err
		}
		var week scheduling.WeekForm
		c.Week = map[int][]life.Shift{}
		for day := 1; day <= 7; day++ {
			if !l.open(day) {
				continue
			}
			r := w.rooms[0]
			if day <= 5 {
				r = w.rooms[day-1]
			}
			h := l.rooms[r].house
			for _, span := range hours {
				c.Week[day] = append(c.Week[day], life.Shift{From: span.From, To: span.To, Location: s.locations[h], Place: l.houses[h].name, Address: l.houses[h].address, Room: s.rooms[r]})
			}
			week.Rows = append(week.Rows, scheduling.WeekRow{Weekday: fmt.Sprint(day), Hours: w.hours, Location: s.locations[h].String(), Place: s.rooms[r].String()})
		}
		if err := scheduling.New(l.db).SetWeek(ctx, manager, c.ID, week); err != nil {
			return fmt.Errorf("week of %s: %w", w.title, err)
		}
	}
	return nil
}

// resources reads the numbers under which clinicians and rooms are booked, and
// the form that goes out.
func (l *loader) resources(ctx context.Context, s *set) error {
	rows, err := l.pool.Query(ctx, `select id, coalesce(staff_id, 0), coalesce(place_id, 0) from resources`)
	if err != nil {
		return fmt.Errorf("read what can be booked: %w", err)
	}
	var resource int64
	var staff id.Staff
	var place id.Place
	_, err = pgx.ForEachRow(rows, []any{&resource, &staff, &place}, func() error {
		for _, c := range s.Clinicians {
			if c.ID == staff {
				c.Resource = resource
			}
			for _, shifts := range c.Week {
				for i := range shifts {
					if shifts[i].Room == place {
						shifts[i].RoomResource = resource
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read what can be booked: %w", err)
	}
	return l.pool.QueryRow(ctx, `select (select max(id) from form_versions), (select id from task_types where name = 'Call back')`).Scan(&s.Form, &s.Calling)
}

var noteTemplates = []docs.TemplateForm{
	{Name: "Visit", Sections: []docs.TemplateSection{
		{Key: "subjective", Title: "Subjective", Hint: "What they tell"},
		{Key: "objective", Title: "Objective", Hint: "What you find"},
		{Key: "assessment", Title: "Assessment"},
		{Key: "plan", Title: "Plan"},
	}},
	{Name: "Treatment", Sections: []docs.TemplateSection{
		{Key: "since", Title: "Since last time"},
		{Key: "done", Title: "What was done"},
		{Key: "plan", Title: "Plan"},
	}},
	{Name: "Talking", Sections: []docs.TemplateSection{
		{Key: "since", Title: "Since last time"},
		{Key: "done", Title: "What was done"},
		{Key: "own", Title: "Own thoughts", Private: true},
		{Key: "plan", Title: "Plan"},
	}},
}

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
