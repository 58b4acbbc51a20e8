package reckon

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"sort"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/kinds"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// diary is the whole calendar, worked out once for a reading: what was planned
// on all days there is evidence of, in order of time, and what it is about.
type diary struct {
	days   when.Days
	found  []logbook.Occurrence
	until  []when.Instant // the latest end of found up to here, never falling
	sorter *kinds.Sorter
	topic  func(logbook.Occurrence) timeline.Topic
	seen   map[logbook.ID][]logbook.Sighting // of many pieces at once; nil: to be asked for
}

// diary is the calendar as noted, or worked out anew.
func (d Desk) diary(ctx context.Context, g policy.Grant, q Question) (diary, error) {
	days, err := d.evidenceDays(ctx, g, q)
	if err != nil {
		return diary{}, err
	}
	name := fmt.Sprint("diary ", q.stamp(), days, q.Instant/when.Hour)
	return noted(ctx, d.Notes, g, name, func() (diary, error) { return d.diaryAnew(ctx, g, q, days) })
}

// diaryAnew reads all events: a series may have begun long before the days asked
// for, and what it is about is told by all of it.
func (d Desk) diaryAnew(ctx context.Context, g policy.Grant, q Question, days when.Days) (out diary, err error) {
	out.days = days
	events, err := gather(d.Book.Facts(ctx, g, when.Span{}, logbook.KindEvent))
	if err != nil {
		return out, fmt.Errorf("reading the calendar: %w", err)
	}
	zone := q.Habits.Zone
	if len(events) > 0 && d.Expand != nil {
		wide := when.Span{From: (out.days.From - apart).Start(zone(out.days.From)), To: (out.days.To + apart).Start(zone(out.days.To))}
		for _, part := range lived(wide, q.Habits) {
			more, _ := d.Expand(events, q.Habits.Self, part, q.Habits)
			out.found = append(out.found, more...)
		}
		slices.SortStableFunc(out.found, func(a, b logbook.Occurrence) int { return cmp.Compare(a.Span.From, b.Span.From) })
	}
	latest := when.Instant(math.MinInt64)
	for i := range out.found {
		latest = max(latest, out.found[i].Span.To)
		out.until = append(out.until, latest)
	}
	out.sorter = kinds.New(q.kinds(), kinds.Gather(out.found, q.Instant, zone), q.pins)
	out.topic = out.sorter.Topics()
	return out, nil
}

// within is what lies in a span, in order of time.
func (d diary) within(span when.Span) []logbook.Occurrence {
	from := sort.Search(len(d.until), func(i int) bool { return d.until[i] > span.From })
	to := sort.Search(len(d.found), func(i int) bool { return d.found[i].Span.From >= span.To })
	return slices.Clip(d.found[from:max(from, to)])
}

// stampJoint parts what a stamp says of the question from what was learnt.
const stampJoint = "."

// stamp names everything but evidence on which remembered numbers depend, what
// was learnt from the pins included, and then the first day that is reckoned.
func (d diary) stamp(q Question) string {
	sum := sha256.Sum256([]byte(d.sorter.Digest()))
	return q.stamp() + stampJoint + hex.EncodeToString(sum[:4]) + stampJoint + d.days.From.String()
}
