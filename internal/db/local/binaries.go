//go:build unix

package local

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

const oldestMajor = 15

// ErrNoPostgres is returned by Start when no usable server is installed.
var ErrNoPostgres = errors.New("no usable PostgreSQL was found")

// binaries is a folder with initdb and postgres, of one major version.
type binaries struct {
	dir   string
	major int
}

// systemBins are where package managers put PostgreSQL; where several majors are
// installed the newest is asked first.
var systemBins = []string{
	"/usr/lib/postgresql/*/bin",                              // Debian, Ubuntu
	"/usr/pgsql-*/bin",                                       // Fedora and RHEL by PGDG
	"/usr/libexec/postgresql*",                               // Alpine
	"/opt/homebrew/opt/postgresql*/bin",                      // macOS
	"/usr/local/opt/postgresql*/bin",                         // macOS on Intel
	"/Applications/Postgres.app/Contents/Versions/*/bin",     // macOS
	"/opt/local/lib/postgresql*/bin", "/usr/local/pgsql/bin", // MacPorts, from source
	"/usr/local/bin", // FreeBSD
}

// Installed reports whether Start would find a server for the cluster in dir, or for a new
// one; its error is the sentence that says what to install.
func Installed(ctx context.Context, dir string) error {
	f, err := openFolder(dir)
	if err != nil {
		return err
	}
	a, err := accountFor(f.cluster())
	if err != nil {
		return err
	}
	want, err := f.major()
	if err != nil {
		return err
	}
	_, err = findBinaries(ctx, a, want)
	return err
}

// findBinaries walks the chain: $PG_BIN, PATH, the system's places, the npm package. It
// takes the first that this account can run, that is new enough, that has the extensions,
// and that is of the major wanted by an existing cluster (0: any).
func findBinaries(ctx context.Context, a account, want int) (binaries, error) {
	var others []string
	for _, dir := range candidates(a) {
		b, ok := inspect(ctx, a, dir)
		switch {
		case !ok:
		case want != 0 && b.major != want:
			others = append(others, strconv.Itoa(b.major))
		default:
			return b, nil
		}
	}
	if want != 0 {
		return binaries{}, wrongMajor(want, others)
	}
	return binaries{}, fmt.Errorf("%w: install version %d or newer with its contrib extensions "+
		"(on Debian: apt-get install postgresql), name its bin folder in PG_BIN, "+
		"or run make postgres where npm can reach its registry", ErrNoPostgres, oldestMajor)
}

func wrongMajor(want int, others []string) error {
	found := "none"
	if len(others) > 0 {
		found = "only " + strings.Join(slices.Compact(others), ", ")
	}
	return fmt.Errorf("%w: the data folder was made by PostgreSQL %d and this machine has %s; "+
		"install PostgreSQL %d, or name its bin folder in PG_BIN", ErrNoPostgres, want, found, want)
}

// candidates are the bin folders of the chain that hold a server, in its order.
func candidates(a account) []string {
	dirs := append(places(), npmBins(a)...)
	return slices.DeleteFunc(dirs, func(dir string) bool { return !complete(dir) })
}

// places are $PG_BIN, where PATH leads, and where systems put PostgreSQL.
func places() []string {
	var dirs []string
	if dir := os.Getenv("PG_BIN"); dir != "" {
		dirs = append(dirs, dir)
	}
	for _, program := range []string{"postgres", "initdb"} {
		if path, err := exec.LookPath(program); err == nil {
			dirs = append(dirs, filepath.Dir(resolved(path)))
		}
	}
	for _, pattern := range systemBins {
		found, _ := filepath.Glob(pattern)
		slices.SortFunc(found, func(a, b string) int { return cmp.Compare(digits(b), digits(a)) })
		dirs = append(dirs, found...)
	}
	return dirs
}

func complete(dir string) bool {
	for _, program := range []string{"postgres", "initdb"} {
		if st, err := os.Stat(filepath.Join(dir, program)); err != nil || st.Mode()&0o111 == 0 {
			return false
		}
	}
	return true
}

// digits is the first number in s: the major in a path or in a version.
func digits(s string) int {
	isDigit := func(r rune) bool { return r >= '0' && r <= '9' }
	s = s[max(strings.IndexFunc(s, isDigit), 0):]
	if end := strings.IndexFunc(s, func(r rune) bool { return !isDigit(r) }); end >= 0 {
		s = s[:end]
	}
	n, _ := strconv.Atoi(s)
	return n
}

// inspect asks initdb for its version and its share folder: this also proves that the
// account can run it and that its libraries are there.
func inspect(ctx context.Context, a account, dir string) (binaries, bool) {
	if !a.reaches(filepath.Join(dir, "postgres")) {
		return binaries{}, false
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	out, err := a.command(ctx, dir, "initdb", "--show", "-D", "/nonexistent").CombinedOutput()
	if err != nil {
		return binaries{}, false
	}
	_, version, _ := strings.Cut(string(out), "VERSION=")
	_, share, _ := strings.Cut(string(out), "share_path=")
	share, _, _ = strings.Cut(share, "\n")
	b := binaries{dir: dir, major: digits(version)}
	return b, b.major >= oldestMajor && hasExtensions(share)
}

// extensions are those that the migrations create; some systems ship them apart.
var extensions = []string{"btree_gist", "pg_trgm", "unaccent"}

func hasExtensions(share string) bool {
	for _, name := range extensions {
		if _, err := os.Stat(filepath.Join(share, "extension", name+".control")); err != nil {
			return false
		}
	}
	return true
}
