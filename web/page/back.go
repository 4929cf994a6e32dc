package page

import "net/http"

// Back is the page of this site that a form names as where it came from, or
// the other one.
func Back(r *http.Request, otherwise string) string {
	return Inside(r.PostFormValue("back"), otherwise)
}

// Inside is to where it names a page of this site.
func Inside(to, otherwise string) string {
	if len(to) > 1 && to[0] == '/' && to[1] != '/' && to[1] != '\\' {
		return to
	}
	return otherwise
}
