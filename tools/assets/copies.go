package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
)

// shipped are the packages of which something reaches a browser or a PDF: their licences travel along.
var shipped = []string{
	"@expo-google-fonts/inter", "@expo-google-fonts/noto-sans", "@fontsource-variable/inter",
	"@github/combobox-nav", "htmx.org", "lucide-static",
}

// licences gathers the licence texts into one page.
func licences(m manifest) error {
	var b bytes.Buffer
	for _, name := range shipped {
		files, err := filepath.Glob(filepath.Join(npm, name, "LICEN[SC]E*"))
		if err != nil || len(files) == 0 {
			return fmt.Errorf("licence of %s is missing", name)
		}
		for _, f := range files {
			text, err := os.ReadFile(f)
			if err != nil {
				return fmt.Errorf("licence of %s: %w", name, err)
			}
			fmt.Fprintf(&b, "== %s, %s\n\n%s\n\n", name, filepath.Base(f), text)
		}
	}
	return put(m, "licences.txt", b.Bytes())
}

// pdfFonts copies the faces that PDFs embed. Inter speaks Latin, Greek, Cyrillic and Vietnamese;
// Noto stands in for what Inter lacks. They are not listed in the manifest: no browser asks for them.
func pdfFonts(manifest) error {
	faces := map[string]string{
		"inter-regular.ttf":  "inter/400Regular/Inter_400Regular.ttf",
		"inter-semibold.ttf": "inter/600SemiBold/Inter_600SemiBold.ttf",
		"noto-regular.ttf":   "noto-sans/400Regular/NotoSans_400Regular.ttf",
		"noto-semibold.ttf":  "noto-sans/600SemiBold/NotoSans_600SemiBold.ttf",
	}
	if err := os.MkdirAll(filepath.Join(dist, "pdf"), 0o755); err != nil {
		return fmt.Errorf("copy the fonts of PDFs: %w", err)
	}
	for to, from := range faces {
		b, err := os.ReadFile(filepath.Join(npm, "@expo-google-fonts", from))
		if err != nil {
			return fmt.Errorf("font %s: %w", to, err)
		}
		if err := os.WriteFile(filepath.Join(dist, "pdf", to), b, 0o644); err != nil {
			return fmt.Errorf("font %s: %w", to, err)
		}
	}
	return nil
}
