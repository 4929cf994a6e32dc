package pdf

import (
	"bytes"
	"testing"
	"unicode/utf8"
)

// FuzzInvoice: whatever stands on an invoice, it is drawn as one whole file, the same again, or refused.
func FuzzInvoice(f *testing.F) {
	f.Add("Nadia Haddad", "18 Alder Street", "Visit, moderate", "USD", int64(18600), 1)
	f.Add("", "\x00\xff", "x\n\n\ny", "", int64(-1), -1)
	f.Add("محمد 李", "e\u0301\u202e", "\u00ad\U0001f600\ufffe", "JPY", int64(1)<<40, 1<<20)
	f.Fuzz(func(t *testing.T, name, address, what, currency string, cents int64, units int) {
		if len(name)+len(address)+len(what) > 4000 {
			return // the forms take no longer ones
		}
		i := invoice()
		i.BillTo, i.Currency = Party{name, []string{address}}, currency
		i.Lines = append(i.Lines, Line{What: what, Detail: address, Units: units, Cents: cents % 100_000_000})
		fonts := fonts(t)
		file, err := i.PDF(fonts)
		if err != nil {
			t.Fatal(err)
		}
		again, err := i.PDF(fonts)
		if err != nil || !bytes.Equal(file, again) || !bytes.HasPrefix(file, []byte("%PDF-")) || !bytes.HasSuffix(bytes.TrimSpace(file), []byte("%%EOF")) {
			t.Fatalf("%d bytes and then %d, %v", len(file), len(again), err)
		}
	})
}

// FuzzAmount: an amount on paper is one line of text, and less than zero shows.
func FuzzAmount(f *testing.F) {
	f.Add(int64(48000), "USD")
	f.Add(int64(-1), "EUR")
	f.Add(int64(-9223372036854775808), "JPY")
	f.Fuzz(func(t *testing.T, cents int64, currency string) {
		if !utf8.ValidString(currency) {
			return
		}
		if s := Amount(cents, currency); s == "" || (cents < 0) != (len(s) > 3 && s[:3] == "−") && currency != "" && currency[0] != 0xe2 {
			t.Fatalf("%d %s is %q", cents, currency, s)
		}
	})
}
