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
		if list, err = FindTx(ctx, v, words); err == nil && len(list) == 0 {
			list, err = AlikeTx(ctx, v, words)
		}
		for _, f := range list {
			v.Shown(f.ID)
		}
		return err
	})
	return list, err
}

// FindTx answers the clients whom one of the wordings means as it is spelled:
// the first that means anybody.
func FindTx(ctx context.Context, v *db.View, wordings ...string) ([]Found, error) {
	for _, words := range wordings {
		if list, err := find(ctx, v, classify(words)); err != nil || len(list) > 0 {
			return list, err
		}
	}
	return nil, nil
}

// AlikeTx answers the clients whose names are like the words: spelling is forgiven.
func AlikeTx(ctx context.Context, v *db.View, words string) ([]Found, error) {
	q := classify(words)
	long := q.long()
	if len(long) == 0 || len(q.names) == 2 && len(long) < 2 {
		return nil, nil
	}
	return listByTypo(ctx, v, strings.Join(q.names, " "))
}

func find(ctx context.Context, v *db.View, q query) ([]Found, error) {
	switch {
	case q.number != "":
		return listByNumber(ctx, v, q.number)
	case len(q.births) > 0:
		return listByBirth(ctx, v, q.births)
	case len(q.names) == 0:
		return listNewest(ctx, v)
	}
	return findByName(ctx, v, q)
}

// findByName looks where the words most likely stand, and further only while
// nothing was found: beginnings of names, then any words of the whole name. Words
// of one or two letters begin too many names to be looked for everywhere.
func findByName(ctx context.Context, v *db.View, q query) (list []Found, err error) {
	long := q.long()
	switch {
	case len(q.names) == 1:
		list, err = listByPrefix(ctx, v, q.names[0])
	case len(q.names) == 2 && len(long) < 2:
		return listByPair(ctx, v, q.names[0], q.names[1])
	}
	if err != nil || len(list) > 0 || len(long) == 0 {
		return list, err
	}
	return listByWords(ctx, v, strings.Join(long, " "))
}

// query is what the words can only mean.
type query struct {
	number string       // digits: a client's number or the end of a phone
	births []civil.Date // one, or the two readings of 3/4/1985
	names  []string
}

// long are the names of three letters or more.
func (q query) long() []string {
	return slices.DeleteFunc(slices.Clone(q.names), func(n string) bool { return utf8.RuneCountInString(n) < 3 })
}

var (
	numeric = regexp.MustCompile(`^[\d\s()+./-]*\d[\d\s()+./-]*$`)
	layouts = []string{"2006-01-02", "2.1.2006", "2 Jan 2006", "2 January 2006", "Jan 2 2006", "20060102", "1/2/2006", "2/1/2006"}
)

func classify(words string) query {
	words = strings.Join(strings.Fields(words), " ")
	if births := birthsOf(words); len(births) > 0 {
		return query{births: births}
	}
	if numeric.MatchString(words) {
		return query{number: onlyDigits(words)}
	}
	names := strings.FieldsFunc(words, func(r rune) bool { return r == ' ' || r == ',' })
	return query{names: names[:min(len(names), 4)]}
}

// birthsOf are the days that the words can mean. Between slashes some write the
// month first and some the day, and the practice does not say which: where both
// are possible, both are meant.
func birthsOf(words string) (births []civil.Date) {
	for _, layout := range layouts {
		t, err := time.Parse(layout, words)
		if err != nil || t.Year() < 1850 {
			continue
		}
		if day := civil.New(t.Date()); !slices.Contains(births, day) {
			births = append(births, day)
		}
	}
	return births
}

func written(days []civil.Date) []string {
	out := make([]string, len(days))
	for i, d := range days {
		out[i] = d.String()
	}
	return out
}

// withoutCode are the keys of phones that may be meant by a number typed with its
// country code: 00 49 30 555 0142 is kept as 30 555 0142 or 030 555 0142. A code
// has at most six digits with the zeros before it, and seven are left at least.
func withoutCode(digits string) (keys []string) {
	for n := 1; n <= 6 && len(digits)-n >= 7; n++ {
		keys = append(keys, phoneKey(digits[n:]), phoneKey("0"+digits[n:]))
	}
	return keys
}

func onlyDigits(s string) string {
	return string(slices.DeleteFunc([]rune(s), func(r rune) bool { return r < '0' || r > '9' }))
}
