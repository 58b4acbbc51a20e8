// Package query answers questions in the query language of ActivityWatch, as
// much of it as its watchers, clients and web pages use: assignments, calls,
// lists, dictionaries, text and numbers; no loops and no operators.
//
//	afk = query_bucket(find_bucket("aw-watcher-afk_"));
//	RETURN = sum_durations(filter_keyvals(afk, "status", ["not-afk"]));
//
// It is written anew from the language's description and is pure but for the
// Buckets it is handed. Every error is one of the question: its text is for
// whoever asked. Regular expressions are those of Go (RE2), without looking
// around or back.
package query

import (
	"context"
	"fmt"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/source/activitywatch/event"
)

// Buckets is what may be asked about.
type Buckets interface {
	// Names are all buckets, in order.
	Names(context.Context) ([]event.Bucket, error)
	// Events are those of a bucket in a span, newest first, cut to the span.
	Events(context.Context, event.Bucket, when.Span) ([]event.Event, error)
}

// Fault is an error of the question, not of the buckets.
type Fault string

// Error is its text.
func (f Fault) Error() string { return string(f) }

func fault(format string, args ...any) error { return Fault(fmt.Sprintf(format, args...)) }

// Run runs a query over a span and gives what it assigned to RETURN: events,
// text, a number, a truth, or lists and dictionaries of these, as JSON takes
// them.
//
// What it may cost is taken from the budget, which queries of one request share.
func Run(ctx context.Context, buckets Buckets, span when.Span, text string, b *Budget) (any, error) {
	program, err := parse(text)
	if err != nil {
		return nil, err
	}
	r := run{ctx: ctx, buckets: buckets, span: span, budget: b, names: map[string]any{
		"True": true, "true": true, "False": false, "false": false,
		"STARTTIME": event.Stamp(span.From), "ENDTIME": event.Stamp(span.To),
		"TIMEINTERVAL": event.Stamp(span.From) + "/" + event.Stamp(span.To),
	}}
	for _, s := range program {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if r.names[s.name], err = r.value(s.value); err != nil {
			return nil, err
		}
	}
	result, ok := r.names["RETURN"]
	if !ok {
		return nil, fault("the query assigns nothing to RETURN")
	}
	return r.answer(result)
}

// run is one run of a query.
type run struct {
	ctx     context.Context
	buckets Buckets
	span    when.Span
	names   map[string]any
	budget  *Budget
}

// value is what an expression comes to.
func (r *run) value(x expression) (any, error) {
	switch x := x.(type) {
	case literal:
		return x.value, nil
	case name:
		v, ok := r.names[string(x)]
		if !ok {
			return nil, fault("there is no variable %q", string(x))
		}
		return v, nil
	case list:
		out := make([]any, len(x))
		if err := r.values(x, out); err != nil {
			return nil, err
		}
		return out, r.weigh(out)
	case dictionary:
		out := map[string]any{}
		for _, p := range x {
			v, err := r.value(p.value)
			if err != nil {
				return nil, err
			}
			out[p.key] = v
		}
		return out, r.weigh(out)
	case call:
		return r.call(x)
	}
	return nil, fault("that cannot be worked out")
}

func (r *run) values(list []expression, out []any) (err error) {
	for i, x := range list {
		if out[i], err = r.value(x); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) call(c call) (any, error) {
	f, ok := functions[c.name]
	if !ok {
		return nil, fault("there is no function %q", c.name)
	}
	if len(c.args) < f.least || len(c.args) > f.most {
		return nil, fault("%s does not take %d arguments", c.name, len(c.args))
	}
	values := make([]any, len(c.args))
	if err := r.values(c.args, values); err != nil {
		return nil, err
	}
	a := &args{run: r, function: c.name, values: values}
	out, err := f.do(a)
	if a.err != nil {
		return nil, a.err
	}
	if events, many := out.([]event.Event); many && len(events) > mostEvents {
		return nil, fault("%s gives more than %d events: ask for a shorter time", c.name, mostEvents)
	}
	return out, err
}

// mostEvents bounds what one call gives, so that no query grows without end.
const mostEvents = 1_000_000
