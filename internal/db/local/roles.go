//go:build unix

package local

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/jackc/pgx/v5"
)

// The two roles and the database of every cluster.
const (
	Owner    = "postgres"   // superuser, made by initdb: migrates, backs up, restores
	App      = "charthouse" // what the application works as: may log in, owns nothing
	Database = "charthouse" // belongs to Owner
)

// ensureRoles makes the app role and the database where they are missing. The app role's
// password is stored last: while its file is missing, nobody attaches.
func (s *Server) ensureRoles(ctx context.Context) error {
	db, err := pgx.Connect(ctx, s.URL(Owner, "postgres"))
	if err != nil {
		return fmt.Errorf("connect as the owner: %w", err)
	}
	defer db.Close(ctx)
	var role, database bool
	err = db.QueryRow(ctx, `select exists (select from pg_roles where rolname = $1),
		exists (select from pg_database where datname = $2)`, App, Database).Scan(&role, &database)
	if err != nil {
		return fmt.Errorf("look for the app role: %w", err)
	}
	password, known := s.passwords[App]
	if !known {
		password = newPassword()
	}
	for _, do := range missing(role, known, database, password) {
		if _, err := db.Exec(ctx, do); err != nil {
			return fmt.Errorf("make the app role and the database: %w", err)
		}
	}
	s.passwords[App] = password
	return savePassword(s.dir.passwordFile(App), password)
}

// missing lists the statements that are left to do; password is hexadecimal.
func missing(role, known, database bool, password string) (do []string) {
	switch {
	case !role:
		do = append(do, "create role "+App+" login password '"+password+"'")
	case !known:
		do = append(do, "alter role "+App+" login password '"+password+"'")
	}
	if !database {
		do = append(do, "create database "+Database+" owner "+Owner)
	}
	return do
}

// readPasswords reads those stored in the folder; the app role's may not be there yet.
func (s *Server) readPasswords() error {
	s.passwords = map[string]string{}
	for _, role := range []string{Owner, App} {
		b, err := os.ReadFile(s.dir.passwordFile(role))
		switch {
		case errors.Is(err, fs.ErrNotExist) && role == App:
		case err != nil:
			return s.dir.explain("password of "+role, err)
		default:
			s.passwords[role] = strings.TrimSpace(string(b))
		}
	}
	return nil
}

// savePassword writes the file whole or not at all, and leaves an equal one alone.
func savePassword(file, password string) error {
	if b, err := os.ReadFile(file); err == nil && string(b) == password {
		return nil
	}
	if err := os.WriteFile(file+".new", []byte(password), 0o600); err != nil {
		return fmt.Errorf("store a password: %w", err)
	}
	if err := os.Rename(file+".new", file); err != nil {
		return fmt.Errorf("store a password: %w", err)
	}
	return nil
}
