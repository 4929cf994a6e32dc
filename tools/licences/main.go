// Command licences writes which libraries are in the binary and in its pages,
// and under which licences.
//
//	go run ./tools/licences > docs/licences.md
//
// It fails where a library has no licence that it knows, or one that a practice
// may not build on.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/licensecheck"
)

// allowed are the licences under which a library may be in the product.
var allowed = []string{"MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "MPL-2.0", "ISC", "0BSD", "BSD-0-Clause", "OFL-1.1", "PostgreSQL", "Unlicense", "CC0-1.0", "BlueOak-1.0.0"}

type library struct{ name, version, licence string }

func main() {
	log.SetFlags(0)
	log.SetPrefix("licences: ")
	modules, err := goModules()
	if err != nil {
		log.Fatal(err)
	}
	packages, err := npmPackages("web/package-lock.json")
	if err != nil {
		log.Fatal(err)
	}
	if err := write(modules, packages); err != nil {
		log.Fatal(err)
	}
}

func write(modules, packages []library) error {
	fmt.Print("# Licences\nMade by `make licences`: what is in the binary, and what its pages and their build are made with.\n")
	var odd []error
	for _, part := range []struct {
		title string
		list  []library
	}{{"Go modules in the binary", modules}, {"npm packages of the pages and their build", packages}} {
		fmt.Printf("\n## %s\n| library | version | licence |\n|---|---|---|\n", part.title)
		for _, l := range part.list {
			fmt.Printf("| %s | %s | %s |\n", l.name, l.version, l.licence)
			for one := range strings.SplitSeq(strings.ReplaceAll(l.licence, " AND ", " and "), " and ") {
				if !slices.Contains(allowed, one) {
					odd = append(odd, fmt.Errorf("%s %s: %s is not among the licences that may be built on", l.name, l.version, one))
				}
			}
		}
	}
	return errors.Join(odd...)
}

// goModules are the modules of which a package is in the binary.
func goModules() ([]library, error) {
	list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}{{end}}", "./cmd/charthouse")
	list.Stderr = os.Stderr
	text, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("list the modules: %w", err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	slices.Sort(lines)
	var out []library
	for _, line := range slices.Compact(lines) {
		words := strings.Split(line, "\t")
		if len(words) < 3 {
			continue
		}
		licence, err := licenceIn(words[2])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", words[0], err)
		}
		out = append(out, library{name: words[0], version: words[1], licence: licence})
	}
	return out, nil
}

// licenceIn reads the licence texts of a module's first folder.
func licenceIn(dir string) (string, error) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	var found []string
	for _, f := range files {
		name := strings.ToUpper(f.Name())
		if f.IsDir() || !strings.HasPrefix(name, "LICEN") && !strings.HasPrefix(name, "COPYING") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			return "", err
		}
		for _, m := range licensecheck.Scan(text).Match {
			if !m.IsURL {
				found = append(found, m.ID)
			}
		}
	}
	slices.Sort(found)
	if found = slices.Compact(found); len(found) == 0 {
		return "", errors.New("no licence was found")
	}
	return strings.Join(found, " and "), nil
}

// npmPackages are those of the lock file, which quotes each package's own word.
func npmPackages(lock string) ([]library, error) {
	text, err := os.ReadFile(lock)
	if err != nil {
		return nil, err
	}
	var in struct {
		Packages map[string]struct{ Version, License string }
	}
	if err := json.Unmarshal(text, &in); err != nil {
		return nil, fmt.Errorf("%s: %w", lock, err)
	}
	var out []library
	for path, p := range in.Packages {
		if name, ok := strings.CutPrefix(path, "node_modules/"); ok {
			out = append(out, library{name: name, version: p.Version, licence: p.License})
		}
	}
	slices.SortFunc(out, func(a, b library) int { return strings.Compare(a.name, b.name) })
	return out, nil
}
