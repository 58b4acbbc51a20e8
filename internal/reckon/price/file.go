package price

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/backsight/backsight/internal/base/money"
	"github.com/backsight/backsight/internal/base/when"
)

// header is the first line of a file of prices.
var header = []string{"model", "component", "from", "to", "above", "mode", "price", "currency", "source"}

// Parse reads a file of prices: comma-separated, the first line
//
//	model,component,from,to,above,mode,price,currency,source
//
// from and to are days or empty, above a number of tokens or empty, mode "fast" or
// empty; price is for a million tokens. What cannot be read is an error that names
// the line.
func Parse(in io.Reader) (t Table, err error) {
	r := csv.NewReader(in)
	r.FieldsPerRecord, r.TrimLeadingSpace, r.Comment = len(header), true, '#'
	first, err := r.Read()
	if err != nil || !slices.Equal(first, header) {
		return nil, fmt.Errorf("line 1 is not %q", strings.Join(header, ","))
	}
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		if err != nil {
			return nil, err
		}
		row, err := rowOf(fields)
		if err != nil {
			line, _ := r.FieldPos(0)
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		t = append(t, row)
	}
}

func rowOf(f []string) (r Row, err error) {
	r = Row{Model: Name(f[0]), Component: Component(f[1]), Fast: f[5] == "fast", Source: f[8]}
	if r.Model == "" {
		return r, errors.New("no model is named")
	}
	if !slices.Contains(Components(), r.Component) {
		return r, fmt.Errorf("%q is none of %v", f[1], Components())
	}
	if f[5] != "" && f[5] != "fast" {
		return r, fmt.Errorf("the mode %q is neither empty nor fast", f[5])
	}
	if r.From, err = day(f[2]); err != nil {
		return r, err
	}
	if r.To, err = day(f[3]); err != nil {
		return r, err
	}
	if f[4] != "" {
		if r.Above, err = strconv.ParseInt(f[4], 10, 64); err != nil || r.Above < 0 {
			return r, fmt.Errorf("%q is not a number of tokens", f[4])
		}
	}
	r.Price, err = money.ParseTariff(f[6], f[7])
	return r, err
}

func day(text string) (when.Day, error) {
	if text == "" {
		return when.NoDay, nil
	}
	return when.ParseDay(text)
}
