package query

import (
	"cmp"
	"maps"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/source/activitywatch/event"
)

// byTime sorts events, the oldest first.
func byTime(events []event.Event) []event.Event {
	slices.SortStableFunc(events, func(x, y event.Event) int { return cmp.Compare(x.At, y.At) })
	return events
}

// byLength sorts events, the longest first.
func byLength(events []event.Event) []event.Event {
	slices.SortStableFunc(events, func(x, y event.Event) int { return cmp.Compare(y.For, x.For) })
	return events
}

// sum is how long all events are together, in seconds.
func sum(events []event.Event) float64 {
	var all when.Instant
	for _, e := range events {
		all += e.For
	}
	return float64(all) / float64(when.Second)
}

func limit(events []event.Event, n int) []event.Event {
	return events[:min(max(n, 0), len(events))]
}

// gap is the longest hole that flood fills and chunks leap over.
const gap = 5 * when.Second

// movedPerStep is how many events are moved aside in the time of one step.
const movedPerStep = 256

// flood fills small holes between events and takes away what lies over one
// another: those that say the same become one, else the longer neighbour fills a
// hole and the later event wins, of two that begin together the longer. What an
// event has left behind a shorter one is an event again.
//
//	a  ====   ====      aaaaa
//	b       cc    ddd  b  cc
//	=  ===========dddd bbaccaa
func flood(a *args, events []event.Event) []event.Event {
	events = byTime(events)
	slices.SortStableFunc(events, func(a, b event.Event) int {
		return cmp.Or(cmp.Compare(a.At, b.At), -cmp.Compare(a.For, b.For))
	})
	out, left := []event.Event{}, []event.Event{} // what is left behind others, in order
	leave := func(e event.Event) {
		if e.For > 0 {
			i, _ := slices.BinarySearchFunc(left, e, func(l, e event.Event) int { return cmp.Compare(l.At, e.At) })
			left = slices.Insert(left, i, e)
		}
	}
	for len(events)+len(left) > 0 && a.spend(1+len(left)/movedPerStep) {
		var e, rest event.Event
		if len(left) > 0 && (len(events) == 0 || left[0].At < events[0].At) {
			e, left = left[0], left[1:]
			if covered := out[len(out)-1].End() - e.At; covered > 0 {
				e.At, e.For = e.At+covered, e.For-covered
				leave(e)
				continue
			}
		} else {
			e, events = events[0], events[1:]
		}
		if !a.pays(e.Data) {
			break
		}
		out, rest = pour(out, e)
		leave(rest)
	}
	return slices.DeleteFunc(out, func(e event.Event) bool { return e.For == 0 })
}

// pour adds the next event to a flood, and gives what it leaves of the last one
// behind itself.
func pour(out []event.Event, e event.Event) (_ []event.Event, left event.Event) {
	for len(out) > 0 {
		last := &out[len(out)-1]
		hole := e.At - last.End()
		alike := last.Data.Canonical() == e.Data.Canonical()
		switch {
		case alike && hole <= gap:
			e.At, e.For = last.At, max(last.End(), e.End())-last.At
			out = out[:len(out)-1]
			continue
		case hole < 0 && (e.For == 0 || last.At == e.At && last.For > e.For):
			return out, left
		case hole < 0 && last.At == e.At:
			out = out[:len(out)-1]
			continue
		case hole < 0:
			if last.End() > e.End() {
				left = *last
				left.At, left.For = e.End(), last.End()-e.End()
			}
			last.For = e.At - last.At
		case hole <= gap && last.For >= e.For:
			last.For = e.At - last.At
		case hole <= gap:
			e.At, e.For = last.End(), e.End()-last.End()
		}
		break
	}
	return append(out, e), left
}

// union is the time that either of two lists covers, as events without data that
// do not touch.
//
//	1  =====     ===
//	2    ===== ===
//	=  ======= =====
func union(a *args, x, y []event.Event) []event.Event {
	out := []event.Event{}
	if !a.spend(len(x) + len(y)) {
		return out
	}
	for _, e := range byTime(slices.Concat(x, y)) {
		if n := len(out); n > 0 && e.At <= out[n-1].End() {
			out[n-1].For = max(out[n-1].End(), e.End()) - out[n-1].At
			continue
		}
		out = append(out, event.Event{At: e.At, For: e.For, Data: event.Data{}})
	}
	return out
}

// reaching is the first of some periods, in order and apart, that ends at an
// instant or later.
func reaching(periods []event.Event, at when.Instant) int {
	first, _ := slices.BinarySearchFunc(periods, at, func(p event.Event, at when.Instant) int { return cmp.Compare(p.End(), at) })
	return first
}

// intersect is the parts of events that lie in any of some periods.
//
//	events   =======   ========
//	periods ---- ---  --   ----
//	=        === ==    =   ====
func intersect(a *args, events, periods []event.Event) []event.Event {
	out := []event.Event{}
	free := union(a, periods, nil)
	for _, e := range byTime(events) {
		for _, p := range free[reaching(free, e.At):] {
			if p.At > e.End() || !a.spend(1) {
				break
			}
			if part, ok := e.Span().Cut(p.Span()); ok {
				out = append(out, event.Event{ID: e.ID, At: part.From, For: part.Len(), Data: e.Data})
			}
		}
	}
	return out
}

// beside is all of one list, and of another what does not lie over it.
//
//	1     ====
//	2  -----  --
//	=  ---==== --
func beside(a *args, x, y []event.Event) []event.Event {
	out := slices.Clone(x)
	taken := union(a, x, nil)
	for _, e := range y {
		at := e.At
		for _, t := range taken[reaching(taken, e.At):] {
			if t.At > e.End() || !a.spend(1) {
				break
			}
			if part, ok := (when.Span{From: at, To: e.End()}).Cut(when.Span{From: at, To: t.At}); ok {
				out = append(out, event.Event{ID: e.ID, At: part.From, For: part.Len(), Data: e.Data})
			}
			at = max(at, t.End())
		}
		if at < e.End() || e.For == 0 && at == e.At {
			out = append(out, event.Event{ID: e.ID, At: at, For: e.End() - at, Data: e.Data})
		}
	}
	return byTime(out)
}

// merge adds up events that agree in some keys; it keeps no other data. They
// come in the order of the first of each.
func merge(a *args, events []event.Event, keys []string) []event.Event {
	if len(keys) == 0 {
		return events
	}
	out, at := []event.Event{}, map[string]int{}
	for _, e := range events {
		data := event.Data{}
		for _, key := range keys {
			if v, has := e.Data[key]; has {
				data[key] = v
			}
		}
		if !a.pays(data) {
			break
		}
		name := data.Canonical()
		i, had := at[name]
		if !had {
			at[name] = len(out)
			out = append(out, event.Event{At: e.At, For: e.For, Data: data})
			continue
		}
		out[i].For += e.For
		out[i].At = min(out[i].At, e.At)
	}
	return out
}

// chunks makes one event of neighbours that agree in a key, small holes between
// them or not, and keeps them inside it.
func chunks(a *args, events []event.Event, key string) []event.Event {
	out := []event.Event{}
	for _, e := range byTime(events) {
		v, has := e.Data[key]
		if !has {
			continue
		}
		if !a.pays(v) {
			break
		}
		if n := len(out); n > 0 && same(out[n-1].Data[key], v) && e.At-out[n-1].End() <= gap {
			last := &out[n-1]
			last.For = max(last.End(), e.End()) - last.At
			last.Data["subevents"] = append(last.Data["subevents"].([]event.Event), e)
			continue
		}
		out = append(out, event.Event{At: e.At, For: e.For, Data: event.Data{key: v, "subevents": []event.Event{e}}})
	}
	return out
}

// with is an event with more data.
func with(e event.Event, key string, v any) event.Event {
	e.Data = maps.Clone(e.Data)
	if e.Data == nil {
		e.Data = event.Data{}
	}
	e.Data[key] = v
	return e
}
