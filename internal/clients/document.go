package clients

import (
	"context"
	"encoding/hex"
	"fmt"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// Document is a paper of the file. Its content lies in the store under SHA256.
type Document struct {
	ID         id.Document
	Title      string
	Kind       string
	Clinical   bool
	MediaType  string
	Bytes      int64
	SHA256     []byte
	ReceivedAt time.Time
	AddedBy    string
	ReaderID   id.Staff
	Reader     string
	ReadAt     *time.Time
	ReadBy     string
	Imported   bool
}

// Hash is the name of the content in the store: lower-case hexadecimal.
func (d Document) Hash() string { return hex.EncodeToString(d.SHA256) }

// DocumentForm is what a form says of a document, as typed.
type DocumentForm struct {
	Title    string `form:"title"`
	Kind     string `form:"kind"`
	Clinical bool   `form:"clinical"`
	Reader   string `form:"reader"` // the number of the clinician who should read it, or empty
}

// Content is what the store answered of an upload.
type Content struct {
	SHA256    string // lower-case hexadecimal
	Bytes     int64
	MediaType string
}

// Filed is the papers of a file, and who could be asked to read one.
type Filed struct {
	Documents []Document
	Readers   []Clinician
	Requests  []Request // letters asked of other practices, and not taken back
}

// Clinician is somebody who can be asked to read a document.
type Clinician struct {
	ID   id.Staff
	Name string
}

// Documents opens the papers that the actor may see, newest first, and who may
// be asked to read one.
func (s *Service) Documents(ctx context.Context, who access.Actor, c id.Client) (Client, Filed, error) {
	return open(ctx, s, who, access.OpenDocument.On(c), func(ctx context.Context, v *db.View) (f Filed, err error) {
		if f.Documents, err = DocumentsTx(ctx, v, 200); err != nil {
			return f, err
		}
		if f.Requests, err = listRequests(ctx, v); err != nil {
			return f, err
		}
		f.Readers, err = listClinicians(ctx, v)
		return f, err
	})
}

// DocumentsTx reads the newest papers of the act's client that the actor may
// see: clinical ones only with the verb to open what is clinical.
func DocumentsTx(ctx context.Context, v *db.View, most int) ([]Document, error) {
	return listDocuments(ctx, v, v.Who().May(access.OpenClinical), most)
}

// Document opens one paper. What is clinical is not found by those who may not
// open it: neither title nor existence is theirs to know.
func (s *Service) Document(ctx context.Context, who access.Actor, c id.Client, d id.Document) (doc Document, err error) {
	err = s.db.Read(ctx, who, access.OpenDocument.On(c), func(v *db.View) error {
		doc, err = findDocument(ctx, v, d, who.May(access.OpenClinical))
		return err
	})
	return doc, err
}

// AddDocument files content that is in the store already.
func (s *Service) AddDocument(ctx context.Context, who access.Actor, c id.Client, in DocumentForm, content Content) (id.Document, error) {
	return db.Make(ctx, s.db, who, access.AddDocument.On(c), func(tx *db.Tx) (id.Document, error) {
		reader, err := in.check()
		if err != nil {
			return 0, err
		}
		hash, err := hex.DecodeString(content.SHA256)
		if err != nil {
			return 0, fmt.Errorf("the store's hash of a document: %w", err)
		}
		return insertDocument(ctx, tx, in, reader, content, hash)
	})
}

// FileMailedTx files what came along with a client's mail, with who sent it. The
// content is in the store already.
func FileMailedTx(ctx context.Context, tx *db.Tx, title, sender string, clinical bool, content Content) error {
	hash, err := hex.DecodeString(content.SHA256)
	if err != nil {
		return fmt.Errorf("the store's hash of a document: %w", err)
	}
	return insertMailed(ctx, tx, title, sender, clinical, content, hash)
}

// CheckDocument says what is wrong with a form before its content is taken.
func CheckDocument(in DocumentForm) error {
	_, err := in.check()
	return err
}

// FileDocument changes title, kind and reader of a paper that the actor may see.
func (s *Service) FileDocument(ctx context.Context, who access.Actor, c id.Client, d id.Document, in DocumentForm) error {
	return s.db.Write(ctx, who, access.FileDocument.On(c), func(tx *db.Tx) error {
		reader, err := in.check()
		if err != nil {
			return err
		}
		return updateDocument(ctx, tx, d, in, reader, who.May(access.OpenClinical))
	})
}

// ReadDocument says that a clinician has read a paper, which frees whoever
// waits for it.
func (s *Service) ReadDocument(ctx context.Context, who access.Actor, c id.Client, d id.Document) error {
	return s.markRead(ctx, who, c, d, true)
}

// UnreadDocument undoes ReadDocument.
func (s *Service) UnreadDocument(ctx context.Context, who access.Actor, c id.Client, d id.Document) error {
	return s.markRead(ctx, who, c, d, false)
}

func (s *Service) markRead(ctx context.Context, who access.Actor, c id.Client, d id.Document, read bool) error {
	return s.db.Write(ctx, who, access.ReadDocument.On(c), func(tx *db.Tx) error {
		return markRead(ctx, tx, d, read)
	})
}

// WithdrawDocument takes a paper out of the file and says why; it is kept, and
// so is its content.
func (s *Service) WithdrawDocument(ctx context.Context, who access.Actor, c id.Client, d id.Document, why string) error {
	return s.db.Write(ctx, who, access.FileDocument.On(c), func(tx *db.Tx) error {
		var check fault.Check
		check.Unless(why != "", "why", "Say why, so that nobody looks for it in vain.")
		check.Unless(len(why) <= 500, "why", "Say it in at most 500 letters.")
		if err := check.Fault(); err != nil {
			return err
		}
		return withdrawDocument(ctx, tx, d, why, who.May(access.OpenClinical))
	})
}

// RestoreDocument undoes WithdrawDocument.
func (s *Service) RestoreDocument(ctx context.Context, who access.Actor, c id.Client, d id.Document) error {
	return s.db.Write(ctx, who, access.FileDocument.On(c), func(tx *db.Tx) error {
		return restoreDocument(ctx, tx, d, who.May(access.OpenClinical))
	})
}

// Sweeper is the store of contents.
type Sweeper interface {
	Sweep(ctx context.Context, olderThan time.Time, keep func(sha string) (bool, error)) (int, error)
}

// SweepDocuments removes contents older than an hour that no paper names: what
// an upload left whose form was refused or whose process died. Contents of
// withdrawn papers stay. It answers how many it removed.
func (s *Service) SweepDocuments(ctx context.Context, who access.Actor, store Sweeper) (removed int, err error) {
	err = s.db.Read(ctx, who, access.SweepDocuments.Practice(), func(v *db.View) error {
		removed, err = store.Sweep(ctx, v.Now().Add(-time.Hour), func(sha string) (bool, error) {
			hash, err := hex.DecodeString(sha)
			if err != nil {
				return true, fmt.Errorf("the store's hash of a document: %w", err)
			}
			return named(ctx, v, hash)
		})
		return err
	})
	return removed, err
}

// Holder is the store that contents are looked for in.
type Holder interface {
	Has(ctx context.Context, sha string) (bool, error)
}

// MissingContents answers the papers whose content is not in the store, such as
// after a restore of the database alone. Each says so itself where it is opened.
func (s *Service) MissingContents(ctx context.Context, who access.Actor, store Holder) (missing []id.Document, err error) {
	err = s.db.Read(ctx, who, access.SweepDocuments.Practice(), func(v *db.View) error {
		missing = nil
		for after := id.Document(0); ; {
			some, err := listContents(ctx, v, after)
			if err != nil || len(some) == 0 {
				return err
			}
			for _, p := range some {
				there, err := store.Has(ctx, hex.EncodeToString(p.SHA256))
				if err != nil {
					return err
				}
				if !there {
					missing = append(missing, p.ID)
				}
			}
			after = some[len(some)-1].ID
		}
	})
	return missing, err
}

func (in DocumentForm) check() (reader id.Staff, err error) {
	var c fault.Check
	c.Unless(in.Title != "", "title", "Write what this is, so that it is found again.")
	c.Unless(len([]rune(in.Title)) <= 300, "title", "A title has at most 300 letters.")
	c.Unless(oneOf(in.Kind, "letter", "report", "result", "card", "consent", "form", "photo", "other"), "kind", "Choose what kind of paper it is.")
	if in.Reader != "" {
		n, err := id.Parse[id.Staff](in.Reader)
		c.Unless(err == nil, "reader", "Choose who should read it.")
		reader = n
	}
	c.Unless(reader == 0 || in.Clinical, "reader", "Only what is clinical waits for a clinician. Say that it is, or choose nobody.")
	return reader, c.Fault()
}
