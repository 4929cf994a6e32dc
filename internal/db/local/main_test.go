//go:build unix

package local

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"github.com/jackc/pgx/v5"
)

// appEnv makes the test binary an application on the named folder, to be killed.
const appEnv = "CHARTHOUSE_TEST_APP"

func TestMain(m *testing.M) {
	dir := os.Getenv(appEnv)
	if dir == "" {
		os.Exit(m.Run())
	}
	if err := writeForEver(context.Background(), dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// writeForEver stores row after row and prints the number of each that was acknowledged.
func writeForEver(ctx context.Context, dir string) error {
	s, err := Start(ctx, Options{Dir: dir})
	if err != nil {
		return err
	}
	db, err := pgx.Connect(ctx, s.OwnerURL())
	if err != nil {
		return err
	}
	if _, err := db.Exec(ctx, `create table if not exists written (n bigint generated always as identity)`); err != nil {
		return err
	}
	for {
		var n int64
		if err := db.QueryRow(ctx, `insert into written default values returning n`).Scan(&n); err != nil {
			return err
		}
		fmt.Println(n)
	}
}

// An app is a running writeForEver.
type app struct {
	cmd  *exec.Cmd
	said *bufio.Scanner
}

func startApp(t *testing.T, dir string) app {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), appEnv+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill() })
	return app{cmd, bufio.NewScanner(out)}
}

// kill ends the app as kill -9 does and answers all that it had still said.
func (a app) kill() (said []string) {
	a.cmd.Process.Kill()
	for a.said.Scan() {
		said = append(said, a.said.Text())
	}
	a.cmd.Wait()
	return said
}

var quick = map[string]string{"fsync": "off"}

// dataFolder is an empty folder in a place that the server's user can reach; t.TempDir's
// is closed to it when the tests run as root.
func dataFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "charthouse-local-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func start(t *testing.T, opts Options) *Server {
	t.Helper()
	s, err := Start(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(t, s) })
	return s
}

func stop(t *testing.T, s *Server) {
	t.Helper()
	if err := s.Stop(); err != nil {
		t.Error(err)
	}
}

// ask runs a query of one row and one column.
func ask[T any](t *testing.T, url, query string, args ...any) (answer T) {
	t.Helper()
	db, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close(t.Context())
	if err := db.QueryRow(t.Context(), query, args...).Scan(&answer); err != nil {
		t.Fatal(err)
	}
	return answer
}
