package practice

import (
	"bytes"
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// Outside is a person, an organisation or a place of another system, by its
// address there (source, type, id), with the hash of what it says.
type Outside struct {
	Source, Type, ResourceID        string
	Hash                            []byte
	Kind, Name, NPI, Phone, Address string

	Created, Updated bool // set by ImportDirectoryTx
}

// ImportDirectoryTx brings the directory up to date. What has the hash that it
// had is left alone.
func ImportDirectoryTx(ctx context.Context, tx *db.Tx, list []*Outside) error {
	if len(list) == 0 {
		return nil
	}
	known, err := listImportedDirectory(ctx, &tx.View, list)
	if err != nil {
		return err
	}
	for _, o := range list {
		was, there := known[[3]string{o.Source, o.Type, o.ResourceID}]
		switch {
		case !there:
			o.Created, err = true, insertOutside(ctx, tx, o)
		case !bytes.Equal(was.Hash, o.Hash):
			o.Updated, err = true, updateOutside(ctx, tx, was.DirectoryID, o)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// OutsideNameTx is the name of somebody in the directory by their address in
// another system, or a fault NotFound.
func OutsideNameTx(ctx context.Context, v *db.View, source, kind, resource string) (string, error) {
	return findOutsideName(ctx, v, source, kind, resource)
}

// ZoneTx is the practice's zone, UTC before it has one.
func ZoneTx(ctx context.Context, v *db.View) (string, error) { return findZone(ctx, v) }

type importedOutside struct {
	Source, Type, ResourceID string
	DirectoryID              id.Outside
	Hash                     []byte
}
