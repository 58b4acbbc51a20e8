package caldav_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/source/caldav/caldavtest"
)

// TestAStormyWeek edits a calendar at random while the server fails at random.
// Nothing that is on the server is ever taken for deleted, and when the storm is
// over the log says what the server holds.
func TestAStormyWeek(t *testing.T) {
	each(t, func(t *testing.T, s *caldavtest.Server) {
		for seed := range uint64(3) {
			storm(t, s, rand.New(rand.NewPCG(seed, 1)))
		}
	})
}

func storm(t *testing.T, s *caldavtest.Server, r *rand.Rand) {
	l := newLog(t, s)
	st := behind(t, s, l)
	held, settled, version := map[string]int{}, map[string]bool{}, 0 // settled: was there in the last good reading, and since
	codes := []int{200, 404, 429, 500, 502, 503, 507}
	for range 20 {
		name := fmt.Sprintf("e%d", r.IntN(8))
		if _, there := held[name]; there && r.IntN(3) == 0 {
			s.Remove(name + ".ics")
			delete(held, name)
			delete(settled, name)
		} else {
			version++
			held[name] = r.IntN(24)
			s.Write(name+".ics", caldavtest.Event(name, fmt.Sprintf("20260105T%02d0000Z", held[name]))+fmt.Sprintf("\nX-V:%d", version))
		}
		st.clear()
		if r.IntN(2) == 0 {
			code, one := codes[r.IntN(len(codes))], r.IntN(6)
			n := 0
			st.answer = func(w http.ResponseWriter, _ *http.Request) bool {
				if n++; n > one {
					w.WriteHeader(code)
				}
				return n > one
			}
			_ = l.src.Pull(t.Context(), l.ask()) // what it says is another test's
			for name := range held {
				if settled[name] && !strings.Contains(l.inForce(), name+" ") {
					t.Errorf("%s is taken for deleted", name)
				}
			}
			continue
		}
		if r.IntN(6) == 0 {
			l.forget()
		}
		l.pull()
		l.pull() // what could not be had before
		var want []string
		for name, hour := range held {
			want = append(want, fmt.Sprintf("%s 0105T%02d", name, hour))
		}
		if got := l.inForce(); got != sorted(want) {
			t.Fatalf("in force: %s\n    want: %s", got, sorted(want))
		}
		settled = map[string]bool{}
		for name := range held {
			settled[name] = true
		}
	}
	for name := range held {
		s.Remove(name + ".ics")
	}
}
