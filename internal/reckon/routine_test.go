package reckon_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/record"
)

// nightly is n commits of a program that goes by the clock of Vienna, from the end of
// September on, each so many minutes off three o'clock.
func nightly(t fatal, d *desk, off []int, programs ...logbook.Routine) {
	place := logbook.Place{Source: "git", Name: "data", URI: "/own/data", Machine: "m"}
	vienna := location("Europe/Vienna")
	from := when.Date(2026, time.September, 20)
	b := logbook.Batch{Place: place, At: d.now, By: "test"}
	add := func(f logbook.Fact) { b.Entries = append(b.Entries, logbook.Entry{Fact: &f}) }
	for i, minutes := range off {
		day := from + when.Day(i)
		at := day.At(vienna, 3*60+minutes)
		_, east := at.In(vienna).Zone()
		id := fmt.Sprintf("%040x", i+1)
		f := logbook.Fact{Kind: logbook.KindCommit, Key: id + " authored ann@example.org", Span: when.Span{From: at, To: at}, Zone: when.FixedZone(east), Day: day}
		f.Body = logbook.Body(logbook.Commit{Object: id, Role: logbook.Authored, As: "ann@example.org", Subject: "Update data", Authored: at, Committed: at})
		add(f)
		f.Kind, f.Key = logbook.KindPaths, id
		f.Body = logbook.Body(logbook.Paths{Object: id, Files: 1, List: []string{"data.json"}})
		add(f)
	}
	b.Entries = append(b.Entries, logbook.Entry{Routines: programs},
		logbook.Entry{Counts: &logbook.Coverage{Place: place, From: from, To: from + when.Day(len(off)), Open: true, Facts: len(off), Yours: len(off)}})
	d.put(t, b)
}

// What is told of a program's commits are those that make no hands-on day, one for one,
// whatever jitter the program has and whichever clock it goes by.
func TestAProgramIsToldAsItIsCounted(t *testing.T) {
	t.Parallel()
	still, jitter := make([]int, 60), make([]int, 60)
	for i := range jitter {
		jitter[i] = i%21 - 10
	}
	utc := logbook.Routine{Subject: "Update data", Files: "data.json", Minute: 60, Clock: logbook.NoMinute, Commits: 60}
	both := utc
	both.Clock = 180
	for name, c := range map[string]struct {
		off     []int
		program logbook.Routine
		apart   int
	}{
		"by the hour of UTC":   {still, utc, 35}, // until 25 October three o'clock is one
		"by the clock at home": {still, both, 60},
		"with jitter":          {jitter, both, 15},
	} {
		d := newDesk(t)
		nightly(t, d, c.off, c.program)
		l, err := lives.Named("steady-hand")
		if err != nil {
			t.Fatal(err)
		}
		q := asked(l, when.Date(2026, time.November, 25))
		q.Habits.Self.Identities = nil
		r := d.look(t, q)
		told := 0
		for _, limit := range r.Limits {
			if strings.Contains(limit.String(), "look like a program's") {
				if _, err := fmt.Sscan(limit.String(), &told); err != nil {
					t.Fatal(err)
				}
			}
		}
		if made := handsOn(r); told != 60-made || told != c.apart {
			t.Errorf("%s: %d told of as a program's, %d days hands-on; of 60, %d are the program's", name, told, made, c.apart)
		}
		d.tells(t, record.ByHand.New(record.Values{"subject": {Text: "Update data"}}))
		if r = d.look(t, q); handsOn(r) != 60 {
			t.Errorf("%s: %d days when they are said to be by hand", name, handsOn(r))
		}
		d.db.Close()
	}
}

// handsOn is on how many days a look saw hands on.
func handsOn(r reckon.Report) (n int) {
	for _, m := range r.Measures {
		if m.Name == "hands_on_days" && m.Sphere == "all" {
			for _, w := range m.Series {
				if w.Value != nil {
					n += int(*w.Value)
				}
			}
		}
	}
	return n
}
