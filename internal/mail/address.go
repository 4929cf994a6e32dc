package mail

import (
	"errors"
	"net/mail"
	"strings"
)

// Address is a mailbox and the name shown beside it, which may be empty.
type Address struct {
	Name  string
	Email string
}

// ErrAddress says that what was typed is not a mail address that can be used.
var ErrAddress = errors.New("this is not a mail address")

// Limits of RFC 5321, section 4.5.3.1: octets of the part before the @ and of the whole.
const (
	maxLocal = 64
	maxEmail = 254
)

// ParseAddress reads a bare address as typed into a form, such as
// "ada@example.org", and gives it back with the domain in lower case. The part
// before the @ is kept as it is: only its own server knows whether case matters.
func ParseAddress(typed string) (string, error) {
	typed = strings.TrimSpace(typed)
	parsed, err := mail.ParseAddress(typed)
	if err != nil || parsed.Address != typed {
		return "", ErrAddress
	}
	local, domain, _ := cutLast(typed)
	if len(typed) > maxEmail || len(local) > maxLocal || !ascii(typed) || !dotted(domain) {
		return "", ErrAddress
	}
	return local + "@" + strings.ToLower(domain), nil
}

func cutLast(email string) (local, domain string, ok bool) {
	at := strings.LastIndexByte(email, '@')
	if at < 0 {
		return email, "", false
	}
	return email[:at], email[at+1:], true
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// dotted asks for a full host name: a mistyped "ada@example" must not wait in a queue.
func dotted(domain string) bool {
	labels := strings.Split(domain, ".")
	for _, l := range labels {
		if l == "" || len(l) > 63 || l[0] == '-' || l[len(l)-1] == '-' || strings.Trim(strings.ToLower(l), hostLetters) != "" {
			return false
		}
	}
	return len(labels) > 1
}

const hostLetters = "abcdefghijklmnopqrstuvwxyz0123456789-"
