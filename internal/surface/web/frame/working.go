package frame

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/backsight/backsight/internal/reckon"
)

// patience is how long a page waits for a long reckoning before it shows what it
// has.
const patience = 20 * time.Millisecond

// lastKept is how many answers are kept to be shown while they are worked out anew.
const lastKept = 64

// working is a long working out beside the requests, and what each address showed
// last.
type working struct {
	mu   sync.Mutex
	done chan struct{} // closed when it is over; nil where none runs
	last map[string]last
}

// last is what an address showed, and when by the person's clock.
type last struct {
	view View
	at   string
}

func newWorking() *working { return &working{last: map[string]last{}} }

// begin starts what is to be done, where it does not run already, and gives what
// is closed when it is over.
func (w *working) begin(start func(do func(context.Context)), do func(context.Context)) <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.done != nil {
		return w.done
	}
	done := make(chan struct{})
	w.done = done
	start(func(ctx context.Context) {
		defer func() {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.done = nil
			close(done)
		}()
		do(ctx)
	})
	return done
}

// keep remembers what an address shows. Of too many any one is forgotten.
func (w *working) keep(address string, v last) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, known := w.last[address]; !known && len(w.last) >= lastKept {
		for other := range w.last {
			delete(w.last, other)
			break
		}
	}
	w.last[address] = v
}

func (w *working) find(address string) (last, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	v, ok := w.last[address]
	return v, ok
}

// address names what a request sees: the same address in another language is
// another answer.
func (a *Ask) address() string { return a.Locale.name + " " + a.Request.URL.RequestURI() }

// waits answers a request for a page of which much must be reckoned first: with
// what it showed last, marked as that, else with how far it is. Programs, which
// ask for JSON or CSV, wait for the answer itself.
func (s *site) waits(w http.ResponseWriter, r *http.Request, a *Ask, p Page) bool {
	if s.Begin == nil || p.Plain || formatOf(r) != "html" {
		return false
	}
	pending, err := a.Reckon.Pending(a.Ctx, a.Grant, a.Question)
	if err != nil || !pending.Long() {
		return false // what is wrong is said by the page itself
	}
	q := a.Question
	done := s.working.begin(s.Begin, func(ctx context.Context) {
		if err := s.reckon.Refresh(ctx, s.Desk.Grant, q); err != nil && ctx.Err() == nil {
			s.Log.Error("working out beside the requests", "error", err)
		}
	})
	select {
	case <-done:
		return false
	case <-a.Ctx.Done():
		return true
	case <-time.After(patience):
	}
	v := s.meanwhile(a, p, pending)
	w.Header().Set("Refresh", "2")
	s.answer(w, r, a, p, v, http.StatusOK)
	return true
}

// meanwhile is what is shown until the answer is there.
func (s *site) meanwhile(a *Ask, p Page, pending reckon.Pending) View {
	now := s.reckon.Progress(s.Desk.Grant)
	what := fmt.Sprintf("%s are being worked out", a.Counted(pending.Days, "day", "days"))
	if pending.Whole {
		what = fmt.Sprintf("All %s days are being worked out, since evidence or settings changed that all of them depend on", a.Locale.Count(pending.Days))
	}
	if now.Running && now.Done > 0 {
		what += fmt.Sprintf("; %s of %s are done", a.Locale.Count(now.Done), a.Locale.Count(now.All))
	}
	if was, ok := s.working.find(a.address()); ok {
		v := was.view
		v.Notice = fmt.Sprintf("This is the answer of %s. %s; this page then shows the new one.", was.at, what)
		return v
	}
	return View{Finding: "This answer is being worked out.", Page: waitPage{What: what + ".", Done: now.Done, All: now.All}, Template: "wait"}
}

// waitPage says how far the reckoning is.
type waitPage struct {
	What      string
	Done, All int
}
