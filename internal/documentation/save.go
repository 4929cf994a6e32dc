package docs

import (
	"context"
	"errors"
	"slices"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Start begins the note of a visit as the actor's own, also of a colleague's
// visit. The attending clinician need not: their first words begin it.
func (s *Service) Start(ctx context.Context, who access.Actor, c id.Client, visit id.Visit) (id.Note, error) {
	return db.Make(ctx, s.db, who, access.WriteNote.On(c), func(tx *db.Tx) (id.Note, error) {
		n, err := OfVisitTx(ctx, &tx.View, visit)
		switch {
		case err != nil:
			return 0, err
		case n.Begun():
			return n.ID, nil
		case !n.NoteNeeded:
			return 0, errNoNote
		}
		n, err = n.keep(ctx, tx, n, Draft{})
		return n.ID, err
	})
}

// SaveTx keeps what the page of a visit's note holds and answers the note as it
// now stands. The first save begins the note; later ones leave what is stuck as
// it is. A page that is behind is refused as Stale, with both texts.
func SaveTx(ctx context.Context, tx *db.Tx, visit id.Visit, d Draft) (Note, error) {
	was, err := OfVisitTx(ctx, &tx.View, visit)
	if err != nil {
		return Note{}, err
	}
	l, err := choices(ctx, &tx.View, was, d)
	if err != nil {
		return Note{}, err
	}
	is, err := was.apply(d, l, tx.Now())
	if was.Begun() || is.same(was) {
		tx.Calm()
	}
	may, overtaken := was.fresh(d)
	switch refused := was.writable(tx.Who().Staff()); {
	case err != nil:
		return Note{}, err
	case is.same(was), overtaken && refused == nil:
		return was, nil
	case refused != nil:
		return Note{}, refusal(refused, is, was)
	case !may:
		return Note{}, stale(is, was, tx.Who().Name())
	}
	return is.keep(ctx, tx, was, d)
}

// refusal keeps both texts beside a refusal of a signed note.
func refusal(err error, mine, theirs Note) error {
	if f, ok := errors.AsType[*fault.Fault](err); ok && f.Kind == fault.Conflict {
		return &Stale{mine, theirs, f}
	}
	return err
}

func stale(mine, theirs Note, me string) error {
	by := theirs.SavedBy + " changed this note after you opened it."
	if theirs.SavedBy == me {
		by = "You changed this note in another window."
	}
	return &Stale{mine, theirs, fault.New(fault.Conflict, by+" Nothing was lost: both texts are shown. Put right what is yours and save it, or take the other.")}
}

// keep stores the note where was stood: the words, and what differs of the codes.
func (n Note) keep(ctx context.Context, tx *db.Tx, was Note, d Draft) (_ Note, err error) {
	if was.Begun() {
		err = updateNote(ctx, tx, n, d)
	} else {
		was.Diagnoses, was.Services = nil, nil // proposed so far, not stored
		n.ID, err = insertNote(ctx, tx, n, d)
	}
	if err == nil && !slices.Equal(n.Diagnoses, was.Diagnoses) {
		err = replaceDiagnoses(ctx, tx, n)
	}
	if err == nil && !slices.EqualFunc(n.Services, was.Services, Done.same) {
		err = replaceServices(ctx, tx, n)
	}
	if err != nil {
		return Note{}, err
	}
	return OfVisitTx(ctx, &tx.View, n.VisitID)
}
