package billing

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
	"charthouse/web/visitline"
)

// claimView is a claim: its visit's line, what is missing with the field for it,
// the checks and the lines.
type claimView struct {
	Shell       ui.Shell
	Name        string
	Number      string
	About       string
	Coding      string // the coded part of the note, for those who may read it
	Amount      string
	State       ui.Tag
	Line        ui.Line
	Band        *ui.Unblock
	Fix         *fixRow
	Again       string // where the claim is looked at again
	Verdict     string
	Fails       []ui.Scrub
	Left, Right []ui.Scrub // what passes, in two columns
	Lines       []claimLine
	Total       claimLine
	Answers     []answerRow
	Answer      *payForm
	Others      *fixRow // whom else the file lets us ask
}

// fixRow is the very field that is missing, beside what is known.
type fixRow struct {
	Form  ui.FormOf
	Known []ui.Field
	Ask   ui.Field
	Do    ui.Act
}

// claimLine is a charge as the payer is asked for it.
type claimLine struct{ Code, What, For, Units, Fee, Asked string }

// detailForm is the missing detail, as typed.
type detailForm struct {
	Field string `form:"field"`
	Value string `form:"value"`
}

// asks are the details that a single value mends, with the label of their field.
var asks = map[string]string{
	"member_number": "Member number", "subscriber": "Subscriber", "subscriber_birth": "Their date of birth", "birth_date": "Date of birth",
}

// claim answers GET /clients/{client}/claims/{claim}.
func (h *Handler) claim(w http.ResponseWriter, r *http.Request) error {
	c, claim, err := page.InFile[id.Claim](r, "claim")
	if err != nil {
		return err
	}
	v, err := h.claimView(r, c, claim, "", nil, nil, nil)
	if err != nil {
		return err
	}
	return page.Render(w, r, claimPage(v))
}

func (h *Handler) claimView(r *http.Request, c id.Client, claim id.Claim, typed string, f *fault.Fault, in *billing.PayerPaymentForm, wrong *fault.Fault) (claimView, error) {
	k, err := h.Flow.OpenClaim(r.Context(), page.Actor(r), c, claim)
	if err != nil {
		return claimView{}, err
	}
	s := h.Site.Shell(r, "Claim "+claim.String(), "b")
	s.Back = &ui.Link{Href: href.Claims("", "", ""), Label: "Claims"}
	v := claimOf(s, c, k, h.reader(r), typed, f)
	v.answers(c, k.Claim, h.reader(r), in, wrong)
	return v, nil
}

// fillDetail answers POST /clients/{client}/claims/{claim}/detail.
func (h *Handler) fillDetail(w http.ResponseWriter, r *http.Request) error {
	c, claim, err := page.InFile[id.Claim](r, "claim")
	if err != nil {
		return err
	}
	in, err := page.Decode[detailForm](r)
	if err != nil {
		return err
	}
	k, err := h.Flow.OpenClaim(r.Context(), page.Actor(r), c, claim)
	if err != nil {
		return err
	}
	if wrong := h.fill(r.Context(), page.Actor(r), c, k.CoverageID, in); wrong != nil {
		v, err := h.claimView(r, c, claim, in.Value, asFault(wrong), nil, nil)
		if err != nil {
			return err
		}
		return page.Retry(w, r, wrong, func(*fault.Fault) templ.Component { return claimPage(v) })
	}
	h.Site.Say(r, ui.Toast{Text: asks[in.Field] + " saved. It is kept for every later claim.", Tone: ui.Teal})
	return page.See(w, r, href.Claim(c, claim))
}

func (h *Handler) fill(ctx context.Context, who access.Actor, c id.Client, coverage id.Coverage, in detailForm) error {
	if in.Field == "birth_date" {
		return h.Clients.FixBirthDate(ctx, who, c, in.Value)
	}
	return h.Clients.FixCoverage(ctx, who, c, coverage, in.Field, in.Value)
}

// checkClaim answers POST /clients/{client}/claims/{claim}/check.
func (h *Handler) checkClaim(w http.ResponseWriter, r *http.Request) error {
	c, claim, err := page.InFile[id.Claim](r, "claim")
	if err != nil {
		return err
	}
	if err := h.Money.CheckClaim(r.Context(), page.Actor(r), c, claim); err != nil {
		return err
	}
	return page.See(w, r, href.Claim(c, claim))
}

func claimOf(s ui.Shell, c id.Client, k workflow.Claim, rd reader, typed string, f *fault.Fault) claimView {
	v := claimView{
		Shell: s, Name: k.Client, Number: k.ID.String(), Amount: rd.money(k.Asked()), Line: visitline.Of(k.Line, rd.now, rd.zone),
		About: "Visit " + rd.wall(k.StartsLocal) + " " + k.StartsLocal.Format("15:04") + " with " + k.Clinician + ", " + strings.TrimSpace(k.Payer+" "+k.Plan),
		State: ui.Tag{Text: "Ready to send", Icon: "check", Tone: ui.Teal},
	}
	if k.NoteID != 0 && rd.who.May(access.ReadCoded) {
		v.Coding = href.Coding(c, k.NoteID)
	}
	checks, failing := k.Checks(), k.Failing()
	v.Verdict = strconv.Itoa(len(failing)) + " of " + strconv.Itoa(len(checks)) + " fail"
	if len(failing) == 1 {
		v.Verdict = "1 of " + strconv.Itoa(len(checks)) + " fails"
	}
	v.Verdict += ", checked " + show.Time(rd.now, rd.zone)
	v.scrubs(c, checks)
	v.lines(k.Claim, rd)
	switch {
	case k.Open == 0:
		v.State = ui.Tag{Text: "Nothing left to ask for", Icon: "check", Tone: ui.Teal}
	case len(failing) > 0:
		v.State = ui.Tag{Text: "Held", Icon: "circle-alert", Tone: ui.Rust}
		v.Band = &ui.Unblock{At: v.Line.At(), What: reasons["claim_detail."+failing[0].Field] + ".", Costs: "It holds up " + rd.money(k.Open) + " from " + k.Payer + "."}
		v.Fix = fixOf(c, k.Claim, failing, rd, typed, f)
	}
	v.Others = othersOf(c, k, rd)
	if k.Open > 0 && (k.Line.BlockedBy == "claim_detail") == k.Ready() {
		v.Again = href.CheckClaim(c, k.ID)
	}
	return v
}

// othersOf offers to ask another coverage, as long as nobody has answered.
func othersOf(c id.Client, k workflow.Claim, rd reader) *fixRow {
	answered := slices.ContainsFunc(k.Answers, func(a billing.Answer) bool { return a.ReversedAt == nil })
	if answered || k.Open <= 0 || len(k.Others) == 0 || !rd.who.May(access.BillAnother) {
		return nil
	}
	ask := ui.Field{Label: "Coverage", Name: "coverage", Kind: ui.Select, Required: true}
	for _, o := range k.Others {
		ask.Options = append(ask.Options, ui.Option{Value: o.ID.String(), Label: strings.TrimSpace(o.Payer + " " + o.Plan)})
	}
	return &fixRow{Form: ui.FormOf{Action: href.BillAnother(c, k.ID)}, Ask: ask, Do: ui.Act{Label: "Bill this one"}}
}

// billAnother answers POST /clients/{client}/claims/{claim}/coverage.
func (h *Handler) billAnother(w http.ResponseWriter, r *http.Request) error {
	c, claim, err := page.InFile[id.Claim](r, "claim")
	if err != nil {
		return err
	}
	in, err := page.Decode[otherForm](r)
	if err != nil {
		return err
	}
	wrong := h.Flow.BillAnother(r.Context(), page.Actor(r), c, claim, in.Coverage)
	if wrong == nil {
		h.Site.Say(r, ui.Toast{Text: "The claim asks the other payer now.", Tone: ui.Teal})
		return page.See(w, r, href.Claim(c, claim))
	}
	v, err := h.claimView(r, c, claim, "", nil, nil, nil)
	if err != nil {
		return err
	}
	return page.Retry(w, r, wrong, func(f *fault.Fault) templ.Component {
		if v.Others != nil {
			v.Others.Ask.Error = fieldOf(f, "coverage")
			v.Others.Form = formOf(href.BillAnother(c, claim), f, v.Others.Ask)
		}
		return claimPage(v)
	})
}

// otherForm is the coverage that was chosen.
type otherForm struct {
	Coverage id.Coverage `form:"coverage"`
}

// scrubs puts failures first, and what passes in two columns.
func (v *claimView) scrubs(c id.Client, checks []billing.Check) {
	var rest []ui.Scrub
	for _, k := range checks {
		s := ui.Scrub{State: ui.Done, Title: k.Title, Detail: k.Detail}
		switch k.State {
		case billing.Failed:
			s.State = ui.Blocked
			if k.Field == "coverage_dates" {
				s.Fix = &ui.Fix{Act: ui.Act{Label: "Open coverages", Href: href.Coverages(c)}}
			}
			v.Fails = append(v.Fails, s)
			continue
		case billing.NotNeeded:
			s.State = ui.NotNeeded
		}
		rest = append(rest, s)
	}
	half := (len(rest) + 1) / 2
	v.Left, v.Right = rest[:half], rest[half:]
}

func (v *claimView) lines(k billing.Claim, rd reader) {
	for _, l := range k.Lines {
		code := l.Code
		if l.Modifiers != "" {
			code += "-" + l.Modifiers
		}
		v.Lines = append(v.Lines, claimLine{code, l.Label, strings.Join(l.Diagnoses, ", "), strconv.Itoa(l.Units), rd.money(l.Cents), rd.money(l.Payer)})
	}
	v.Total = claimLine{Fee: rd.money(k.Total()), Asked: rd.money(k.Asked())}
}

// fixOf asks for the first missing detail that a single value mends.
func fixOf(c id.Client, k billing.Claim, failing []billing.Check, rd reader, typed string, f *fault.Fault) *fixRow {
	for _, check := range failing {
		label, ok := asks[check.Field]
		if !ok || !rd.who.May(access.EditCoverage) || check.Field == "birth_date" && !rd.who.May(access.EditClient) {
			continue
		}
		ask := ui.Field{Label: label, Name: "value", Value: typed, Required: true, Autocomplete: "off", Error: fieldOf(f, check.Field)}
		if strings.Contains(check.Field, "birth") {
			ask.Kind = ui.Date
		}
		row := &fixRow{Form: formOf(href.ClaimDetail(c, k.ID), f, ask), Ask: ask, Do: ui.Act{Label: "Save", Kind: "primary"}}
		row.Form.Class = "claim-fix"
		row.Known = append(known(check.Field, k), ui.Field{Name: "field", Value: check.Field, Kind: ui.Hidden})
		return row
	}
	return nil
}

// known is what stands on the coverage already, beside the gap.
func known(missing string, k billing.Claim) (out []ui.Field) {
	who := k.Subscriber
	if k.Relation == "self" {
		who = k.Client
	}
	if who != "" && missing != "subscriber" {
		out = append(out, ui.Field{Label: "Subscriber", Name: "subscriber", Value: who, ReadOnly: true})
	}
	if k.MemberNumber != "" && missing != "member_number" {
		out = append(out, ui.Field{Label: "Member number", Name: "member", Value: k.MemberNumber, ReadOnly: true})
	}
	return out
}
