package svg_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/surface/draw/drawtest"
	"github.com/backsight/backsight/internal/surface/draw/svg"
)

// fatal is what a testing.T and a rapid.T share.
type fatal interface {
	Fatalf(string, ...any)
}

// elements are those of a document that must be well formed, each with its
// attributes and the text right inside it.
type element struct {
	name string
	attr map[string]string
	text string
}

func elements(t fatal, text string) (all []element) {
	d := xml.NewDecoder(strings.NewReader(text))
	var open []int
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("it is not well formed: %v\n%s", err, text)
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := element{name: token.Name.Local, attr: map[string]string{}}
			for _, a := range token.Attr {
				if _, twice := e.attr[a.Name.Local]; twice {
					t.Fatalf("%s has %s twice", e.name, a.Name.Local)
				}
				e.attr[a.Name.Local] = a.Value
			}
			open, all = append(open, len(all)), append(all, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				all[open[len(open)-1]].text += string(token)
			}
		}
	}
}

// drawn are all elements a plot is made of; nothing else may be in one, whatever
// the texts say.
var drawn = map[string]bool{
	"svg": true, "title": true, "desc": true, "style": true, "defs": true, "pattern": true, "line": true,
	"rect": true, "circle": true, "text": true, "path": true, "g": true,
}

// A picture of any report is well formed, made of shapes and words alone, has
// ids of its own, and names itself to those who do not see it.
func TestSVGIsWellFormed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawtest.AnyReport.Draw(t, "report")
		text := svg.SVG(r) + "\n"
		all := elements(t, text)
		ids := map[string]element{}
		for _, e := range all {
			if !drawn[e.name] {
				t.Fatalf("there is a <%s> in the picture", e.name)
			}
			for name, value := range e.attr {
				if strings.HasPrefix(name, "on") || strings.Contains(name, "href") {
					t.Fatalf("<%s> has %s=%q", e.name, name, value)
				}
				if strings.Contains(value, "NaN") || strings.Contains(value, "Inf") {
					t.Fatalf("<%s> has %s=%q", e.name, name, value)
				}
			}
			if id := e.attr["id"]; id != "" {
				if _, twice := ids[id]; twice {
					t.Fatalf("two elements are called %s", id)
				}
				ids[id] = e
			}
		}
		for id := range strings.FieldsSeq(all[0].attr["aria-labelledby"]) {
			if _, some := ids[id]; !some {
				t.Fatalf("what names the picture, %s, is not there", id)
			}
		}
		if all[0].attr["role"] != "img" || len(strings.Fields(all[0].attr["aria-labelledby"])) != 2 {
			t.Fatalf("it is no picture to those who do not see it: %v", all[0].attr)
		}
	})
}

// A title that is markup is words.
func TestHostileTitlesAreWords(t *testing.T) {
	r := drawtest.Frozen(t, "parent-on-leave")
	title := `</title></svg><script>alert(1)</script>" onload="x`
	r.Claims[0].Text = say.Plain(title)
	r.Events[0].Text = title
	found := 0
	for _, e := range elements(t, svg.SVG(r)) {
		if e.name == "title" && strings.Contains(e.text, title) {
			found++
		}
	}
	if found != 2 {
		t.Errorf("%d titles say what the texts say, of the picture's and the event's", found)
	}
}

// path are the points of a path, a list for each stroke of the pen.
func strokes(t *testing.T, d string) (all [][]float64) {
	for _, m := range regexp.MustCompile(`([ML])(-?[0-9.]+) (-?[0-9.]+)`).FindAllStringSubmatch(d, -1) {
		x, err := strconv.ParseFloat(m[2], 64)
		if err != nil {
			t.Fatal(err)
		}
		if m[1] == "M" {
			all = append(all, nil)
		}
		all[len(all)-1] = append(all[len(all)-1], x)
	}
	return all
}

// No line of the level and no shade of it crosses weeks nobody saw; each hole is
// hatched.
func TestHolesAreNotCrossed(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := reckon.Reading{Name: "hands_on_days", Unit: "days/week", Sphere: "all"}
		var holes []int
		for i := range rapid.IntRange(2, 60).Draw(rt, "weeks") {
			w := reckon.Week{Week: when.Date(2017, 1, 2) + when.Day(7*i)}
			if rapid.IntRange(0, 4).Draw(rt, "hole") > 0 {
				v := 2.0
				w.Value, w.Of, w.Seen, w.Level = &v, 7, 1, &reckon.Range{Value: 2, Low: 1, High: 3}
			} else {
				holes = append(holes, i)
			}
			m.Series = append(m.Series, w)
		}
		const left, right = 46.0, 1040.0 - 16 // of the plot
		middle := func(week int) float64 { return left + (right-left)*(float64(week)+0.5)/float64(len(m.Series)) }
		hatched := 0
		for _, e := range elements(rt, svg.SVG(reckon.Report{Measures: []reckon.Reading{m}})) {
			switch e.attr["class"] {
			case "bs-level", "bs-band":
				for _, stroke := range strokes(t, e.attr["d"]) {
					for _, hole := range holes {
						if x := middle(hole); stroke[0] < x && x < maximum(stroke) {
							rt.Fatalf("%s goes from %.1f to %.1f, over the hole at %.1f", e.attr["class"], stroke[0], maximum(stroke), x)
						}
					}
				}
			case "bs-hole":
				x, _ := strconv.ParseFloat(e.attr["x"], 64)
				width, _ := strconv.ParseFloat(e.attr["width"], 64)
				for _, hole := range holes {
					if x < middle(hole) && middle(hole) < x+width {
						hatched++
					}
				}
			}
		}
		if hatched != len(holes) {
			rt.Fatalf("%d of %d weeks that nobody saw are hatched", hatched, len(holes))
		}
	})
}

func maximum(xs []float64) float64 {
	m := xs[0]
	for _, x := range xs {
		m = max(m, x)
	}
	return m
}

// The page says the finding as its one heading, runs nothing, loads nothing, and
// tells every table's rows and columns.
func TestThePageOfEveryLife(t *testing.T) {
	drawtest.Each(t, func(t *testing.T, _ string, r reckon.Report) {
		page, err := svg.HTML(r)
		if err != nil {
			t.Fatal(err)
		}
		once := func(pattern string, want int) {
			t.Helper()
			if got := len(regexp.MustCompile(pattern).FindAllString(page, -1)); got != want {
				t.Errorf("%s stands %d times, want %d", pattern, got, want)
			}
		}
		once(`<h1[ >]`, 1)
		once(`<main[ >]`, 1)
		once(`<script|javascript:|\son[a-z]+=`, 0)
		once(`<(link|img|iframe|object|embed|base|form)[ >]|@import|url\(["']?(http|//)|\s(src|href)=`, 0)
		once(`<th>|<th [^s]`, 0)
		once(`<table>`, strings.Count(page, "<thead><tr><th scope=\"col\""))
		if !strings.Contains(page, "<h1>"+htmlText(r.Claims[0].Text.String())+"</h1>") {
			t.Error("the heading is not the finding")
		}
		ids := map[string]bool{}
		for _, m := range regexp.MustCompile(`\sid="([^"]*)"`).FindAllStringSubmatch(page, -1) {
			if ids[m[1]] {
				t.Errorf("two elements are called %s", m[1])
			}
			ids[m[1]] = true
		}
		if len(ids) == 0 || !strings.Contains(page, "default-src 'none'") {
			t.Error("there is no picture in it, or no policy")
		}
		weeks := regexp.MustCompile(`<th scope="row">\d{4}-\d\d-\d\d</th>`).FindAllString(page, -1)
		if len(weeks) != len(r.Measures[0].Series) {
			t.Errorf("%d weeks of %d stand in its table", len(weeks), len(r.Measures[0].Series))
		}
	})
}

func htmlText(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", "'", "&#39;", "+", "&#43;", `"`, "&#34;").Replace(s)
}

// Whatever a report holds becomes no markup of the page.
func TestHostileTextsAreNoMarkup(t *testing.T) {
	tags := regexp.MustCompile(`<\s*/?\s*([a-zA-Z0-9!]+)`)
	known := map[string]bool{}
	for name := range drawn {
		known[name] = true
	}
	for name := range strings.FieldsSeq("!doctype html head meta title style body main p h1 h2 div span ol ul li b table thead tbody tr th td details summary") {
		known[name] = true
	}
	rapid.Check(t, func(t *rapid.T) {
		page, err := svg.HTML(drawtest.AnyReport.Draw(t, "report"))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range tags.FindAllStringSubmatch(page, -1) {
			if !known[strings.ToLower(m[1])] {
				t.Fatalf("there is a <%s> in the page", m[1])
			}
		}
		if n := strings.Count(page, "<h1>"); n != 1 {
			t.Fatalf("it has %d headings", n)
		}
		for _, c := range page {
			if c == 0 || c == 0x1b {
				t.Fatalf("%U stands in the page", c)
			}
		}
	})
}

// palettes are the colours of a style by name: for a light screen, a dark one
// and print.
func palettes(t *testing.T, style string) []map[string]string {
	var all []map[string]string
	for _, block := range regexp.MustCompile(`\{(--paper[^}]*)\}|\{[^{}]*?(--paper:[^}]*)\}`).FindAllStringSubmatch(style, -1) {
		colours := map[string]string{}
		for _, m := range regexp.MustCompile(`--([a-z]+):(#[0-9a-f]{3,6})`).FindAllStringSubmatch(block[1]+block[2], -1) {
			colours[m[1]] = m[2]
		}
		all = append(all, colours)
	}
	if len(all) < 2 {
		t.Fatalf("%d palettes are in the style", len(all))
	}
	return all
}

// luminance and contrast are WCAG 2.2's, of "relative luminance" and "contrast
// ratio".
func luminance(rgb [3]float64) float64 {
	for i, c := range rgb {
		if c <= 0.04045 {
			rgb[i] = c / 12.92
		} else {
			rgb[i] = math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*rgb[0] + 0.7152*rgb[1] + 0.0722*rgb[2]
}

func contrast(a, b [3]float64) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func rgb(t *testing.T, text string) (c [3]float64) {
	t.Helper()
	if len(text) == 4 {
		text = fmt.Sprintf("#%[1]c%[1]c%[2]c%[2]c%[3]c%[3]c", text[1], text[2], text[3])
	}
	for i := range c {
		n, err := strconv.ParseUint(text[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatalf("%q is no colour", text)
		}
		c[i] = float64(n) / 255
	}
	return c
}

// over is a colour laid over another one with an opacity.
func over(top, ground [3]float64, opacity float64) (c [3]float64) {
	for i := range c {
		c[i] = top[i]*opacity + ground[i]*(1-opacity)
	}
	return c
}

// Every text can be read on all that may lie beneath it (WCAG 2.2 AA, 1.4.3:
// 4.5 to 1), and every line that says something be told from the paper (1.4.11:
// 3 to 1).
func TestTextCanBeRead(t *testing.T) {
	page, err := svg.HTML(drawtest.Frozen(t, "steady-hand"))
	if err != nil {
		t.Fatal(err)
	}
	style, _, _ := strings.Cut(page[strings.Index(page, "<style>"):], "</style>")
	cards := palettes(t, style[:strings.Index(style, ".bs-plot")])
	for i, p := range palettes(t, svg.Style) {
		paper := rgb(t, p["paper"])
		grounds := map[string][3]float64{"paper": paper, "the reference": over(rgb(t, p["ref"]), paper, 0.26)}
		if i < len(cards) {
			grounds["a card"] = rgb(t, cards[i]["card"])
		}
		for name, ground := range grounds {
			for _, ink := range []string{"soft", "refink", "turn", "life"} {
				if c := contrast(rgb(t, p[ink]), ground); c < 4.5 {
					t.Errorf("palette %d: %s on %s has a contrast of %.2f", i, ink, name, c)
				}
			}
			if c := contrast(rgb(t, p["level"]), ground); c < 3 {
				t.Errorf("palette %d: the level on %s has a contrast of %.2f", i, name, c)
			}
		}
		for _, mark := range []string{"turn", "soft"} {
			if c := contrast(paper, rgb(t, p[mark])); c < 4.5 {
				t.Errorf("palette %d: a number on a mark of %s has a contrast of %.2f", i, mark, c)
			}
		}
	}
	for i, p := range cards {
		for _, ink := range []string{"ink", "soft", "turn", "link"} {
			for _, ground := range []string{"paper", "card"} {
				if c := contrast(rgb(t, p[ink]), rgb(t, p[ground])); c < 4.5 {
					t.Errorf("page %d: %s on %s has a contrast of %.2f", i, ink, ground, c)
				}
			}
		}
	}
}

// TestTurnsAreRed: a change of source alone is grey.
func TestTurnsAreRed(t *testing.T) {
	for rule, colour := range map[string]string{"\n.bs-turnbar{": "--turn", "\n.bs-source .bs-turnbar{": "--soft", "\n.bs-mark{": "--turn", "\n.bs-source .bs-mark{": "--soft"} {
		_, rest, found := strings.Cut(svg.Style, rule)
		body, _, _ := strings.Cut(rest, "}")
		if !found || !strings.Contains(body, "var("+colour+")") || strings.Count(svg.Style, rule) != 1 {
			t.Errorf("%s is %q, once %v, and should be %s", strings.TrimSpace(rule), body, found, colour)
		}
	}
}

func TestNothingToDraw(t *testing.T) {
	r := reckon.Report{Person: reckon.Person{Chosen: "given"}}
	if picture := svg.SVG(r); picture != "" {
		t.Errorf("of nothing it draws %q", picture)
	}
	if page, err := svg.HTML(r); err != nil || !strings.Contains(page, "<h1>No evidence of yours could be read yet.</h1>") {
		t.Errorf("the page is %v, %s", err, page)
	}
}

// The headline stands once, as the heading, besides the title of the window; what makes
// it doubtful stands before it, sums by month of other measures below, and a measure
// with a reference of its own names it in its row.
func TestThePageSaysEachThingOnce(t *testing.T) {
	r := drawtest.Frozen(t, "steady-hand")
	r.Claims = append(slices.Clone(r.Claims),
		reckon.Claim{Text: say.Plain("Only 8 of 99,429 commits read are yours."), About: r.Measures[0].Name, Kind: report.Warning, Sphere: "all"},
		reckon.Claim{Text: say.Plain("By hand: Sep 10.6 h a week, Oct 15.9."), About: "hand_hours", Kind: report.Summed, Sphere: "all"})
	r.Measures = slices.Clone(r.Measures)
	own := &reckon.RefRange{From: when.Date(2018, 1, 1), To: when.Date(2018, 12, 31), Chosen: "own", Why: "your reference did not see it: the first year"}
	r.Measures[1].Reference = own
	page, err := svg.HTML(r)
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(page, "<body>")
	for text, want := range map[string]int{
		htmlText(r.Claims[0].Text.String()): 1, "Only 8 of 99,429 commits read are yours.": 1, "By hand: Sep 10.6 h a week, Oct 15.9.": 1,
		"Compared with 2018: your reference did not see it.": 1,
	} {
		if n := strings.Count(body, text); n != want {
			t.Errorf("%q stands %d times, want %d", text, n, want)
		}
	}
	if strings.Index(body, "Only 8 of") > strings.Index(body, "<h1>") {
		t.Error("the warning stands below the heading")
	}
}
