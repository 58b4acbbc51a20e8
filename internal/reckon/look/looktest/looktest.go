// Package looktest holds the sentences of a report against its numbers and against
// one another. It is for tests.
package looktest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/reckon/look"
	"github.com/backsight/backsight/internal/reckon/report"
)

// Contradictions are the sentences of a report that deny its numbers or another
// sentence about the same measure: in which direction it moved, what the levels are,
// when it changed.
func Contradictions(r report.Report) (out []string) {
	for i := range r.Measures {
		if m := &r.Measures[i]; m.Backsight != nil {
			h := held{r: r, m: *m, b: m.Backsight}
			h.hold()
			out = append(out, h.wrong...)
		}
	}
	return append(out, pauses(r)...)
}

// held is a reading held against what is claimed of it.
type held struct {
	r     report.Report
	m     report.Reading
	b     *report.Backsight
	wrong []string
}

func (h *held) deny(c report.Claim, format string, args ...any) {
	h.wrong = append(h.wrong, fmt.Sprintf("%s in %s: %q, but %s", h.m.Name, h.m.Sphere, c.Text, fmt.Sprintf(format, args...)))
}

// Way is the direction in which a sentence says that a measure moved since the
// reference: "down", "up", "about", "unsure", or "" where it says nothing of that.
func Way(text string) string {
	for _, way := range []struct{ of, words string }{
		{"unsure", `[Ww]hether .* is not sure|How far the level fell is not clear yet`},
		{"about", `about as (often|many) as|about as often as|about what it was`},
		{"down", `(less|fewer|lower) than in|been below that of`},
		{"up", `(more|higher) than in`},
	} {
		if regexp.MustCompile(way.words).MatchString(text) {
			return way.of
		}
	}
	return ""
}

func (h *held) hold() {
	ways := map[string]report.Claim{}
	for _, c := range h.r.Claims {
		if c.About != h.m.Name || c.Sphere != h.m.Sphere || c.Kind == report.Warning {
			continue
		}
		text := c.Text.String()
		if way := Way(text); way != "" {
			ways[way] = c
			h.way(c, way)
		}
		h.levels(c, text)
		h.months(c, text)
		h.once(c, text)
		h.story(c, text)
	}
	for a, c := range ways {
		for b, other := range ways {
			if a < b {
				h.deny(c, "it is also said %q", other.Text)
			}
		}
	}
}

// way holds a direction against the interval.
func (h *held) way(c report.Claim, way string) {
	m := h.b.Moved
	switch {
	case m == nil:
		h.deny(c, "nothing is known of how far it moved")
	case way == "down" && m.High >= 0, way == "up" && m.Low <= 0:
		h.deny(c, "it moved by %v", *m)
	case (way == "unsure" || way == "about") && (m.Low > 0 || m.High < 0):
		h.deny(c, "it surely moved, by %v", *m)
	}
}

var number = regexp.MustCompile(`\d+(\.\d+)?`)

// levels holds the numbers that a sentence calls then and now against the levels.
func (h *held) levels(c report.Claim, text string) {
	for _, at := range []struct {
		words string
		level *report.Range
	}{
		{`Then (\d+(?:\.\d)?)`, h.b.Then},
		{`is not sure[:,] (\d+(?:\.\d)?)`, h.b.Then},
		{`(?:now|last) (\d+(?:\.\d)?)`, h.b.Now},
		{`You build (\d+\.\d) days`, h.b.Now},
		{`hands are back: (\d+\.\d) days`, h.b.Now},
	} {
		for _, found := range regexp.MustCompile(at.words).FindAllStringSubmatch(text, -1) {
			if at.level == nil || found[1] != say.Num(at.level.Value).Text && found[1] != fmt.Sprintf("%.0f", at.level.Value) {
				h.deny(c, "the level is %+v", at.level)
			}
		}
	}
	for _, found := range regexp.MustCompile(`from (\d+(?:\.\d)?)(?:%| \w+)? to (\d+(?:\.\d)?)`).FindAllStringSubmatch(text, -1) {
		same := func(t report.Turn) bool {
			shown := func(v float64, as string) bool { return as == say.Num(v).Text || as == fmt.Sprintf("%.0f", v) }
			return shown(t.From, found[1]) && shown(t.To, found[2])
		}
		if c.Kind != report.Turned && !slices.ContainsFunc(h.b.Turns, same) {
			h.deny(c, "no turn goes from %s to %s", found[1], found[2])
		}
	}
}

var month = regexp.MustCompile(`(?:since|Since|from|until|before) ((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4})`)

// once holds that a headline's sentences are read once: one colon, one since.
func (h *held) once(c report.Claim, text string) {
	if c.Kind != report.Story && c.Kind != report.Distance {
		return
	}
	for sentence := range strings.SplitSeq(text, ". ") {
		if strings.Count(sentence, ":") > 1 || strings.Count(strings.ToLower(sentence), "since") > 1 {
			h.deny(c, "%q has two colons, or says since twice", sentence)
		}
	}
}

// months holds the months of the headline's changes against the turns.
func (h *held) months(c report.Claim, text string) {
	if c.Kind != report.Story && c.Kind != report.Distance {
		return
	}
	known := map[string]bool{}
	if len(h.m.Series) > 0 {
		known[look.Month(max(h.m.Series[0].Week, h.r.Period.From))] = true
	}
	for _, t := range h.b.Turns {
		known[look.Month(t.At)] = true
		if t.End != nil {
			known[look.Month(*t.End)] = true
		}
	}
	for i, found := range month.FindAllStringSubmatch(text, -1) {
		if strings.Contains(text, "You built less than") && i == 0 {
			continue // when a low stretch began is no turn's month
		}
		if !known[found[1]] {
			h.deny(c, "nothing changed in %s", found[1])
		}
	}
}

// story holds the words of the headline against its numbers.
func (h *held) story(c report.Claim, text string) {
	if c.Kind != report.Story {
		return
	}
	turns := slices.DeleteFunc(slices.Clone(h.b.Turns), func(t report.Turn) bool { return t.Kind == "instrument" })
	now := h.b.Now.Value
	has := func(words string) bool { return strings.Contains(strings.ToLower(text), words) }
	var last report.Turn
	if len(turns) > 0 {
		last = turns[len(turns)-1]
	}
	switch {
	case has("without a clear change") && len(turns) > 0 && h.b.Turns[len(h.b.Turns)-1].Kind != "instrument":
		h.deny(c, "there are %d turns", len(turns))
	case has("built nothing") && now != 0, has("hardly built") && now >= 0.1, has("hands are back") && now < 1:
		h.deny(c, "the level is %v", now)
	case has("you build less") && h.b.State == "returning", has("you build more") && h.b.State == "sliding", has("more and more") && h.b.State == "sliding", has("less and less") && h.b.State == "returning":
		h.deny(c, "it is %s", h.b.State)
	case has("you have built less since") && now > max(last.From, last.To) && len(turns) > 0 && last.To < last.From:
		h.deny(c, "the level is %v after %+v", now, last)
	}
	if m := h.b.Moved; m != nil {
		for _, found := range regexp.MustCompile(`(\d+(?:\.\d)?) (?:less|more) than in`).FindAllStringSubmatch(text, -1) {
			if v := max(m.Value, -m.Value); found[1] != say.Num(v).Text {
				h.deny(c, "it moved by %v", m.Value)
			}
		}
	}
	if len(text) > 3*76 {
		h.deny(c, "it takes more than three lines: %d letters", len(text))
	}
	if number.FindString(text) == "" {
		h.deny(c, "it tells no number")
	}
}

// pauses holds pauses against one another and against the period: apart, the longest
// first.
func pauses(r report.Report) (out []string) {
	var all []report.Claim
	for _, c := range r.Claims {
		if c.Kind != report.Pause {
			continue
		}
		to := r.Period.To
		if c.To != nil {
			to = *c.To
		}
		if *c.From < r.Period.From-7 || to > r.Period.To || *c.Value > float64(to-*c.From+1) {
			out = append(out, fmt.Sprintf("%q: from %s to %s of %s to %s", c.Text, c.From, to, r.Period.From, r.Period.To))
		}
		for _, other := range all {
			if *other.Value < *c.Value {
				out = append(out, fmt.Sprintf("%q comes after %q", c.Text, other.Text))
			}
			if other.To == nil && to >= *other.From || other.To != nil && to >= *other.From && *c.From <= *other.To {
				out = append(out, fmt.Sprintf("%q shares days with %q", c.Text, other.Text))
			}
		}
		all = append(all, c)
	}
	return out
}
