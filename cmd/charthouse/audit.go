package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"github.com/jackc/pgx/v5"

	"charthouse/internal/config"
	"charthouse/internal/db"
	"charthouse/internal/db/local"
)

// auditHead prints the last seal's hash: kept elsewhere, it proves all before it.
func auditHead(ctx context.Context, c config.Config, out, say io.Writer) error {
	h, err := open(ctx, c, say, local.StartOrAttach)
	if err != nil {
		return err
	}
	defer h.close()
	s, err := h.db.Head(ctx)
	if err != nil {
		return err
	}
	if s.ID == 0 {
		fmt.Fprintln(say, "Nothing is sealed yet. charthouse serve seals the trail within three minutes of each act.")
		return nil
	}
	fmt.Fprintln(out, hex.EncodeToString(s.Hash))
	return nil
}

// auditVerify takes every seal again and says what is not as it was.
func auditVerify(ctx context.Context, cmd config.AuditVerify, c config.Config, out, say io.Writer) error {
	h, err := open(ctx, c, say, local.StartOrAttach)
	if err != nil {
		return err
	}
	defer h.close()
	var found db.Checked
	look := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	err = pgx.BeginTxFunc(ctx, h.pool, look, func(tx pgx.Tx) error {
		found, err = db.Verify(ctx, tx, cmd.Head)
		return err
	})
	if err != nil {
		return err
	}
	for _, b := range found.Broken {
		fmt.Fprintf(say, "Seal %d: rows %d to %d of the %s are not as they were sealed.\n", b.ID, b.After+1, b.Upto, b.Tbl)
	}
	switch {
	case len(found.Broken) > 0:
		return fmt.Errorf("the trail was changed after it was sealed: %d of %d seals do not hold", len(found.Broken), found.Seals)
	case !found.HasHead:
		return errors.New("the head that was kept is not in the chain: seals were taken off its end, or it is of another practice")
	}
	fmt.Fprintf(out, "%d rows are as they were sealed, by %d seals; %d wait for theirs. The head is %s\n", found.Rows, found.Seals, found.Unsealed, found.Head)
	return nil
}
