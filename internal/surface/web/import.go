package web

import (
	"context"
	"fmt"
	"net/http"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/editor"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

// importPage has no line in the menu: the first run leads to it. What is imported
// runs as the job, of which /import/events tells.
func importPage(run *frame.Job) frame.Page {
	return frame.Page{
		Name: "import", Plain: true, Streams: map[string]http.Handler{"events": run},
		Show: func(a *frame.Ask) (frame.View, error) { return importing(a, run) },
		Acts: map[string]frame.Act{"start": func(a *frame.Ask) (string, error) { return startImport(a, run) }},
	}
}

// importView is what the Import page draws.
type importView struct {
	Found   []Found
	CanRead bool
	Running bool
	Over    bool
	Now     desk.Progress
	Part    string
	Errors  []string
}

// Found is something on this machine that could be read.
type Found struct {
	Source string // "git", "calendar", "Claude Code"
	What   string // "41 places: backsight, dotfiles, notes and 38 more"
	Since  string // "2014 to today", "" where that is not known
}

// atHome is what lies at home that could be read, and who could be asked to send.
func atHome(a *frame.Ask) ([]Found, error) {
	return frame.Once(a, "found", func(ctx context.Context) ([]Found, error) { return found(ctx, a.Desk.Options) })
}

func found(ctx context.Context, o desk.Options) (out []Found, err error) {
	for _, g := range o.Finder().AtHome(ctx).Groups() {
		out = append(out, Found{Source: g.Source, What: g.What})
	}
	if host, here, known := editor.Target(editor.File(o)); known && !here {
		out = append(out, Found{Source: "editor", What: "plugins that send to " + host + ": `backsight connect editor` has them speak to this machine as well"})
	}
	return out, ctx.Err()
}

// importing is how far the reading is, or what there is to read.
func importing(a *frame.Ask, run *frame.Job) (frame.View, error) {
	if a.Begin == nil {
		return frame.View{}, fault.New(fault.NotAllowed, "this server cannot import anything")
	}
	page := importView{CanRead: a.Voice != nil}
	page.Now, page.Errors, page.Running = run.State()
	page.Over = page.Now.Over && !page.Running
	finding := "This evidence can be imported."
	switch {
	case page.Running:
		page.Part = partRead(a, page.Now)
		finding = "Your evidence is being imported."
	case page.Over:
		finding = "The evidence found has been imported."
		if len(page.Errors) > 0 {
			finding = fmt.Sprintf("The evidence found has been imported, with %s.", a.Counted(len(page.Errors), "problem", "problems"))
		}
	default:
		found, err := atHome(a)
		if err != nil {
			return frame.View{}, err
		}
		if page.Found = found; len(found) == 0 {
			finding = "No evidence was found on this machine."
		}
	}
	value := map[string]any{"found": page.Found, "running": page.Running, "progress": page.Now, "errors": page.Errors}
	return frame.View{Finding: finding, Value: value, Rows: func() [][]string { return foundCSV(page.Found) }, Page: page}, nil
}

func foundCSV(found []Found) [][]string {
	rows := [][]string{{"source", "what", "since"}}
	for _, f := range found {
		rows = append(rows, []string{f.Source, f.What, f.Since})
	}
	return rows
}

// partRead is how far a reading is, in words.
func partRead(a *frame.Ask, p desk.Progress) string {
	if p.Total == 0 {
		return "beginning"
	}
	return fmt.Sprintf("%s of %s read", a.Locale.Count(p.Done), a.Counted(p.Total, "place", "places"))
}

// startImport begins the reading of what was found, beside the requests; one at a
// time.
func startImport(a *frame.Ask, run *frame.Job) (string, error) {
	if a.Begin == nil {
		return "", fault.New(fault.NotAllowed, "this server cannot import anything")
	}
	if run.Begin() {
		d := a.Desk
		a.Begin(func(ctx context.Context) { run.End(d.ImportHome(ctx, run.Tell)) })
	}
	return "/import", nil
}
