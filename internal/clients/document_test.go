package clients_test

import (
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/files"
	"charthouse/internal/id"
)

func content(pair string) clients.Content {
	return clients.Content{SHA256: strings.Repeat(pair, 32), Bytes: 9, MediaType: files.PDF}
}

func TestTheDeskFilesAClinicalPaperAndCannotOpenIt(t *testing.T) {
	_, s, c := house(t)
	card, err := s.AddDocument(t.Context(), desk, c, clients.DocumentForm{Title: "Insurance card", Kind: "card"}, content("aa"))
	must(t, err)
	scan, err := s.AddDocument(t.Context(), desk, c, clients.DocumentForm{Title: "MRI of the knee", Kind: "report", Clinical: true, Reader: "2"}, content("bb"))
	must(t, err)
	if _, err := s.Document(t.Context(), desk, c, card); err != nil {
		t.Errorf("card: %v", err)
	}
	if _, err := s.Document(t.Context(), desk, c, scan); fault.KindOf(err) != fault.NotFound {
		t.Errorf("the desk opened a clinical paper: %v", err)
	}
	if err := s.FileDocument(t.Context(), desk, c, scan, clients.DocumentForm{Title: "MRI", Kind: "report"}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("the desk made a clinical paper its own: %v", err)
	}
	_, filed, err := s.Documents(t.Context(), desk, c)
	if err != nil || len(filed.Documents) != 1 || filed.Documents[0].ID != card || len(filed.Readers) != 1 {
		t.Errorf("%+v, %v", filed, err)
	}
	if _, filed, _ = s.Documents(t.Context(), okafor, c); len(filed.Documents) != 2 || filed.Documents[0].Reader != "Dr Amara Okafor" {
		t.Errorf("%+v", filed)
	}
}

func TestAnUnreadPaperBlocksUntilItIsRead(t *testing.T) {
	d, s, c := house(t)
	scan, err := s.AddDocument(t.Context(), desk, c, clients.DocumentForm{Title: "MRI", Kind: "report", Clinical: true, Reader: "2"}, content("bb"))
	must(t, err)
	d.Clock.Move(25 * time.Hour)
	must(t, s.ConfirmMedications(t.Context(), okafor, c)) // any act settles the file
	if got := blockers(t, d, c); got != "document_unread" {
		t.Fatalf("after a day: %q", got)
	}
	must(t, s.ReadDocument(t.Context(), okafor, c, scan))
	if got := blockers(t, d, c); got != "" {
		t.Errorf("read: %q", got)
	}
	if got := d.ClearedBy(t, "document_unread"); got != "document.read by s2" {
		t.Errorf("cleared by %s", got)
	}
	must(t, s.UnreadDocument(t.Context(), okafor, c, scan))
	if got := blockers(t, d, c); got != "document_unread" {
		t.Errorf("undone: %q", got)
	}
	if err := s.ReadDocument(t.Context(), desk, c, scan); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the desk read it: %v", err)
	}
}

func TestAPaperIsWithdrawnOnlyWithAReason(t *testing.T) {
	_, s, c := house(t)
	card, err := s.AddDocument(t.Context(), desk, c, clients.DocumentForm{Title: "Card", Kind: "card"}, content("aa"))
	must(t, err)
	if err := s.WithdrawDocument(t.Context(), desk, c, card, ""); field(t, err, "why") == "" {
		t.Error(err)
	}
	must(t, s.WithdrawDocument(t.Context(), desk, c, card, "Belongs to his brother"))
	if _, err := s.Document(t.Context(), desk, c, card); fault.KindOf(err) != fault.NotFound {
		t.Errorf("withdrawn: %v", err)
	}
	must(t, s.RestoreDocument(t.Context(), desk, c, card))
	if _, err := s.Document(t.Context(), desk, c, card); err != nil {
		t.Errorf("restored: %v", err)
	}
}

func TestTheSweepKeepsWhatAPaperNames(t *testing.T) {
	d, s, c := house(t)
	store, err := files.Open(t.Context(), t.TempDir())
	must(t, err)
	t.Cleanup(func() { _ = store.Close() })
	kept, withdrawn, orphan := put(t, store, "kept"), put(t, store, "withdrawn"), put(t, store, "orphan")
	for _, p := range []files.Stored{kept, withdrawn} {
		_, err := s.AddDocument(t.Context(), desk, c, clients.DocumentForm{Title: "Text", Kind: "form"}, clients.Content{SHA256: p.SHA256, Bytes: p.Size, MediaType: p.MediaType})
		must(t, err)
	}
	must(t, s.WithdrawDocument(t.Context(), desk, c, id.Document(2), "Twice"))
	console := access.System(access.Console)
	// The store's files carry the machine's date; the act's clock is moved instead.
	d.Clock.Set(time.Now())
	if n, err := s.SweepDocuments(t.Context(), console, store); err != nil || n != 0 {
		t.Errorf("within the hour %d were removed, %v", n, err)
	}
	d.Clock.Set(time.Now().Add(2 * time.Hour))
	if n, err := s.SweepDocuments(t.Context(), console, store); err != nil || n != 1 {
		t.Errorf("%d were removed, %v", n, err)
	}
	for _, p := range []files.Stored{kept, withdrawn} {
		if doc, err := store.Open(t.Context(), p.SHA256); err != nil {
			t.Errorf("%v", err)
		} else {
			_ = doc.Close()
		}
	}
	if _, err := store.Open(t.Context(), orphan.SHA256); err == nil {
		t.Error("the orphan is still there")
	}
	if _, err := s.SweepDocuments(t.Context(), desk, store); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the desk swept: %v", err)
	}
}

func TestAPaperWhoseContentIsGoneIsFound(t *testing.T) {
	_, s, c := house(t)
	store, err := files.Open(t.Context(), t.TempDir())
	must(t, err)
	t.Cleanup(func() { _ = store.Close() })
	var papers []id.Document
	for _, text := range []string{"kept", "lost"} {
		p := put(t, store, text)
		n, err := s.AddDocument(t.Context(), desk, c, clients.DocumentForm{Title: text, Kind: "form"}, clients.Content{SHA256: p.SHA256, Bytes: p.Size, MediaType: p.MediaType})
		must(t, err)
		papers = append(papers, n)
	}
	must(t, store.Delete(t.Context(), put(t, store, "lost").SHA256))
	missing, err := s.MissingContents(t.Context(), access.System(access.Console), store)
	if err != nil || len(missing) != 1 || missing[0] != papers[1] {
		t.Errorf("missing are %v, %v", missing, err)
	}
}

func put(t *testing.T, store *files.Store, text string) files.Stored {
	t.Helper()
	stored, err := store.Put(t.Context(), strings.NewReader(text), files.MaxSize)
	must(t, err)
	return stored
}

func blockers(t *testing.T, d *dbtest.Database, c id.Client) (kinds string) {
	t.Helper()
	must(t, d.Owner.QueryRow(t.Context(), `
		select coalesce(string_agg(kind, ' ' order by kind), '')
		from blockers
		where client_id = $1 and cleared_at is null`, c).Scan(&kinds))
	return kinds
}
