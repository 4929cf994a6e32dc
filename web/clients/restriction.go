package clients

import (
	"net/http"
	"slices"

	"charthouse/internal/clients"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

type (
	triedRestriction = tried[clients.RestrictionForm]
	triedMember      = tried[clients.MemberForm]
)

// restriction answers GET /clients/{client}/restriction.
func (h *Handler) restriction(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	v, err := h.restrictionView(r, c, triedRestriction{}, triedMember{})
	if err != nil {
		return err
	}
	return page.Render(w, r, recordsPage(v))
}

// restrict answers POST /clients/{client}/restriction. Who did not name
// themselves stands outside from here on.
func (h *Handler) restrict(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	in, err := page.Decode[clients.RestrictionForm](r)
	if err != nil {
		return err
	}
	if err := h.Clients.Restrict(r.Context(), page.Actor(r), c, in); err != nil {
		return again(w, r, err, func(f *fault.Fault) (recordsView, error) {
			return h.restrictionView(r, c, triedRestriction{0, in, f}, triedMember{})
		})
	}
	to := href.Clients("")
	if slices.Contains(in.Team, page.Actor(r).Staff().String()) {
		to = href.Restriction(c)
	}
	return h.said(w, r, to, "File No. "+c.String()+" is restricted", href.LiftRestriction(c))
}

// liftRestriction answers POST /clients/{client}/restriction/lift.
func (h *Handler) liftRestriction(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	if err := h.Clients.LiftRestriction(r.Context(), page.Actor(r), c); err != nil {
		return err
	}
	return h.said(w, r, href.Client(c), "The file opens for everybody again, within their role", "")
}

// addMember answers POST /clients/{client}/team.
func (h *Handler) addMember(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	in, err := page.Decode[clients.MemberForm](r)
	if err != nil {
		return err
	}
	if err := h.Clients.AddMember(r.Context(), page.Actor(r), c, in); err != nil {
		return again(w, r, err, func(f *fault.Fault) (recordsView, error) {
			return h.restrictionView(r, c, triedRestriction{}, triedMember{0, in, f})
		})
	}
	return h.said(w, r, href.Restriction(c), "Named to the care team", "")
}

func (h *Handler) restrictionView(r *http.Request, c id.Client, t triedRestriction, m triedMember) (recordsView, error) {
	client, is, err := h.Clients.Restriction(r.Context(), page.Actor(r), c)
	if err != nil {
		return recordsView{}, err
	}
	v := recordsView{Shell: h.shell(r, client, "Who may open it"), Title: "Who may open the file of " + client.Name()}
	if !is.Standing {
		v.Lede = "Everybody here opens it within their role. A restricted file (of a colleague, a relative, somebody known) opens only for the clinicians of its visits and the people named to it. You are not among them unless you tick yourself."
		v.Blocks = []block{openBlock(c, is, t)}
		return v, nil
	}
	s := h.sight(r)
	v.Lede = "Restricted " + show.DayTime(is.At, s.now, s.zone) + prefix(" by ", is.By) + ": " + is.Reason
	v.Blocks = []block{teamBlock(s, c, is, m)}
	return v, nil
}

// openBlock offers to restrict a file that is open.
func openBlock(c id.Client, is clients.Restriction, t triedRestriction) block {
	in, f := t.of(0, clients.RestrictionForm{})
	team := ui.Field{Label: "Who may open it, beside the clinicians of its visits", Name: "team", Kind: ui.Checks, Values: in.Team}
	for _, p := range is.Colleagues {
		team.Options = append(team.Options, ui.Option{Value: p.ID.String(), Label: p.Name, Detail: p.Title})
	}
	fields := []ui.Field{{Label: "Why", Name: "reason", Kind: ui.Area, Value: in.Reason, Placeholder: "Works here", Required: true}, team}
	b := block{ID: "open", Title: "The clinicians of its visits", Empty: "No clinician has seen this patient in two years, or will."}
	b.Rows = seeing(is)
	b.Add = &record{Title: "Restrict this file", Form: formFor("restrict-", href.Restriction(c), "Restrict it", fields, f), Open: f != nil}
	return b
}

// teamBlock lists to whom a restricted file opens.
func teamBlock(s sight, c id.Client, is clients.Restriction, t triedMember) block {
	b := block{
		ID: "team", Title: "Care team", Empty: "Nobody is named, and no clinician has seen this patient in two years.",
		Confirm: &ui.Fix{Act: ui.Act{Label: "Lift the restriction", Kind: "quiet", Icon: "lock-open"}, Post: href.LiftRestriction(c)},
	}
	b.Rows = seeing(is)
	for _, m := range is.Members {
		b.Rows = append(b.Rows, record{
			ID: "member-" + m.ID.String(), Title: m.Name, Rest: m.Title, Detail: join(" ", "Named", prefix("by ", m.AddedBy), show.When(m.AddedAt, s.now, s.zone)),
			End: &ui.Fix{Act: ui.Act{Label: "Take off", Kind: "quiet"}, Post: href.End(href.Member(c, m.ID))},
		})
	}
	in, f := t.of(0, clients.MemberForm{})
	field := ui.Field{Label: "Who", Name: "team", Kind: ui.Select, Value: in.Staff, Options: []ui.Option{{Label: "Choose somebody"}}}
	for _, p := range is.Colleagues {
		field.Options = append(field.Options, ui.Option{Value: p.ID.String(), Label: join(", ", p.Name, p.Title)})
	}
	b.Add = &record{Title: "Name somebody", Form: formFor("member-", href.Team(c), "Name them", []ui.Field{field}, f), Open: f != nil}
	return b
}

func seeing(is clients.Restriction) (out []record) {
	for _, p := range is.Seeing {
		out = append(out, record{ID: "seeing-" + p.ID.String(), Title: p.Name, Rest: p.Title, Detail: "By their visits"})
	}
	return out
}
