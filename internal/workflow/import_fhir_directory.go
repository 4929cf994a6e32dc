package workflow

import (
	"context"
	"strings"

	"charthouse/internal/db"
	"charthouse/internal/fhir"
	"charthouse/internal/practice"
)

// takeDirectory stores the people, organisations and places outside.
func (t *taking) takeDirectory(ctx context.Context, tx *db.Tx) error {
	var list []*practice.Outside
	for _, e := range t.b.Entries {
		o, ok := outside(e.Resource)
		switch {
		case !ok:
		case o.Name == "":
			t.skip(e, "it has no name")
		default:
			o.Source, o.Type, o.ResourceID, o.Hash = t.source(e), e.Type, e.ID, e.Hash[:]
			list = append(list, &o)
		}
	}
	if err := practice.ImportDirectoryTx(ctx, tx, list); err != nil {
		return err
	}
	for _, o := range list {
		switch {
		case o.Created:
			t.created++
		case o.Updated:
			t.updated++
		default:
			t.unchanged++
		}
	}
	return nil
}

// outside is what a record says of somebody outside; ok is false for others.
func outside(r fhir.Resource) (o practice.Outside, ok bool) {
	switch r := r.(type) {
	case *fhir.Practitioner:
		phone, _ := reach(r.Telecoms)
		return practice.Outside{Kind: "person", Name: calling(r.Names), NPI: r.NPI(), Phone: phone, Address: onLine(addressOf(r.Addresses))}, true
	case *fhir.Organization:
		phone, _ := reach(r.Telecoms)
		return practice.Outside{Kind: "organization", Name: r.Name, NPI: r.NPI(), Phone: phone, Address: onLine(addressOf(r.Addresses))}, true
	case *fhir.Location:
		phone, _ := reach(r.Telecoms)
		name := r.Name
		if name == "" {
			name = r.Description
		}
		return practice.Outside{Kind: "place", Name: name, Phone: phone, Address: onLine(r.Address)}, true
	}
	return o, false
}

// onLine writes an address on one line.
func onLine(a fhir.Address) string {
	if a.Text != "" && len(a.Lines) == 0 && a.City == "" {
		return a.Text
	}
	region := strings.TrimSpace(a.State + " " + a.PostalCode)
	return joined(", ", append(append([]string{}, a.Lines...), a.City, region, a.Country)...)
}

// joined joins the words that are there.
func joined(between string, words ...string) string {
	var there []string
	for _, w := range words {
		if w = strings.TrimSpace(w); w != "" {
			there = append(there, w)
		}
	}
	return strings.Join(there, between)
}
