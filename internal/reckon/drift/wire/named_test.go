package wire

import (
	"strings"
	"testing"
)

func TestABadLineKeepsItsName(t *testing.T) {
	for line, want := range map[string]string{
		`{"id":"a","kind":"days","weeks":[{"week":"2017-13-02"}]}`: `{"id":"a","error":`,
		`{"id":"b\"c","y":[1,NaN]}`:                                `{"id":"b\"c","error":`,
		`{"id":7,"y":[1,2]}`:                                       `{"id":"7","error":`,
		`{"id" : "cut","y":[1`:                                     `{"id":"cut","error":`,
		`[]`:                                                       `{"id":"","error":`,
	} {
		out, bad := Answer([]byte(line))
		if !bad || !strings.HasPrefix(string(out), want) {
			t.Errorf("%s\n gives %s\n want  %s", line, out, want)
		}
	}
}
