package config

import "time"

// Command is what the binary was asked to do: exactly one of the types below.
type Command interface{ command() }

type (
	// Serve runs the practice. Empty starts it without the sample practice; Meter
	// says in each answer what it asked of the database.
	Serve struct{ Empty, Meter bool }

	// Bench measures a practice of each size, or compares two results.
	Bench struct {
		Sizes   []float64
		Times   int
		Mix     time.Duration
		JSON    bool
		Keep    string   // a folder that keeps what was made; empty is removed
		Compare []string // two files of --json
	}

	// Migrate brings the database to this binary's schema.
	Migrate struct{}

	// ImportFHIR reads FHIR R4 bundles and resources from files and folders.
	ImportFHIR struct {
		Paths []string
		JSON  bool
	}

	// ImportICD10CM reads the order file of ICD-10-CM codes.
	ImportICD10CM struct {
		Path string
		JSON bool
	}

	// AddUser makes a person who may sign in. Roles has at least one name.
	AddUser struct {
		Email string
		Name  string
		Roles []string
	}

	// ListUsers prints who may sign in.
	ListUsers struct{}

	// ResetPassword gives a person a new password.
	ResetPassword struct{ Email string }

	// Sample loads the sample practice into an empty database.
	Sample struct{}

	// AuditHead prints the head of the chain over the trail.
	AuditHead struct{}

	// AuditVerify takes every seal of the trail again. Head is one that was kept
	// outside the database; empty asks for none.
	AuditVerify struct{ Head string }

	// Backup writes the database and the documents to one file.
	Backup struct{ Path string }

	// ReceiveMail takes one mail from standard input. To is the address it was sent
	// to, where the mail server says it.
	ReceiveMail struct{ To string }

	// Restore replaces the database and the documents by a backup.
	Restore struct{ Path string }
)

func (Serve) command()         {}
func (Migrate) command()       {}
func (ImportFHIR) command()    {}
func (ImportICD10CM) command() {}
func (AddUser) command()       {}
func (ListUsers) command()     {}
func (ResetPassword) command() {}
func (Sample) command()        {}
func (Backup) command()        {}
func (Restore) command()       {}
func (ReceiveMail) command()   {}
func (Bench) command()         {}
func (AuditHead) command()     {}
func (AuditVerify) command()   {}
