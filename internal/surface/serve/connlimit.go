package serve

import (
	"container/list"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
)

// maxConns bounds the open connections. A person has a dozen clients.
const maxConns = 512

// connShare is the part of the files that a process may open which connections may
// take: the rest is for the store, and for a second server beside.
const connShare = 4

// leastConns are let in even where hardly a file may be opened.
const leastConns = 8

// connsAllowed bounds the connections by how many files this process may open.
func connsAllowed(files int) int { return max(leastConns, min(maxConns, files/connShare)) }

// connLimit is a listener that bounds its connections. Where there are too many, the
// one that has been waiting longest without a whole request is closed for the new one:
// whoever opens thousands, or begins requests and ends none, closes their own, and a
// client that has something to say is served.
type connLimit struct {
	net.Listener
	most int

	mu      sync.Mutex
	open    int
	waiting *list.List // of net.Conn: new, idle or in the middle of a request, longest first
	places  map[net.Conn]*list.Element
	cut     map[net.Conn]bool // closed here, and the server has not said so yet
}

func newConnLimit(l net.Listener, most int) *connLimit {
	return &connLimit{Listener: l, most: most, waiting: list.New(), places: map[net.Conn]*list.Element{}, cut: map[net.Conn]bool{}}
}

// state is told by the server what a connection does.
func (c *connLimit) state(conn net.Conn, s http.ConnState) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s == http.StateActive { // it begins a request, and waits on until that is whole
		return
	}
	c.leave(conn)
	ended := s == http.StateClosed || s == http.StateHijacked
	switch {
	case c.cut[conn]:
		if ended {
			delete(c.cut, conn)
		}
	case ended:
		c.open--
	case s == http.StateNew:
		c.open++
		c.await(conn)
		c.closeWaiting()
	case s == http.StateIdle:
		c.await(conn)
	}
}

func (c *connLimit) await(conn net.Conn) { c.places[conn] = c.waiting.PushBack(conn) }

func (c *connLimit) leave(conn net.Conn) {
	if e, was := c.places[conn]; was {
		c.waiting.Remove(e)
		delete(c.places, conn)
	}
}

// closeWaiting closes the connections that wait longest while there are too many.
func (c *connLimit) closeWaiting() {
	for c.open > c.most && c.waiting.Len() > 0 {
		conn := c.waiting.Remove(c.waiting.Front()).(net.Conn)
		delete(c.places, conn)
		c.cut[conn] = true
		c.open--
		_ = conn.Close() // it is gone either way
	}
}

// connKey is under what the context of a request holds its connection.
type connKey struct{}

func (*connLimit) remember(ctx context.Context, conn net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, conn)
}

// around tells the limit when a request is there as a whole: from then on its
// connection is at work, and is not closed for another.
func (c *connLimit) around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, _ := r.Context().Value(connKey{}).(net.Conn)
		whole := func() {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.leave(conn)
		}
		if r.ContentLength == 0 {
			whole()
		} else {
			r.Body = &arriving{r.Body, whole}
		}
		next.ServeHTTP(w, r)
	})
}

// arriving is a body that says when it has come to its end.
type arriving struct {
	io.ReadCloser
	whole func()
}

// Read is that of the body.
func (a *arriving) Read(p []byte) (int, error) {
	n, err := a.ReadCloser.Read(p)
	if errors.Is(err, io.EOF) {
		a.whole()
	}
	return n, err
}
