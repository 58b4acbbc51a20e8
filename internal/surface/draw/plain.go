package draw

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/reckon"
)

// plainly is how the person of a report to share was found: that is not said.
const plainly = "plain"

// Shared is a report without what tells who the person is and where their things lie:
// no name, no address, no path; repositories and calendars go by number, what happened
// in life by its kind, and a reference without the words it was fixed with. The numbers
// are the same. The report that it is given stays as it was.
func Shared(r reckon.Report) reckon.Report {
	n := numbered(r)
	r.Person = reckon.Person{Names: []string{}, Emails: []string{}, Chosen: plainly}
	r.Sources = slices.Clone(r.Sources)
	for i := range r.Sources {
		r.Sources[i].Where = n.places[i]
	}
	if r.Reference != nil {
		ref := *r.Reference
		if ref.Chosen != "proposed" {
			ref.Why = "chosen by the person"
		}
		r.Reference = &ref
	}
	r.Events = slices.Clone(r.Events)
	for i := range r.Events {
		r.Events[i].Text = r.Events[i].Kind
	}
	r.Measures = slices.Clone(r.Measures)
	for i := range r.Measures {
		r.Measures[i].Backsight = n.carried(r.Measures[i].Backsight)
	}
	r.Claims = slices.Clone(r.Claims)
	for i, c := range r.Claims {
		r.Claims[i].Text = n.text(c.Text, c.Turn > 0)
	}
	r.Limits = slices.Clone(r.Limits)
	for i, l := range r.Limits {
		r.Limits[i] = n.text(l, true)
	}
	return r
}

// carried is a look back whose turns name nobody's things: repositories go by number,
// series of meetings and what happened in life by what they are.
func (n numbers) carried(b *reckon.Backsight) *reckon.Backsight {
	if b == nil {
		return nil
	}
	out := *b
	out.Turns = slices.Clone(b.Turns)
	for i, t := range out.Turns {
		out.Turns[i].Carried = slices.Clone(t.Carried)
		for j, c := range t.Carried {
			if c.What != "language" {
				out.Turns[i].Carried[j].Name = cmp.Or(n.of[c.Name], thing(c))
			}
		}
	}
	return &out
}

// numbers are the places of a report by number, and what of their names must not be
// read in a text.
type numbers struct {
	places []string          // as the sources lie
	whole  *strings.Replacer // of paths and addresses
	names  *regexp.Regexp    // of repositories, nil for none
	things *strings.Replacer // of what carried a turn, beside repositories that are known
	of     map[string]string // a name to its number
}

// carriedIn are the names of what carried the turns of a report, each before the word
// that stands for it; languages keep theirs.
func (n numbers) carriedIn(r reckon.Report) (swap []string) {
	for _, m := range r.Measures {
		for _, t := range m.Backsight.TurnsOrNone() {
			for _, c := range t.Carried {
				if c.What != "language" && c.Name != "" && n.of[c.Name] == "" {
					swap = append(swap, c.Name, thing(c))
				}
			}
		}
	}
	return swap
}

// thing is what stands for the name of what carried a turn.
func thing(c reckon.Carried) string {
	return cmp.Or(map[string]string{"repository": "another repository", "series": "a series of meetings", "role": "a role"}[c.What], "an event")
}

// placeNouns are what places are called that hold some kinds of facts.
var placeNouns = map[string]string{"commits": "repository"}

func numbered(r reckon.Report) numbers {
	n := numbers{of: map[string]string{}}
	count := map[string]int{}
	var swap, names []string
	for _, s := range r.Sources {
		count[s.Name]++
		noun := s.Name
		if other := placeNouns[s.Counts]; other != "" {
			noun = other
		}
		called := fmt.Sprintf("%s %d", noun, count[s.Name])
		n.places = append(n.places, called)
		if s.Where == "" {
			continue
		}
		swap = append(swap, s.Where, called)
		if base := baseOf(s.Where); base != "" && n.of[base] == "" {
			n.of[base], names = called, append(names, regexp.QuoteMeta(base))
		}
	}
	n.whole, n.things = strings.NewReplacer(swap...), strings.NewReplacer(n.carriedIn(r)...)
	if len(names) > 0 {
		slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) }) // the longest that fits
		n.names = regexp.MustCompile(`\b(` + strings.Join(names, "|") + `)\b`)
	}
	return n
}

// baseOf is what a place is called: the last part of its path.
func baseOf(where string) string {
	base := path.Base(strings.ReplaceAll(where, `\`, "/"))
	for _, end := range []string{".git", ".ics"} {
		base = strings.TrimSuffix(base, end)
	}
	if base == "." || base == "/" {
		return ""
	}
	return base
}

// anAddress and aPath are what may stand in a text from elsewhere.
var (
	anAddress = regexp.MustCompile(`[^\s<>"]+@[^\s<>"]+`)
	aPath     = regexp.MustCompile(`(^|[\s"(])(~|[A-Za-z]:)?[/\\][^\s",;)]+`)
)

// text is a text without names of places, paths and addresses; names of repositories
// alone are looked for where named says that they may stand there.
func (n numbers) text(t say.Text, named bool) say.Text {
	out := slices.Clone(t)
	for i, p := range out {
		if p.Kind != say.Words {
			continue
		}
		text := n.whole.Replace(p.Text)
		if named {
			text = n.things.Replace(text)
		}
		if named && n.names != nil {
			text = n.names.ReplaceAllStringFunc(text, func(name string) string { return n.of[name] })
		}
		text = anAddress.ReplaceAllString(text, "an address")
		out[i].Text = aPath.ReplaceAllString(text, "${1}a path")
	}
	return out
}
