package gitlog

import (
	"context"
	"fmt"
	"sync"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
)

// writer gathers entries and puts them in batches. Commits and their paths come
// from two readers at once.
type writer struct {
	ask  source.Ask
	size int

	mu      sync.Mutex
	entries []logbook.Entry
	here    map[logbook.ID]bool // facts put, where it must be found out which are gone
	bad     int
	under   chan error // the batch that is being kept, nil for none
}

// maxBadRows bounds how many of the bad rows are kept; all are counted.
const maxBadRows = 100

func (w *writer) fact(ctx context.Context, f logbook.Fact) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.here != nil {
		w.here[f.ID()] = true
	}
	return w.add(ctx, logbook.Entry{Fact: &f})
}

// badRow notes what could not be read. Row is never an author line: it would
// name a colleague.
func (w *writer) badRow(ctx context.Context, what, row string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.bad++; w.bad > maxBadRows {
		return nil
	}
	return w.add(ctx, logbook.Entry{Bad: &logbook.BadRow{What: logbook.Text(what), Row: logbook.Text(row)}})
}

func (w *writer) add(ctx context.Context, e logbook.Entry) error {
	w.entries = append(w.entries, e)
	if len(w.entries) < w.size {
		return nil
	}
	return w.put(ctx, nil)
}

// gone notes every fact known at the place that was not read again.
func (w *writer) gone(ctx context.Context) error {
	if w.here == nil {
		return nil
	}
	if err := w.settle(); err != nil {
		return err
	}
	var gone []logbook.ID // first all, for a store may not be written to while it is read
	for id, err := range w.ask.Known(ctx) {
		if err != nil {
			return fmt.Errorf("what is known at %s: %w", w.ask.Place.Name, err)
		}
		if !w.here[id] {
			gone = append(gone, id)
		}
	}
	for _, id := range gone {
		if err := w.add(ctx, logbook.Entry{Gone: &id}); err != nil {
			return err
		}
	}
	return nil
}

// last puts what is left with the coverage, the names, the routines and the position; the last
// three are nil where the reading did not come to its end.
func (w *writer) last(ctx context.Context, c *logbook.Coverage, names []logbook.Namesake, routines []logbook.Routine, p logbook.Position) error {
	w.entries = append(w.entries, logbook.Entry{Counts: c})
	if names != nil {
		w.entries = append(w.entries, logbook.Entry{Names: names}, logbook.Entry{Routines: routines})
	}
	if err := w.put(ctx, p); err != nil {
		return err
	}
	return w.settle()
}

// put hands a batch on once the one before it is kept, and does not wait for it:
// the next commits are read while the sink writes.
func (w *writer) put(ctx context.Context, p logbook.Position) error {
	if err := w.settle(); err != nil {
		return err
	}
	batch := logbook.Batch{
		Person: w.ask.Self.Person, Place: w.ask.Place, Entries: w.entries,
		Position: p, At: w.ask.Now, By: w.ask.By,
	}
	w.entries = nil // the sink may keep them
	under := make(chan error, 1)
	go func() {
		_, err := w.ask.Sink.Put(ctx, batch)
		under <- err
	}()
	w.under = under
	return nil
}

// settle waits until the batch on its way is kept.
func (w *writer) settle() error {
	if w.under == nil {
		return nil
	}
	err := <-w.under
	if w.under = nil; err != nil {
		return fmt.Errorf("keeping what %s says: %w", w.ask.Place.Name, err)
	}
	return nil
}
