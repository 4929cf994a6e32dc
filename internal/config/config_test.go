package config

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

func parse(t *testing.T, line string, env ...string) (Command, Config) {
	t.Helper()
	cmd, c, err := Parse(words(line), lookup(env), &bytes.Buffer{})
	if err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	return cmd, c
}

// words splits at spaces; an underscore stands for a space inside one word.
func words(line string) []string {
	w := strings.Fields(line)
	for i := range w {
		w[i] = strings.ReplaceAll(w[i], "_", " ")
	}
	return w
}

func lookup(env []string) func(string) string {
	return func(name string) string {
		for _, e := range env {
			if v, ok := strings.CutPrefix(e, name+"="); ok {
				return v
			}
		}
		return ""
	}
}

func TestEachCommandBecomesItsOwnType(t *testing.T) {
	for line, want := range map[string]Command{
		"serve":                                 Serve{},
		"serve --empty":                         Serve{Empty: true},
		"migrate":                               Migrate{},
		"import fhir a.json b --json":           ImportFHIR{Paths: []string{"a.json", "b"}, JSON: true},
		"import fhir --json -- --odd.json":      ImportFHIR{Paths: []string{"--odd.json"}, JSON: true},
		"import icd10cm codes.txt.gz":           ImportICD10CM{Path: "codes.txt.gz"},
		"user list":                             ListUsers{},
		"user password --email ada@example.org": ResetPassword{Email: "ada@example.org"},
		"sample":                                Sample{},
		"backup b.tar --data /srv/x":            Backup{Path: "b.tar"},
		"restore b.tar":                         Restore{Path: "b.tar"},
		"user add --email ada@example.org --name Ada_Byrne --role owner --role clinician": AddUser{
			Email: "ada@example.org", Name: "Ada Byrne", Roles: []string{"owner", "clinician"},
		},
	} {
		got, _ := parse(t, line)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", line, diff)
		}
	}
}

func TestDefaultsAreSafe(t *testing.T) {
	_, c := parse(t, "serve")
	if c.Addr != "127.0.0.1:8080" || c.MetricsAddr != "" || c.DataDir != ".charthouse" || c.DataDirGiven {
		t.Errorf("address %q, metrics %q, data %q, given %v", c.Addr, c.MetricsAddr, c.DataDir, c.DataDirGiven)
	}
	if c.BaseURL.String() != "http://127.0.0.1:8080" || c.SecureCookies || len(c.Warnings) > 0 {
		t.Errorf("base %s, secure cookies %v, warnings %q", c.BaseURL, c.SecureCookies, c.Warnings)
	}
	if got := c.Documents("/srv/d"); got != "/srv/d/documents" {
		t.Errorf("documents are kept in %q", got)
	}
}

func TestAFlagBeatsTheEnvironment(t *testing.T) {
	_, c := parse(t, "serve --addr 127.0.0.1:1 --data f", "CHARTHOUSE_ADDR=127.0.0.1:2", "CHARTHOUSE_DATA=e", "CHARTHOUSE_LOG=json")
	if c.Addr != "127.0.0.1:1" || c.DataDir != "f" || !c.DataDirGiven || c.LogFormat != "json" {
		t.Errorf("address %q, data %q, log %q", c.Addr, c.DataDir, c.LogFormat)
	}
	if _, c = parse(t, "migrate", "CHARTHOUSE_DATA=e"); c.DataDir != "e" || !c.DataDirGiven {
		t.Errorf("data %q from the environment, given %v", c.DataDir, c.DataDirGiven)
	}
}

func TestCookiesFollowTheBaseURL(t *testing.T) {
	_, c := parse(t, "serve --addr 0.0.0.0:80", "CHARTHOUSE_BASE_URL=https://practice.example/")
	if !c.SecureCookies || c.BaseURL.String() != "https://practice.example" || len(c.Warnings) > 0 {
		t.Errorf("secure %v, base %s, warnings %q", c.SecureCookies, c.BaseURL, c.Warnings)
	}
	if _, c = parse(t, "serve", "CHARTHOUSE_SECURE_COOKIES=on"); !c.SecureCookies {
		t.Error("on is not obeyed")
	}
}

func TestTrustedProxiesAreAddressesAndNetworks(t *testing.T) {
	_, c := parse(t, "serve --trusted-proxy 10.1.2.3/8,_192.0.2.1,::1")
	want := []string{"10.0.0.0/8", "192.0.2.1/32", "::1/128"}
	var got []string
	for _, p := range c.TrustedProxies {
		got = append(got, p.String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, c := parse(t, "serve"); len(c.TrustedProxies) != 0 {
		t.Errorf("by default %v is trusted", c.TrustedProxies)
	}
}

func TestAnOpenUnencryptedAddressIsWarnedOf(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:8080", ":8080", "[::]:8080", "192.168.1.4:8080", "desk.local:8080"} {
		if _, c := parse(t, "serve --addr "+addr); len(c.Warnings) != 1 {
			t.Errorf("%s: warnings %q", addr, c.Warnings)
		}
	}
	for _, addr := range []string{"127.0.0.1:0", "[::1]:8080", "localhost:8080"} {
		if _, c := parse(t, "serve --addr "+addr); len(c.Warnings) != 0 {
			t.Errorf("%s: warnings %q", addr, c.Warnings)
		}
	}
}

func TestDatabaseURLsStandInForOneAnother(t *testing.T) {
	_, c := parse(t, "migrate", "DATABASE_URL=postgres://a")
	if c.DatabaseDirectURL != "postgres://a" || c.DatabaseOwnerURL != "postgres://a" {
		t.Errorf("direct %q, owner %q", c.DatabaseDirectURL, c.DatabaseOwnerURL)
	}
	_, c = parse(t, "migrate", "DATABASE_URL=postgres://a", "DATABASE_DIRECT_URL=postgres://b")
	if c.DatabaseURL != "postgres://a" || c.DatabaseOwnerURL != "postgres://b" {
		t.Errorf("url %q, owner %q", c.DatabaseURL, c.DatabaseOwnerURL)
	}
}

func TestWhatCannotBeFollowedIsOneSentenceAndStatusTwo(t *testing.T) {
	for _, c := range []struct{ line, env, says string }{
		{"", "", `Say what to do, such as "charthouse serve"`},
		{"frobnicate", "", `There is no command "frobnicate"`},
		{"user", "", `"charthouse user" needs one of: add, list, password.`},
		{"import csv x", "", `"charthouse import" needs one of: fhir, icd10cm.`},
		{"--data x serve", "", `Name the command before its flags`},
		{"serve --colour blue", "", `"charthouse serve" has no flag --colour`},
		{"migrate --addr 127.0.0.1:1", "", `has no flag --addr`},
		{"serve --addr", "", `The flag --addr of "charthouse serve" needs a value`},
		{"serve --empty=maybe", "", `it is a switch and takes no value`},
		{"serve now", "", `it does not take "now"`},
		{"serve --addr 8080", "", `--addr cannot be used: "8080" is not HOST:PORT`},
		{"serve --addr 127.0.0.1:99999", "", `no port between 0 and 65535`},
		{"serve --metrics-addr 0.0.0.0:9090", "", `metrics are never public`},
		{"serve", "CHARTHOUSE_METRICS_ADDR=:9090", `CHARTHOUSE_METRICS_ADDR cannot be used: metrics are never public`},
		{"serve --trusted-proxy 10.0.0.0/33", "", `--trusted-proxy cannot be used: "10.0.0.0/33" is neither an address nor a network`},
		{"serve", "CHARTHOUSE_TRUSTED_PROXY=proxy.local", `"proxy.local" is neither an address nor a network`},
		{"serve", "CHARTHOUSE_BASE_URL=practice.example", `CHARTHOUSE_BASE_URL cannot be used`},
		{"serve", "CHARTHOUSE_BASE_URL=https://practice.example/app", `must end after the host`},
		{"serve", "CHARTHOUSE_SECURE_COOKIES=yes", `"yes" is not auto, on or off`},
		{"serve", "CHARTHOUSE_LOG=xml", `"xml" is not text or json`},
		{"serve", "DATABASE_URL=mysql://me:secret@x", `DATABASE_URL cannot be used: it must begin with postgres://`},
		{"serve", "DATABASE_OWNER_URL=postgres://x", `which is not set`},
		{"import fhir", "", `it needs a file or folder`},
		{"import icd10cm a b", "", `it needs exactly one file`},
		{"backup", "", `it needs exactly one file`},
		{"user add --email a@b.c --name A", "", `it needs --role`},
		{"user password", "", `it needs --email`},
	} {
		_, _, err := Parse(words(c.line), lookup([]string{c.env}), &bytes.Buffer{})
		if err == nil || !strings.Contains(err.Error(), c.says) || ExitStatus(err) != 2 {
			t.Errorf("%q %q: status %d, %v", c.line, c.env, ExitStatus(err), err)
			continue
		}
		if strings.Contains(err.Error(), "\n") || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: not one discreet sentence: %v", c.line, err)
		}
	}
}

func TestHelpIsComplete(t *testing.T) {
	var out bytes.Buffer
	for _, line := range append([]string{"--help", "user --help"}, helpLines()...) {
		out.WriteString("$ charthouse " + line + "\n")
		if _, _, err := Parse(words(line), lookup(nil), &out); !errors.Is(err, ErrHelp) || ExitStatus(err) != 0 {
			t.Errorf("%q: %v", line, err)
		}
		out.WriteString("\n")
	}
	golden(t, "testdata/help.golden", out.Bytes())
}

func helpLines() []string {
	var lines []string
	for _, s := range commands() {
		lines = append(lines, s.name+" --help")
	}
	return lines
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s; run with -update if meant (-want +got):\n%s", path, diff)
	}
}
