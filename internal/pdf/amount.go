package pdf

import (
	"fmt"
	"strconv"
	"strings"
)

// signs are the currencies that are written with a sign before the number.
var signs = map[string]string{"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "ILS": "₪", "KRW": "₩", "VND": "₫", "CAD": "CA$", "AUD": "A$", "NZD": "NZ$"}

// decimals holds the currencies of ISO 4217 whose minor unit is not a hundredth.
var decimals = map[string]int{
	"BHD": 3, "CLP": 0, "ISK": 0, "IQD": 3, "JOD": 3, "JPY": 0, "KRW": 0, "KWD": 3, "LYD": 3, "OMR": 3, "PYG": 0,
	"RWF": 0, "TND": 3, "UGX": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
}

// Amount writes minor units of a currency, such as 48000 and "USD" as "$480.00".
// A currency without a sign stands before the number by its code. Less than zero
// has a true minus sign.
func Amount(cents int64, currency string) string {
	places, odd := decimals[currency]
	if !odd {
		places = 2
	}
	minus, digits := "", strconv.FormatInt(cents, 10)
	if cents < 0 {
		minus, digits = "\u2212", digits[1:]
	}
	if missing := places + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	whole, part := digits[:len(digits)-places], digits[len(digits)-places:]
	if part != "" {
		part = "." + part
	}
	sign, known := signs[currency]
	if !known {
		sign = currency + "\u00a0"
	}
	return fmt.Sprintf("%s%s%s%s", minus, sign, thousands(whole), part)
}

func thousands(whole string) string {
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return whole
}
