package files

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzPut: an upload is refused with a sentence and nothing is stored, or it is of a known type and read back byte for byte.
func FuzzPut(f *testing.F) {
	for _, seed := range []string{"", "%PDF-1.7\n", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "\xff\xd8\xff\xe0", "PK\x03\x04", "Hello,\nI write about", "<script>", "\xef\xbb\xbf/* */ 'use strict'", "a\x1b[0m", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "// a\n" + strings.Repeat("/*x*/", 200) + "eval("} {
		f.Add([]byte(seed))
	}
	dir := filepath.Join(f.TempDir(), "documents")
	s, err := Open(f.Context(), dir)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		const limit = 1 << 16
		stored, err := s.Put(t.Context(), bytes.NewReader(content), limit)
		if err != nil {
			if refusal, ok := errors.AsType[*Refusal](err); !ok || refusal.Sentence == "" || stored != (Stored{}) {
				t.Fatalf("%v, %+v", err, stored)
			}
			if _, err := s.Open(t.Context(), hashOf(content)); !errors.Is(err, ErrNotFound) {
				t.Fatal("what was refused is stored")
			}
			return
		}
		if int64(len(content)) != stored.Size || len(content) > limit || !slices.Contains([]string{PDF, PNG, JPEG, HEIC, Text, DOC, DOCX}, stored.MediaType) {
			t.Fatalf("%+v of %d bytes", stored, len(content))
		}
		kept, err := s.Open(t.Context(), stored.SHA256)
		if err != nil {
			t.Fatal(err)
		}
		back, err := io.ReadAll(kept)
		if err := errors.Join(err, kept.Close(), s.Delete(t.Context(), stored.SHA256)); err != nil || !bytes.Equal(back, content) {
			t.Fatalf("it reads back as %q, %v", back, err)
		}
	})
}

// FuzzServe: a file's name makes one line of header that programs read as the same name, without a folder, and ends as its type does.
func FuzzServe(f *testing.F) {
	for _, seed := range []string{"letter.pdf", "../../etc/passwd", "a\r\nSet-Cookie: x=1", "in\"voice.exe", "Zoë’s %41.PDF", "", ".", "..", "a\u202efdp.exe", strings.Repeat("ü", 400), "con.", "a.pdf ."} {
		f.Add(seed, 0)
	}
	f.Add("scan.html", 4)
	filed := []string{PDF, PNG, JPEG, HEIC, Text, DOC, DOCX}
	f.Fuzz(func(t *testing.T, name string, of int) {
		media := filed[uint(of)%uint(len(filed))]
		h := http.Header{}
		Serve(h, media, name, false)
		safe := SafeName(name, media)
		kind, params, err := mime.ParseMediaType(h.Get("Content-Disposition"))
		if err != nil || utf8.ValidString(name) && params["filename"] != safe && !strings.Contains(safe, "%") {
			t.Fatalf("%q is %q and read as %q, %v", name, h.Get("Content-Disposition"), params["filename"], err)
		}
		if kind == "inline" && !slices.Contains([]string{PDF, PNG, JPEG, Text}, media) || safe == "" || safe != filepath.Base(safe) || safe == "." || safe == ".." || len([]rune(safe)) > maxName+20 {
			t.Fatalf("%q of %q is %s %q", name, media, kind, safe)
		}
		if known := endings[media]; !slices.Contains(known, strings.ToLower(filepath.Ext(safe))) {
			t.Fatalf("%q of %q is called %q", name, media, safe)
		}
		if again := SafeName(safe, media); again != safe {
			t.Fatalf("%q is called %q, and that %q", name, safe, again)
		}
	})
}
