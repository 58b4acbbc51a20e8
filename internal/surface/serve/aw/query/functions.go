package query

import (
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/source/activitywatch/event"
)

// function is one that a query may call.
type function struct {
	least, most int // arguments
	do          func(*args) (any, error)
}

// functions are all there are.
var functions = map[string]function{
	"query_bucket":            {1, 1, (*args).queryBucket},
	"query_bucket_names":      {0, 0, (*args).bucketNames},
	"query_bucket_eventcount": {1, 1, (*args).eventCount},
	"find_bucket":             {1, 2, (*args).findBucket},

	"flood":                   {1, 1, func(a *args) (any, error) { return flood(a, a.events(0)), nil }},
	"concat":                  {2, 2, func(a *args) (any, error) { return slices.Concat(a.events(0), a.events(1)), nil }},
	"sort_by_timestamp":       {1, 1, func(a *args) (any, error) { return byTime(a.events(0)), nil }},
	"sort_by_duration":        {1, 1, func(a *args) (any, error) { return byLength(a.events(0)), nil }},
	"sum_durations":           {1, 1, func(a *args) (any, error) { return sum(a.events(0)), nil }},
	"limit_events":            {2, 2, func(a *args) (any, error) { return limit(a.events(0), a.number(1)), nil }},
	"merge_events_by_keys":    {2, 2, func(a *args) (any, error) { return merge(a, a.events(0), a.texts(1)), nil }},
	"chunk_events_by_key":     {2, 2, func(a *args) (any, error) { return chunks(a, a.events(0), a.text(1)), nil }},
	"filter_keyvals":          {3, 3, func(a *args) (any, error) { return filter(a, a.events(0), a.text(1), a.list(2), true), nil }},
	"exclude_keyvals":         {3, 3, func(a *args) (any, error) { return filter(a, a.events(0), a.text(1), a.list(2), false), nil }},
	"filter_keyvals_regex":    {3, 3, func(a *args) (any, error) { return matching(a, a.events(0), a.text(1), a.regexp(2)), nil }},
	"filter_period_intersect": {2, 2, func(a *args) (any, error) { return intersect(a, a.events(0), a.events(1)), nil }},
	"period_union":            {2, 2, func(a *args) (any, error) { return union(a, a.events(0), a.events(1)), nil }},
	"union_no_overlap":        {2, 2, func(a *args) (any, error) { return beside(a, a.events(0), a.events(1)), nil }},
	"split_url_events":        {1, 1, func(a *args) (any, error) { return splitURLs(a.events(0)), nil }},
	"simplify_window_titles":  {2, 2, func(a *args) (any, error) { return simplify(a.events(0), a.text(1)), nil }},
	"categorize":              {2, 2, func(a *args) (any, error) { return categorize(a, a.events(0), a.classes(1)), nil }},
	"tag":                     {2, 2, func(a *args) (any, error) { return tag(a, a.events(0), a.classes(1)), nil }},
	"contains":                {2, 2, func(a *args) (any, error) { return a.contains() }},

	"nop":   {0, 0, func(*args) (any, error) { return int64(1), nil }},
	"print": {0, 100, func(*args) (any, error) { return int64(1), nil }}, // there is nowhere to print to
}

// args are the arguments of one call. The first that is not what the function
// takes is remembered as the call's error.
type args struct {
	*run
	function string
	values   []any
	err      error
}

func (a *args) wrong(i int, wanted string) {
	if a.err == nil {
		a.err = fault("argument %d of %s is no %s", i+1, a.function, wanted)
	}
}

// events are a list of events; an empty list is one.
func (a *args) events(i int) []event.Event {
	switch v := a.values[i].(type) {
	case []event.Event:
		if !a.spend(1 + len(v)) {
			return nil
		}
		return slices.Clone(v)
	case []any:
		if len(v) == 0 {
			return []event.Event{}
		}
	}
	a.wrong(i, "list of events")
	return nil
}

func (a *args) text(i int) string {
	s, ok := a.values[i].(string)
	if !ok {
		a.wrong(i, "text")
	}
	return s
}

func (a *args) number(i int) int {
	switch n := a.values[i].(type) {
	case int64:
		return int(n)
	case float64:
		return int(n)
	}
	a.wrong(i, "number")
	return 0
}

func (a *args) list(i int) []any {
	l, ok := a.values[i].([]any)
	if !ok {
		a.wrong(i, "list")
	}
	return l
}

func (a *args) texts(i int) (out []string) {
	for _, v := range a.list(i) {
		s, ok := v.(string)
		if !ok {
			a.wrong(i, "list of texts")
		}
		out = append(out, s)
	}
	return out
}

func (a *args) regexp(i int) (r rule) {
	r, err := compiled(a.text(i), false)
	if err != nil && a.err == nil {
		a.err = fault("%v", err)
	}
	return r
}

func (a *args) queryBucket() (any, error) {
	b, err := a.bucket(a.text(0))
	if err != nil {
		return nil, err
	}
	events, err := a.buckets.Events(a.ctx, b, a.span)
	if events == nil {
		events = []event.Event{}
	}
	if err == nil {
		err = a.budget.spend(a.ctx, len(events))
	}
	return events, err
}

func (a *args) eventCount() (any, error) {
	events, err := a.queryBucket()
	if err != nil {
		return nil, err
	}
	return int64(len(events.([]event.Event))), nil
}

func (a *args) bucket(id string) (event.Bucket, error) {
	all, err := a.buckets.Names(a.ctx)
	if err != nil {
		return event.Bucket{}, err
	}
	i := slices.IndexFunc(all, func(b event.Bucket) bool { return b.ID == id })
	if i < 0 {
		return event.Bucket{}, fault("there is no bucket %q", id)
	}
	return all[i], nil
}

func (a *args) bucketNames() (any, error) {
	all, err := a.buckets.Names(a.ctx)
	out := []any{}
	for _, b := range all {
		out = append(out, b.ID)
	}
	return out, err
}

// findBucket is the first bucket whose name begins with a text, else the first
// that holds it; of one host, where that is named.
func (a *args) findBucket() (any, error) {
	part, host := a.text(0), ""
	if len(a.values) == 2 {
		host = a.text(1)
	}
	all, err := a.buckets.Names(a.ctx)
	if err != nil {
		return nil, err
	}
	for _, fits := range []func(string, string) bool{strings.HasPrefix, strings.Contains} {
		for _, b := range all {
			if fits(b.ID, part) && (host == "" || b.Hostname == host) {
				return b.ID, nil
			}
		}
	}
	return nil, fault("there is no bucket like %q", part)
}

// contains says whether a list holds a value, or a dictionary a key.
func (a *args) contains() (any, error) {
	switch v := a.values[0].(type) {
	case []any:
		return slices.ContainsFunc(v, func(x any) bool { return a.pays(x) && a.pays(a.values[1]) && same(x, a.values[1]) }), nil
	case map[string]any:
		_, has := v[a.text(1)]
		return has, nil
	}
	a.wrong(0, "list")
	return nil, nil
}

// same says whether two values are written alike.
func same(x, y any) bool {
	return event.Data{"": x}.Canonical() == event.Data{"": y}.Canonical()
}
