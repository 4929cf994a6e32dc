package main

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// way is how somebody fills a form.
type way struct {
	all     bool   // the fields that may stay empty, too
	other   bool   // words that stand there already are changed
	numbers bool   // and numbers
	choices bool   // and what is chosen of a list
	ticks   bool   // and the first of boxes of one name is ticked
	tag     string // stands in every word that is written
}

// ways to fill a form, the first of which the site accepts and which has an
// effect is taken: much of what may stay empty goes with other answers only.
var ladder = []way{{all: true}, {}, {all: true, other: true}, {other: true}, {numbers: true}, {choices: true}, {all: true, ticks: true}, {all: true, other: true, numbers: true, choices: true}}

// filled is what the form posts when filled so.
func (on *floor) filled(f form, w way) url.Values {
	now := on.Clock.Now()
	out := url.Values{}
	for _, c := range f.fields {
		if c.name == "" || c.kind == "idle" || c.kind == "file" {
			continue
		}
		value, fixed := on.particular(f, c.name)
		switch {
		case fixed && value == nothing:
		case fixed && c.kind != "button":
			out.Set(c.name, value)
		default:
			f.fill(out, c, w, now)
		}
	}
	return out
}

func (f form) fill(out url.Values, c field, w way, now time.Time) {
	switch c.kind {
	case "hidden", "button":
		out.Add(c.name, c.value)
	case "checkbox":
		if c.on || c.required || w.ticks && !out.Has(c.name) {
			out.Add(c.name, c.value)
		}
	case "radio":
		if c.on || !out.Has(c.name) && !f.chosen(c.name) {
			out.Set(c.name, c.value)
		}
	case "select":
		out.Set(c.name, c.choice(w))
	default:
		out.Set(c.name, c.words(w, now))
	}
}

// chosen is true where one of the radio buttons is on already.
func (f form) chosen(name string) bool {
	for _, c := range f.fields {
		if c.name == name && c.on {
			return true
		}
	}
	return false
}

func (c field) choice(w way) string {
	if c.value != "" && !w.choices || c.value == "" && !c.required && !w.all {
		return c.value
	}
	for _, o := range c.options {
		if o != "" && o != c.value {
			return o
		}
	}
	return c.value
}

func (c field) words(w way, now time.Time) string {
	free := (c.kind == "text" || c.kind == "textarea") && c.mode == ""
	switch n, err := strconv.Atoi(c.value); {
	case w.numbers && err == nil && !c.readonly:
		return strconv.Itoa(n + 1)
	case c.readonly || c.value != "" && !(w.other && free):
		return c.value
	case c.value != "":
		return strings.TrimSpace(c.value + " again " + w.tag)
	case !c.required && !w.all:
		return ""
	}
	switch c.kind {
	case "date":
		return now.AddDate(0, 0, 7).Format(time.DateOnly)
	case "time":
		return "10:00"
	case "email":
		return "somebody" + strings.ToLower(w.tag) + "@home.example"
	case "tel":
		return "555 0199"
	case "password":
		return otherPassword
	}
	if !free {
		return "1"
	}
	return strings.TrimSpace("Some words " + w.tag)
}

// request is the post, with a picture where the form wants a file.
func (f form) request(in url.Values) *http.Request {
	if !f.upload {
		r := httptest.NewRequest(http.MethodPost, f.action, strings.NewReader(in.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		return r
	}
	var b bytes.Buffer
	parts := multipart.NewWriter(&b)
	for name, values := range in {
		for _, v := range values {
			_ = parts.WriteField(name, v)
		}
	}
	for _, c := range f.fields {
		if c.kind == "file" {
			to, _ := parts.CreateFormFile(c.name, "picture.png")
			_, _ = fmt.Fprintf(to, "%s", picture)
		}
	}
	_ = parts.Close()
	r := httptest.NewRequest(http.MethodPost, f.action, &b)
	r.Header.Set("Content-Type", parts.FormDataContentType())
	return r
}
