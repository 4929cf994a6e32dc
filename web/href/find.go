package href

import (
	"net/url"
	"strconv"
)

// Found answers the options under the find box.
const Found = "/find/found"

// Find is the page of what was found.
func Find(q string) string { return with("/find", url.Values{"q": {q}}) }

// FindIn is one group of it, below the record of that number; 0 is its first page.
func FindIn(q, group string, after int64) string {
	in := url.Values{"q": {q}, "in": {group}}
	if after != 0 {
		in.Set("after", strconv.FormatInt(after, 10))
	}
	return with("/find", in)
}
