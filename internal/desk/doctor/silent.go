package doctor

import (
	"context"
	"path/filepath"
	"slices"
	"time"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/all"
)

// What is unusually long: days without a reading of what lies on this machine, and days
// without a sign from a program that records hands.
const (
	longUnread = 30
	longSilent = 21
)

// readOften says which places on this machine were last read long ago: nothing of since
// then is known, and that looks like not building.
func (c check) readOften(ctx context.Context) []Finding {
	read, err := c.d.ReadAt(ctx)
	if err != nil {
		return []Finding{bad("reading", "try again; if it stays, `backsight doctor` names what is damaged", "when places were last read is not known: %v", err)}
	}
	old, first := 0, when.Instant(0)
	for p, at := range read {
		if p.Machine != c.Machine() || !filepath.IsAbs(p.URI) || egress.Address(p.URI) || c.Now()-at < longUnread*24*when.Hour {
			continue
		}
		if old++; first == 0 || at < first {
			first = at
		}
	}
	if old == 0 {
		return nil
	}
	return []Finding{bad("reading", "`backsight import` reads what is new; `backsight serve` does so every quarter of an hour",
		"%s not read for %d days or more, the longest since %s: what happened there since then is missing",
		say.Count(old, "place was", "places were"), longUnread, first.Day(time.UTC))}
}

// heardFrom says which program that records what hands do has been silent unusually
// long: its absence is no evidence of not working.
func (c check) heardFrom(ctx context.Context) (out []Finding) {
	coverage, err := c.d.DB.Coverage(ctx, c.d.Grant)
	if err != nil {
		return nil // soundStore says it
	}
	last := map[string]when.Day{}
	for _, k := range coverage {
		if s := all.Declared().Named(k.Place.Source); slices.Contains(s.Sees, logbook.Hands) && k.To != when.NoDay {
			last[s.Name] = max(last[s.Name], k.To)
		}
	}
	today := c.Now().Day(time.UTC)
	for _, s := range all.Declared() {
		day, known := last[s.Name]
		if known && today-day > longSilent {
			out = append(out, note("silence", "the last sign from %s is of %s, %d days ago; if you worked since then, it is not recorded", s.Many, day-1, int(today-day+1)))
		}
	}
	return out
}

// namesakes says which addresses in the histories may be the person's and are nobody's
// so far.
func (c check) namesakes(ctx context.Context) []Finding {
	q, err := c.d.Question(ctx, desk.Query{})
	if err != nil || len(q.Uncounted) == 0 {
		return nil
	}
	return []Finding{bad("identity", "`backsight me` lists them; `backsight me add ADDRESS` counts one, `backsight me not ADDRESS` never asks again",
		"%s in what was read may be yours and %s not counted", say.Count(len(q.Uncounted), "address", "addresses"), say.Plural(len(q.Uncounted), "is", "are"))}
}
