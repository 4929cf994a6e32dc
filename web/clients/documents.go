package clients

import (
	"errors"
	"net/http"

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

type triedDocument = tried[clients.DocumentForm]

// documents answers GET /clients/{client}/documents.
func (h *Handler) documents(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	v, err := h.documentsView(r, c, triedDocument{}, triedRequest{})
	if err != nil {
		return err
	}
	return page.Render(w, r, recordsPage(v))
}

// addDocument answers POST /clients/{client}/documents: the file goes straight
// into the store and then its row is made. What a refused form leaves there, the
// next sweep removes.
func (h *Handler) addDocument(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	up, err := page.Upload(w, r, files.MaxSize)
	if err != nil {
		return err
	}
	in, err := page.Decode[clients.DocumentForm](r)
	if err != nil {
		return err
	}
	if in.Title == "" {
		in.Title = up.Name
	}
	if err := h.store(r, c, in, up); err != nil {
		return again(w, r, err, func(f *fault.Fault) (recordsView, error) {
			return h.documentsView(r, c, triedDocument{0, in, f}, triedRequest{})
		})
	}
	return h.said(w, r, href.Documents(c), "“"+in.Title+"” filed", "")
}

func (h *Handler) store(r *http.Request, c id.Client, in clients.DocumentForm, up page.Uploaded) error {
	if up.Content == nil {
		return noFile("Choose the file again: a browser forgets it when the page comes back.")
	}
	if err := clients.CheckDocument(in); err != nil {
		return err
	}
	stored, err := h.Files.Put(r.Context(), up.Content, files.MaxSize)
	if refusal, ok := errors.AsType[*files.Refusal](err); ok {
		return noFile(refusal.Sentence)
	}
	if err != nil {
		return err
	}
	_, err = h.Clients.AddDocument(r.Context(), page.Actor(r), c, in, clients.Content{SHA256: stored.SHA256, Bytes: stored.Size, MediaType: stored.MediaType})
	return err
}

func noFile(sentence string) error {
	return &fault.Fault{Kind: fault.Invalid, Message: "The file was not taken.", Fields: map[string]string{"file": sentence}}
}

func (h *Handler) documentsView(r *http.Request, c id.Client, t triedDocument, q triedRequest) (recordsView, error) {
	client, filed, err := h.Clients.Documents(r.Context(), page.Actor(r), c)
	if err != nil {
		return recordsView{}, err
	}
	s := h.sight(r)
	v := recordsView{Shell: h.shell(r, client, "Papers"), Title: "Papers of " + client.Name()}
	if !s.who.May(access.OpenClinical) {
		v.Lede = "Clinical papers that you file are for clinicians: they are not listed here."
	}
	v.Shell.Back = page.Up(r, *v.Shell.Back)
	v.Blocks = []block{documentBlock(s, c, filed, t), requestBlock(s, c, filed, q)}
	for _, asked := range v.Blocks[1].Rows {
		if asked.End != nil {
			asked.End.Post = href.Returning(asked.End.Post, page.Opener(r))
		}
	}
	return v, nil
}

func documentBlock(s sight, c id.Client, filed clients.Filed, t triedDocument) block {
	b := block{ID: "papers", Title: "Papers", Empty: "No papers yet. Letters, reports, cards and consents are filed here."}
	for _, d := range filed.Documents {
		row := record{
			ID: "document-" + d.ID.String(), Title: d.Title, Href: href.Document(c, d.ID), Rest: paperKinds[d.Kind],
			Detail: join(" · ", show.DayTime(d.ReceivedAt, s.now, s.zone), prefix("by ", d.AddedBy), show.Size(d.Bytes)),
		}
		if d.Clinical && d.ReadAt == nil && !d.Imported {
			row.Tags = []ui.Tag{{Text: or(prefix("for ", d.Reader), "not read"), Tone: ui.Ochre}}
		}
		b.Rows = append(b.Rows, row)
	}
	if s.who.May(access.AddDocument) {
		in, f := t.of(0, clients.DocumentForm{Kind: "letter", Clinical: true})
		fields := append(documentFields(in, filed.Readers), ui.Field{
			Label: "File", Name: "file", Kind: ui.File, Accept: ".pdf,.png,.jpg,.jpeg,.heic,.txt,.docx,.doc", Help: "PDF, PNG, JPEG, HEIC, plain text or Word, up to 25 MB.",
		})
		form := formFor("new-", href.Documents(c), "File it", fields, f)
		form.Of.Upload = true
		b.Add = &record{Title: "File a paper", Form: form, Open: f != nil || len(filed.Documents) == 0}
	}
	return b
}

var paperOptions = []ui.Option{
	{Value: "letter", Label: "Letter"},
	{Value: "report", Label: "Report"},
	{Value: "result", Label: "Result"},
	{Value: "card", Label: "Insurance card"},
	{Value: "consent", Label: "Consent"},
	{Value: "form", Label: "Form"},
	{Value: "photo", Label: "Picture"},
	{Value: "other", Label: "Other"},
}

func documentFields(in clients.DocumentForm, readers []clients.Clinician) []ui.Field {
	who := []ui.Option{{Value: "", Label: "Nobody in particular"}}
	for _, r := range readers {
		who = append(who, ui.Option{Value: r.ID.String(), Label: r.Name})
	}
	return []ui.Field{
		{Label: "What it is", Name: "title", Value: in.Title, Placeholder: "Retinal screening, May", Autocomplete: "off"},
		{Label: "Kind", Name: "kind", Value: in.Kind, Kind: ui.Select, Options: paperOptions},
		{Label: "Who should read it", Name: "reader", Value: in.Reader, Kind: ui.Select, Options: who},
		{Label: "Clinical: only clinicians open it", Name: "clinical", Kind: ui.Check, Value: ticked(in.Clinical)},
	}
}
