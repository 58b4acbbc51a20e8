package assistant

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// A sub-agent's or a fork's rollout begins with what its parent said and counted,
// written again under the time of the copying. What tells it from what comes later
// is that it is written at once, as fast as a disk takes it, while a model or a
// person takes a moment:
//
//	meta  parent's meta  said  count  said  count │ pause │ said  count
//	                     all of it a replay             its own
//
// A copy that keeps the times of its parent is older than its own session: what
// says so is put as what may be a copy (logbook.Turn.Fork).
//
// No second of a clock decides that: a replay may go over its tick. Where a copy
// halts on the way, what follows the halt is known by its own: two counts without
// a pause between them are not a model's.

// replayPause is a pause that no replay makes.
const replayPause = when.Second

// replay is how far a rollout has come in repeating its parent.
type replay struct {
	Possible bool         `json:"possible,omitempty"` // the rollout has a parent
	On       bool         `json:"on,omitempty"`       // what comes is the parent's
	Waits    bool         `json:"waits,omitempty"`    // none of it has come yet
	Last     when.Instant `json:"last,omitempty"`     // when the last line was written
	First    *pending     `json:"first,omitempty"`    // a count that may be the first of another burst
	Asked    *held        `json:"asked,omitempty"`    // a request at the end of the burst: answered after it, it is the rollout's own
	Was      *pending     `json:"was,omitempty"`      // the first count that was the parent's
	Counts   int          `json:"counts,omitempty"`   // how many were
	Own      bool         `json:"own,omitempty"`      // a count was the rollout's own: no replay comes any more
}

// held is a request that may be the rollout's own.
type held struct {
	At     when.Instant `json:"at"`
	Kind   string       `json:"kind"`
	Key    string       `json:"key"`
	Length int          `json:"length,omitempty"`
}

func (r *replay) begin() { r.Possible, r.On = true, !r.Own }

// expect is begin where the rollout says that it repeats another: however long the
// first line of that takes to come.
func (r *replay) expect() {
	r.begin()
	r.Waits = r.On
}

// hear takes note of a line before it is read: a pause before it ends a replay.
func (d *rollout) hear(l *codexLine, o *out) error {
	r, at := &d.Replay, l.At.Instant()
	last := r.Last
	paused := last != 0 && at-last >= replayPause && !r.Waits
	r.Waits = r.Waits && l.Type == "session_meta"
	if at != 0 {
		r.Last = max(r.Last, at)
	}
	if !r.On || !paused {
		return nil
	}
	r.On = false
	if r.Asked == nil && d.Spawned { // its work begins where the copying ended
		return o.add(d.turn(last, logbook.TurnRequest, "begun"))
	}
	return d.answered(o)
}

// answered puts the request that stood at the end of the replay.
func (d *rollout) answered(o *out) error {
	h := d.Replay.Asked
	if h == nil {
		return nil
	}
	d.Replay.Asked = nil
	t := d.turn(h.At, h.Kind, "")
	t.key, t.body.Human, t.body.Length = h.Key, h.Kind == logbook.TurnPrompt, h.Length
	return o.add(t)
}

// say puts what was said or done, unless it is the parent's.
func (d *rollout) say(t turn, o *out) error {
	r := &d.Replay
	switch {
	case !r.On || t.body.Fork:
		return o.add(t)
	case t.kind == logbook.TurnPrompt || t.kind == logbook.TurnRequest:
		r.Asked = &held{t.at, t.kind, t.key, t.body.Length}
	case t.kind == logbook.TurnAnswer:
		r.Asked = nil
	}
	return d.repeated(t, o)
}

// repeated notes that a record is the parent's, where the first version of this
// reader took it for the rollout's own: of a sub-agent it left out what was said in
// the second in which the rollout began, and what was counted in that of the first
// two counts.
func (d *rollout) repeated(t turn, o *out) error {
	if d.Spawned && second(t.at) == second(d.Begun) {
		return nil
	}
	t.kind, t.body = logbook.TurnCopy, logbook.Turn{}
	return o.add(t)
}

// repeatedCount is repeated for a count.
func (d *rollout) repeatedCount(c pending, o *out) error {
	r := &d.Replay
	if r.Counts++; r.Counts == 1 {
		r.Was = &c
	}
	if d.Spawned && second(c.At) == second(r.Was.At) {
		return nil
	}
	if d.Spawned && r.Counts == 2 {
		if err := o.add(d.copyOf(*r.Was)); err != nil {
			return err
		}
	}
	return o.add(d.copyOf(c))
}

func (d *rollout) copyOf(c pending) turn {
	t := d.counted(c)
	t.kind, t.body = logbook.TurnCopy, logbook.Turn{}
	return t
}

// second is an instant without its fraction.
func second(i when.Instant) when.Instant { return i - i%when.Second }

// count judges one count. The first after a replay, or of a sub-agent, is held
// back: where the second comes without a pause, both are the parent's.
func (d *rollout) count(c pending, o *out) error {
	r := &d.Replay
	switch {
	case c.Used == (usage{}):
		return nil
	case c.At < d.Begun:
		return d.used(c, o)
	case r.On:
		r.Asked = nil
		return d.repeatedCount(c, o)
	case !r.Possible || r.Own:
		return d.used(c, o)
	case r.First == nil:
		r.First = &c
		return nil
	case c.At-r.First.At < replayPause:
		first := *r.First
		r.First, r.On = nil, true
		if err := d.repeatedCount(first, o); err != nil {
			return err
		}
		return d.repeatedCount(c, o)
	}
	if err := d.release(o); err != nil {
		return err
	}
	return d.used(c, o)
}

// release puts the count that was held back.
func (d *rollout) release(o *out) error {
	c := *d.Replay.First
	d.Replay.First, d.Replay.Own = nil, true
	return d.used(c, o)
}

func (d *rollout) used(c pending, o *out) error { return o.add(d.counted(c)) }

// pause puts at the end of what was read what was held back, unless more may still
// come without a pause.
func (d *rollout) pause(o *out) error {
	r := &d.Replay
	if r.First == nil && (!r.On || r.Asked == nil) {
		return nil
	}
	if o.ask.Now < r.Last+when.Minute {
		o.again = true // what follows may not be written yet
		return nil
	}
	if r.First != nil {
		return d.release(o)
	}
	r.On = false
	return d.answered(o)
}
