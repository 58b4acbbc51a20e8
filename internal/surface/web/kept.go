package web

import (
	"context"
	"fmt"
	"sync"
)

// kept remembers what took long to reckon, until the store says something else or
// the day is over. Two who ask for the same thing at once wait for one answer.
type kept struct {
	mu  sync.Mutex
	of  string // the generation and the day
	all map[string]*answer
}

type answer struct {
	sync.Mutex
	done  bool
	value any
}

func newKept() *kept { return &kept{all: map[string]*answer{}} }

// place is where an answer is kept for a generation.
func (k *kept) place(generation, name string) *answer {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.of != generation {
		k.of, k.all = generation, map[string]*answer{}
	}
	if k.all[name] == nil {
		k.all[name] = &answer{}
	}
	return k.all[name]
}

// once is what reckon gives, asked again only when the store or the day has
// changed. An answer that failed is not kept.
func once[T any](a *ask, name string, reckon func(context.Context) (T, error)) (T, error) {
	var none T
	generation, err := a.desk.Generation(a.ctx)
	if err != nil {
		return none, fmt.Errorf("asking whether anything is new: %w", err)
	}
	at := a.kept.place(fmt.Sprint(generation, " ", a.q.Now, " ", a.q.Through), name)
	at.Lock()
	defer at.Unlock()
	if at.done {
		return at.value.(T), nil
	}
	value, err := reckon(a.ctx)
	if err == nil {
		at.done, at.value = true, value
	}
	return value, err
}
