package day

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Git is what the commits of a day, or of some days, come to, each work once: those
// made, merges, commits of others that the person brought in or reviewed, those
// written together with somebody, those an assistant wrote, and others, which make no
// day. HandsOn says that the day counts as one; Days counts such days.
type Git struct {
	HandsOn      bool     `json:"hands_on"`
	Days         int      `json:"hands_on_days"`
	Made         int      `json:"made"`
	Merges       int      `json:"merges"`
	BroughtIn    int      `json:"brought_in"`
	Reviewed     int      `json:"reviewed"`
	Shared       int      `json:"shared"`
	Directed     int      `json:"directed"`
	Others       int      `json:"others"`
	Repositories []string `json:"repositories"` // those with most first
}

// gitOf sums up the acts of a day; nil where there are none.
func gitOf(acts []timeline.Act) *Git {
	if len(acts) == 0 {
		return nil
	}
	g, in := &Git{Repositories: []string{}}, map[string]int{}
	for _, a := range acts {
		*g.count(a)++
		for _, p := range a.Places {
			in[p]++
		}
	}
	if g.HandsOn = g.Made > 0; g.HandsOn {
		g.Days = 1
	}
	for p := range in {
		g.Repositories = append(g.Repositories, p)
	}
	slices.SortFunc(g.Repositories, func(a, b string) int { return cmp.Or(cmp.Compare(in[b], in[a]), cmp.Compare(a, b)) })
	return g
}

// count is the one count to which an act belongs.
func (g *Git) count(a timeline.Act) *int {
	switch {
	case !a.Counts:
		return &g.Others
	case a.Rule == timeline.RuleDirected:
		return &g.Directed
	case a.Rule == timeline.RuleIntegrate:
		return &g.BroughtIn
	case a.Rule == timeline.RuleReviewed:
		return &g.Reviewed
	case a.Rule == timeline.RuleShared:
		return &g.Shared
	case a.Rule == timeline.RuleMerge:
		return &g.Merges
	}
	return &g.Made
}

// GitOf sums up some days; nil where git tells of none of them.
func GitOf(days []Day) *Git {
	var sum *Git
	for _, d := range days {
		if d.Git == nil {
			continue
		}
		if sum == nil {
			sum = &Git{Repositories: []string{}}
		}
		sum.add(*d.Git)
	}
	return sum
}

func (g *Git) add(o Git) {
	g.HandsOn = g.HandsOn || o.HandsOn
	g.Days += o.Days
	g.Made += o.Made
	g.Merges += o.Merges
	g.BroughtIn += o.BroughtIn
	g.Reviewed += o.Reviewed
	g.Shared += o.Shared
	g.Directed += o.Directed
	g.Others += o.Others
	for _, r := range o.Repositories {
		if !slices.Contains(g.Repositories, r) {
			g.Repositories = append(g.Repositories, r)
		}
	}
}

// Words are the counts with what they make: "a hands-on day: 5 commits made, 4 merges,
// 2 of others brought in (lantern)".
func (g Git) Words() string {
	text := g.Counts()
	switch {
	case g.Days > 1:
		text = fmt.Sprintf("%d hands-on days: %s", g.Days, text)
	case g.HandsOn:
		text = "a hands-on day: " + text
	}
	if n := len(g.Repositories); n > namedPlaces {
		return fmt.Sprintf("%s (%s and %d more)", text, strings.Join(g.Repositories[:namedPlaces-1], ", "), n-namedPlaces+1)
	} else if n > 0 {
		text += " (" + strings.Join(g.Repositories, ", ") + ")"
	}
	return text
}

// namedPlaces is how many repositories are named; of more, the first and how many more.
const namedPlaces = 3

// Counts are the counts that are not nought, in words.
func (g Git) Counts() string {
	var parts []string
	add := func(n int, one, many string) {
		if n > 0 {
			parts = append(parts, say.Count(n, one, many))
		}
	}
	add(g.Made, "commit made", "commits made")
	add(g.Merges, "merge", "merges")
	add(g.BroughtIn, "of others brought in", "of others brought in")
	add(g.Reviewed, "of others reviewed", "of others reviewed")
	add(g.Shared, "written together with others", "written together with others")
	add(g.Directed, "written by an assistant", "written by an assistant")
	add(g.Others, "that makes no day", "that make no day")
	return strings.Join(parts, ", ")
}

// shortID is as much of a commit's id as tells it apart in one repository.
const shortID = 9

// actName says what was done, by which commit, where: "merge 1a2b3c4d5 in lantern".
func actName(a timeline.Act) string {
	name := actWords[a.Rule.ID]
	if name == "" {
		name = "commit"
	}
	if a.Object != "" {
		name += " " + a.Object[:min(shortID, len(a.Object))]
	}
	if len(a.Places) > 0 {
		name += " in " + say.List(a.Places)
	}
	return name
}

// actWords are what is done by a commit, by the rule that says so, where it is no
// plain one.
var actWords = map[string]string{
	timeline.RuleMerge.ID: "merge", timeline.RuleIntegrate.ID: "brought in", timeline.RuleReviewed.ID: "reviewed",
	timeline.RuleShared.ID: "written together", timeline.RuleDirected.ID: "written by an assistant",
	timeline.RuleRoutine.ID: "made by a program", timeline.RuleImport.ID: "import", timeline.RuleEmpty.ID: "empty commit", timeline.RuleBot.ID: "written by a program",
}

// clockOf is the time of an act by its own clock, with the offset where that is not
// the one at home.
func clockOf(a timeline.Act, home *time.Location) string {
	here := a.At.In(home)
	own := here
	if at, err := time.Parse("-07:00", a.Zone); err == nil {
		_, east := at.Zone()
		own = a.At.In(time.FixedZone("", east))
	}
	_, away := own.Zone()
	if _, east := here.Zone(); away == east {
		return here.Format("15:04")
	}
	return own.Format("15:04 -07:00")
}
