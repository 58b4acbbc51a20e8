package svg

import (
	"cmp"
	"fmt"
	"html/template"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/surface/draw"
)

// HTML is the report as one page that needs nothing else: it opens offline,
// prints on paper, and works without scripts, of which it has none.
func HTML(r reckon.Report) (string, error) {
	var b strings.Builder
	if err := pageTemplate.Execute(&b, newPage(r)); err != nil {
		return "", fmt.Errorf("filling the page: %w", err)
	}
	return Clean(b.String()), nil
}

// PageStyle is the style of a page that needs nothing else, with its plots.
func PageStyle() string { return pageStyle + Style }

// Clean takes out of a page what is neither text nor markup, and what would turn
// the direction of writing of all that follows.
func Clean(page string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && draw.Moves(r) {
			return ' '
		}
		return r
	}, page)
}

// htmlPage is all that the template shows.
type htmlPage struct {
	Report   reckon.Report
	Style    template.CSS
	Whose    string
	Warnings []string
	Finding  string
	Rest     []string
	Seen     string
	Wide     template.HTML
	Small    template.HTML
	Turns    []string
	Clocks   []clockRow
	Measures []measureRow
	Sources  []sourceRow
	Weeks    []reckon.Reading
	Hidden   int // sources not shown
}

type clockRow struct{ Name, Since, Usual, Alarm string }

// measureRow is a measure: its finding, but of the headline, which heads the page; with
// what it is compared where it has a reference of its own.
type measureRow struct{ Name, Sphere, Finding, Ref, Means, Not string }

type sourceRow struct{ Name, Where, Counts, Sphere string }

func newPage(r reckon.Report) htmlPage {
	p := htmlPage{Report: r, Style: template.CSS(pageStyle + Style), Whose: draw.Whose(r), Finding: "No evidence of yours could be read yet."}
	head, some := draw.Headline(r)
	if some {
		p.Finding = finding(r, head)
		p.Seen = draw.Seen(head, r)
		p.Wide = template.HTML(Plot(head, r, false, "w")) // made of escaped text and numbers only
		p.Small = template.HTML(Plot(head, r, true, "s")) // the same
		for i, t := range head.Backsight.TurnsOrNone() {
			p.Turns = append(p.Turns, strings.TrimPrefix(draw.TurnWords(i, t, head), fmt.Sprintf("Turn %d, ", i+1)))
		}
	}
	for _, c := range r.Warnings() {
		p.Warnings = append(p.Warnings, c.Text.String())
	}
	beside := func(c reckon.Claim) bool { return c.Kind == report.Pause || c.Kind == report.Summed }
	for _, c := range r.Claims {
		if (c.About == head.Name || beside(c)) && c.Kind != report.Warning && c.Turn == 0 && c.Text.String() != p.Finding {
			p.Rest = append(p.Rest, c.Text.String())
		}
	}
	p.Clocks, p.Measures = clockRows(r), measureRows(r)
	if some {
		p.Weeks = []reckon.Reading{head} // the others would make the page ten times as long
	}
	p.Sources, p.Hidden = sourceRows(r)
	return p
}

func clockRows(r reckon.Report) (out []clockRow) {
	for _, group := range look.Together(r.Clocks) {
		row := clockRow{Name: look.TogetherWords(group), Since: draw.DaysAgo(group[0]), Usual: cmp.Or(draw.Usual(group), "too few times to tell")}
		if draw.Rings(group) {
			row.Alarm = "longer than usual"
		}
		out = append(out, row)
	}
	return out
}

func measureRows(r reckon.Report) (out []measureRow) {
	for i, m := range r.Measures {
		row := measureRow{look.Called(m.Name), m.Sphere, finding(r, m), draw.OwnReference(m), m.Means, m.Not}
		if i == 0 {
			row.Finding = "See above."
		}
		out = append(out, row)
	}
	return out
}

// shownSources is how many places a page lists before it only counts.
const shownSources = 50

func sourceRows(r reckon.Report) (out []sourceRow, hidden int) {
	for i, s := range r.Sources {
		if i == shownSources {
			return out, len(r.Sources) - shownSources
		}
		out = append(out, sourceRow{s.Name, s.Where, draw.Counts(s), s.Sphere})
	}
	return out, 0
}

var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{
	"words": func(s string) string { return strings.ReplaceAll(s, "_", " ") },
	"inc":   func(i int) int { return i + 1 },
	"day":   func(d when.Day) string { return d.String() },
	"value": func(v *float64) string {
		if v == nil {
			return "no evidence"
		}
		return say.Short(*v).String()
	},
}).Parse(pageText))

const pageText = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{{.Finding}}</title>
<style>{{.Style}}</style>
</head>
<body>
<main>
<p class="soft{{if .Report.Synthetic}} synthetic{{end}}">{{.Whose}}</p>
{{range .Warnings}}<p class="warning">{{.}}</p>
{{end}}<h1>{{.Finding}}</h1>
{{range .Rest}}<p>{{.}}</p>
{{end}}{{with .Seen}}<p class="soft">{{.}}</p>{{end}}
{{if .Wide}}<div class="card"><div class="wide">{{.Wide}}</div><div class="small">{{.Small}}</div>
<p class="soft key"><span>one dot: one week</span> <span>line and shade: the level with its interval</span> <span>gold: the reference</span> <span>hatched: no evidence</span></p></div>{{end}}
{{if .Turns}}<h2>Where it turned</h2>
<ol class="turns">{{range $i, $t := .Turns}}<li><b>{{inc $i}}</b> {{$t}}</li>
{{end}}</ol>{{end}}
{{with .Report.Reference}}<p class="soft">Reference: {{.From}} to {{.To}}, {{.Chosen}}: {{.Why}}.</p>{{end}}
{{if .Clocks}}<h2>Last times</h2>
<div class="scroll"><table><thead><tr><th scope="col">what</th><th scope="col">when</th><th scope="col">{{with .Report.Reference}}usually in {{.Days}}{{else}}usually{{end}}, in days with evidence</th><th scope="col"></th></tr></thead>
<tbody>{{range .Clocks}}<tr><th scope="row">{{.Name}}</th><td>{{.Since}}</td><td>{{.Usual}}</td><td>{{.Alarm}}</td></tr>
{{end}}</tbody></table></div>{{end}}
{{if .Report.Events}}<h2>Life events</h2>
<ul>{{range .Report.Events}}<li>{{.From}}{{with .To}} to {{.}}{{end}}: {{.Text}} ({{.Kind}})</li>
{{end}}</ul>{{end}}
{{if .Measures}}<h2>Every measure</h2>
<div class="scroll"><table><thead><tr><th scope="col">measure</th><th scope="col">sphere</th><th scope="col">finding</th><th scope="col">what it means and does not mean</th></tr></thead>
<tbody>{{range .Measures}}<tr><th scope="row">{{.Name}}</th><td>{{.Sphere}}</td><td>{{.Finding}}{{with .Ref}} <span class="soft">{{.}}</span>{{end}}</td><td class="soft">{{.Means}}. Not {{.Not}}.</td></tr>
{{end}}</tbody></table></div>{{end}}
<h2>What was imported</h2>
<div class="scroll"><table><thead><tr><th scope="col">source</th><th scope="col">where</th><th scope="col">what</th><th scope="col">sphere</th></tr></thead>
<tbody>{{range .Sources}}<tr><th scope="row">{{.Name}}</th><td>{{.Where}}</td><td>{{.Counts}}</td><td>{{.Sphere}}</td></tr>
{{end}}</tbody></table></div>{{with .Hidden}}<p class="soft">and {{.}} more places</p>{{end}}
{{if .Report.Limits}}<h2>What the data cannot tell</h2>
<ul>{{range .Report.Limits}}<li>{{.}}</li>
{{end}}</ul>{{end}}
{{range .Weeks}}<details><summary>The weeks of {{words .Name}} ({{.Sphere}}), {{.Unit}}</summary>
<div class="scroll"><table><thead><tr><th scope="col">week of</th><th scope="col" class="n">value</th><th scope="col" class="n">of</th></tr></thead>
<tbody>{{range .Series}}<tr><th scope="row">{{day .Week}}</th><td class="n">{{value .Value}}</td><td class="n">{{.Of}}</td></tr>
{{end}}</tbody></table></div></details>
{{end}}
<p class="soft">Backsight, engine {{.Report.Engine.Version}}, data {{printf "%.12s" .Report.Engine.Data}}.</p>
</main>
</body>
</html>
`
