package text_test

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/mattn/go-runewidth"
	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/surface/draw"
	"github.com/backsight/backsight/internal/surface/draw/drawtest"
	"github.com/backsight/backsight/internal/surface/draw/text"
)

// Every life on every kind of screen, to be looked at.
func TestTextOfEveryLife(t *testing.T) {
	drawtest.Each(t, func(t *testing.T, name string, r reckon.Report) {
		var a txtar.Archive
		for _, s := range []text.Screen{{Width: 80}, {Width: 40}, {Width: 80, ASCII: true}, {Width: 40, ASCII: true}} {
			signs := map[bool]string{false: "utf8", true: "ascii"}[s.ASCII]
			a.Files = append(a.Files, txtar.File{Name: fmt.Sprintf("%d-%s", s.Width, signs), Data: []byte(textOf(t, r, s))})
		}
		for _, s := range []text.Screen{{Width: 80}, {Width: 40, ASCII: true}} {
			a.Files = append(a.Files, txtar.File{Name: fmt.Sprintf("full-%d", s.Width), Data: []byte(fullOf(t, r, s))})
		}
		golden(t, name+".txtar", string(txtar.Format(&a)))
	})
}

// screens are those that a command may find.
var screens = rapid.Custom(func(t *rapid.T) text.Screen {
	return text.Screen{Width: rapid.IntRange(40, 130).Draw(t, "width"), ASCII: rapid.Bool().Draw(t, "ascii")}
})

// Whatever a report holds, no line is wider than the screen, nothing moves the
// cursor, and an ASCII screen gets ASCII.
func TestTextStaysOnTheScreen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, s := drawtest.AnyReport.Draw(t, "report"), screens.Draw(t, "screen")
		var b strings.Builder
		if err := text.Clocks(&b, r, s); err != nil {
			t.Fatal(err)
		}
		tame(t, textOf(t, r, s)+fullOf(t, r, s)+b.String(), s)
	})
}

func tame(t *rapid.T, text string, s text.Screen) {
	for line := range strings.SplitSeq(text, "\n") {
		if w := runewidth.StringWidth(line); w > s.Width {
			t.Fatalf("%d columns of %d: %q", w, s.Width, line)
		}
		for _, c := range line {
			if unicode.In(c, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control) || s.ASCII && c > '~' {
				t.Fatalf("%U stands in %q", c, line)
			}
		}
	}
}

// Colour adds marks and nothing else: without them the text is the same.
func TestColourChangesNoText(t *testing.T) {
	marks := strings.NewReplacer("\x1b[0m", "", "\x1b[1m", "", "\x1b[2m", "", "\x1b[31m", "")
	rapid.Check(t, func(t *rapid.T) {
		r, s := drawtest.AnyReport.Draw(t, "report"), screens.Draw(t, "screen")
		bare := textOf(t, r, s)
		s.Color = true
		coloured := textOf(t, r, s)
		if strings.Count(coloured, "\x1b[") == 0 {
			t.Fatal("there is no colour at all")
		}
		if got := strings.Split(marks.Replace(coloured), "\n"); strings.Join(got, "\n") != bare {
			t.Fatalf("without the marks:\n%s\nwithout colour:\n%s", strings.Join(got, "\n"), bare)
		}
	})
}

func TestWhyStaysOnTheScreen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := screens.Draw(t, "screen")
		id := strings.Repeat("0f", 16)
		e := reckon.Explanation{
			Day: when.Date(2017, 3, 14), At: "09:30", Zone: drawtest.Hostile.Draw(t, "zone"),
			Acts:   []reckon.WhyAct{{Time: "09:12", What: "authored", Counts: rapid.Bool().Draw(t, "counts"), Text: drawtest.Hostile.Draw(t, "text"), Because: drawtest.Hostile.Draw(t, "because"), Rule: "r", Places: rapid.SliceOf(drawtest.Hostile).Draw(t, "places"), Facts: []string{id, id, id}}},
			Stints: []reckon.WhyStint{{From: "09:00", To: "10:00", Work: "coordinating", Also: []string{"making"}, Text: drawtest.Hostile.Draw(t, "title"), Because: drawtest.Hostile.Draw(t, "stint because"), Rule: "r", Facts: []string{id}}},
		}
		var b strings.Builder
		if err := text.Why(&b, e, s); err != nil {
			t.Fatal(err)
		}
		tame(t, b.String(), s)
	})
}

// What nobody saw is drawn as nobody saw it: no block, no line.
func TestHolesAreOpen(t *testing.T) {
	one := 3.0
	r := reckon.Reading{Name: "hands_on_days", Unit: "days/week", Backsight: &reckon.Backsight{Then: &reckon.Range{Value: 2, Low: 1.9, High: 2.1}}}
	for i := range 30 {
		w := reckon.Week{Week: when.Date(2017, 1, 2) + when.Day(7*i)}
		if i < 10 || i >= 20 {
			w.Value, w.Of, w.Seen = &one, 7, 1
		}
		r.Series = append(r.Series, w)
	}
	got := text.Blocks(r, nil, nil, text.Screen{Width: 40})
	rows := strings.Split(got, "\n")[:8]
	for _, row := range rows {
		cells := []rune(row)[9:]
		if hole := string(cells[10:20]); hole != strings.Repeat("·", 10) {
			t.Errorf("in the hole stands %q", hole)
		}
	}
	if !strings.Contains(rows[7], "██████████··········██████████") {
		t.Errorf("the lowest row is %q", rows[7])
	}
}

func TestNothingToDraw(t *testing.T) {
	r := reckon.Report{Person: reckon.Person{Chosen: "given"}}
	text := textOf(t, r, text.Screen{Width: 80})
	if !strings.Contains(text, "No evidence of yours could be read yet.") {
		t.Errorf("of nothing it draws %q", text)
	}
}

func TestTheFirstLineSaysWhose(t *testing.T) {
	for want, r := range map[string]reckon.Report{
		"This life is made up (synthetic): no evidence of yours was found.":                        {Synthetic: true},
		"This is a guess: you are Ann, a@x. If not, say who you are with --me NAME or --me EMAIL.": {Person: reckon.Person{Names: []string{"Ann"}, Emails: []string{"a@x"}, Chosen: "guessed"}},
		"You are Ann (3 e-mail addresses), according to your git configuration.":                   {Person: reckon.Person{Names: []string{"Ann"}, Emails: []string{"a", "b", "c"}, Chosen: "configured"}},
		"You are a@x.": {Person: reckon.Person{Emails: []string{"a@x"}, Chosen: "given"}},
		"No name or address of yours is known yet: `backsight me add ADDRESS` says who you are.": {Person: reckon.Person{Chosen: "given"}, Sources: []reckon.Source{{Name: "calendar"}}},
		"Nothing of yours was imported yet; what you say is kept.":                               {Person: reckon.Person{Chosen: "given"}},
		"You were recognised by your editors, desktop and assistants.": {
			Person: reckon.Person{Chosen: "given"}, Sources: []reckon.Source{{Name: "wakatime", Hands: true}, {Name: "assistant", Hands: true}},
		},
	} {
		if got := draw.Whose(r); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		if first, _, _ := strings.Cut(textOf(t, r, text.Screen{Width: 100}), "\n"); first != "  "+want {
			t.Errorf("the first line is %q", first)
		}
	}
}

// The weeks are a line each, tab-separated; what nobody saw is empty.
func TestWeeksAreLines(t *testing.T) {
	three := 3.0
	r := reckon.Report{Measures: []reckon.Reading{{Name: "hands_on_days", Sphere: "all", Series: []reckon.Week{
		{Week: when.Date(2017, 1, 2), Value: &three, Of: 7, Seen: 1}, {Week: when.Date(2017, 1, 9)},
	}}}}
	var b strings.Builder
	want := "measure\tsphere\tweek\tvalue\tof\tseen\nhands_on_days\tall\t2017-01-02\t3\t7\t1\nhands_on_days\tall\t2017-01-09\t\t0\t0\n"
	if err := text.Weeks(&b, r); err != nil || b.String() != want {
		t.Errorf("%q, %v", b.String(), err)
	}
}

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (go test -update writes it)", err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

func textOf(t interface{ Fatal(...any) }, r reckon.Report, s text.Screen) string {
	var b strings.Builder
	if err := text.Text(&b, r, s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func fullOf(t interface{ Fatal(...any) }, r reckon.Report, s text.Screen) string {
	var b strings.Builder
	if err := text.Full(&b, r, s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A clock that rings and one that stopped with its calendar are told in words.
func TestClocksInWords(t *testing.T) {
	last, ends, days, seen, longest := when.Date(2026, 10, 1), when.Date(2026, 10, 20), 60, 60, 14
	r := reckon.Report{Clocks: []reckon.Clock{
		{Name: "commit", Last: &last, Days: &days, SeenDays: &seen, Usual: &reckon.Usual{Median: 1, Longest: longest}, Alarm: true},
		{Name: "free_half_day", Last: &last, Ends: &ends, Days: &days, SeenDays: &seen},
	}}
	for _, width := range []int{80, 30} {
		var b strings.Builder
		if err := text.Clocks(&b, r, text.Screen{Width: width}); err != nil {
			t.Fatal(err)
		}
		got := strings.Join(strings.Fields(b.String()), " ")
		for _, want := range []string{"Longer ago than usual: commit.", "The calendar is known until 2026-10-20; its clock stops there.", "1, at most 14", "too few to tell"} {
			if !strings.Contains(got, want) {
				t.Errorf("in %d columns %q is missing in\n%s", width, want, b.String())
			}
		}
		if strings.Contains(got, "<") {
			t.Errorf("a sign without words:\n%s", b.String())
		}
	}
}

// What makes the rest doubtful is said once, before everything else.
func TestAWarningIsSaidOnce(t *testing.T) {
	r := drawtest.Frozen(t, "steady-hand")
	const warning = "Only 8 of 99,429 commits read are yours."
	r.Claims = append(slices.Clone(r.Claims), reckon.Claim{Text: say.Plain(warning), About: r.Measures[0].Name, Kind: report.Warning, Sphere: "all"})
	for name, write := range map[string]func(io.Writer, reckon.Report, text.Screen) error{"look": text.Text, "full": text.Full, "drift": text.Drift} {
		var b strings.Builder
		if err := write(&b, r, text.Screen{Width: 80}); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(b.String(), warning); n != 1 {
			t.Errorf("%s says it %d times:\n%s", name, n, b.String())
		}
	}
}

// The caption names the reference that the picture is of, a measure's own where it has
// one.
func TestTheCaptionNamesItsReference(t *testing.T) {
	r := drawtest.Frozen(t, "steady-hand")
	r.Measures = slices.Clone(r.Measures[:1])
	r.Measures[0].Reference = &reckon.RefRange{From: when.Date(2020, 1, 1), To: when.Date(2020, 12, 31), Chosen: "own", Why: "your reference did not see it"}
	if got := textOf(t, r, text.Screen{Width: 80}); !strings.Contains(got, "reference 2020: ") || strings.Contains(got, "reference 2016: ") {
		t.Errorf("the caption is of another:\n%s", got)
	}
}
