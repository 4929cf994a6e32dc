package sample

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"time"

	"charthouse/internal/clients"
	"charthouse/internal/files"
	"charthouse/internal/sample/life"
)

// paper is one that came in: hours before now, and what it says.
type paper struct {
	title, kind string
	clinical    bool
	hours       int
	read        bool
	lines       []string
}

var papersIn = []paper{
	{"Echocardiogram, Harbour Cardiology", "report", true, 27, false, []string{"Harbour Cardiology", "", "Echocardiogram", "Left ventricle of normal size, ejection fraction 58 %.", "Mild mitral regurgitation, unchanged.", "No effusion.", "", "Dr E. Weber"}},
	{"Referral: knee pain since spring", "letter", true, 26, false, []string{"Mill Hill Surgery", "", "Dear colleague,", "thank you for seeing this patient with pain of the right knee since April.", "X-ray shows narrowing of the inner joint space.", "Paracetamol helps a little.", "", "Dr S. Ueda"}},
	{"Blood count and HbA1c", "result", true, 7, false, []string{"Northgate Laboratory", "", "Haemoglobin 13.6 g/dL", "White cells 6.1", "Platelets 244", "HbA1c 7.1 %", "", "Released without remark."}},
	{"MRI of the lumbar spine", "report", true, 25, true, []string{"Northgate Imaging", "", "MRI of the lumbar spine", "Disc protrusion L4/L5 without contact to the root.", "No stenosis.", "", "Dr I. Falk"}},
	{"Discharge letter, County Hospital", "letter", true, 5, false, []string{"County Hospital, Cardiology", "", "Discharge after two days.", "Stent of the right coronary artery.", "Apixaban 5 mg twice a day, bisoprolol 2.5 mg in the morning.", "Control in six weeks, please."}},
	{"Insurance card", "card", false, 22, false, nil},
	{"Insurance card, front", "card", false, 4, false, nil},
	{"Consent to share records", "consent", false, 23, false, []string{"Kestrel Lane Health", "", "I agree that my records are shown to the practice named below.", "Valid for one year.", "", "Signed at the desk."}},
	{"Lipids and liver values", "result", true, 24, true, []string{"Northgate Laboratory", "", "LDL cholesterol 131 mg/dL", "HDL 49 mg/dL", "ALT 28 U/L", "", "Released without remark."}},
}

// file puts papers into the files of people who were here.
func (l *loader) file(ctx context.Context) error {
	for i, p := range papersIn {
		v := l.seen(i*5+1, func(v *life.Visit) bool { return v.Kind.Vitals })
		if v == nil {
			return nil
		}
		if err := l.paper(ctx, p, v); err != nil {
			return fmt.Errorf("file %q: %w", p.title, err)
		}
	}
	return nil
}

func (l *loader) paper(ctx context.Context, p paper, v *life.Visit) error {
	content, err := p.draw(int(v.Number))
	if err != nil {
		return err
	}
	stored, err := l.papers.Put(ctx, bytes.NewReader(content), files.MaxSize)
	if err != nil {
		return err
	}
	in := clients.DocumentForm{Title: p.title, Kind: p.kind, Clinical: p.clinical}
	if p.clinical {
		in.Reader = v.With.ID.String()
	}
	l.at = l.now.Add(-time.Duration(p.hours) * time.Hour)
	door := clients.New(l.db)
	n, err := door.AddDocument(ctx, l.actor(v.Desk.ID), v.Person.Number, in, clients.Content{SHA256: stored.SHA256, Bytes: stored.Size, MediaType: stored.MediaType})
	if err != nil || !p.read {
		return err
	}
	l.at = l.at.Add(2 * time.Hour)
	return door.ReadDocument(ctx, l.actor(v.With.ID), v.Person.Number, n)
}

// draw makes the paper itself: a page of text, or the picture of a card.
func (p paper) draw(seed int) ([]byte, error) {
	if p.lines != nil {
		return page(p.lines), nil
	}
	card := image.NewRGBA(image.Rect(0, 0, 512, 322))
	paint := func(r image.Rectangle, c color.Color) {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				card.Set(x, y, c)
			}
		}
	}
	paint(card.Bounds(), color.RGBA{238, 241, 236, 255})
	paint(image.Rect(0, 0, 512, 70), color.RGBA{24, uint8(90 + seed%60), 96, 255})
	for i, w := range []int{260, 190, 310, 150} {
		paint(image.Rect(36, 110+i*44, 36+w, 128+i*44), color.RGBA{150, 158, 152, 255})
	}
	var out bytes.Buffer
	err := png.Encode(&out, card)
	return out.Bytes(), err
}

// page is a PDF of one page of plain text.
func page(lines []string) []byte {
	var text strings.Builder
	text.WriteString("BT /F1 11 Tf 72 760 Td 18 TL\n")
	for _, l := range lines {
		fmt.Fprintf(&text, "(%s) Tj T*\n", strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(l))
	}
	text.WriteString("ET")
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", text.Len(), text.String()),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
	}
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = out.Len()
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&out, "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return out.Bytes()
}
