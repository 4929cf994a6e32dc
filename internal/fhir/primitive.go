package fhir

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// maxText is FHIR's limit of a string; base64 and narratives have none.
const maxText = 1 << 20

// str reads a string or markdown.
func (o object) str(name string) string {
	v := o.typed(name, isText)
	if v == nil {
		return ""
	}
	return o.short(v, name)
}

func (o object) short(v *value, name string) string {
	if len(v.text) > maxText {
		o.problem(name, "is longer than the 1 MB that FHIR allows")
	}
	return v.text
}

func (o object) strs(name string) (list []string) {
	for v := range o.each(name, isText) {
		list = append(list, o.short(v, name))
	}
	return list
}

// code reads one of the words of a required value set.
func (o object) code(name string, allowed []string) string {
	v := o.typed(name, isText)
	if v == nil {
		return ""
	}
	o.among(v.text, o.place(name), allowed)
	return v.text
}

func (o object) codes(name string, allowed []string) (list []string) {
	for v, at := range o.each(name, isText) {
		o.among(v.text, at, allowed)
		list = append(list, v.text)
	}
	return list
}

func (o object) among(word string, at *place, allowed []string) {
	if !slices.Contains(allowed, word) {
		o.wrong(at, "'%s' is not one of %s", clip(word), strings.Join(allowed, ", "))
	}
}

// word reads a code of an open set, such as a media type: no leading, trailing or double space.
func (o object) word(name string) string {
	v := o.typed(name, isText)
	if v == nil {
		return ""
	}
	if strings.Join(strings.Fields(v.text), " ") != v.text {
		o.problem(name, "'%s' is not a code: it has stray spaces", clip(v.text))
	}
	return v.text
}

// uri reads a uri, url, canonical, oid or uuid.
func (o object) uri(name string) string {
	v := o.typed(name, isText)
	if v == nil {
		return ""
	}
	if strings.ContainsFunc(v.text, unicode.IsSpace) {
		o.problem(name, "'%s' is not an address: it has spaces", clip(v.text))
	}
	return v.text
}

// id reads what may stand in a URL as a resource's id.
func (o object) id(name string) string {
	v := o.typed(name, isText)
	if v == nil {
		return ""
	}
	if !isID(v.text) {
		o.problem(name, "'%s' is not an id: up to 64 letters, digits, hyphens and full stops", clip(v.text))
	}
	return v.text
}

func isID(s string) bool {
	other := func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '.'
	}
	return s != "" && len(s) <= 64 && !strings.ContainsFunc(s, other)
}

// truth reads a boolean; nil where it is absent.
func (o object) truth(name string) *bool {
	v := o.typed(name, isBool)
	if v == nil {
		return nil
	}
	yes := v.text == "true"
	return &yes
}

func (o object) yes(name string) bool {
	b := o.truth(name)
	return b != nil && *b
}

// integer reads a 32-bit integer of at least that size; nil where it is absent.
func (o object) integer(name string, least int) *int {
	v := o.typed(name, isNumber)
	if v == nil {
		return nil
	}
	n64, err := strconv.ParseInt(v.text, 10, 32)
	n := int(n64)
	if err != nil || n < least {
		o.problem(name, "%s is not a whole number from %d up", clip(v.text), least)
	}
	return &n
}

func (o object) count(name string) int {
	if n := o.integer(name, 0); n != nil {
		return *n
	}
	return 0
}

func (o object) decimal(name string) Decimal {
	v := o.typed(name, isNumber)
	if v == nil {
		return ""
	}
	return Decimal(v.text)
}

// date reads a civil date of any precision; dateTime may go down to an instant; instant must.
func (o object) date(name string) Date { return o.when(name, Year, Day, "a date") }

func (o object) dateTime(name string) Date {
	return o.when(name, Year, Instant, "a date, or a time with its zone")
}

func (o object) instant(name string) Date {
	return o.when(name, Instant, Instant, "a time with its zone")
}

func (o object) when(name string, least, most Precision, what string) Date {
	v := o.typed(name, isText)
	if v == nil {
		return Date{}
	}
	d, ok := parseDate(v.text)
	if !ok || d.Precision < least || d.Precision > most {
		o.problem(name, "'%s' is not %s", clip(v.text), what)
		return Date{}
	}
	return d
}

func (o object) clock(name string) string {
	v := o.typed(name, isText)
	if v != nil && !isClock(v.text) {
		o.problem(name, "'%s' is not a time of day", clip(v.text))
	}
	if v == nil {
		return ""
	}
	return v.text
}

// bytes decodes base64, in which FHIR allows white space.
func (o object) bytes(name string) []byte {
	v := o.typed(name, isText)
	if v == nil {
		return nil
	}
	text := v.text
	if strings.ContainsAny(text, " \t\r\n") {
		text = strings.Join(strings.Fields(text), "")
	}
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		o.problem(name, "is not base64")
	}
	return data
}
