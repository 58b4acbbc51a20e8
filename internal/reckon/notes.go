package reckon

import (
	"context"
	"fmt"
	"sync"

	"github.com/backsight/backsight/internal/govern/policy"
)

// Notes keep what reading all facts gave, between questions of one running
// program: a heartbeat comes every two minutes and changes no commit and no
// event. They hold nothing that is not in the book, and are thrown away whenever
// a fact may have changed. They may be used by several at once.
type Notes struct {
	// Mark changes whenever a fact does; it may change oftener.
	Mark func(context.Context, policy.Grant) (string, error)

	mu   sync.Mutex
	mark string
	kept map[string]any
}

// noted is what was kept under a name, else what anew gives. A nil Notes keep
// nothing.
func noted[T any](ctx context.Context, n *Notes, g policy.Grant, name string, anew func() (T, error)) (T, error) {
	if n == nil {
		return anew()
	}
	var none T
	mark, err := n.Mark(ctx, g) // before it is read: what changes meanwhile has another mark
	if err != nil {
		return none, fmt.Errorf("asking whether a fact has changed: %w", err)
	}
	name = fmt.Sprint(g.Owner(), " ", name)
	if v, some := n.at(mark, name); some {
		return v.(T), nil
	}
	v, err := anew()
	if err == nil {
		n.keep(mark, name, v)
	}
	return v, err
}

// at is what was kept for a mark; with another one all is forgotten.
func (n *Notes) at(mark, name string) (any, bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.mark != mark {
		n.mark, n.kept = mark, map[string]any{}
	}
	v, some := n.kept[name]
	return v, some
}

func (n *Notes) keep(mark, name string, v any) {
	const most = 8 // questions that differ in more than the day are few
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.mark == mark && len(n.kept) < most {
		n.kept[name] = v
	}
}
