package caldav

import (
	"context"
	"fmt"
	"slices"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
)

// lapse puts what has become of facts that were not met again. Those that lie
// in another object now have only moved.
func (p *pulling) lapse(ctx context.Context) error {
	if p.ask.Fact == nil {
		return nil
	}
	l := source.Lapse{
		Ask: p.ask, At: p.ask.Now,
		Here:   func(key string) (logbook.ID, bool) { id, met := p.met[key]; return id, met },
		Proves: func(*logbook.Fact) bool { return true },
	}
	here := idsOf(p.now.Objects)
	for _, id := range p.lapsed {
		if err := p.lapseOf(ctx, l, id, here); err != nil {
			return err
		}
	}
	strays, err := p.strays(ctx, here)
	if err != nil || len(strays) == 0 {
		return err
	}
	if err := p.meetKept(ctx); err != nil {
		return err
	}
	l.Proves = func(f *logbook.Fact) bool { return p.proves(f.ID()) }
	for _, id := range strays {
		if err := p.lapseOf(ctx, l, id, here); err != nil {
			return err
		}
	}
	return nil
}

func (p *pulling) lapseOf(ctx context.Context, l source.Lapse, id logbook.ID, here map[logbook.ID]bool) error {
	if here[id] {
		return nil
	}
	entries, err := l.Entries(ctx, id)
	if err != nil {
		return err
	}
	if entries == nil {
		old, err := p.ask.Fact(ctx, id)
		if err != nil {
			return err
		}
		p.remember(old.Key, id) // a later version of what is here
	}
	for _, e := range entries {
		if e.Fact != nil && !e.Fact.Gone {
			p.remember(e.Fact.Key, e.Fact.ID())
		}
	}
	p.entries = append(p.entries, entries...)
	return nil
}

// remember keeps an id with the object that holds what it speaks of.
func (p *pulling) remember(key string, id logbook.ID) {
	met := p.met[key]
	for name, o := range p.now.Objects {
		if slices.Contains(o.Facts, met) && !slices.Contains(o.Facts, id) {
			o.Facts = append(slices.Clip(o.Facts), id)
			p.now.Objects[name] = o
			return
		}
	}
}

// strays are the facts seen here, not deleted, that no object is known to hold:
// they were put by a reading that was cut short.
func (p *pulling) strays(ctx context.Context, here map[logbook.ID]bool) (list []logbook.ID, err error) {
	if p.ask.Known == nil {
		return nil, nil
	}
	was := idsOf(p.was.Objects)
	var unknown []logbook.ID
	for id, err := range p.ask.Known(ctx) {
		if err != nil {
			return nil, fmt.Errorf("asking what is known of the calendar: %w", err)
		}
		if !here[id] && !was[id] {
			unknown = append(unknown, id)
		}
	}
	for _, id := range unknown {
		f, err := p.ask.Fact(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("asking what is known of the calendar: %w", err)
		}
		if _, met := p.met[f.Key]; met || !f.Gone {
			list = append(list, id)
		}
	}
	return list, nil
}

// meetKept adds what the unchanged objects hold to what was met.
func (p *pulling) meetKept(ctx context.Context) error {
	met := idsIn(p.met)
	newest := map[string]logbook.Fact{}
	for id := range idsOf(p.now.Objects) {
		if met[id] {
			continue
		}
		f, err := p.ask.Fact(ctx, id)
		if err != nil {
			return fmt.Errorf("asking what is known of the calendar: %w", err)
		}
		if _, known := p.met[f.Key]; known {
			continue
		}
		was, ok := newest[f.Key]
		if !ok || logbook.Newer(f.Version, id, was.Version, was.ID()) {
			newest[f.Key] = f
		}
	}
	for key, f := range newest {
		p.met[key] = f.ID()
	}
	return nil
}

// proves says whether a stray has gone. No object can be asked about, so what
// counts is that two readings after another were given whole lists without it.
func (p *pulling) proves(id logbook.ID) bool {
	if p.listing && !p.holding && slices.Contains(p.was.Strays, id) {
		return true
	}
	p.now.Strays = append(p.now.Strays, id)
	return false
}

func idsOf(objects map[string]object) map[logbook.ID]bool {
	all := map[logbook.ID]bool{}
	for _, o := range objects {
		for _, id := range o.Facts {
			all[id] = true
		}
	}
	return all
}

func idsIn(met map[string]logbook.ID) map[logbook.ID]bool {
	all := map[logbook.ID]bool{}
	for _, id := range met {
		all[id] = true
	}
	return all
}
