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
