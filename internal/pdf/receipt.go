package pdf

import "time"

// Receipt says that money came, and what for.
type Receipt struct {
	Paper     Paper
	Number    string
	Received  string // the day
	How       string // such as "Card ending 4242"
	From      Letterhead
	Payer     Party
	About     []Fact
	Currency  string // ISO 4217
	Parts     []Part // what the payment was put to
	Remaining int64  // cents still to pay afterwards
	Note      string
	Made      time.Time
}

// Part is what some of a payment was put to.
type Part struct {
	Date, What, Detail string
	Cents              int64
}

// Total is the payment, in cents.
func (r Receipt) Total() int64 {
	var total int64
	for _, p := range r.Parts {
		total += p.Cents
	}
	return total
}

// PDF draws the receipt.
func (r Receipt) PDF(fonts Fonts) ([]byte, error) {
	about := about{title: "Receipt " + r.Number, author: r.From.Name, foot: r.From.Name + ", receipt " + r.Number, made: r.Made}
	return draw(fonts, r.Paper, about, func(s *sheet) {
		s.letterhead(r.From)
		s.heading("Receipt", r.Number)
		s.strip([]Fact{{"Received", r.Received}, {"How", r.How}}, Fact{"Paid", r.amount(r.Total())})
		s.parties("Received from", r.Payer, r.About)
		r.table().draw(s)
		s.sums([]sum{
			{label: "Paid", amount: r.amount(r.Total()), strong: true},
			{label: "Still to pay", amount: r.amount(r.Remaining)},
		})
		if r.Note != "" {
			s.section("Note", []string{r.Note})
		}
	})
}

func (r Receipt) amount(cents int64) string { return Amount(cents, r.Currency) }

func (r Receipt) table() table {
	t := table{columns: []column{{"Date", 76, false}, {"For", 0, false}, {"Amount", 84, true}}}
	for _, p := range r.Parts {
		t.rows = append(t.rows, []cell{{text: p.Date}, {p.What, p.Detail}, {text: r.amount(p.Cents)}})
	}
	return t
}
