package workflow

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"charthouse/internal/civil"
	"charthouse/internal/id"
)

// asked is what was typed, word by word, and what the words can mean beside themselves.
type asked struct {
	words   []string
	dated   []bool       // the word belongs to a day
	days    []civil.Date // the days that are meant
	weekday int          // 1 is Monday; 0 where no weekday is named
}

// sought is what one group looks for.
type sought struct {
	words   string       // all words but those that name the group
	names   string       // and those that name a day
	kinded  bool         // the group itself was named
	number  int64        // the one number among the words, or 0
	days    []civil.Date // the days that are meant
	weekday int
	near    []id.Client // whose records may be meant
	exact   bool        // near are those whose names have all the words
	today   civil.Date
	after   int64
	most    int
}

// takeApart reads what was typed. More than eight words say no more.
func takeApart(words string, today civil.Date) asked {
	a := asked{words: strings.Fields(strings.ToLower(words))}
	a.words = a.words[:min(len(a.words), 8)]
	a.dated = make([]bool, len(a.words))
	for at := 0; at < len(a.words) && len(a.days) == 0; at++ {
		for n := min(3, len(a.words)-at); n > 0; n-- {
			if days, weekday := daysOf(a.words[at:at+n], today); len(days) > 0 {
				a.days, a.weekday = days, weekday
				for i := range n {
					a.dated[at+i] = true
				}
				break
			}
		}
	}
	return a
}

func (a asked) empty() bool { return len(a.words) == 0 }

// day is the one day that was named, or none.
func (a asked) day() civil.Date {
	if len(a.days) == 1 {
		return a.days[0]
	}
	return civil.Date{}
}

// rest is what may be a name: neither a day nor the name of a group.
func (a asked) rest() (out []string) {
	for i, w := range a.words {
		if !a.dated[i] && !slices.ContainsFunc(finders, func(g finder) bool { return means(g.kinds, w) }) {
			out = append(out, w)
		}
	}
	return out
}

// wordings are what is looked for among names: all that was typed, then the rest.
func (a asked) wordings() []string {
	all, rest := strings.Join(a.words, " "), strings.Join(a.rest(), " ")
	if rest == "" || rest == all {
		return []string{all}
	}
	return []string{all, rest}
}

// about is what is asked of the group that goes by those words.
func (a asked) about(kinds []string) sought {
	q := sought{days: a.days, weekday: a.weekday}
	var words, rest []string
	for i, w := range a.words {
		if means(kinds, w) {
			q.kinded = true
			continue
		}
		if n, err := strconv.ParseInt(strings.Trim(w, "#."), 10, 64); err == nil {
			q.number = n
		}
		if words = append(words, w); !a.dated[i] {
			rest = append(rest, w)
		}
	}
	q.words, q.names = strings.Join(words, " "), strings.Join(rest, " ")
	return q
}

// means is true for a word that names one of the kinds: invoices, invoice, invo, inv.
func means(kinds []string, word string) bool {
	return slices.ContainsFunc(kinds, func(k string) bool {
		return strings.HasPrefix(k, word) && (len(word) >= 4 || word == "inv")
	})
}

// tells is true where one of the words is long enough to be looked for everywhere.
func (q sought) tells() bool {
	return slices.ContainsFunc(strings.Fields(q.words), func(w string) bool { return utf8.RuneCountInString(w) >= 3 })
}

// daysOf are the days that the words mean together, if they mean any: a date, a
// day of the nearest such month, a weekday before and after today, or today itself.
func daysOf(words []string, today civil.Date) ([]civil.Date, int) {
	said := strings.Trim(strings.Join(words, " "), ",.")
	if n, ok := map[string]int{"yesterday": -1, "today": 0, "tomorrow": 1}[said]; ok {
		return []civil.Date{today.Add(n)}, 0
	}
	if d, err := civil.Parse(said); err == nil && !d.IsZero() && len(words) == 1 {
		return []civil.Date{d}, 0
	}
	for _, layout := range []string{"2 Jan 2006", "2 January 2006", "Jan 2 2006", "January 2 2006", "2.1.2006"} {
		if t, err := time.Parse(layout, said); err == nil && t.Year() >= 1850 {
			return []civil.Date{civil.New(t.Date())}, 0
		}
	}
	for _, layout := range []string{"2 Jan", "2 January", "Jan 2", "January 2"} {
		if t, err := time.Parse(layout, said); err == nil {
			return []civil.Date{nearest(t, today)}, 0
		}
	}
	return weekdays(said, today)
}

// nearest is that day of the year which lies closest to today.
func nearest(t time.Time, today civil.Date) civil.Date {
	year, best := today.In(time.UTC).Year(), civil.Date{}
	for _, y := range []int{year, year - 1, year + 1} {
		d := civil.New(y, t.Month(), t.Day())
		if best.IsZero() || abs(d.Days(today)) < abs(best.Days(today)) {
			best = d
		}
	}
	return best
}

// weekdays are the last and the next days of that name, today among them.
func weekdays(said string, today civil.Date) (days []civil.Date, weekday int) {
	for n := range 7 {
		d := today.Add(n)
		if len(said) < 3 || !strings.HasPrefix(strings.ToLower(d.Weekday().String())+"s", said) {
			continue
		}
		if n == 0 {
			return []civil.Date{d.Add(-7), d, d.Add(7)}, d.ISOWeekday()
		}
		return []civil.Date{d.Add(-7), d}, d.ISOWeekday()
	}
	return nil, 0
}

func abs(n int) int { return max(n, -n) }
