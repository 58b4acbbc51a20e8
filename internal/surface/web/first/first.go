// Package first is the page of the first run: what lies on this machine, whose it seems
// to be, what of it is to be read, and how far the reading is. What is left out the desk
// remembers; what is read is read beside the requests.
package first

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/editor"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

// Page has no line in the menu: the first run leads to it. What is imported runs as the
// job, of which /import/events tells.
func Page(run *frame.Job) frame.Page {
	return frame.Page{
		Name: "import", Plain: true, Streams: map[string]http.Handler{"events": run},
		Show: func(a *frame.Ask) (frame.View, error) { return importing(a, run) },
		Acts: map[string]frame.Act{"start": func(a *frame.Ask) (string, error) { return start(a, run) }},
	}
}

// View is what the page draws.
type View struct {
	Kinds   []kind
	Besides []string // what cannot be chosen: what is left out, and who could be asked to send
	CanRead bool
	Running bool
	Over    bool
	Now     desk.Progress
	Part    string
	Errors  []string
}

// kind is what was found of one source, a box each.
type kind struct {
	Title string // "Git repositories"
	Boxes []box
}

// box is one line that is read unless it is unchecked.
type box struct{ Key, What, Span, Whose string }

// found is something on this machine that could be read, as the page's JSON has it.
type found struct {
	Kind   string `json:"kind"`   // "git repositories"
	What   string `json:"what"`   // below the home folder, or "37 more"
	Places int    `json:"places"` // how many it is
	Span   string `json:"span,omitempty"`
	Whose  string `json:"whose,omitempty"`
}

// home is what lies at home that could be read.
type home struct {
	lines   []find.Line
	besides []string
}

func atHome(a *frame.Ask) (home, error) {
	return frame.Once(a, "found", func(ctx context.Context) (h home, err error) {
		var left find.Left
		if h.lines, left, err = a.Desk.ListHome(ctx); err != nil {
			return h, err
		}
		if left.Any() {
			h.besides = append(h.besides, say.Upper(left.Words())+".")
		}
		if host, here, known := editor.Target(editor.File(a.Desk.Options)); known && !here {
			h.besides = append(h.besides, "Editors: plugins that send to "+host+". `backsight connect editor` has them speak to this machine as well.")
		}
		return h, ctx.Err()
	})
}

// Found is what could be read, for the page that has nothing else to show.
func Found(a *frame.Ask) (*View, error) {
	v := &View{CanRead: a.Voice != nil}
	_, err := v.find(a)
	return v, err
}

// find fills in what lies at home.
func (v *View) find(a *frame.Ask) ([]found, error) {
	h, err := atHome(a)
	if err != nil {
		return nil, err
	}
	v.Besides = h.besides
	var out []found
	for i, l := range h.lines {
		if i == 0 || l.Kind != h.lines[i-1].Kind {
			v.Kinds = append(v.Kinds, kind{Title: say.Upper(l.Kind)})
		}
		k := &v.Kinds[len(v.Kinds)-1]
		k.Boxes = append(k.Boxes, box{l.Key(), l.What, l.Span(), a.Locale.Said(l.Whose())})
		out = append(out, found{Kind: l.Kind, What: l.What, Places: len(l.Places), Span: l.Span(), Whose: l.Whose().String()})
	}
	return out, nil
}

// importing is how far the reading is, or what there is to read.
func importing(a *frame.Ask, run *frame.Job) (frame.View, error) {
	if a.Begin == nil {
		return frame.View{}, fault.New(fault.NotAllowed, "this server cannot import anything")
	}
	page := View{CanRead: a.Voice != nil}
	page.Now, page.Errors, page.Running = run.State()
	page.Over = page.Now.Over && !page.Running
	finding := "This evidence can be imported."
	listed := []found{}
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
		var err error
		if listed, err = page.find(a); err != nil {
			return frame.View{}, err
		}
		if len(listed) == 0 {
			finding = "No evidence was found on this machine."
		}
	}
	value := map[string]any{"found": listed, "running": page.Running, "progress": page.Now, "errors": page.Errors}
	return frame.View{Finding: finding, Value: value, Rows: func() [][]string { return table(listed) }, Page: page}, nil
}

func table(all []found) [][]string {
	rows := [][]string{{"kind", "what", "places", "span", "whose"}}
	for _, f := range all {
		rows = append(rows, []string{f.Kind, f.What, fmt.Sprint(f.Places), f.Span, f.Whose})
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

// start keeps what is to be left out, and begins the reading of the rest, beside the
// requests; one at a time.
func start(a *frame.Ask, run *frame.Job) (string, error) {
	if a.Begin == nil {
		return "", fault.New(fault.NotAllowed, "this server cannot import anything")
	}
	if err := leaveOut(a); err != nil {
		return "", err
	}
	if run.Begin() {
		d := a.Desk
		a.Begin(func(ctx context.Context) { run.End(d.ImportHome(ctx, run.Tell)) })
	}
	return "/import", nil
}

// leaveOut sets apart what a form listed and did not take, all of it or nothing. A form without a list, as a
// program may send, leaves out nothing.
func leaveOut(a *frame.Ask) error {
	keys, err := leftOut(a.Query["listed"], a.Query["take"])
	if len(keys) == 0 || err != nil {
		return err
	}
	h, err := atHome(a)
	if err != nil {
		return err
	}
	var entries []record.Entry
	for _, key := range keys {
		i := slices.IndexFunc(h.lines, func(l find.Line) bool { return l.Key() == key })
		if i < 0 {
			return fault.New(fault.Usage, "what lies on this machine has changed since the list was made").Try("look at it again and choose anew")
		}
		for _, f := range h.lines[i].Places {
			entries = append(entries, record.Apart.New(record.Values{"where": {Text: f.URI}}))
		}
	}
	return a.Say(entries...)
}

// leftOut are those of a list that are not among the taken ones. To take nothing of it is
// a mistake.
func leftOut(listed, take []string) (keys []string, err error) {
	keys = slices.DeleteFunc(slices.Clone(listed), func(key string) bool { return slices.Contains(take, key) })
	if len(keys) > 0 && len(keys) == len(listed) {
		return nil, fault.New(fault.Usage, "nothing was chosen to be imported").Try("check what is yours")
	}
	return keys, nil
}
