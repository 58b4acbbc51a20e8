package frame

import (
	"context"
	"fmt"
	"sync"

	"github.com/backsight/backsight/internal/base/turn"
)

// kept remembers what took long to reckon, until the store says something else or
// the day is over. Two who ask for the same thing at once wait for one answer, as
// long as their own context lasts.
type kept struct {
	mu  sync.Mutex
	of  string // the generation and the day
	all map[string]*answer
}

type answer struct {
	turn  turn.Line
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
		k.all[name] = &answer{turn: turn.New()}
	}
	return k.all[name]
}

// Once is what reckon gives, asked again only when the store or the day has
// changed. An answer that failed is not kept.
func Once[T any](a *Ask, name string, reckon func(context.Context) (T, error)) (T, error) {
	var none T
	generation, err := a.Desk.Generation(a.Ctx)
	if err != nil {
		return none, fmt.Errorf("asking whether anything is new: %w", err)
	}
	at := a.site.kept.place(fmt.Sprint(generation, " ", a.Question.Now, " ", a.Question.Through), name)
	if err := at.turn.Take(a.Ctx); err != nil {
		return none, err
	}
	defer at.turn.Leave()
	if at.done {
		return at.value.(T), nil
	}
	value, err := reckon(a.Ctx)
	if err == nil {
		at.done, at.value = true, value
	}
	return value, err
}
