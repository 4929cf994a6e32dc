package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"charthouse/internal/access"
	"charthouse/internal/config"
	"charthouse/internal/db/local"
	"charthouse/internal/practice"
)

var console = access.System(access.Console)

// addUser makes a person who may sign in. The password comes from standard
// input where something is piped in, and is otherwise made and printed once.
func addUser(ctx context.Context, cmd config.AddUser, c config.Config, in io.Reader, out, say io.Writer) error {
	password, made, err := given(in)
	if err != nil {
		return err
	}
	h, err := open(ctx, c, say, local.StartOrAttach)
	if err != nil {
		return err
	}
	defer h.close()
	form := practice.StaffForm{Name: cmd.Name, Email: cmd.Email, Roles: underscored(cmd.Roles)}
	if _, err := practice.New(h.db).AddStaff(ctx, console, form, password); err != nil {
		return err
	}
	fmt.Fprintf(say, "%s may sign in as %s.\n", cmd.Name, cmd.Email)
	if made {
		fmt.Fprintln(out, password)
	}
	return nil
}

// given is the password from standard input, or one made here, to be printed.
func given(in io.Reader) (password string, made bool, err error) {
	password, err = piped(in)
	if err != nil || password != "" {
		return password, false, err
	}
	return practice.NewPassword(), true, nil
}

// underscored takes front-desk for front_desk, as fingers do at a command line.
func underscored(roles []string) []string {
	var all []string
	for _, r := range roles {
		all = append(all, strings.ReplaceAll(r, "-", "_"))
	}
	return all
}

// piped is the first line of what another program or a file gives, or empty
// where a person sits at the keyboard.
func piped(in io.Reader) (string, error) {
	if f, ok := in.(*os.File); ok {
		info, err := f.Stat()
		if err != nil || info.Mode()&os.ModeCharDevice != 0 {
			return "", nil // closed, or a terminal
		}
	}
	line, err := bufio.NewReader(in).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read the password from standard input: %w", err)
	}
	return strings.TrimRight(line, "\r\n"), nil
}

func listUsers(ctx context.Context, c config.Config, out, say io.Writer) error {
	h, err := open(ctx, c, say, local.StartOrAttach)
	if err != nil {
		return err
	}
	defer h.close()
	people, err := practice.New(h.db).ListStaff(ctx, console)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, p := range people {
		state := "may sign in"
		if !p.Active {
			state = "deactivated"
		} else if !p.HasPassword {
			state = "has no password yet"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", p.Email, p.Name, strings.Join(p.Roles, ", "), state)
	}
	return w.Flush()
}

// resetPassword gives a person a new password, as addUser does, and ends their
// sessions.
func resetPassword(ctx context.Context, cmd config.ResetPassword, c config.Config, in io.Reader, out, say io.Writer) error {
	password, made, err := given(in)
	if err != nil {
		return err
	}
	h, err := open(ctx, c, say, local.StartOrAttach)
	if err != nil {
		return err
	}
	defer h.close()
	s := practice.New(h.db)
	n, err := s.StaffByEmail(ctx, console, cmd.Email)
	if err != nil {
		return err
	}
	if err := s.GivePassword(ctx, console, n, password); err != nil {
		return err
	}
	fmt.Fprintf(say, "A new password for %s. Every session of theirs has ended.\n", cmd.Email)
	if made {
		fmt.Fprintln(out, password)
	}
	return nil
}
