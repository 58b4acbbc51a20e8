package text_test

import (
	"strings"
	"testing"
	"time"

	"github.com/mattn/go-runewidth"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/surface/draw/drawtest"
	"github.com/backsight/backsight/internal/surface/draw/text"
)

var thursday = when.Date(2026, 11, 19)

// clockAt is an instant of that Thursday.
func clockAt(minute int) when.Instant {
	return thursday.Start(time.UTC) + when.Instant(minute)*when.Minute
}

func piece(from, to int, text string) reckon.Piece {
	return reckon.Piece{From: clockAt(from), To: clockAt(to), Text: text}
}

func lanes(t interface{ Fatal(...any) }, d reckon.Day, s text.Screen) string {
	var b strings.Builder
	if err := text.DayLanes(&b, d, time.UTC, s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func aDay(d reckon.Day) reckon.Day {
	d.Day, d.Zone = thursday, "UTC"
	d.From, d.To = clockAt(0), clockAt(24*60)
	return d
}

var aPiece = rapid.Custom(func(t *rapid.T) reckon.Piece {
	from := rapid.IntRange(0, 24*60-1).Draw(t, "from")
	return piece(from, rapid.IntRange(from, 24*60).Draw(t, "to"), drawtest.Hostile.Draw(t, "text"))
})

// Whatever a day holds, it stays on the screen, and nothing in it moves the
// cursor.
func TestADayStaysOnTheScreen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := aDay(reckon.Day{Finding: drawtest.Hostile.Draw(t, "finding"), Rule: "r"})
		for _, name := range []string{"calendar", "editor", "git", "prompt", "desk"} {
			d.Lanes = append(d.Lanes, reckon.Lane{Name: name, Pieces: rapid.SliceOfN(aPiece, 0, 6).Draw(t, name)})
		}
		d.Runs = rapid.SliceOfN(aPiece, 0, 4).Draw(t, "runs")
		for _, p := range rapid.SliceOfN(aPiece, 0, 6).Draw(t, "stints") {
			work := rapid.SampledFrom([]string{"making", "reviewing", "coordinating", "away"}).Draw(t, "work")
			d.Stints = append(d.Stints, reckon.DayStint{Piece: p, Work: work})
		}
		for _, what := range []string{"hand", "leading", "none"} {
			d.Sums = append(d.Sums, reckon.DaySum{What: what, Words: what, Minutes: rapid.Float64Range(0, 1440).Draw(t, what)})
		}
		s := screens.Draw(t, "screen")
		tame(t, lanes(t, d, s), s)
	})
}

// The letters say what has most of a cell; a hole is one only between the first
// and the last evidence.
//
//	10:00 by hand, 11:00 a meeting, a hole, 14:00 with an assistant, a hole,
//	16:56 two minutes by hand, 17:36 an agent alone
func TestLettersOfADay(t *testing.T) {
	lived := func(from, to int, work, hands string) reckon.DayStint {
		return reckon.DayStint{Piece: piece(from, to, ""), Work: work, Hands: hands}
	}
	d := aDay(reckon.Day{Sums: []reckon.DaySum{{What: "hand", Words: "by hand", Minutes: 60}}})
	d.Lanes = []reckon.Lane{{Name: "editor", Pieces: []reckon.Piece{piece(600, 660, "")}}, {Name: "prompt", Pieces: []reckon.Piece{piece(845, 845, "")}}}
	d.Stints = []reckon.DayStint{lived(480, 540, "away", ""), lived(742, 744, "reviewing", ""), lived(600, 660, "making", "hand"), lived(660, 720, "coordinating", ""), lived(840, 900, "making", "assisted"), lived(1016, 1018, "making", "hand"), lived(1056, 1068, "making", "delegated")}
	d.Stints[len(d.Stints)-1].Rule = timeline.RuleDelegated.ID
	d.Runs = []reckon.Piece{piece(850, 960, "")}
	for _, s := range []text.Screen{{Width: 80}, {Width: 80, ASCII: true}} {
		rows := map[string]string{}
		for line := range strings.SplitSeq(lanes(t, d, s), "\n") {
			if runewidth.StringWidth(line) > 20 {
				name := strings.TrimSpace(runewidth.Truncate(line, 20, ""))
				rows[name] = strings.TrimPrefix(line, runewidth.Truncate(line, 20, ""))
			}
		}
		hole, bar, tick, dot := "░", "█", "╵", "┄"
		if s.ASCII {
			hole, bar, tick, dot = ":", "#", "|", "."
		}
		at8 := func(hours int, text string) string { return strings.Repeat(" ", 5*hours) + text }
		for name, want := range map[string]string{
			"you":     "-----" + at8(1, "HHHHHLLLLL"+strings.Repeat(hole, 10)+"AAAAA"+strings.Repeat(hole, 10)+"   D"),
			"editor":  at8(2, strings.Repeat(bar, 5)),
			"prompts": at8(6, tick),
			"agents":  at8(6, strings.Repeat(dot, 10)),
		} {
			if rows[name] != want {
				t.Errorf("%s is %q, want %q", name, rows[name], want)
			}
		}
	}
}

// A mark is seen at every width and at every minute, at the first and the last of an
// hour too, and where its own clock is another; the zone of the hours is named.
func TestAMarkIsSeenAtEveryMinute(t *testing.T) {
	for _, at := range []int{0, 7*60 + 7, 8 * 60, 18 * 60, 18*60 + 59, 19 * 60, 23*60 + 59} {
		for _, width := range []int{30, 40, 80, 120} {
			act := piece(at, at, "commit 1a2b in lantern")
			act.Clock = act.From.In(time.UTC).Format("15:04")
			journey := piece(23*60+50, 23*60+50, act.Text)
			journey.Clock = act.Clock + " +09:00"
			for _, act := range []reckon.Piece{act, journey} {
				got := lanes(t, aDay(reckon.Day{Lanes: []reckon.Lane{{Name: "git", Pieces: []reckon.Piece{act}}}}), text.Screen{Width: width})
				if !strings.Contains(got, "╵") || !strings.Contains(got, "Times are those of UTC") {
					t.Errorf("%s in %d columns:\n%s", act.Clock, width, got)
				}
			}
		}
	}
}
