package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/editor"
	"github.com/backsight/backsight/internal/desk/find"
)

// importPage has no line in the menu: the first run leads to it.
var importPage = page{name: "import", show: importing, plain: true, acts: map[string]act{"start": startImport}}

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

// found is what lies at home that could be read, and who could be asked to send.
func (a *ask) found(ctx context.Context) (out []Found, err error) {
	o := a.desk.Options
	for _, g := range find.Groups(o.Finder().AtHome(ctx)) {
		out = append(out, Found{Source: g.Source, What: g.What})
	}
	if host, here, known := editor.Target(editor.File(o)); known && !here {
		out = append(out, Found{Source: "editor", What: "plugins that send to " + host + ": `backsight connect editor` has them speak to this machine as well"})
	}
	return out, ctx.Err()
}

// importing is how far the reading is, or what there is to read.
func importing(a *ask) (view, error) {
	if a.Begin == nil {
		return view{}, fault.New(fault.NotAllowed, "this server cannot import anything")
	}
	page := importView{CanRead: a.Say != nil}
	page.Now, page.Errors, page.Running = a.reading.state()
	page.Over = page.Now.Over && !page.Running
	finding := "This evidence can be imported."
	switch {
	case page.Running:
		page.Part = a.part(page.Now)
		finding = "Your evidence is being imported."
	case page.Over:
		finding = "The evidence found has been imported."
		if len(page.Errors) > 0 {
			finding = fmt.Sprintf("The evidence found has been imported, with %s.", a.counted(len(page.Errors), "problem", "problems"))
		}
	default:
		found, err := once(a, "found", a.found)
		if err != nil {
			return view{}, err
		}
		if page.Found = found; len(found) == 0 {
			finding = "No evidence was found on this machine."
		}
	}
	value := map[string]any{"found": page.Found, "running": page.Running, "progress": page.Now, "errors": page.Errors}
	return view{Finding: finding, Value: value, Rows: func() [][]string { return foundCSV(page.Found) }, Page: page}, nil
}

func foundCSV(found []Found) [][]string {
	rows := [][]string{{"source", "what", "since"}}
	for _, f := range found {
		rows = append(rows, []string{f.Source, f.What, f.Since})
	}
	return rows
}

// part is how far a reading is, in words.
func (a *ask) part(p desk.Progress) string {
	if p.Total == 0 {
		return "beginning"
	}
	return fmt.Sprintf("%s of %s read", a.loc.count(p.Done), a.counted(p.Total, "place", "places"))
}

// startImport begins the reading of what was found, beside the requests; one at a
// time.
func startImport(a *ask) (string, error) {
	if a.Begin == nil {
		return "", fault.New(fault.NotAllowed, "this server cannot import anything")
	}
	if a.reading.begin() {
		reading, d := a.reading, a.desk
		a.Begin(func(ctx context.Context) { reading.end(d.ImportHome(ctx, reading.tell)) })
	}
	return "/import", nil
}

// reading is an import that runs, or ran last, and who waits to hear of it.
type reading struct {
	mu      sync.Mutex
	running bool
	now     desk.Progress
	errors  []string
	changed chan struct{} // closed at every change
}

func newReading() *reading { return &reading{changed: make(chan struct{})} }

// begin says whether it may begin: it does not run already.
func (r *reading) begin() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.running {
		return false
	}
	r.running, r.now, r.errors = true, desk.Progress{}, nil
	r.wake()
	return true
}

// tell is how far it is. A problem is kept beside that.
func (r *reading) tell(p desk.Progress) {
	const most = 100
	r.mu.Lock()
	defer r.mu.Unlock()
	if p.Error != "" && len(r.errors) < most {
		r.errors = append(r.errors, p.Error)
	}
	r.now = p
	r.wake()
}

func (r *reading) end(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err != nil {
		r.errors = append(r.errors, err.Error())
	}
	r.running, r.now.Over = false, true
	r.wake()
}

func (r *reading) wake() {
	close(r.changed)
	r.changed = make(chan struct{})
}

func (r *reading) state() (now desk.Progress, errors []string, running bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.now, append([]string(nil), r.errors...), r.running
}

// next is the state, and what is closed when it is another.
func (r *reading) next() (desk.Progress, <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.now, r.changed
}

// events tells a browser of the reading as it goes on (an event stream, HTML
// 9.2), until it is over or the browser leaves.
func (s *site) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	flush := http.NewResponseController(w).Flush
	for {
		now, changed := s.reading.next()
		text, err := json.Marshal(now)
		if err != nil {
			return
		}
		if _, err := fmt.Fprintf(w, "data: %s\n\n", text); err != nil {
			return
		}
		if flush() != nil || now.Over {
			return
		}
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		}
	}
}
