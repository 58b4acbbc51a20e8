package query

import (
	"context"

	"github.com/backsight/backsight/internal/source/activitywatch/event"
)

// Budget is what the queries of one request may still cost, in steps: an event that is
// looked at, a rule that is held against it, a value of a list. It is counted and not
// timed, so that the same question is always answered or always refused.
type Budget struct{ left, answer int64 }

// steps are enough for a year of a desktop with twenty rules of up to 64 instructions
// each, which takes half of them or some more; a rule of more costs as many times that.
const steps = 20_000_000

// NewBudget is that of one request.
func NewBudget() *Budget { return &Budget{steps, mostAnswered} }

// spend takes steps off. It fails where none are left, or nobody waits any more.
func (b *Budget) spend(ctx context.Context, n int) error {
	if b.left -= int64(n); b.left < 0 {
		return fault("the question takes too many steps: ask for a shorter time, or with fewer rules")
	}
	return ctx.Err()
}

// mostAnswered bounds what is written out, in steps of weight.
const mostAnswered = 6_000_000

// eventSteps is how many values an event weighs where it is written out, beside its data.
const eventSteps = 4

// textPerStep is how many bytes of text weigh as much as one value.
const textPerStep = 16

// weigh takes off all that a value holds. A list of the same list ten times is small
// here and a hundred times as long when it is written out.
func (r *run) weigh(v any) error {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			if err := r.weigh(one); err != nil {
				return err
			}
		}
	case map[string]any:
		for key, one := range v {
			if err := r.weigh(key); err != nil {
				return err
			}
			if err := r.weigh(one); err != nil {
				return err
			}
		}
	case event.Data:
		return r.weigh(map[string]any(v))
	case []event.Event:
		for _, e := range v {
			if err := r.budget.spend(r.ctx, eventSteps); err != nil {
				return err
			}
			if err := r.weigh(e.Data); err != nil {
				return err
			}
		}
	case string:
		return r.budget.spend(r.ctx, 1+len(v)/textPerStep)
	}
	return r.budget.spend(r.ctx, 1)
}

// answer is a result that is not too large to be written out.
func (r *run) answer(v any) (any, error) {
	whole := *r
	whole.budget = &Budget{left: r.budget.answer}
	err := whole.weigh(v)
	r.budget.answer = whole.budget.left
	if err != nil {
		return nil, err
	}
	return v, nil
}

// spend takes steps off for a function; false where it must stop, with the error kept.
func (a *args) spend(n int) bool {
	if a.err == nil {
		a.err = a.budget.spend(a.ctx, n)
	}
	return a.err == nil
}

// pays takes off what a value weighs that is written to be compared; false where the
// function must stop.
func (a *args) pays(v any) bool {
	if a.err == nil {
		a.err = a.weigh(v)
	}
	return a.err == nil
}
