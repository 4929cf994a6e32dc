package clients

import (
	"context"
	"slices"

	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// RecipientTx answers which contact a form's link goes to; 0 is the client. To is
// what was chosen: client, a contact's number, or nothing. Then it is the client,
// or where they have no mail address of their own, the first who may act for them.
func RecipientTx(ctx context.Context, v *db.View, to string) (id.Contact, error) {
	if to == "client" {
		return 0, nil
	}
	list, err := listContacts(ctx, v)
	if err != nil {
		return 0, err
	}
	list = slices.DeleteFunc(list, func(c Contact) bool { return !c.Proxy })
	if to == "" {
		return deputy(ctx, v, list)
	}
	for _, c := range list {
		if c.ID.String() == to {
			return c.ID, nil
		}
	}
	return 0, fault.New(fault.Conflict, "This contact does not fill in forms for the patient any more. Nothing was sent: open the page again and choose.")
}

func deputy(ctx context.Context, v *db.View, proxies []Contact) (id.Contact, error) {
	c, err := findClient(ctx, v)
	if err != nil || c.Email != "" || len(proxies) == 0 {
		return 0, err
	}
	return proxies[0].ID, nil
}
