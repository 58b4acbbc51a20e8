package caldav_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/source/caldav/caldavtest"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

func TestAddChangeDelete(t *testing.T) {
	each(t, func(t *testing.T, s *caldavtest.Server) {
		l := newLog(t, s)
		l.want("")
		s.Write("one.ics", caldavtest.Event("one", "20260105T090000Z"))
		s.Write("two.ics", caldavtest.Event("two", "20260106T090000Z"))
		l.want("one 0105T09, two 0106T09")
		s.Write("two.ics", caldavtest.Event("two", "20260106T140000Z")+"\nSEQUENCE:1")
		s.Write("three.ics", caldavtest.Event("three", "20260107T090000Z"))
		l.want("one 0105T09, three 0107T09, two 0106T14")
		s.Remove("one.ics")
		l.want("three 0107T09, two 0106T14")
		if len(l.facts) != 5 {
			t.Errorf("%d facts are kept, not four and a tombstone", len(l.facts))
		}
		n := len(l.Batches)
		l.pull()
		if len(l.Batches) != n {
			t.Errorf("reading an unchanged calendar put %d batches", len(l.Batches)-n)
		}
		s.Write("one.ics", caldavtest.Event("one", "20260105T090000Z"))
		l.want("one 0105T09, three 0107T09, two 0106T14")
		if bad := l.Bad(l.place.URI); len(bad) != 0 {
			t.Errorf("bad rows: %v", bad)
		}
	})
}

func TestFindFromTheServerAlone(t *testing.T) {
	each(t, func(t *testing.T, s *caldavtest.Server) {
		l := newLog(t, s)
		for _, path := range []string{"", "/", s.Calendar} {
			n := 0
			for p, err := range l.src.Find(t.Context(), s.URL(path)) {
				if err != nil || p.URI != l.place.URI {
					t.Errorf("from %q: %+v, %v", path, p, err)
				}
				n++
			}
			if n != 1 {
				t.Errorf("from %q: %d calendars", path, n)
			}
		}
	})
}

// TestASeriesAndItsExceptions: an object of several events is several facts, and
// an exception that is taken back is deleted by itself.
func TestASeriesAndItsExceptions(t *testing.T) {
	const series = "UID:s\nDTSTART;TZID=Europe/Berlin:20260105T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY\nSUMMARY:s"
	const moved = "UID:s\nRECURRENCE-ID;TZID=Europe/Berlin:20260112T090000\nDTSTART;TZID=Europe/Berlin:20260113T150000\nDURATION:PT1H\nSUMMARY:s"
	each(t, func(t *testing.T, s *caldavtest.Server) {
		l := newLog(t, s)
		s.Write("s.ics", series+"\n\n"+moved)
		l.want("s 0105T08, s 20260112T090000 0113T14")
		s.Write("s.ics", series)
		l.want("s 0105T08")
		if c := l.Coverage(l.place.URI); c.Facts != 1 || c.From.String() != "2026-01-05" || c.To.String() != "2026-03-02" {
			t.Errorf("it covers %+v", *c)
		}
	})
}

// TestAnEventWithoutAStart is one that a real server takes and gives out.
func TestAnEventWithoutAStart(t *testing.T) {
	s := caldavtest.Xandikos(t)
	s.Write("one.ics", caldavtest.Event("one", "20260105T090000Z"))
	s.Write("bad.ics", caldavtest.Event("bad", "tomorrow"))
	l := newLog(t, s)
	l.want("one 0105T09")
	bad := l.Bad(l.place.URI)
	if len(bad) != 1 || bad[0].What != "bad.ics: this is no date or time" || l.Coverage(l.place.URI).Bad != 1 {
		t.Errorf("bad rows %+v", bad)
	}
	s.Write("bad.ics", caldavtest.Event("good", "20260106T090000Z"))
	l.want("good 0106T09, one 0105T09")
	if c := l.Coverage(l.place.URI); c.Bad != 0 || c.Facts != 2 {
		t.Errorf("it covers %+v", *c)
	}
}

// TestGarbageInTheServersFolder keeps that server from listing anything, so
// nothing new can be read; what was read stays.
func TestGarbageInTheServersFolder(t *testing.T) {
	s := caldavtest.Radicale(t)
	s.Write("one.ics", caldavtest.Event("one", "20260105T090000Z"))
	l := newLog(t, s)
	l.pull()
	s.Write("two.ics", caldavtest.Event("two", "20260106T090000Z"))
	s.Plant("bad.ics", "garbage")
	if err := l.src.Pull(t.Context(), l.ask()); fault.KindOf(err) != fault.Incomplete || l.inForce() != "one 0105T09" {
		t.Errorf("%v, in force: %s", err, l.inForce())
	}
	s.Plant("bad.ics", "")
	l.want("one 0105T09, two 0106T09")
}

// TestAnObjectThatIsRenamed is no event that was deleted.
func TestAnObjectThatIsRenamed(t *testing.T) {
	each(t, func(t *testing.T, s *caldavtest.Server) {
		s.Write("one.ics", caldavtest.Event("one", "20260105T090000Z"))
		l := newLog(t, s)
		l.pull()
		s.Remove("one.ics")
		s.Write("other.ics", caldavtest.Event("one", "20260105T090000Z"))
		l.want("one 0105T09")
		if len(l.facts) != 1 {
			t.Errorf("one event is %d facts", len(l.facts))
		}
	})
}

// TestACopy: of an event that lies in two objects, one is deleted.
func TestACopy(t *testing.T) {
	s := caldavtest.Radicale(t)
	s.Write("one.ics", caldavtest.Event("one", "20260105T090000Z"))
	s.Plant("copy.ics", caldavtest.Object(caldavtest.Event("one", "20260105T090000Z")))
	l := newLog(t, s)
	l.want("one 0105T09")
	s.Remove("one.ics")
	l.want("one 0105T09")
	s.Remove("copy.ics")
	l.want("")
}

// TestWhatIsNoCalendar any more is read no further.
func TestWhatIsNoCalendar(t *testing.T) {
	s := caldavtest.Radicale(t)
	l := newLog(t, s)
	l.place.URI = s.URL("/ana/")
	if err := l.src.Pull(t.Context(), l.ask()); err == nil || !strings.Contains(err.Error(), "is not a calendar") {
		t.Errorf("%v", err)
	}
}

// TestAReadingCutShort: what it had put and is deleted before the next reading
// is found to be gone, by two readings that lack it.
func TestAReadingCutShort(t *testing.T) {
	s := caldavtest.Radicale(t)
	s.Write("one.ics", caldavtest.Event("one", "20260105T090000Z"))
	s.Write("two.ics", caldavtest.Event("two", "20260106T090000Z"))
	l := newLog(t, s)
	l.StopAt = 1
	if err := l.src.Pull(t.Context(), l.ask()); err == nil || l.inForce() != "one 0105T09, two 0106T09" {
		t.Fatalf("%v, in force: %s", err, l.inForce())
	}
	l.StopAt = 0
	s.Remove("one.ics")
	l.want("one 0105T09, two 0106T09")
	l.want("two 0106T09")
	n := len(l.Batches)
	l.pull()
	l.pull()
	if len(l.Batches) > n+1 {
		t.Errorf("%d batches more, and nothing has changed", len(l.Batches)-n)
	}
}

// TestAnotherEngine reads everything again and loses nothing of what was known.
func TestAnotherEngine(t *testing.T) {
	s := caldavtest.Radicale(t)
	s.Write("one.ics", caldavtest.Event("one", "20260105T090000Z"))
	s.Write("two.ics", caldavtest.Event("two", "20260106T090000Z"))
	l := newLog(t, s)
	l.pull()
	engine := regexp.MustCompile(`"engine":\d+`)
	other := func() string { return engine.ReplaceAllString(string(l.Position(l.place.URI)), `"engine":99`) }
	s.Remove("one.ics")
	l.at(other())
	l.want("two 0106T09")
	position := other()
	st := behind(t, s, l)
	l.Book = sourcetest.Book{} // the place has another address behind the stage
	l.at(position)
	l.want("two 0106T09")
	if got := strings.Join(st.requests(), " "); got != "PROPFIND PROPFIND REPORT" {
		t.Errorf("asked %s, which reads nothing again", got)
	}
}

// TestATask in a calendar is no event and nothing bad.
func TestATask(t *testing.T) {
	each(t, func(t *testing.T, s *caldavtest.Server) {
		if got := s.Do("PUT", s.Calendar+"task.ics", strings.ReplaceAll(caldavtest.Object("UID:task\nSUMMARY:task"), "VEVENT", "VTODO")); got/100 != 2 {
			t.Fatalf("PUT: %d", got)
		}
		l := newLog(t, s)
		l.want("")
		if c := l.Coverage(l.place.URI); c.Bad != 0 || c.Facts != 0 {
			t.Errorf("it covers %+v", *c)
		}
	})
}
