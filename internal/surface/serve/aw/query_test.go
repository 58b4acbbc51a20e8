package aw

import (
	"fmt"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
)

func TestQueriesAreAnswered(t *testing.T) {
	d := open(t)
	d.bucket("aw-watcher-window_desk", "currentwindow")
	d.must("POST", "/api/0/buckets/aw-watcher-window_desk/events", "["+heartbeat("a", 0, 10)+","+heartbeat("b", 20, 10)+"]")
	at := func(second int) string { return (morning + when.Instant(second)*when.Second).String() }
	ask := func(query string, periods ...string) (int, string) {
		return d.ask("POST", "/api/0/query/", fmt.Sprintf(`{"query":%s,"timeperiods":["%s"]}`, query, strings.Join(periods, `","`)))
	}
	whole := at(0) + "/" + at(100)
	lines := `["e = query_bucket(find_bucket(\"aw-watcher-window_\"));", "RETURN = sum_durations(e);"]`
	for _, c := range []struct {
		query, period string
		code          int
		want          string
	}{
		{lines, whole, 200, "[20]"},
		{lines, at(5) + "/" + at(22), 200, "[7]"},
		{`"RETURN = 1;"`, whole, 200, "[1]"},
		{`"RETURN = nope(1);"`, whole, 400, `{"message":"there is no function \"nope\""}`},
		{`"RETURN = 1;"`, "x/y", 400, ""},
		{`"RETURN = 1;"`, at(5), 400, ""},
		{`"RETURN = 1;"`, at(5) + "/" + at(0), 400, ""},
		{`5`, whole, 400, ""},
	} {
		code, text := ask(c.query, c.period)
		if code != c.code || c.want != "" && text != c.want {
			t.Errorf("%s over %s: %d %s, want %d %s", c.query, c.period, code, text, c.code, c.want)
		}
	}
	if _, text := ask(lines, whole, at(0)+"/"+at(1)); text != "[20,1]" {
		t.Errorf("over two periods: %s", text)
	}
}
