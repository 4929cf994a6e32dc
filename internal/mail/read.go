package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/mail"
	"slices"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
)

// Limits of a mail that comes in. What is over them is not kept, and said.
const (
	MaxReceived = 36 << 20 // the whole, in bytes: a file of 25 MB as base64
	maxParts    = 60
	maxDepth    = 6
	maxText     = 200 << 10 // of one text, in bytes
	maxFiles    = 10
	maxHeader   = 256 << 10
)

// Received is one mail that came in, as far as the practice takes it.
type Received struct {
	ID        string // Message-ID without brackets, or the hash of the whole
	From      Address
	To        []string // every address that its headers name as reached
	Answers   []string // Message-IDs of the mails it answers, the newest first
	Subject   string
	Text      string // plain text, in UTF-8, without what it quotes
	Files     []Attachment
	Lost      []string // sentences: what was not kept
	Automatic bool     // no person typed it (RFC 3834), or a list sent it
	Bounced   string   // Message-ID of a mail that could not be delivered (RFC 3464)
	Problem   string   // why it could not, in the words of the server
}

// ErrUnreadable says that these bytes are no mail (RFC 5322).
var ErrUnreadable = errors.New("this is not a mail that can be read")

// ErrTooBig says that a mail is larger than MaxReceived.
var ErrTooBig = fmt.Errorf("this mail is larger than %d MB", MaxReceived>>20)

// Read reads one mail strictly and within its limits: the plain text is kept, of
// what else there is the files; formatted text is not.
func Read(r io.Reader) (Received, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxReceived+1))
	if err != nil {
		return Received{}, fmt.Errorf("read a mail: %w", err)
	}
	if len(raw) > MaxReceived {
		return Received{}, ErrTooBig
	}
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil || headerSize(raw) > maxHeader {
		return Received{}, ErrUnreadable
	}
	out := Received{}
	if err := out.head(m.Header, raw); err != nil {
		return Received{}, err
	}
	w := walk{out: &out}
	w.part(header(m.Header), m.Body, 0)
	w.finish()
	return out, nil
}

func headerSize(raw []byte) int {
	for _, end := range []string{"\r\n\r\n", "\n\n"} {
		if i := bytes.Index(raw, []byte(end)); i >= 0 {
			return i
		}
	}
	return len(raw)
}

func (r *Received) head(h mail.Header, raw []byte) error {
	from, err := readAddress(h.Get("From"))
	if err != nil {
		return ErrUnreadable
	}
	r.From = from
	sum := sha256.Sum256(raw)
	r.ID = "sha256:" + hex.EncodeToString(sum[:])
	if ids := messageIDs(h.Get("Message-Id")); len(ids) > 0 {
		r.ID = ids[0]
	}
	r.Subject = clean(decodeWords(h.Get("Subject")), 300)
	for _, name := range []string{"Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc"} {
		for _, v := range h[canonical(name)] {
			r.To = append(r.To, addresses(v)...)
		}
	}
	r.To = r.To[:min(len(r.To), 50)]
	r.Answers = messageIDs(h.Get("In-Reply-To"))
	refs := messageIDs(h.Get("References"))
	slices.Reverse(refs)
	r.Answers = append(r.Answers, refs...)
	r.Answers = r.Answers[:min(len(r.Answers), 20)]
	r.Automatic = automatic(h)
	return nil
}

// automatic tells what no person typed: RFC 3834, and what lists and out-of-office
// programs say besides.
func automatic(h mail.Header) bool {
	if v := strings.ToLower(strings.TrimSpace(h.Get("Auto-Submitted"))); v != "" && v != "no" && !strings.HasPrefix(v, "no;") {
		return true
	}
	switch strings.ToLower(strings.TrimSpace(h.Get("Precedence"))) {
	case "bulk", "junk", "list", "auto_reply":
		return true
	}
	return h.Get("List-Id") != "" || h.Get("X-Autoreply") != "" || h.Get("X-Autorespond") != "" || strings.TrimSpace(h.Get("Return-Path")) == "<>"
}

// readAddress takes the first address; a sender without one is no mail.
func readAddress(v string) (Address, error) {
	p := mail.AddressParser{WordDecoder: words}
	list, err := p.ParseList(v)
	if err != nil || len(list) == 0 {
		return Address{}, ErrAddress
	}
	if len(list[0].Address) > maxEmail+maxLocal || !utf8Line(list[0].Address) {
		return Address{}, ErrAddress
	}
	return Address{Name: clean(list[0].Name, 200), Email: list[0].Address}, nil
}

// addresses are those that a header names; what cannot be read names none.
func addresses(v string) (out []string) {
	p := mail.AddressParser{WordDecoder: words}
	list, err := p.ParseList(v)
	if err != nil {
		if v = strings.Trim(strings.TrimSpace(v), "<>"); strings.Count(v, "@") == 1 && !strings.ContainsAny(v, " ,;") && utf8Line(v) {
			return []string{v}
		}
		return nil
	}
	for _, a := range list {
		if utf8Line(a.Address) {
			out = append(out, a.Address)
		}
	}
	return out
}

// messageIDs are the ids in angle brackets.
func messageIDs(v string) (out []string) {
	for len(out) < 50 {
		_, rest, ok := strings.Cut(v, "<")
		if !ok {
			return out
		}
		one, after, ok := strings.Cut(rest, ">")
		if !ok {
			return out
		}
		if one = strings.TrimSpace(one); one != "" && len(one) <= 300 && ascii(one) {
			out = append(out, one)
		}
		v = after
	}
	return out
}

var words = &mime.WordDecoder{CharsetReader: inUTF8}

func decodeWords(v string) string {
	s, err := words.DecodeHeader(v)
	if err != nil {
		return v
	}
	return s
}

// inUTF8 reads text of a charset that is known to the web; of another, an error.
func inUTF8(charset string, in io.Reader) (io.Reader, error) {
	e, err := htmlindex.Get(charset)
	if err != nil {
		return nil, fmt.Errorf("charset %q: %w", charset, err)
	}
	return e.NewDecoder().Reader(in), nil
}
