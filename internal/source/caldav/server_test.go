package caldav_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/secret"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/caldav"
	"github.com/backsight/backsight/internal/source/ics"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// server is a real CalDAV server on this machine.
type server struct {
	t        *testing.T
	program  string
	dir      string
	port     int
	calendar string // path of one calendar
	user     string
	password string
	command  *exec.Cmd
}

// each runs a test with every real server.
func each(t *testing.T, test func(*testing.T, *server)) {
	t.Run("radicale", func(t *testing.T) { test(t, radicale(t)) })
	t.Run("xandikos", func(t *testing.T) { test(t, xandikos(t)) })
}

// need is a program that must be there in CI.
func need(t *testing.T, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err == nil {
		return
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is needed to try the client with a real server: apt-get install %s", name, name)
	}
	t.Skipf("%s is not installed, so nothing was tried with it: apt-get install %s", name, name)
}

func radicale(t *testing.T) *server {
	need(t, "radicale")
	s := &server{t: t, program: "radicale", dir: t.TempDir(), calendar: "/ana/work/", user: "ana", password: "planted-secret-7f3a"}
	users := filepath.Join(s.dir, "users")
	if err := os.WriteFile(users, []byte(s.user+":"+s.password+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.start()
	s.mkcalendar()
	return s
}

func xandikos(t *testing.T) *server {
	need(t, "xandikos")
	s := &server{t: t, program: "xandikos", dir: t.TempDir(), calendar: "/user/calendars/calendar/"}
	s.start()
	return s
}

// start starts the program on its port, a free one the first time.
func (s *server) start() {
	s.t.Helper()
	if s.port == 0 {
		s.port = freePort(s.t)
	}
	store := filepath.Join(s.dir, "store")
	switch s.program {
	case "radicale":
		s.command = exec.Command("radicale", "-C", "", "--hosts", fmt.Sprintf("127.0.0.1:%d", s.port),
			"--storage-filesystem-folder", store, "--auth-type", "htpasswd", "--auth-delay", "0",
			"--auth-htpasswd-filename", filepath.Join(s.dir, "users"), "--auth-htpasswd-encryption", "plain")
	default:
		s.command = exec.Command("xandikos", "-d", store, "--defaults", "-l", "127.0.0.1", "-p", fmt.Sprint(s.port))
	}
	var said bytes.Buffer
	s.command.Stdout, s.command.Stderr = &said, &said
	if err := s.command.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(s.stop)
	for range 600 {
		if r, err := http.Get(s.url("/")); err == nil {
			r.Body.Close()
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.stop()
	s.t.Fatalf("%s does not answer:\n%s", s.program, said.String())
}

// stop ends the program that this test started, and only that.
func (s *server) stop() {
	if s.command != nil {
		_ = s.command.Process.Kill()
		_ = s.command.Wait()
		s.command = nil
	}
}

func (s *server) url(path string) string { return fmt.Sprintf("http://127.0.0.1:%d%s", s.port, path) }

func freePort(t *testing.T) int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// do sends a request as the person's own calendar program would.
func (s *server) do(method, path, body string) int {
	s.t.Helper()
	q, err := http.NewRequest(method, s.url(path), strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	if s.user != "" {
		q.SetBasicAuth(s.user, s.password)
	}
	if body != "" {
		q.Header.Set("Content-Type", "text/calendar; charset=utf-8")
	}
	r, err := http.DefaultClient.Do(q)
	if err != nil {
		s.t.Fatal(err)
	}
	defer r.Body.Close()
	_, _ = io.Copy(io.Discard, r.Body)
	return r.StatusCode
}

func (s *server) mkcalendar() {
	if got := s.do("MKCALENDAR", s.calendar, ""); got != http.StatusCreated {
		s.t.Fatalf("MKCALENDAR: %d", got)
	}
}

// write puts an event, deleted removes it again.
func (s *server) write(name, event string) {
	s.t.Helper()
	if got := s.do("PUT", s.calendar+name, object(event)); got/100 != 2 {
		s.t.Fatalf("PUT %s: %d", name, got)
	}
}

func (s *server) remove(name string) {
	s.t.Helper()
	if got := s.do("DELETE", s.calendar+name, ""); got/100 != 2 {
		s.t.Fatalf("DELETE %s: %d", name, got)
	}
}

// object is a calendar of one event, or of several parted by an empty line.
func object(events string) string {
	var b strings.Builder
	b.WriteString("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n")
	for event := range strings.SplitSeq(events, "\n\n") {
		b.WriteString("BEGIN:VEVENT\r\nDTSTAMP:20260101T000000Z\r\n" + strings.ReplaceAll(strings.TrimSpace(event), "\n", "\r\n") + "\r\nEND:VEVENT\r\n")
	}
	b.WriteString("END:VCALENDAR\r\n")
	return b.String()
}

func event(uid, start string) string {
	return "UID:" + uid + "\nDTSTART:" + start + "\nDURATION:PT1H\nSUMMARY:" + uid
}

// log is a log in memory that a calendar is read into. As in the store, a
// fact that arrives again stays as it came first.
type log struct {
	sourcetest.Book
	t     *testing.T
	facts map[logbook.ID]logbook.Fact
	src   caldav.Source
	place logbook.Place
	now   when.Instant
}

func newLog(t *testing.T, s *server) *log {
	l := &log{t: t, facts: map[logbook.ID]logbook.Fact{}, now: when.At(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))}
	l.src = caldav.Source{Machine: "m", Events: ics.Events}
	if s.user != "" {
		l.src.Login = func(string) (egress.Login, error) {
			return egress.Login{User: s.user, Secret: secret.New(s.password)}, nil
		}
	}
	l.place = logbook.Place{Source: "calendar", Machine: "m", Name: "work", URI: s.url(s.calendar)}
	return l
}

func (l *log) Put(ctx context.Context, batch logbook.Batch) (logbook.Kept, error) {
	for _, e := range batch.Entries {
		if e.Fact == nil {
			continue
		}
		if err := e.Fact.Check(); err != nil {
			l.t.Error(err)
		}
		if _, known := l.facts[e.Fact.ID()]; !known {
			l.facts[e.Fact.ID()] = *e.Fact
		}
	}
	return l.Book.Put(ctx, batch)
}

func (l *log) ask() source.Ask {
	l.now += when.Second
	return source.Ask{
		Self: who.Self{Person: 7}, Place: l.place, Position: l.Position(l.place.URI), Sink: l, Now: l.now, By: "test",
		Known: l.Known(l.place.URI), Fact: func(_ context.Context, id logbook.ID) (logbook.Fact, error) { return l.facts[id], nil },
		Versions: l.versions,
	}
}

func (l *log) pull() {
	l.t.Helper()
	if err := l.src.Pull(l.t.Context(), l.ask()); err != nil {
		l.t.Fatal(err)
	}
}

// at puts the position where a text says.
func (l *log) at(position string) {
	l.t.Helper()
	_, err := l.Book.Put(l.t.Context(), logbook.Batch{Place: l.place, Position: logbook.Position(position)})
	if err != nil {
		l.t.Fatal(err)
	}
}

// without takes parts of the position away.
func (l *log) without(names ...string) {
	l.t.Helper()
	var p map[string]any
	if err := json.Unmarshal(l.Position(l.place.URI), &p); err != nil {
		l.t.Fatal(err)
	}
	for _, name := range names {
		if p[name] == nil {
			l.t.Fatalf("the position has no %s", name)
		}
		delete(p, name)
	}
	b, _ := json.Marshal(p)
	l.at(string(b))
}

// forget loses the position.
func (l *log) forget() { l.at("lost") }

// inForce says what is planned, as "key start" in order of key.
func (l *log) inForce() string {
	newest := map[string]logbook.Fact{}
	for id, f := range l.facts {
		if was, known := newest[f.Key]; !known || logbook.Newer(f.Version, id, was.Version, was.ID()) {
			newest[f.Key] = f
		}
	}
	var list []string
	for key, f := range newest {
		if !f.Gone {
			list = append(list, key+" "+f.Span.From.UTC().Format("0102T15"))
		}
	}
	return sorted(list)
}
