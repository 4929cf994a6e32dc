package kill

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	docs "charthouse/internal/documentation"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/practice"
	"charthouse/internal/scheduling"
)

const password = "nothing is ever lost here"

// house is the practice that the hands work in, set up through its doors.
type house struct {
	*db.DB
	owner, app *pgxpool.Pool
	manager    access.Actor
	location   id.Location
	service    id.Service
	kind       id.VisitType
	changed    string // the question what was changed, once it is written
}

func setUp(ctx context.Context, s *server) (h *house, err error) {
	h = &house{}
	if h.owner, err = open(ctx, s.owner); err != nil {
		return nil, err
	}
	if h.app, err = open(ctx, s.app); err != nil {
		return nil, err
	}
	h.DB = db.New(h.app, time.Now)
	manager, err := h.hire(ctx, "Ingrid Solheim", "manager", access.System(access.Console))
	if err != nil {
		return nil, err
	}
	h.manager = access.StaffMember(manager, "Ingrid Solheim", access.Staff)
	if _, err := h.hire(ctx, "Tomasz Wieczorek", "front_desk", h.manager); err != nil {
		return nil, err
	}
	return h, h.offer(ctx)
}

// open is a pool that meets a database on its way back as the program's own does.
func open(ctx context.Context, url string) (*pgxpool.Pool, error) {
	settings, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, err
	}
	settings.PrepareConn = db.Alive
	return pgxpool.NewWithConfig(ctx, settings)
}

func (h *house) close() {
	h.owner.Close()
	h.app.Close()
}

// address is the sign-in of somebody with the role.
func address(role string) string { return role + "@kill.example" }

func (h *house) hire(ctx context.Context, name, role string, by access.Actor) (id.Staff, error) {
	in := practice.StaffForm{Name: name, Email: address(role), Title: role, Roles: []string{role}}
	if seat, ok := seatOf(role); ok {
		in.Roles, in.NPI = []string{"clinician"}, npis[seat]
	}
	return practice.New(h.DB).AddStaff(ctx, by, in, password)
}

// offer makes what is needed for a visit: a place, its fee, its form, its template.
func (h *house) offer(ctx context.Context) (err error) {
	houses, notes := practice.New(h.DB), docs.New(h.DB)
	if err := houses.EditSettings(ctx, h.manager, practice.SettingsForm{
		Name: "Kill Lane Health", PatientWord: "patient", Currency: "USD", Zone: "UTC", InvoiceDays: "14",
	}); err != nil {
		return err
	}
	h.location, err = houses.AddLocation(ctx, h.manager, practice.LocationForm{Name: "Kill Lane", Zone: "UTC", Hours: make([]string, 7)})
	if err != nil {
		return err
	}
	if h.service, err = billing.New(h.DB).AddFee(ctx, h.manager, billing.FeeForm{Code: "F30", Label: "Follow-up", Amount: "120.00"}); err != nil {
		return err
	}
	form, err := intake.New(h.DB).PublishForm(ctx, h.manager, intake.Draft{Name: "Before", Definition: intake.Definition{Sections: []intake.Section{
		{Title: "Your visit", Fields: []intake.Field{{Key: "reason", Label: "What for?", Kind: intake.Long, Required: true}}},
		{Title: "You", Fields: []intake.Field{{Key: "city", Label: "City", Kind: intake.Text, Fills: "city"}}},
	}}})
	if err != nil {
		return err
	}
	template, err := notes.AddTemplate(ctx, h.manager, docs.TemplateForm{Name: "Visit", Sections: []docs.TemplateSection{{Key: "plan", Title: "Plan"}}})
	if err != nil {
		return err
	}
	if _, err := notes.ImportCodes(ctx, access.System(access.Console), func(yield func(docs.Code, error) bool) {
		yield(docs.Code{Code: "I10", Label: "Essential hypertension", Billable: true}, nil)
	}, func(int) {}); err != nil {
		return err
	}
	h.kind, err = scheduling.New(h.DB).AddVisitType(ctx, h.manager, scheduling.VisitTypeForm{
		Name: "Follow-up", Minutes: "30", Service: h.service.String(), Form: form.String(), Template: template.String(),
	})
	return err
}

// born is when everybody here was, as their forms ask.
const born = "1985-03-14"

// admit opens the file of the hand's patient.
func (h *house) admit(ctx context.Context, n int) (id.Client, error) {
	return clients.New(h.DB).Create(ctx, h.manager, clients.Details{Given: "Nadia", Family: "Haddad " + strconv.Itoa(n), BirthDate: born, Email: fmt.Sprintf("nadia%d@home.example", n), Anyway: true})
}

// npis have right check digits and are nobody's.
var npis = [hands]string{"1000000079", "1011111188", "1033333406", "1055555621"}

// seatOf is the number of a hand's clinician, who is hired as clinician3.
func seatOf(role string) (seat int, ok bool) {
	if _, err := fmt.Sscanf(role, "clinician%d", &seat); err != nil {
		return 0, false
	}
	return seat, true
}

// arrive has the patient come to a visit of a later day, on that day: the hands have
// no days to wait.
func (h *house) arrive(ctx context.Context, c id.Client, visit id.Visit) (time.Time, error) {
	at, err := h.startOf(ctx, visit)
	if err != nil {
		return at, err
	}
	then := db.New(h.app, func() time.Time { return at })
	err = scheduling.New(then).Mark(ctx, h.manager, c, visit, scheduling.Mark{Kind: scheduling.MarkArrived})
	if fault.KindOf(err) == fault.Conflict { // it is marked already: the answer was lost
		err = nil
	}
	return at, err
}

// link is what a mail would bring the patient: the link to the form of a visit.
func (h *house) link(ctx context.Context, c id.Client, packet id.Packet) (token string, err error) {
	err = h.Write(ctx, access.System(access.Mailer), access.DeliverMail.On(c), func(tx *db.Tx) error {
		token, err = intake.MintLinkTx(ctx, tx, packet, 0, false)
		return err
	})
	return token, err
}
