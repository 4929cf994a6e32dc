package kill

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"sync"
	"time"
)

// Asked is what a run is about.
type Asked struct {
	Binary string // path of the program
	Dir    string // an empty folder that the database's user can reach
	Rounds int
	Seed   uint64 // decides who does what, and who is killed
	Said   io.Writer
}

// hands work at once.
const hands = 4

// run is one run while it goes on.
type run struct {
	Asked
	*server
	house  *house
	acts   *acts
	result Result
	gate   sync.RWMutex // an act holds it to read; checking waits for all of them
}

// Run kills round after round and answers what was found.
func Run(ctx context.Context, a Asked) (Result, error) {
	s, err := start(ctx, a.Binary, a.Dir)
	if err != nil {
		return Result{}, err
	}
	defer s.end()
	r := &run{Asked: a, server: s, acts: newActs()}
	if r.house, err = setUp(ctx, s); err != nil {
		return Result{}, fmt.Errorf("set the practice up: %w", err)
	}
	defer r.house.close()
	ctx, over := context.WithCancelCause(ctx)
	var working sync.WaitGroup
	for n := range hands {
		h, err := r.hand(ctx, n)
		if err != nil {
			over(err)
			return Result{}, fmt.Errorf("seat hand %d: %w", n, err)
		}
		working.Go(func() {
			if err := h.work(ctx); err != nil {
				over(err)
			}
		})
	}
	err = r.rounds(ctx)
	over(nil)
	working.Wait()
	r.acts.count(&r.result)
	if cause := context.Cause(ctx); err != nil && !errors.Is(cause, context.Canceled) {
		err = cause
	}
	return r.result, err
}

// rounds kills and checks; the last kill is always the program's, so that its
// start sweeps what the others left.
func (r *run) rounds(ctx context.Context) error {
	chance := rand.New(rand.NewPCG(r.Seed, 0))
	before, err := r.house.look(ctx)
	if err != nil {
		return err
	}
	for n := range r.Rounds {
		v := dice[chance.IntN(len(dice))]
		if n == r.Rounds-1 {
			v = program
		}
		pause(ctx, time.Duration(20+chance.IntN(160))*time.Millisecond)
		if err := r.strike(ctx, v, chance); err != nil {
			return fmt.Errorf("round %d, %s: %w", n+1, v, err)
		}
		if before, err = r.check(ctx, before, v == program, n == r.Rounds-1); err != nil {
			return fmt.Errorf("check round %d: %w", n+1, err)
		}
		if (n+1)%10 == 0 {
			fmt.Fprintf(r.Said, "%d of %d rounds, %d acts acknowledged\n", n+1, r.Rounds, r.acts.acknowledged.Load())
		}
	}
	return nil
}

// dice is how often each is killed.
var dice = []victim{program, program, postmaster, backend}

// strike kills the victim while acts are under way, and waits until all is up.
func (r *run) strike(ctx context.Context, v victim, chance *rand.Rand) error {
	v = r.server.spared(v)
	r.acts.fall()
	r.result.Kills[v]++
	r.result.InFlight += int(r.acts.underWay.Load())
	err := r.server.kill(ctx, v, chance)
	r.acts.away.Store(false)
	return err
}

// check waits for the acts under way and holds what they wrote to every promise.
func (r *run) check(ctx context.Context, before glance, swept, last bool) (glance, error) {
	r.gate.Lock()
	defer r.gate.Unlock()
	if err := ctx.Err(); err != nil {
		return before, err
	}
	for _, promise := range []func(context.Context, *Result) error{
		r.acts.lost(r.house, !last),
		r.house.unbalanced,
		r.house.untold(before),
	} {
		if err := promise(ctx, &r.result); err != nil {
			return before, err
		}
	}
	if swept {
		if err := r.house.adrift(ctx, r.server, &r.result); err != nil {
			return before, err
		}
	}
	return r.house.look(ctx)
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
