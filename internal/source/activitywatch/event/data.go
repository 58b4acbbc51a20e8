package event

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
)

// Data is the JSON object of an event. Its numbers are json.Number, so that they
// are given back as they came.
type Data map[string]any

// Text is what a key holds where that is text, else "".
func (d Data) Text(key string) string {
	s, _ := d[key].(string)
	return s
}

// Canonical is the same text for equal data: keys in order, no white space,
// whole numbers without a fraction, text safe to keep. Data are equal when it is.
func (d Data) Canonical() string {
	var b bytes.Buffer
	canonical(&b, map[string]any(d))
	return b.String()
}

func canonical(b *bytes.Buffer, v any) {
	switch v := v.(type) {
	case Data:
		canonical(b, map[string]any(v))
	case map[string]any:
		object(b, v)
	case []any:
		b.WriteByte('[')
		for i, item := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			canonical(b, item)
		}
		b.WriteByte(']')
	case json.Number:
		b.WriteString(number(v))
	case string:
		plain(b, logbook.Text(v))
	default:
		plain(b, v)
	}
}

// object writes an object by encoding/json, which puts keys in order, each value
// being canonical before.
func object(b *bytes.Buffer, v map[string]any) {
	parts := make(map[string]json.RawMessage, len(v))
	for key, value := range v {
		var part bytes.Buffer
		canonical(&part, value)
		parts[logbook.Text(key)] = part.Bytes()
	}
	plain(b, parts)
}

func plain(b *bytes.Buffer, v any) {
	text, err := json.Marshal(v)
	if err != nil {
		text = []byte("null") // nothing that JSON gave can come here
	}
	b.Write(text)
}

// number is 1 for 1.0 and 1e0: programs read and write them alike.
func number(n json.Number) string {
	f, err := n.Float64()
	if err != nil || math.IsInf(f, 0) {
		return string(n)
	}
	if f == math.Trunc(f) && math.Abs(f) < 1<<53 {
		return strconv.FormatInt(int64(f), 10)
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

// ParseData reads the data of an event.
func ParseData(text string) (Data, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var data Data
	if err := d.Decode(&data); err != nil {
		return nil, errors.New("its data are no JSON object")
	}
	if data == nil {
		data = Data{}
	}
	return data, nil
}
