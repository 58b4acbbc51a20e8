package terminal

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/backsight/backsight/internal/base/say"
)

// progress says on stderr how far a reading is: one line redrawn on a terminal,
// a plain line every ten seconds elsewhere. The first comes at once.
type progress struct {
	mu    sync.Mutex
	w     io.Writer
	live  bool
	now   func() time.Time
	last  time.Time
	wrote bool
	what  map[string]string // by place
	total int
	ended int
}

func newProgress(w io.Writer, live bool, now func() time.Time) *progress {
	return &progress{w: w, live: live, now: now, what: map[string]string{}}
}

// Start says what is going to be read.
func (p *progress) Start(total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.total = total
	p.show(fmt.Sprintf("reading %s", places(total)))
}

// At says how far one place is.
func (p *progress) At(place string, done, total int, of string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.what[place] = say.Count(int(done), strings.TrimSuffix(of, "s"), of)
	if total > 0 {
		p.what[place] = fmt.Sprintf("%d of %d %s", done, total, of)
	}
	p.tick(fmt.Sprintf("%d of %s, %s: %s", p.ended, places(p.total), place, p.what[place]))
}

// Done says that one place has been read.
func (p *progress) Done(place string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ended++
	p.tick(fmt.Sprintf("%d of %s read", p.ended, places(p.total)))
}

func (p *progress) tick(line string) {
	pause := 10 * time.Second
	if p.live {
		pause = 100 * time.Millisecond
	}
	if now := p.now(); now.Sub(p.last) >= pause {
		p.show(line)
	}
}

func (p *progress) show(line string) {
	p.last, p.wrote = p.now(), true
	if p.live {
		fmt.Fprintf(p.w, "\r\x1b[K  %s", line)
		return
	}
	fmt.Fprintln(p.w, "backsight: "+line)
}

// End takes the line away again.
func (p *progress) End() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.live && p.wrote {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}

func places(n int) string { return say.Count(n, "place", "places") }
