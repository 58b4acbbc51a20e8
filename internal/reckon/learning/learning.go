// Package learning answers "am I learning?" with counts and their doubt, never with a
// grade: what the person told of it (learned, read, prototype), and beside it, never
// added to it, what their work shows for the first time: languages, tools, repositories.
//
// What is told is at least so much: what nobody wrote down is not there. What is seen
// lies between what stayed and all that was met (where.FirstsOf).
package learning

import (
	"context"
	"fmt"
	"slices"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/stat"
	"github.com/backsight/backsight/internal/reckon/where"
	"github.com/backsight/backsight/internal/record"
)

// Version is of the JSON.
const Version = 1

// latelyDays is how many days before now are "the last 52 weeks".
const latelyDays = 52 * 7

// Learning is what was told and what was seen, year by year.
type Learning struct {
	Version   int           `json:"version"`
	Synthetic bool          `json:"synthetic"`
	Lately    Year          `json:"last_52_weeks"` // its Year is 0
	Years     []Year        `json:"years"`         // in order
	Clocks    []Clock       `json:"clocks"`
	Firsts    []where.First `json:"firsts"` // what is new, the newest first
	Known     int           `json:"known"`  // things that were there when their source began
	Limits    []say.Text    `json:"limits"`
}

// Year is one year, or the last 52 weeks. Told is nil before anything was ever said;
// Seen before any source had been read for long enough to tell new from known.
type Year struct {
	Year int   `json:"year,omitempty"`
	Told *Told `json:"told"`
	Seen *Seen `json:"seen"`
}

// Told is how much was told of each kind.
type Told struct {
	Learned    int `json:"learned"`
	Read       int `json:"read"`
	Prototypes int `json:"prototypes"`
}

// Seen is how many things were met for the first time.
type Seen struct {
	Languages    Met `json:"languages"`
	Tools        Met `json:"tools"`
	Repositories Met `json:"repositories"`
}

// Met is a count with its doubt: as many stayed, as many more were tried, and of as many
// more it is too early to tell.
type Met struct {
	Kept  int `json:"kept"`
	Tried int `json:"tried"`
	Open  int `json:"open"`
}

// All is all that was met.
func (m Met) All() int { return m.Kept + m.Tried + m.Open }

// And is both counts together.
func (m Met) And(o Met) Met { return Met{m.Kept + o.Kept, m.Tried + o.Tried, m.Open + o.Open} }

// All is what was met of any kind.
func (s Seen) All() Met { return s.Languages.And(s.Tools).And(s.Repositories) }

// Clock is how long ago something was last told, or seen for the first time. Usual is
// the middle of the gaps between its days, in days; 0 where there are fewer than three.
type Clock struct {
	Name  string   `json:"name"` // "learned", "read", "prototype"; "language", "tool", "repository"
	Told  bool     `json:"told"` // said by the person, else seen
	Last  when.Day `json:"last"`
	Days  int      `json:"days"`
	Usual int      `json:"usual"`
}

// fewestGaps is how many gaps make a habit to tell of.
const fewestGaps = 3

// Nothing says whether nothing was ever told, and nothing could be seen.
func (l Learning) Nothing() bool {
	return l.Lately.Told == nil && l.Lately.Seen == nil && len(l.Firsts) == 0
}

// Of answers until now.
func Of(ctx context.Context, b session.Base, g policy.Grant, q session.Question) (Learning, error) {
	s, err := b.Fresh(ctx, g, q)
	if err != nil {
		return Learning{}, err
	}
	n, err := s.Numbers()
	if err != nil {
		return Learning{}, err
	}
	told, err := toldOf(s)
	if err != nil {
		return Learning{}, err
	}
	return put(told, where.FirstsOf(n, s.Q), s.Q), nil
}

// toldDays are the days of each kind that was told, one for each entry, in order.
type toldDays map[*record.Kind][]when.Day

// toldKinds are those that tell of learning, in their order.
func toldKinds() []*record.Kind {
	return []*record.Kind{record.Learned, record.Paper, record.Prototype}
}

func toldOf(s *session.Session) (toldDays, error) {
	out := toldDays{}
	for _, k := range toldKinds() {
		for f, err := range s.Book.Facts(s.Ctx, s.Grant, when.Span{}, k.Fact) {
			if err != nil {
				return nil, fmt.Errorf("reading what you said: %w", err)
			}
			e, err := record.Read(&f)
			if err == nil && !e.Gone && e.Day <= s.Q.Through {
				out[k] = append(out[k], e.Day)
			}
		}
		slices.Sort(out[k])
	}
	return out, nil
}

// first is the first day on which any of it was told, NoDay for none.
func (t toldDays) first() when.Day {
	first := when.NoDay
	for _, days := range t {
		if len(days) > 0 && (first == when.NoDay || days[0] < first) {
			first = days[0]
		}
	}
	return first
}

// in counts what was told in some days.
func (t toldDays) in(period when.Days) *Told {
	if first := t.first(); first == when.NoDay || period.To <= first {
		return nil
	}
	return &Told{count(t[record.Learned], period), count(t[record.Paper], period), count(t[record.Prototype], period)}
}

func count(days []when.Day, period when.Days) (n int) {
	for _, d := range days {
		if period.Has(d) {
			n++
		}
	}
	return n
}

// put puts the answer together.
func put(told toldDays, firsts []where.First, q session.Question) Learning {
	out := Learning{Version: Version, Synthetic: q.Synthetic, Years: []Year{}, Clocks: []Clock{}, Firsts: []where.First{}, Limits: limits()}
	began := when.NoDay
	for _, f := range firsts {
		if began == when.NoDay {
			began = f.Day // they are in order
		}
		if f.State == where.Known {
			out.Known++
			continue
		}
		out.Firsts = append(out.Firsts, f)
	}
	seenFrom := when.NoDay
	if began != when.NoDay {
		seenFrom = began + where.Beginning
	}
	year := func(period when.Days) (y Year) {
		y.Told = told.in(period)
		if seenFrom != when.NoDay && seenFrom < period.To && seenFrom <= q.Through {
			y.Seen = seenIn(out.Firsts, period)
		}
		return y
	}
	out.Lately = year(when.Days{From: q.Through + 1 - latelyDays, To: q.Through + 1})
	for y := earliest(told.first(), seenFrom, q.Through); y <= q.Through.Year(); y++ {
		one := year(when.Year(y))
		one.Year = y
		out.Years = append(out.Years, one)
	}
	slices.Reverse(out.Firsts)
	out.Clocks = clocks(told, out.Firsts, q.Through)
	return out
}

// earliest is the first year of which anything can be told; the year after now for none.
func earliest(told, seen, now when.Day) int {
	y := now.Year() + 1
	for _, d := range []when.Day{told, seen} {
		if d != when.NoDay {
			y = min(y, d.Year())
		}
	}
	return y
}

func seenIn(firsts []where.First, period when.Days) *Seen {
	s := &Seen{}
	of := map[string]*Met{logbook.MetLanguage: &s.Languages, logbook.MetTool: &s.Tools, where.MetRepository: &s.Repositories}
	for _, f := range firsts {
		if !period.Has(f.Day) {
			continue
		}
		switch m := of[f.What]; f.State {
		case where.Kept:
			m.Kept++
		case where.Once:
			m.Tried++
		case where.Open:
			m.Open++
		}
	}
	return s
}

// clocks are those of what was ever told, and of what was ever met, in their order.
func clocks(told toldDays, firsts []where.First, now when.Day) []Clock {
	out := []Clock{}
	for _, k := range toldKinds() {
		if c, some := clock(k.Name, told[k], now); some {
			c.Told = true
			out = append(out, c)
		}
	}
	for _, what := range []string{logbook.MetLanguage, logbook.MetTool, where.MetRepository} {
		var days []when.Day
		for _, f := range firsts {
			if f.What == what {
				days = append(days, f.Day)
			}
		}
		if c, some := clock(what, days, now); some {
			out = append(out, c)
		}
	}
	return out
}

// clock is that of some days, in any order.
func clock(name string, days []when.Day, now when.Day) (Clock, bool) {
	days = slices.Clone(days)
	slices.Sort(days)
	if days = slices.Compact(days); len(days) == 0 {
		return Clock{}, false
	}
	c := Clock{Name: name, Last: days[len(days)-1]}
	c.Days = int(now - c.Last)
	var gaps []float64
	for i := 1; i < len(days); i++ {
		gaps = append(gaps, float64(days[i]-days[i-1]))
	}
	if len(gaps) >= fewestGaps {
		c.Usual = int(stat.Median(gaps) + 0.5)
	}
	return c, true
}

func limits() []say.Text {
	return []say.Text{
		say.Plain("What you told is at least so much: what you learned and did not write down is not here."),
		say.F("What is seen for the first time is what your histories, editors and assistants show: in the first %d weeks of each of them everything counts as known.", where.Beginning/7),
		say.F("It stayed where it was at hand on at least %d days of its first year; on fewer it was tried. Neither says how well you know it.", where.KeptDays),
		say.Plain("What you learned in an employer's repositories that were never read here looks new where you use it again. Libraries are not told: no source that is read names them."),
	}
}
