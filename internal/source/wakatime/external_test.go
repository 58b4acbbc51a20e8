package wakatime_test

import (
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

const externals = "/api/v1/users/current/external_durations.bulk"

// facts are the events that were kept.
func (l *log) facts() (list []logbook.Fact) {
	for _, b := range l.batches {
		for _, e := range b.Entries {
			if e.Fact != nil {
				list = append(list, *e.Fact)
			}
		}
	}
	return list
}

// A meeting that a script sends is an event of a calendar.
func TestAnExternalDurationIsAnEvent(t *testing.T) {
	var l log
	item := `{"external_id":"m1","entity":"Planning; all, of us","type":"app","category":"meeting","start_time":1795219200,"end_time":"1795222800.5","meta":"x\ny"}`
	if w := send(&l, externals, "["+item+"]"); len(results(t, w)) != 1 || w.Code != 202 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	f := l.facts()[0]
	body, err := logbook.Read[logbook.Event](&f)
	if err != nil || f.Check() != nil {
		t.Fatal(err, f.Check())
	}
	if f.Key != "wakatime-m1" || f.Person != 7 || f.Zone != "Europe/Berlin" || f.Day != when.Date(2026, time.November, 21) || f.Span.Len() != 3600*when.Second+when.Second/2 {
		t.Errorf("%+v", f)
	}
	for _, line := range []string{
		"BEGIN:VEVENT", "UID:wakatime-m1", "DTSTART:20261121T000000Z", "DTEND:20261121T010000Z", `SUMMARY:Planning\; all\, of us`,
		"CATEGORIES:meeting", "END:VEVENT",
	} {
		if !strings.Contains("\n"+body.Raw+"\n", "\n"+line+"\n") {
			t.Errorf("no line %q in\n%s", line, body.Raw)
		}
	}
	for line := range strings.Lines(body.Raw) {
		if !strings.Contains(line, ":") {
			t.Errorf("%q is no property", line)
		}
	}
}

// What is said of one external_id last is in force; the same twice is once.
func TestAnExternalDurationIsReplaced(t *testing.T) {
	var l log
	send(&l, externals, `{"external_id":"m1","entity":"a","start_time":1795219200,"end_time":1795222800}`)
	send(&l, externals, `{"external_id":"m1","entity":"a","start_time":1795219200,"end_time":1795222800}`)
	send(&l, externals, `{"external_id":"m1","entity":"a","start_time":1795219300,"end_time":1795222900}`)
	f := l.facts()
	if f[0].ID() != f[1].ID() || f[0].ID() == f[2].ID() || f[2].Key != f[0].Key || f[2].Version.Stamp != when.Unix(1_795_000_000) {
		t.Errorf("%s, %s, %s of %s", f[0].ID(), f[1].ID(), f[2].ID(), f[2].Version.Stamp)
	}
}

func TestExternalDurationsThatAreNone(t *testing.T) {
	var l log
	w := send(&l, externals, `[{"entity":"a","start_time":2,"end_time":1},{"entity":"a"},7,{"entity":"a","start_time":1,"end_time":2}]`)
	if len(results(t, w)) != 4 || len(l.bad()) != 3 || len(l.facts()) != 1 {
		t.Errorf("%d %s: bad %q", w.Code, w.Body, l.bad())
	}
	if w := send(&l, externals, "[]"); w.Code != 202 || len(l.batches) != 1 {
		t.Errorf("nothing: %d %s", w.Code, w.Body)
	}
}

// An id that a script chose may hold anything; the answer is JSON all the same,
// and names it.
func TestAnExternalIDIsGivenBackAsItIs(t *testing.T) {
	for _, body := range []string{
		`[{"external_id":"a\"b\\c\u0001\u2028","entity":"a","start_time":1795219200,"end_time":1795222800}]`,
		`{"external_id":"a\"b\\c\u0001\u2028","entity":"a","start_time":1795219200,"end_time":1795222800}`,
	} {
		var l log
		ids := results(t, send(&l, externals, body))
		if len(ids) != 1 || ids[0] != l.facts()[0].Key || !strings.HasPrefix(ids[0], "wakatime-a\"b\\c") {
			t.Errorf("%s is told it is %q", body, ids)
		}
	}
}
