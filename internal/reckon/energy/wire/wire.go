// Package wire is the engine for anyone's check-ins: one JSON object a line in, one
// answer out. It only translates; what it says is [energy.Of]'s.
package wire

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/backsight/backsight/internal/base/bounded"
	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/reckon/energy"
)

// most is how long a line may be: a check-in is some 150 bytes. mostKinds is how many
// kinds of work one hour may hold, and all hours together.
const (
	most         = 64 << 10
	mostInHour   = 60
	mostTogether = 1000
)

// request is a line in.
type request struct {
	At       *string            `json:"at"` // RFC 3339, on the person's own clock
	Value    *float64           `json:"value"`
	Mode     energy.Mode        `json:"mode"`
	Exposure map[string]float64 `json:"exposure"`
}

// Read reads check-ins, one JSON object a line. A line that does not hold is handed
// to bad with its number, from 1, and left out; a line that says the same as one
// before it is the same check-in. The error is that of reading.
func Read(in io.Reader, bad func(line int, err error)) ([]energy.CheckIn, error) {
	r := bufio.NewReaderSize(in, 1<<16)
	var out []energy.CheckIn
	known, kinds := map[string]bool{}, map[string]bool{}
	for number := 1; ; number++ {
		line, err := bounded.Line(r, most)
		long := errors.Is(err, bounded.ErrLong)
		if err != nil && !long && !errors.Is(err, io.EOF) {
			return out, fmt.Errorf("line %d: %w", number, err)
		}
		text := bytes.TrimSpace(line)
		if number == 1 {
			text = bytes.TrimPrefix(text, []byte("\uFEFF"))
		}
		switch c, wrong := checkIn(text, long); {
		case len(text) == 0 && !long:
		case wrong != nil:
			bad(number, wrong)
		case !together(kinds, c):
			bad(number, fmt.Errorf("with it there are more than %d kinds of work", mostTogether))
		case !known[key(c)]:
			known[key(c)] = true
			out = append(out, c)
		}
		if errors.Is(err, io.EOF) {
			return out, nil
		}
	}
}

// together adds the kinds of a check-in to all, false where they would be too many.
func together(all map[string]bool, c energy.CheckIn) bool {
	for kind := range c.Exposure {
		if !all[kind] && len(all) >= mostTogether {
			return false
		}
		all[kind] = true
	}
	return true
}

// key tells whether two lines are one check-in: they say the same of one instant.
func key(c energy.CheckIn) string {
	shares, _ := json.Marshal(c.Exposure) // a map of finite numbers, in the order of its keys
	return fmt.Sprint(c.At.UnixMicro(), c.Value, c.Mode, string(shares))
}

func checkIn(text []byte, long bool) (energy.CheckIn, error) {
	if long {
		return energy.CheckIn{}, fmt.Errorf("it is longer than %d KB", most>>10)
	}
	var in request
	decoder := json.NewDecoder(bytes.NewReader(text))
	if err := decoder.Decode(&in); err != nil {
		return energy.CheckIn{}, fmt.Errorf("it is no check-in: %w", plain(err))
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return energy.CheckIn{}, fmt.Errorf("there is more than one object in it")
	}
	return in.hold()
}

// plain takes Go's own words out of an error about a member's type.
func plain(err error) error {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) && wrong.Field != "" {
		return fmt.Errorf("%s cannot be %s", wrong.Field, wrong.Value)
	}
	if errors.As(err, &wrong) {
		return fmt.Errorf("it is a %s, not an object", wrong.Value)
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return errors.New("it is no JSON")
	}
	return err
}

// hold makes a check-in of a line, if it holds.
func (in request) hold() (c energy.CheckIn, err error) {
	switch {
	case in.At == nil:
		return c, fmt.Errorf("it has no at")
	case in.Value == nil:
		return c, fmt.Errorf("it has no value")
	case !(*in.Value >= 1 && *in.Value <= 7):
		return c, fmt.Errorf("value is %v, and goes from 1 to 7", *in.Value)
	case !slices.Contains(energy.Modes(), in.Mode):
		return c, fmt.Errorf("mode is %q, and is one of %q", in.Mode, energy.Modes())
	}
	if c.At, err = time.Parse(time.RFC3339, *in.At); err != nil {
		return c, fmt.Errorf("at is %q, and is a date, a time and an offset, such as 2026-03-02T10:15:00+01:00", *in.At)
	}
	if len(in.Exposure) > mostInHour {
		return c, fmt.Errorf("exposure has %d kinds, of %d at most", len(in.Exposure), mostInHour)
	}
	sum := 0.0
	maps.DeleteFunc(in.Exposure, func(kind string, share float64) bool { return share == 0 && kind != "" })
	for kind, share := range in.Exposure {
		if kind == "" || !(share >= 0) {
			return c, fmt.Errorf("exposure of %q is %v; a share is 0 or more, of a kind that has a name", kind, share)
		}
		sum += share
	}
	if sum > 1+1e-6 {
		return c, fmt.Errorf("exposure sums to %v, and an hour has 1", sum)
	}
	c.Value, c.Mode, c.Exposure = *in.Value, in.Mode, in.Exposure
	return c, nil
}

// Write writes the answer as one JSON object, numbers with seven significant digits.
func Write(out io.Writer, a energy.Answer) error {
	for i := range a.Kinds {
		k := &a.Kinds[i]
		for _, v := range []*float64{&k.Value, &k.Low, &k.High, &k.P, &k.Hours} {
			*v = short(*v)
		}
	}
	for i := range a.HeavyDays {
		h := &a.HeavyDays[i]
		h.Value, h.Low, h.High = short(h.Value), short(h.Low), short(h.High)
	}
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	return e.Encode(a)
}

func short(v float64) float64 {
	if s, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 7, 64), 64); err == nil && !math.IsInf(s, 0) {
		return s
	}
	return v
}

// Left is the error of lines that were left out.
func Left(lines int, name string) error {
	if lines == 0 {
		return nil
	}
	return fault.New(fault.Incomplete, "%s left out: see above", say.Count(lines, "line of "+name+" was", "lines of "+name+" were"))
}
