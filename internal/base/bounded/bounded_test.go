package bounded

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
)

// endless is a text without an end, that counts what is taken of it.
type endless struct {
	text  string
	taken int
}

func (e *endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = e.text[(e.taken+i)%len(e.text)]
	}
	e.taken += len(b)
	return len(b), nil
}

// TestNoValueIsHeldThatIsTooLong: a string, a run of numbers, nesting, white space in a
// value: each without an end.
func TestNoValueIsHeldThatIsTooLong(t *testing.T) {
	for name, text := range map[string]string{"string": "aaaa", "numbers": "1,", "object": `"a":1,`, "digits": "1234", "blanks": "\n"} {
		begin := map[string]string{"string": `["`, "numbers": `[[`, "object": `[{`, "digits": `[`, "blanks": `[`}[name]
		in := &endless{text: text}
		d := JSON(io.MultiReader(strings.NewReader(begin), in), 1<<20)
		if _, err := d.Token(); err != nil {
			t.Fatal(name, err)
		}
		var v json.RawMessage
		if err := d.Decode(&v); !errors.Is(err, ErrLong) || in.taken > 8<<20 {
			t.Errorf("%s: %v after %d bytes", name, err, in.taken)
		}
	}
}

// TestManyValuesAreNoLongOne: what was decoded no longer counts, nor what parts values.
func TestManyValuesAreNoLongOne(t *testing.T) {
	d := JSON(strings.NewReader("["+strings.Repeat(`"`+strings.Repeat("a", 900)+`",`+strings.Repeat("\n", 500), 1000)+`"b"]`), 16<<10)
	if _, err := d.Token(); err != nil {
		t.Fatal(err)
	}
	n := 0
	for d.More() {
		var s string
		if err := d.Decode(&s); err != nil {
			t.Fatalf("after %d: %v", n, err)
		}
		n++
	}
	if n != 1001 {
		t.Errorf("%d values", n)
	}
}

func TestLine(t *testing.T) {
	in := bufio.NewReaderSize(strings.NewReader("short\n"+strings.Repeat("x", 100)+"\nafter\nlast"), 16)
	for _, want := range []struct {
		line string
		err  error
	}{{"short\n", nil}, {strings.Repeat("x", 40), ErrLong}, {"after\n", nil}, {"last", io.EOF}} {
		line, err := Line(in, 40)
		if string(line) != want.line || !errors.Is(err, want.err) {
			t.Errorf("%q, %v, want %q, %v", line, err, want.line, want.err)
		}
	}
	if line, err := Line(bufio.NewReader(io.LimitReader(&endless{text: "x"}, 100<<20)), 1000); len(line) != 1000 || !errors.Is(err, ErrLong) {
		t.Errorf("%d bytes, %v", len(line), err)
	}
}
