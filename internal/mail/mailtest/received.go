package mailtest

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"
)

// Received is one message as it arrived, with its parts read.
type Received struct {
	From string   // of the envelope
	To   []string // of the envelope
	Raw  []byte   // with line ends as \n

	Header    mail.Header
	MessageID string // without its brackets
	Subject   string // decoded

	Text, HTML     string // quoted-printable text has line ends as \n too
	Calendar       string // the alternative that mail programs act upon
	CalendarMethod string
	Attached       []File
}

// File is an attachment.
type File struct {
	Name, MediaType string
	Content         []byte
}

func read(raw []byte) (Received, error) {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return Received{}, fmt.Errorf("read message: %w", err)
	}
	r := Received{Raw: raw, Header: m.Header, MessageID: strings.Trim(m.Header.Get("Message-Id"), "<>")}
	if r.Subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil {
		return Received{}, fmt.Errorf("read subject: %w", err)
	}
	return r, r.part(textproto.MIMEHeader(m.Header), m.Body)
}

// part reads one part of the message, and the parts inside it.
func (r *Received) part(header textproto.MIMEHeader, body io.Reader) error {
	media, params, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		return fmt.Errorf("read content type: %w", err)
	}
	if strings.HasPrefix(media, "multipart/") {
		return r.parts(multipart.NewReader(body, params["boundary"]))
	}
	content, err := decode(header.Get("Content-Transfer-Encoding"), body)
	if err != nil {
		return fmt.Errorf("read a part of type %s: %w", media, err)
	}
	return r.place(media, params, header, content)
}

func (r *Received) parts(inside *multipart.Reader) error {
	for {
		p, err := inside.NextRawPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read parts: %w", err)
		}
		if err := r.part(p.Header, p); err != nil {
			return err
		}
	}
}

func (r *Received) place(media string, params map[string]string, header textproto.MIMEHeader, content []byte) error {
	disposition, named, _ := mime.ParseMediaType(header.Get("Content-Disposition"))
	switch {
	case disposition == "attachment":
		name, err := new(mime.WordDecoder).DecodeHeader(named["filename"])
		if err != nil {
			return fmt.Errorf("read a file's name: %w", err)
		}
		r.Attached = append(r.Attached, File{Name: name, MediaType: media, Content: content})
	case media == "text/plain":
		r.Text = string(content)
	case media == "text/html":
		r.HTML = string(content)
	case media == "text/calendar":
		r.Calendar, r.CalendarMethod = string(content), params["method"]
	default:
		return fmt.Errorf("a part of type %s was not expected", media)
	}
	return nil
}

func decode(encoding string, body io.Reader) ([]byte, error) {
	switch strings.ToLower(encoding) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	return io.ReadAll(body)
}
