package files

import (
	"mime"
	"net/http"
	"strings"
	"testing"
)

func TestADocumentCannotActInABrowser(t *testing.T) {
	for media, c := range map[string]struct{ typed, disposition string }{
		PDF:  {PDF, "inline"},
		PNG:  {PNG, "inline"},
		Text: {"text/plain; charset=utf-8", "inline"},
		HEIC: {HEIC, "attachment"},
		DOCX: {DOCX, "attachment"},
	} {
		h := http.Header{}
		Serve(h, media, "lab", false)
		if h.Get("Content-Type") != c.typed || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", media, h)
		}
		if got, _, err := mime.ParseMediaType(h.Get("Content-Disposition")); got != c.disposition || err != nil {
			t.Errorf("%s is shown as %q, %v", media, got, err)
		}
		policy := h.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "script-src") || strings.HasSuffix(policy, "sandbox") != (media != PDF) {
			t.Errorf("%s: policy %q", media, policy)
		}
	}
	h := http.Header{}
	if Serve(h, PDF, "lab", true); !strings.HasPrefix(h.Get("Content-Disposition"), "attachment") {
		t.Error("a download is shown in place")
	}
}

func TestANameKeepsItsLettersAndLosesItsTricks(t *testing.T) {
	for _, c := range []struct{ name, media, want string }{
		{"Überweisung Łódź.pdf", PDF, "Überweisung Łódź.pdf"},
		{"scan.JPG", JPEG, "scan.JPG"},
		{"invoice.exe", PDF, "invoice.exe.pdf"},
		{"lab\r\nSet-Cookie: a=b.pdf", PDF, "labSet-Cookie_ a=b.pdf"},
		{"../../etc/passwd", Text, "_.._etc_passwd.txt"},
		{`C:\scans\a.png`, PNG, "C__scans_a.png"},
		{"annexe\u202efdp.exe", PDF, "annexefdp.exe.pdf"},
		{`a"b.pdf`, PDF, "a_b.pdf"},
		{"", DOCX, "document.docx"},
		{" . ", PNG, "document.png"},
		{".pdf", PDF, "pdf.pdf"},
		{strings.Repeat("ä", 300) + ".txt", Text, strings.Repeat("ä", 120) + ".txt"},
	} {
		if got := SafeName(c.name, c.media); got != c.want {
			t.Errorf("%q becomes %q, want %q", c.name, got, c.want)
		}
	}
}

func TestBrowsersReadTheNameBack(t *testing.T) {
	for _, name := range []string{"plain.pdf", "Überweisung Łódź.pdf", "Ασθενής 100%.pdf", "a'b(c)*.pdf", "O’Brien; x=y.pdf"} {
		h := http.Header{}
		Serve(h, PDF, name, true)
		_, params, err := mime.ParseMediaType(h.Get("Content-Disposition"))
		if want := SafeName(name, PDF); err != nil || params["filename"] != want {
			t.Errorf("%s: read as %q, %v", h.Get("Content-Disposition"), params["filename"], err)
		}
	}
}
