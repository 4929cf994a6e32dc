package config

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// FuzzParse: a command line is refused with one sentence and status 2, or chooses a command with an address that can be served on; no sentence
// repeats a database's password.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"serve", "serve\n--addr\n[::]:0\n--empty", "import\nfhir\n--\n-x", "user\nadd\n--email\na@b.example\n--name\nA\n--role\nowner", "bench\n--sizes\n1,2", "--help", "user\n--help", "serve\n--data\n", "", "restore"} {
		f.Add(seed, "", "", "")
	}
	f.Add("serve\n--trusted-proxy\n10.0.0.0/8,::1", "https://practice.example/", "postgres://u:secret@h/db", "on")
	f.Add("serve", "http://[::1", "mysql://u:secret@h/db", "maybe")
	f.Fuzz(func(t *testing.T, line, base, database, cookies string) {
		if strings.Contains(line, "\x00") {
			return // no system passes it on
		}
		env := map[string]string{"CHARTHOUSE_BASE_URL": base, "DATABASE_URL": database, "CHARTHOUSE_SECURE_COOKIES": cookies}
		var out bytes.Buffer
		cmd, c, err := Parse(strings.Split(line, "\n"), func(name string) string { return env[name] }, &out)
		switch {
		case errors.Is(err, ErrHelp):
			if out.Len() == 0 || ExitStatus(err) != 0 {
				t.Fatal("help was asked for and not shown")
			}
		case err != nil:
			sentence := err.Error()
			if cmd != nil || ExitStatus(err) != 2 || strings.ContainsAny(strings.ReplaceAll(sentence, line, ""), "\n\x00") || database != "" && len(database) > 12 && strings.Contains(sentence, database) {
				t.Fatalf("it is refused with %q and %v", sentence, cmd)
			}
		default:
			if cmd == nil || c.DataDir == "" || c.BaseURL == nil || c.BaseURL.Host == "" || hostPort(c.Addr) != nil || c.DatabaseURL != database {
				t.Fatalf("%q became %v with %+v", line, cmd, c)
			}
		}
	})
}
