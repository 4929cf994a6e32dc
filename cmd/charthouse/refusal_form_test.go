package main

import (
	"fmt"
	"maps"
	"mime/multipart"
	"net/url"
	"regexp"
	"strings"
)

// anything is a form that has what any form asks for, so that none is refused for
// what it says before it is asked whose the record is.
var anything = url.Values{
	"to": {"front_desk"}, "why": {"Because"}, "word": {"A word"}, "body": {"Some words"}, "words": {"Some words"}, "kind": {"billing"}, "reason": {"A good reason for it"},
	"outcome": {"Done"}, "until": {"2026-05-12"}, "answer": {"Yes"}, "found": {"Fine"}, "value": {"LM-1"}, "field": {"member_number"}, "amount": {"1.00"},
	"method": {"cash"}, "title": {"Something"}, "text": {"Some words"}, "nth": {"1"}, "on": {"1"}, "owner": {"3"}, "tick": {"1"},
	"substance": {"Latex"}, "name": {"Somebody"}, "label": {"Asthma"}, "version": {"1"}, "payer": {"1"}, "relation": {"self"}, "rank": {"1"},
	"type": {"1"}, "who": {"front_desk"}, "due": {"2026-05-12"}, "recipient": {"Dr Weber"}, "email": {"weber@harbour.example"}, "asks": {"A letter"},
	"pressure": {"120/80"},
}

// forms are what a form of that path says otherwise.
var forms = map[string]url.Values{
	"/clients/{client}/messages":  {"to": {"client"}, "subject": {"Some words"}},
	"/clients/{client}/documents": {"kind": {"letter"}},
	"/clients/{client}/waits":     {"type": {"2"}, "visit": {""}},
}

// form is what somebody sends. Who opens a file that is not there gives their own
// password; elsewhere a wrong one, so that none opens.
func (l look) form(a *asker) url.Values {
	in := maps.Clone(anything)
	in.Set("client", fmt.Sprint(a.file))
	in.Set("team", a.staff.String())
	in.Set("packet", fmt.Sprint(a.file*10+4))
	in.Set("visit", fmt.Sprint(a.file*10+2))
	in.Set("rows", fmt.Sprint(a.file*10+1))
	in.Set("password", "wrong")
	maps.Copy(in, forms[l.Path])
	if l.rel == noFile {
		in.Set("password", refusalSecret)
	}
	return in
}

// uploads are the paths of forms that carry a document.
var uploads = regexp.MustCompile(`^/letter$|^/clients/[^/]+/documents$`)

// upload is the form with a document.
func upload(in url.Values) (body *strings.Reader, kind string) {
	var b strings.Builder
	form := multipart.NewWriter(&b)
	for name := range in {
		_ = form.WriteField(name, in.Get(name))
	}
	part, _ := form.CreateFormFile("file", "letter.txt")
	_, _ = part.Write([]byte("A letter"))
	_ = form.Close()
	return strings.NewReader(b.String()), form.FormDataContentType()
}
