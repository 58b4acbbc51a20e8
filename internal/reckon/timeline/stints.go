package timeline

import (
	"bytes"
	"cmp"
	"slices"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// claim is a wish for some minutes: a plan's, an absence's, that of what happened
// or of what the person says. A quiet one never stands beside another, and beside
// an alone one nothing stands.
type claim struct {
	stint        Stint
	rank         float64
	quiet, alone bool
}

// stints are two partitions of every minute of the days. What was planned:
// absence first, then the surest meeting, then no evidence. And the account: what
// the person says first, then what happened, then what was planned.
//
//	meetings   ▐████▌  ▐███▌
//	             ▐█████▌
//	absence                 ▐██████▌
//	planned  ░░▐████▐█▌░▐███▐██████▌░░
//	happened    ▐██▌     ▐▌
//	account  ░░▐▐██▌▐█▌░▐▐▌█▐██████▌░░
func stints(ev Evidence, booked []Booking, done []claim, habits Habits) (planned, account []Stint) {
	whole := when.Span{From: daySpan(habits, ev.Days.From).From, To: daySpan(habits, ev.Days.To-1).To}
	if ev.Days.Len() == 0 {
		return nil, nil
	}
	claims := absences(ev, habits)
	for i := range booked {
		claims = append(claims, booked[i].claim())
	}
	done = append(done, corrections(ev.Facts)...)
	planned = partition(slices.Clone(claims), whole)
	if len(done) == 0 {
		return planned, slices.Clone(planned)
	}
	return planned, partition(append(claims, done...), whole)
}

// claim is a booking's wish. What leaves the person free is the weakest, such as a
// block kept for making or a shift on call: a meeting put over it takes its place.
func (b *Booking) claim() claim {
	c := claim{rank: b.Weight, stint: Stint{
		Span: b.Span, Work: b.Topic.Work, Weight: b.Weight, Rule: b.Topic.Rule,
		Sphere: b.Sphere, Text: b.Of.Summary, Facts: []logbook.ID{b.Of.Event},
		Topic: b.Topic.Name, Meeting: b.Topic.Meeting, Halved: b.Halved, Through: b.Through, Spread: b.Spread,
	}}
	if LeavesFree(b.Topic.Work, b.Topic.Meeting) {
		c.rank--
	}
	return c
}

func absences(ev Evidence, h Habits) (out []claim) {
	for _, l := range h.Lives {
		if l.Away {
			span := when.Span{From: daySpan(h, l.Days.From).From, To: daySpan(h, l.Days.To-1).To}
			out = append(out, claim{stint: Stint{Span: span, Work: Away, Weight: 1, Rule: RuleLeave, Text: l.Text, Sphere: SphereUnknown}, rank: rankAbsence + 1})
		}
	}
	for _, o := range ev.Occurrences {
		if o.Away && o.Answer != logbook.Declined && o.Answer != logbook.Cancelled {
			out = append(out, claim{stint: Stint{
				Span: o.Span, Work: Away, Weight: 1, Rule: RuleAway, Text: o.Summary,
				Facts: []logbook.ID{o.Event}, Sphere: SphereUnknown,
			}, rank: rankAbsence})
		}
	}
	return out
}

// partition sweeps over the edges of all claims; between two edges the
// strongest one has the minutes and the others stand in Also.
func partition(claims []claim, whole when.Span) []Stint {
	edges := []when.Instant{whole.From, whole.To}
	for _, c := range claims {
		if cut, some := c.stint.Span.Cut(whole); some {
			edges = append(edges, cut.From, cut.To)
		}
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	slices.SortFunc(claims, stronger)
	claims = slices.CompactFunc(claims, func(a, b claim) bool { return stronger(a, b) == 0 })
	var out []Stint
	active := newSweep(claims)
	for i := range len(edges) - 1 {
		s := active.between(when.Span{From: edges[i], To: edges[i+1]})
		if n := len(out); n > 0 && sameStint(out[n-1], s) {
			out[n-1].Span.To = s.Span.To
			continue
		}
		out = append(out, s)
	}
	return out
}

// stronger asks the fact last: the next version of a series has another id, and
// must not decide anew what it did not change.
func stronger(a, b claim) int {
	return cmp.Or(
		-cmp.Compare(a.rank, b.rank),
		cmp.Compare(a.stint.Span.From, b.stint.Span.From),
		cmp.Compare(a.stint.Span.To, b.stint.Span.To),
		cmp.Compare(a.stint.Text, b.stint.Text),
		bytes.Compare(factOf(a), factOf(b)))
}

func factOf(c claim) []byte {
	if len(c.stint.Facts) == 0 {
		return nil
	}
	return c.stint.Facts[0][:]
}

// sweep finds the claims alive between two edges, moving forward only.
type sweep struct {
	claims  []claim // strongest first
	byStart []int
	next    int
	alive   []int // indices into claims, ascending: strongest first
}

func newSweep(claims []claim) *sweep {
	s := &sweep{claims: claims, byStart: make([]int, len(claims))}
	for i := range claims {
		s.byStart[i] = i
	}
	slices.SortFunc(s.byStart, func(a, b int) int {
		return cmp.Or(cmp.Compare(claims[a].stint.Span.From, claims[b].stint.Span.From), cmp.Compare(a, b))
	})
	return s
}

func (s *sweep) between(span when.Span) Stint {
	for s.next < len(s.byStart) && s.claims[s.byStart[s.next]].stint.Span.From <= span.From {
		s.alive = append(s.alive, s.byStart[s.next])
		s.next++
	}
	s.alive = slices.DeleteFunc(s.alive, func(i int) bool { return s.claims[i].stint.Span.To <= span.From })
	slices.Sort(s.alive)
	if len(s.alive) == 0 {
		return Stint{Span: span, Work: Unknown, Rule: RuleNothing, Sphere: SphereUnknown}
	}
	first := s.claims[s.alive[0]]
	out := first.stint
	out.Span = span
	for _, i := range s.alive[1:] {
		other := s.claims[i]
		if first.alone || other.quiet {
			continue
		}
		out.Facts = append(slices.Clip(out.Facts), other.stint.Facts...)
		if other.stint.Work != out.Work || first.rank < rankWindow { // what was planned and happened is one thing
			out.Also = append(out.Also, other.stint.Work)
		}
	}
	slices.Sort(out.Also)
	out.Also = slices.Compact(out.Also)
	return out
}

// sameStint says whether two stints in a row are told as one: the same work, for the
// same reasons.
func sameStint(a, b Stint) bool {
	return a.Work == b.Work && a.Hands == b.Hands && a.Weight == b.Weight && a.Rule == b.Rule && a.Text == b.Text &&
		a.Halved == b.Halved && a.Through == b.Through && slices.Equal(a.Facts, b.Facts) && slices.Equal(a.Also, b.Also)
}

// bothAtOnce marks the stints in which something was made: a commit inside a
// meeting is both at once, counted once in time. A stint that crosses midnight
// is cut there first, so that what was made on one day says nothing of another.
func bothAtOnce(stints []Stint, acts []Act, h Habits) []Stint {
	for _, act := range acts {
		if act.Day == when.NoDay || !act.Counts {
			continue
		}
		i, _ := slices.BinarySearchFunc(stints, act.At, func(s Stint, at when.Instant) int {
			return cmp.Compare(s.Span.To, at+1)
		})
		if i == len(stints) || stints[i].Span.From > act.At || stints[i].Work == Unknown || stints[i].Rule == RuleSaid {
			continue
		}
		if s := &stints[i]; s.Work != act.Work && !slices.Contains(s.Also, act.Work) {
			stints = marked(stints, i, act, h)
		}
	}
	return stints
}

// marked adds an act's work to the part of stint i that lies in the same home day.
func marked(stints []Stint, i int, act Act, h Habits) []Stint {
	whole := stints[i]
	cut, _ := whole.Span.Cut(daySpan(h, homeDay(h, act.At)))
	var parts []Stint
	for _, span := range []when.Span{{From: whole.Span.From, To: cut.From}, cut, {From: cut.To, To: whole.Span.To}} {
		part := whole
		if part.Span = span; span == cut {
			part.Also = append(slices.Clip(part.Also), act.Work)
			slices.Sort(part.Also)
		}
		if span.Len() > 0 {
			parts = append(parts, part)
		}
	}
	return slices.Replace(stints, i, i+1, parts...)
}

// homeDay is the day of the account in which an instant lies.
func homeDay(h Habits, at when.Instant) when.Day {
	d := at.Day(h.Zone(at.Day(time.UTC)))
	for daySpan(h, d).From > at {
		d--
	}
	for daySpan(h, d).To <= at {
		d++
	}
	return d
}
