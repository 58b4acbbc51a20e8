package caldav_test

import (
	"context"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/logbook"
)

func sorted(list []string) string {
	slices.Sort(list)
	return strings.Join(list, ", ")
}

func (l *log) versions(_ context.Context, kind logbook.Kind, key string) iter.Seq2[logbook.Fact, error] {
	var all []logbook.Fact
	for _, f := range l.facts {
		if f.Kind == kind && f.Key == key {
			all = append(all, f)
		}
	}
	slices.SortFunc(all, func(a, b logbook.Fact) int {
		if logbook.Newer(a.Version, a.ID(), b.Version, b.ID()) {
			return 1
		}
		return -1
	})
	return func(yield func(logbook.Fact, error) bool) {
		for _, f := range all {
			if !yield(f, nil) {
				return
			}
		}
	}
}

func (l *log) want(what string) {
	l.t.Helper()
	l.pull()
	if got := l.inForce(); got != what {
		l.t.Fatalf("in force: %s\n    want: %s", got, what)
	}
}

func TestAddChangeDelete(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		l := newLog(t, s)
		l.want("")
		s.write("one.ics", event("one", "20260105T090000Z"))
		s.write("two.ics", event("two", "20260106T090000Z"))
		l.want("one 0105T09, two 0106T09")
		s.write("two.ics", event("two", "20260106T140000Z")+"\nSEQUENCE:1")
		s.write("three.ics", event("three", "20260107T090000Z"))
		l.want("one 0105T09, three 0107T09, two 0106T14")
		s.remove("one.ics")
		l.want("three 0107T09, two 0106T14")
		if len(l.facts) != 5 {
			t.Errorf("%d facts are kept, not four and a tombstone", len(l.facts))
		}
		n := len(l.Batches)
		l.pull()
		if len(l.Batches) != n {
			t.Errorf("reading an unchanged calendar put %d batches", len(l.Batches)-n)
		}
		s.write("one.ics", event("one", "20260105T090000Z"))
		l.want("one 0105T09, three 0107T09, two 0106T14")
		if bad := l.Bad(l.place.URI); len(bad) != 0 {
			t.Errorf("bad rows: %v", bad)
		}
	})
}

func TestFindFromTheServerAlone(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		l := newLog(t, s)
		for _, path := range []string{"", "/", s.calendar} {
			n := 0
			for p, err := range l.src.Find(t.Context(), s.url(path)) {
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
