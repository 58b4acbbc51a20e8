package session

import (
	"context"

	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/reckon/kinds"
)

// Sort is the series of the person's calendar with what each is taken for, and
// why.
func (b Base) Sort(ctx context.Context, g policy.Grant, q Question) (*kinds.Sorter, error) {
	s, err := b.Fresh(ctx, g, q)
	if err != nil {
		return nil, err
	}
	return s.Sorter()
}
