package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// put writes content under a name that holds its hash, and lists it.
func put(m manifest, name string, content []byte) error {
	sum := sha256.Sum256(content)
	ext := filepath.Ext(name)
	hashed := strings.TrimSuffix(name, ext) + "-" + base32.StdEncoding.EncodeToString(sum[:5]) + ext
	if err := os.WriteFile(filepath.Join(dist, hashed), content, 0o644); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	m[name] = hashed
	return nil
}

// compress stores a .gz beside every text. Fonts are compressed already.
func compress(m manifest) error {
	for _, hashed := range m {
		if filepath.Ext(hashed) == ".woff2" {
			continue
		}
		path := filepath.Join(dist, hashed)
		content, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("compress %s: %w", hashed, err)
		}
		if err := os.WriteFile(path+".gz", squeeze(content), 0o644); err != nil {
			return fmt.Errorf("compress %s: %w", hashed, err)
		}
	}
	return nil
}

// squeeze cannot fail: the level is valid and the writer is memory.
func squeeze(content []byte) []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	_, _ = z.Write(content)
	_ = z.Close()
	return b.Bytes()
}
