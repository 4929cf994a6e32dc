package ui_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// forbidden dies silently under the content policy, so it is refused where it is written.
var forbidden = regexp.MustCompile(`(?i)\shx-on|["'{\s]js:|\sstyle=|\son[a-z]+="|<style|<script>|javascript:|hx-trigger="[^"]*\[`)

func TestNoTemplateNeedsWhatTheContentPolicyForbids(t *testing.T) {
	read := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && d.Name() == "node_modules" {
			return orSkip(err)
		}
		if !strings.HasSuffix(path, ".templ") {
			return nil
		}
		read++
		b, err := os.ReadFile(path)
		for _, hit := range forbidden.FindAllString(string(b), -1) {
			t.Errorf("%s uses %q", path, strings.TrimSpace(hit))
		}
		return err
	})
	if err != nil || read == 0 {
		t.Fatalf("read %d templates: %v", read, err)
	}
}

func orSkip(err error) error {
	if err != nil {
		return err
	}
	return fs.SkipDir
}
