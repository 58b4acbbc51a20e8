package drift

import (
	"encoding/binary"
	"errors"
	"math"

	"github.com/backsight/backsight/internal/base/when"
)

// The binary form is for remembering what was taken, not for anybody else: it may
// change with any version of the engine, whose name stands beside it.

// AppendBinary appends everything the question says: two questions give the same
// bytes only where they are the same.
func (q Question) AppendBinary(to []byte) []byte {
	w := writer{to}
	w.text(q.Series.ID)
	w.text(string(q.Series.Kind))
	w.ints(len(q.Series.Weeks), int(q.Reference.From), int(q.Reference.To), int(q.Now), len(q.Instruments))
	for _, i := range q.Instruments {
		w.text(i.ID)
		w.ints(int(i.Start), int(i.End))
	}
	for _, k := range q.Series.Weeks {
		w.ints(int(k.Monday))
		w.floats(k.Value, k.Of, k.Seen)
		w.bool(k.Known)
	}
	return w.to
}

// MarshalBinary is the look back for UnmarshalBinary. It gives no error.
func (b Backsight) MarshalBinary() ([]byte, error) {
	w := writer{}
	for _, r := range []*Range{b.Then, b.Now, b.Moved, b.Rate} {
		w.bool(r != nil)
		if r != nil {
			w.floats(r.Value, r.Low, r.High)
		}
	}
	for _, text := range []string{string(b.State), b.Missing, b.Method, b.Note} {
		w.text(text)
	}
	w.bool(b.Alarm.Ringing)
	w.ints(int(b.Alarm.Since), b.Seen, len(b.Turns), len(b.Levels))
	for i := range b.Turns {
		t := &b.Turns[i]
		w.ints(t.Index, t.LowIndex, t.HighIndex, t.EndIndex, int(t.At), int(t.Low), int(t.High), int(t.End))
		w.text(string(t.Kind))
		w.floats(t.P, t.PSlide, t.From, t.To)
	}
	for i := range b.Levels {
		l := &b.Levels[i]
		if w.bool(l.Known); l.Known {
			w.floats(l.Value, l.Low, l.High)
		}
	}
	return w.to, nil
}

// UnmarshalBinary reads what MarshalBinary wrote.
func (b *Backsight) UnmarshalBinary(body []byte) error {
	r := reader{left: body}
	*b = Backsight{}
	for _, to := range []**Range{&b.Then, &b.Now, &b.Moved, &b.Rate} {
		if r.bool() {
			*to = &Range{r.float(), r.float(), r.float()}
		}
	}
	b.State, b.Missing, b.Method, b.Note = State(r.text()), r.text(), r.text(), r.text()
	b.Alarm.Ringing, b.Alarm.Since = r.bool(), when.Day(r.int())
	b.Seen = r.int()
	turns, levels := r.int(), r.int()
	if turns < 0 || levels < 0 || turns > len(r.left) || levels > len(r.left) {
		return errBroken
	}
	for range turns {
		t := Turn{Index: r.int(), LowIndex: r.int(), HighIndex: r.int(), EndIndex: r.int()}
		t.At, t.Low, t.High, t.End = when.Day(r.int()), when.Day(r.int()), when.Day(r.int()), when.Day(r.int())
		t.Kind = TurnKind(r.text())
		t.P, t.PSlide, t.From, t.To = r.float(), r.float(), r.float(), r.float()
		b.Turns = append(b.Turns, t)
	}
	b.Levels = make([]Level, levels)
	for i := range b.Levels {
		l := &b.Levels[i]
		if l.Known = r.bool(); l.Known {
			l.Range = Range{r.float(), r.float(), r.float()}
		}
	}
	if r.broken || len(r.left) > 0 {
		return errBroken
	}
	return nil
}

var errBroken = errors.New("this was not worked out by this program")

type writer struct{ to []byte }

func (w *writer) ints(all ...int) {
	for _, v := range all {
		w.to = binary.AppendVarint(w.to, int64(v))
	}
}

func (w *writer) floats(all ...float64) {
	for _, v := range all {
		w.to = binary.LittleEndian.AppendUint64(w.to, math.Float64bits(v))
	}
}

func (w *writer) text(s string) {
	w.ints(len(s))
	w.to = append(w.to, s...)
}

func (w *writer) bool(is bool) {
	if is {
		w.to = append(w.to, 1)
		return
	}
	w.to = append(w.to, 0)
}

type reader struct {
	left   []byte
	broken bool
}

// take is the next n bytes; past the end it is broken.
func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.left) {
		r.broken, r.left = true, nil
		return nil
	}
	out := r.left[:n]
	r.left = r.left[n:]
	return out
}

func (r *reader) int() int {
	v, n := binary.Varint(r.left)
	r.take(max(n, 0))
	r.broken = r.broken || n <= 0
	return int(v)
}

func (r *reader) float() float64 {
	const size = 8
	if b := r.take(size); b != nil {
		return math.Float64frombits(binary.LittleEndian.Uint64(b))
	}
	return 0
}

func (r *reader) text() string { return string(r.take(r.int())) }

func (r *reader) bool() bool {
	b := r.take(1)
	return b != nil && b[0] == 1
}
