package files

import "fmt"

// Refusal says why a file cannot be filed, to the person who chose it.
type Refusal struct{ Sentence string }

func (r *Refusal) Error() string { return r.Sentence }

const accepted = "Documents are PDF, PNG, JPEG, HEIC, plain text or Word."

var (
	// ErrEmpty refuses a file of no bytes.
	ErrEmpty = &Refusal{"The file is empty. Choose it again, or save it anew where it comes from."}

	// ErrEncoding refuses text that is not UTF-8.
	ErrEncoding = &Refusal{"The text is not in UTF-8, so its letters could be misread. Save it as UTF-8 text or as PDF."}

	// ErrMacros refuses a Word file that brings a program along.
	ErrMacros = &Refusal{"The Word file holds macros. Save it without them, as .docx or PDF."}

	// ErrBroken refuses a Word file that cannot be read.
	ErrBroken = &Refusal{"The Word file is damaged. Open it in Word and save it again, or save it as PDF."}
)

// TooLarge refuses a file of more bytes than the limit.
type TooLarge struct {
	Refusal
	Limit int64
}

// Unwrap lets errors.As find the Refusal.
func (t *TooLarge) Unwrap() error { return &t.Refusal }

func tooLarge(limit int64) error {
	return &TooLarge{Refusal{fmt.Sprintf("The file is larger than %s, the most that can be filed. Nothing was stored.", size(limit))}, limit}
}

func size(n int64) string {
	if n%(1<<20) == 0 {
		return fmt.Sprintf("%d MB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}

func unwanted(media string) error {
	found, known := spoken[media]
	if !known {
		found = "a file of the type " + media
	}
	return &Refusal{fmt.Sprintf("This is %s. %s", found, accepted)}
}

// spoken names what people choose by mistake, and what others send on purpose.
var spoken = map[string]string{
	"application/javascript":                  "a script",
	"application/json":                        "a JSON file",
	"application/octet-stream":                "a file of no known type",
	"application/rtf":                         "an RTF document",
	"application/vnd.ms-excel":                "an Excel workbook",
	"application/vnd.ms-powerpoint":           "a PowerPoint presentation",
	"application/vnd.oasis.opendocument.text": "an OpenDocument text",
	"application/vnd.openxmlformats-officedocument.presentationml.presentation": "a PowerPoint presentation",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":         "an Excel workbook",
	"application/vnd.microsoft.portable-executable":                             "a program",
	"application/x-elf":         "a program",
	"application/x-executable":  "a program",
	"application/x-mach-binary": "a program",
	"application/x-sharedlib":   "a program",
	"application/zip":           "a zip archive",
	"image/gif":                 "a GIF picture",
	"image/svg+xml":             "an SVG drawing",
	"image/tiff":                "a TIFF picture",
	"image/webp":                "a WebP picture",
	"text/html":                 "a web page",
	"text/javascript":           "a script",
	"text/rtf":                  "an RTF document",
	"text/xml":                  "an XML file",
	"video/mp4":                 "a film",
	"video/quicktime":           "a film",
}
