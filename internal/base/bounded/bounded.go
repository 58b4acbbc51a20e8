// Package bounded reads values and lines up to a length: one that is longer than
// anybody means is an error, and is never held whole. It bounds no file: of that as
// much is read as there is.
package bounded

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// ErrLong says that one value or line is too long.
var ErrLong = errors.New("it is longer than is read of one value")

// JSON is a decoder that ends with an ErrLong where one value, whether it is asked for
// or passed over, is longer than most bytes; the blanks before it count. Most is no less
// than a few kilobytes, for so much is read ahead.
func JSON(in io.Reader, most int64) *json.Decoder {
	v := &values{in: in, most: most}
	d := json.NewDecoder(v)
	v.consumed = d.InputOffset
	return d
}

// values counts what a decoder has been given and not yet used: it holds as much.
type values struct {
	in       io.Reader
	most     int64
	given    int64
	consumed func() int64
}

// Read is io.Reader's.
func (v *values) Read(b []byte) (int, error) {
	if v.given-v.consumed() > v.most {
		return 0, fmt.Errorf("after byte %d: %w", v.consumed(), ErrLong)
	}
	n, err := v.in.Read(b)
	v.given += int64(n)
	return n, err
}

// Line is the next line with its end, as bufio.Reader's ReadBytes gives it. One longer
// than most bytes is an ErrLong with its beginning; the rest of it is passed over.
func Line(in *bufio.Reader, most int) (line []byte, err error) {
	long := false
	for {
		part, err := in.ReadSlice('\n')
		if long = long || len(line)+len(part) > most; long {
			part = part[:max(0, min(len(part), most-len(line)))]
		}
		line = append(line, part...)
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case long && (err == nil || errors.Is(err, io.EOF)):
			return bytes.Clone(line), ErrLong
		}
		return line, err
	}
}
