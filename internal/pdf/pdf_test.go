package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// fonts reads what the build brings, or skips.
func fonts(t *testing.T) Fonts {
	t.Helper()
	dir := os.Getenv("CHARTHOUSE_TEST_FONTS")
	if dir == "" {
		dir = filepath.Join("..", "..", "web", "static", "dist", "pdf")
	}
	read := func(pattern string) []byte {
		found, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil || len(found) == 0 {
			t.Skipf("the fonts are not built (no %s): run make", pattern)
		}
		b, err := os.ReadFile(found[0])
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	return Fonts{Regular: read("*nter*egular*.ttf"), Bold: read("*nter*emi*old*.ttf"), Fallback: read("*oto*egular*.ttf")}
}

func practice() Letterhead {
	return Letterhead{
		Name: "Kestrel Lane Health", Address: []string{"4 Kestrel Lane", "Portland, OR 97205"},
		Contact: []string{"+1 503 555 0142", "desk@kestrellane.example", "kestrellane.example", "Tax number 93-0000000"},
	}
}

func invoice() Invoice {
	return Invoice{
		Number: "2026-0147", Issued: "9 Jun 2026", Due: "9 Jul 2026", From: practice(), Currency: "USD",
		BillTo: Party{"Nadia Haddad", []string{"18 Alder Street, Apt 3", "Portland, OR 97209"}},
		About:  []Fact{{"Patient", "Nadia Haddad"}, {"Number", "10482"}, {"Seen by", "Dr Ngozi Okafor"}},
		Lines: []Line{
			{"9 Jun 2026", "99214", "Visit, moderate", "2 long-term problems, medicines managed", 1, 18600},
			{"9 Jun 2026", "93000", "Electrocardiogram with report", "", 1, 9400},
			{"9 Jun 2026", "80061", "Lipid panel", "", 2, 111111},
		},
		Payments: []Payment{{"9 Jun 2026", "Card ending 4242", 4000}},
		HowToPay: []string{
			"Pay online at kestrellane.example/pay with the invoice number, by card at the desk, or by cheque to Kestrel Lane Health.",
			"If the amount is hard to pay at once, call us on +1 503 555 0142. We will find a plan together.",
		},
		Made: time.Date(2026, 6, 9, 11, 2, 0, 0, time.UTC),
	}
}

func TestAmountsAreWrittenAsTheirCurrencyIs(t *testing.T) {
	for want, got := range map[string]string{
		"$480.00": Amount(48000, "USD"), "$0.05": Amount(5, "USD"), "$1,234,567.89": Amount(123456789, "USD"),
		"\u2212$40.00": Amount(-4000, "USD"), "€999.00": Amount(99900, "EUR"), "¥1,500": Amount(1500, "JPY"),
		"KWD\u00a01.500": Amount(1500, "KWD"), "NOK\u00a0186.00": Amount(18600, "NOK"), "¥0": Amount(0, "JPY"),
		"\u2212$92,233,720,368,547,758.08": Amount(-1<<63, "USD"),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestAnInvoiceAddsUp(t *testing.T) {
	i := invoice()
	i.Taxes = []Sum{{"Sales tax 10%", 13911}}
	if i.Total() != 153022 || i.Balance() != 149022 {
		t.Errorf("total %d, balance %d", i.Total(), i.Balance())
	}
	want := []sum{
		{"Before tax", "$1,391.11", false},
		{"Sales tax 10%", "$139.11", false},
		{"Total", "$1,530.22", true},
		{"Card ending 4242, 9 Jun 2026", "\u2212$40.00", false},
		{"Balance due", "$1,490.22", true},
	}
	if diff := cmp.Diff(want, i.sums(), cmp.AllowUnexported(sum{})); diff != "" {
		t.Errorf("sums (-want +got):\n%s", diff)
	}
}

func TestNobodyIsAskedToPayNothing(t *testing.T) {
	for paid, want := range map[int64]Fact{
		139111: {"Paid in full", "$1,391.11"}, 140000: {"Credit", "$8.89"}, 0: {"Balance due", "$1,391.11"},
	} {
		i := invoice()
		i.Payments[0].Cents = paid
		if got := i.outcome(); got != want {
			t.Errorf("after paying %d: %v", paid, got)
		}
	}
}

func TestTheSameValuesGiveTheSameBytes(t *testing.T) {
	f := fonts(t)
	first := made(t, invoice(), f)
	for range 5 {
		if !bytes.Equal(first, made(t, invoice(), f)) {
			t.Fatal("two drawings of one invoice differ")
		}
	}
	other := invoice()
	other.Lines[0].Cents++
	if bytes.Equal(first, made(t, other, f)) {
		t.Error("a cent more makes no difference")
	}
}

func TestALongInvoiceGoesOverPages(t *testing.T) {
	f, i := fonts(t), invoice()
	for n := range 60 {
		i.Lines = append(i.Lines, Line{"9 Jun 2026", fmt.Sprint(90000 + n), "Session", "", 1, int64(10000 + n)})
	}
	if pages := bytes.Count(made(t, i, f), []byte("/Type /Page\n")); pages != 3 {
		t.Errorf("%d pages", pages)
	}
	if pages := bytes.Count(made(t, invoice(), f), []byte("/Type /Page\n")); pages != 1 {
		t.Errorf("a short invoice takes %d pages", pages)
	}
}

func TestPaperIsA4OrLetter(t *testing.T) {
	f, i := fonts(t), invoice()
	for paper, box := range map[Paper]string{A4: "/MediaBox [0 0 595.28 841.89]", Letter: "/MediaBox [0 0 612.00 792.00]"} {
		i.Paper = paper
		if !bytes.Contains(made(t, i, f), []byte(box)) {
			t.Errorf("%s has not %s", paper, box)
		}
	}
}

func TestLettersThatTheTextFontLacksComeFromTheFallback(t *testing.T) {
	s, err := newSheet(fonts(t), A4, about{})
	if err != nil {
		t.Fatal(err)
	}
	for _, own := range []string{"Zoë Łódź", "Αθήνα", "Марія Шевченко", "Nguyễn Thị Hường", "€ \u2212 ’"} {
		if runs := s.runs(plain, own); len(runs) != 1 || runs[0].other {
			t.Errorf("%s is not drawn in the text font alone: %v", own, runs)
		}
	}
	want := []run{{"Dr ", false}, {"गीता", true}, {" Rao", false}}
	if diff := cmp.Diff(want, s.runs(strong, "Dr गीता Rao"), cmp.AllowUnexported(run{})); diff != "" {
		t.Errorf("runs (-want +got):\n%s", diff)
	}
}

func TestTextIsWrappedInsideItsColumn(t *testing.T) {
	s, err := newSheet(fonts(t), A4, about{})
	if err != nil {
		t.Fatal(err)
	}
	text := "Counselling after a long illness, and Lebensversicherungsgesellschaftsangelegenheiten with αβγ"
	lines := s.wrap(plain, text, 90)
	for _, line := range lines {
		if w := s.widthOf(plain, line); w > 90 || line == "" {
			t.Errorf("%q is %.1f wide", line, w)
		}
	}
	if len(lines) < 5 {
		t.Errorf("%d lines", len(lines))
	}
}

func TestAFontThatIsNoneIsSaid(t *testing.T) {
	for _, bad := range [][]byte{nil, []byte("no"), bytes.Repeat([]byte{0xff}, 400), append([]byte("\x00\x01\x00\x00\x00\x01"), make([]byte, 400)...)} {
		if _, err := invoice().PDF(Fonts{bad, bad, bad}); !errors.Is(err, ErrFont) {
			t.Errorf("%d bytes: %v", len(bad), err)
		}
	}
}

func TestAReceiptSaysWhatIsStillToPay(t *testing.T) {
	b, err := receipt().PDF(fonts(t))
	if err != nil || !bytes.HasPrefix(b, []byte("%PDF-")) {
		t.Fatalf("%d bytes, %v", len(b), err)
	}
	if receipt().Total() != 4000 {
		t.Errorf("total %d", receipt().Total())
	}
	keep(t, "receipt.pdf", b)
}

func receipt() Receipt {
	return Receipt{
		Number: "R-2026-0093", Received: "9 Jun 2026", How: "Card ending 4242", From: practice(), Currency: "USD",
		Payer: Party{"Nguyễn Thị Hường", []string{"18 Alder Street", "Portland, OR 97209"}}, About: []Fact{{"Patient", "Марія Шевченко"}, {"Number", "10482"}},
		Parts:     []Part{{"9 Jun 2026", "Invoice 2026-0147", "Visit, moderate", 3000}, {"2 Jun 2026", "Invoice 2026-0139", "", 1000}},
		Remaining: 135111, Made: time.Date(2026, 6, 9, 11, 2, 0, 0, time.UTC),
	}
}

func made(t *testing.T, i Invoice, f Fonts) []byte {
	t.Helper()
	b, err := i.PDF(f)
	if err != nil {
		t.Fatal(err)
	}
	keep(t, fmt.Sprintf("%s-%d-%s.pdf", i.Number, len(i.Lines), i.Paper), b)
	return b
}

// keep writes a drawing where a person can look at it, if asked.
func keep(t *testing.T, name string, b []byte) {
	t.Helper()
	if dir := os.Getenv("CHARTHOUSE_TEST_KEEP"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
