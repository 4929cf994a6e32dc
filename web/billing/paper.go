package billing

import (
	"fmt"
	"io/fs"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"charthouse/internal/billing"
	"charthouse/internal/civil"
	"charthouse/internal/fault"
	"charthouse/internal/pdf"
	"charthouse/web/show"
	"charthouse/web/static"
)

// fonts are read once: embedded files do not change.
var fonts = sync.OnceValues(func() (f pdf.Fonts, err error) {
	dir, err := static.Fonts()
	if err != nil {
		return f, err
	}
	for name, into := range map[string]*[]byte{"inter-regular.ttf": &f.Regular, "inter-semibold.ttf": &f.Bold, "noto-regular.ttf": &f.Fallback} {
		if *into, err = fs.ReadFile(dir, name); err != nil {
			return f, fmt.Errorf("read the fonts of papers: %w", err)
		}
	}
	return f, nil
})

// sheet answers with a PDF that the browser shows.
func sheet(w http.ResponseWriter, name string, draw func(pdf.Fonts) ([]byte, error)) error {
	f, err := fonts()
	if err != nil {
		return err
	}
	content, err := draw(f)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/pdf")
	w.Header().Set("Content-Disposition", `inline; filename="`+name+`.pdf"`)
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Length", strconv.Itoa(len(content)))
	_, err = w.Write(content)
	return err
}

var errVoid = fault.New(fault.Conflict, "This invoice was voided and asks for nothing. There is no paper of it to give away.")

func invoiceSheet(b billing.Bill, c string, rd reader) pdf.Invoice {
	p := b.Paper
	out := pdf.Invoice{
		Paper: sizeOf(p.Currency), Number: b.ID.String(), Issued: show.Date(b.IssuedOn), Due: show.Date(b.DueOn), From: letterhead(p), BillTo: party(p),
		About: about(p, c), Currency: p.Currency, HowToPay: paragraphs(p.PayHow), Made: b.MadeAt,
	}
	for _, l := range b.Lines {
		out.Lines = append(out.Lines, pdf.Line{Date: visitDay(p, l, rd), Code: l.Code, What: l.Label, Detail: lineDetail(p, l, rd), Units: l.Units, Cents: int64(l.Cents)})
	}
	for _, s := range b.Settled {
		out.Payments = append(out.Payments, pdf.Payment{Date: show.Date(civil.Of(s.At, rd.zone)), How: settledBy(s), Cents: int64(s.Cents)})
	}
	return out
}

func receiptSheet(r billing.Receipt, c string, rd reader) pdf.Receipt {
	out := pdf.Receipt{
		Paper: sizeOf(r.Paper.Currency), Number: r.ID.String(), Received: show.Date(civil.Of(r.ReceivedAt, rd.zone)), How: how(r.Method, r.Reference),
		From: letterhead(r.Paper), Payer: party(r.Paper), About: about(r.Paper, c), Currency: r.Paper.Currency, Remaining: int64(r.Remaining), Made: r.ReceivedAt,
	}
	for _, p := range r.Parts {
		out.Parts = append(out.Parts, pdf.Part{Date: partDay(p, rd), What: partOf(r, p), Cents: int64(p.Cents)})
	}
	if r.ReversedAt != nil {
		out.Note = "This payment was reversed on " + show.Date(civil.Of(*r.ReversedAt, rd.zone)) + " and does not count: " + r.ReversedWhy + "."
	}
	return out
}

// sizeOf is the paper of the country whose money it is.
func sizeOf(currency string) pdf.Paper {
	if strings.Contains("USD CAD MXN", currency) {
		return pdf.Letter
	}
	return pdf.A4
}

func letterhead(p billing.Paper) pdf.Letterhead {
	contact := lines(p.Phone, p.Email)
	if p.TaxID != "" {
		contact = append(contact, "Tax "+p.TaxID)
	}
	if p.NPI != "" {
		contact = append(contact, "NPI "+p.NPI)
	}
	return pdf.Letterhead{Name: p.Practice, Address: paragraphs(p.Address), Contact: contact}
}

func party(p billing.Paper) pdf.Party {
	name, address := p.To()
	return pdf.Party{Name: name, Address: address}
}

// about says whose visit it was, and with whom.
func about(p billing.Paper, number string) []pdf.Fact {
	out := []pdf.Fact{{Label: "Patient", Value: p.Client}, {Label: "Number", Value: number}}
	if !p.BirthDate.IsZero() {
		out = append(out, pdf.Fact{Label: "Born", Value: show.Date(p.BirthDate)})
	}
	if p.StartsLocal != nil {
		out = append(out, pdf.Fact{Label: "Visit", Value: p.StartsLocal.Format("2 Jan 2006") + ", " + p.VisitType})
	}
	if p.Clinician != "" {
		out = append(out, pdf.Fact{Label: "With", Value: p.Clinician})
	}
	return out
}

// visitDay is the day on which a service was done: the visit's, else the charge's.
func visitDay(p billing.Paper, l billing.Asked, rd reader) string {
	if p.StartsLocal != nil {
		return p.StartsLocal.Format("2 Jan 2006")
	}
	return show.Date(civil.Of(l.At, rd.zone))
}

// lineDetail is what a line says under its service: modifiers, and whose part it is.
func lineDetail(p billing.Paper, l billing.Asked, rd reader) string {
	var out []string
	if l.Modifiers != "" {
		out = append(out, "Modifier "+l.Modifiers)
	}
	if l.Cents != l.Full {
		rest := p.Payer + " has settled the rest"
		if p.PayerOwes {
			rest = p.Payer + " is asked for the rest"
		}
		out = append(out, "Your part of "+rd.money(l.Full)+"; "+rest)
	}
	return strings.Join(out, ". ")
}

func settledBy(s billing.Settled) string {
	switch {
	case s.ByPayer && s.Cents < 0:
		return "Became credit"
	case s.ByPayer:
		return "Credit taken back"
	case s.Kind == "allocation", s.Kind == "reversal" && s.Reverses == "allocation" && s.Cents > 0:
		return "From credit"
	case s.Kind == "write_off":
		return "Written off"
	case s.Reverses == "write_off":
		return "Write-off reversed"
	case s.Kind == "reversal" && s.PaymentID == 0:
		return "Credit taken back"
	case s.Kind == "reversal":
		return "Reversed: " + lower(methods[s.Method])
	}
	return how(s.Method, s.Reference)
}

// partOf says what some of a payment was put to. All of it as credit is what a
// visit is paid ahead.
func partOf(r billing.Receipt, p billing.Part) string {
	switch {
	case p.At == nil && len(r.Parts) == 1 && r.Paper.StartsLocal != nil:
		return "Paid ahead for " + r.Paper.VisitType + ", " + r.Paper.StartsLocal.Format("2 Jan 2006")
	case p.At == nil:
		return "Credit, for what comes"
	}
	return p.Code + " " + p.Label
}

func partDay(p billing.Part, rd reader) string {
	if p.At == nil {
		return ""
	}
	return show.Date(civil.Of(*p.At, rd.zone))
}

func paragraphs(text string) []string { return lines(strings.Split(text, "\n")...) }

func lines(words ...string) (out []string) {
	for _, w := range words {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}
