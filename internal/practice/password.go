package practice

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"

	"charthouse/internal/fault"
)

// cost of a hash is what OWASP asks of argon2id at least (Password Storage
// Cheat Sheet, 2024). Memory is in KiB.
var cost = argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// nobodys is compared where there is no account, so that an unknown address
// takes as long as a wrong password. It is made with the same cost (a test
// holds it to that), and what it is of has been forgotten.
const nobodys = "$argon2id$v=19$m=19456,t=2,p=1$YvnX+lZsOsMRlHFw1u1W+g$4yMGPO/ZtlSoVauZnVAkoetyZo7XbxMitVR1vatelC8"

// Lengths of a password, in characters. The upper one keeps a hash from being work.
const (
	shortest = 12
	longest  = 200
)

// common are the passwords of at least twelve characters that are tried first.
var common = []string{
	"123456789012", "1234567890123", "012345678901", "111111111111", "000000000000", "123123123123", "121212121212",
	"password1234", "password12345", "password123456", "passwordpassword", "qwertyuiop12", "qwertyuiop123", "qwertyuiop[]",
	"qwerty123456", "qwerty1234567", "1q2w3e4r5t6y", "1qaz2wsx3edc", "administrator", "letmeinletmein", "iloveyou1234",
	"welcome12345", "welcome123456", "changeme1234", "changemenow1", "abcdefghijkl", "abcd12345678", "abc123abc123",
	"charthouse12", "charthouse123", "charthouse1234", "charthousecharthouse", "correcthorsebatterystaple", "trustno1trustno1",
}

// checkPassword says what is wrong with a new password. Length is the rule;
// kinds of characters are not asked for, since people answer that with Password1!.
func checkPassword(c *fault.Check, field, password, name, email string) {
	n := utf8.RuneCountInString(password)
	c.Unless(n >= shortest, field, "Use at least 12 characters. Three or four words that do not belong together are easy to keep.")
	c.Unless(n <= longest, field, "Use at most 200 characters.")
	plain := squash(password)
	local, _, _ := strings.Cut(email, "@")
	own := []string{squash(name), squash(email), squash(local)}
	c.Unless(plain == "" || !slices.Contains(own, plain), field, "This is your own name or address, which others know. Choose something else.")
	c.Unless(!slices.Contains(common, strings.ToLower(password)), field, "This is among the passwords that are tried first. Choose something else.")
}

// squash leaves letters and digits, in lower case.
func squash(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

func (s *Service) hash(ctx context.Context, password string) (hash string, err error) {
	err = s.inTurn(ctx, func() error {
		hash, err = argon2id.CreateHash(password, &cost)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("hash a password: %w", err)
	}
	return hash, nil
}

// matches compares in the same time whether or not there is a hash.
func (s *Service) matches(ctx context.Context, password, hash string) (same bool, err error) {
	known := hash != ""
	if !known {
		hash = nobodys
	}
	err = s.inTurn(ctx, func() error {
		same, err = argon2id.ComparePasswordAndHash(clipped(password), hash)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("compare a password: %w", err)
	}
	return same && known, nil
}

// clipped is no password that was ever accepted once it is too long for one.
func clipped(password string) string {
	if utf8.RuneCountInString(password) > longest {
		return ""
	}
	return password
}

func (s *Service) inTurn(ctx context.Context, do func() error) error {
	select {
	case s.hashing <- struct{}{}:
		defer func() { <-s.hashing }()
		return do()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// newPassword makes one to be read out or written down: 26 letters and digits
// without look-alikes carry 128 bits; 20 in groups of five are plenty for a
// password that is changed at once.
func newPassword() string {
	letters := strings.ToLower(rand.Text())[:20]
	return strings.Join([]string{letters[:5], letters[5:10], letters[10:15], letters[15:]}, "-")
}
