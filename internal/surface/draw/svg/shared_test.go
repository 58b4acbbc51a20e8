package svg_test

import (
	"encoding/json"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw"
	"github.com/backsight/backsight/internal/surface/draw/drawtest"
	"github.com/backsight/backsight/internal/surface/draw/svg"
)

// A page to share tells of nobody: no name, address, path or repository stands in it,
// in no title, tooltip or label either, whatever the report holds. Its numbers are
// those of the report.
func TestASharedPageTellsOfNobody(t *testing.T) {
	drawtest.Each(t, func(t *testing.T, _ string, r reckon.Report) {
		r.Synthetic = false
		r.Person.Uncounted = []reckon.Uncounted{{Name: "Zoe Quark", Email: "zoe@quark.example", Where: []string{"lantern"}}}
		r.Sources = append(slices.Clone(r.Sources),
			reckon.Source{Name: "git", Where: "~/src/secret-lantern.git", Counts: "commits"},
			reckon.Source{Name: "git", Where: `C:\Users\zoe\harpsichord`, Counts: "commits"},
			reckon.Source{Name: "git", Where: "~/My Drawer/cello box", Counts: "commits"},
			reckon.Source{Name: "calendar", Where: "https://cal.example.org/zoe@quark.example/basic.ics", Counts: "events"})
		r.Reference = &reckon.RefRange{From: when.Date(2016, 1, 1), To: when.Date(2016, 12, 31), Chosen: "fixed", Why: "before Zoe Quark led secret-lantern"}
		r.Events = append(slices.Clone(r.Events), reckon.Event{From: when.Date(2019, 1, 1), Kind: "family", Text: "Zoe Quark was born"})
		r.Limits = append(slices.Clone(r.Limits), say.F("%s is a shallow clone: commits before %s are missing.", "~/src/secret-lantern.git", when.Date(2017, 1, 1)),
			say.Plain("~/My Drawer/cello box is a shallow clone: commits before it are missing."), say.Plain("2 rows in /home/zoe/x.ics could not be read; ask zoe@quark.example."))
		r.Measures = slices.Clone(r.Measures)
		b := *r.Measures[0].Backsight
		b.Turns = append(slices.Clone(b.Turns), reckon.Turn{At: when.Date(2018, 1, 1), Low: when.Date(2018, 1, 1), High: when.Date(2018, 1, 1), Kind: "step", Carried: []reckon.Carried{
			{What: "repository", Name: "secret-lantern", Change: "begins"}, {What: "series", Name: "Quark staff (weekly)", Change: "rose"}, {What: "event", Name: "Zoe moved", Change: "begins"}, {What: "language", Name: "Go", Change: "ends"},
		}})
		r.Measures[0].Backsight = &b
		r.Claims = append(slices.Clone(r.Claims), reckon.Claim{Text: say.Plain("About then secret-lantern began and harpsichord ended, Quark staff (weekly) rose, Zoe moved."), About: r.Measures[0].Name, Sphere: "all", Turn: 1})
		before, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		shared := draw.Shared(r)
		page, err := svg.HTML(shared)
		if err != nil {
			t.Fatal(err)
		}
		whole, err := json.Marshal(shared)
		if err != nil {
			t.Fatal(err)
		}
		for what, text := range map[string]string{"page": page, "picture": svg.SVG(shared), "JSON": string(whole)} {
			silent(t, what, style.ReplaceAllString(text, ""), r)
		}
		if !strings.Contains(page, "repository 4") || !strings.Contains(page, "calendar 2") {
			t.Error("its places have no numbers")
		}
		if after, _ := json.Marshal(r); string(after) != string(before) {
			t.Error("the report that was given is another now")
		}
		for i := range b.Turns {
			shared.Measures[0].Backsight.Turns[i].Carried = b.Turns[i].Carried
		}
		if diff := cmp.Diff(r.Measures, shared.Measures); diff != "" {
			t.Errorf("the numbers are others:\n%s", diff)
		}
	})
}

var (
	style  = regexp.MustCompile(`(?s)<style>.*?</style>`)
	prefix = regexp.MustCompile(`(^|[\s"(>:])(~/|/[a-z]+/|[A-Z]:\\)`)
)

// silent wants a text to hold nothing that tells of the person of a report.
func silent(t *testing.T, what, text string, r reckon.Report) {
	t.Helper()
	secrets := append([]string{"@", "Zoe", "zoe", "quark", "Quark", "secret-lantern", "harpsichord", "lantern", "Drawer", "cello"}, r.Person.Names...)
	for _, s := range r.Sources {
		secrets = append(secrets, s.Where, strings.TrimSuffix(path.Base(s.Where), ".ics"))
	}
	for _, e := range r.Events {
		if strings.Contains(e.Text, " ") {
			secrets = append(secrets, e.Text)
		}
	}
	for _, secret := range secrets {
		if i := strings.Index(text, secret); i >= 0 && secret != "calendar" {
			t.Errorf("in the %s stands %q: …%.120s", what, secret, text[max(0, i-40):])
		}
	}
	if at := prefix.FindStringIndex(text); at != nil {
		t.Errorf("in the %s stands a path: …%.120s", what, text[max(0, at[0]-40):])
	}
}

// A picture of little more than a year names months, a longer one years.
func TestAShortPictureNamesMonths(t *testing.T) {
	of := func(weeks int) string {
		r := drawtest.Frozen(t, "steady-hand")
		m := r.Measures[0]
		m.Series = m.Series[:weeks]
		m.Backsight = nil
		r.Measures = []reckon.Reading{m}
		return svg.Plot(m, r, false, "x")
	}
	if got := of(13); !strings.Contains(got, ">Feb</text>") || strings.Contains(got, ">2016</text>") {
		t.Error("13 weeks name no months")
	}
	if got := of(120); strings.Contains(got, ">Feb</text>") || !strings.Contains(got, ">2017</text>") {
		t.Error("120 weeks name no years")
	}
}

// A week of git alone has its commits drawn, each by its own clock.
func TestAWeekShowsWhatWasDoneInGit(t *testing.T) {
	monday := when.Date(2026, 11, 16)
	at := (monday + 1).At(time.UTC, 2*60)
	d := reckon.Day{Day: monday, From: monday.At(time.UTC, 0), To: (monday + 1).At(time.UTC, 0), Lanes: []reckon.Lane{
		{Name: "git", Pieces: []reckon.Piece{{From: at, To: at, Clock: "22:00 -04:00", Text: "commit 1a2b3c4d5 in lantern: one"}}},
	}}
	got := svg.Week([]reckon.Day{d}, func(when.Day) *time.Location { return time.UTC }, (monday+2).At(time.UTC, 0), false, "w")
	if !strings.Contains(got, `class="bs-act"`) || !strings.Contains(got, "<title>22:00 -04:00 commit 1a2b3c4d5 in lantern: one</title>") || !strings.Contains(got, ">22</text>") || strings.Contains(got, ">24</text>") {
		t.Errorf("it is %s", got)
	}
}
