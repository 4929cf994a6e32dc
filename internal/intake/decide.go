package intake

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Decision is what somebody decides about proposals of a packet.
type Decision struct {
	Proposal string            `form:"proposal"` // its number, or all
	Accept   string            `form:"accept"`   // yes or no
	Payer    string            `form:"payer"`    // who pays, for a coverage that the file does not have
	Shown    map[string]string `form:"shown"`    // what the file said on the page, by the proposal's number
}

// DecideTx decides one proposal, or all that are open, of the desk's parts or of
// the clinical one, and answers those to be written into the file with the
// instant at which they were given. Each is decided once. What the file says no
// longer as it was shown is not accepted: a Conflict says what it says now.
func DecideTx(ctx context.Context, tx *db.Tx, p id.Packet, clinical bool, in Decision) (accepted []Proposal, finished time.Time, err error) {
	packet, err := findReview(ctx, &tx.View, p)
	if err != nil {
		return nil, finished, err
	}
	if packet.FinishedAt == nil {
		return nil, finished, fault.New(fault.Conflict, "The form is not finished, so there is nothing to accept yet.")
	}
	list, err := listProposals(ctx, &tx.View, p)
	if err != nil {
		return nil, finished, fmt.Errorf("read proposals: %w", err)
	}
	chosen := in.of(list, clinical)
	if len(chosen) == 0 {
		return nil, finished, fault.New(fault.Conflict, "This was decided already. Open the form again to see how.")
	}
	decision := "declined"
	if in.Accept == "yes" {
		decision = "accepted"
		chosen = slices.DeleteFunc(chosen, func(p Proposal) bool { return in.Proposal == "all" && p.Field == "coverage" && in.Payer == "" })
		if err := in.stillTrue(ctx, tx, chosen); err != nil {
			return nil, finished, err
		}
	}
	if err := decide(ctx, tx, chosen, decision); err != nil {
		return nil, finished, fmt.Errorf("decide proposals: %w", err)
	}
	if err := markReviewed(ctx, tx, p); err != nil || decision == "declined" {
		return nil, finished, err
	}
	return chosen, *packet.FinishedAt, nil
}

// of are the open proposals that the decision is about.
func (in Decision) of(list []Proposal, clinical bool) []Proposal {
	return slices.DeleteFunc(list, func(p Proposal) bool {
		return (p.Part == Clinical) != clinical || !p.Open() || (in.Proposal != "all" && in.Proposal != p.ID.String())
	})
}

// stillTrue refuses to write over what the reviewer has not seen.
func (in Decision) stillTrue(ctx context.Context, tx *db.Tx, chosen []Proposal) error {
	known, err := readKnown(ctx, &tx.View)
	if err != nil {
		return fmt.Errorf("read what is known: %w", err)
	}
	return in.stale(chosen, known)
}

// stale is the rule: a row is accepted against what its page showed of the file,
// or, where no page says so, against what the file said when the form was sent.
func (in Decision) stale(chosen []Proposal, known Known) error {
	var changed []string
	for _, p := range chosen {
		shown, said := in.Shown[p.ID.String()]
		if !said {
			shown = p.Was
		}
		if is := known.now(p); spaced(is) != spaced(shown) {
			changed = append(changed, fmt.Sprintf("%s: the file says %s now, no longer %s; the patient says %s.", p.Label, quoted(is), quoted(shown), quoted(p.Now)))
		}
	}
	if len(changed) == 0 {
		return nil
	}
	return fault.New(fault.Conflict, "The file changed after you opened this page, so nothing was accepted. "+strings.Join(changed, " ")+" Accept again if the patient’s answer is the right one.")
}

// spaced is a text as a form brings it back, whose ends and line breaks may differ.
func spaced(s string) string { return strings.Join(strings.Fields(s), " ") }

func quoted(s string) string {
	if s == "" {
		return "nothing"
	}
	return "“" + s + "”"
}

// ReadClinicalTx says that a clinician has read answers of which none changes the file.
func ReadClinicalTx(ctx context.Context, tx *db.Tx, p id.Packet) error {
	return markRead(ctx, tx, p)
}
