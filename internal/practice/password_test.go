package practice

import (
	"testing"

	"github.com/alexedwards/argon2id"
	"github.com/google/go-cmp/cmp"
)

func TestNobodysHashCostsWhatEveryHashCosts(t *testing.T) {
	p, _, _, err := argon2id.DecodeHash(nobodys)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(cost, *p); diff != "" {
		t.Error(diff)
	}
}

func TestAKeptPasswordCostsWhatWasDecided(t *testing.T) {
	kept, err := New(nil).hash(t.Context(), "lantern quarry mitten")
	if err != nil {
		t.Fatal(err)
	}
	p, _, _, err := argon2id.DecodeHash(kept)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(cost, *p); diff != "" {
		t.Error(diff)
	}
	if least := 19 * 1024; cost.Memory < uint32(least) || cost.Iterations < 2 {
		t.Errorf("it costs less than OWASP asks for at least: %+v", cost)
	}
}
