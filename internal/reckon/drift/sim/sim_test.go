package sim

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A few lives of each scenario; the whole table is the command's. A bound is
// one that a broken engine fails and chance does not.
func TestFewLives(t *testing.T) {
	const lives = 12
	var null, stress, steps, told, nulls float64
	for _, s := range Scenarios() {
		score, err := Run(s, lives, 99)
		if err != nil {
			t.Fatal(err)
		}
		switch s.Group {
		case Null:
			null += float64(score.bad)
			told, nulls = told+score.Told, nulls+1
			check(t, s.Name, "now covers", score.NowCovered, 0.75, 1)
			check(t, s.Name, "then covers", score.ThenCovered, 0.65, 1)
			check(t, s.Name, "the distance covers", score.MovedCovered, 0.65, 1)
		case Stress:
			stress += float64(score.bad)
		case Steps:
			steps += float64(score.bad)
			check(t, s.Name, "steps in the interval", score.Covered, 0.7, 1)
		case Source:
			check(t, s.Name, "named as an instrument", score.Named, 0.9, 1)
		case Slides:
			check(t, s.Name, "slides in the interval", score.Covered, 0.6, 1)
			check(t, s.Name, "missed", score.Missed, 0, 0.2)
		case Open:
			check(t, s.Name, "the rate covers", score.RateCovered, 0.5, 1)
		}
		if s.Group == Null || s.Group == Stress {
			check(t, s.Name, "wrong states", score.WrongState, 0, 0.1)
			check(t, s.Name, "steady", score.RightState, 0.4, 1)
		}
		t.Run(s.Name, func(t *testing.T) { named(t, score) })
	}
	check(t, "nulls", "distances that are told", told/nulls, 0, 0.15)
	check(t, "nulls", "false turns", null, 0, 4)     // of 54 * lives/10 decades
	check(t, "stress", "false turns", stress, 0, 12) // of 60 * lives/10
	check(t, "steps", "false turns", steps, 0, 30)
}

// named are the bounds of single scenarios.
func named(t *testing.T, s Score) {
	switch s.Name {
	case "step46-11", "dropret":
		check(t, s.Name, "found within a week", s.Within1, 0.7, 1)
		check(t, s.Name, "missed", s.Missed, 0, 0)
		check(t, s.Name, "called a step", s.RightKind, 0.9, 1)
		check(t, s.Name, "rings", s.Alarms, 0, 1)
	case "step46-30":
		check(t, s.Name, "missed", s.Missed, 0, 0.2)
	case "step-days":
		check(t, s.Name, "found within five weeks", s.Within5, 0.85, 1)
	case "ramp104":
		check(t, s.Name, "called a slide", s.RightKind, 0.6, 1)
	case "now-fast":
		check(t, s.Name, "rings", s.Alarms, 0.5, 1)
	case "null46", "null25", "null11":
		check(t, s.Name, "rings", s.Alarms, 0, 0.3)
	}
}

func check(t *testing.T, name, what string, got, low, high float64) {
	t.Helper()
	if !(got >= low && got <= high) {
		t.Errorf("%s: %s is %.2f, not within %.2f and %.2f", name, what, got, low, high)
	}
}

func TestSameSeedSameLife(t *testing.T) {
	for _, s := range Scenarios() {
		a, b, c := s.Make(1, 2), s.Make(1, 2), s.Make(1, 3)
		if !slices.Equal(a.Question.Series.Weeks, b.Question.Series.Weeks) {
			t.Errorf("%s: the same seed makes different lives", s.Name)
		}
		if slices.Equal(a.Question.Series.Weeks, c.Question.Series.Weeks) {
			t.Errorf("%s: two lives are the same", s.Name)
		}
	}
}

func TestPeltFindsWhatIsPlain(t *testing.T) {
	y := make([]float64, 90)
	for i := range y {
		y[i] = float64(i/30*5) + float64(i%3)*0.2
	}
	if got := Pelt(y); !slices.Equal(got, []int{30, 60}) {
		t.Errorf("the segments start at %v", got)
	}
}

// The rules, on falls that were made up.
func TestHit(t *testing.T) {
	level := slices.Concat(repeat(4, 100), repeat(1, 100), repeat(3, 100))
	for _, c := range []struct {
		why      string
		fall     Fall
		from, to int
		want     bool
	}{
		{"deep, in the window, still down", Fall{100, 4, 1}, 50, 150, true},
		{"before the window", Fall{100, 4, 1}, 110, 150, false},
		{"not deep enough", Fall{100, 4, 2.5}, 50, 150, false},
		{"half undone by then", Fall{100, 4, 1}, 50, 250, false},
	} {
		if got := hit([]Fall{c.fall}, level, c.from, c.to); got != c.want {
			t.Errorf("%s: %v", c.why, got)
		}
	}
}

func repeat(x float64, n int) []float64 { return slices.Repeat([]float64{x}, n) }

func TestReadCases(t *testing.T) {
	cases, err := ReadCases(strings.NewReader(`{"id":"a","start":"2020-01-06","n":3,"days":[1,2,3],"announced":[{"date":"2020-01-14","kind":"leave","evidence":"own"},{"date":"2020-01-20","kind":"leave","evidence":"record"}]}
{"id":"b","control":true,"start":"2020-01-06","n":1,"days":[1],"announced":[]}
{"id":"conf","start":"2020-01-06","n":1,"days":[1],"announced":[]}`))
	if err != nil || len(cases) != 2 || !slices.Equal(cases[0].Announced, []int{1}) || !cases[1].Control {
		t.Errorf("the cases are %+v, %v", cases, err)
	}
	if _, err := ReadCases(strings.NewReader("{")); err == nil {
		t.Error("half an object is a case")
	}
}

// Announced departures are found well above chance, with few false falls.
func TestAnnouncedChanges(t *testing.T) {
	dir := os.Getenv("BACKSIGHT_CORPORA")
	if dir == "" {
		t.Skip("SKIPPED: BACKSIGHT_CORPORA is not set; announced changes of role were not scored")
	}
	f, err := os.Open(filepath.Join(dir, "transitions", "transitions.ndjson"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cases, err := ReadCases(io.Reader(f))
	if err != nil {
		t.Fatal(err)
	}
	got, err := Judge("drift", Engine, cases, func(n int, one func(int) error) error {
		for i := range n {
			if err := one(i); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + AnnouncedTable([]Announced{got}))
	check(t, "announced", "lift", got.Lift.Value, 0.52, 1)
	check(t, "announced", "false falls in ten years", got.FalsePerTenYears.Value, 0, 1)
	check(t, "announced", "live lift", got.Live[1].Value-got.LiveChance[1].Value, 0.05, 1)
}
