package config

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// ErrHelp means that help was asked for and has been written.
var ErrHelp = errors.New("help was shown")

// ExitStatus is what the process ends with after Parse: 0 for none or for help,
// 2 for a command line that cannot be followed.
func ExitStatus(err error) int {
	if err == nil || errors.Is(err, ErrHelp) {
		return 0
	}
	return 2
}

// refusal is a sentence for the person at the terminal.
type refusal string

func (r refusal) Error() string { return string(r) }

func refuse(format string, a ...any) error { return refusal(fmt.Sprintf(format, a...)) }

// Parse reads the arguments after the program's name. The error, other than
// ErrHelp, is one sentence for the person at the terminal. getenv is os.Getenv.
func Parse(args []string, getenv func(string) string, out io.Writer) (Command, Config, error) {
	chosen, args, err := choose(args, out)
	if err != nil {
		return nil, Config{}, err
	}
	fs := flag.NewFlagSet(chosen.name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	given, shared := values{}, values{}
	chosen.bind(fs, given)
	bindSettings(fs, chosen, shared)
	rest, err := interspersed(fs, args)
	if errors.Is(err, flag.ErrHelp) {
		return nil, Config{}, commandHelp(out, chosen)
	}
	if err != nil {
		return nil, Config{}, explain(chosen, err)
	}
	cmd, err := chosen.build(rest, given)
	if err != nil {
		return nil, Config{}, refuse("\"charthouse %s\" cannot start: %v. \"charthouse %[1]s --help\" shows how it is typed.", chosen.name, err)
	}
	c, err := gather(chosen, shared, getenv)
	if err != nil {
		return nil, Config{}, err
	}
	return cmd, c, nil
}

// choose finds the command in the first words and returns what follows them.
func choose(args []string, out io.Writer) (syntax, []string, error) {
	if len(args) == 0 {
		return syntax{}, nil, refuse("Say what to do, such as \"charthouse serve\". \"charthouse --help\" lists the commands.")
	}
	if isHelp(args[0]) {
		return syntax{}, nil, help(out)
	}
	for _, s := range commands() {
		if words := strings.Fields(s.name); len(args) >= len(words) && strings.Join(args[:len(words)], " ") == s.name {
			return s, args[len(words):], nil
		}
	}
	return syntax{}, nil, unknown(args, out)
}

// unknown answers words that choose no command. "charthouse user --help" is a
// fair question although "user" alone is no command.
func unknown(args []string, out io.Writer) error {
	group := withPrefix(args[0] + " ")
	if len(group) > 0 && len(args) > 1 && isHelp(args[1]) {
		return groupHelp(out, args[0], group)
	}
	if len(group) > 0 {
		return refuse("\"charthouse %s\" needs one of: %s.", args[0], strings.Join(group, ", "))
	}
	if strings.HasPrefix(args[0], "-") {
		return refuse("Name the command before its flags, such as \"charthouse serve %s\". \"charthouse --help\" lists the commands.", args[0])
	}
	return refuse("There is no command %q. \"charthouse --help\" lists the commands.", args[0])
}

// withPrefix lists the second words of the commands that begin with prefix.
func withPrefix(prefix string) []string {
	var words []string
	for _, s := range commands() {
		if rest, ok := strings.CutPrefix(s.name, prefix); ok {
			words = append(words, rest)
		}
	}
	return words
}

func isHelp(arg string) bool {
	return arg == "--help" || arg == "-help" || arg == "-h" || arg == "help"
}

// interspersed parses flags wherever they stand, since people type them last;
// package flag alone stops at the first file. After "--" all is a file.
func interspersed(fs *flag.FlagSet, args []string) ([]string, error) {
	var rest []string
	for {
		if err := fs.Parse(args); err != nil {
			return nil, err
		}
		parsed := len(args) - fs.NArg()
		if parsed > 0 && args[parsed-1] == "--" || fs.NArg() == 0 {
			return append(rest, fs.Args()...), nil
		}
		rest, args = append(rest, fs.Arg(0)), fs.Args()[1:]
	}
}

func bindSettings(fs *flag.FlagSet, chosen syntax, shared values) {
	for _, s := range settings() {
		if s.flag == "" || s.serve && !chosen.serve {
			continue
		}
		fs.Func(s.flag, s.about, func(v string) error { shared[s.flag] = []string{v}; return nil })
	}
}

func keepSwitch(keep func(string) error, v string) error {
	on, err := strconv.ParseBool(v)
	if err != nil {
		return errors.New("it is a switch and takes no value")
	}
	return keep(strconv.FormatBool(on))
}

// explain turns package flag's words into a sentence of ours.
func explain(s syntax, err error) error {
	where := fmt.Sprintf("\"charthouse %s --help\" lists what there is.", s.name)
	text := err.Error()
	if name, ok := strings.CutPrefix(text, "flag provided but not defined: -"); ok {
		return refuse("\"charthouse %s\" has no flag --%s. %s", s.name, strings.TrimPrefix(name, "-"), where)
	}
	if name, ok := strings.CutPrefix(text, "flag needs an argument: -"); ok {
		return refuse("The flag --%s of \"charthouse %s\" needs a value. %s", name, s.name, where)
	}
	return refuse("\"charthouse %s\" cannot start: %s. %s", s.name, text, where)
}

// gather fills the Config: a flag beats the environment, which beats the default.
func gather(chosen syntax, shared values, getenv func(string) string) (Config, error) {
	var c Config
	for _, s := range settings() {
		v, from := s.preset, s.env
		if e := getenv(s.env); e != "" {
			v = e
		}
		if f, ok := shared[s.flag]; ok && s.flag != "" {
			v, from = f[0], "--"+s.flag
		}
		if err := s.set(&c, v); err != nil {
			return Config{}, refuse("%s cannot be used: %v.", from, err)
		}
	}
	c.DataDirGiven = len(shared["data"]) > 0 || getenv("CHARTHOUSE_DATA") != ""
	c.BaseURLGiven = getenv("CHARTHOUSE_BASE_URL") != ""
	if c.DataDir == "" {
		return Config{}, refuse("--data cannot be used: it is empty.")
	}
	if err := settle(&c); err != nil {
		return Config{}, err
	}
	if chosen.serve {
		c.Warnings = warnings(c)
	}
	return c, nil
}

// settle fills the database URLs from one another.
func settle(c *Config) error {
	if c.DatabaseURL == "" && (c.DatabaseDirectURL != "" || c.DatabaseOwnerURL != "") {
		return refuse("DATABASE_DIRECT_URL and DATABASE_OWNER_URL are used beside DATABASE_URL, which is not set.")
	}
	if c.DatabaseDirectURL == "" {
		c.DatabaseDirectURL = c.DatabaseURL
	}
	if c.DatabaseOwnerURL == "" {
		c.DatabaseOwnerURL = c.DatabaseDirectURL
	}
	return nil
}

func warnings(c Config) []string {
	var w []string
	if !loopback(c.Addr) && c.BaseURL.Scheme != "https" {
		w = append(w, fmt.Sprintf("Anybody on the network of %s can read along: put https before it and say so in CHARTHOUSE_BASE_URL.", c.Addr))
	}
	if c.SecureCookies && c.BaseURL.Scheme != "https" && !loopback(c.BaseURL.Host) {
		w = append(w, "Nobody can stay signed in: CHARTHOUSE_SECURE_COOKIES is on but CHARTHOUSE_BASE_URL is not https.")
	}
	return w
}
