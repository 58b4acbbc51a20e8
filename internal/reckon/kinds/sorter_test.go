package kinds

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// titled are series that no rule knows, of which the first word tells the kind.
func titled(titles ...string) (out []Series) {
	for i, title := range titles {
		out = append(out, Series{Key: joined(words(title)) + " | ", Title: title, People: 5, Length: 60, Hour: 10, Weekday: -1, Minutes: 60 * (i + 1)})
	}
	return out
}

func pin(s Series, kind string, at int) Pin { return Pin{s.Key, s.Title, kind, when.Instant(at)} }

func TestTheFourAreAskedInTurn(t *testing.T) {
	series := titled("Zephyr check", "Design review", "Zephyr ideas", "Zephyr numbers", "Whatever")
	pins := []Pin{pin(series[0], "design_review", 1), pin(series[2], "design_review", 2)}
	s := New(Table(), series, pins)
	for i, want := range []struct {
		source Source
		kind   string
	}{{ByPin, "design_review"}, {ByRule, "design_review"}, {ByPin, "design_review"}, {Learnt, "design_review"}, {Nothing, ""}} {
		v := s.Of(series[i].Key)
		if v.Source != want.source || v.Kind.Name != want.kind || v.Why == "" {
			t.Errorf("%q: %s by %s (%.2f), want %q by %s: %s", series[i].Title, v.Kind.Name, v.Source, v.P, want.kind, want.source, v.Why)
		}
	}
	if v := s.Of(series[3].Key); len(v.Words) == 0 || !strings.Contains(v.Words[0].Text+v.Words[1].Text, "zephyr") {
		t.Errorf("the words that decided are %v", v.Words)
	}
	// A pin goes before a rule, and a pin to a kind that is gone decides nothing.
	s = New(Table(), series, []Pin{pin(series[1], "learning", 1), pin(series[4], "gone", 2)})
	if v := s.Of(series[1].Key); v.Kind.Name != "learning" || v.Source != ByPin {
		t.Errorf("a pin is overruled by %s", v.Rule)
	}
	if v := s.Of(series[4].Key); v.Source == ByPin {
		t.Error("a kind that is gone decides")
	}
}

// Before anything was pinned, nothing is learnt, however sure the learner is.
func TestWithoutPinsNothingIsLearnt(t *testing.T) {
	var titles []string
	for i := range 60 {
		titles = append(titles, fmt.Sprintf("Zephyr orbit lantern quarry design review %c", 'a'+i))
	}
	series := titled(append(titles, "Zephyr orbit lantern quarry")...)
	s := New(Table(), series, nil)
	if v := s.Of(series[60].Key); v.Source != Nothing || v.Guess != "design_review" || v.P < sure {
		t.Errorf("%+v", v)
	}
	if s.Digest() != "" {
		t.Errorf("learnt: %q", s.Digest())
	}
}

// The answer depends on the calendar and the pins, not on the order they come in.
func TestReplayIsDeterministic(t *testing.T) {
	word := rapid.SampledFrom(strings.Fields("zephyr orbit design 1:1 review ops weekly kim sol talk deep dive"))
	rapid.Check(t, func(t *rapid.T) {
		titles := rapid.SliceOfNDistinct(rapid.Map(rapid.SliceOfN(word, 1, 3), joined), 2, 12, rapid.ID).Draw(t, "titles")
		series := titled(titles...)
		var pins []Pin
		for i := range series {
			if rapid.Bool().Draw(t, "pinned") {
				pins = append(pins, pin(series[i], rapid.SampledFrom(Table()).Draw(t, "kind").Name, rapid.IntRange(0, 3).Draw(t, "at")))
			}
		}
		a := New(Table(), series, pins)
		b := New(Table(), rapid.Permutation(slices.Clone(series)).Draw(t, "series"), rapid.Permutation(slices.Clone(pins)).Draw(t, "pins"))
		if diff := cmp.Diff(a.verdicts, b.verdicts); diff != "" || a.Score != b.Score {
			t.Fatalf("in another order (%+v, %+v):\n%s", a.Score, b.Score, diff)
		}
		for _, s := range series {
			v := a.Of(s.Key)
			if (v.Kind.Name == "") != (v.Source == Nothing) || v.P < 0 || v.P > 1.000001 || v.Source == Learnt && v.P < 0.6 || v.Source == Nothing && v.P >= 0.6 && len(pins) > 0 {
				t.Fatalf("%q: %+v", s.Title, v)
			}
		}
		if c := a.Score; c.Asked != len(pins) || c.Right+c.Wrong+c.Open != c.Asked || c.RightMinutes+c.WrongMinutes+c.OpenMinutes != c.AskedMinutes {
			t.Fatalf("%+v of %d pins", c, len(pins))
		}
	})
}

// On a made-up person whose titles hold a word that tells the kind, most are
// foretold after some corrections, and next to none wrongly: it abstains first.
func TestItLearnsAPersonsWords(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	own := map[string]string{"zephyr": "design_review", "orbit": "staff_alignment", "lantern": "hiring_interview", "quarry": "customer_external", "ember": "learning"}
	noise := strings.Fields("blue red north south alpha beta gamma delta one two green west east omega")
	var series []Series
	var pins []Pin
	for i := range 120 {
		words := []string{"zephyr", "orbit", "lantern", "quarry", "ember"}
		w := words[r.IntN(len(words))]
		s := titled(fmt.Sprintf("%s %s %s", noise[r.IntN(len(noise))], w, noise[r.IntN(len(noise))]))[0]
		if !slices.ContainsFunc(series, func(o Series) bool { return o.Key == s.Key }) {
			series = append(series, s)
			pins = append(pins, pin(s, own[w], i))
		}
	}
	c := New(Table(), series, pins).Score
	if 100*c.Right < 74*c.Asked || 100*c.Wrong > 5*c.Asked {
		t.Errorf("of %d corrections %d were foretold, %d wrongly, %d not at all", c.Asked, c.Right, c.Wrong, c.Open)
	}
}

// Minutes weigh the score: a day a week foretold is more than an hour.
func TestTheScoreIsWeighed(t *testing.T) {
	series := titled("Design review", "Whatever")
	series[0].Minutes, series[1].Minutes = 1000, 10
	got := New(Table(), series, []Pin{pin(series[0], "learning", 1), pin(series[1], "learning", 2)}).Score
	want := Score{Asked: 2, Wrong: 1, Open: 1, AskedMinutes: 1010, WrongMinutes: 1000, OpenMinutes: 10}
	if got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func occurrence(title string, from when.Instant, minutes int) logbook.Occurrence {
	return logbook.Occurrence{
		Event: logbook.ID{1}, Summary: title, Span: when.Span{From: from, To: from + when.Instant(minutes)*when.Minute},
		Weight: 1, Answer: logbook.Accepted, People: 3, Caller: "kim@x", Series: true,
	}
}

func TestSeriesAreGathered(t *testing.T) {
	utc := func(when.Day) *time.Location { return time.UTC }
	monday := when.Date(2026, 11, 16).Start(time.UTC) + 9*when.Hour
	declined := occurrence("Sprint 3 plan", monday+7*24*when.Hour+when.Hour, 30)
	later := occurrence("Sprint 9 plan", monday+28*24*when.Hour, 30)
	cancelled := later
	cancelled.Answer = logbook.Cancelled
	cancelled.Span.From, cancelled.Span.To = later.Span.From-72*when.Hour, later.Span.To-72*when.Hour // a Friday
	declined.People = 2
	declined.Answer, declined.Weight = logbook.Declined, 0
	other := occurrence("Sprint 1 plan", monday, 30)
	other.Event, other.Caller = logbook.ID{2}, "sol@x"
	free := occurrence("Sprint 1 plan", monday, 30)
	free.Answer = logbook.Free
	long := occurrence("Sprint 2 plan", monday+7*24*when.Hour, 90)
	long.Endless, long.People = true, 9
	got := Gather([]logbook.Occurrence{later, cancelled, occurrence("Sprint 1 plan", monday, 30), long, declined, other, free}, monday+8*24*when.Hour, utc)
	if len(got) != 2 {
		t.Fatalf("%d series", len(got))
	}
	want := Series{
		Key: "sprint # plan | kim@x", Title: "Sprint 9 plan", Caller: "kim@x", People: 3, Length: 30, Hour: 9, Weekday: 0,
		Repeats: true, Endless: true, Times: 2, Minutes: 120, Last: later.Span.From,
	}
	if diff := cmp.Diff(want, got[0]); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	one := occurrence("Sprint 1 plan", monday, 30)
	one.With = "sol@x"
	if KeyOf(&one) != "sprint # plan | sol@x" {
		t.Errorf("a one-to-one goes by %q", KeyOf(&one))
	}
	if got[1].Caller != "sol@x" || got[1].Times != 1 || got[1].ID() == got[0].ID() || len(got[1].ID()) != 8 {
		t.Errorf("%+v", got[1])
	}
}

func TestWordsOfTitles(t *testing.T) {
	for title, want := range map[string]string{
		"1:1 Kit":         "1:1 kit",
		"Kit 1-1/Sol":     "kit 1:1 sol",
		"11:15 Anna":      "# # anna",
		"21:1":            "# #",
		"A<>B":            "a <> b",
		"Q3-Planning 26":  "q# planning #",
		"Don’t book":      "don't book",
		"Fête 🎉 now":      "fête 🎉 now",
		"  -- ":           "",
		"\xff\xfe broken": "broken",
	} {
		if got := joined(words(title)); got != want {
			t.Errorf("%q is %q, want %q", title, got, want)
		}
	}
}

// A rule is asked of each occurrence by itself: what one looks like never
// changes what another is.
func TestOneOccurrenceHangsOnNoOther(t *testing.T) {
	two := occurrence("Something", 0, 30)
	two.Event, two.People, two.With, two.Caller = logbook.ID{2}, 2, "sol@x", "sol@x"
	many := two
	many.Event, many.People, many.With = logbook.ID{3}, 12, ""
	series := Gather([]logbook.Occurrence{two, many, many, many}, when.Hour, func(when.Day) *time.Location { return time.UTC })
	topics := New(Table(), series, nil).Topics()
	if got := topics(two); got.Name != "one_on_one" || got.Work != timeline.Mentoring || got.Rule.ID != "kind.two.again" {
		t.Errorf("%+v", got)
	}
	if got := topics(many); got != timeline.Unsorted() {
		t.Errorf("%+v", got)
	}
	// A pin and what was learnt hold for the whole series, whatever a rule says.
	fifth := many
	fifth.Event, fifth.Summary, fifth.Caller = logbook.ID{4}, "Something of that", "kim@x"
	series = Gather([]logbook.Occurrence{two, many, fifth}, when.Hour, func(when.Day) *time.Location { return time.UTC })
	topics = New(Table(), series, []Pin{{KeyOf(&two), "Something", "learning", 1}, {KeyOf(&many), "Something", "learning", 2}}).Topics()
	if got := topics(two); got.Name != "learning" || got.Rule.ID != "kind.pin" {
		t.Errorf("%+v", got)
	}
	if got := topics(fifth); got.Name != "learning" || got.Rule.ID != "kind.learnt" || !strings.Contains(got.Rule.Text, "something") {
		t.Errorf("%+v", got)
	}
}

// What the person says outweighs what the rules made of many others.
func TestAPinOutweighsTheRules(t *testing.T) {
	var titles []string
	for i := range 20 {
		titles = append(titles, fmt.Sprintf("Orbit %c alignment", 'a'+i))
	}
	series := titled(append(titles, "Orbit numbers", "Orbit ideas", "Orbit plan")...)
	s := New(Table(), series, []Pin{pin(series[20], "customer_external", 1), pin(series[21], "customer_external", 2)})
	if v := s.Of(series[22].Key); v.Guess != "customer_external" {
		t.Errorf("%s (%.2f): %v", v.Guess, v.P, v.Words)
	}
}

// One series that a rule knows says next to nothing about another.
func TestARuleTeachesLittle(t *testing.T) {
	series := titled("Orbit alignment", "Orbit plan")
	if v := New(Table(), series, nil).Of(series[1].Key); v.Guess != "staff_alignment" || v.P > 0.25 {
		t.Errorf("%s (%.2f)", v.Guess, v.P)
	}
}

// A pin is foretold before it is learnt.
func TestThePredictionComesBeforeTheLesson(t *testing.T) {
	series := titled("Whatever")
	if c := New(Table(), series, []Pin{pin(series[0], "learning", 1)}).Score; c.Right != 0 || c.Open != 1 {
		t.Errorf("%+v", c)
	}
}

// The pull keeps the learner from ever being certain, and leads back to what the
// rules taught, not to nothing.
func TestThePull(t *testing.T) {
	l := newLearner(Table())
	x := []feature{{"a", 1, 1}}
	for range 3000 {
		l.learn(x, "learning", 1)
	}
	_, p := l.guess(x)
	if p < 0.8 || p > 0.97 {
		t.Errorf("after three thousand lessons it is %.4f sure", p)
	}
	l.settle()
	for range 3000 {
		l.learn(x, "learning", 0) // the pull alone
	}
	if _, after := l.guess(x); after != p {
		t.Errorf("the pull led from %.4f to %.4f", p, after)
	}
	l.learn(x, "no such kind", 1)
	if _, after := l.guess(x); after != p {
		t.Error("a kind that is gone teaches something")
	}
}

// Asked about first is what has most minutes in doubt; what a rule or a pin
// decided, or has not happened yet, is not asked about.
func TestDoubtfulAreAskedByWhatIsAtStake(t *testing.T) {
	series := titled("Whatever", "Another thing", "Design review", "Third")
	series[1].Minutes, series[3].Minutes = 500, 0
	s := New(Table(), series, nil)
	titles := func(s *Sorter) (out []string) {
		for _, of := range s.Doubtful() {
			out = append(out, of.Title)
		}
		return out
	}
	if got := titles(s); !slices.Equal(got, []string{"Another thing", "Whatever"}) {
		t.Errorf("%q", got)
	}
	after := s.With(pin(series[1], "learning", 7))
	if got := titles(after); !slices.Equal(got, []string{"Whatever"}) || len(after.Pinned()) != 1 {
		t.Errorf("after a pin: %q", got)
	}
	if v := after.With(pin(series[1], "travel", 9)).Of(series[1].Key); v.Kind.Name != "travel" {
		t.Errorf("a later pin loses to %s", v.Kind.Name)
	}
	if got := titles(after.Without(series[1].Key)); len(got) != 2 {
		t.Errorf("after taking it back: %q", got)
	}
	// What is learnt with little doubt left is less at stake than its minutes say.
	series = titled("Zephyr one", "Zephyr two", "Orbit")
	series[1].Minutes, series[2].Minutes = 130, 100
	s = New(Table(), series, []Pin{pin(series[0], "learning", 1)})
	if v := s.Of(series[1].Key); v.P < 0.3 || v.P >= certain {
		t.Fatalf("the test needs a doubt: %+v", v)
	}
	if got := titles(s); !slices.Equal(got, []string{"Orbit", "Zephyr two"}) {
		t.Errorf("%q", got)
	}
}

// Whatever a title holds, its words are words: none empty, none with a space, in
// lower case, and the words of a phrase stand in the title it was taken from.
func TestAnyTitleHasWords(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.StringMatching(`([a-zäß]{0,3}|1:1|1-1|<>|[0-9]{1,3}|☕|'| ){0,12}`))
	rapid.Check(t, func(t *rapid.T) {
		title := text.Draw(t, "title")
		all := words(title)
		for i, w := range all {
			if w == "" || strings.ContainsAny(w, " \t\n") || strings.ContainsAny(w, "0123456789") && w != "1:1" {
				t.Fatalf("%q holds the word %q", title, w)
			}
			if _, some := first(phrases(w), all); !some && !strings.ContainsAny(w, "|^$*") {
				t.Fatalf("%q is not found in %q", w, all)
			}
			if got := (phrase{words: all[i:], end: true}).in(all); got == "" {
				t.Fatalf("the end of %q from %d is not found", all, i)
			}
		}
		byRules(Series{Title: title, People: rapid.IntRange(0, 9).Draw(t, "people")})
	})
}

// TestTopicsAreAskedForAtOnce: eight readings share one sorter, and one function of
// topics, and ask at once of events it was made of and of others. A map that was
// filled while it was read ended the program: "concurrent map read and map write".
func TestTopicsAreAskedForAtOnce(t *testing.T) {
	var found []logbook.Occurrence
	for i := range 2000 {
		o := occurrence(fmt.Sprintf("Meeting %c%c", 'a'+i%26, 'a'+i/26%26), 0, 30)
		o.Event = logbook.ID{byte(i), byte(i >> 8), 9}
		found = append(found, o)
	}
	series := Gather(found[:1000], when.Hour, func(when.Day) *time.Location { return time.UTC })
	sorter := New(Table(), series, []Pin{{series[0].Key, series[0].Title, "learning", 1}})
	shared := sorter.Topics()
	var readers sync.WaitGroup
	for range 8 {
		readers.Go(func() {
			own := sorter.Topics()
			for i := range found {
				if a, b := shared(found[i]), own(found[i]); a.Name != b.Name {
					t.Errorf("%q is %q and %q", found[i].Summary, a.Name, b.Name)
				}
				sorter.Of(KeyOf(&found[i]))
			}
			sorter.Doubtful()
			sorter.Pinned()
			sorter.Digest()
		})
	}
	readers.Wait()
}
