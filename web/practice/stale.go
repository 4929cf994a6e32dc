package practice

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"

	"charthouse/internal/fault"
	"charthouse/web/ui"
)

var errStale = fault.New(fault.Conflict, "Somebody changed this after you opened it. Nothing of yours is saved yet and nothing is lost: what differs stands side by side. Save once more to keep what you wrote.")

// versionOf names what a form showed when it was opened: the same values, the
// same name.
func versionOf(groups []group) string {
	h := sha256.New()
	for _, f := range fieldsIn(groups) {
		if f.Kind == ui.Password {
			continue
		}
		fmt.Fprintf(h, "%q %q %q\n", f.Name, f.Value, f.Values)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

func fieldsIn(groups []group) (all []ui.Field) {
	for _, g := range groups {
		all = append(all, g.Fields...)
	}
	return all
}

// stale is true of a form that was opened before somebody else's change: is is
// what is stored by now. A form sent twice is not, nor one that says what is stored.
func (h *Handler) stale(r *http.Request, is, typed []group) (bool, error) {
	was, now := r.PostFormValue("version"), versionOf(is)
	if was == "" || was == now || versionOf(typed) == now {
		return false, nil
	}
	repeats, err := h.site.Repeats(r)
	return !repeats, err
}

// late fills the page of a form that came too late: what was typed, both texts of
// what differs, and the version that another save replaces.
func (v formView) late(is, typed []group) formView {
	v.Groups, v.Version = typed, versionOf(is)
	v.Both = ui.Compare(fieldsIn(is), fieldsIn(typed))
	return v
}
