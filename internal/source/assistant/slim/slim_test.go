package slim_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/source/assistant/slim"
)

// slimmed is a line as it is read.
func slimmed(line []byte) []byte {
	out, _, err := slim.New(bytes.NewReader(line)).Next()
	if err != nil {
		return nil
	}
	return out
}

// FuzzSlim: what is cut from a line is never its structure: JSON stays JSON, and
// a line without long strings stays as it is.
func FuzzSlim(f *testing.F) {
	f.Add([]byte(`{"a":"b\"\\cA","n":[1,2]}`), 0)
	f.Add([]byte(`{"a":"\\"}`), 5000)
	f.Fuzz(func(t *testing.T, line []byte, times int) {
		if bytes.ContainsAny(line, "\n\r") || !json.Valid(line) {
			return
		}
		long := bytes.ReplaceAll(line, []byte("A"), bytes.Repeat([]byte(`A`), min(max(1, times), 5000)))
		got := slimmed(long)
		if !json.Valid(got) {
			t.Errorf("%s became %s", long, got)
		}
		if len(long) < 1000 && !bytes.Equal(got, bytes.TrimSpace(long)) {
			t.Errorf("%s became %s", long, got)
		}
	})
}

// TestCutInside: wherever a long string is cut, what is left is JSON, and its
// length is known.
func TestCutInside(t *testing.T) {
	for _, sign := range []string{"x", `\n`, `\\`, `\"`, `\u00e9`, `\ud83d\ude00`, "é", "😀"} {
		for before := range 14 {
			line := `{"a":"` + strings.Repeat("x", before) + strings.Repeat(sign, 2000) + `","b":1}`
			got := slimmed([]byte(line))
			var v struct {
				A string
				B int
			}
			if err := json.Unmarshal(got, &v); err != nil || v.B != 1 || len(got) > 1200 {
				t.Fatalf("%d before %s: %v, %d bytes", before, sign, err, len(got))
			}
			if n := slim.Length(v.A); n < 2000 || n > len(line) {
				t.Errorf("%d before %s: %d bytes long", before, sign, n)
			}
		}
	}
}
