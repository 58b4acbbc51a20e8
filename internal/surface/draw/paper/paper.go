// Package paper draws a letter as text for a terminal or a mail, as Markdown, and as a
// page that needs nothing else.
package paper

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/reckon/letter"
	"github.com/backsight/backsight/internal/surface/draw"
	"github.com/backsight/backsight/internal/surface/draw/svg"
	"github.com/backsight/backsight/internal/surface/draw/text"
)

// part is one part of a letter under its heading.
type part struct {
	Heading string
	Lines   []string
}

// Title is what a letter is about.
func Title(l letter.Letter) string {
	from, last := l.Period.From, l.Period.Last()
	switch l.Length {
	case letter.Month:
		return from.Time().Format("January 2006")
	case letter.Year:
		return from.Time().Format("2006")
	}
	_, week := from.Time().ISOWeek()
	return fmt.Sprintf("Week %d, %s to %s", week, from, last)
}

// parts are the parts that have anything to say.
func parts(l letter.Letter) (out []part) {
	for _, p := range []part{
		{"What moved", words(l.Moved)}, {"New", words(l.New)}, {"What you said", plain(l.Said)}, {"What did not move", words(l.Same)},
	} {
		if len(p.Lines) > 0 {
			out = append(out, p)
		}
	}
	return out
}

func words(some []say.Text) (out []string) {
	for _, t := range some {
		out = append(out, draw.PlainText(t.String()))
	}
	return out
}

func plain(some []string) (out []string) {
	for _, t := range some {
		out = append(out, draw.PlainText(t))
	}
	return out
}

// Text is the letter for a terminal or a mail, with the picture in blocks.
func Text(l letter.Letter, s text.Screen) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", Title(l))
	wrapped := func(lead, line string) { _ = text.Wrapped(&b, lead, line, s) } // a Builder takes all
	for _, p := range parts(l) {
		fmt.Fprintf(&b, "\n%s\n", p.Heading)
		for _, line := range p.Lines {
			wrapped("  - ", line)
		}
	}
	if picture := blocks(l, s); picture != "" {
		fmt.Fprintf(&b, "\n%s", picture)
	}
	b.WriteString("\nOne question\n")
	wrapped("  ", draw.PlainText(l.Ask.String()))
	if len(l.Limits) > 0 {
		b.WriteString("\nWhat the data cannot tell\n")
		for _, line := range words(l.Limits) {
			wrapped("  - ", line)
		}
	}
	return b.String()
}

func blocks(l letter.Letter, s text.Screen) string {
	head, some := draw.Headline(l.Report)
	if !some {
		return ""
	}
	return text.Blocks(head, l.Report.RefOf(head), l.Report.Events, s)
}

// Markdown is the letter as Markdown, with the picture as a block of text.
func Markdown(l letter.Letter) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", Title(l))
	for _, p := range append(parts(l), part{"What the data cannot tell", words(l.Limits)}) {
		if len(p.Lines) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n## %s\n\n", p.Heading)
		for _, line := range p.Lines {
			fmt.Fprintf(&b, "- %s\n", escaped(line))
		}
	}
	fmt.Fprintf(&b, "\n## One question\n\n%s\n", escaped(draw.PlainText(l.Ask.String())))
	if picture := blocks(l, text.Screen{Width: 80}); picture != "" {
		fmt.Fprintf(&b, "\n```\n%s```\n", picture)
	}
	return b.String()
}

// escaped keeps what a person or a calendar wrote from being markup.
func escaped(line string) string {
	return strings.NewReplacer("\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "[", "\\[", "]", "\\]", "<", "&lt;", "|", "\\|", "#", "\\#").Replace(line)
}

// HTML is the letter as one page that needs nothing else.
func HTML(l letter.Letter) (string, error) {
	data := struct {
		Title       string
		Style       template.CSS
		Parts       []part
		Ask         string
		Limits      []string
		Wide, Small template.HTML
	}{Title: Title(l), Style: template.CSS(svg.PageStyle()), Parts: parts(l), Ask: l.Ask.String(), Limits: words(l.Limits)}
	if head, some := draw.Headline(l.Report); some {
		data.Wide = template.HTML(svg.Plot(head, l.Report, false, "w")) // made of escaped text and numbers only
		data.Small = template.HTML(svg.Plot(head, l.Report, true, "s")) // the same
	}
	var b bytes.Buffer
	if err := page.Execute(&b, data); err != nil {
		return "", fmt.Errorf("filling the letter: %w", err)
	}
	return svg.Clean(b.String()), nil
}

var page = template.Must(template.New("letter").Parse(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{{.Title}}</title>
<style>{{.Style}}</style>
</head>
<body>
<main>
<h1>{{.Title}}</h1>
{{range .Parts}}<h2>{{.Heading}}</h2>
<ul>{{range .Lines}}<li>{{.}}</li>
{{end}}</ul>
{{end}}{{if .Wide}}<div class="card"><div class="wide">{{.Wide}}</div><div class="small">{{.Small}}</div></div>
{{end}}<h2>One question</h2>
<p>{{.Ask}}</p>
{{if .Limits}}<h2>What the data cannot tell</h2>
<ul class="soft">{{range .Limits}}<li>{{.}}</li>
{{end}}</ul>{{end}}
</main>
</body>
</html>
`))
