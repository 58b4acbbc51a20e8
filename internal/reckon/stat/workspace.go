package stat

import "sync"

// workspace is the memory of a pass, kept for the next one: most of a short
// pass would otherwise go into clearing it.
type workspace struct {
	emissions emissions
	track     track
	total     []float64
	block     []float32
	corners   []float32
}

var workspaces = sync.Pool{New: func() any { return new(workspace) }}

// lend gives a chain the memory, keep takes it back, grown where it had to.
func (w *workspace) lend(c *chain) { c.total, c.block, c.corners = w.total, w.block, w.corners }
func (w *workspace) keep(c *chain) { w.total, w.block, w.corners = c.total, c.block, c.corners }

// evidence is the log evidence of a chain.
func (w *workspace) evidence(c *chain) float64 {
	w.lend(c)
	c.forward()
	w.keep(c)
	return c.log
}
