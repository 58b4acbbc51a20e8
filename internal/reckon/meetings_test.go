package reckon_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/money"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
)

// met is what the meetings of a synthetic life's last quarter do to its days.
func met(t *testing.T, rate *money.Amount) reckon.Meetings {
	t.Helper()
	now := when.Date(2026, 11, 21)
	d, l := lifeDesk(t, "drifting-director", now)
	defer d.db.Close()
	q := reckon.MeetingsQuestion{
		Question: asked(l, now), Days: when.Days{From: now - 91, To: now}, Against: when.Year(2021), Rate: rate,
	}
	q.Habits.Self.Person = d.person
	m, err := d.Meetings(ctx, d.grant, q)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range m.Partners {
		if p.Days != int(now-p.Last) {
			t.Errorf("%s was met on %s, which is said to be %d days before %s", p.With, p.Last, p.Days, now)
		}
	}
	return m
}

// The parts of the answer agree with one another: series and kinds add up to the
// figures, money to the cent of its rounding, and the one to move is the one that
// costs most focus of all that recur.
func TestMeetingsAgreeWithThemselves(t *testing.T) {
	t.Parallel()
	rate := money.Amount{Minor: 9500, Currency: "EUR"}
	m := met(t, &rate)
	if len(m.Series) == 0 || m.Days == 0 || m.Shift == nil || m.Move == nil || m.Cost == nil || len(m.Partners) == 0 {
		t.Fatalf("%+v", m)
	}
	var hours, persons, meetings float64
	var cents int64
	for i, s := range m.Series {
		hours, persons, cents = hours+s.Hours, persons+s.PersonHours, cents+s.Money.Minor
		if s.Recurs && s.Focus > m.Move.Focus {
			t.Errorf("%q costs more focus than %q", s.Title, m.Move.Title)
		}
		if i > 0 && s.PersonHours > m.Series[i-1].PersonHours {
			t.Errorf("%q stands after one that costs less", s.Title)
		}
	}
	table := map[string]bool{"focus_build": true, "admin": true, "travel": true, "personal": true, "ooo": true, "on_call": true, "solo": true}
	for _, k := range m.Kinds {
		if !table[k.Kind] {
			meetings += k.Hours
		}
	}
	perWeek := map[string]float64{}
	for _, f := range m.Figures {
		if f.Value != nil {
			perWeek[f.Name] = *f.Value * float64(m.Days) / 5
		}
	}
	near := func(what string, a, b, by float64) {
		if a-b > by || b-a > by {
			t.Errorf("%s: %g and %g", what, a, b)
		}
	}
	near("hours of series and kinds", hours, meetings, 0.1)
	near("person-hours of series and figure", persons, perWeek["person_hours"], 0.1)
	near("money", float64(cents), float64(m.Cost.Total.Minor), float64(len(m.Series)))
	near("the cost and the person-hours", float64(m.Cost.Total.Minor), persons*9500, 100)
	near("the shift", m.Shift.Load+m.Shift.Placed, m.Shift.Now-m.Shift.Then, 0.002)
	near("focus now", m.Shift.Now*float64(m.Days)/5, perWeek["potential_focus"], 0.1)
}

// Every key of the JSON is explained in the manual, and money is not told where
// no rate is set.
func TestTheKeysOfMeetingsAreDocumented(t *testing.T) {
	t.Parallel()
	rate := money.Amount{Minor: 9500, Currency: "EUR"}
	var found any
	b, err := json.Marshal(met(t, &rate))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &found); err != nil {
		t.Fatal(err)
	}
	manual, err := os.ReadFile(filepath.Join("..", "..", "docs", "meetings-json.md"))
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	paths(found, "", keys)
	if len(keys) < 40 {
		t.Fatalf("only %d keys", len(keys))
	}
	for path := range keys {
		if name := path[strings.LastIndex(path, ".")+1:]; !strings.Contains(string(manual), "`"+strings.TrimSuffix(name, "[]")) {
			t.Errorf("%s is not explained in docs/meetings-json.md", path)
		}
	}
	if m := met(t, nil); m.Cost != nil || m.Series[0].Money != nil {
		t.Errorf("money without a rate: %+v", m.Cost)
	}
}
