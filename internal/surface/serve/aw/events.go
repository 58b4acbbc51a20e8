package aw

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/activitywatch"
	"github.com/backsight/backsight/internal/source/activitywatch/event"
)

// body reads the JSON of a request.
func body(r *http.Request, into any) error {
	text, err := io.ReadAll(r.Body)
	if err != nil {
		return tooLong(err)
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return nil
	}
	if err := json.Unmarshal(text, into); err != nil {
		return wrong(http.StatusBadRequest, "that cannot be read: "+err.Error())
	}
	return nil
}

// tooLong is the error of a body that could not be read: the client's fault
// either way.
func tooLong(err error) error {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return err
	}
	return wrong(http.StatusBadRequest, "the request broke off")
}

// largest is how many bytes an event or a setting may have: each is held as a whole, and
// what a watcher says has some hundred.
const largest = 512 << 10

// small says why an event is not kept: it is too long.
func small(events ...event.Event) error {
	for _, e := range events {
		if len(e.Data.Canonical()) > largest {
			return wrong(http.StatusRequestEntityTooLarge, "an event has at most 512 KB")
		}
	}
	return nil
}

// heartbeat takes one heartbeat and answers the event it is part of.
func (s *server) heartbeat(r *http.Request) (any, error) {
	b, err := s.bucket(r)
	if err != nil {
		return nil, err
	}
	pulse, err := pulsetime(r)
	if err != nil {
		return nil, err
	}
	var e *event.Event
	if err := body(r, &e); err != nil {
		return nil, err
	}
	if e == nil {
		return nil, wrong(http.StatusBadRequest, "a heartbeat is an event")
	}
	if err := small(*e); err != nil {
		return nil, err
	}
	if _, kept := s.Keep.Beat(&b.Bucket, *e); !kept {
		return e, nil // a private window: answered, and forgotten
	}
	return b.addHeartbeat(r.Context(), s, *e, pulse)
}

func pulsetime(r *http.Request) (when.Instant, error) {
	n, err := strconv.ParseFloat(r.URL.Query().Get("pulsetime"), 64)
	pulse, ok := event.Length(n)
	if err != nil || !ok {
		return 0, wrong(http.StatusBadRequest, "a heartbeat takes ?pulsetime= in seconds")
	}
	return min(pulse, back), nil
}

// period is the span a request asks for, all where it names none.
func period(r *http.Request) (span when.Span, err error) {
	span = all
	for _, end := range []struct {
		at    *when.Instant
		names []string
	}{{&span.From, []string{"start", "starttime"}}, {&span.To, []string{"end", "endtime"}}} {
		for _, name := range end.names {
			text := r.URL.Query().Get(name)
			if text == "" || text == "null" {
				continue
			}
			if *end.at, err = event.Time(text); err != nil {
				return span, wrong(http.StatusBadRequest, name+" is no time: "+err.Error())
			}
		}
	}
	return span, nil
}

// events answers those of a period, newest first, cut to it.
func (s *server) events(r *http.Request) (any, error) {
	b, err := s.bucket(r)
	if err != nil {
		return nil, err
	}
	span, err := period(r)
	if err != nil {
		return nil, err
	}
	limit := -1
	if text := r.URL.Query().Get("limit"); text != "" && text != "null" {
		if limit, err = strconv.Atoi(text); err != nil || limit < -1 {
			return nil, wrong(http.StatusBadRequest, "limit is no number of events; -1 is all")
		}
	}
	var list []event.Event
	if limit >= 0 {
		list, err = s.last(r.Context(), b, span, limit)
	} else {
		list, err = s.within(r.Context(), b, span, new(holding))
	}
	if list == nil {
		list = []event.Event{}
	}
	return list, err
}

func (s *server) count(r *http.Request) (any, error) {
	b, err := s.bucket(r)
	if err != nil {
		return nil, err
	}
	span, err := period(r)
	if err != nil {
		return nil, err
	}
	n := 0
	for _, err := range s.cut(r.Context(), b, span) {
		if err != nil {
			return nil, err
		}
		n++
	}
	return n, nil
}

// findEvent is the event a request names.
func (s *server) findEvent(r *http.Request) (*bucket, item, error) {
	b, err := s.bucket(r)
	if err != nil {
		return nil, item{}, err
	}
	id, _ := strconv.ParseInt(r.PathValue("event"), 10, 64) // what is no number names none
	it, ok, err := s.find(r.Context(), b, id)
	if err == nil && !ok {
		err = wrong(http.StatusNotFound, "there is no such event")
	}
	return b, it, err
}

func (s *server) event(r *http.Request) (any, error) {
	_, it, err := s.findEvent(r)
	return it.Event, err
}

func (s *server) deleteEvent(r *http.Request) (any, error) {
	b, it, err := s.findEvent(r)
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	defer b.forget()
	beat := gone(b, it)
	return map[string]bool{"success": true}, s.put(r.Context(), logbook.Entry{Beat: &beat})
}

// insert keeps events as they are: one, or a list of them. One that has the
// number of an event that is there takes its place.
func (s *server) insert(r *http.Request) (any, error) {
	b, err := s.bucket(r)
	if err != nil {
		return nil, err
	}
	var text json.RawMessage
	if err := body(r, &text); err != nil {
		return nil, err
	}
	var list []event.Event
	if text = bytes.TrimSpace(text); len(text) > 0 && text[0] == '{' {
		text = slices.Concat([]byte{'['}, text, []byte{']'})
	}
	if err := json.Unmarshal(text, &list); err != nil {
		return nil, wrong(http.StatusBadRequest, "that cannot be read: "+err.Error())
	}
	if err := small(list...); err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	defer b.forget()
	if err := s.replace(r.Context(), b, list); err != nil {
		return nil, err
	}
	for part := range slices.Chunk(list, chunk) {
		if err := s.putEvents(r.Context(), b, part); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// replace takes back the events whose places others take.
func (s *server) replace(ctx context.Context, b *bucket, list []event.Event) error {
	var entries []logbook.Entry
	for _, e := range list {
		if it, ok, err := s.find(ctx, b, e.ID); err != nil {
			return err
		} else if ok {
			beat := gone(b, it)
			entries = append(entries, logbook.Entry{Beat: &beat})
		}
	}
	return s.put(ctx, entries...)
}

// putEvents keeps some events. One that was taken back before is there again; of one
// that is there already the longer stays. The bucket's lock is held.
func (s *server) putEvents(ctx context.Context, b *bucket, list []event.Event) error {
	if len(list) == 0 {
		return nil
	}
	gone, err := s.gone(ctx, b, list)
	if err != nil {
		return err
	}
	var entries []logbook.Entry
	for _, e := range list {
		beat, kept := s.Keep.Beat(&b.Bucket, e)
		if !kept {
			continue
		}
		if more, was := gone[beat.Key]; was {
			beat.More = max(beat.More, more+1)
		}
		entries = append(entries, logbook.Entry{Beat: &beat})
	}
	return s.put(ctx, entries...)
}

// gone are the versions of those that were taken back, by key.
func (s *server) gone(ctx context.Context, b *bucket, list []event.Event) (map[string]int64, error) {
	span := when.Span{From: list[0].At, To: list[0].At}
	mine := map[string]bool{}
	for _, e := range list {
		span.From, span.To = min(span.From, e.At), max(span.To, e.At)
		mine[activitywatch.KeyOf(&b.Bucket, e)] = true
	}
	span.To++
	versions := map[string]int64{}
	for it, err := range s.items(ctx, b, span) {
		if err != nil {
			return nil, err
		}
		if it.gone && mine[it.key] {
			versions[it.key] = it.More
		}
	}
	return versions, nil
}
