package kinds

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Source is what decided a kind.
type Source string

// The sources, in the order in which they are asked.
const (
	ByPin   Source = "pin"
	ByRule  Source = "rule"
	Learnt  Source = "learnt"
	Nothing Source = "none" // it abstains: nobody is sure enough
)

// Verdict is what a series is taken for, and why. Kind is "" where nothing
// decided; then, and for what was learnt, Guess and P are the likeliest kind and
// how likely it is. Words spoke for it.
type Verdict struct {
	Kind   Kind
	Source Source
	Rule   string // of a rule its id
	Why    string // for the person
	Guess  string
	P      float64
	Words  []Word
}

// Pin is what the person said of a series: its kind, and when it was said.
type Pin struct {
	Series, Title, Kind string
	At                  when.Instant
}

// Score is how the person's corrections went, each one foretold from those
// before it and the rules alone (prequential; Dawid 1984). Minutes weigh each by
// the planned time of its series.
type Score struct {
	Asked        int `json:"asked"`
	Right        int `json:"right"`
	Wrong        int `json:"wrong"`
	Open         int `json:"open"` // it abstained
	AskedMinutes int `json:"asked_minutes"`
	RightMinutes int `json:"right_minutes"`
	WrongMinutes int `json:"wrong_minutes"`
	OpenMinutes  int `json:"open_minutes"`
}

// Sorter sorts series into kinds. Once made it never changes, so several
// goroutines may ask it at once.
type Sorter struct {
	table    []Kind
	rules    []ruleReader
	pins     map[string]Pin
	learner  *learner
	verdicts map[string]Verdict
	Series   []Series // all there are, those of most minutes first
	Score    Score
}

// New makes a sorter of a person's table of kinds, the series of their calendar
// and their pins in force. It sees the rules' series first, by key, then replays
// the pins in the order in which they were said.
func New(table []Kind, series []Series, pins []Pin) *Sorter {
	s := &Sorter{table: table, pins: map[string]Pin{}, learner: newLearner(table), verdicts: map[string]Verdict{}, Series: series}
	for _, r := range Rules() {
		s.rules = append(s.rules, reader(r))
	}
	s.study(series)
	s.replay(series, pins)
	for i := range series {
		s.verdicts[series[i].Key] = s.decide(&series[i])
	}
	return s
}

// study learns what the rules know, at a low weight.
func (s *Sorter) study(series []Series) {
	type example struct {
		signs []feature
		key   string
		kind  string
	}
	var all []example
	for i := range series {
		title := words(series[i].Title)
		if v, some := s.byRule(&series[i], title); some {
			all = append(all, example{signs(&series[i], title), series[i].Key, v.Kind.Name})
		}
	}
	slices.SortFunc(all, func(a, b example) int { return cmp.Compare(a.key, b.key) })
	for range rounds {
		for _, e := range all {
			s.learner.learn(e.signs, e.kind, ruleAs)
		}
	}
	s.learner.settle()
}

// replay goes through the pins: foretold, counted, learnt.
func (s *Sorter) replay(series []Series, pins []Pin) {
	known := map[string]*Series{}
	for i := range series {
		known[series[i].Key] = &series[i]
	}
	pins = slices.Clone(pins)
	slices.SortFunc(pins, func(a, b Pin) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Series, b.Series)) })
	for _, p := range pins {
		of := known[p.Series]
		if of == nil { // it has gone from the calendar: its title still teaches
			of = &Series{Key: p.Series, Title: p.Title, Weekday: -1}
		}
		s.Score.count(s.decide(of), p.Kind, of.Minutes)
		x := signs(of, words(of.Title))
		for range repeats {
			s.learner.learn(x, p.Kind, 1)
		}
		s.pins[p.Series] = p
	}
}

func (c *Score) count(v Verdict, said string, minutes int) {
	c.Asked++
	c.AskedMinutes += minutes
	switch v.Kind.Name {
	case said:
		c.Right++
		c.RightMinutes += minutes
	case "":
		c.Open++
		c.OpenMinutes += minutes
	default:
		c.Wrong++
		c.WrongMinutes += minutes
	}
}

// decide asks the four in turn. Where nothing was pinned yet the learner only
// guesses: the rules alone have not taught it enough to be believed.
func (s *Sorter) decide(of *Series) Verdict {
	if p, some := s.pins[of.Key]; some {
		if k, known := s.kind(p.Kind); known {
			return Verdict{Kind: k, Source: ByPin, Why: "you said so", Guess: k.Name, P: 1}
		}
	}
	title := words(of.Title)
	if v, some := s.byRule(of, title); some {
		return v
	}
	x := signs(of, title)
	guess, p := s.learner.guess(x)
	v := Verdict{Source: Nothing, Guess: guess, P: p, Words: s.learner.words(x, guess)}
	v.Why = fmt.Sprintf("nothing is sure enough; the likeliest is %s (%.0f%%)", guess, 100*p)
	if p >= sure && len(s.pins) > 0 {
		v.Kind, _ = s.kind(guess)
		v.Source = Learnt
		v.Why = fmt.Sprintf("learnt from what you said of others (%.0f%%): %s", 100*p, wordsText(v.Words))
	}
	return v
}

func (s *Sorter) byRule(of *Series, title []string) (Verdict, bool) {
	for i := range s.rules {
		r := &s.rules[i]
		found, fits := r.fits(of, title)
		if !fits {
			continue
		}
		k, known := s.kind(r.Kind)
		if !known {
			continue
		}
		why := r.Text
		if found != "" {
			why += fmt.Sprintf(" (%q)", found)
		}
		return Verdict{Kind: k, Source: ByRule, Rule: r.ID, Why: why, Guess: k.Name, P: 1}, true
	}
	return Verdict{}, false
}

func wordsText(some []Word) string {
	texts := make([]string, len(some))
	for i, w := range some {
		texts[i] = fmt.Sprintf("%s %+.1f", w.Text, w.Weight)
	}
	return strings.Join(texts, ", ")
}

func (s *Sorter) kind(name string) (Kind, bool) {
	i := slices.IndexFunc(s.table, func(k Kind) bool { return k.Name == name })
	if i < 0 {
		return Kind{}, false
	}
	return s.table[i], true
}

// Of is the verdict on a series; of one that is not in the calendar, Nothing.
func (s *Sorter) Of(key string) Verdict {
	if v, known := s.verdicts[key]; known {
		return v
	}
	return Verdict{Source: Nothing}
}

// Topics is what the timeline asks of each occurrence. A pin holds for the whole
// series, as does what was learnt; a rule is asked of the occurrence itself, so
// that what is said of one never hangs on another. The function works out once
// what looks the same: a calendar of sixty thousand occurrences has few hundred
// titles. It keeps that to itself, the sorter changes nothing, and any number of
// goroutines may call it.
func (s *Sorter) Topics() func(logbook.Occurrence) timeline.Topic {
	var mu sync.Mutex
	known := map[Series]timeline.Topic{}
	return func(o logbook.Occurrence) timeline.Topic {
		of := alone(&o)
		mu.Lock()
		defer mu.Unlock()
		t, ok := known[of]
		if !ok {
			t = s.topic(&of)
			known[of] = t
		}
		return t
	}
}

// topic is what one occurrence, given as alone has it, is about. Where nobody else
// is in it, only what says that it is a meeting makes it one.
func (s *Sorter) topic(o *Series) timeline.Topic {
	v := s.single(o)
	if v.Kind.Name == "" && o.solo() {
		return timeline.Solo()
	}
	return v.topic()
}

// alone is one occurrence as a series of its own, without a key.
func alone(o *logbook.Occurrence) Series {
	return Series{
		Title: o.Summary, Caller: o.Caller, Mine: o.Mine, With: o.With, Calendar: o.Calendar, Labels: o.Categories,
		People: o.People, Outside: o.Outside, Length: int(o.Span.Len() / when.Minute), Repeats: o.Series, Endless: o.Endless,
	}
}

// single is the verdict on one occurrence, given as alone has it.
func (s *Sorter) single(o *Series) Verdict {
	title := words(o.Title)
	of := s.Of(keyOf(title, o.Caller, o.With))
	if of.Source == ByPin {
		return of
	}
	if v, ok := s.byRule(o, title); ok {
		return v
	}
	if of.Source == Learnt {
		return of
	}
	return Verdict{Source: Nothing}
}

func (v Verdict) topic() timeline.Topic {
	if v.Kind.Name == "" {
		return timeline.Unsorted()
	}
	id := "kind." + string(v.Source)
	if v.Source == ByRule {
		id = "kind." + v.Rule
	}
	return timeline.Topic{
		Name: v.Kind.Name, Work: v.Kind.Work, Meeting: v.Kind.Meeting,
		Rule: timeline.Rule{ID: id, Text: fmt.Sprintf("planned, as %s: %s", v.Kind.Name, v.Why)},
	}
}

// certain is how sure what was learnt must be not to be asked about again.
const certain = 0.8

// Doubtful are the series worth asking about: those that nothing decided, and
// those learnt with some doubt. Those with most minutes at stake come first:
// the minutes so far, times how likely the best guess is wrong.
func (s *Sorter) Doubtful() (out []Series) {
	stake := map[string]float64{}
	for _, of := range s.Series {
		v := s.verdicts[of.Key]
		if of.Minutes > 0 && (v.Source == Nothing || v.Source == Learnt && v.P < certain) {
			stake[of.Key] = float64(of.Minutes) * (1 - v.P)
			out = append(out, of)
		}
	}
	slices.SortStableFunc(out, func(a, b Series) int { return -cmp.Compare(stake[a.Key], stake[b.Key]) })
	return out
}

// Table is the kinds it sorts into.
func (s *Sorter) Table() []Kind { return s.table }

// Pinned are the pins, the one said last first.
func (s *Sorter) Pinned() []Pin {
	out := slices.Collect(maps.Values(s.pins))
	slices.SortFunc(out, func(a, b Pin) int { return cmp.Or(-cmp.Compare(a.At, b.At), cmp.Compare(a.Series, b.Series)) })
	return out
}

// With is the sorter after one more pin.
func (s *Sorter) With(p Pin) *Sorter {
	return New(s.table, s.Series, append(slices.DeleteFunc(s.Pinned(), func(o Pin) bool { return o.Series == p.Series }), p))
}

// Without is the sorter after a pin was taken back.
func (s *Sorter) Without(key string) *Sorter {
	return New(s.table, s.Series, slices.DeleteFunc(s.Pinned(), func(o Pin) bool { return o.Series == key }))
}

// Digest is all that the learner decided, as text: where it changes, what was
// reckoned from it must be reckoned again.
func (s *Sorter) Digest() string {
	var b strings.Builder
	for i := range s.Series {
		if v := s.verdicts[s.Series[i].Key]; v.Source == Learnt {
			fmt.Fprintf(&b, "%s %s\n", s.Series[i].Key, v.Kind.Name)
		}
	}
	return b.String()
}
