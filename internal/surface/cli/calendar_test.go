package cli_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/caldav/caldavtest"
	"github.com/backsight/backsight/internal/store"
	"github.com/backsight/backsight/internal/surface/cli"
)

// person is somebody at a terminal that is none, with a home of their own. They
// remember all that was ever printed.
type person struct {
	t    *testing.T
	home string
	env  map[string]string
	asks bool // at a terminal
	now  time.Time
	said bytes.Buffer
}

func newPerson(t *testing.T) *person {
	return &person{t: t, home: t.TempDir(), env: map[string]string{}, now: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
}

// run runs a command line, wants an exit code and gives what was printed.
func (p *person) run(want int, stdin string, args ...string) (out, errs string) {
	p.t.Helper()
	var o, e bytes.Buffer
	p.now = p.now.Add(time.Minute)
	env := func(name string) string {
		return map[string]string{
			"BACKSIGHT_HOME": p.home, "HOME": p.home, "BACKSIGHT_KEYRING": "off", "LANG": "C.UTF-8", "BACKSIGHT_MACHINE": "m",
			"BACKSIGHT_CALENDAR_PASSWORD": p.env["BACKSIGHT_CALENDAR_PASSWORD"],
		}[name]
	}
	code := cli.Run(context.Background(), cli.Program{
		In: strings.NewReader(stdin), Out: &o, Err: &e, Env: env,
		Now: func() time.Time { return p.now }, Columns: func() int { return 0 }, Asks: p.asks,
	}, args)
	p.said.Write(o.Bytes())
	p.said.Write(e.Bytes())
	if code != want {
		p.t.Fatalf("backsight %s: exit code %d, want %d\n%s%s", strings.Join(args, " "), code, want, o.String(), e.String())
	}
	return o.String(), e.String()
}

// planned says what is in force in the person's store, as "key start".
func (p *person) planned() string {
	p.t.Helper()
	ctx := p.t.Context()
	now := when.At(p.now)
	db, err := store.Open(ctx, store.Options{DSN: filepath.Join(p.home, "data", "backsight.db"), Now: func() when.Instant { return now }})
	if err != nil {
		p.t.Fatal(err)
	}
	defer db.Close()
	owner, err := db.Owner(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	g, err := policy.Allow(policy.Ask{Viewer: owner, Owner: owner, Grain: policy.Evidence, Purpose: "test"}, nil, now)
	if err != nil {
		p.t.Fatal(err)
	}
	var list []string
	for f, err := range db.Facts(ctx, g, when.Span{}, logbook.KindEvent) {
		if err != nil {
			p.t.Fatal(err)
		}
		list = append(list, f.Key+" "+f.Span.From.UTC().Format("0102T15"))
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}

// betrayed lists where a secret can be read, in plain or as it is sent: in what
// was printed, and in every file of the person's but those that are for it.
func (p *person) betrayed(secret, user string) (where []string) {
	p.t.Helper()
	forms := []string{secret, base64.StdEncoding.EncodeToString([]byte(user + ":" + secret)), fmt.Sprintf("%x", secret)}
	look := func(name string, text []byte) {
		for _, form := range forms {
			if bytes.Contains(text, []byte(form)) {
				where = append(where, name)
				return
			}
		}
	}
	look("what was printed", p.said.Bytes())
	err := filepath.WalkDir(p.home, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		look(path, text)
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return where
}

// TestCalendarsOfAServer lives with a real server: adds its calendars, reads
// them, moves and deletes events, mistypes the password, loses the server.
func TestCalendarsOfAServer(t *testing.T) {
	s := caldavtest.Radicale(t)
	s.Make("/ana/home/")
	s.Write("one.ics", caldavtest.Event("one", "20260105T090000Z"))
	s.Write("two.ics", caldavtest.Event("two", "20260106T090000Z"))
	p := newPerson(t)

	_, errs := p.run(5, "", "calendar", "sync")
	want(t, errs, "no calendar on a server was added yet")
	_, errs = p.run(2, "", "calendar", "add", s.URL("/"), "--user", "ana")
	want(t, errs, "no password was given", "BACKSIGHT_CALENDAR_PASSWORD")
	_, errs = p.run(3, "wrong\n", "calendar", "add", s.URL("/"), "--user", "ana", "--password-stdin")
	want(t, errs, "refused the user name or the password")

	out, errs := p.run(0, s.Password+"\n", "calendar", "add", s.URL("/"), "--user", "ana", "--password-stdin")
	want(t, out, "added home  "+s.URL("/ana/home/")+"  as ana", "added work  "+s.URL("/ana/work/"))
	want(t, errs, "WARNING: there is no keyring here")
	if strings.Count(errs, "WARNING") != 1 {
		t.Errorf("warned more than once:\n%s", errs)
	}
	out, _ = p.run(0, "", "calendar", "list")
	want(t, out, "  1  home", "  2  work")
	out, _ = p.run(0, "", "calendar", "sync")
	want(t, out, "2 calendars: 2 events, 2 yours")
	p.is("one 0105T09, two 0106T09")

	s.Write("two.ics", caldavtest.Event("two", "20260106T150000Z")+"\nSEQUENCE:1")
	for range 5 { // whichever calendar is read first
		s.Move(s.Calendar+"one.ics", "/ana/home/one.ics")
		p.run(0, "", "calendar", "sync")
		p.is("one 0105T09, two 0106T15")
		s.Move("/ana/home/one.ics", s.Calendar+"one.ics")
		p.run(0, "", "calendar", "sync")
		p.is("one 0105T09, two 0106T15")
	}
	s.Remove("one.ics")
	p.run(0, "", "calendar", "sync")
	p.is("two 0106T15")

	s.Stop()
	_, errs = p.run(3, "", "calendar", "sync")
	want(t, errs, `the calendar "work" could not be read`, "is kept")
	p.is("two 0106T15")
	s.Start()

	secrets := filepath.Join(p.home, "state", "secrets")
	if where := p.betrayed(s.Password, s.User); len(where) != 1 || filepath.Dir(where[0]) != secrets {
		t.Errorf("the password can be read in %q, and should be in a file of %s only", where, secrets)
	}
	if out, _ := p.run(0, "", "calendar", "remove", "home"); !strings.Contains(out, "what was read from it is kept") {
		t.Errorf("removing a calendar says %q", out)
	}
	p.run(0, "", "calendar", "sync")
	p.run(0, "", "calendar", "remove", s.URL("/ana/work/"))
	if where := p.betrayed(s.Password, s.User); len(where) != 0 {
		t.Errorf("the password of calendars that were removed can be read in %q", where)
	}
	p.run(5, "", "calendar", "list")
	p.is("two 0106T15")
}

// TestWhereThePasswordComesFrom asks for it on a terminal, and takes it from the
// environment where nothing can be kept or asked.
func TestWhereThePasswordComesFrom(t *testing.T) {
	s := caldavtest.Radicale(t)
	s.Write("one.ics", caldavtest.Event("one", "20260105T090000Z"))
	p := newPerson(t)
	p.asks = true
	_, errs := p.run(0, s.Password+"\n", "calendar", "add", s.URL("/"), "--user", "ana")
	want(t, errs, "Password of ana at http://127.0.0.1")
	p.asks = false
	p.env["BACKSIGHT_CALENDAR_PASSWORD"] = s.Password
	p.run(0, "", "calendar", "add", strings.Replace(s.URL("/"), "//", "//ana@", 1))
	if err := os.RemoveAll(filepath.Join(p.home, "state", "secrets")); err != nil {
		t.Fatal(err)
	}
	p.run(0, "", "calendar", "sync")
	p.is("one 0105T09")
	p.env["BACKSIGHT_CALENDAR_PASSWORD"] = ""
	_, errs = p.run(3, "", "calendar", "sync")
	want(t, errs, "no password is kept", "calendar add")
}

// TestCalendarsThatAreFiles adds one whose address is its own key, and imports
// one that anybody may read.
func TestCalendarsThatAreFiles(t *testing.T) {
	const key = "private-0123456789abcdefplanted"
	events := caldavtest.Event("one", "20260105T090000Z")
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/ical/" + key + "/basic.ics", "/holidays.ics":
			fmt.Fprint(w, caldavtest.Object(events))
		case "/token.ics":
			if r.Header.Get("Authorization") != "Bearer t0ken-planted" {
				w.WriteHeader(http.StatusUnauthorized)
				return
			}
			fmt.Fprint(w, caldavtest.Object(caldavtest.Event("two", "20260106T090000Z")))
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	defer h.Close()
	p := newPerson(t)
	out, _ := p.run(0, "", "calendar", "add", h.URL+"/ical/"+key+"/basic.ics")
	want(t, out, h.URL+"/ical/…/basic.ics#")
	p.run(0, "t0ken-planted", "calendar", "add", h.URL+"/token.ics", "--token", "--password-stdin")
	p.run(0, "", "calendar", "sync")
	p.is("one 0105T09, two 0106T09")
	events = caldavtest.Event("one", "20260105T110000Z") + "\nSEQUENCE:1"
	p.run(0, "", "calendar", "sync")
	p.is("one 0105T11, two 0106T09")
	for _, secret := range []string{key, "t0ken-planted"} {
		if where := p.betrayed(secret, ""); len(where) != 1 || filepath.Base(filepath.Dir(where[0])) != "secrets" {
			t.Errorf("%s can be read in %q", secret, where)
		}
	}
	out, _ = p.run(0, "", "calendar", "list", "--json")
	var list []struct{ Name, Address, Kind string }
	if err := json.Unmarshal([]byte(out), &list); err != nil || len(list) != 2 || list[0].Kind != "ics" {
		t.Errorf("%v, %s", err, out)
	}

	other := newPerson(t)
	out, _ = other.run(0, "", "import", h.URL+"/holidays.ics")
	want(t, out, "1 calendar", "1 yours")
	other.is("one 0105T11")
	_, errs := other.run(3, "", "import", h.URL+"/missing.ics")
	want(t, errs, "404")
	_, errs = other.run(2, "", "calendar", "add", "https://ana:"+key+"@dav.example.org/")
	want(t, errs, "must not contain a password")
	_, errs = other.run(2, "", "calendar", "add", "http://dav.example.org/", "--user", "ana", "--password-stdin")
	want(t, errs, "not encrypted")
	if where := other.betrayed(key, ""); len(where) != 0 {
		t.Errorf("a password in an address can be read in %q", where)
	}
}

func (p *person) is(want string) {
	p.t.Helper()
	if got := p.planned(); got != want {
		p.t.Fatalf("in force: %s\n    want: %s", got, want)
	}
}

func want(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("no %q in:\n%s", part, text)
		}
	}
}
