// Package caldavtest starts real CalDAV servers on this machine, and writes to
// them as a person's own calendar program would. It is for tests; it knows
// nothing of how calendars are read.
package caldavtest

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Server is one that runs until the test ends, or Stop.
type Server struct {
	Calendar       string // path of a calendar that is there and empty
	User, Password string // "" where it asks for none

	t       testing.TB
	program string
	dir     string
	port    int
	command *exec.Cmd
}

// need is a program that must be there in CI.
func need(t testing.TB, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err == nil {
		return
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is needed to try the client with a real server: apt-get install %s", name, name)
	}
	t.Skipf("%s is not installed, so nothing was tried with it: apt-get install %s", name, name)
}

// Radicale is a server that asks for a password.
func Radicale(t testing.TB) *Server {
	need(t, "radicale")
	s := &Server{t: t, program: "radicale", dir: t.TempDir(), Calendar: "/ana/work/", User: "ana", Password: "planted-secret-7f3a"}
	if err := os.WriteFile(filepath.Join(s.dir, "users"), []byte(s.User+":"+s.Password+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.Start()
	s.Make(s.Calendar)
	return s
}

// Xandikos is a server that lets everybody in.
func Xandikos(t testing.TB) *Server {
	need(t, "xandikos")
	s := &Server{t: t, program: "xandikos", dir: t.TempDir(), Calendar: "/user/calendars/calendar/"}
	s.Start()
	return s
}

// Start starts the program: the first time on a free port, later on the same.
func (s *Server) Start() {
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
	s.t.Cleanup(s.Stop)
	for range 1200 {
		if r, err := http.Get(s.URL("/")); err == nil {
			r.Body.Close()
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	s.Stop()
	s.t.Fatalf("%s does not answer:\n%s", s.program, said.String())
}

// Stop ends the program that was started here, and only that.
func (s *Server) Stop() {
	if s.command != nil {
		_ = s.command.Process.Kill()
		_ = s.command.Wait() // it was killed
		s.command = nil
	}
}

// URL is the address of a path on the server.
func (s *Server) URL(path string) string { return fmt.Sprintf("http://127.0.0.1:%d%s", s.port, path) }

func freePort(t testing.TB) int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// Do sends a request, with more headers in pairs, and gives its status.
func (s *Server) Do(method, path, body string, header ...string) int {
	s.t.Helper()
	q, err := http.NewRequest(method, s.URL(path), strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	if s.User != "" {
		q.SetBasicAuth(s.User, s.Password)
	}
	if body != "" {
		q.Header.Set("Content-Type", "text/calendar; charset=utf-8")
	}
	for i := 0; i+1 < len(header); i += 2 {
		q.Header.Set(header[i], header[i+1])
	}
	r, err := http.DefaultClient.Do(q)
	if err != nil {
		s.t.Fatal(err)
	}
	defer r.Body.Close()
	_, _ = io.Copy(io.Discard, r.Body) // so that the connection can be used again
	return r.StatusCode
}

// must is Do that has to succeed.
func (s *Server) must(method, path, body string, header ...string) {
	s.t.Helper()
	if got := s.Do(method, path, body, header...); got/100 != 2 {
		s.t.Fatalf("%s %s: %d", method, path, got)
	}
}

// Make makes an empty calendar that is called as its folder.
func (s *Server) Make(at string) {
	s.t.Helper()
	s.must("MKCALENDAR", at, `<c:mkcalendar xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><set><prop>`+
		"<displayname>"+path.Base(at)+"</displayname></prop></set></c:mkcalendar>", "Content-Type", "application/xml")
}

// Write puts an object into Calendar: the lines of one event, or of several
// parted by an empty line.
func (s *Server) Write(name, events string) {
	s.t.Helper()
	s.must("PUT", s.Calendar+name, Object(events))
}

// Remove deletes an object of Calendar.
func (s *Server) Remove(name string) {
	s.t.Helper()
	s.must("DELETE", s.Calendar+name, "")
}

// Move moves an object from one path to another.
func (s *Server) Move(from, to string) {
	s.t.Helper()
	s.must("MOVE", from, "", "Destination", s.URL(to))
}

// Object is a calendar of events, as Write takes them.
func Object(events string) string {
	var b strings.Builder
	b.WriteString("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n")
	for event := range strings.SplitSeq(events, "\n\n") {
		lines := strings.ReplaceAll(strings.TrimSpace(event), "\n", "\r\n")
		b.WriteString("BEGIN:VEVENT\r\nDTSTAMP:20260101T000000Z\r\n" + lines + "\r\nEND:VEVENT\r\n")
	}
	b.WriteString("END:VCALENDAR\r\n")
	return b.String()
}

// Event is an event of an hour.
func Event(uid, start string) string {
	return "UID:" + uid + "\nDTSTART:" + start + "\nDURATION:PT1H\nSUMMARY:" + uid
}

// Plant lays a file beside the objects of Calendar, behind the back of a
// Radicale, and takes it away again where text is "".
func (s *Server) Plant(name, text string) {
	s.t.Helper()
	file := filepath.Join(s.dir, "store", "collection-root", filepath.FromSlash(s.Calendar), name)
	err := os.WriteFile(file, []byte(text), 0o600)
	if text == "" {
		err = os.Remove(file)
	}
	if err != nil {
		s.t.Fatal(err)
	}
}
