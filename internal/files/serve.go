package files

import (
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"
	"unicode"
)

// Serve sets the headers under which a document may leave: its stored type and no
// guessing, a name that is safe on every system, and a policy under which nothing
// in it can act as the practice's page. A type that browsers show is shown in
// place unless download is asked for.
func Serve(h http.Header, mediaType, name string, download bool) {
	typed, shown := mediaType, slices.Contains([]string{PDF, PNG, JPEG, Text}, mediaType)
	if mediaType == Text {
		typed = Text + "; charset=utf-8"
	}
	disposition := "attachment"
	if shown && !download {
		disposition = "inline"
	}
	h.Set("Content-Type", typed)
	h.Set("Content-Disposition", dispose(disposition, SafeName(name, mediaType)))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", policy(mediaType))
}

// policy is a sandbox, except for PDF: browsers' own viewers, which run apart from
// the page, refuse to start inside one.
func policy(mediaType string) string {
	if mediaType == PDF {
		return "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
	}
	return "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
}

// dispose writes RFC 6266's header: a plain name for old programs and, where that
// loses letters, the real one as RFC 8187 encodes it.
func dispose(disposition, name string) string {
	plain := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '"' || r == '\\' || r == '%' {
			return '_'
		}
		return r
	}, name)
	header := disposition + `; filename="` + plain + `"`
	if plain != name {
		header += "; filename*=UTF-8''" + encode(name)
	}
	return header
}

// encode keeps RFC 8187's attr-char and percent-encodes all other bytes.
func encode(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c < 0x80 && (unicode.IsLetter(rune(c)) || unicode.IsDigit(rune(c)) || strings.IndexByte("!#$&+-.^_`|~", c) >= 0) {
			b.WriteByte(c)
			continue
		}
		b.WriteString("%" + string(hex[c>>4]) + string(hex[c&15]))
	}
	return b.String()
}

const maxName = 120 // letters, before the ending

var endings = map[string][]string{
	PDF: {".pdf"}, PNG: {".png"}, JPEG: {".jpg", ".jpeg"}, HEIC: {".heic", ".heif"},
	Text: {".txt", ".csv", ".tsv", ".log"}, DOC: {".doc"}, DOCX: {".docx"},
}

// SafeName makes a name that every system can store and that ends as the type
// does, so that a picture called invoice.exe is not run by a double click.
func SafeName(name, mediaType string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case r == unicode.ReplacementChar, unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r):
			return -1
		case strings.ContainsRune(`/\:*?"<>|`, r):
			return '_'
		}
		return r
	}, name)
	name = strings.Trim(name, " .")
	ending := path.Ext(name)
	base := strings.TrimSuffix(name, ending)
	if !slices.Contains(endings[mediaType], strings.ToLower(ending)) {
		base, ending = name, firstEnding(mediaType)
	}
	if base == "" || base == "_" {
		base = "document"
	}
	if letters := []rune(base); len(letters) > maxName {
		base = strings.TrimRight(string(letters[:maxName]), " .")
	}
	return base + ending
}

func firstEnding(mediaType string) string {
	if known := endings[mediaType]; len(known) > 0 {
		return known[0]
	}
	if known, err := mime.ExtensionsByType(mediaType); err == nil && len(known) > 0 {
		return known[0]
	}
	return ".bin"
}
