package sms

import "strings"

// Number writes a phone number as providers take it, such as +15125550142, or says
// that it is none. Country is the calling code of numbers that name none, such as 1.
func Number(typed, country string) (string, bool) {
	typed = strings.TrimSpace(typed)
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, typed)
	switch {
	case strings.HasPrefix(typed, "+"):
	case strings.HasPrefix(digits, "00"):
		digits = digits[2:]
	case country == "1" && len(digits) == 11 && digits[0] == '1':
	case country == "1" && len(digits) != 10:
		return "", false
	case country == "1":
		digits = "1" + digits
	default:
		digits = country + strings.TrimPrefix(digits, "0")
	}
	if len(digits) < 8 || len(digits) > 15 || digits[0] == '0' { // E.164 allows 15
		return "", false
	}
	return "+" + digits, true
}
