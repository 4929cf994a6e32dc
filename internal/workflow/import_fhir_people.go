package workflow

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/fhir"
)

// takePatients opens the files and brings demographics up to date. Another file
// that looks like the same person is left alone: merging is for people.
func (t *taking) takePatients(ctx context.Context, tx *db.Tx) error {
	for _, p := range t.patients {
		if p.entry == nil {
			continue
		}
		c := t.charts[p]
		was, known, store := t.weigh(p.entry, c)
		if !store {
			continue
		}
		r := p.entry.Resource.(*fhir.Patient)
		is := t.client(p.entry, r)
		if t.refused() != nil {
			continue
		}
		err := clients.ImportClientTx(ctx, tx, c.client, is, p.opens())
		if errors.Is(err, clients.ErrOtherPerson) {
			t.refuse(p.entry, "Patient", err.Error())
			continue
		}
		if err != nil {
			return err
		}
		c.items = append(c.items, &item{entry: p.entry, origin: p.origin, tbl: "clients", row: func() int64 { return int64(c.client) }, known: known})
		if err := t.contacts(ctx, tx, c, r, was); err != nil {
			return err
		}
	}
	return nil
}

// client is the person as the record describes them. What the file cannot hold
// is said: a name that is missing or too long, a birth date known to the year.
func (t *taking) client(e *fhir.Entry, r *fhir.Patient) clients.ClientRecord {
	given, family, preferred := names(r.Names)
	for path, name := range map[string]string{"given": given, "family": family, "preferred": preferred} {
		if utf8.RuneCountInString(name) > 200 {
			t.refuse(e, "Patient.name."+path, "is longer than the 200 letters that a name may have")
		}
	}
	if given == "" && family == "" {
		t.refuse(e, "Patient.name", "is missing: a file needs at least one name")
	}
	if d := r.BirthDate; d.Precision == fhir.Day && d.At.Year() < 1850 {
		t.refuse(e, "Patient.birthDate", "is before 1850: check the year")
	}
	if p := r.BirthDate.Precision; p == fhir.Year || p == fhir.Month {
		t.note("Patient.birthDate", "it is not known to the day, and was left empty")
	}
	if r.Deceased != nil && *r.Deceased && day(r.DeceasedAt) == "" {
		t.note("Patient.deceased", "the day of death is not stated, and was left empty")
	}
	phone, email := reach(r.Telecoms)
	a := addressOf(r.Addresses)
	is := clients.ClientRecord{
		Given: given, Family: family, Preferred: preferred, BirthDate: day(r.BirthDate), Sex: cmp.Or(r.Gender, "unknown"),
		Language: language(r.Languages), Phone: phone, Email: email, City: a.City, Region: a.State, Postcode: a.PostalCode,
		Country: a.Country, Marital: r.MaritalStatus.Words(), Race: categories(r.RaceText, r.Race),
		Ethnicity: categories(r.EthnicityText, r.Ethnicity), DeceasedOn: day(r.DeceasedAt),
	}
	switch {
	case len(a.Lines) > 0:
		is.Line1, is.Line2 = a.Lines[0], joined(", ", a.Lines[1:]...)
	case a.City == "":
		is.Line1 = a.Text
	}
	return is
}

// note counts a part of a record that was left out.
func (t *taking) note(part, reason string) {
	t.skipped = append(t.skipped, fhir.Skip{File: t.b.File, Type: part, Reason: reason})
}

// names takes the official name, and beside it the one that the person goes by.
func names(list []fhir.Name) (given, family, preferred string) {
	current := slices.DeleteFunc(slices.Clone(list), func(n fhir.Name) bool { return !n.Period.End.IsZero() })
	if len(current) > 0 {
		list = current
	}
	find := func(uses ...string) *fhir.Name {
		for _, use := range uses {
			for i := range list {
				if list[i].Use == use {
					return &list[i]
				}
			}
		}
		return nil
	}
	first := find("official", "usual", "", "temp", "nickname", "anonymous", "maiden", "old")
	if first == nil {
		return "", "", ""
	}
	given, family = strings.Join(first.Given, " "), first.Family
	if given == "" && family == "" {
		words := strings.Fields(first.Text)
		if n := len(words); n > 0 {
			given, family = strings.Join(words[:n-1], " "), words[n-1]
		}
	}
	for _, use := range []string{"nickname", "usual"} {
		if other := find(use); other != nil && other != first && len(other.Given) > 0 && other.Given[0] != given {
			return given, family, other.Given[0]
		}
	}
	return given, family, ""
}

// calling is a name as it is written on a line.
func calling(list []fhir.Name) string {
	for _, n := range list {
		if n.Text != "" && n.Family == "" {
			return n.Text
		}
		words := joined(" ", append(append(slices.Clone(n.Prefix), n.Given...), n.Family)...)
		if suffix := joined(" ", n.Suffix...); suffix != "" && words != "" {
			words += ", " + suffix
		}
		if words != "" {
			return words
		}
	}
	return ""
}

// reach is the telephone and the mail to try first: by rank, a mobile before
// the one at home, and none that is given up.
func reach(list []fhir.Telecom) (phone, email string) {
	usable := slices.DeleteFunc(slices.Clone(list), func(t fhir.Telecom) bool { return t.Use == "old" || !t.Period.End.IsZero() })
	slices.SortStableFunc(usable, func(a, b fhir.Telecom) int {
		return cmp.Or(cmp.Compare(rankOf(a), rankOf(b)), cmp.Compare(handy(a), handy(b)))
	})
	for _, t := range usable {
		switch {
		case (t.System == "phone" || t.System == "sms") && phone == "":
			phone = t.Value
		case t.System == "email" && email == "":
			email = t.Value
		}
	}
	return phone, email
}

func rankOf(t fhir.Telecom) int { return cmp.Or(t.Rank, 1000) }

func handy(t fhir.Telecom) int {
	return slices.Index([]string{"mobile", "home", "", "temp", "work"}, t.Use)
}

// addressOf is where the person lives now.
func addressOf(list []fhir.Address) fhir.Address {
	for _, uses := range [][]string{{"home"}, {"", "temp", "work"}, {"billing"}} {
		for _, a := range list {
			if slices.Contains(uses, a.Use) && a.Period.End.IsZero() {
				return a
			}
		}
	}
	return fhir.Address{}
}

func language(list []fhir.Language) string {
	for _, l := range list {
		if l.Preferred {
			return l.Concept.Words()
		}
	}
	if len(list) > 0 {
		return list[0].Concept.Words()
	}
	return ""
}

func categories(text string, codes []fhir.Coding) string {
	if text != "" {
		return text
	}
	var words []string
	for _, c := range codes {
		words = append(words, cmp.Or(c.Display, c.Code))
	}
	return joined(", ", words...)
}

// day is the civil day that a date states, or empty where it states less.
func day(d fhir.Date) string {
	if d.Precision < fhir.Day {
		return ""
	}
	return d.At.Format("2006-01-02")
}
