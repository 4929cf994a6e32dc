package page

import (
	"crypto/sha256"
	"net/http"
	"net/url"
	"strings"

	"github.com/go-playground/form/v4"

	"charthouse/internal/access"
	"charthouse/internal/fault"
)

// maxForm is how much a form without files may carry.
const maxForm = 1 << 20

var decoder = form.NewDecoder()

// Decode reads the form into T by its `form` tags. Values are cut of white
// space at both ends; what is wrong with them is the domain's to say.
func Decode[T any](r *http.Request) (T, error) {
	var t T
	values, err := posted(r)
	if err != nil {
		return t, err
	}
	if err := decoder.Decode(&t, values); err != nil {
		return t, fault.New(fault.Invalid, "The form did not arrive whole. Go back, open it again and send it once more.")
	}
	return t, nil
}

// Query reads the page's query as Decode reads a form.
func Query[T any](r *http.Request) (T, error) {
	var t T
	if err := decoder.Decode(&t, trimmed(r.URL.Query())); err != nil {
		return t, errNoPage
	}
	return t, nil
}

func posted(r *http.Request) (url.Values, error) {
	if !carriesFile(r) {
		r.Body = http.MaxBytesReader(nil, r.Body, maxForm)
	}
	if err := r.ParseForm(); err != nil {
		return nil, fault.New(fault.Invalid, "The form is larger than a form can be. Shorten the longest answer and send it again.")
	}
	return trimmed(r.PostForm), nil
}

func trimmed(in url.Values) url.Values {
	out := make(url.Values, len(in))
	for k, vs := range in {
		for _, v := range vs {
			out[k] = append(out[k], strings.TrimSpace(strings.ReplaceAll(v, "\x00", "")))
		}
	}
	return out
}

// posting is the actor with the key of the form in the request, by which one
// form has one effect.
func posting(who access.Actor, r *http.Request) access.Actor {
	if r.Method != http.MethodPost {
		return who
	}
	values, err := posted(r)
	if err != nil || values.Get("_once") == "" {
		return who
	}
	key := values.Get("_once")
	values.Del("_once")
	hash := sha256.Sum256([]byte(r.URL.Path + "?" + values.Encode()))
	return who.Posting(access.Post{Key: key, Hash: hash[:]})
}
