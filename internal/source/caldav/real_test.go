package caldav_test

import (
	"testing"

	"github.com/backsight/backsight/internal/source/caldav/caldavtest"
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
