package aw

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/source/activitywatch/event"
	"github.com/backsight/backsight/internal/surface/serve/aw/query"
)

// question is a query over some periods, each "from/to".
type question struct {
	Query   lines    `json:"query"`
	Periods []string `json:"timeperiods"`
}

// lines are a text, or a list of them.
type lines string

// UnmarshalJSON reads either.
func (l *lines) UnmarshalJSON(text []byte) error {
	var one string
	if json.Unmarshal(text, &one) == nil {
		*l = lines(one)
		return nil
	}
	var many []string
	err := json.Unmarshal(text, &many)
	*l = lines(strings.Join(many, "\n"))
	return err
}

// mostAsking is how many questions are worked on at a time.
const mostAsking = 2

// mostPeriods bounds one question: a year has 366 days.
const mostPeriods = 1000

// query answers a question, with one result for each period.
func (s *server) query(r *http.Request) (any, error) {
	var q question
	if err := body(r, &q); err != nil {
		return nil, err
	}
	if len(q.Periods) > mostPeriods {
		return nil, wrong(http.StatusBadRequest, "a question takes at most 1000 periods")
	}
	select {
	case s.asking <- true:
		defer func() { <-s.asking }()
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	out, budget, from := []any{}, query.NewBudget(), &inside{s: s}
	for _, text := range q.Periods {
		span, err := periodOf(text)
		if err != nil {
			return nil, err
		}
		result, err := query.Run(r.Context(), from, span, string(q.Query), budget)
		if f, ok := errors.AsType[query.Fault](err); ok {
			return nil, wrong(http.StatusBadRequest, string(f))
		}
		if err != nil {
			return nil, err
		}
		out = append(out, result)
	}
	return out, nil
}

func periodOf(text string) (span when.Span, err error) {
	from, to, two := strings.Cut(text, "/")
	if span.From, err = event.Time(from); err == nil && two {
		span.To, err = event.Time(to)
	}
	if err != nil || !two || span.To < span.From {
		return span, wrong(http.StatusBadRequest, "a period is two times with a / between, the earlier first")
	}
	return span, nil
}

// inside is the server as queries see it.
type inside struct {
	s    *server
	held holding // by all that one request asked for
}

// Names are all buckets.
func (i *inside) Names(ctx context.Context) (out []event.Bucket, err error) {
	ids, err := i.s.ids(ctx)
	for _, id := range ids {
		if b, gone := i.s.named(ctx, id); gone == nil {
			out = append(out, b.Bucket)
		}
	}
	return out, err
}

// Events are those of one bucket.
func (i *inside) Events(ctx context.Context, b event.Bucket, span when.Span) ([]event.Event, error) {
	found, err := i.s.named(ctx, b.ID)
	if err != nil {
		return nil, err
	}
	return i.s.within(ctx, found, span, &i.held)
}
