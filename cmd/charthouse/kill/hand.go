package kill

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"

	"charthouse/cmd/charthouse/visitor"
	"charthouse/internal/civil"
	"charthouse/internal/id"
	"charthouse/web/href"
)

// hand is the desk and a clinician with one patient, who do what a practice does.
type hand struct {
	*run
	n               int
	chance          *rand.Rand
	desk, clinician *visitor.Visitor
	staff           id.Staff
	client          id.Client
	slot, said      int // visits booked, and marks given
}

func (r *run) hand(ctx context.Context, n int) (h *hand, err error) {
	h = &hand{run: r, n: n, chance: rand.New(rand.NewPCG(r.Seed, uint64(n)+1))}
	role := fmt.Sprintf("clinician%d", n)
	if h.staff, err = r.house.hire(ctx, fmt.Sprintf("Dr Amara Okafor %d", n), role, r.house.manager); err != nil {
		return nil, err
	}
	if h.client, err = r.house.admit(ctx, n); err != nil {
		return nil, err
	}
	if h.desk, err = visitor.Enter(ctx, r.url(), address("front_desk"), password); err != nil {
		return nil, err
	}
	h.clinician, err = visitor.Enter(ctx, r.url(), address(role), password)
	return h, err
}

// work goes on until ctx ends. An error is a promise that does not even hold while
// nothing is killed, or a mistake of this program.
func (h *hand) work(ctx context.Context) error {
	for ctx.Err() == nil {
		var err error
		switch h.chance.IntN(4) {
		case 0:
			err = h.prepare(ctx)
		case 1:
			err = h.upload(ctx)
		case 2:
			err = h.message(ctx)
		default:
			err = h.treat(ctx)
		}
		if err != nil && ctx.Err() == nil {
			return fmt.Errorf("hand %d: %w", h.n, err)
		}
	}
	return nil
}

// mark is what the next act writes and nothing else does.
func (h *hand) mark() string {
	h.said++
	return fmt.Sprintf("k%d-%d-", h.n, h.said)
}

// treat books a visit, writes its note when the patient is there, signs it and
// takes money for it.
func (h *hand) treat(ctx context.Context) error {
	visit, ok, err := h.book(ctx)
	if !ok || err != nil {
		return err
	}
	if _, err := again(ctx, h.run, func() (time.Time, error) { return h.house.arrive(ctx, h.client, visit) }); err != nil {
		return err
	}
	text, saves := "", 1+h.chance.IntN(3)
	page := func(version int) []string {
		return []string{"version", strconv.Itoa(version), "sections[plan]", text, "diagnoses", "I10", "services", h.house.service.String()}
	}
	for n := range saves {
		m := h.mark()
		text += m + " "
		if ok, err = h.send(ctx, act{kind: saving, mark: m, visit: visit}, h.clinician, href.Note(h.client, visit), page(n)...); !ok || err != nil {
			return err
		}
	}
	if ok, err = h.send(ctx, act{kind: signing, mark: visit.String(), visit: visit}, h.clinician, href.SignNote(h.client, visit), page(saves)...); !ok || err != nil {
		return err
	}
	m := h.mark()
	_, err = h.send(ctx, act{kind: paying, mark: m}, h.desk, href.Pay(h.client), "amount", "1.00", "method", "cash", "reference", m)
	return err
}

// prepare books a visit, and the patient fills its form in.
func (h *hand) prepare(ctx context.Context) error {
	visit, ok, err := h.book(ctx)
	if !ok || err != nil {
		return err
	}
	patient, err := h.come(ctx, visit)
	if patient == nil || err != nil {
		return err
	}
	m := h.mark()
	if ok, err = h.send(ctx, act{kind: answering, mark: m, visit: visit}, patient, href.FormPart(1), "answers[reason]", m); !ok || err != nil {
		return err
	}
	m = h.mark()
	_, err = h.send(ctx, act{kind: submitting, mark: m, visit: visit}, patient, href.FormPart(2), "answers[city]", m)
	return err
}

// book books the next half hour of the hand's clinician and answers the visit.
func (h *hand) book(ctx context.Context) (id.Visit, bool, error) {
	m, half := h.mark(), h.slot%16
	day := civil.Of(time.Now(), time.UTC).Add(1 + h.slot/16)
	h.slot++
	ok, err := h.send(ctx, act{kind: booking, mark: m}, h.desk, href.BookVisit, "client", h.client.String(), "clinician", h.staff.String(),
		"type", h.house.kind.String(), "location", h.house.location.String(), "day", day.String(), "start", fmt.Sprintf("%02d:%02d", 9+half/2, half%2*30),
		"place", "none", "coverage", "self", "reason", m, "anyway", "true")
	if !ok || err != nil {
		return 0, ok, err
	}
	visit, err := again(ctx, h.run, func() (id.Visit, error) { return h.house.booked(ctx, m) })
	return visit, true, err
}

// come is the patient at the form of a visit. A link opens once: where the answer
// to its opening was lost, the practice sends another.
func (h *hand) come(ctx context.Context, visit id.Visit) (*visitor.Visitor, error) {
	for {
		token, err := again(ctx, h.run, func() (string, error) {
			packet, err := h.house.packet(ctx, visit)
			if err != nil {
				return "", err
			}
			return h.house.link(ctx, h.client, packet)
		})
		if err != nil {
			return nil, err
		}
		patient := visitor.At(h.url())
		ok, err := h.send(ctx, act{kind: opening}, patient, href.FormLink(token))
		if shut(err) {
			h.acts.reopened.Add(1)
			continue
		}
		if ok && err == nil {
			ok, err = h.send(ctx, act{kind: opening}, patient, href.FormBirth, "born", born)
		}
		if !ok || err != nil {
			return nil, err
		}
		return patient, nil
	}
}

func (h *hand) upload(ctx context.Context) error {
	m := h.mark()
	_, err := h.try(ctx, act{kind: uploading, mark: m}, func(ctx context.Context, key string) (visitor.Answer, error) {
		return h.desk.Upload(ctx, key, href.Documents(h.client), "letter.txt", []byte("What the other practice found, "+m), "title", m, "kind", "letter")
	})
	return err
}

func (h *hand) message(ctx context.Context) error {
	m := h.mark()
	_, err := h.send(ctx, act{kind: writing, mark: m}, h.desk, href.Messages(h.client), "subject", "Your results", "body", m)
	return err
}

func (h *hand) send(ctx context.Context, a act, who *visitor.Visitor, path string, pairs ...string) (bool, error) {
	return h.try(ctx, a, func(ctx context.Context, key string) (visitor.Answer, error) {
		return who.Again(ctx, key, path, pairs...)
	})
}

// Of a hundred: lost answers that are not asked for again, and forms that are sent
// once more though they were answered, as by a button that is pressed twice.
const (
	walksAway = 15
	twice     = 10
)

// try sends one form under one key until it is answered. Ok is false where its
// sender walked away.
func (h *hand) try(ctx context.Context, a act, send func(ctx context.Context, key string) (visitor.Answer, error)) (ok bool, err error) {
	h.gate.RLock()
	defer h.gate.RUnlock()
	told, key := h.acts.begin(a), visitor.Key()
	for ctx.Err() == nil {
		since := h.acts.moment()
		h.acts.underWay.Add(1)
		answer, err := h.within(ctx, func(ctx context.Context) (visitor.Answer, error) { return send(ctx, key) })
		h.acts.underWay.Add(-1)
		switch {
		case errors.Is(err, errSilent):
			h.acts.silent(a.kind)
		case err != nil:
			h.acts.retry(a.kind)
			if h.chance.IntN(100) < walksAway {
				return false, nil
			}
		case answer.Status >= http.StatusInternalServerError:
			h.acts.wait(since, a.kind, answer)
		case answer.Status == http.StatusSeeOther:
			h.acts.acknowledge(told)
			if a.kind == opening || h.chance.IntN(100) >= twice { // a link opens once
				return true, nil
			}
			h.acts.retry(a.kind)
		default:
			return false, &refusal{a.kind, answer}
		}
		pause(ctx, 25*time.Millisecond)
	}
	return false, ctx.Err()
}

// errSilent is of a request that nobody answered, though the program lives.
var errSilent = errors.New("no answer")

// within asks, and gives up where no answer comes in any sensible time.
func (h *hand) within(ctx context.Context, ask func(context.Context) (visitor.Answer, error)) (visitor.Answer, error) {
	ctx, end := context.WithTimeoutCause(ctx, patience, errSilent)
	defer end()
	a, err := ask(ctx)
	if err != nil && errors.Is(context.Cause(ctx), errSilent) {
		err = errSilent
	}
	return a, err
}

// again asks the database until it answers: it may be the one who was killed.
func again[T any](ctx context.Context, r *run, ask func() (T, error)) (v T, err error) {
	r.gate.RLock()
	defer r.gate.RUnlock()
	for began := time.Now(); time.Since(began) < patience && ctx.Err() == nil; pause(ctx, 5*time.Millisecond) {
		if v, err = ask(); err == nil {
			return v, nil
		}
	}
	return v, err
}
