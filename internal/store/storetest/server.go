package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// Server is a real PostgreSQL server for the tests of one process: a child of
// it, in a temporary folder, on a socket nobody else can reach. The zero Server
// is ready; it starts with the first schema that is asked for. Where
// BACKSIGHT_TEST_POSTGRES holds the address of a server, that one is used.
type Server struct {
	once   sync.Once
	dsn    string // of the database in which schemas are made
	err    error
	folder string
	lease  io.Closer // the server ends when it is closed
	child  *exec.Cmd
	made   atomic.Int64
}

// Schema makes an empty schema for one test and gives its address. Where no
// server can be had the test is skipped, loudly; in CI it fails.
func (s *Server) Schema(t testing.TB) string {
	t.Helper()
	s.need(t)
	name := fmt.Sprintf("backsight_%d_%d", os.Getpid(), s.made.Add(1))
	role := s.Role(t)
	s.exec(t, "create schema "+name+" authorization "+role)
	t.Cleanup(func() { s.exec(t, "drop schema "+name+" cascade") })
	join := "?"
	if strings.Contains(s.dsn, "?") {
		join = "&"
	}
	return As(s.dsn+join+"search_path="+name, role)
}

// need starts the server; where none can be had the test is skipped, or fails in CI.
func (s *Server) need(t testing.TB) {
	t.Helper()
	s.once.Do(s.start)
	if s.err != nil && os.Getenv("CI") == "true" {
		t.Fatalf("no PostgreSQL to test with: %v", s.err)
	}
	if s.err != nil {
		t.Skipf("SKIPPED: no PostgreSQL to test with: %v", s.err)
	}
}

// Role makes a role that may log in, and nothing else: no superuser, whom no wall holds.
func (s *Server) Role(t testing.TB) string {
	t.Helper()
	s.need(t)
	role := fmt.Sprintf("ann_%d_%d", os.Getpid(), s.made.Add(1))
	s.exec(t, "create role "+role+" login")
	t.Cleanup(func() { s.exec(t, "drop role "+role) })
	return role
}

// As is the address of a server for another role.
func As(dsn, role string) string {
	u, err := url.Parse(dsn)
	if err != nil {
		panic(err) // Schema made it
	}
	u.User = url.User(role)
	return u.String()
}

// Address is the server's own, for who may do everything.
func (s *Server) Address(t testing.TB) string {
	t.Helper()
	return s.dsn
}

// Exec runs a statement as who may do everything.
func (s *Server) Exec(t testing.TB, statement string) { t.Helper(); s.exec(t, statement) }

func (s *Server) exec(t testing.TB, statement string) {
	t.Helper()
	db, err := sql.Open("pgx", s.dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(context.Background(), statement); err != nil {
		t.Error(err)
	}
}

// Stop ends the server and removes what it kept. It is called once, after the
// last test.
func (s *Server) Stop() {
	if s.lease != nil {
		s.lease.Close()
		s.child.Wait() // it was killed: how it ended says nothing
	}
	if s.folder != "" {
		os.RemoveAll(s.folder)
	}
}

func (s *Server) start() {
	if s.dsn = os.Getenv("BACKSIGHT_TEST_POSTGRES"); s.dsn != "" {
		s.err = s.wait()
		return
	}
	bin, err := programs()
	if err == nil {
		err = s.make(bin)
	}
	if err == nil {
		err = s.wait()
	}
	s.err = err
}

// programs is the folder of the newest server installed here.
func programs() (string, error) {
	if path, err := exec.LookPath("postgres"); err == nil {
		return filepath.Dir(path), nil
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	if len(found) == 0 {
		return "", fmt.Errorf("no program postgres: install the package postgresql, or set BACKSIGHT_TEST_POSTGRES")
	}
	slices.SortFunc(found, func(a, b string) int { return release(a) - release(b) })
	return filepath.Dir(found[len(found)-1]), nil
}

// release is the 15 in /usr/lib/postgresql/15/bin/postgres.
func release(path string) int {
	n, _ := strconv.Atoi(strings.Split(path, "/")[4])
	return n
}

// make makes a cluster whose own text order is that of a language, not of
// bytes, so that a test can tell when we lean on it, and starts a server.
func (s *Server) make(bin string) (err error) {
	if s.folder, err = os.MkdirTemp("", "backsight-pg-"); err != nil {
		return err
	}
	as, err := unprivileged(s.folder)
	if err != nil {
		return err
	}
	data := filepath.Join(s.folder, "data")
	initdb := append(as, filepath.Join(bin, "initdb"), "-D", data, "-U", "backsight", "-A", "trust",
		"-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
	if _, err := run(append(initdb, "--locale-provider=icu", "--icu-locale=en-US")); err != nil {
		os.RemoveAll(data) // a server older than 15, or one without ICU
		if out, err := run(initdb); err != nil {
			return fmt.Errorf("initdb: %w: %s", err, out)
		}
	}
	// The shell ends the server when its own input ends, and so when this
	// process does, however that happens.
	const guard = `"$@" >&2 & server=$!; cat >/dev/null; kill -QUIT $server; wait $server`
	args := append(as, "sh", "-c", guard, "sh", filepath.Join(bin, "postgres"), "-D", data,
		"-k", s.folder, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "full_page_writes=off")
	s.child = exec.Command(args[0], args[1:]...)
	s.child.Dir = s.folder
	if s.lease, err = s.child.StdinPipe(); err != nil {
		return err
	}
	s.dsn = "postgres://backsight@/postgres?host=" + s.folder + "&sslmode=disable"
	return s.child.Start()
}

func run(args []string) ([]byte, error) {
	c := exec.Command(args[0], args[1:]...)
	c.Dir = "/"
	return c.CombinedOutput()
}

// unprivileged is what must stand before a command so that it does not run as
// root, as which no server starts; the folder becomes that user's.
func unprivileged(folder string) ([]string, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("root cannot run a server, and: %w", err)
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	if err := os.Chown(folder, uid, gid); err != nil {
		return nil, err
	}
	return []string{"setpriv", "--reuid=" + u.Uid, "--regid=" + u.Gid, "--clear-groups"}, nil
}

// wait waits until the server answers.
func (s *Server) wait() error {
	db, err := sql.Open("pgx", s.dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	for until := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		err := db.Ping()
		if err == nil || time.Now().After(until) {
			return err
		}
	}
}
