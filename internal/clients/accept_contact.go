package clients

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"unicode"

	"charthouse/internal/db"
)

// acceptContact writes down who is called in an emergency, as a whole or one
// column of it. A name that is the same (sameName) corrects who stands there;
// any other is somebody else, for whom a contact of their own is made.
func acceptContact(ctx context.Context, tx *db.Tx, a Acceptance, column string) error {
	said := a.Detail
	if column != "" {
		said = map[string]string{column: a.Value}
	}
	list, err := listContacts(ctx, &tx.View)
	if err != nil {
		return err
	}
	if len(list) == 0 || !list[0].Emergency {
		if column != "" {
			return errGone
		}
		return callAnother(ctx, tx, Contact{}, said)
	}
	same, err := namesSame(ctx, &tx.View, list[0].Name, cmp.Or(said["name"], list[0].Name))
	if err != nil {
		return err
	}
	if same {
		return correctContact(ctx, tx, list[0], said, a.Source)
	}
	return callAnother(ctx, tx, list[0], said)
}

// callAnother makes a contact with what the form said and no rights. Who was
// called until now keeps theirs, for only the desk ends them, and is not called
// any more; where the form gives no number of the new one, they still are.
func callAnother(ctx context.Context, tx *db.Tx, was Contact, said map[string]string) error {
	in := ContactForm{Name: said["name"], Relation: said["relation"], Phone: said["phone"]}
	in.Emergency = in.Phone != "" || was.ID == 0
	if _, err := AddContactTx(ctx, tx, in); err != nil || was.ID == 0 || !in.Emergency {
		return err
	}
	was.Emergency = false
	return updateContact(ctx, tx, was)
}

// correctContact writes what the form said of somebody who stays the same person.
func correctContact(ctx context.Context, tx *db.Tx, was Contact, said map[string]string, source string) error {
	in := was.form()
	into := map[string]*string{"name": &in.Name, "relation": &in.Relation, "phone": &in.Phone}
	var facts []string
	for _, column := range slices.Sorted(maps.Keys(said)) {
		if into[column] == nil {
			return errGone
		}
		*into[column] = said[column]
		facts = append(facts, "contact:"+was.ID.String()+":"+column)
	}
	is, err := in.check()
	if err != nil {
		return err
	}
	is.ID = was.ID
	return errors.Join(updateContact(ctx, tx, is), verify(ctx, tx, facts, source))
}

// sameName is true where a folded name is another spelling of a person's: the same
// words in any order, but for punctuation and doubled letters. Hadad-Saleh, nadia
// is Nadia Haddad Saleh. One letter more or another one names somebody else as
// often as not (Maria and Mario, Paul and Paula), as does a word more or less: to
// write down one contact too many is mended by the desk, while a rename would hand
// over what the first may do. So in doubt it is somebody else.
func sameName(a, b string) bool { return slices.Equal(spelled(a), spelled(b)) }

// spelled are the words of a folded name, sorted, without doubled letters.
func spelled(name string) []string {
	name = strings.NewReplacer("'", "", "’", "").Replace(name)
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) })
	for i, w := range words {
		words[i] = string(slices.Compact([]rune(w)))
	}
	slices.Sort(words)
	return words
}
