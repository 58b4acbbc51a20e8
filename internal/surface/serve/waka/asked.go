package waka

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// asked is what a request wants to know.
type asked struct {
	zone     *time.Location
	days     when.Days
	timeout  when.Instant // 0 for logbook.KeystrokeTimeout
	writes   bool         // only what was saved
	project  string       // "" for all
	language string       // "" for all
	machine  string       // "" for all
	branches []string     // nil for all
	slice    string       // what durations are cut by besides the project
}

// span is the days in their zone.
func (q asked) span() when.Span {
	return when.Span{From: q.days.From.Start(q.zone), To: q.days.To.Start(q.zone)}
}

// own says that what is remembered does not answer it.
func (q asked) own() bool {
	return q.timeout != 0 || q.writes || q.slice == "entity" || q.slice == "dependencies"
}

// has says whether a presence is among what is asked for.
func (q asked) has(p *logbook.Presence) bool {
	return (q.project == "" || p.Project == q.project) && (q.language == "" || p.Language == q.language) &&
		(q.machine == "" || p.Lane.Machine == q.machine) && (q.branches == nil || slices.Contains(q.branches, p.Branch))
}

// asked reads a request but for its days.
func (d *API) asked(r *http.Request) (q asked, err error) {
	values := r.URL.Query()
	if q.zone, err = d.zone(r); err != nil {
		return q, err
	}
	q.project, q.slice = values.Get("project"), values.Get("slice_by")
	q.language, q.machine = values.Get("language"), values.Get("machine")
	if text := values.Get("branches"); text != "" {
		q.branches = strings.Split(text, ",")
	}
	q.writes = slices.Contains([]string{"true", "1", "True"}, values.Get("writes_only"))
	if text := values.Get("timeout"); text != "" {
		minutes, err := strconv.Atoi(text)
		if err != nil || minutes < 1 || minutes > 60 {
			return q, fault.New(fault.Usage, "a timeout is 1 to 60 minutes, not %q", text)
		}
		q.timeout = when.Instant(minutes) * when.Minute
	}
	return q, nil
}

// longestRange bounds what one request may ask for: somewhat over ten years.
const longestRange = 4000

// ranged reads the days a request asks for: start and end, both included, or
// the name of a range.
func (d *API) ranged(r *http.Request, zone *time.Location) (when.Days, error) {
	values := r.URL.Query()
	if name := values.Get("range"); name != "" && values.Get("start") == "" {
		return d.named(name, zone)
	}
	start, err := d.day(r, "start", zone)
	if err != nil {
		return when.Days{}, err
	}
	end, err := d.day(r, "end", zone)
	if err != nil {
		return when.Days{}, err
	}
	days := when.Days{From: start, To: end + 1}
	if days.Len() == 0 || days.Len() > longestRange {
		return days, fault.New(fault.Usage, "the range from %s to %s must have 1 to %d days", start, end, longestRange)
	}
	return days, nil
}

// named is a range by its name, however it is written: "Last 7 Days",
// "last_7_days".
func (d *API) named(name string, zone *time.Location) (when.Days, error) {
	today := d.Now().Day(zone)
	monday, first := today.Monday(), when.Date(today.Year(), today.Time().Month(), 1)
	before := when.Date((first - 1).Year(), (first - 1).Time().Month(), 1)
	back := func(n when.Day) when.Days { return when.Days{From: today + 1 - n, To: today + 1} }
	switch strings.ReplaceAll(strings.ToLower(name), " ", "_") {
	case "today":
		return back(1), nil
	case "yesterday":
		return when.Days{From: today - 1, To: today}, nil
	case "last_7_days":
		return back(7), nil
	case "last_7_days_from_yesterday":
		return when.Days{From: today - 7, To: today}, nil
	case "last_14_days":
		return back(14), nil
	case "last_30_days":
		return back(30), nil
	case "last_6_months":
		return back(183), nil
	case "last_12_months", "last_year":
		return back(365), nil
	case "this_week":
		return when.Days{From: monday, To: today + 1}, nil
	case "last_week":
		return when.Days{From: monday - 7, To: monday}, nil
	case "this_month":
		return when.Days{From: first, To: today + 1}, nil
	case "last_month":
		return when.Days{From: before, To: first}, nil
	}
	return when.Days{}, fault.New(fault.Usage, "there is no range called %q", name)
}
