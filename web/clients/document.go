package clients

import (
	"errors"
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/fault"
	"charthouse/internal/files"
	"charthouse/internal/id"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// documentView is one paper: what it is, and what may be done with it.
type documentView struct {
	Shell    ui.Shell
	Title    string
	Facts    []ui.Fact
	Open     string // opens in a tab; empty for what browsers do not show
	Download string
	Picture  string // shown on the page
	Read     *ui.Fix
	Change   *record
	Withdraw *record
}

// document answers GET /clients/{client}/documents/{document}.
func (h *Handler) document(w http.ResponseWriter, r *http.Request) error {
	c, doc, err := page.InFile[id.Document](r, "document")
	if err != nil {
		return err
	}
	v, err := h.documentView(r, c, doc, triedDocument{}, nil)
	if err != nil {
		return err
	}
	return page.Render(w, r, documentPage(v))
}

func (h *Handler) documentView(r *http.Request, c id.Client, doc id.Document, t triedDocument, why *fault.Fault) (documentView, error) {
	client, filed, err := h.Clients.Documents(r.Context(), page.Actor(r), c)
	if err != nil {
		return documentView{}, err
	}
	d, err := h.Clients.Document(r.Context(), page.Actor(r), c, doc)
	if err != nil {
		return documentView{}, err
	}
	return documentOf(h.shell(r, client, d.Title), h.sight(r), c, d, filed.Readers, t, why), nil
}

func documentOf(shell ui.Shell, s sight, c id.Client, d clients.Document, readers []clients.Clinician, t triedDocument, why *fault.Fault) documentView {
	v := documentView{Shell: shell, Title: d.Title, Facts: paperFacts(s, d), Download: href.Download(c, d.ID)}
	switch {
	case slices.Contains([]string{files.PNG, files.JPEG}, d.MediaType):
		v.Picture, v.Open = href.Content(c, d.ID), href.Content(c, d.ID)
	case d.MediaType == files.PDF || d.MediaType == files.Text:
		v.Open = href.Content(c, d.ID)
	}
	if s.who.May(access.ReadDocument) && d.Clinical && d.ReadAt == nil {
		v.Read = &ui.Fix{Act: ui.Act{Label: "I have read it", Kind: "primary", Icon: "check"}, Post: href.ReadDocument(c, d.ID)}
	}
	if s.who.May(access.FileDocument) {
		in, f := t.of(int64(d.ID), clients.DocumentForm{Title: d.Title, Kind: d.Kind, Clinical: d.Clinical, Reader: reader(d)})
		v.Change = &record{Title: "Change what it is", Form: formFor("doc-", href.Document(c, d.ID), "Save", documentFields(in, readers), f), Open: f != nil}
		field := []ui.Field{{Label: "Why", Name: "why", Placeholder: "Belongs to another patient", Autocomplete: "off"}}
		v.Withdraw = &record{Title: "Withdraw it", Form: formFor("why-", href.WithdrawDocument(c, d.ID), "Withdraw", field, why), Open: why != nil}
	}
	return v
}

func reader(d clients.Document) string {
	if d.ReaderID == 0 {
		return ""
	}
	return d.ReaderID.String()
}

func paperFacts(s sight, d clients.Document) []ui.Fact {
	out := []ui.Fact{
		{Name: "Kind", Value: paperKinds[d.Kind]},
		{Name: "Filed", Value: join(" by ", show.DayTime(d.ReceivedAt, s.now, s.zone), d.AddedBy)},
		{Name: "File", Value: join(", ", mediaNames[d.MediaType], show.Size(d.Bytes))},
	}
	switch {
	case d.ReadAt != nil:
		out = append(out, ui.Fact{Name: "Read", Value: join(" by ", show.DayTime(*d.ReadAt, s.now, s.zone), d.ReadBy)})
	case d.Clinical && !d.Imported:
		out = append(out, ui.Fact{Name: "Read", Value: "Not yet" + prefix(", waits for ", d.Reader)})
	}
	return out
}

var mediaNames = map[string]string{files.PDF: "PDF", files.PNG: "PNG picture", files.JPEG: "JPEG picture", files.HEIC: "HEIC picture", files.Text: "Plain text", files.DOC: "Word", files.DOCX: "Word"}

// content answers GET /clients/{client}/documents/{document}/content.
func (h *Handler) content(w http.ResponseWriter, r *http.Request) error {
	c, doc, err := page.InFile[id.Document](r, "document")
	if err != nil {
		return err
	}
	d, err := h.Clients.Document(r.Context(), page.Actor(r), c, doc)
	if err != nil {
		return err
	}
	content, err := h.Files.Open(r.Context(), d.Hash())
	if errors.Is(err, files.ErrNotFound) {
		return fault.New(fault.NotFound, "The content of this paper is not in the store. Its record is kept: ask who looks after the server to look for it in a backup.")
	}
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }()
	files.Serve(w.Header(), d.MediaType, d.Title, r.URL.Query().Get("download") != "")
	w.Header().Set("Cache-Control", "private, no-store")
	http.ServeContent(w, r, "", content.ModTime, content)
	return nil
}

// fileDocument answers POST /clients/{client}/documents/{document}.
func (h *Handler) fileDocument(w http.ResponseWriter, r *http.Request) error {
	c, doc, err := page.InFile[id.Document](r, "document")
	if err != nil {
		return err
	}
	in, err := page.Decode[clients.DocumentForm](r)
	if err != nil {
		return err
	}
	if err := h.Clients.FileDocument(r.Context(), page.Actor(r), c, doc, in); err != nil {
		return h.documentAgain(w, r, c, doc, err, func(f *fault.Fault) (triedDocument, *fault.Fault) {
			return triedDocument{int64(doc), in, f}, nil
		})
	}
	if in.Clinical && !page.Actor(r).May(access.OpenClinical) {
		return h.said(w, r, href.Documents(c), "Filed for clinicians", "")
	}
	return h.said(w, r, href.Document(c, doc), "Paper saved", "")
}

// withdrawDocument answers POST /clients/{client}/documents/{document}/withdraw.
func (h *Handler) withdrawDocument(w http.ResponseWriter, r *http.Request) error {
	c, doc, err := page.InFile[id.Document](r, "document")
	if err != nil {
		return err
	}
	in, err := page.Decode[struct {
		Why string `form:"why"`
	}](r)
	if err != nil {
		return err
	}
	if err := h.Clients.WithdrawDocument(r.Context(), page.Actor(r), c, doc, in.Why); err != nil {
		return h.documentAgain(w, r, c, doc, err, func(f *fault.Fault) (triedDocument, *fault.Fault) { return triedDocument{}, f })
	}
	return h.said(w, r, href.Documents(c), "Paper withdrawn", href.Restore(href.Document(c, doc)))
}

func (h *Handler) documentAgain(w http.ResponseWriter, r *http.Request, c id.Client, doc id.Document, cause error, split func(*fault.Fault) (triedDocument, *fault.Fault)) error {
	f := faultOf(cause)
	if f == nil {
		return cause
	}
	t, why := split(f)
	v, err := h.documentView(r, c, doc, t, why)
	if err != nil {
		return err
	}
	return page.Retry(w, r, cause, func(*fault.Fault) templ.Component { return documentPage(v) })
}

// reading marks a paper read, or not, and goes back to where it was said.
func (h *Handler) reading(do door[id.Document], said string, undo func(id.Client, id.Document) string) page.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		c, doc, err := page.InFile[id.Document](r, "document")
		if err != nil {
			return err
		}
		if err := do(r.Context(), page.Actor(r), c, doc); err != nil {
			return err
		}
		return h.said(w, r, page.Back(r, href.Document(c, doc)), said, undo(c, doc))
	}
}
