// Command charthouse runs a practice: one binary, one PostgreSQL.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	_ "time/tzdata" // practices keep local time, and not every machine brings the zones

	"charthouse/internal/config"
	"charthouse/internal/fault"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// run does one command and answers the process's exit status: 0 done, 1 not
// done, 2 not understood; a mail's pipe has statuses of its own.
func run(ctx context.Context, args []string, in io.Reader, out, say io.Writer) int {
	command, c, err := config.Parse(args, os.Getenv, out)
	if err != nil {
		if !errors.Is(err, config.ErrHelp) {
			fmt.Fprintln(say, err)
		}
		return config.ExitStatus(err)
	}
	if err := do(ctx, command, c, in, out, say); err != nil {
		fmt.Fprintln(say, sentence(err))
		if s, ok := errors.AsType[status](err); ok {
			return s.code
		}
		return 1
	}
	return 0
}

// sentence is what a person at a terminal reads: there is no form to mark, so
// what is wrong with its fields is all there is to say.
func sentence(err error) string {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok {
		return err.Error()
	}
	if len(f.Fields) == 0 {
		return f.Message
	}
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(f.Fields)) {
		lines = append(lines, f.Fields[name])
	}
	return strings.Join(lines, "\n")
}

func do(ctx context.Context, command config.Command, c config.Config, in io.Reader, out, say io.Writer) error {
	switch cmd := command.(type) {
	case config.Serve:
		return serve(ctx, cmd, c, out, say)
	case config.Backup:
		return backup(ctx, cmd, c, say)
	case config.Restore:
		return restore(ctx, cmd, c, say)
	case config.Sample:
		return fillWithSample(ctx, c, say)
	case config.AuditHead:
		return auditHead(ctx, c, out, say)
	case config.AuditVerify:
		return auditVerify(ctx, cmd, c, out, say)
	case config.Bench:
		return measure(ctx, cmd, c, out, say)
	case config.Migrate:
		return migrate(ctx, c, say)
	case config.ImportICD10CM:
		return importICD10CM(ctx, cmd, c, out, say)
	case config.ImportFHIR:
		return importFHIR(ctx, cmd, c, out, say)
	case config.ReceiveMail:
		return receiveMail(ctx, cmd, c, in, say)
	case config.AddUser:
		return addUser(ctx, cmd, c, in, out, say)
	case config.ListUsers:
		return listUsers(ctx, c, out, say)
	case config.ResetPassword:
		return resetPassword(ctx, cmd, c, in, out, say)
	}
	return fmt.Errorf("this charthouse does not know how to do that")
}
