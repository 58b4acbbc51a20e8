package serving

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/config"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/record"
)

// drifting is a server over the life of one who stopped building.
func drifting(t *testing.T) (s *Server, told *[]string) {
	t.Helper()
	day := when.Date(2026, 11, 20)
	now := day.At(time.UTC, 12*60)
	s, told = clocked(t, config.Default(), &now)
	l, err := lives.Named("drifting-director")
	if err != nil {
		t.Fatal(err)
	}
	for batch := range lives.Batches(l, s.Desk.Person, day) {
		if _, err := s.Desk.DB.Put(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
	}
	for _, i := range l.Self(s.Desk.Person).Identities {
		if _, err := s.Desk.Say(t.Context(), record.Identity.New(record.Values{"text": {Text: string(i)}})); err != nil {
			t.Fatal(err)
		}
	}
	return s, told
}

// What rings is told once, however often one looks.
func TestWhatRingsIsToldOnce(t *testing.T) {
	s, told := drifting(t)
	for range 3 {
		if err := s.noticeOnce(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if len(*told) == 0 || len(*told) > 3 {
		t.Errorf("%d notices: %v", len(*told), *told)
	}
}

// The clocks are a calendar, for a key that opens nothing else.
func TestClocksAsACalendar(t *testing.T) {
	s, _ := drifting(t)
	room := s.clocksRoom()
	r := httptest.NewRequest(http.MethodGet, "/clocks.ics", http.NoBody)
	if room.Needs(r) != policy.Clocks {
		t.Error("another key opens it")
	}
	w := httptest.NewRecorder()
	room.Handler.ServeHTTP(w, r)
	if text := w.Body.String(); w.Code != http.StatusOK || !strings.HasPrefix(text, "BEGIN:VCALENDAR\r\n") || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/calendar") {
		t.Errorf("%d %s", w.Code, text)
	}
	for _, other := range policy.Scopes() {
		token := policy.Token{Scopes: []policy.Scope{policy.Clocks}}
		if token.Opens(other) != (other == policy.Clocks) {
			t.Errorf("a key for clocks opens %s: %v", other, token.Opens(other))
		}
	}
}
