package waka

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// duration is an unbroken stretch at one project, cut by one thing more where
// that was asked for.
type duration struct {
	Time         float64  `json:"time"` // seconds since 1970
	Duration     float64  `json:"duration"`
	Project      string   `json:"project"`
	Branch       string   `json:"branch,omitempty"`
	Language     string   `json:"language,omitempty"`
	Category     string   `json:"category,omitempty"`
	Editor       string   `json:"editor,omitempty"`
	System       string   `json:"operating_system,omitempty"`
	Machine      string   `json:"machine,omitempty"`
	Entity       string   `json:"entity,omitempty"`
	Dependencies []string `json:"dependencies,omitempty"`
	Color        *string  `json:"color"`

	end when.Instant
}

// durations are the stretches of one day.
func (d *API) durations(r *http.Request) (any, error) {
	q, err := d.asked(r)
	if err != nil {
		return nil, err
	}
	if !slices.Contains([]string{"", "project", "branch", "entity", "language", "dependencies", "os", "editor", "category", "machine"}, q.slice) {
		return nil, fault.New(fault.Usage, "durations cannot be divided by %q", q.slice)
	}
	on, err := d.day(r, "date", q.zone)
	if err != nil {
		return nil, err
	}
	q.days = when.Days{From: on, To: on + 1}
	list, branches := []duration{}, map[string]bool{}
	err = d.stretches(r.Context(), q, func(p logbook.Presence) error {
		system, err := d.system(r.Context(), p.Lane, p.Span.From)
		if p.Branch != "" {
			branches[p.Branch] = true
		}
		list = joined(list, q.cut(&p, system), p.Span)
		return err
	})
	if err != nil {
		return nil, err
	}
	span := q.span()
	return struct {
		Data     []duration `json:"data"`
		Branches []string   `json:"branches"`
		Start    string     `json:"start"`
		End      string     `json:"end"`
		Timezone string     `json:"timezone"`
	}{list, append([]string{}, slices.Sorted(maps.Keys(branches))...), stamp(span.From), stamp(span.To - 1), q.zone.String()}, nil
}

// cut is what of a presence is told: its project, and what it is cut by.
func (q asked) cut(p *logbook.Presence, system string) duration {
	u := duration{Project: nameOr(p.Project, "Unknown Project")}
	switch q.slice {
	case "branch":
		u.Branch = p.Branch
	case "entity":
		u.Entity = p.Session
	case "dependencies":
		u.Dependencies = strings.FieldsFunc(p.Session, func(r rune) bool { return r == ',' })
	case "language":
		u.Language = nameOr(p.Language, "Other")
	case "os":
		u.System = nameOr(system, "Unknown OS")
	case "editor":
		u.Editor = nameOr(p.Lane.Program, "Unknown Editor")
	case "category":
		u.Category = categoryName(p.Category)
	case "machine":
		u.Machine = nameOr(p.Lane.Machine, "Unknown Machine")
	}
	return u
}

// joined adds a stretch to the list: to the last one, where it goes on with it.
func joined(list []duration, u duration, span when.Span) []duration {
	seconds := func(i when.Instant) float64 { return float64(i) / float64(when.Second) }
	if n := len(list); n > 0 && list[n-1].end == span.From && list[n-1].same(&u) {
		list[n-1].Duration = seconds(span.To) - list[n-1].Time
		list[n-1].end = span.To
		return list
	}
	u.Time, u.Duration, u.end = seconds(span.From), seconds(span.Len()), span.To
	return append(list, u)
}

func (u *duration) same(o *duration) bool {
	return u.Project == o.Project && u.Branch == o.Branch && u.Language == o.Language && u.Category == o.Category &&
		u.Editor == o.Editor && u.System == o.System && u.Machine == o.Machine && u.Entity == o.Entity &&
		slices.Equal(u.Dependencies, o.Dependencies)
}
