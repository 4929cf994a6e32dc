package page

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"

	"charthouse/internal/fault"
)

// Uploaded is the file of a form that carries one. Content is nil where none was
// chosen, and ends with the request.
type Uploaded struct {
	Name    string // as the browser calls it, without folder and ending
	Content io.Reader
}

// maxUpload is how much the other fields of such a form may carry.
const maxUpload = 64 << 10

// Upload reads a form that carries a file up to the file itself, which is then
// read as it arrives and lies nowhere meanwhile. The other fields must stand
// before it; Decode and Actor read them afterwards.
func Upload(w http.ResponseWriter, r *http.Request, limit int64) (Uploaded, error) {
	r.Body = http.MaxBytesReader(w, r.Body, limit+1<<20)
	parts, err := r.MultipartReader()
	if err != nil {
		return Uploaded{}, errHalf
	}
	r.PostForm, r.Form = url.Values{}, url.Values{}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return Uploaded{}, nil
		}
		if err != nil {
			return Uploaded{}, errHalf
		}
		if part.FileName() != "" {
			return Uploaded{stem(part.FileName()), whole{part}}, nil
		}
		value, err := io.ReadAll(io.LimitReader(part, maxUpload))
		if err != nil {
			return Uploaded{}, errHalf
		}
		r.PostForm.Add(part.FormName(), string(value))
		r.Form.Add(part.FormName(), string(value))
	}
}

// whole says of a file that ends before its form does, as on a phone that lost its
// network, that it did not arrive.
type whole struct{ io.Reader }

func (w whole) Read(p []byte) (int, error) {
	n, err := w.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = errHalf
	}
	return n, err
}

var errHalf = fault.New(fault.Invalid, "The file did not arrive whole. Nothing was stored: go back and send it once more.")

func stem(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	return strings.TrimSuffix(name, path.Ext(name))
}

// carriesFile is true for forms whose body only Upload may read.
func carriesFile(r *http.Request) bool {
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && media == "multipart/form-data"
}
