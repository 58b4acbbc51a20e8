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
		{"down", `(less|fewer|lower) than (in|between)`},
		{"up", `(more|higher) than (in|between)`},
	} {
		if regexp.MustCompile(way.words).MatchString(text) {
			return way.of
		}
	}
	return ""
}

func (h *held) hold() {
	h.begins()
	h.counts()
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
		h.noughts(c, text)
		h.present(c, text)
	}
	for a, c := range ways {
		for b, other := range ways {
			if a < b {
				h.deny(c, "it is also said %q", other.Text)
			}
		}
	}
}

// begins holds that no turn may be how the evidence begins.
func (h *held) begins() {
	for _, t := range h.b.Turns {
		for _, w := range h.m.Series {
			if w.Value == nil {
				continue
			}
			if t.Low <= w.Week && t.Kind != "instrument" {
				h.wrong = append(h.wrong, fmt.Sprintf("%s in %s: a turn from %s on, and the evidence begins in %s", h.m.Name, h.m.Sphere, t.Low, w.Week))
			}
			break
		}
	}
}

// counts holds the plain count of a year against the headline: who has built nothing
// since a day was hands-on on none of a later year's.
func (h *held) counts() {
	var story, year report.Claim
	for _, c := range h.r.Claims {
		switch {
		case c.Kind == report.Story:
			story = c
		case c.Kind == report.Year:
			year = c
		}
	}
	since := regexp.MustCompile(`nothing since (\d{4})-`).FindStringSubmatch(story.Text.String())
	of := regexp.MustCompile(`^In (\d{4})`).FindStringSubmatch(year.Text.String())
	if h.m.Name == story.About && h.m.Sphere == story.Sphere && since != nil && of != nil && of[1] > since[1] && *year.Value > 0 {
		h.deny(story, "it is also said %q", year.Text)
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

// aNumber is a level as a sentence writes it.
const aNumber = `(\d+(?:\.\d+)?)`

// levels holds the numbers that a sentence calls then and now against the levels, and
// those before and after a change against the turns.
func (h *held) levels(c report.Claim, text string) {
	for _, at := range []struct {
		words string
		level *report.Range
	}{
		{`Then ` + aNumber, h.b.Then},
		{`when it was ` + aNumber, h.b.Then},
		{`(?:In|Between) [A-Za-z0-9 ]*\d{4} it was ` + aNumber, h.b.Then},
		{`(?:now|last) ` + aNumber, h.b.Now},
		{`[Yy]ou (?:hardly )?(?:build|built),? ` + aNumber + ` days`, h.b.Now},
		{`hands (?:are|were) back: ` + aNumber + ` days`, h.b.Now},
	} {
		for _, found := range regexp.MustCompile(at.words).FindAllStringSubmatch(text, -1) {
			if at.level == nil || !shown(at.level.Value, found[1]) {
				h.deny(c, "the level is %+v", at.level)
			}
		}
	}
	if c.Kind == report.Turned || c.Kind == report.Began {
		return
	}
	for _, words := range []string{
		`from ` + aNumber + `(?:%| \w+)? to ` + aNumber,
		aNumber + ` days a week before[A-Za-z0-9 ]*, then ` + aNumber,
		`It was ` + aNumber + ` until [A-Za-z]+ \d+, then ` + aNumber,
		`it was ` + aNumber + ` days a week, from [A-Za-z]+ \d+ on ` + aNumber,
	} {
		for _, found := range regexp.MustCompile(words).FindAllStringSubmatch(text, -1) {
			if !slices.ContainsFunc(h.b.Turns, func(t report.Turn) bool { return shown(t.From, found[1]) && shown(t.To, found[2]) }) {
				h.deny(c, "no turn goes from %s to %s", found[1], found[2])
			}
		}
	}
}

// shown says whether a value is written so.
func shown(v float64, as string) bool {
	return as == say.Num(v).Text || as == say.Short(v).Text || as == fmt.Sprintf("%.0f", v)
}

// noughts holds that nothing is called nought that is not, in the sentence about the
// levels: "now 0.0 commits" beside "0.2 days" is read as a contradiction.
func (h *held) noughts(c report.Claim, text string) {
	if b := h.b; c.Kind != report.Levels || h.m.Unit == "%" || b.Then == nil || b.Now == nil {
		return
	}
	for _, level := range []*report.Range{h.b.Then, h.b.Now} {
		if level.Value > 0 && !strings.Contains(text, say.Num(level.Value).Text) || say.Num(level.Value).Value == 0 && level.Value >= 0.001 {
			h.deny(c, "a level is %v", level.Value)
		}
	}
}

// present holds that nothing is said of now where the evidence ended weeks ago.
func (h *held) present(c report.Claim, text string) {
	unseen := 0
	for i := len(h.m.Series) - 1; i >= 0 && h.m.Series[i].Value == nil; i-- {
		unseen++
	}
	if unseen <= lateWeeks || unseen == len(h.m.Series) || c.Kind == report.Turned {
		return
	}
	if found := regexp.MustCompile(`\bnow\b|^You build|^You are|^There are|hands are`).FindString(text); found != "" {
		h.deny(c, "it says %q, and the last %d weeks were not seen", found, unseen)
	}
}

// lateWeeks is how many weeks without evidence there may be before now.
const lateWeeks = 4

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
	if first := h.b.Beginning; first != nil {
		known[look.Month(first.At)] = true
		if first.End != nil {
			known[look.Month(*first.End)] = true
		}
	}
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
		if strings.Contains(text, "ou built less than") && i == 0 {
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
		for _, found := range regexp.MustCompile(``+aNumber+`(?: days a week)? (?:less|more) than (?:in|between)`).FindAllStringSubmatch(text, -1) {
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
