package pdf

import (
	"strconv"
	"time"
)

// Invoice asks for money. Dates are written as the practice writes them.
type Invoice struct {
	Paper    Paper
	Number   string
	Issued   string
	Due      string
	From     Letterhead
	BillTo   Party
	About    []Fact // such as the patient and their number
	Currency string // ISO 4217
	Lines    []Line
	Taxes    []Sum
	Payments []Payment // what came already; adjustments have less than zero
	HowToPay []string  // paragraphs
	Note     string
	Made     time.Time // goes into the file; the same values give the same bytes
}

// Line is one service.
type Line struct {
	Date, Code, What, Detail string
	Units                    int
	Cents                    int64 // for all its units
}

// Sum is a labelled amount.
type Sum struct {
	Label string
	Cents int64
}

// Payment is money that came.
type Payment struct {
	Date, How string
	Cents     int64
}

// Total is the lines and taxes together, in cents.
func (i Invoice) Total() int64 {
	total := i.subtotal()
	for _, t := range i.Taxes {
		total += t.Cents
	}
	return total
}

// Balance is what is left to pay, in cents; less than zero is a credit.
func (i Invoice) Balance() int64 {
	balance := i.Total()
	for _, p := range i.Payments {
		balance -= p.Cents
	}
	return balance
}

func (i Invoice) subtotal() int64 {
	var total int64
	for _, l := range i.Lines {
		total += l.Cents
	}
	return total
}

// PDF draws the invoice.
func (i Invoice) PDF(fonts Fonts) ([]byte, error) {
	about := about{title: "Invoice " + i.Number, author: i.From.Name, foot: i.From.Name + ", invoice " + i.Number, made: i.Made}
	return draw(fonts, i.Paper, about, func(s *sheet) {
		s.letterhead(i.From)
		s.heading("Invoice", i.Number)
		s.strip([]Fact{{"Issued", i.Issued}, {"Pay by", i.Due}, {"Total", i.amount(i.Total())}}, i.outcome())
		s.parties("Bill to", i.BillTo, i.About)
		i.table().draw(s)
		s.sums(i.sums())
		if i.Balance() > 0 {
			s.section("How to pay", i.HowToPay)
		}
		if i.Note != "" {
			s.section("Note", []string{i.Note})
		}
	})
}

// outcome is what the invoice comes to, in words that fit: nobody is asked to pay
// nothing, or less.
func (i Invoice) outcome() Fact {
	switch balance := i.Balance(); {
	case balance == 0 && len(i.Payments) > 0:
		return Fact{"Paid in full", i.amount(i.Total())}
	case balance < 0:
		return Fact{"Credit", i.amount(-balance)}
	default:
		return Fact{"Balance due", i.amount(balance)}
	}
}

func (i Invoice) amount(cents int64) string { return Amount(cents, i.Currency) }

func (i Invoice) table() table {
	t := table{columns: []column{{"Date", 76, false}, {"Code", 60, false}, {"What", 0, false}, {"Units", 56, true}, {"Amount", 84, true}}}
	for _, l := range i.Lines {
		t.rows = append(t.rows, []cell{{text: l.Date}, {text: l.Code}, {l.What, l.Detail}, {text: strconv.Itoa(l.Units)}, {text: i.amount(l.Cents)}})
	}
	return t
}

func (i Invoice) sums() []sum {
	var sums []sum
	if len(i.Taxes) > 0 {
		sums = append(sums, sum{label: "Before tax", amount: i.amount(i.subtotal())})
	}
	for _, t := range i.Taxes {
		sums = append(sums, sum{label: t.Label, amount: i.amount(t.Cents)})
	}
	sums = append(sums, sum{label: "Total", amount: i.amount(i.Total()), strong: true})
	for _, p := range i.Payments {
		sums = append(sums, sum{label: p.How + ", " + p.Date, amount: i.amount(-p.Cents)})
	}
	if len(i.Payments) > 0 {
		label := i.outcome().Label
		if i.Balance() == 0 {
			label = "Balance due"
		}
		sums = append(sums, sum{label: label, amount: i.amount(max(i.Balance(), -i.Balance())), strong: true})
	}
	return sums
}
