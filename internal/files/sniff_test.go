package files

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
	"unicode/utf16"
)

func pdf() []byte {
	return []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
}

func picture(t *testing.T, encode func(*bytes.Buffer, image.Image) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b, image.NewPaletted(image.Rect(0, 0, 4, 4), color.Palette{color.Black})); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// heic is the box that begins every HEIF file, with its brands.
func heic(major string, compatible ...string) []byte {
	brands := major + "\x00\x00\x00\x00" + strings.Join(compatible, "")
	box := binary.BigEndian.AppendUint32(nil, uint32(8+len(brands)))
	return append(append(box, "ftyp"+brands...), make([]byte, 64)...)
}

func archive(t *testing.T, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	contentTypes = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`
	wordXML      = `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>`
)

// doc is the smallest compound file whose root says that Word wrote it.
func doc() []byte {
	b := make([]byte, 512*4)
	copy(b, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	binary.LittleEndian.PutUint16(b[26:], 3) // version 3: sectors of 512 bytes
	binary.LittleEndian.PutUint16(b[28:], 0xfffe)
	binary.LittleEndian.PutUint16(b[30:], 9)
	binary.LittleEndian.PutUint32(b[48:], 1) // the directory's sector
	copy(b[512*2+80:], "\x06\x09\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46")
	return b
}

func wide(s string) []byte {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

func TestWhatAPracticeFilesIsTakenByItsContent(t *testing.T) {
	s, _ := folder(t)
	for name, c := range map[string]struct {
		content []byte
		want    string
	}{
		"pdf":                  {pdf(), PDF},
		"png":                  {picture(t, func(b *bytes.Buffer, m image.Image) error { return png.Encode(b, m) }), PNG},
		"jpeg":                 {picture(t, func(b *bytes.Buffer, m image.Image) error { return jpeg.Encode(b, m, nil) }), JPEG},
		"heic":                 {heic("heic", "mif1", "heic"), HEIC},
		"heif":                 {heic("mif1", "mif1", "heic"), HEIC},
		"docx":                 {archive(t, "[Content_Types].xml", contentTypes, "_rels/.rels", "<r/>", "word/document.xml", wordXML), DOCX},
		"docx, unusual order":  {archive(t, "docProps/app.xml", "<p/>", "word/document.xml", wordXML, "[Content_Types].xml", contentTypes), DOCX},
		"doc":                  {doc(), DOC},
		"text":                 {[]byte("Dear Dr Okafor,\n\n5 µg twice a day. Let me know.\nŁódź, Αθήνα\n"), Text},
		"text with BOM":        {[]byte("\ufeffGrüße\r\n"), Text},
		"table as text":        {[]byte("date,value\n2026-06-09,7.8\n2026-06-10,7.9\n"), Text},
		"letter that compares": {[]byte("Values < 5 and > 3. Function is normal; let x be the dose.\nimport of drugs from abroad\n"), Text},
		"one letter":           {[]byte("a"), Text},
		"one long line":        {bytes.Repeat([]byte("ä"), 1<<20), Text},
	} {
		if got := put(t, s, c.content).MediaType; got != c.want {
			t.Errorf("%s is taken as %s", name, got)
		}
	}
}

func TestWhatAPracticeDoesNotFileIsRefusedByName(t *testing.T) {
	s, dir := folder(t)
	for name, c := range map[string]struct {
		content []byte
		says    string
	}{
		"html":              {[]byte("<!DOCTYPE html><script>alert(1)</script>"), "This is a web page."},
		"html after text":   {[]byte("Dear all,\n\n<SCRIPT src=x></SCRIPT>\n"), "This is a web page."},
		"html far below":    {append(bytes.Repeat([]byte("text\n"), 2000), "<svg onload=x>"...), "This is a web page."},
		"svg":               {[]byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>`), "This is an SVG drawing."},
		"xml":               {[]byte(`<?xml version="1.0"?><a/>`), "This is an XML file."},
		"script":            {[]byte("// a comment\n'use strict';\nlet a = 1\n"), "This is a script."},
		"function":          {[]byte("(function () { steal() })()"), "This is a script."},
		"arrow":             {[]byte("const x = () => fetch('/')\n"), "This is a script."},
		"module":            {[]byte("import x from 'y'\n"), "This is a script."},
		"json":              {[]byte(`{"resourceType": "Patient"}`), "This is a JSON file."},
		"program":           {append([]byte("MZ\x90\x00"), make([]byte, 512)...), "This is a program."},
		"elf":               {append([]byte("\x7fELF\x02\x01\x01"), make([]byte, 512)...), "This is a program."},
		"gif":               {picture(t, func(b *bytes.Buffer, m image.Image) error { return gif.Encode(b, m, nil) }), "This is a GIF picture."},
		"zip":               {archive(t, "a.txt", "a"), "This is a zip archive."},
		"workbook":          {archive(t, "[Content_Types].xml", contentTypes, "xl/workbook.xml", "<x/>"), "This is an Excel workbook."},
		"docx in name only": {archive(t, "[Content_Types].xml", contentTypes, "word/other.xml", "<x/>"), "This is a zip archive."},
		"rtf":               {[]byte(`{\rtf1 hello}`), "This is an RTF document."},
		"avif":              {heic("avif", "avif"), "This is a file of the type image/avif."},
	} {
		_, err := s.Put(t.Context(), bytes.NewReader(c.content), MaxSize)
		refusal, ok := errors.AsType[*Refusal](err)
		if !ok || refusal.Sentence != c.says+" "+accepted {
			t.Errorf("%s: %v", name, err)
		}
	}
	if left := kept(t, dir); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

func TestTextThatCouldBeMisreadIsRefused(t *testing.T) {
	s, _ := folder(t)
	for name, content := range map[string][]byte{
		"Latin-1":    []byte("Gr\xfc\xdfe, 5 \xb5g"),
		"UTF-16":     wide("Grüße"),
		"late bytes": append(bytes.Repeat([]byte("text\n"), 2000), 0xfc, 's'),
		"cut letter": []byte("Grü"[:3]),
	} {
		if _, err := s.Put(t.Context(), bytes.NewReader(content), MaxSize); !errors.Is(err, ErrEncoding) {
			t.Errorf("%s: %v", name, err)
		}
	}
	late := append(bytes.Repeat([]byte("text\n"), 2000), 0, 'x')
	if _, err := s.Put(t.Context(), bytes.NewReader(late), MaxSize); err == nil {
		t.Error("a text with a NUL was taken")
	}
}

func TestAWordFileMustBeWholeAndWithoutMacros(t *testing.T) {
	s, _ := folder(t)
	whole := archive(t, "[Content_Types].xml", contentTypes, "word/document.xml", wordXML)
	for name, c := range map[string]struct {
		content []byte
		want    error
	}{
		"macros":    {archive(t, "[Content_Types].xml", contentTypes, "word/document.xml", wordXML, "word/vbaProject.bin", "x"), ErrMacros},
		"cut short": {whole[:len(whole)-30], ErrBroken},
		"no text":   {archive(t, "[Content_Types].xml", contentTypes, "word/document.xml", "nothing"), ErrBroken},
	} {
		if _, err := s.Put(t.Context(), bytes.NewReader(c.content), MaxSize); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
