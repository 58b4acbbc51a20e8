package waka

import (
	"context"
	"net/http"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// sums is a day, or some days, added up.
type sums struct {
	whole                                                                                 when.Instant
	categories, projects, languages, editors, systems, machines, branches, entities, deps tally
}

func newSums() *sums {
	return &sums{0, tally{}, tally{}, tally{}, tally{}, tally{}, tally{}, tally{}, tally{}, tally{}}
}

// add takes in a part of a presence.
func (s *sums) add(p *logbook.Presence, system string, length when.Instant) {
	s.whole += length
	s.categories[categoryName(p.Category)] += length
	s.projects[nameOr(p.Project, "Unknown Project")] += length
	s.languages[nameOr(p.Language, "Other")] += length
	s.editors[nameOr(p.Lane.Program, "Unknown Editor")] += length
	s.systems[nameOr(system, "Unknown OS")] += length
	s.machines[nameOr(p.Lane.Machine, "Unknown Machine")] += length
	s.branches[nameOr(p.Branch, "Unknown Branch")] += length
}

// day is a day in the shape of WakaTime's summaries.
type day struct {
	GrandTotal   total   `json:"grand_total"`
	Categories   []share `json:"categories"`
	Projects     []share `json:"projects"`
	Languages    []share `json:"languages"`
	Editors      []share `json:"editors"`
	Systems      []share `json:"operating_systems"`
	Machines     []share `json:"machines"`
	Branches     []share `json:"branches,omitempty"` // where one project was asked for
	Entities     []share `json:"entities,omitempty"`
	Dependencies []share `json:"dependencies"`
	Range        dates   `json:"range"`
}

// dates is a day as WakaTime names it.
type dates struct {
	Date     string `json:"date"`
	Start    string `json:"start"`
	End      string `json:"end"`
	Text     string `json:"text"`
	Timezone string `json:"timezone"`
}

func (d *API) dates(q asked, on when.Day) dates {
	s := on.Span(q.zone)
	text := on.Time().Format("Mon Jan 2 2006")
	switch d.Now().Day(q.zone) - on {
	case 0:
		text = "Today"
	case 1:
		text = "Yesterday"
	}
	return dates{on.String(), stamp(s.From), stamp(s.To - 1), text, q.zone.String()}
}

func (d *API) shown(q asked, on when.Day, s *sums) day {
	out := day{
		GrandTotal: totalOf(s.whole), Categories: s.categories.shares(s.whole), Projects: s.projects.shares(s.whole),
		Languages: s.languages.shares(s.whole), Editors: s.editors.shares(s.whole), Systems: s.systems.shares(s.whole),
		Machines: s.machines.shares(s.whole), Dependencies: s.deps.shares(s.whole), Range: d.dates(q, on),
	}
	for i := range out.Machines {
		out.Machines[i].Machine = out.Machines[i].Name
	}
	if q.project != "" {
		out.Branches, out.Entities = s.branches.shares(s.whole), s.entities.shares(s.whole)
	}
	return out
}

// sum adds up each day that q asks for, in order.
func (d *API) sum(ctx context.Context, q asked) ([]*sums, error) {
	list := make([]*sums, q.days.Len())
	bounds := make([]when.Instant, q.days.Len()+1)
	for i := range list {
		list[i] = newSums()
		bounds[i] = (q.days.From + when.Day(i)).Start(q.zone)
	}
	bounds[len(list)] = q.days.To.Start(q.zone)
	i := 0
	err := d.stretches(ctx, q, func(p logbook.Presence) error {
		system, err := d.system(ctx, p.Lane, p.Span.From)
		for from := p.Span.From; err == nil && from < p.Span.To; {
			for bounds[i+1] <= from {
				i++
			}
			to := min(p.Span.To, bounds[i+1])
			list[i].add(&p, system, to-from)
			from = to
		}
		return err
	})
	return list, err
}

// summaries are days, one by one, and what they come to.
func (d *API) summaries(r *http.Request) (any, error) {
	q, err := d.asked(r)
	if err != nil {
		return nil, err
	}
	if q.days, err = d.ranged(r, q.zone); err != nil {
		return nil, err
	}
	list, err := d.sum(r.Context(), q)
	if err != nil {
		return nil, err
	}
	if q.project != "" && q.days.Len() <= entityDays {
		if err := d.entities(r.Context(), q, list); err != nil {
			return nil, err
		}
	}
	return d.added(q, list), nil
}

// entityDays is up to how many days are told by file: only the heartbeats
// themselves know the files, and of a year they are many.
const entityDays = 31

// entities adds up the files of a project.
func (d *API) entities(ctx context.Context, q asked, list []*sums) error {
	q.slice = "entity"
	return d.stretches(ctx, q, func(p logbook.Presence) error {
		for from := p.Span.From; from < p.Span.To; {
			on := from.Day(q.zone)
			to := min(p.Span.To, (on + 1).Start(q.zone))
			list[on-q.days.From].entities[p.Session] += to - from
			from = to
		}
		return nil
	})
}

// cumulative is what some days come to.
type cumulative struct {
	Seconds float64 `json:"seconds"`
	Text    string  `json:"text"`
	Decimal string  `json:"decimal"`
	Digital string  `json:"digital"`
}

func cumulated(length when.Instant) cumulative {
	t := totalOf(length)
	return cumulative{t.Total, t.Text, t.Decimal, t.Digital}
}

// average is what a day among them came to; a holiday is one without anything.
type average struct {
	Holidays int     `json:"holidays"`
	All      int     `json:"days_including_holidays"`
	Worked   int     `json:"days_minus_holidays"`
	Seconds  float64 `json:"seconds"`
	Text     string  `json:"text"`
}

func (d *API) added(q asked, list []*sums) any {
	days := make([]day, len(list))
	var whole when.Instant
	a := average{All: len(list)}
	for i, s := range list {
		days[i] = d.shown(q, q.days.From+when.Day(i), s)
		whole += s.whole
		if s.whole > 0 {
			a.Worked++
		}
	}
	a.Holidays = a.All - a.Worked
	mean := totalOf(whole / when.Instant(max(1, a.Worked)))
	a.Seconds, a.Text = mean.Total, mean.Text
	span := q.span()
	return struct {
		Data       []day      `json:"data"`
		Cumulative cumulative `json:"cumulative_total"`
		Average    average    `json:"daily_average"`
		Start      string     `json:"start"`
		End        string     `json:"end"`
	}{days, cumulated(whole), a, stamp(span.From), stamp(span.To - 1)}
}

// today is what an editor shows in its status bar. Where there is a sentence of
// our own it stands in the total, and the categories are left out: clients show
// several of those instead.
func (d *API) today(r *http.Request) (any, error) {
	q, err := d.asked(r)
	if err != nil {
		return nil, err
	}
	on := d.Now().Day(q.zone)
	q.days = when.Days{From: on, To: on + 1}
	list, err := d.sum(r.Context(), q)
	if err != nil {
		return nil, err
	}
	shown := d.shown(q, on, list[0])
	if text := d.sentence(r.Context()); text != "" {
		shown.GrandTotal.Text, shown.Categories = text, []share{}
	}
	return struct {
		Cached string `json:"cached_at"`
		Data   day    `json:"data"`
		Team   bool   `json:"has_team_features"`
	}{stamp(d.Now()), shown, false}, nil
}

// sentence is our own of today; "" where there is none, and the hours must do.
func (d *API) sentence(ctx context.Context) string {
	if d.Say == nil {
		return ""
	}
	text, err := d.Say(ctx)
	if err != nil {
		return ""
	}
	return text
}
