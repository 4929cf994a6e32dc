package life

import (
	"fmt"
	"strings"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/id"
)

// Person is somebody who comes to the practice.
type Person struct {
	Number                   id.Client // once told
	OpenedAt                 time.Time
	Given, Family, Preferred string
	Sex, Pronouns, Language  string
	Interpreter              bool
	Born                     civil.Date
	Phone, OldPhone          string
	Email, Prefers           string
	Line1, City, Postcode    string
	Cover                    *Cover // nil pays for themselves
	Contacts                 []Contact
	Allergies                [][3]string
	Problems                 []Problem
	Medicines                [][2]string
	Alerts                   [][2]string

	origin   int
	seen     bool       // was here before, or before the practice kept these books
	with     *Clinician // whom they saw last, or will
	busy     int        // courses that they are in
	faithful float64    // 1 is like most; higher misses more
	pressure int
	weight   float64
}

// Cover is who pays for them.
type Cover struct {
	Number          id.Coverage // once told
	Payer           *Payer
	Plan, Member    string
	Group           string
	Relation        string
	Subscriber      string
	SubscriberBirth civil.Date
	Copay           int64
	Since           civil.Date
}

// Contact is somebody around a person.
type Contact struct {
	Name, Relation, Phone, Email           string
	Emergency, Discuss, Proxy, PaysTheBill bool
}

// Problem is a standing condition.
type Problem struct{ Label, Code, Onset string }

// Child is true for those who come with somebody.
func (p *Person) Child(on civil.Date) bool { return p.Born.YearsAt(on) < 16 }

// person invents the nth file; one in eight lives with the one before.
func (s *story) person(at time.Time) *Person {
	n := len(s.people)
	p := &Person{OpenedAt: at, faithful: 1}
	var kin *Person
	if n > 0 && s.chance(0.13) {
		kin = s.people[n-1]
	}
	s.name(p, kin, n)
	s.reach(p, kin, n)
	s.age(p, kin)
	s.around(p, kin)
	s.health(p)
	if s.chance(0.72) {
		p.Cover = s.cover(p, n)
	}
	if s.chance(0.12) {
		p.faithful = 3.2
	}
	s.people = append(s.people, p)
	return p
}

func (s *story) name(p, kin *Person, n int) {
	p.origin = s.weighted(len(origins), func(i int) int { return origins[i].weight })
	if kin != nil {
		p.origin = kin.origin
	}
	o := origins[p.origin]
	p.Sex, p.Pronouns, p.Given = "female", "she/her", choose(s, o.women)
	if s.chance(0.46) {
		p.Sex, p.Pronouns, p.Given = "male", "he/him", choose(s, o.men)
	}
	p.Family = choose(s, o.family)
	if kin != nil {
		p.Family = kin.Family
	}
	switch {
	case o.own[p.Given] != "" && s.chance(0.5):
		p.Preferred = o.own[p.Given]
	case n%43 == 20:
		p.Preferred = strings.ToUpper(p.Given[:1]) + "."
	case n%97 == 31:
		p.Sex, p.Pronouns = "other", "they/them"
	}
	if o.language != "" && s.chance(0.45) {
		p.Language, p.Interpreter = o.language, s.chance(0.3)
	}
}

func (s *story) reach(p, kin *Person, n int) {
	p.Phone = fmt.Sprintf("555 %04d %02d", 100+n/90%9000, 10+n%90)
	p.Prefers = choose(s, []string{"email", "email", "email", "phone", "text"})
	p.Email = address(p.Given, p.Family, n)
	if s.chance(0.09) {
		p.OldPhone = fmt.Sprintf("555 %04d %02d", 9100+n/90%800, 10+n%90)
	}
	if s.chance(0.11) {
		p.Email, p.Prefers = "", "phone"
	}
	p.Line1, p.City = fmt.Sprintf("%d %s", 1+s.rand.IntN(180), choose(s, streets)), choose(s, towns)
	p.Postcode = fmt.Sprintf("K%04d", 1000+s.rand.IntN(9000))
	if kin != nil {
		p.Line1, p.City, p.Postcode = kin.Line1, kin.City, kin.Postcode
	}
}

// plain writes names with the letters of an address.
var plain = strings.NewReplacer("á", "a", "à", "a", "â", "a", "ã", "a", "ä", "a", "å", "a", "ą", "a", "ç", "c", "č", "c", "ć", "c", "đ", "d", "é", "e", "è", "e", "ê", "e", "ë", "e", "ę", "e", "ě", "e",
	"í", "i", "ï", "i", "ı", "i", "ł", "l", "ñ", "n", "ń", "n", "ó", "o", "ò", "o", "ô", "o", "õ", "o", "ö", "o", "ø", "o", "ő", "o", "ř", "r", "š", "s", "ś", "s", "ş", "s", "ß", "ss", "ú", "u", "ü", "u", "ů", "u",
	"ý", "y", "ž", "z", "ź", "z", "ż", "z", "ğ", "g", "þ", "th", "ð", "d", "æ", "ae", "ễ", "e", "ầ", "a", "ạ", "a", "ặ", "a", "ả", "a", "ố", "o", "ị", "i", "ứ", "u", "ă", "a", "ơ", "o", "ư", "u")

// address is one on a domain that never delivers.
func address(given, family string, n int) string {
	letters := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' {
				return r
			}
			return -1
		}, plain.Replace(strings.ToLower(s)))
	}
	return fmt.Sprintf("%s.%s%d@mail.example", letters(given), letters(family), n)
}

// age draws a date of birth: some children, many in the middle, some very old.
func (s *story) age(p, kin *Person) {
	years := 18 + s.rand.IntN(48)
	switch {
	case kin != nil && !kin.Child(s.today) && s.chance(0.4), s.chance(0.1):
		years = s.rand.IntN(15)
	case s.chance(0.3):
		years = 60 + s.rand.IntN(35)
	}
	p.Born = civil.Of(p.OpenedAt, s.house.Zone).Add(-365*years - s.rand.IntN(365) - 40)
}

func (s *story) around(p, kin *Person) {
	o := origins[p.origin]
	child := p.Child(s.today)
	switch {
	case child:
		parent := Contact{Name: choose(s, o.women) + " " + p.Family, Relation: "mother", Phone: p.Phone, Email: p.Email, Emergency: true, Discuss: true, PaysTheBill: true}
		if kin != nil && !kin.Child(s.today) {
			parent.Name, parent.Relation, parent.Phone, parent.Email = kin.Given+" "+kin.Family, "parent", kin.Phone, kin.Email
		}
		parent.Proxy = parent.Email != ""
		p.Email = ""
		p.Contacts = append(p.Contacts, parent)
	case kin != nil:
		p.Contacts = append(p.Contacts, Contact{Name: kin.Given + " " + kin.Family, Relation: "partner", Phone: kin.Phone, Emergency: true, Discuss: true})
		p.sameLine(4)
	case p.Born.YearsAt(s.today) > 80 && s.chance(0.4):
		p.Contacts = append(p.Contacts, Contact{
			Name: choose(s, o.women) + " " + choose(s, o.family), Relation: "daughter", Phone: "555 0277 40",
			Email: address("care", p.Family, len(s.people)), Emergency: true, Discuss: true, Proxy: true,
		})
	case s.chance(0.45):
		p.Contacts = append(p.Contacts, Contact{Name: choose(s, o.men) + " " + choose(s, o.family), Relation: choose(s, []string{"brother", "friend", "husband", "son", "neighbour"}), Phone: fmt.Sprintf("555 02%02d %02d", s.rand.IntN(90), 10+s.rand.IntN(89)), Emergency: true})
		p.sameLine(2)
	}
}

// sameLine gives n in ten and whom they live with one phone, which is typed twice.
func (p *Person) sameLine(n int) {
	if int(p.Phone[len(p.Phone)-1]-'0') < n {
		p.Contacts[0].Phone = p.Phone
	}
}

func (s *story) health(p *Person) {
	age := p.Born.YearsAt(s.today)
	p.pressure, p.weight = 112+age/3+s.rand.IntN(18), 54+s.rand.Float64()*42
	if age < 16 {
		p.pressure, p.weight = 96+age, 8+float64(age)*3.4
	}
	if s.chance(0.24) {
		p.Allergies = append(p.Allergies, choose(s, allergies))
	}
	for s.chance(min(0.72, 0.12+float64(age)/110)) && len(p.Problems) < 4 {
		a := ailments[s.rand.IntN(len(ailments))]
		if p.has(a.label) {
			break
		}
		p.Problems = append(p.Problems, Problem{a.label, a.code, fmt.Sprint(s.today.In(time.UTC).Year() - 1 - s.rand.IntN(max(1, min(age, 18))))})
		for _, m := range a.medicines {
			if s.chance(0.7) {
				p.Medicines = append(p.Medicines, m)
			}
		}
	}
	if s.chance(0.05) {
		p.Alerts = append(p.Alerts, choose(s, alerts))
	}
	if p.Interpreter {
		p.Alerts = append(p.Alerts, [2]string{p.Language + " interpreter for consent", "slate"})
	}
}

func (p *Person) has(label string) bool {
	for _, x := range p.Problems {
		if x.Label == label {
			return true
		}
	}
	return false
}

func (s *story) cover(p *Person, n int) *Cover {
	payer := s.house.Payers[s.weighted(len(s.house.Payers), func(i int) int { return s.house.Payers[i].Weight })]
	c := &Cover{
		Payer: payer, Plan: choose(s, []string{"", "Standard", "Plus", "Family", "Bronze 40", "Choice"}), Relation: "self",
		Member: fmt.Sprintf("%s %03d %03d %02d", payer.Prefix, 100+s.rand.IntN(900), 100+s.rand.IntN(900), n%100),
		Copay:  choose(s, []int64{0, 2000, 2500, 2500, 3000, 4000}), Since: s.first.Add(-s.rand.IntN(900)),
	}
	if s.chance(0.4) {
		c.Group = fmt.Sprintf("G-%04d", s.rand.IntN(9000)+1000)
	}
	if s.today.Days(civil.Of(p.OpenedAt, s.house.Zone)) < 60 && s.chance(0.22) {
		c.Member = "" // nobody has brought the card yet
	}
	switch {
	case p.Child(s.today):
		c.Relation, c.Subscriber, c.SubscriberBirth = "child", p.Contacts[0].Name, p.Born.Add(-365*31-s.rand.IntN(2000))
	case s.chance(0.08):
		c.Relation, c.Subscriber, c.SubscriberBirth = "spouse", choose(s, origins[p.origin].women)+" "+p.Family, p.Born.Add(-700)
	}
	return c
}
