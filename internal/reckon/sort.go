package reckon

import (
	"context"

	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/reckon/kinds"
)

// Sort is the series of the person's calendar with what each is taken for, and
// why.
func (d Desk) Sort(ctx context.Context, g policy.Grant, q Question) (*kinds.Sorter, error) {
	said, err := d.said(ctx, g)
	if err != nil {
		return nil, err
	}
	planned, err := d.diary(ctx, g, q.as(said))
	if err != nil {
		return nil, err
	}
	return planned.sorter, nil
}
