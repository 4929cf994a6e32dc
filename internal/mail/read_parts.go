package mail

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// header is what a part or the whole says of itself.
type header map[string][]string

func (h header) get(name string) string { return textproto.MIMEHeader(h).Get(name) }

func canonical(name string) string { return textproto.CanonicalMIMEHeaderKey(name) }

// walk goes through the parts of a mail.
type walk struct {
	out       *Received
	parts     int
	texts     []string
	formatted bool // there was text that is formatted
	report    bool // it is a report of what became of a mail
	failed    bool // and it could not be delivered
	problem   string
}

// part takes one part, and those inside it.
func (w *walk) part(h header, body io.Reader, depth int) {
	if w.parts++; w.parts > maxParts || depth > maxDepth {
		w.lose("Some parts were not kept: the mail has too many.")
		return
	}
	media, params, err := mime.ParseMediaType(h.get("Content-Type"))
	if err != nil {
		media, params = "text/plain", map[string]string{}
	}
	if boundary := params["boundary"]; strings.HasPrefix(media, "multipart/") && boundary != "" {
		w.report = w.report || media == "multipart/report" && strings.EqualFold(params["report-type"], "delivery-status")
		w.inside(multipart.NewReader(body, boundary), depth)
		return
	}
	content, ok := w.decode(h, body)
	if !ok {
		return
	}
	w.take(h, media, params, content)
}

func (w *walk) inside(parts *multipart.Reader, depth int) {
	for {
		p, err := parts.NextRawPart()
		if err == io.EOF {
			return
		}
		if err != nil {
			w.lose("The end of the mail was missing.")
			return
		}
		w.part(header(p.Header), p, depth+1)
		if w.parts > maxParts {
			return
		}
	}
}

// decode undoes the transfer encoding.
func (w *walk) decode(h header, body io.Reader) ([]byte, bool) {
	switch strings.ToLower(strings.TrimSpace(h.get("Content-Transfer-Encoding"))) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, &noSpace{body})
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "", "7bit", "8bit", "binary":
	default:
		w.lose("A part was not kept: nobody knows how it is written.")
		return nil, false
	}
	content, err := io.ReadAll(body)
	if err != nil && len(content) == 0 {
		w.lose("A part was not kept: it could not be read.")
		return nil, false
	}
	return content, true
}

// noSpace leaves out what base64 does not know, such as blanks at a line's end.
type noSpace struct{ from io.Reader }

func (n *noSpace) Read(p []byte) (int, error) {
	c, err := n.from.Read(p)
	kept := 0
	for _, b := range p[:c] {
		if b > ' ' {
			p[kept] = b
			kept++
		}
	}
	return kept, err
}

// take keeps what the part holds, as far as it is kept.
func (w *walk) take(h header, media string, params map[string]string, content []byte) {
	disposition, more, err := mime.ParseMediaType(h.get("Content-Disposition"))
	if err != nil {
		disposition, more = "", map[string]string{}
	}
	name := fileName(more["filename"], params["name"])
	switch {
	case w.report && media == "message/delivery-status":
		w.status(content)
	case w.report && (media == "message/rfc822" || media == "text/rfc822-headers" || media == "message/global-headers"):
		w.returned(content)
	case media == "text/plain" && disposition != "attachment":
		w.text(params["charset"], content)
	case media == "text/html" && disposition != "attachment":
		w.formatted = true
	case media == "text/calendar" || media == "application/pgp-signature" || media == "application/pkcs7-signature":
	default:
		w.file(name, media, content)
	}
}

func (w *walk) text(charset string, content []byte) {
	if len(content) > maxText {
		content = content[:maxText]
		w.lose("The end of a long text was not kept.")
	}
	if c := strings.ToLower(charset); c != "" && c != "utf-8" && c != "us-ascii" {
		in, err := inUTF8(c, bytes.NewReader(content))
		if err != nil {
			w.lose("A text was not kept: nobody here knows its letters.")
			return
		}
		if content, err = io.ReadAll(io.LimitReader(in, 4*maxText)); err != nil {
			w.lose("A text was not kept: its letters could not be read.")
			return
		}
	}
	if text := plain(string(content)); text != "" {
		w.texts = append(w.texts, text)
	}
}

func (w *walk) file(name, media string, content []byte) {
	if len(content) == 0 {
		return
	}
	if len(w.out.Files) == maxFiles {
		w.lose(fmt.Sprintf("Only the first %d files were kept.", maxFiles))
		return
	}
	if name == "" {
		name = "File"
	}
	w.out.Files = append(w.out.Files, Attachment{Name: name, MediaType: media, Content: content})
}

// status reads why a mail was not delivered (RFC 3464): a mail that is only late
// did not fail.
func (w *walk) status(content []byte) {
	for line := range strings.Lines(string(content)) {
		field, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(field)) {
		case "action":
			w.failed = w.failed || strings.EqualFold(value, "failed")
		case "diagnostic-code":
			_, w.problem, _ = strings.Cut(value, ";")
		case "status":
			if w.problem == "" {
				w.problem = "status " + value
			}
		}
	}
}

// returned finds which mail came back.
func (w *walk) returned(content []byte) {
	h, err := textproto.NewReader(bufio.NewReader(io.LimitReader(bytes.NewReader(content), maxHeader))).ReadMIMEHeader()
	if err != nil && len(h) == 0 {
		return
	}
	if ids := messageIDs(h.Get("Message-Id")); len(ids) > 0 && w.out.Bounced == "" {
		w.out.Bounced = ids[0]
	}
}

func (w *walk) finish() {
	if w.report {
		w.out.Automatic, w.out.Problem = true, clean(w.problem, 200)
		if !w.failed {
			w.out.Bounced = ""
		}
	} else {
		w.out.Bounced = ""
	}
	w.out.Text = unquoted(strings.Join(w.texts, "\n\n"))
	if w.out.Text == "" && w.formatted {
		w.lose("The mail had formatted text only, which is not kept.")
	}
}

// lose says once what was not kept.
func (w *walk) lose(sentence string) {
	for _, l := range w.out.Lost {
		if l == sentence {
			return
		}
	}
	w.out.Lost = append(w.out.Lost, sentence)
}

// plain is text that can be kept: valid, with plain line ends, and without control
// characters.
func plain(s string) string {
	s = strings.ToValidUTF8(s, "�")
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	s = strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && (unicode.IsControl(r) || r == '\u2028' || r == '\u2029') {
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// clean is plain text on one line, cut between letters.
func clean(s string, most int) string {
	s = strings.Join(strings.Fields(plain(s)), " ")
	if r := []rune(s); len(r) > most {
		s = string(r[:most-1]) + "…"
	}
	return s
}

func utf8Line(s string) bool { return utf8.ValidString(s) && oneLine(s) }

// fileName is the name that a file came with, without any folder.
func fileName(names ...string) string {
	for _, n := range names {
		n = path.Base(strings.ReplaceAll(decodeWords(n), `\`, "/"))
		if n = clean(n, 120); n != "" && n != "." && n != "/" {
			return n
		}
	}
	return ""
}
