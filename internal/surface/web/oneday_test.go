package web_test

import (
	"context"
	"encoding/json"
	"html"
	"math"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw/text"
	"github.com/backsight/backsight/internal/surface/web"
)

// TestEverySurfaceShowsOneDay: the terminal, the page, its JSON and the status bar
// say the same of a day: the finding, the lanes, and what each kind of work took,
// counted by how sure it is that the person was there. On every day of every life;
// with -short, on some months of the first.
func TestEverySurfaceShowsOneDay(t *testing.T) {
	cast := lives.All()
	if testing.Short() {
		cast = cast[:1]
	}
	for _, l := range cast {
		t.Run(l.Name, func(t *testing.T) {
			t.Parallel()
			h := working(t, l)
			q, err := h.o.Question(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			all := when.Days{From: l.From, To: today + 7}
			if testing.Short() {
				all.From = today - 120
			}
			days, err := h.o.Desk.Reckoning().Days(context.Background(), h.grant, q, all)
			if err != nil {
				t.Fatal(err)
			}
			page := web.DayPage(h.o)
			sums := 0
			for _, d := range days {
				weighed(t, d, q.Instant)
				onTerminal(t, d, q)
				onPage(t, page, d)
				onStatus(t, d)
				unplanned(t, d)
				sums += len(d.Sums)
				if t.Failed() {
					break
				}
			}
			if len(days) != all.Len() || sums < len(days)/4 {
				t.Errorf("%d days of %d with %d sums: nothing is proved", len(days), all.Len(), sums)
			}
		})
	}
}

// weighed wants the sums of work with others to be the stints, each by its weight.
func weighed(t *testing.T, d reckon.Day, now when.Instant) {
	t.Helper()
	want := map[string]float64{}
	for _, s := range d.Stints {
		to := s.To
		if d.From <= now && now < d.To {
			to = min(to, now)
		}
		if to > s.From {
			want[s.Kind()] += s.Weight * float64(to-s.From) / float64(when.Minute)
		}
	}
	got := map[string]float64{}
	for _, s := range d.Sums {
		got[s.What] = s.Minutes
	}
	for _, what := range []string{"hand", "assisted", "unclear", "reviewing", "leading", "operating", "learning"} {
		if math.Abs(got[what]-want[what]) > 0.01 {
			t.Errorf("%s: %s is %g minutes, its stints by their weight make %g", d.Day, what, got[what], want[what])
		}
	}
	if math.Abs(d.HandsOn-want["hand"]-want["assisted"]) > 0.01 {
		t.Errorf("%s: %g minutes hands-on, its stints make %g", d.Day, d.HandsOn, want["hand"]+want["assisted"])
	}
}

func onTerminal(t *testing.T, d reckon.Day, q reckon.Question) {
	t.Helper()
	var b strings.Builder
	if err := text.DayLanes(&b, d, q.Habits.Zone(d.Day), text.Screen{Width: 1000}); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	says(t, d, "the terminal", text, d.Finding, d.Beside)
	for _, lane := range d.Lanes {
		says(t, d, "the terminal", text, "\n  "+lane.Words()+" ")
	}
	for _, s := range d.Sums {
		says(t, d, "the terminal", text, " "+s.Words+" "+say.Minutes(s.Minutes))
	}
	acts := gitActs(d)
	for _, act := range acts[:min(8, len(acts))] {
		says(t, d, "the terminal", text, "\n  "+act.Clock+"  "+act.Text)
	}
}

// actText is how every surface names an act: what it was, which commit, where.
var actText = regexp.MustCompile(`^(commit|merge|brought in|reviewed|written together|written by an assistant|import|empty commit|written by a program) [0-9a-f]{9} in [^:]+: `)

// gitActs are a day's acts in git, each of them recognisable, whose number the day's
// counts add up to.
func gitActs(d reckon.Day) (acts []reckon.Piece) {
	for _, lane := range d.Lanes {
		if lane.Name == logbook.LaneCommits {
			return lane.Pieces
		}
	}
	return nil
}

// unplanned wants every act to be recognisable and counted once, and nothing to be
// said of what no calendar tells.
func unplanned(t *testing.T, d reckon.Day) {
	t.Helper()
	acts := gitActs(d)
	for _, act := range acts {
		if !actText.MatchString(act.Text) || len(act.Clock) < 5 {
			t.Errorf("%s: an act is %q at %q", d.Day, act.Text, act.Clock)
		}
	}
	if g := d.Git; g != nil && g.Made+g.Merges+g.BroughtIn+g.Reviewed+g.Shared+g.Directed+g.Others != len(acts) || g == nil && len(acts) > 0 {
		t.Errorf("%s: %d acts are %+v", d.Day, len(acts), g)
	}
	if !d.Planned && len(d.Free) > 0 {
		t.Errorf("%s: no calendar tells of it, and it has %d free stretches", d.Day, len(d.Free))
	}
}

var sumItem = regexp.MustCompile(`<li><strong>([^<]*)</strong><span>(?:<svg.*?</svg>)?([^<]*)</span></li>`)

func onPage(t *testing.T, page func(http.ResponseWriter, *http.Request, reckon.Day), d reckon.Day) {
	t.Helper()
	w := httptest.NewRecorder()
	page(w, httptest.NewRequest(http.MethodGet, "/day/"+d.Day.String(), http.NoBody), d)
	text := html.UnescapeString(w.Body.String())
	says(t, d, "the page", strings.ReplaceAll(text, "\u00a0", " "), "<h1>"+d.Headed(d.Day.Time().Format("Mon 2 Jan 2006"))+"</h1>", strings.ReplaceAll(d.Beside, "`backsight connect editor`", "<code>backsight connect editor</code>"))
	for _, lane := range d.Lanes {
		says(t, d, "the page", text, ">"+lane.Words()+"</text>")
	}
	for _, act := range gitActs(d) {
		says(t, d, "the page", text, ">"+act.Clock+"</th><td>"+say.Upper(act.Text)+"</td>")
	}
	items := sumItem.FindAllStringSubmatch(text, -1)
	if len(items) != len(d.Sums) {
		t.Errorf("%s: the page has %d sums of %d", d.Day, len(items), len(d.Sums))
		return
	}
	for i, s := range d.Sums {
		if items[i][2] != s.Words || minutesIn(items[i][1]) != int(s.Minutes+.5) {
			t.Errorf("%s: the page says %q of %+v", d.Day, items[i][1:], s)
		}
	}
	w = httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, "/day/"+d.Day.String(), http.NoBody)
	r.Header.Set("Accept", "application/json")
	page(w, r, d)
	var got reckon.Day
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d.Sums, got.Sums) + cmp.Diff(d.Git, got.Git) + cmp.Diff(gitActs(d), gitActs(got)); diff != "" || got.Finding != d.Finding || got.HandsOn != d.HandsOn || got.WithOthers != d.WithOthers {
		t.Errorf("%s: the JSON says %q, %s", d.Day, got.Finding, diff)
	}
}

func onStatus(t *testing.T, d reckon.Day) {
	t.Helper()
	text := d.Status().Text()
	if d.Git != nil && len(d.Sums) == 0 {
		says(t, d, "the status bar", text, d.Git.Counts())
	}
	for _, s := range d.Sums {
		switch s.What {
		case "reviewing", "leading", "operating", "learning", "delegated":
			if s.Minutes >= 1 {
				says(t, d, "the status bar", text, say.Minutes(s.Minutes)+" "+s.Words)
			}
		}
	}
	if d.HandsOn >= 1 {
		says(t, d, "the status bar", text, say.Minutes(d.HandsOn)+" hands-on")
		says(t, d, "the finding", d.Finding, ": "+say.Minutes(d.HandsOn)+" in the work")
	}
}

func says(t *testing.T, d reckon.Day, who, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%s: %s does not say %q:\n%.2000s", d.Day, who, part, text)
		}
	}
}

var length = regexp.MustCompile(`^(?:(\d+)\x{a0}h)?(?:\x{a0}?(\d+)(?:\x{a0}min)?)?$`)

// minutesIn reads a length as the pages write it; -1 for what is none.
func minutesIn(text string) int {
	m := length.FindStringSubmatch(text)
	if m == nil {
		return -1
	}
	hours, _ := strconv.Atoi(m[1])
	minutes, _ := strconv.Atoi(m[2])
	return hours*60 + minutes
}

// TestTheWeekShowsItsDays: a line of the Week page says what its day says.
func TestTheWeekShowsItsDays(t *testing.T) {
	h := living(t, lives.All()[0]).heard(t)
	q, err := h.o.Question(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	days, err := h.o.Desk.Reckoning().Days(context.Background(), h.grant, q, when.Days{From: today - 4, To: today + 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range days {
		hands, met := web.WeekLine(h.o, httptest.NewRequest(http.MethodGet, "/week", http.NoBody), d)
		if minutesIn(hands) != int(d.HandsOn+.5) || minutesIn(met) != int(d.WithOthers+.5) || d.HandsOn == 0 || d.WithOthers == 0 {
			t.Errorf("%s: the week says %q and %q, the day %g and %g", d.Day, hands, met, d.HandsOn, d.WithOthers)
		}
	}
}
