package serve

import (
	"container/list"
	"net"
	"net/http"
	"sync"
)

// maxConns bounds the open connections. A person has a dozen clients.
const maxConns = 512

// connLimit is a listener that bounds its connections. Where there are too many, the
// one that has been waiting longest without a request is closed for the new
// one: whoever opens thousands closes their own, and a client that has
// something to say is served.
type connLimit struct {
	net.Listener
	most int

	mu      sync.Mutex
	open    int
	waiting *list.List // of net.Conn: new or idle, longest first
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
	if e, was := c.places[conn]; was {
		c.waiting.Remove(e)
		delete(c.places, conn)
	}
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
		c.closeIdle()
	case s == http.StateIdle:
		c.await(conn)
	}
}

func (c *connLimit) await(conn net.Conn) { c.places[conn] = c.waiting.PushBack(conn) }

// closeIdle closes the connections that wait longest while there are too many.
func (c *connLimit) closeIdle() {
	for c.open > c.most && c.waiting.Len() > 0 {
		conn := c.waiting.Remove(c.waiting.Front()).(net.Conn)
		delete(c.places, conn)
		c.cut[conn] = true
		c.open--
		_ = conn.Close() // it is gone either way
	}
}
