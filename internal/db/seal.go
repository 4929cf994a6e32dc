package db

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Seal is a link of the chain: so many rows of the trail or the history, up to a
// number, with the hash of the seal before and of these rows.
type Seal struct {
	ID   int64
	Tbl  string // trail or history
	Upto int64
	N    int64
	Hash []byte
}

// sealed is the hash of a seal: of the hash before it, where it ends, how many
// rows it has, and their digest.
func sealed(before []byte, tbl string, upto, n int64, digest []byte) []byte {
	h := sha256.New()
	h.Write(before)
	h.Write([]byte(tbl))
	_ = binary.Write(h, binary.BigEndian, []int64{upto, n})
	h.Write(digest)
	return h.Sum(nil)
}

// How many rows a seal has at most, and how many seals a round makes.
const (
	rowsOfSeal   = 10_000
	sealsOfRound = 20
)

// Seal seals what no act can add to any more, and answers how many rows that was
// and the chain's head. It needs two rounds, a minute apart or so: the first notes
// how far numbers were given out, and a later one seals up to there once every
// transaction of that time has ended. Numbers are taken in an act's first
// statements, so the bound is taken a round after the number.
func (d *DB) Seal(ctx context.Context) (rows int64, head string, err error) {
	err = pgx.BeginFunc(ctx, d.pool, func(tx pgx.Tx) error {
		if err := lockSeals(ctx, tx); err != nil {
			return err
		}
		last, err := lastSeal(ctx, tx)
		if err != nil {
			return err
		}
		for _, tbl := range []string{"trail", "history"} {
			upto, ripe, err := advanceMark(ctx, tx, tbl)
			if err != nil {
				return err
			}
			if !ripe {
				continue
			}
			n, err := sealUpto(ctx, tx, tbl, upto, &last)
			if err != nil {
				return err
			}
			rows += n
		}
		head = hex.EncodeToString(last)
		return nil
	})
	if err != nil {
		return 0, "", fmt.Errorf("seal the trail: %w", err)
	}
	return rows, head, nil
}

// sealUpto makes the seals of a table up to a number, and moves the head.
func sealUpto(ctx context.Context, tx pgx.Tx, tbl string, upto int64, head *[]byte) (rows int64, err error) {
	for range sealsOfRound {
		after, end, err := nextSeal(ctx, tx, tbl, upto)
		if err != nil || end <= after {
			return rows, err
		}
		n, digest, err := digestOf(ctx, tx, tbl, after, end)
		if err != nil {
			return rows, err
		}
		*head = sealed(*head, tbl, end, n, digest)
		if err := insertSeal(ctx, tx, Seal{Tbl: tbl, Upto: end, N: n, Hash: *head}); err != nil {
			return rows, err
		}
		rows += n
		if end == upto {
			return rows, dropMark(ctx, tx, tbl)
		}
	}
	return rows, nil
}

// Broken is a link of the chain that is not as it was sealed.
type Broken struct {
	Seal
	After int64 // its rows have higher numbers
}

// Checked is what a look at the whole chain found.
type Checked struct {
	Seals, Rows int64
	Unsealed    int64 // rows that wait for their seal
	Head        string
	HasHead     bool // the head that was asked for is in the chain
	Broken      []Broken
}

// Verify takes every hash of the chain again, in a read-only look of whoever may
// read the trail. A head that was kept outside shows whether seals were taken
// off the end.
func Verify(ctx context.Context, tx pgx.Tx, head string) (Checked, error) {
	c := Checked{HasHead: head == ""}
	seals, err := listSeals(ctx, tx)
	if err != nil {
		return c, fmt.Errorf("read the seals: %w", err)
	}
	var before []byte
	ends := map[string]int64{}
	for _, s := range seals {
		n, digest, err := digestOf(ctx, tx, s.Tbl, ends[s.Tbl], s.Upto)
		if err != nil {
			return c, err
		}
		if !bytes.Equal(sealed(before, s.Tbl, s.Upto, s.N, digest), s.Hash) || n != s.N {
			c.Broken = append(c.Broken, Broken{s, ends[s.Tbl]})
		}
		before, ends[s.Tbl] = s.Hash, s.Upto
		c.Seals, c.Rows, c.Head = c.Seals+1, c.Rows+n, hex.EncodeToString(s.Hash)
		c.HasHead = c.HasHead || c.Head == head
	}
	c.Unsealed, err = countUnsealed(ctx, tx, ends["trail"], ends["history"])
	return c, err
}
