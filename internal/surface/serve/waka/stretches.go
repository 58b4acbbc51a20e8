package waka

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// stretches hands over the presences that answer q, in order of time, cut to its
// span: those remembered, where they can, else from the beats. Where q is cut
// by entity or dependencies, that stands in Session.
func (d *API) stretches(ctx context.Context, q asked, visit func(logbook.Presence) error) error {
	span := q.span()
	span.To = max(span.From, min(span.To, d.Now()+logbook.ClockAhead))
	kept := func(p logbook.Presence) error {
		cut, ok := p.Span.Cut(span)
		if !ok || p.Lane.Source != Source || !q.has(&p) {
			return nil
		}
		p.Span = cut
		return visit(p)
	}
	if d.Fresh == nil || q.own() || d.Fresh(ctx) != nil {
		return d.worked(ctx, q, span, kept)
	}
	for p, err := range d.Book.Presences(ctx, d.Grant, span) {
		if err == nil {
			err = kept(p)
		}
		if err != nil {
			return fmt.Errorf("reading the presences: %w", err)
		}
	}
	return nil
}

// worked works the presences of a span out of its beats, and of those around it
// that reach into it.
func (d *API) worked(ctx context.Context, q asked, span when.Span, visit func(logbook.Presence) error) error {
	timeout := q.timeout
	if timeout == 0 {
		timeout = logbook.KeystrokeTimeout
	}
	wide := when.Span{From: span.From - timeout - logbook.Remembered, To: span.To + timeout}
	beats := d.Book.Beats
	if q.slice == "dependencies" {
		beats = d.Book.Items
	}
	return d.Part(q.chosen(logbook.Placed(beats(ctx, d.Grant, wide, Source))), timeout, q.zone, visit)
}

// chosen leaves out what was not saved where only that is asked for, and notes
// in Session what durations are cut by.
func (q asked) chosen(beats iter.Seq2[logbook.Beat, error]) iter.Seq2[logbook.Beat, error] {
	return func(yield func(logbook.Beat, error) bool) {
		for b, err := range beats {
			if err == nil && q.writes && !b.Write {
				continue
			}
			switch q.slice {
			case "entity":
				b.Session = b.Entity
			case "dependencies":
				b.Session = dependencies(b.Raw)
			}
			if !yield(b, err) {
				return
			}
		}
	}
}

// dependencies are those a heartbeat names, in its order.
func dependencies(raw []byte) string {
	var item struct{ Dependencies []string }
	if json.Unmarshal(raw, &item) != nil {
		return ""
	}
	return strings.Join(item.Dependencies, ",")
}

// system is the operating system a lane runs on, as the heartbeats around that
// instant say; some of the lane's are within the longest timeout of it.
func (d *API) system(ctx context.Context, lane logbook.Lane, at when.Instant) (string, error) {
	if name, was := d.systems.Load(lane); was {
		return name.(string), nil
	}
	for b, err := range d.Book.Items(ctx, d.Grant, when.Span{From: at - when.Hour, To: at + when.Hour}, Source) {
		if err != nil {
			return "", fmt.Errorf("reading what a client says of itself: %w", err)
		}
		if b.Lane == lane {
			name := d.Agent(userAgent(b.Raw)).System
			d.systems.Store(lane, name)
			return name, nil
		}
	}
	return "", nil
}

// userAgent is what a heartbeat says of its client.
func userAgent(raw []byte) string {
	var item struct {
		UserAgent string `json:"user_agent"`
		Plugin    string `json:"plugin"`
	}
	if json.Unmarshal(raw, &item) != nil {
		return ""
	}
	return nameOr(item.UserAgent, item.Plugin)
}
