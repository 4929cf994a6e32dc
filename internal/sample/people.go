package sample

import (
	"context"
	"fmt"
	"strings"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/clients"
	"charthouse/internal/id"
)

// person is a file of the sample.
type person struct {
	id      id.Client
	insured bool
	child   bool
	born    string
}

// files is how many people the practice knows.
const files = 240

// people opens the files: names from everywhere, all ages, most insured, a few
// with what is missing in real files.
func (l *loader) people(ctx context.Context, s set) ([]person, error) {
	door, out := clients.New(l.db), make([]person, 0, files)
	for i := range files {
		l.at = l.at.Add(7 * time.Minute)
		in, born := l.details(i)
		c, err := door.Create(ctx, s.desk, in)
		if err != nil {
			return nil, err
		}
		p := person{id: c, born: born.String(), child: born.YearsAt(l.today) < 16}
		if l.chance(64) {
			p.insured = true
			if err := l.insure(ctx, door, s, c, i); err != nil {
				return nil, err
			}
		}
		if err := l.history(ctx, door, s, c, i); err != nil {
			return nil, err
		}
		out = append(out, p)
		l.said("files", i+1, files)
	}
	return out, nil
}

func (l *loader) details(i int) (clients.Details, civil.Date) {
	given, sex := pick(l, women), "female"
	if i%2 == 1 {
		given, sex = pick(l, men), "male"
	}
	name := family[(i*7+i/len(family))%len(family)]
	born := l.today.Add(-l.rand.IntN(88*365) - 200)
	if i%7 == 3 {
		born = l.today.Add(-l.rand.IntN(14*365) - 60)
	}
	phone := fmt.Sprintf("555 01%02d %02d", i%100, 10+i/100)
	in := clients.Details{
		Given: given, Family: name, BirthDate: born.String(), Sex: sex, Phone: phone, Prefers: pick(l, []string{"email", "phone", "text"}),
		Email: mailOf(given, name, i), Line1: fmt.Sprintf("%d %s", 1+i%180, pick(l, []string{"Kestrel Lane", "Weaver Street", "Orchard Road", "Quay Street", "Chapel Row"})),
		City: pick(l, towns), Postcode: fmt.Sprintf("K%04d", 1000+i*13%9000), Pronouns: map[string]string{"female": "she/her", "male": "he/him"}[sex], Anyway: true,
	}
	switch {
	case i == minor:
		in.Email = ""
	case i%41 == 5:
		in.Language, in.Interpreter = "Arabic", true
	case i%53 == 7:
		in.Email = ""
	case i%61 == 9:
		in.Preferred = strings.ToUpper(given[:1]) + "."
	}
	return in, born
}

// mailOf is an address on a domain that never delivers.
func mailOf(given, name string, i int) string {
	letters := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' {
				return r
			}
			return -1
		}, strings.ToLower(s))
	}
	return fmt.Sprintf("%s.%s%d@mail.example", letters(given), letters(name), i)
}

func (l *loader) insure(ctx context.Context, door *clients.Service, s set, c id.Client, i int) error {
	in := clients.CoverageForm{
		Payer: pick(l, s.payers).String(), MemberNumber: fmt.Sprintf("LM %03d %03d %02d", 400+i%500, 100+i*17%900, i%100),
		Relation: "self", Copay: pick(l, []string{"20", "25", "30", "0"}), Rank: "1", StartsOn: l.today.Add(-400).String(),
	}
	switch i % 17 {
	case 4:
		in.Relation, in.Subscriber = "spouse", "Meera "+family[i%len(family)]
	case 9:
		in.MemberNumber = ""
	case 12:
		in.Relation, in.Subscriber, in.SubscriberBirth = "child", "Samir "+family[i%len(family)], "1984-02-11"
	}
	_, err := door.AddCoverage(ctx, s.desk, c, in)
	return err
}

var (
	allergies = [][2]string{{"Penicillin", "anaphylaxis"}, {"Latex", "rash"}, {"Peanuts", "swelling"}, {"Ibuprofen", "wheeze"}}
	problems  = []string{"Type 2 diabetes", "High blood pressure", "Asthma", "Right knee osteoarthritis", "Migraine", "Low back pain"}
	medicines = [][2]string{{"Metformin 1 g", "twice a day"}, {"Lisinopril 10 mg", "morning"}, {"Salbutamol inhaler", "when needed"}, {"Atorvastatin 20 mg", "evening"}, {"Levothyroxine 75 µg", "morning"}}
)

// history is what is known of somebody before the weeks that are shown.
func (l *loader) history(ctx context.Context, door *clients.Service, s set, c id.Client, i int) error {
	doctor, e := s.clinicians[0].actor, errs{}
	if l.chance(30) {
		a := pick(l, allergies)
		keep(&e, 0, drop(door.AddAllergy(ctx, doctor, c, clients.AllergyForm{Substance: a[0], Reaction: a[1], Severity: "severe"})))
	}
	if l.chance(55) {
		keep(&e, 0, drop(door.AddProblem(ctx, doctor, c, clients.ProblemForm{Label: pick(l, problems), Onset: fmt.Sprint(2008 + i%17)})))
	}
	if l.chance(55) {
		m := pick(l, medicines)
		keep(&e, 0, drop(door.AddMedication(ctx, doctor, c, clients.MedicationForm{Name: m[0], Directions: m[1]})))
	}
	if i%41 == 5 {
		keep(&e, 0, drop(door.RaiseAlert(ctx, s.desk, c, clients.AlertForm{Text: "Arabic interpreter for consent", Tone: "slate"})))
	}
	if l.chance(35) {
		keep(&e, 0, drop(door.AddContact(ctx, s.desk, c, clients.ContactForm{
			Name: pick(l, men) + " " + pick(l, family), Relation: "family", Phone: fmt.Sprintf("555 02%02d", i%100), Emergency: true,
		})))
	}
	if i == minor {
		keep(&e, 0, l.parent(ctx, door, s, c, i))
	}
	return e.err
}

func drop[T any](_ T, err error) error { return err }
