package intake

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"charthouse/internal/civil"
	"charthouse/internal/fault"
)

// FuzzAnswers: what a patient answers is refused at the question, or kept as it was typed, and what is stored of it reads back the same.
func FuzzAnswers(f *testing.F) {
	f.Add("+1 503 555 0142", "1985-03-14", "ada@example.org", "yes", "Penicillin", "rash", "7", "still", "", false)
	f.Add("12", "2026-02-30", "ada@example", "maybe", "", "once a day", "-1", "gone", "now", true)
	f.Add("", "0001-01-01", "a@b.c\nBcc: x@y.z", "", "\x00", "\xff", "99999999999999999999", "changed", "", false)
	section := Section{Fields: []Field{
		{Key: "p", Label: "Phone", Kind: Phone},
		{Key: "d", Label: "Born", Kind: Date, Fills: "birth_date"},
		{Key: "e", Label: "Mail", Kind: Email},
		{Key: "y", Label: "Smoker", Kind: YesNo, Required: true},
		{Key: "a", Label: "Allergies", Kind: Allergies},
	}}
	f.Fuzz(func(t *testing.T, phone, day, mail, yes, name, how, row, state, now string, none bool) {
		in := Answers{map[string]string{"p": phone, "d": day, "e": mail, "y": yes, "other": phone}, map[string]List{
			"a": {Rows: map[string]Row{row: {RowState(state), now}}, New: []NewRow{{name, how}, {}}, None: none}, "other": {None: true},
		}}
		kept, err := section.kept(in)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Fatal(err)
			}
			return
		}
		if len(kept.Texts) != 4 || len(kept.Lists) != 1 || kept.Texts["p"] != phone || kept.Texts["d"] != day {
			t.Fatalf("%v became %v", in, kept)
		}
		stored, err := json.Marshal(kept.Lists["a"])
		var back List
		if err != nil || json.Unmarshal(stored, &back) != nil || utf8.ValidString(row+" "+now+" "+name+" "+how) && !back.same(kept.Lists["a"]) {
			t.Fatalf("%v is stored as %s, and that is %v, %v", kept.Lists["a"], stored, back, err)
		}
		var c fault.Check
		today := civil.New(2026, 5, 4)
		section.check(&c, kept, Known{}, today)
		if c.Fault() != nil {
			return
		}
		if born, err := civil.Parse(day); err != nil || !born.IsZero() && (born.After(today) || born.Before(civil.New(1850, 1, 1))) {
			t.Fatalf("%q is taken as a birth date", day)
		}
		if yes != "yes" && yes != "no" || mail != "" && !isMail(mail) || none && name != "" {
			t.Fatalf("%v is taken", in)
		}
	})
}

// FuzzDraft: a form is refused with a field, or each of its questions has a key of its own, and publishing what was published changes nothing.
func FuzzDraft(f *testing.F) {
	f.Add("New patient", "About you", "", "Given name", "text", "given", "", "Family name", "text", "family")
	f.Add("x", "", "k", "", "choice", "", "k", "A", "allergies", "given")
	f.Add("x", "s", "a", "A?", "date", "birth_date", "a", "B?", "date", "birth_date")
	f.Fuzz(func(t *testing.T, name, title, key1, label1, kind1, fills1, key2, label2, kind2, fills2 string) {
		d := Draft{Name: name, Definition: Definition{Sections: []Section{{title, []Field{
			{Key: key1, Label: label1, Kind: Kind(kind1), Fills: fills1}, {Key: key2, Label: label2, Kind: Kind(kind2), Fills: fills2},
		}}}}}
		ready, err := d.ready()
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Fatal(err)
			}
			return
		}
		keys := map[string]bool{}
		ready.Each(func(_, _ int, q Field) {
			if q.Key == "" || q.Label == "" || keys[q.Key] {
				t.Fatalf("%+v became %+v", d, ready)
			}
			keys[q.Key] = true
		})
		again, err := ready.ready()
		was, _ := json.Marshal(ready.Definition)
		is, _ := json.Marshal(again.Definition)
		if err != nil || string(was) != string(is) {
			t.Fatalf("%s became %s, %v", was, is, err)
		}
	})
}

// FuzzToken: no two tokens are kept as the same, and a token is never kept as it is.
func FuzzToken(f *testing.F) {
	f.Add("", "a")
	f.Add(NewToken(), NewToken())
	f.Fuzz(func(t *testing.T, a, b string) {
		if (string(Hash(a)) == string(Hash(b))) != (a == b) || len(Hash(a)) != 32 || string(Hash(a)) == a {
			t.Fatalf("%q and %q are kept as %x and %x", a, b, Hash(a), Hash(b))
		}
	})
}
