package config

import (
	"flag"
	"fmt"
	"strings"
)

// syntax is how one command is typed and what it becomes.
type syntax struct {
	name  string // words that choose it, such as "import fhir"
	args  string // what follows the flags, for the help
	about string // one line
	more  string // further lines of its own help, or nothing
	serve bool   // takes the settings that only serve has
	flags []option
	build func(args []string, given values) (Command, error)
}

// option is a flag of one command.
type option struct {
	name, value, about string // no value: a switch
	many               bool
}

// values are the flags that were typed.
type values map[string][]string

func (v values) on(name string) bool { return len(v[name]) > 0 && v[name][0] == "true" }

func (v values) one(name string) string {
	if len(v[name]) == 0 {
		return ""
	}
	return v[name][len(v[name])-1]
}

var jsonReport = option{name: "json", about: "Print the report as one JSON object."}

// commands lists every command in the order in which the help shows them.
func commands() []syntax {
	return []syntax{
		{
			name: "serve", serve: true,
			about: "Run the practice; prints \"ready http://ADDRESS\" when it answers.",
			flags: []option{
				{name: "empty", about: "Start without the sample practice."},
				{name: "meter", about: "Say in each answer's Server-Timing what it asked of the database."},
			},
			build: func(args []string, given values) (Command, error) {
				return Serve{Empty: given.on("empty"), Meter: given.on("meter")}, none(args)
			},
		},
		{
			name:  "migrate",
			about: "Bring the database to this version's schema.",
			build: func(args []string, _ values) (Command, error) { return Migrate{}, none(args) },
		},
		{
			name: "import fhir", args: "FILE-OR-FOLDER...",
			about: "Read FHIR R4 bundles and resources.",
			more:  "A file that is read twice changes nothing. Exit status 0 only if nothing was refused.",
			flags: []option{jsonReport},
			build: func(args []string, given values) (Command, error) {
				return ImportFHIR{Paths: args, JSON: given.on("json")}, some(args, "file or folder")
			},
		},
		{
			name: "import icd10cm", args: "FILE",
			about: "Read the order file of ICD-10-CM codes, plain or gzip.",
			flags: []option{jsonReport},
			build: func(args []string, given values) (Command, error) {
				path, err := single(args, "file")
				return ImportICD10CM{Path: path, JSON: given.on("json")}, err
			},
		},
		{
			name:  "user add",
			about: "Make a person who may sign in.",
			more:  "The password is read from standard input when one is piped in; otherwise it is made and printed once.",
			flags: []option{
				{name: "email", value: "ADDRESS", about: "The address the person signs in with."},
				{name: "name", value: "NAME", about: "The person's name as shown."},
				{name: "role", value: "ROLE", about: "A role; repeat the flag for several.", many: true},
			},
			build: addUser,
		},
		{
			name:  "user list",
			about: "List who may sign in, with their roles.",
			build: func(args []string, _ values) (Command, error) { return ListUsers{}, none(args) },
		},
		{
			name:  "user password",
			about: "Give a person a new password.",
			more:  "The password is read from standard input when one is piped in; otherwise it is made and printed once.",
			flags: []option{{name: "email", value: "ADDRESS", about: "The address the person signs in with."}},
			build: resetPassword,
		},
		{
			name:  "sample",
			about: "Load the sample practice into an empty database.",
			build: func(args []string, _ values) (Command, error) { return Sample{}, none(args) },
		},
		{
			name:  "mail receive",
			about: "Take one mail from standard input into the inbox.",
			more:  "For the pipe of a mail server. Exit status 0 taken, 65 no mail, 75 try again; the same mail twice is one.",
			flags: []option{{name: "to", value: "ADDRESS", about: "The address it was sent to, where the mail server says it."}},
			build: func(args []string, given values) (Command, error) {
				return ReceiveMail{To: given.one("to")}, none(args)
			},
		},
		{
			name:  "audit head",
			about: "Print the head of the chain that seals the trail; keep it outside the database.",
			build: func(args []string, _ values) (Command, error) { return AuditHead{}, none(args) },
		},
		{
			name:  "audit verify",
			about: "Look whether the trail is as it was sealed.",
			more:  "Exit status 0 only if every row is as it was, and the head that was kept is in the chain.",
			flags: []option{{name: "head", value: "HASH", about: "A head that was kept: shows also what was taken off the end."}},
			build: func(args []string, given values) (Command, error) {
				return AuditVerify{Head: given.one("head")}, none(args)
			},
		},
		{
			name: "bench", args: "[A B]",
			about: "Measure every page on a practice that it makes, of 50,000 clients and 1,000,000 visits.",
			more:  "It uses a database of its own. With --compare it prints what changed between two files of --json.",
			flags: []option{
				{name: "sizes", value: "N,...", about: "Sizes in parts of that, such as 0.0625,0.25,1. Default: 1."},
				{name: "times", value: "N", about: "How often each act is done alone. Default: 40."},
				{name: "mix", value: "SECONDS", about: "How long the mix of a working day lasts. Default: 20."},
				{name: "keep", value: "FOLDER", about: "Keep what was made here, and use it again."},
				{name: "json", about: "Print the figures as one JSON object."},
				{name: "compare", about: "Compare the results in the files A and B."},
			},
			build: bench,
		},
		{
			name: "backup", args: "FILE",
			about: "Write the database and the documents to one file.",
			build: func(args []string, _ values) (Command, error) {
				path, err := single(args, "file")
				return Backup{Path: path}, err
			},
		},
		{
			name: "restore", args: "FILE",
			about: "Replace the database and the documents by a backup.",
			build: func(args []string, _ values) (Command, error) {
				path, err := single(args, "file")
				return Restore{Path: path}, err
			},
		},
	}
}

func addUser(args []string, given values) (Command, error) {
	u := AddUser{Email: given.one("email"), Name: given.one("name"), Roles: given["role"]}
	switch {
	case len(args) > 0:
		return nil, none(args)
	case u.Email == "":
		return nil, missing("email")
	case u.Name == "":
		return nil, missing("name")
	case len(u.Roles) == 0:
		return nil, missing("role")
	}
	return u, nil
}

func resetPassword(args []string, given values) (Command, error) {
	if len(args) > 0 {
		return nil, none(args)
	}
	if given.one("email") == "" {
		return nil, missing("email")
	}
	return ResetPassword{Email: given.one("email")}, nil
}

func missing(name string) error { return fmt.Errorf("it needs --%s", name) }

func none(args []string) error {
	if len(args) == 0 {
		return nil
	}
	return fmt.Errorf("it does not take %q", strings.Join(args, " "))
}

func some(args []string, what string) error {
	if len(args) == 0 {
		return fmt.Errorf("it needs a %s", what)
	}
	return nil
}

func single(args []string, what string) (string, error) {
	if len(args) != 1 || args[0] == "" {
		return "", fmt.Errorf("it needs exactly one %s", what)
	}
	return args[0], nil
}

// bind registers the command's own flags, which land in given.
func (s syntax) bind(fs *flag.FlagSet, given values) {
	for _, o := range s.flags {
		keep := func(v string) error { given[o.name] = append(given[o.name], v); return nil }
		if o.value == "" {
			fs.BoolFunc(o.name, o.about, func(v string) error { return keepSwitch(keep, v) })
			continue
		}
		fs.Func(o.name, o.about, keep)
	}
}
