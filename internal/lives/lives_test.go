package lives

import (
	"context"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

var until = when.Date(2026, time.November, 21)

func TestEveryLifeIsLongAndNamedOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, l := range All() {
		if seen[l.Name] {
			t.Errorf("two lives are called %s", l.Name)
		}
		seen[l.Name] = true
		if l.From.Weekday() != 0 || len(l.Live(until).Weeks) < 8*52 {
			t.Errorf("%s begins on %v, which is no Monday or less than eight years ago", l.Name, l.From)
		}
		if found, err := Named(l.Name); err != nil || found.Seed != l.Seed {
			t.Errorf("Named(%q) is %q, %v", l.Name, found.Name, err)
		}
	}
	if len(seen) < 4 {
		t.Errorf("there are %d lives, of at least four", len(seen))
	}
	if _, err := Named("nobody"); err == nil {
		t.Error("a life was found that is not there")
	}
}

// A life is worth comparing with only if what it leaves is what its levels say.
func TestDaysFollowTheLevel(t *testing.T) {
	for _, l := range All() {
		t.Run(l.Name, func(t *testing.T) {
			var want, got [2]float64
			for seed := range uint64(6) {
				l.Seed = 1000 + seed
				for _, w := range l.Live(until).Weeks {
					if w.Present < 5 {
						continue
					}
					want[0] += l.Level(AtWork, w.Monday)
					got[0] += float64(w.Work)
					want[1] += l.Level(Both, w.Monday)
					got[1] += float64(w.Both)
				}
			}
			for i, what := range []string{"work", "both"} {
				if off := got[i]/want[i] - 1; math.Abs(off) > 0.06 {
					t.Errorf("%s: %.0f hands-on days where the levels say %.0f (%+.0f %%)", what, got[i], want[i], 100*off)
				}
			}
		})
	}
}

func TestTurnsAreWhereTheLevelMoves(t *testing.T) {
	l := driftingDirector()
	want := []Turn{
		{when.Date(2019, time.March, 4), when.NoDay, 3.9, 2.6},
		{when.Date(2020, time.September, 7), when.Date(2022, time.July, 4), 2.6, 0.35},
	}
	if diff := cmp.Diff(want, l.Turns(AtWork)); diff != "" {
		t.Errorf("turns at work (-want +got):\n%s", diff)
	}
	if got := steadyHand().Turns(Both); len(got) > 0 {
		t.Errorf("the steady hand turns: %v", got)
	}
	if got := returningBuilder().Turns(AtWork); len(got) != 2 || got[1].To < got[1].From {
		t.Errorf("the returning builder turns %v, want a fall and a return", got)
	}
	evenings := eveningBuilder()
	if work, both := evenings.Turns(AtWork), evenings.Turns(Both); len(work) != 1 || len(both) != 0 {
		t.Errorf("the evening builder turns %d times at work and %d in all, want 1 and 0", len(work), len(both))
	}
}

// Living longer changes nothing that lies before, and the same life is the
// same whenever it is lived.
func TestThePastStays(t *testing.T) {
	lives := All()
	rapid.Check(t, func(r *rapid.T) {
		l := lives[rapid.IntRange(0, len(lives)-1).Draw(r, "life")]
		l.Seed = rapid.Uint64().Draw(r, "seed")
		short := l.From + when.Day(rapid.IntRange(1, 1000).Draw(r, "days"))
		long := short + when.Day(rapid.IntRange(0, 400).Draw(r, "more"))
		later := commits(l, long)
		for id := range commits(l, short) {
			if !later[id] {
				r.Fatalf("a commit of %v is gone by %v", short, long)
			}
		}
		a, b := l.Live(short).Weeks, l.Live(long).Weeks
		if settled := max(0, len(a)-2); !slices.Equal(a[:settled], b[:settled]) {
			r.Fatalf("the weeks before %v are others by %v", short, long)
		}
	})
}

// Once an illness on the Wednesday of the last week had changed its Monday.
func TestTheWeekToComeChangesNothing(t *testing.T) {
	for _, l := range All() {
		for seed := range uint64(40) {
			l.Seed = seed
			full := commits(l, l.From+15)
			for day := range when.Day(15) {
				for id := range commits(l, l.From+day) {
					if !full[id] {
						t.Fatalf("%s, seed %d: a commit before day %d is gone later", l.Name, seed, day)
					}
				}
			}
		}
	}
}

func commits(l Life, until when.Day) map[string]bool {
	ids := map[string]bool{}
	for _, h := range l.Live(until).repos {
		for _, c := range h.commits {
			ids[c.id.String()] = true
		}
	}
	return ids
}

func TestFactsCanBeKept(t *testing.T) {
	for _, l := range All() {
		seen := map[logbook.ID]bool{}
		kinds := map[logbook.Kind]int{}
		for batch := range Batches(l, 7, until) {
			if batch.Person != 7 || batch.Position == nil || batch.Place.URI == "" {
				t.Errorf("%s: a batch of person %d at %q, position %q", l.Name, batch.Person, batch.Place.URI, batch.Position)
			}
			for _, e := range batch.Entries {
				if e.Fact == nil {
					continue
				}
				if err := e.Fact.Check(); err != nil {
					t.Errorf("%s: %v", l.Name, err)
				}
				if id := e.Fact.ID(); seen[id] {
					t.Errorf("%s: %s %q comes twice", l.Name, e.Fact.Kind, e.Fact.Key)
				} else {
					seen[id] = true
				}
				kinds[e.Fact.Kind]++
			}
		}
		if kinds[logbook.KindCommit] < 500 || kinds[logbook.KindEvent] < 200 {
			t.Errorf("%s leaves little: %v", l.Name, kinds)
		}
	}
}

// Git itself says what is in the repositories that Write leaves: the ids that
// were reckoned, sound objects, and the days that Live promised.
func TestGitFindsWhatWasPromised(t *testing.T) {
	for _, l := range All() {
		t.Run(l.Name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			lived := l.Live(until)
			for _, upTo := range []when.Day{until - 900, until} { // a second writing goes on from the first
				if err := Write(t.Context(), l, dir, upTo); err != nil {
					t.Fatal(err)
				}
			}
			days := map[string]bool{}
			for _, h := range lived.repos {
				repo := filepath.Join(dir, filepath.FromSlash(h.repo.folder()))
				run(t, repo, "fsck", "--strict", "--no-progress")
				ids := strings.Fields(run(t, repo, "rev-list", "--all"))
				slices.Sort(ids)
				var want []string
				for _, c := range h.commits {
					want = append(want, c.id.String())
				}
				slices.Sort(want)
				if !slices.Equal(ids, want) {
					t.Errorf("%s holds %d commits, of other ids than the %d reckoned", h.repo.Name, len(ids), len(want))
				}
				collectDays(t, repo, l, days)
			}
			got := 0
			for _, w := range lived.Weeks {
				got += w.Both
			}
			if got != len(days) {
				t.Errorf("git shows %d hands-on days, the life promises %d", len(days), got)
			}
		})
	}
}

// collectDays asks git for the days of own commits that make something.
func collectDays(t *testing.T, repo string, l Life, days map[string]bool) {
	t.Helper()
	out := run(t, repo, "log", "--all", "--no-merges", "--date=format:%Y-%m-%d", "--format=%ad %ae %s")
	for line := range strings.Lines(out) {
		day, rest, _ := strings.Cut(line, " ")
		email, subject, _ := strings.Cut(strings.TrimSpace(rest), " ")
		bulk := subject == "Import the old tree" || subject == "Vendor the parser"
		if (email == l.Person.Email || email == l.Home) && !bulk {
			days[day] = true
		}
	}
}

func run(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return string(out)
}

func TestCalendarIsWellFormed(t *testing.T) {
	for _, l := range All() {
		lived := l.Live(until)
		text := string(lived.Calendar())
		for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
			if len(line) > 75 || strings.ContainsAny(line, "\r\n") || line == "" {
				t.Fatalf("%s: not a content line: %q", l.Name, line)
			}
		}
		if !strings.Contains(text, "\r\n ") {
			t.Errorf("%s: no line is long enough to be folded", l.Name)
		}
		unfolded := strings.ReplaceAll(text, "\r\n ", "")
		if begins, ends := strings.Count(unfolded, "BEGIN:"), strings.Count(unfolded, "\nEND:"); begins != ends {
			t.Errorf("%s: %d parts begin and %d end", l.Name, begins, ends)
		}
		for _, c := range lived.calendar.components {
			if c.modified > lived.Until.Start(time.UTC)+14*when.Hour || c.span.To <= c.span.From && c.days.Len() == 0 {
				t.Errorf("%s: %s was changed at %v and lasts %v", l.Name, c.uid, c.modified, c.span)
			}
		}
		for _, want := range []string{"RRULE:", "EXDATE;TZID=", "RECURRENCE-ID;TZID=", "PARTSTAT=DECLINED", "STATUS:CANCELLED", "BUSYSTATUS:OOF"} {
			if !strings.Contains(unfolded, want) {
				t.Errorf("%s: the calendar has no %s", l.Name, want)
			}
		}
	}
}

func TestWriteStopsWhenTold(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := Write(ctx, steadyHand(), t.TempDir(), until); err == nil {
		t.Error("a stopped writing was finished")
	}
}

func TestSaidIsInOrder(t *testing.T) {
	l := parentOnLeave()
	l.Phases[1].Role = "lead"
	l.Homes = append(l.Homes, Residence{when.Date(2021, time.April, 5), "Asia/Tokyo"})
	var texts []string
	for _, s := range l.Said(until) {
		texts = append(texts, s.From.String()+" "+s.What+" "+s.Text)
	}
	want := []string{
		"2019-05-06 role lead", "2019-05-06 family first child",
		"2021-04-05 move moved to Asia/Tokyo",
		"2022-08-29 family second child", "2025-06-02 role engineer",
	}
	if diff := cmp.Diff(want, texts); diff != "" {
		t.Errorf("said (-want +got):\n%s", diff)
	}
	if early := parentOnLeave().Said(when.Date(2020, 1, 1)); len(early) != 1 {
		t.Errorf("by 2020 %d things have been said, want 1", len(early))
	}
}

func BenchmarkLive(b *testing.B) {
	for b.Loop() {
		driftingDirector().Live(until)
	}
}

func BenchmarkBatches(b *testing.B) {
	for b.Loop() {
		for batch := range Batches(driftingDirector(), 1, until) {
			for _, e := range batch.Entries {
				if e.Fact != nil {
					e.Fact.ID()
				}
			}
		}
	}
}
