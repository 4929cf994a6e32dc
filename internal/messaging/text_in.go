package messaging

import (
	"context"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Word is what a text that came in asks for.
type Word string

// The words that are obeyed, and all others.
const (
	Yes   Word = "yes"
	Stop  Word = "stop"
	Other Word = "other"
)

// The words of each, in capitals. Those that end texts are what providers and carriers
// know everywhere.
var spoken = map[string]Word{
	"YES": Yes, "Y": Yes, "C": Yes, "CONFIRM": Yes, "OK": Yes,
	"STOP": Stop, "STOPALL": Stop, "UNSUBSCRIBE": Stop, "CANCEL": Stop, "END": Stop, "QUIT": Stop, "REVOKE": Stop, "OPTOUT": Stop,
}

// WordOf reads what a text asks for: one word alone, whatever its case and the marks
// around it. "Yes, but later" is no word.
func WordOf(body string) Word {
	word := strings.ToUpper(strings.Trim(strings.TrimSpace(body), ".,!\"'’” \t\r\n"))
	if w, ok := spoken[word]; ok {
		return w
	}
	return Other
}

// Having is who has a number: the files to which texts went there, and the visits to
// come of which it was reminded and that are not confirmed, or none.
type Having struct {
	Clients []id.Client
	Asked   []AskedByText
}

// AskedByText is a visit of which a number was reminded.
type AskedByText struct {
	Client   id.Client
	Visit    id.Visit
	StartsAt time.Time
	Local    time.Time // wall time, labelled UTC
}

// WhoHas answers who has the number.
func (s *Service) WhoHas(ctx context.Context, who access.Actor, number string) (h Having, err error) {
	err = s.db.Read(ctx, who, access.ReceiveText.Practice(), func(v *db.View) error {
		if h.Clients, err = listTextedAt(ctx, v, number); err != nil {
			return err
		}
		h.Asked, err = listAskedAt(ctx, v, number)
		return err
	})
	return h, err
}

// ReceivedTextTx keeps that the text came, and says whether it did for the first time.
func ReceivedTextTx(ctx context.Context, tx *db.Tx, key string, what Word) (fresh bool, err error) {
	tx.Calm()
	n, err := insertReceivedText(ctx, tx, key, what)
	return n == 1, err
}

// TextOf answers the text that the provider calls so, or the one named where it has no
// such name yet; a zero one is none.
func (s *Service) TextOf(ctx context.Context, who access.Actor, key, named string) (t UnsentText, err error) {
	n, _ := id.Parse[id.Text](named)
	err = s.db.Read(ctx, who, access.ReceiveText.Practice(), func(v *db.View) error {
		t, err = findTextOf(ctx, v, key, n)
		return err
	})
	return t, err
}

// TextReportedTx keeps what became of a text that was taken, also where nobody knew
// that it was. What was delivered stays so.
func TextReportedTx(ctx context.Context, tx *db.Tx, t id.Text, key string, is State) error {
	tx.Calm()
	problem := ""
	if is == Undelivered {
		problem = "The phone could not be reached. Correct the number in the file, or call."
	}
	return setTextReported(ctx, tx, t, key, is, problem)
}
