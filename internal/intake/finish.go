package intake

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"charthouse/internal/db"
	"charthouse/internal/fault"
)

// FinishTx ends the guest's packet: what differs from the file becomes
// proposals, each for the person who may accept it, and the columns that are the
// same are answered, for they are verified now. An answer that needs another
// look is refused, with the section to look at as the field "section".
func FinishTx(ctx context.Context, tx *db.Tx) (same []string, err error) {
	f, err := readFilling(ctx, &tx.View)
	if err != nil {
		return nil, over(err)
	}
	if err := f.open(); err != nil {
		return nil, err
	}
	if n := f.FirstWrong(tx.Now()); n >= 0 {
		return nil, &fault.Fault{Kind: fault.Invalid, Message: "One part needs another look. Nothing was lost.", Fields: map[string]string{"section": strconv.Itoa(n)}}
	}
	shown := f.Known.Values != nil
	known, err := readKnown(ctx, &tx.View)
	if err != nil {
		return nil, fmt.Errorf("read what is known: %w", err)
	}
	proposals, same := compare(f.Definition, f.Answers, known, shown)
	if err := recognise(ctx, &tx.View, proposals, known); err != nil {
		return nil, fmt.Errorf("look for what is known: %w", err)
	}
	if err := insertProposals(ctx, tx, f.Packet, proposals); err != nil {
		return nil, fmt.Errorf("store what differs: %w", err)
	}
	if err := finishPacket(ctx, tx, f.Packet); err != nil {
		return nil, fmt.Errorf("finish a packet: %w", err)
	}
	return same, nil
}

// proposed is one difference between an answer and the file.
type proposed struct {
	Part         Part
	Field, Label string
	Was, Now     string
	Detail       Detail
}

// Detail is what accepting needs beyond the words of a proposal.
type Detail map[string]string

// compare is the rule: only differences. Where what is known was not shown, an
// empty answer says nothing about it.
func compare(d Definition, a Answers, known Known, shown bool) (differ []proposed, same []string) {
	fresh, renamed := map[string]Detail{}, d.renames(a, known)
	d.Each(func(_, _ int, f Field) {
		fill, fills := FillOf(f.Fills)
		if !fills {
			return
		}
		if f.list() {
			differ = append(differ, compareList(f, a.Lists[f.Key], known.list(f.Kind))...)
			return
		}
		is, now := known.Values[fill.Name], a.Texts[f.Key]
		group, column, grouped := strings.Cut(fill.Name, ".")
		switch {
		case now == "" && (!shown || is == ""):
		case renamed && fill.Name == "contact.relation" && matches(f, is, now):
		case grouped && !known.has(group), renamed && group == "contact":
			if fresh[group] == nil {
				fresh[group] = Detail{}
			}
			fresh[group][column] = now
		case matches(f, is, now):
			same = append(same, fill.Name)
		default:
			differ = append(differ, proposed{Part: fill.Part, Field: fill.Name, Label: fill.Label, Was: is, Now: now})
		}
	})
	return append(differ, wholes(fresh, known)...), same
}

// renames is true where somebody is called in an emergency by another name now.
// Whether that is another person shows only as a whole, so it is accepted as a
// whole: a number by itself would be written to whoever stands in the file. A
// relation that was left as it was shown says nothing of somebody else.
func (d Definition) renames(a Answers, known Known) (renamed bool) {
	d.Each(func(_, _ int, f Field) {
		if name := a.Texts[f.Key]; known.Contact && f.Fills == "contact.name" && name != "" {
			renamed = !matches(f, known.Values[f.Fills], name)
		}
	})
	return renamed
}

// has is true where the file has somebody or something that the group changes.
func (k Known) has(group string) bool {
	return group == "contact" && k.Contact || group == "coverage" && k.Coverage
}

// grouped is what is accepted as a whole where the file has nothing of it yet.
type grouped struct {
	name, label string
	part        Part
	columns     []string
}

var groups = []grouped{
	{"contact", "Emergency contact", Contact, []string{"name", "relation", "phone"}},
	{"coverage", "Insurance", Coverage, []string{"plan", "member_number", "group_number", "subscriber", "subscriber_birth"}},
}

// wholes proposes what is accepted as a whole.
func wholes(said map[string]Detail, known Known) (out []proposed) {
	for _, g := range groups {
		d := said[g.name]
		if d == nil {
			continue
		}
		p := proposed{Part: g.part, Field: g.name, Label: g.label, Was: known.whole(g), Now: d.words(g.columns), Detail: d}
		if p.Was == "" {
			p.Label += ", new"
		}
		out = append(out, p)
	}
	return out
}

// whole is what the file says of all that the group holds.
func (k Known) whole(g grouped) string {
	d := Detail{}
	for _, c := range g.columns {
		d[c] = k.Values[g.name+"."+c]
	}
	return d.words(g.columns)
}

func (d Detail) words(columns []string) string {
	var out []string
	for _, c := range columns {
		if d[c] != "" {
			out = append(out, d[c])
		}
	}
	return strings.Join(out, ", ")
}

var listWords = map[Kind]struct{ fills, one, none string }{
	Allergies: {"allergies", "Allergy", "No allergies, says the patient"},
	Medicines: {"medications", "Medicine", "No medicines, says the patient"},
}

// compareList proposes what the answer changes in a list of the file. None is said
// of the whole list by whoever was shown nothing of it: it contradicts each row
// that stands there, and each is put before the clinician.
func compareList(f Field, l List, known []KnownRow) (out []proposed) {
	w := listWords[f.Kind]
	for _, k := range known {
		r := l.Rows[k.ID]
		none := l.None && r.State != Stopped && r.State != Changed
		if none {
			r.State = Stopped
		}
		p := proposed{Part: Clinical, Field: w.fills + ":" + k.ID, Was: k.Words(), Detail: Detail{"row": k.ID, "state": string(r.State)}}
		switch r.State {
		case Stopped:
			p.Label, p.Now = w.one+" ended", "Stopped"
			if f.Kind == Allergies {
				p.Now = "No longer, says the patient"
			}
			if none {
				p.Label, p.Now = w.one+" contradicted", w.none
			}
		case Changed:
			p.Label, p.Now, p.Detail["how"] = w.one+" changed", r.Now, r.Now
		default:
			continue
		}
		out = append(out, p)
	}
	for i, r := range l.New {
		out = append(out, proposed{
			Part: Clinical, Field: fmt.Sprintf("%s:new%d", w.fills, i), Label: w.one + ", new",
			Now: KnownRow{Name: r.Name, How: r.How}.Words(), Detail: Detail{"state": "new", "name": r.Name, "how": r.How},
		})
	}
	return out
}

// recognise says of what was given as new what the file says of it already: who was
// not shown the list, or overlooked a row in it, names it again.
func recognise(ctx context.Context, v *db.View, list []proposed, known Known) error {
	names := make([]string, len(list))
	for i, p := range list {
		names[i] = p.Detail["name"]
	}
	keys, err := keysOf(ctx, v, names)
	if err != nil {
		return err
	}
	for i, p := range list {
		if fills, _, _ := strings.Cut(p.Field, ":"); p.Detail["state"] == "new" {
			list[i].Was = known.named(fills, keys[i])
		}
	}
	return nil
}

func (d Detail) json() ([]byte, error) {
	if d == nil {
		d = Detail{}
	}
	return json.Marshal(d)
}

// WrongSection reads from the fault of FinishTx which section needs another look.
func WrongSection(err error) (int, bool) {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Fields["section"] == "" {
		return 0, false
	}
	n, err := strconv.Atoi(f.Fields["section"])
	return n, err == nil
}
