// Package href is every URL of the application, typed. No page writes a URL by
// hand, so a link cannot point at a route that moved.
package href

import (
	"net/url"
	"strings"

	"charthouse/internal/id"
)

// The pages that everybody starts from.
const (
	Home    = "/"
	SignIn  = "/sign-in"
	SignOut = "/sign-out"
)

// with adds a query to a path.
func with(path string, query url.Values) string {
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

// Returning is a page, or an act on it, from which one comes back to the list named;
// the page itself where none is.
func Returning(to, list string) string {
	if list == "" {
		return to
	}
	join := "?"
	if strings.Contains(to, "?") {
		join = "&"
	}
	return to + join + url.Values{"back": {list}}.Encode()
}

// Clients is the list of patients.
func Clients(q string) string {
	if q == "" {
		return "/clients"
	}
	return with("/clients", url.Values{"q": {q}})
}

// Client is a patient's file.
func Client(c id.Client) string { return "/clients/" + c.String() }

// in is a path below a patient's file.
func in(c id.Client, path string) string { return Client(c) + path }

// NewClient is the form of a new file, with the name that was searched for.
func NewClient(name string) string {
	if name == "" {
		return "/clients/new"
	}
	return with("/clients/new", url.Values{"name": {name}})
}
