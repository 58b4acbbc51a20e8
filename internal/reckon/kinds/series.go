package kinds

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"math"
	"slices"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// Series is what is known of planned blocks that go by one title and were called
// by one person: a recurring meeting over all the years it was set up anew, or
// interviews that were each entered by themselves. The middle values are
// medians over the times it took place.
type Series struct {
	Key      string // see KeyOf
	Title    string // as written last
	Caller   string // "" where nobody is named
	Mine     bool   // called by the person
	With     string // of a one-to-one, the other
	Calendar string // as of the last time
	Labels   string // categories, as of the last time
	People   int    // middle; 0 where nobody is named
	Outside  int    // middle
	Length   int    // middle, minutes
	Hour     int    // middle, the hour it begins at home
	Weekday  int    // Monday 0 to Sunday 6 where it is always the same, else -1
	Repeats  bool   // some of it recur by a rule
	Endless  bool   // some of it by a rule without an end
	Times    int    // before now, not declined
	Minutes  int    // the same
	Last     when.Instant
}

// ID is a short name for a series, for scripts: eight hexadecimal digits.
func (s Series) ID() string { return ID(s.Key) }

// ID is the short name that belongs to a key.
func ID(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:4])
}

// KeyOf names the series an occurrence belongs to: its title with the numbers
// taken out, and who called it, or of a one-to-one the other person. It holds
// over the years, where the calendar's own UID does not.
func KeyOf(o *logbook.Occurrence) string { return keyOf(words(o.Summary), o.Caller, o.With) }

func keyOf(title []string, caller, with string) string {
	return joined(title) + " | " + cmp.Or(with, caller)
}

// gathering is a series before its middle values are taken.
type gathering struct {
	Series
	people, outside, lengths, hours []int
	weekdays                        [7]bool
}

// Gather puts occurrences into series, those of most minutes before now first,
// then by key. What was cancelled, or is shown as free, is left out; so are
// whole days, which are context. Zone is the home zone on a day.
func Gather(occurrences []logbook.Occurrence, now when.Instant, zone func(when.Day) *time.Location) []Series {
	byKey := map[string]*gathering{}
	keys := map[logbook.ID]string{}
	for i := range occurrences {
		o := &occurrences[i]
		if o.AllDay || o.Away || o.Answer == logbook.Cancelled || o.Answer == logbook.Free {
			continue
		}
		key, known := keys[o.Event]
		if !known {
			key = KeyOf(o)
			keys[o.Event] = key
		}
		g := byKey[key]
		if g == nil {
			g = &gathering{Series: Series{Key: key, Last: math.MinInt64}}
			byKey[key] = g
		}
		g.add(o, now, zone)
	}
	out := make([]Series, 0, len(byKey))
	for _, g := range byKey {
		out = append(out, g.settled())
	}
	slices.SortFunc(out, func(a, b Series) int {
		return cmp.Or(-cmp.Compare(a.Minutes, b.Minutes), cmp.Compare(a.Key, b.Key))
	})
	return out
}

func (g *gathering) add(o *logbook.Occurrence, now when.Instant, zone func(when.Day) *time.Location) {
	if o.Span.From >= g.Last {
		g.Last, g.Title, g.Calendar, g.Labels = o.Span.From, o.Summary, o.Calendar, o.Categories
		g.Caller, g.Mine, g.With = o.Caller, o.Mine, o.With
	}
	start := o.Span.From.In(zone(o.Span.From.Day(time.UTC)))
	minutes := int(o.Span.Len() / when.Minute)
	g.people = append(g.people, o.People)
	g.outside = append(g.outside, o.Outside)
	g.lengths = append(g.lengths, minutes)
	g.hours = append(g.hours, start.Hour())
	g.weekdays[when.DayOf(start).Weekday()] = true
	g.Repeats = g.Repeats || o.Series
	g.Endless = g.Endless || o.Endless
	if o.Weight > 0 && o.Span.From < now {
		g.Times++
		g.Minutes += minutes
	}
}

func (g *gathering) settled() Series {
	s := g.Series
	s.People, s.Outside, s.Length, s.Hour = middle(g.people), middle(g.outside), middle(g.lengths), middle(g.hours)
	s.Weekday = -1
	for d, met := range g.weekdays {
		switch {
		case met && s.Weekday >= 0:
			s.Weekday = -1
			return s
		case met:
			s.Weekday = d
		}
	}
	return s
}

// middle is the lower median.
func middle(values []int) int {
	slices.Sort(values)
	return values[(len(values)-1)/2]
}

// solo says that nobody else is in it, as far as is known: no second person is
// named, and nobody else called it. A title that is hidden says nothing, so who is
// in it is not known either.
func (s *Series) solo() bool {
	return s.People <= 1 && s.With == "" && (s.Mine || s.Caller == "") && !hidden(words(s.Title))
}

// hidden says that a calendar shows a block without saying what it is.
func hidden(title []string) bool {
	_, some := first(hides, title)
	return some || len(title) == 0
}

var hides = phrases("^busy$ | ^beschäftigt$ | ^gebucht$ | ^occupé$ | ^ocupado$ | ^private appointment$ | ^privater termin$")
