package wire_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/reckon/drift/wire"
)

func FuzzAnswer(f *testing.F) {
	for _, line := range []string{
		`{"id":"a","kind":"days","weeks":[{"week":"2017-01-02","value":3,"of":5},{"week":"2017-01-09","value":null}]}`,
		`{"id":"a","y":[1,2,3,null,5,1e99,-1e99,0,0,0]}`,
		`{"id":"a","kind":"share","weeks":[{"week":"2017-01-02","value":300,"of":2400}],"reference":{"from":"2017-01-01","to":"2017-12-31"},"sources":[{"id":"e","start":"2021-03-01","end":null}]}`,
		`{"id":"a","kind":"count","weeks":[{"week":"1970-01-01","value":1e99,"seen":0.00001}]}`,
		`{"id":`, `[]`, `{}`, `null`,
	} {
		f.Add([]byte(line))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		out, bad := wire.Answer(line)
		var answer struct {
			ID    *string
			Error *string
			State string
		}
		if err := json.Unmarshal(out, &answer); err != nil {
			t.Fatalf("%q is answered by %q: %v", line, out, err)
		}
		if answer.ID == nil || bad != (answer.Error != nil) || !bad && answer.State == "" || strings.Contains(string(out), "\n") {
			t.Errorf("%q is answered by %q, bad %v", line, out, bad)
		}
	})
}
