package practice

import (
	"net/http"

	"charthouse/internal/access"
	"charthouse/internal/id"
	"charthouse/internal/practice"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

func (h *Handler) staff(rt page.Routes) {
	rt.Get(href.Staff, access.EditStaff, h.listStaff)
	rt.Get(href.Staff+"/new", access.EditStaff, h.newStaff)
	rt.Post(href.Staff, access.EditStaff, h.addStaff)
	rt.Get(href.Staff+"/{n}", access.EditStaff, h.openStaff)
	rt.Post(href.Staff+"/{n}", access.EditStaff, h.saveStaff)
	rt.Post(href.Staff+"/{n}/deactivate", access.EditStaff, h.deactivate)
	rt.Post(href.Staff+"/{n}/reactivate", access.EditStaff, h.reactivate)
	rt.Post(href.Staff+"/{n}/password", access.ResetPassword, h.newPassword)
}

// listStaff answers GET /settings/staff.
func (h *Handler) listStaff(w http.ResponseWriter, r *http.Request) error {
	people, err := h.practice.ListStaff(r.Context(), page.Actor(r))
	if err != nil {
		return err
	}
	v := listView{
		Frame: h.frameOf(r, "Staff and roles", href.Staff), Path: href.Staff, Add: "Add person",
		Lede:    "Who may sign in, and what their roles let them do.",
		Columns: []ui.Column{{Title: "Name"}, {Title: "Work email"}, {Title: "Roles"}},
	}
	for _, p := range people {
		v.Rows = append(v.Rows, row{href.One(href.Staff, p.ID), p.Name, personState(p), []string{p.Email, p.Role().Words()}})
	}
	return page.Render(w, r, listPage(v))
}

func personState(p practice.Person) string {
	switch {
	case !p.Active:
		return "deactivated"
	case !p.HasPassword:
		return "invited"
	}
	return ""
}

// staffForm is a person's form; How is the way to their first password.
type staffForm struct {
	practice.StaffForm
	How string `form:"how"`
}

// newStaff answers GET /settings/staff/new.
func (h *Handler) newStaff(w http.ResponseWriter, r *http.Request) error {
	v, err := h.staffView(r, staffForm{How: "mail"})
	if err != nil {
		return err
	}
	return page.Render(w, r, formPage(v))
}

// addStaff answers POST /settings/staff: with a mail, or with a password that is
// shown once and is nowhere else.
func (h *Handler) addStaff(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Decode[staffForm](r)
	if err != nil {
		return err
	}
	if f.How == "mail" {
		_, err = h.flow.WelcomeStaff(r.Context(), page.Actor(r), f.StaffForm)
	} else {
		password := practice.NewPassword()
		var n id.Staff
		if n, err = h.practice.AddStaff(r.Context(), page.Actor(r), f.StaffForm, password); err == nil {
			return h.showPassword(w, r, n, f.Name, f.Email, password)
		}
	}
	if err != nil {
		v, e := h.staffView(r, f)
		if e != nil {
			return e
		}
		return retry(w, r, err, v)
	}
	h.site.Say(r, ui.Toast{Text: f.Name + " gets a mail with a link to choose a password.", Tone: ui.Teal})
	return page.See(w, r, href.Staff)
}

// staffView is the form of a new person. Without a mail server the only way is
// to hand over a password.
func (h *Handler) staffView(r *http.Request, f staffForm) (formView, error) {
	mail, _, err := h.practice.MailSettings(r.Context(), page.Actor(r))
	groups := staffGroups(f.StaffForm)
	if mail.Host != "" {
		groups = append(groups, group{Title: "First password", Fields: []ui.Field{{
			Label: "How do they get it?", Name: "how", Kind: ui.Radio, Value: f.How, Options: []ui.Option{
				{Value: "mail", Label: "Send a link by mail", Detail: "They choose a password themselves, within 72 hours."},
				{Value: "show", Label: "Show me a password", Detail: "You hand it over; they can change it in their account."},
			},
		}}})
	}
	return formView{Frame: h.frameOf(r, "New person", href.Staff), Action: href.Staff, Groups: groups, Save: "Add person", Back: href.Staff}, err
}

func staffGroups(f practice.StaffForm) []group {
	var roles []ui.Option
	for _, r := range access.Staff.Each() {
		roles = append(roles, ui.Option{Value: r.Names(), Label: r.Words(), Detail: roleMeans[r]})
	}
	return []group{
		{Title: "Person", Quiet: true, Shape: "pair", Fields: []ui.Field{
			{Label: "Name", Name: "name", Value: f.Name, Required: true, Autocomplete: "off", Help: "As colleagues and patients know them."},
			{Label: "Work email", Name: "email", Value: f.Email, Kind: ui.Email, Required: true, Autocomplete: "off", Help: "They sign in with it."},
			{Label: "Title", Name: "title", Value: f.Title, Autocomplete: "off", Help: "Such as Family medicine."},
			{Label: "NPI", Name: "npi", Value: f.NPI, Autocomplete: "off", Help: "For clinicians who bill in the United States."},
			{Label: "Licence", Name: "licence", Value: f.Licence, Autocomplete: "off", Help: "Its number and who issued it."},
			{Label: "Licence valid until", Name: "licence_until", Value: f.LicenceUntil, Kind: ui.Date, Help: "The worklist says in time when it runs out."},
		}},
		{Title: "What they may do", Fields: []ui.Field{{Label: "Roles", Name: "roles", Kind: ui.Checks, Values: f.Roles, Options: roles}}},
	}
}

var roleMeans = map[access.Role]string{
	access.FrontDesk: "Books, receives, takes payments. Sees no clinical text.",
	access.Clinician: "Has a calendar, writes and signs notes.",
	access.Biller:    "Charges, claims and invoices.",
	access.Manager:   "The desk's and the biller's work, the settings and the overview.",
	access.Owner:     "People, settings and the overview. Sees no clinical text.",
}

// openStaff answers GET /settings/staff/{n}.
func (h *Handler) openStaff(w http.ResponseWriter, r *http.Request) error {
	v, p, err := h.personView(r)
	if err != nil {
		return err
	}
	v.Groups = staffGroups(formOfPerson(p))
	v.Version = versionOf(v.Groups)
	return page.Render(w, r, formPage(v))
}

func formOfPerson(p practice.Person) practice.StaffForm {
	return practice.StaffForm{Name: p.Name, Email: p.Email, Title: p.Title, NPI: p.NPI, Roles: p.Roles, Licence: p.Licence, LicenceUntil: p.LicenceUntil.String()}
}

// saveStaff answers POST /settings/staff/{n}.
func (h *Handler) saveStaff(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Decode[practice.StaffForm](r)
	if err != nil {
		return err
	}
	v, p, err := h.personView(r)
	if err != nil {
		return err
	}
	is := staffGroups(formOfPerson(p))
	late, err := h.stale(r, is, staffGroups(f))
	if err != nil {
		return err
	}
	if late {
		return retry(w, r, errStale, v.late(is, staffGroups(f)))
	}
	if err := h.practice.EditStaff(r.Context(), page.Actor(r), p.ID, f); err != nil {
		v.Groups, v.Version = staffGroups(f), versionOf(is)
		return retry(w, r, err, v)
	}
	h.site.Say(r, ui.Toast{Text: "Saved.", Tone: ui.Teal})
	return page.See(w, r, href.Staff)
}

func (h *Handler) personView(r *http.Request) (formView, practice.Person, error) {
	n, err := staffNumber(r)
	if err != nil {
		return formView{}, practice.Person{}, err
	}
	p, err := h.practice.FindStaff(r.Context(), page.Actor(r), n)
	v := formView{
		Frame: h.frameOf(r, p.Name, href.Staff), Action: href.One(href.Staff, n), Save: "Save person", Back: href.Staff, Acts: personActs(p),
	}
	return v, p, err
}

func personActs(p practice.Person) []act {
	if !p.Active {
		return []act{{Text: p.Name + " is deactivated and cannot sign in.", Label: "Let them in again", Action: href.Do(href.Staff, p.ID, "reactivate")}}
	}
	return []act{
		{Text: "Forgot it? A new password is shown to you once, and every session of theirs ends.", Label: "Make a new password", Action: href.Do(href.Staff, p.ID, "password")},
		{Text: "Deactivating ends their sessions at once. What they wrote and signed stays theirs.", Label: "Deactivate", Action: href.Do(href.Staff, p.ID, "deactivate"), Kind: "danger"},
	}
}

func staffNumber(r *http.Request) (id.Staff, error) { return page.ID[id.Staff](r, "n") }
