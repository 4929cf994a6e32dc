package clients

import (
	"net/http"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

type triedContact = tried[clients.ContactForm]

// contacts answers GET /clients/{client}/contacts.
func (h *Handler) contacts(w http.ResponseWriter, r *http.Request) error {
	c, err := page.Client(r)
	if err != nil {
		return err
	}
	v, err := h.contactsView(r, c, triedContact{})
	if err != nil {
		return err
	}
	return page.Render(w, r, recordsPage(v))
}

// addContact answers POST /clients/{client}/contacts.
func (h *Handler) addContact() page.Handler {
	return adding(h, h.Clients.AddContact, href.Contacts, "Contact added",
		func(w http.ResponseWriter, r *http.Request, c id.Client, in clients.ContactForm, err error) error {
			return h.contactsAgain(w, r, c, 0, in, err)
		})
}

// editContact answers POST /clients/{client}/contacts/{contact}.
func (h *Handler) editContact() page.Handler {
	return changing(h, "contact", h.Clients.EditContact, href.Contacts, "Contact saved", h.contactsAgain)
}

func (h *Handler) contactsAgain(w http.ResponseWriter, r *http.Request, c id.Client, row id.Contact, in clients.ContactForm, err error) error {
	return again(w, r, err, func(f *fault.Fault) (recordsView, error) {
		return h.contactsView(r, c, triedContact{int64(row), in, f})
	})
}

func (h *Handler) contactsView(r *http.Request, c id.Client, t triedContact) (recordsView, error) {
	client, list, err := h.Clients.Contacts(r.Context(), page.Actor(r), c)
	if err != nil {
		return recordsView{}, err
	}
	return recordsView{
		Shell: h.shell(r, client, "Contacts"), Title: "Contacts of " + client.Name(),
		Lede:   "People around " + client.Name() + ": whom to call, with whom one may speak, and who pays the bills.",
		Blocks: []block{contactBlock(client, list, page.Actor(r).May(access.EditClient), t)},
	}, nil
}

func contactBlock(client clients.Client, list []clients.Contact, edit bool, t triedContact) block {
	b := block{ID: "contacts", Title: "Contacts", Empty: "Nobody is written down yet. An emergency contact is asked for by every form."}
	c, name := client.ID, client.Name()
	for _, n := range list {
		b.Rows = append(b.Rows, contactRow(c, name, n, edit, t))
	}
	if !edit {
		return b
	}
	in, f := t.of(0, clients.ContactForm{})
	b.Add = &record{Title: "Add a contact", Form: formFor("new-", href.Contacts(c), "Add contact", contactFields(name, in), f), Open: f != nil}
	return b
}

func contactRow(c id.Client, name string, n clients.Contact, edit bool, t triedContact) record {
	r := record{ID: "contact-" + n.ID.String(), Title: n.Name, Rest: n.Relation, Detail: join(" · ", n.Phone, n.Email, n.Address), Tags: contactTags(n)}
	if !edit {
		return r
	}
	is := clients.ContactForm{
		Name: n.Name, Relation: n.Relation, Phone: n.Phone, Email: n.Email, Address: n.Address,
		Emergency: n.Emergency, BillPayer: n.BillPayer, MayDiscuss: n.MayDiscuss, Proxy: n.Proxy, Version: n.Version,
	}
	in, f := t.of(int64(n.ID), is)
	in.Version = n.Version
	r.Open, r.Both = f != nil, compare(f, contactFields(name, is), contactFields(name, in))
	r.Form = formFor(r.ID+"-", href.Contact(c, n.ID), "Save contact", contactFields(name, in), f)
	r.End = &ui.Fix{Act: ui.Act{Label: "Take off the file", Kind: "quiet"}, Post: href.End(href.Contact(c, n.ID))}
	return r
}

func contactTags(n clients.Contact) []ui.Tag {
	var out []ui.Tag
	for _, t := range []struct {
		is   bool
		text string
	}{{n.Emergency, "emergency"}, {n.BillPayer, "pays the bills"}, {n.MayDiscuss, "may be spoken with"}, {n.Proxy, "fills in forms"}} {
		if t.is {
			out = append(out, ui.Tag{Text: t.text})
		}
	}
	return out
}

func contactFields(name string, in clients.ContactForm) []ui.Field {
	return []ui.Field{
		version(in.Version),
		{Label: "Name", Name: "name", Value: in.Name, Autocomplete: "off"},
		{Label: "Relation", Name: "relation", Value: in.Relation, Placeholder: "husband"},
		{Label: "Phone", Name: "phone", Value: in.Phone, Kind: ui.Tel, Autocomplete: "off"},
		{Label: "Mail", Name: "email", Value: in.Email, Kind: ui.Email, Autocomplete: "off"},
		{Label: "Address", Name: "address", Value: in.Address, Autocomplete: "off"},
		{Label: "Call in an emergency", Name: "emergency", Kind: ui.Check, Value: ticked(in.Emergency)},
		{Label: "Pays the bills", Name: "bill_payer", Kind: ui.Check, Value: ticked(in.BillPayer)},
		{Label: "May be spoken with about care", Name: "may_discuss", Kind: ui.Check, Value: ticked(in.MayDiscuss)},
		{Label: "May fill in forms for " + name, Name: "proxy", Kind: ui.Check, Value: ticked(in.Proxy), Help: "A parent, a guardian, a carer. Links of forms can be sent to their mail."},
	}
}
