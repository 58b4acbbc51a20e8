package frame

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"

	"github.com/backsight/backsight/internal/desk"
)

// Job is something long that runs beside the requests, or ran last, and who waits
// to hear of it. One runs at a time.
type Job struct {
	mu      sync.Mutex
	running bool
	now     desk.Progress
	errors  []string
	changed chan struct{} // closed at every change
}

// NewJob is one that never ran.
func NewJob() *Job { return &Job{changed: make(chan struct{})} }

// Begin says whether it may begin: it does not run already. Who began ends it.
func (j *Job) Begin() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.running {
		return false
	}
	j.running, j.now, j.errors = true, desk.Progress{}, nil
	j.wake()
	return true
}

// Tell is how far it is. A problem is kept beside that.
func (j *Job) Tell(p desk.Progress) {
	const most = 100
	j.mu.Lock()
	defer j.mu.Unlock()
	if p.Error != "" && len(j.errors) < most {
		j.errors = append(j.errors, p.Error)
	}
	j.now = p
	j.wake()
}

// End is that it is over, and with which error.
func (j *Job) End(err error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if err != nil {
		j.errors = append(j.errors, err.Error())
	}
	j.running, j.now.Over = false, true
	j.wake()
}

// wake tells all who wait. The caller holds the lock.
func (j *Job) wake() {
	close(j.changed)
	j.changed = make(chan struct{})
}

// State is how far it is, its problems, and whether it runs.
func (j *Job) State() (now desk.Progress, errors []string, running bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.now, append([]string(nil), j.errors...), j.running
}

// next is the state, and what is closed when it is another.
func (j *Job) next() (desk.Progress, <-chan struct{}) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.now, j.changed
}

// ServeHTTP tells a browser of the job as it goes on (an event stream, HTML 9.2),
// until it is over or the browser leaves.
func (j *Job) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	flush := http.NewResponseController(w).Flush
	for {
		now, changed := j.next()
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
