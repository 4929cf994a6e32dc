package billing

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"charthouse/internal/billing"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
	"charthouse/web/visitline"
)

// chargeView charges a signed visit by hand, or sets it free.
type chargeView struct {
	Shell     ui.Shell
	Name      string
	About     string
	Line      ui.Line
	Notice    *ui.Notice // why nothing can be charged here
	Form      ui.FormOf
	Rows      [][]ui.Field
	Diagnoses *ui.Field
	Known     string // the note's diagnoses
	Free      ui.FormOf
	Reason    ui.Field
}

// chargeRows is how many services fit on one form.
const chargeRows = 4

// chargeSheet answers GET /clients/{client}/visits/{visit}/charge.
func (h *Handler) chargeSheet(w http.ResponseWriter, r *http.Request) error {
	c, visit, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	v, err := h.chargeView(r, c, visit, billing.ChargeForm{}, nil, nil)
	if err != nil {
		return err
	}
	return page.Render(w, r, chargePage(v))
}

func (h *Handler) chargeView(r *http.Request, c id.Client, visit id.Visit, in billing.ChargeForm, f, free *fault.Fault) (chargeView, error) {
	s, line, err := h.Flow.OpenChargeSheet(r.Context(), page.Actor(r), c, visit)
	if err != nil {
		return chargeView{}, err
	}
	sh := h.Site.Shell(r, "Charge "+s.Client, "b")
	sh.Back = &ui.Link{Href: href.Checkout(c, visit), Label: "Check-out of " + s.Client}
	return chargeOf(sh, c, s, line, in, h.reader(r), f, free), nil
}

// charge answers POST /clients/{client}/visits/{visit}/charge.
func (h *Handler) charge(w http.ResponseWriter, r *http.Request) error {
	c, visit, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	in, err := page.Decode[billing.ChargeForm](r)
	if err != nil {
		return err
	}
	if wrong := h.Money.ChargeByHand(r.Context(), page.Actor(r), c, visit, in); wrong != nil {
		v, err := h.chargeView(r, c, visit, in, asFault(wrong), nil)
		if err != nil {
			return err
		}
		return page.Retry(w, r, wrong, func(*fault.Fault) templ.Component { return chargePage(v) })
	}
	h.Site.Say(r, ui.Toast{Text: "The visit is charged.", Tone: ui.Teal})
	return page.See(w, r, href.Checkout(c, visit))
}

// setFree answers POST /clients/{client}/visits/{visit}/free.
func (h *Handler) setFree(w http.ResponseWriter, r *http.Request) error {
	c, visit, err := page.InFile[id.Visit](r, "visit")
	if err != nil {
		return err
	}
	in, err := page.Decode[billing.FreeForm](r)
	if err != nil {
		return err
	}
	if wrong := h.Money.SetFree(r.Context(), page.Actor(r), c, visit, in); wrong != nil {
		v, err := h.chargeView(r, c, visit, billing.ChargeForm{}, nil, asFault(wrong))
		if err != nil {
			return err
		}
		return page.Retry(w, r, wrong, func(*fault.Fault) templ.Component { return chargePage(v) })
	}
	h.Site.Say(r, ui.Toast{Text: "The visit is free.", Tone: ui.Teal})
	return page.See(w, r, href.Checkout(c, visit))
}

func chargeOf(sh ui.Shell, c id.Client, s billing.ChargeSheet, line scheduling.Line, in billing.ChargeForm, rd reader, f, free *fault.Fault) chargeView {
	v := chargeView{
		Shell: sh, Name: s.Client, Line: visitline.Of(line, rd.now, rd.zone), Known: strings.Join(s.Diagnoses, ", "),
		About: s.VisitType + ", " + rd.wall(s.StartsLocal) + " " + s.StartsLocal.Format("15:04") + " with " + line.Clinician,
	}
	switch {
	case s.Charged && !s.Reversed:
		v.Notice = &ui.Notice{Title: "This visit is charged already.", Text: "What it costs stands on its check-out page."}
		return v
	case s.SignedAt == nil:
		v.Notice = &ui.Notice{Title: "The note is not signed.", Text: "Signing it charges the visit; nothing needs to be done here."}
		return v
	case s.Charged:
		v.Notice = &ui.Notice{Title: "A charge of this visit was reversed.", Text: "What is charged below is added to what still stands."}
	case s.Free:
		v.Notice = &ui.Notice{Title: "This visit is free.", Text: s.FreeWhy + ". Charging it below takes that back."}
	}
	all := []ui.Field{}
	for i := range chargeRows {
		row := chargeRow(i, s.Fees, in, rd)
		page.Mark(row, marksOf(f, i))
		v.Rows, all = append(v.Rows, row), append(all, row...)
	}
	if len(s.Diagnoses) == 0 {
		d := ui.Field{Label: "Diagnoses", Name: "diagnoses", Value: in.Diagnoses, Help: "The note has none. Codes with a space between, such as E11.65 I10.", Autocomplete: "off", Error: fieldOf(f, "diagnoses")}
		v.Diagnoses, all = &d, append(all, d)
	}
	v.Form = formOf(href.ChargeVisit(c, s.ID), f, all...)
	if s.Charged {
		return v
	}
	v.Reason = ui.Field{Label: "Why it is free", Name: "reason", Required: true, Autocomplete: "off", Error: fieldOf(free, "reason")}
	v.Free = formOf(href.SetFree(c, s.ID), free, v.Reason)
	return v
}

// chargeRow is one service with its units. Rows share their names: the door
// reads them as columns.
func chargeRow(i int, fees []billing.Fee, in billing.ChargeForm, rd reader) []ui.Field {
	n := strconv.Itoa(i)
	options := []ui.Option{{Value: "", Label: "No service"}}
	for _, f := range fees {
		options = append(options, ui.Option{Value: f.ID.String(), Label: f.Code + " " + f.Label + ", " + rd.money(f.Cents)})
	}
	return []ui.Field{
		{Label: "Service", Name: "service", ID: "f-service-" + n, Value: nth(in.Service, i), Kind: ui.Select, Options: options, HideLabel: i > 0},
		{Label: "Units", Name: "units", ID: "f-units-" + n, Value: or(nth(in.Units, i), "1"), Kind: ui.Number, HideLabel: i > 0},
		{Label: "Modifiers", Name: "modifiers", ID: "f-modifiers-" + n, Value: nth(in.Modifiers, i), Autocomplete: "off", HideLabel: i > 0},
	}
}

// marksOf is what is wrong with one row, by the names of its fields.
func marksOf(f *fault.Fault, i int) *fault.Fault {
	if f == nil {
		return nil
	}
	out := &fault.Fault{Fields: map[string]string{}}
	for _, name := range []string{"service", "units", "modifiers"} {
		out.Fields[name] = f.Fields[name+"-"+strconv.Itoa(i)]
	}
	return out
}

func nth(words []string, i int) string {
	if i >= len(words) {
		return ""
	}
	return words[i]
}
