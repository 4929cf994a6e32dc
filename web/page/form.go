package page

import (
	"crypto/sha256"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/go-playground/form/v4"

	"charthouse/internal/access"
	"charthouse/internal/fault"
)

// How much a form without files may carry: in bytes, in fields, and in rows of one
// list, which the forms themselves keep well below. One field of a few bytes that
// names the ten thousandth row would make all rows before it.
const (
	maxForm   = 1 << 20
	maxFields = 5000
	maxRows   = 200
)

var decoder = newDecoder()

func newDecoder() *form.Decoder {
	d := form.NewDecoder()
	d.SetMaxArraySize(maxRows)
	return d
}

// named is how a field is called: name, lists[a].new[0].name. At a bracket that
// does not close the library panics.
var named = regexp.MustCompile(`^[^\[\]\pC]+(?:\[[^\[\]\pC]+\](?:\.[^\[\]\pC]+)?)*$`)

var errNotWhole = fault.New(fault.Invalid, "The form did not arrive whole. Go back, open it again and send it once more.")

// fill reads values into a form's struct.
func fill(into any, values url.Values) error {
	if len(values) > maxFields {
		return errNotWhole
	}
	for name := range values {
		if !utf8.ValidString(name) || !named.MatchString(name) {
			return errNotWhole
		}
	}
	if err := decoder.Decode(into, values); err != nil {
		return errNotWhole
	}
	return nil
}

// Decode reads the form into T by its `form` tags. Values are cut of white
// space at both ends; what is wrong with them is the domain's to say.
func Decode[T any](r *http.Request) (T, error) {
	var t T
	values, err := posted(r)
	if err != nil {
		return t, err
	}
	err = fill(&t, values)
	return t, err
}

// Query reads the page's query as Decode reads a form.
func Query[T any](r *http.Request) (T, error) {
	var t T
	if err := fill(&t, trimmed(r.URL.Query())); err != nil {
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
	for _, vs := range r.PostForm {
		for i, v := range vs {
			vs[i] = Text(v)
		}
	}
	return trimmed(r.PostForm), nil
}

func trimmed(in url.Values) url.Values {
	out := make(url.Values, len(in))
	for k, vs := range in {
		for _, v := range vs {
			out[k] = append(out[k], strings.TrimSpace(Text(v)))
		}
	}
	return out
}

// Text is what was sent as it can be kept and shown: no zero bytes, and no letters
// that are not UTF-8, which no browser of ours sends.
func Text(sent string) string {
	return strings.ToValidUTF8(strings.ReplaceAll(sent, "\x00", ""), "\uFFFD")
}

// Repeats is true of a form that was sent before with the same answers.
func (s *Site) Repeats(r *http.Request) (bool, error) { return s.db.Repeats(r.Context(), Actor(r)) }

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
