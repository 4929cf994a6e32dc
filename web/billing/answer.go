package billing

import (
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// answerRow is what a payer answered to a claim.
type answerRow struct {
	Href, When, How, Paid, Adjusted, Patient string
	Reversed                                 bool
}

// answer answers POST /clients/{client}/claims/{claim}/payments.
func (h *Handler) answer(w http.ResponseWriter, r *http.Request) error {
	c, claim, err := page.InFile[id.Claim](r, "claim")
	if err != nil {
		return err
	}
	in, err := page.Decode[billing.PayerPaymentForm](r)
	if err != nil {
		return err
	}
	if _, wrong := h.Money.TakePayerPayment(r.Context(), page.Actor(r), c, claim, in); wrong != nil {
		v, err := h.claimView(r, c, claim, "", nil, &in, asFault(wrong))
		if err != nil {
			return err
		}
		return page.Retry(w, r, wrong, func(*fault.Fault) templ.Component { return claimPage(v) })
	}
	h.Site.Say(r, ui.Toast{Text: "The payer’s answer is written down. It owes nothing more for this visit.", Tone: ui.Teal})
	return page.See(w, r, href.Claim(c, claim))
}

// answers adds what the payer answered, and the form for it while it owes, or while
// something typed into it was refused.
func (v *claimView) answers(c id.Client, k billing.Claim, rd reader, in *billing.PayerPaymentForm, f *fault.Fault) {
	for _, a := range k.Answers {
		v.Answers = append(v.Answers, answerRow{
			href.Payment(c, a.ID), show.When(a.ReceivedAt, rd.now, rd.zone), joined(how(a.Method, a.Reference), a.TakenBy),
			rd.money(a.Cents), rd.money(a.Adjustment), rd.money(a.Patient), a.ReversedAt != nil,
		})
	}
	if k.Open <= 0 && in == nil || !rd.who.May(access.TakePayerPayment) {
		return
	}
	if in == nil {
		in = &billing.PayerPaymentForm{}
	}
	says := "The three come to what was charged, " + rd.money(k.Total()) + ". What is left to the " + rd.patient + " counts the copay in; an invoice asks for what is not paid of it."
	v.Answer = &payForm{Says: says, Do: ui.Act{Label: "Write down the answer"}, Fields: answerInputs(*in, rd)}
	page.Mark(v.Answer.Fields, f)
	v.Answer.Form = formOf(href.AnswerClaim(c, k.ID), f, v.Answer.Fields...)
}

func answerInputs(in billing.PayerPaymentForm, rd reader) []ui.Field {
	var options []ui.Option
	for _, m := range []string{"transfer", "cheque", "card", "cash"} {
		options = append(options, ui.Option{Value: m, Label: methods[m]})
	}
	return []ui.Field{
		{Label: "Paid", Name: "paid", Value: in.Paid, Kind: ui.Money, Autocomplete: "off"},
		{Label: "Taken off by contract", Name: "adjustment", Value: in.Adjustment, Kind: ui.Money, Autocomplete: "off"},
		{Label: "Left to the " + rd.patient, Name: "patient", Value: in.Patient, Kind: ui.Money, Autocomplete: "off"},
		{Label: "Paid by", Name: "method", Value: or(in.Method, "transfer"), Kind: ui.Select, Options: options},
		{Label: "Reference", Name: "reference", Value: in.Reference, Placeholder: "Transfer, cheque no.", Autocomplete: "off"},
	}
}
