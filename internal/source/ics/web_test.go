package ics

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// published is a calendar at an address, served as http.ServeContent would: with
// the conditions of HTTP. Fail comes before that.
type published struct {
	*log
	t     *testing.T
	asked []string // status of each answer
	file  string
	fail  http.HandlerFunc
	tag   bool
	at    when.Instant
}

func publish(t *testing.T) *published {
	p := &published{log: newLog(t), t: t, at: now}
	p.file = filepath.Join(t.TempDir(), "work.ics")
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := &noted{ResponseWriter: w}
		defer func() { p.asked = append(p.asked, fmt.Sprint(n.status)) }()
		if p.fail != nil {
			p.fail(n, r)
			return
		}
		if p.tag { // and no Last-Modified
			text, _ := os.ReadFile(p.file)
			w.Header().Set("ETag", fmt.Sprintf(`W/"%d"`, len(text)))
			http.ServeContent(n, r, "", time.Time{}, bytes.NewReader(text))
			return
		}
		http.ServeFile(n, r, p.file)
	}))
	t.Cleanup(s.Close)
	p.path = s.URL + "/work.ics"
	return p
}

type noted struct {
	http.ResponseWriter
	status int
}

func (n *noted) WriteHeader(status int) {
	n.status = status
	n.ResponseWriter.WriteHeader(status)
}

func (p *published) pull() error {
	p.asked = nil
	return Web{}.Pull(p.t.Context(), source.Ask{
		Self: who.Self{Person: 7}, Place: logbook.Place{Source: sourceName, Name: "work", URI: p.path},
		Position: p.Position(p.path), Sink: p, Now: p.at, By: "test", Known: p.Known(p.path), Fact: func(_ context.Context, id logbook.ID) (logbook.Fact, error) { return p.facts[id], nil },
	})
}

func (p *published) must() {
	p.t.Helper()
	if err := p.pull(); err != nil {
		p.t.Fatal(err)
	}
}

func TestAnAddressIsReadOnlyWhereItChanged(t *testing.T) {
	for _, tag := range []bool{true, false} {
		p := publish(t)
		p.tag = tag
		write(t, p.file, "20250301T080000Z", one, two)
		p.must()
		n := len(p.Batches)
		p.must()
		if len(p.Batches) != n || strings.Join(p.asked, " ") != "304" {
			t.Errorf("an unchanged calendar was answered %v and put %d batches", p.asked, len(p.Batches)-n)
		}
		if got := p.Coverage(p.path).To; got != now.Day(time.UTC)+1 {
			t.Errorf("it covers until %v", got)
		}
		p.at += 3 * 24 * when.Hour
		p.must()
		if got := p.Coverage(p.path); got.To != p.at.Day(time.UTC)+1 || got.Yours != 2 {
			t.Errorf("three days later it covers %+v", *got)
		}
		write(t, p.file, "20250301T080000Z", one, ten, "SUMMARY:another\n"+six)
		later := time.Now().Add(time.Hour) // Last-Modified knows whole seconds only
		if err := os.Chtimes(p.file, later, later); err != nil {
			t.Fatal(err)
		}
		p.must()
		in := p.inForce()
		if _, there := in["two"]; there || len(in) != 3 || p.asked[0] != "200" {
			t.Errorf("in force are %d things, two among them: %v; answered %v", len(in), there, p.asked)
		}
	}
}

func TestAnAddressThatHiccupsLosesNothing(t *testing.T) {
	for name, fail := range map[string]http.HandlerFunc{
		"500":            func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) },
		"404":            func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) },
		"401":            func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(401) },
		"nothing":        func(http.ResponseWriter, *http.Request) {},
		"no content":     func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204) },
		"a sign-in page": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>sign in</html>") },
		"cut": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, "BEGIN:VCALENDAR\nBEGIN:VEVENT\n"+one+"\nEND:VEVENT\n")
		},
		"cut unseen": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, "BEGIN:VCALENDAR\nBEGIN:VEVENT\n"+one+"\nEND:VEVENT\n")
		},
		"an empty calendar": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "BEGIN:VCALENDAR\nEND:VCALENDAR\n") },
	} {
		p := publish(t)
		write(t, p.file, "20250301T080000Z", one, two, six)
		p.must()
		was := string(p.Position(p.path))
		p.fail = fail
		err := p.pull()
		if strings.HasPrefix(name, "cut unseen") || name == "an empty calendar" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		} else if fault.KindOf(err) != fault.Incomplete || string(p.Position(p.path)) != was {
			t.Errorf("%s: %v", name, err)
		}
		if len(p.inForce()) != 3 {
			t.Errorf("%s: %d of 3 events are in force", name, len(p.inForce()))
		}
		p.fail = nil
		p.must()
		if len(p.inForce()) != 3 || p.Coverage(p.path).Yours != 3 {
			t.Errorf("%s: later %d of 3 events are in force", name, len(p.inForce()))
		}
	}
}

func TestWebSource(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "big.ics"), crowded(2*batchSize+7), 0o600); err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer s.Close()
	sourcetest.Run(t, sourcetest.Case{
		Source: Web{Machine: "m"}, Declared: Declared(), Root: s.URL + "/big.ics", Missing: "http://127.0.0.1:1/not-there.ics", Self: who.Self{Person: 7}, Now: now,
	})
}

func TestWhatACalendarAtAnAddressIsCalled(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/named.ics" {
			fmt.Fprint(w, "BEGIN:VCALENDAR\nX-WR-CALNAME:Home\nEND:VCALENDAR\n")
			return
		}
		fmt.Fprint(w, "BEGIN:VCALENDAR\nEND:VCALENDAR\n")
	}))
	defer s.Close()
	for at, want := range map[string]string{"/named.ics": "Home", "/holidays.ics": "holidays", "/": "127.0.0.1", "/0a1b2c3d4e5f60718293a4b5.ics": "127.0.0.1"} {
		for p, err := range (Web{}).Find(t.Context(), s.URL+at) {
			if err != nil || p.Name != want {
				t.Errorf("%s is called %q, %v", at, p.Name, err)
			}
		}
	}
	for p, err := range (Web{}).Find(t.Context(), "/home/a.ics") {
		t.Errorf("a path gave %v, %v", p, err)
	}
}
