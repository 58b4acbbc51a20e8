// Package wire is the engine for anyone's series: one JSON object a line in,
// one line out. It only translates; what it says is [drift.Take]'s. It reads no
// file and keeps nothing between lines.
package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"strconv"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/drift"
)

// request is a line in. Either weeks of a kind, or plain numbers in y.
type request struct {
	ID        string     `json:"id"`
	Kind      drift.Kind `json:"kind"`
	Weeks     []week     `json:"weeks"`
	Y         []*float64 `json:"y"`
	Reference *period    `json:"reference"`
	Sources   []source   `json:"sources"`
}

type week struct {
	Week  when.Day `json:"week"`
	Value *float64 `json:"value"`
	Of    *float64 `json:"of"`
	Seen  *float64 `json:"seen"`
}

// period is from one day to another, both of them in it.
type period struct {
	From when.Day `json:"from"`
	To   when.Day `json:"to"`
}

type source struct {
	ID    string    `json:"id"`
	Start *when.Day `json:"start"`
	End   *when.Day `json:"end"`
}

// Answer is the line that answers a line, without a line break. A line that
// cannot be answered has {"id","error"} for an answer, and bad is true.
func Answer(line []byte) (out []byte, bad bool) {
	var in request
	decoder := json.NewDecoder(bytes.NewReader(line))
	if err := decoder.Decode(&in); err != nil {
		return failure(named(line), fmt.Errorf("read the line: %w", err)), true
	}
	if decoder.More() {
		return failure(in.ID, fmt.Errorf("more than one object in the line")), true
	}
	question, err := in.question()
	if err != nil {
		return failure(in.ID, err), true
	}
	backsight, err := drift.Take(question)
	if err != nil {
		return failure(in.ID, err), true
	}
	out, err = json.Marshal(answer(question, backsight))
	if err != nil {
		return failure(in.ID, err), true
	}
	return out, false
}

// idInLine finds the id in a line that is no JSON.
var idInLine = regexp.MustCompile(`"id"\s*:\s*"((?:[^"\\]|\\.)*)"`)

// named is the id of a line that cannot be read, as far as one can be found: so
// that whoever asked knows which line it was.
func named(line []byte) string {
	var in struct {
		ID json.RawMessage `json:"id"`
	}
	var id string
	var text []byte
	if json.Unmarshal(line, &in) == nil {
		text = in.ID
	} else if found := idInLine.FindSubmatch(line); found != nil {
		text = []byte(`"` + string(found[1]) + `"`)
	}
	if json.Unmarshal(text, &id) != nil {
		return string(text)
	}
	return id
}

func failure(id string, err error) []byte {
	out, _ := json.Marshal(struct { // two strings always marshal
		ID    string `json:"id"`
		Error string `json:"error"`
	}{id, err.Error()})
	return out
}

// question is the line as the engine asks it. Now is the last week given.
func (in request) question() (drift.Question, error) {
	q := drift.Question{Series: drift.Series{ID: in.ID, Kind: in.Kind}, Now: when.NoDay}
	if in.Y != nil {
		return q, in.numbers(&q)
	}
	if in.Weeks == nil {
		return q, fmt.Errorf("there is neither weeks nor y")
	}
	for _, w := range in.Weeks {
		observed, err := w.observed(in.Kind)
		if err != nil {
			return q, err
		}
		q.Series.Weeks = append(q.Series.Weeks, observed)
		q.Now = observed.Monday + 6
	}
	if in.Reference != nil {
		q.Reference = when.Days{From: in.Reference.From, To: in.Reference.To + 1}
		if in.Reference.From == when.NoDay || in.Reference.To == when.NoDay || q.Reference.Len() == 0 {
			return q, fmt.Errorf("the reference needs a from, and a to that is not before it")
		}
	}
	for _, s := range in.Sources {
		q.Instruments = append(q.Instruments, drift.Instrument{ID: s.ID, Start: day(s.Start), End: day(s.End)})
	}
	return q, nil
}

// numbers puts plain numbers into a question: weeks without a date.
func (in request) numbers(q *drift.Question) error {
	if in.Weeks != nil {
		return fmt.Errorf("there are both weeks and y")
	}
	if in.Kind != "" && in.Kind != drift.Number {
		return fmt.Errorf("y is plain numbers, and kind is %q", in.Kind)
	}
	q.Series.Kind = drift.Number
	for _, y := range in.Y {
		w := drift.Week{Monday: when.NoDay}
		if y != nil {
			w.Value, w.Seen, w.Known = *y, 1, true
		}
		q.Series.Weeks = append(q.Series.Weeks, w)
	}
	return nil
}

// observed is a week as the engine has it. Any day names its week.
func (w week) observed(kind drift.Kind) (drift.Week, error) {
	if w.Week == when.NoDay || w.Week == 0 {
		return drift.Week{}, fmt.Errorf("an entry of weeks has no week")
	}
	out := drift.Week{Monday: w.Week.Monday(), Seen: 1}
	if w.Seen != nil {
		out.Seen = *w.Seen
	}
	if w.Of != nil {
		out.Of = *w.Of
	}
	if w.Value == nil {
		return out, nil
	}
	if w.Of == nil && (kind == drift.Share || kind == drift.Days) {
		return out, fmt.Errorf("week %s: a value needs its of", w.Week)
	}
	out.Value, out.Known = *w.Value, true
	return out, nil
}

func day(d *when.Day) when.Day {
	if d == nil {
		return when.NoDay
	}
	return *d
}

// real is a number that is written with seven significant digits.
type real float64

// MarshalJSON refuses what JSON cannot say.
func (r real) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(r)) || math.IsInf(float64(r), 0) {
		return nil, fmt.Errorf("a result is not a finite number")
	}
	short, err := strconv.ParseFloat(strconv.FormatFloat(float64(r), 'g', 7, 64), 64)
	if err != nil {
		return nil, err
	}
	return json.Marshal(short)
}
