package waka

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// everything is a span that holds all that can be kept.
var everything = when.Span{From: when.At(when.Date(1, 1, 1).Time()), To: when.At(when.Date(10000, 1, 1).Time())}

// none is an answer without anything in it: Backsight sets no goals, and it
// compares no people.
func (d *API) none(*http.Request) (any, error) { return data{[]any{}}, nil }

// user is whose server this is. Nothing that names the person is told.
func (d *API) user(r *http.Request) (any, error) {
	zone, err := d.zone(r)
	if err != nil {
		return nil, err
	}
	return data{map[string]any{
		"id": "current", "username": "me", "display_name": "me", "full_name": "", "email": nil, "photo": nil,
		"timezone": zone.String(), "timeout": int(logbook.KeystrokeTimeout / when.Minute), "writes_only": false, "has_premium_features": false,
	}}, nil
}

// allTime is the time of all heartbeats there are.
func (d *API) allTime(r *http.Request) (any, error) {
	q, err := d.asked(r)
	if err != nil {
		return nil, err
	}
	today := d.Now().Day(q.zone)
	q.days = when.Days{From: logbook.EarliestBeat.Day(time.UTC), To: today + 2}
	var whole when.Instant
	first := today
	err = d.stretches(r.Context(), q, func(p logbook.Presence) error {
		whole += p.Span.Len()
		first = min(first, p.Span.From.Day(q.zone))
		return nil
	})
	if err != nil {
		return nil, err
	}
	t := totalOf(whole)
	return data{map[string]any{
		"total_seconds": t.Total, "text": t.Text, "decimal": t.Decimal, "digital": t.Digital,
		"is_up_to_date": true, "percent_calculated": 100, "timeout": int(cmp.Or(q.timeout, logbook.KeystrokeTimeout) / when.Minute),
		"range": map[string]any{
			"start_date": first.String(), "end_date": today.String(),
			"start": stamp(first.Start(q.zone)), "end": stamp((today + 1).Start(q.zone) - 1), "timezone": q.zone.String(),
		},
	}}, nil
}

// client is one user agent, in WakaTime's shape.
type client struct {
	ID        string `json:"id"`
	Value     string `json:"value"`
	Editor    string `json:"editor"`
	Version   string `json:"version"`
	System    string `json:"os"`
	Browser   bool   `json:"is_browser_extension"`
	Desktop   bool   `json:"is_desktop_app"`
	FirstSeen string `json:"first_seen"`
	LastSeen  string `json:"last_seen"`
}

// machine is one machine, in WakaTime's shape. Its id is its name.
type machine struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Value     string `json:"value"`
	FirstSeen string `json:"first_seen"`
	LastSeen  string `json:"last_seen_at"`
}

// page is a list in one page.
type page struct {
	Data  any `json:"data"`
	Page  int `json:"page"`
	Pages int `json:"total_pages"`
	Total int `json:"total"`
}

// times is when a thing was seen first and last.
type times struct{ first, last when.Instant }

func (t times) with(at when.Instant) times { return times{min(t.first, at), max(t.last, at)} }

// userAgents are all that ever sent a heartbeat.
func (d *API) userAgents(r *http.Request) (any, error) {
	seen, err := d.seen(r, func(b *logbook.Beat) string { return userAgent(b.Raw) })
	if err != nil {
		return nil, err
	}
	list := []client{}
	for _, value := range slices.Sorted(maps.Keys(seen)) {
		a := d.Agent(value)
		list = append(list, client{
			ID: agentID(value), Value: value, Editor: a.Editor, Version: a.Version, System: a.System,
			Browser: browser(a), FirstSeen: stamp(seen[value].first), LastSeen: stamp(seen[value].last),
		})
	}
	return page{list, 1, 1, len(list)}, nil
}

// machineNames are all that ever sent a heartbeat.
func (d *API) machineNames(r *http.Request) (any, error) {
	seen, err := d.seen(r, func(b *logbook.Beat) string { return b.Lane.Machine })
	if err != nil {
		return nil, err
	}
	list := []machine{}
	for _, name := range slices.Sorted(maps.Keys(seen)) {
		list = append(list, machine{name, name, name, stamp(seen[name].first), stamp(seen[name].last)})
	}
	return page{list, 1, 1, len(list)}, nil
}

// seen is when each name that a heartbeat gives was met first and last.
func (d *API) seen(r *http.Request, name func(*logbook.Beat) string) (map[string]times, error) {
	all := map[string]times{}
	for b, err := range d.Book.Items(r.Context(), d.Grant, everything, Source) {
		if err != nil {
			return nil, fmt.Errorf("reading who sent what: %w", err)
		}
		n := name(&b)
		if n == "" {
			continue
		}
		t, met := all[n]
		if !met {
			t = times{b.At, b.At}
		}
		all[n] = t.with(b.At)
	}
	return all, nil
}

func browser(a Agent) bool {
	return slices.Contains([]string{"Chrome", "Firefox", "Edge", "Safari", "Opera", "Brave", "chrome", "firefox", "edge", "safari"}, a.Editor)
}
