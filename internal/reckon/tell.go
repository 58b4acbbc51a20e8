package reckon

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// told is what the facts say of themselves, read once.
type told struct {
	data     string             // SHA-256 over the ids in force, in their order
	squashed []drift.Instrument // repositories that went over to squash merging
	merged   map[logbook.Place][]merged
	commits  int // own, authored
	events   int
	beats    int                                // of all places of activity
	own      map[logbook.Place]map[ownWork]bool // by place: authored, not merges, doubles once
	squash   int                                // subject ends in "(#12)"
	utc      int                                // written at offset +0000, away from where that is home
	marked   int                                // bear an assistant's mark
}

// ownWork is a work of the person's own, whatever ids it bears.
type ownWork struct {
	at      when.Instant
	subject string
}

// tell is what the facts say of themselves, as noted or read anew.
func (d Desk) tell(ctx context.Context, g policy.Grant, habits timeline.Habits) (told, error) {
	return noted(ctx, d.Notes, g, fmt.Sprint("told ", habits.Homes), func() (told, error) { return d.tellAnew(ctx, g, habits) })
}

// tellAnew reads every fact in force once, and where it was seen.
func (d Desk) tellAnew(ctx context.Context, g policy.Grant, habits timeline.Habits) (told, error) {
	t := told{own: map[logbook.Place]map[ownWork]bool{}, merged: map[logbook.Place][]merged{}}
	seen, err := gather(d.Book.Sightings(ctx, g, when.Span{}))
	if err != nil {
		return t, fmt.Errorf("reading where the facts were seen: %w", err)
	}
	places := map[logbook.ID][]logbook.Place{}
	for _, s := range seen {
		places[s.Fact] = append(places[s.Fact], s.Place)
	}
	h := sha256.New()
	for f, err := range d.Book.Facts(ctx, g, when.Span{}) {
		if err != nil {
			return t, fmt.Errorf("reading the facts: %w", err)
		}
		if isSaid(f.Kind) {
			continue
		}
		id := f.ID()
		h.Write(id[:])
		t.count(&f, places[id], habits)
	}
	for p, commits := range t.merged {
		if day := squashChange(commits); day != when.NoDay {
			t.squashed = append(t.squashed, drift.Instrument{ID: "squash merging in " + p.Where(), Start: day, End: when.NoDay})
		}
	}
	slices.SortFunc(t.squashed, func(a, b drift.Instrument) int { return strings.Compare(a.ID, b.ID) })
	t.data = hex.EncodeToString(h.Sum(nil))
	return t, nil
}

// hear counts the beats, of which no fact is read: what they are is told by how
// many there are of each place, and over which days.
func (t *told) hear(coverage []logbook.Coverage, sources logbook.Sources) {
	var lines []string
	for _, c := range coverage {
		if sources.See(c.Place.Source, logbook.Hands) {
			t.beats += c.Yours
			lines = append(lines, fmt.Sprintln(c.Place.Source, c.Place.Machine, c.Place.URI, c.Yours, c.From, c.To))
		}
	}
	if len(lines) == 0 {
		return
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(t.data + strings.Join(lines, "")))
	t.data = hex.EncodeToString(sum[:])
}

// isSaid tells the person's own words from what was read.
func isSaid(k logbook.Kind) bool {
	return slices.Contains([]logbook.Kind{
		logbook.KindIdentity, logbook.KindReference, logbook.KindLife, logbook.KindPin, logbook.KindCalendar, logbook.KindSet, logbook.KindSetting,
	}, k)
}

func (t *told) count(f *logbook.Fact, in []logbook.Place, h timeline.Habits) {
	if f.Kind == logbook.KindEvent {
		t.events++
	}
	if f.Kind != logbook.KindCommit {
		return
	}
	c, err := logbook.Read[logbook.Commit](f)
	if err != nil || c.Role != logbook.Authored {
		return
	}
	t.commits++
	for _, p := range in {
		if t.own[p] == nil {
			t.own[p] = map[ownWork]bool{}
		}
		if f.Day != when.NoDay {
			t.merged[p] = append(t.merged[p], merged{f.Day, c.Squash})
		}
		if !c.Merge {
			t.own[p][ownWork{c.Authored, c.Subject}] = true
		}
	}
	add := func(to *int, is bool) {
		if is {
			*to++
		}
	}
	add(&t.squash, c.Squash)
	_, east := f.Span.From.In(h.Zone(f.Day)).Zone()
	add(&t.utc, f.Zone == "+00:00" && east != 0)
	add(&t.marked, c.Assistant != "")
}
