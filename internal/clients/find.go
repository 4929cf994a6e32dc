package clients

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Found is a client in a list.
type Found struct {
	ID        id.Client
	Given     string
	Family    string
	Preferred string
	BirthDate civil.Date
	Phone     string
	City      string
}

// Name is how the person wishes to be named.
func (f Found) Name() string {
	return Client{Given: f.Given, Family: f.Family, Preferred: f.Preferred}.Name()
}

// found is how many clients a list shows; whoever needs more writes more.
const found = 50

// Find answers the clients that the words may mean: a number, a phone, a birth
// date in several ways of writing, or names in either order, whose accents and
// case do not matter. Where names hit nothing, spelling is forgiven. Empty
// words answer the files opened last.
func (s *Service) Find(ctx context.Context, who access.Actor, words string) (list []Found, err error) {
	err = s.db.Read(ctx, who, access.FindClients.Across(), func(v *db.View) error {
		if list, err = find(ctx, v, words); err != nil {
			return err
		}
		for _, f := range list {
			v.Shown(f.ID)
		}
		return nil
	})
	return list, err
}

func find(ctx context.Context, v *db.View, words string) ([]Found, error) {
	q := classify(words)
	switch {
	case q.number != "":
		return listByNumber(ctx, v, q.number)
	case !q.birth.IsZero():
		return listByBirth(ctx, v, q.birth)
	case len(q.names) == 0:
		return listNewest(ctx, v)
	}
	return findByName(ctx, v, q.names)
}

// findByName looks where the words most likely stand, and further only while
// nothing was found: beginnings of names, then any words of the whole name, then
// names that are spelled alike. Words of one or two letters begin too many names
// to be looked for everywhere.
func findByName(ctx context.Context, v *db.View, names []string) (list []Found, err error) {
	long := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return utf8.RuneCountInString(n) < 3 })
	switch {
	case len(names) == 1:
		list, err = listByPrefix(ctx, v, names[0])
	case len(names) == 2 && len(long) < 2:
		return listByPair(ctx, v, names[0], names[1])
	}
	if err != nil || len(list) > 0 || len(long) == 0 {
		return list, err
	}
	if list, err = listByWords(ctx, v, strings.Join(long, " ")); err != nil || len(list) > 0 {
		return list, err
	}
	return listByTypo(ctx, v, strings.Join(names, " "))
}

// query is what the words can only mean.
type query struct {
	number string // digits: a client's number or the end of a phone
	birth  civil.Date
	names  []string
}

var (
	numeric = regexp.MustCompile(`^[\d\s()+./-]*\d[\d\s()+./-]*$`)
	layouts = []string{"2006-01-02", "2.1.2006", "2 Jan 2006", "2 January 2006", "Jan 2 2006", "20060102", "1/2/2006"}
)

func classify(words string) query {
	words = strings.Join(strings.Fields(words), " ")
	for _, layout := range layouts {
		if t, err := time.Parse(layout, words); err == nil && t.Year() >= 1850 {
			return query{birth: civil.New(t.Date())}
		}
	}
	if numeric.MatchString(words) {
		return query{number: onlyDigits(words)}
	}
	names := strings.FieldsFunc(words, func(r rune) bool { return r == ' ' || r == ',' })
	return query{names: names[:min(len(names), 4)]}
}

func onlyDigits(s string) string {
	return string(slices.DeleteFunc([]rune(s), func(r rune) bool { return r < '0' || r > '9' }))
}
