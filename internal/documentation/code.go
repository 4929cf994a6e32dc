package docs

import (
	"context"
	"regexp"
	"strings"
	"unicode"

	"charthouse/internal/access"
	"charthouse/internal/db"
)

// found is how many codes a search answers; whoever needs more writes more.
const found = 30

// FindCodes answers billable diagnoses: by the beginning of a code, with or
// without its dot, or by words in any order, of which the beginnings will do and
// whose accents and case do not matter. Short titles stand first: they are the
// plain forms.
func (s *Service) FindCodes(ctx context.Context, who access.Actor, words string) (list []Diagnosis, err error) {
	err = s.db.Read(ctx, who, access.FindCodes.Practice(), func(v *db.View) error {
		list, err = FindCodesTx(ctx, v, words)
		return err
	})
	return list, err
}

// FindCodesTx is FindCodes inside a page's own act.
func FindCodesTx(ctx context.Context, v *db.View, words string) ([]Diagnosis, error) {
	if code := beginning(words); code != "" {
		return listByCode(ctx, v, code)
	}
	if query := prefixes(words); query != "" {
		return listByWords(ctx, v, query)
	}
	return nil, nil
}

// CodesKnownTx is false until a code list is imported: codes are then written by hand.
func CodesKnownTx(ctx context.Context, v *db.View) (bool, error) {
	none, err := noCodes(ctx, v)
	return !none, err
}

var codeLike = regexp.MustCompile(`^[A-Z][0-9][0-9A-Z](\.?[0-9A-Z]{0,4})$|^[A-Z][0-9]$`)

// beginning reads "e1165" as E11.65; words that are no code are empty.
func beginning(words string) string {
	code := strings.ToUpper(strings.TrimSpace(words))
	if !codeLike.MatchString(code) {
		return ""
	}
	if bare := strings.ReplaceAll(code, ".", ""); len(bare) > 3 {
		return bare[:3] + "." + bare[3:]
	}
	return strings.TrimSuffix(code, ".")
}

// prefixes writes words as a text query: each must occur, in any order.
func prefixes(words string) string {
	parts := strings.FieldsFunc(words, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	parts = parts[:min(len(parts), 8)]
	for i, p := range parts {
		parts[i] = p + ":*"
	}
	return strings.Join(parts, " & ")
}
