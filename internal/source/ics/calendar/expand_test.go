package calendar

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
)

// drawn is a calendar of a few events of any kind around the spring of 2024.
func drawn(t *rapid.T) string {
	pick := func(label string, from ...string) string { return rapid.SampledFrom(from).Draw(t, label) }
	at := func(label string) string {
		return fmt.Sprintf("2024%02d%02dT%02d%02d00", rapid.IntRange(2, 5).Draw(t, label), rapid.IntRange(1, 28).Draw(t, "day"),
			rapid.IntRange(0, 23).Draw(t, "hour"), rapid.SampledFrom([]int{0, 30}).Draw(t, "minute"))
	}
	var b strings.Builder
	b.WriteString("BEGIN:VCALENDAR\n")
	for range rapid.IntRange(1, 5).Draw(t, "events") {
		zone := pick("zone", ";TZID=Europe/Berlin:", ";TZID=America/New_York:", ":", ";VALUE=DATE:")
		form := func(s string) string {
			if zone == ";VALUE=DATE:" {
				return zone + s[:8]
			}
			return zone + s
		}
		fmt.Fprintf(&b, "BEGIN:VEVENT\nUID:%d\nDTSTART%s\n", rapid.IntRange(0, 2).Draw(t, "uid"), form(at("start")))
		b.WriteString(pick("length", "", "DURATION:PT30M\n", "DURATION:P2DT3H\n", "DURATION:P9D\n"))
		if rapid.IntRange(0, 2).Draw(t, "replaces") == 0 {
			fmt.Fprintf(&b, "RECURRENCE-ID%s%s\n", pick("range", "", ";RANGE=THISANDFUTURE"), form(at("instance")))
		} else {
			b.WriteString(pick("rule", "", "RRULE:FREQ=DAILY\n", "RRULE:FREQ=WEEKLY;COUNT=5\n", "RRULE:FREQ=HOURLY;INTERVAL=7;COUNT=40\n", "RRULE:FREQ=MONTHLY;UNTIL=20240601\n"))
			if rapid.Bool().Draw(t, "rdate") {
				fmt.Fprintf(&b, "RDATE%s\nEXDATE%s\n", form(at("rdate")), form(at("exdate")))
			}
		}
		b.WriteString("END:VEVENT\n")
	}
	return b.String() + "END:VCALENDAR\n"
}

var spring = when.Span{From: when.Date(2023, 12, 1).Start(time.UTC), To: when.Date(2024, 12, 1).Start(time.UTC)}

// TestOccurrencesOfAWindowAreThoseOfAWiderOneInIt is the package's invariant.
func TestOccurrencesOfAWindowAreThoseOfAWiderOneInIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := factsOf(t, []byte(drawn(t)))
		home := zoneAt(rapid.SampledFrom([]string{"Europe/Berlin", "Asia/Tokyo", "UTC"}).Draw(t, "home"))
		from := spring.From + when.Instant(rapid.IntRange(0, 24*200).Draw(t, "from"))*when.Hour
		window := when.Span{From: from, To: from + when.Instant(rapid.IntRange(1, 24*60).Draw(t, "length"))*when.Hour}
		all, _ := Expand(events, who.Self{}, spring, home, time.LoadLocation)
		var want []logbook.Occurrence
		for _, o := range all {
			if overlaps(o.Span, window) {
				want = append(want, o)
			}
		}
		got, _ := Expand(events, who.Self{}, window, home, time.LoadLocation)
		if diff := cmp.Diff(want, got); diff != "" && len(want)+len(got) > 0 {
			t.Fatalf("in %v (-filtered +expanded):\n%s", window, diff)
		}
	})
}

// TestTheOrderOfEventsDoesNotMatter and neither does hearing of one twice.
func TestTheOrderOfEventsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := factsOf(t, []byte(drawn(t)))
		want, _ := Expand(events, who.Self{}, spring, time.UTC, time.LoadLocation)
		events = append(events, events[rapid.IntRange(0, len(events)-1).Draw(t, "twice")])
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		r.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
		got, _ := Expand(events, who.Self{}, spring, time.UTC, time.LoadLocation)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-in order +shuffled):\n%s", diff)
		}
	})
}

// TestAnOpenDiaryAnswersEachWindowAsIfAskedOnce: it remembers nothing of the
// windows before.
func TestAnOpenDiaryAnswersEachWindowAsIfAskedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := factsOf(t, []byte(drawn(t)))
		d := Open(events, who.Self{}, time.UTC, time.LoadLocation)
		for range 3 {
			from := spring.From + when.Instant(rapid.IntRange(0, 300).Draw(t, "from"))*24*when.Hour
			window := when.Span{From: from, To: from + 30*24*when.Hour}
			got, _ := d.Expand(window)
			want, _ := Expand(events, who.Self{}, window, time.UTC, time.LoadLocation)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("(-once +again):\n%s", diff)
			}
		}
	})
}

func zoneAt(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(err) // the database is compiled in
	}
	return loc
}

func TestHostileSeriesEndWithAClearLine(t *testing.T) {
	for rule, lines := range map[string]int{
		// Two: it would take too long, and it cannot be meant.
		"FREQ=SECONDLY": 2,
		"FREQ=SECONDLY;COUNT=1000000000;BYSECOND=0":                       2,
		"FREQ=MONTHLY;COUNT=1000000000;BYDAY=MO;BYSETPOS=9":               0, // empty, and soon known to be
		"FREQ=MINUTELY;COUNT=1000000000;BYHOUR=5;BYMONTH=2;BYMONTHDAY=30": 1,
	} {
		list, err := Occurrences(strings.NewReader(event("DTSTART:19000101T000000Z", "RRULE:"+rule)), "2024-01-01", "9999-12-31", time.UTC, who.Self{}, time.LoadLocation)
		if err != nil || len(list.Rows) > maxInstances+1 || len(list.Bad) != lines {
			t.Errorf("%s: %d rows, %v, %v", rule, len(list.Rows), list.Bad, err)
		}
	}
}

// TestManyHostileSeriesShareOneAllowance, so that a file of them ends too.
func TestManyHostileSeriesShareOneAllowance(t *testing.T) {
	var items []*item
	for i := range 20 {
		e, _ := readEvent("UID:" + fmt.Sprint(i) + "\nDTSTART:19000101T000000Z\nRRULE:FREQ=SECONDLY;COUNT=1000000000;BYSECOND=0\n")
		items = append(items, &item{vevent: e, calendar: newCalendar()})
	}
	x := newExpansion(newZones(time.UTC, time.LoadLocation), spring, false)
	x.left = 3 * seriesWork
	x.all(items)
	if x.left > 0 || len(x.bad) != 20 {
		t.Errorf("%d units left, %d rows", x.left, len(x.bad))
	}
}

// TestLongListsEnd: what one event may hold of rules, places and exceptions does
// not make the work on it grow with the product of two long lists. Where it
// does the test fails by its time running out.
func TestLongListsEnd(t *testing.T) {
	numbers := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "%d,", i%86400+1)
		}
		return strings.TrimSuffix(b.String(), ",")
	}
	var exceptions strings.Builder
	for i := range 30_000 {
		fmt.Fprintf(&exceptions, "BEGIN:VEVENT\nUID:x\nRECURRENCE-ID;RANGE=THISANDFUTURE:202401%02dT%02d%02d%02dZ\nDTSTART:20240101T000000Z\nEND:VEVENT\n", i%28+1, i%24, i%60, i/500%60)
	}
	for name, file := range map[string]string{
		"places":     event("DTSTART:20240101T000000Z", "RRULE:FREQ=DAILY;BYSETPOS="+numbers(100_000)),
		"rules":      event("DTSTART:20240101T000000Z", strings.Repeat("RRULE:FREQ=SECONDLY;BYSECOND=1;BYMONTH=2;BYMONTHDAY=30\n", 5_000)),
		"exceptions": strings.Replace(event("DTSTART:20240101T000000Z", "RRULE:FREQ=MINUTELY"), "END:VCALENDAR\n", exceptions.String()+"END:VCALENDAR\n", 1),
		"cities":     in("(UTC+01:00) "+strings.Repeat("a,", 400_000), "", "20240101T000000", false),
		"slashes":    in(strings.Repeat("/a", 400_000), "", "20240101T000000", false),
	} {
		if _, err := Occurrences(strings.NewReader(file), "2024-01-01", "2024-04-01", time.UTC, who.Self{}, time.LoadLocation); err != nil {
			t.Error(name, err)
		}
	}
}

func TestRDATEsWithTheirOwnEnds(t *testing.T) {
	same(t, spans(t, event("DTSTART:20240105T090000Z", "DURATION:PT1H",
		"RDATE;VALUE=PERIOD:20240106T090000Z/20240106T120000Z,20240107T090000Z/PT15M", "RDATE:20240108T090000Z,20240105T090000Z")),
		`2024-01-05T09:00:00Z/2024-01-05T10:00:00Z 2024-01-06T09:00:00Z/2024-01-06T12:00:00Z
		2024-01-07T09:00:00Z/2024-01-07T09:15:00Z 2024-01-08T09:00:00Z/2024-01-08T10:00:00Z`)
}

func TestAnRDATEsOwnEndBeatsTheRules(t *testing.T) {
	same(t, spans(t, event("DTSTART:20240105T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2", "RDATE;VALUE=PERIOD:20240106T090000Z/PT15M")),
		"2024-01-05T09:00:00Z/2024-01-05T10:00:00Z 2024-01-06T09:00:00Z/2024-01-06T09:15:00Z")
	same(t, starts(t, event("DTSTART;TZID=Europe/Berlin:20240105T090000", "RDATE;VALUE=DATE:20240106", "RDATE;TZID=America/New_York:20240107T030000")),
		"2024-01-05T08:00:00Z 2024-01-06T08:00:00Z 2024-01-07T08:00:00Z")
}

func TestWhatAnExceptionReplaces(t *testing.T) {
	series := "BEGIN:VEVENT\nUID:x\nDTSTART;TZID=Europe/Berlin:20240101T090000\nRRULE:FREQ=DAILY;COUNT=3\nEND:VEVENT\n"
	exception := func(id, start string) string {
		return "BEGIN:VCALENDAR\n" + series + "BEGIN:VEVENT\nUID:x\nRECURRENCE-ID" + id + "\nDTSTART" + start + "\nEND:VEVENT\nEND:VCALENDAR\n"
	}
	const rest = " 2024-01-01T08:00:00Z 2024-01-03T08:00:00Z"
	for _, id := range []string{";TZID=Europe/Berlin:20240102T090000", ":20240102T080000Z", ":20240102T090000", ";VALUE=DATE:20240102", ";TZID=America/New_York:20240102T030000"} {
		got := strings.Fields(starts(t, exception(id, ":20240210T090000Z")))
		if want := append(strings.Fields(rest), "2024-02-10T09:00:00Z"); !slices.Equal(got, want) {
			t.Errorf("RECURRENCE-ID%s: %v", id, got)
		}
	}
	same(t, starts(t, exception(":20240109T090000", ":20240210T090000Z")), "2024-01-01T08:00:00Z 2024-01-02T08:00:00Z 2024-01-03T08:00:00Z 2024-02-10T09:00:00Z")
}

// An exception that a newer version of its series no longer has is gone with it.
func TestAnOutdatedExceptionOfAChangedSeriesIsDropped(t *testing.T) {
	file := "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:x\nSEQUENCE:2\nDTSTART;VALUE=DATE:20240101\nRRULE:FREQ=WEEKLY;COUNT=2\nEND:VEVENT\n" +
		"BEGIN:VEVENT\nUID:x\nSEQUENCE:1\nRECURRENCE-ID;VALUE=DATE:20240115\nDTSTART;VALUE=DATE:20240116\nEND:VEVENT\n" +
		"BEGIN:VEVENT\nUID:x\nSEQUENCE:1\nRECURRENCE-ID;VALUE=DATE:20240108\nDTSTART;VALUE=DATE:20240109\nEND:VEVENT\nEND:VCALENDAR\n"
	same(t, starts(t, file), "2024-01-01 2024-01-09")
}

func TestAFlightEndsInItsOwnZone(t *testing.T) {
	same(t, spans(t, event("DTSTART;TZID=Europe/Berlin:20240105T100000", "DTEND;TZID=America/New_York:20240105T130000")),
		"2024-01-05T09:00:00Z/2024-01-05T18:00:00Z")
}

func TestAWindowIsHalfOpenAndAPointBelongsToWhatItBegins(t *testing.T) {
	at := func(line, from, to string) int {
		list, err := Occurrences(strings.NewReader(event(strings.Split(line, "\n")...)), from, to, time.UTC, who.Self{}, time.LoadLocation)
		if err != nil {
			t.Fatal(err)
		}
		return len(list.Rows)
	}
	const long, point = "DTSTART:20240105T090000Z\nDURATION:PT1H", "DTSTART:20240105T090000Z"
	for _, c := range []struct {
		line, from, to string
		want           int
	}{
		{long, "2024-01-05T10:00:00Z", "2024-01-05T11:00:00Z", 0},
		{long, "2024-01-05T09:59:59Z", "2024-01-05T11:00:00Z", 1},
		{long, "2024-01-05T08:00:00Z", "2024-01-05T09:00:00Z", 0},
		{long, "2024-01-05T08:00:00Z", "2024-01-05T09:00:01Z", 1},
		{point, "2024-01-05T09:00:00Z", "2024-01-05T09:00:01Z", 1},
		{point, "2024-01-05T08:00:00Z", "2024-01-05T09:00:00Z", 0},
		{point, "2024-01-06", "2024-01-05", 0},
	} {
		if got := at(c.line, c.from, c.to); got != c.want {
			t.Errorf("%q in [%s, %s): %d", c.line, c.from, c.to, got)
		}
	}
	for _, bad := range [][2]string{{"yesterday", "2024-01-05"}, {"2024-01-05", "x"}, {"2024-01-05", "2024-01-05T09:00:00Z"}} {
		if _, err := Occurrences(strings.NewReader(""), bad[0], bad[1], nil, who.Self{}, time.LoadLocation); err == nil {
			t.Errorf("a window from %s to %s is taken", bad[0], bad[1])
		}
	}
}

func TestFloatingTimesThroughAWindowOfInstantsAreInstants(t *testing.T) {
	list, err := Occurrences(strings.NewReader(event("DTSTART:20240705T090000")), "2024-07-05T00:00:00Z", "2024-07-06T00:00:00Z", zoneAt("Europe/Berlin"), who.Self{}, time.LoadLocation)
	if err != nil || len(list.Rows) != 1 || list.Rows[0].Start != "2024-07-05T07:00:00Z" || !list.Rows[0].Floating {
		t.Errorf("%+v %v", list, err)
	}
}

func FuzzExpand(f *testing.F) {
	f.Add("BEGIN:VCALENDAR\nX-WR-TIMEZONE:Europe/Berlin\nBEGIN:VEVENT\nUID:a\nDTSTART;TZID=W. Europe Standard Time:20240105T090000\nRRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=9\nEXDATE:20240112T090000\nRDATE;VALUE=PERIOD:20240113T090000/PT1H\nEND:VEVENT\nBEGIN:VEVENT\nUID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE:20240119T090000\nDTSTART:20240120T090000\nDTEND:20240120T100000\nEND:VEVENT\nEND:VCALENDAR\n")
	f.Add("BEGIN:VTIMEZONE\nTZID:x\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nDTSTART;TZID=x:20240105T090000\nEND:VEVENT\n")
	f.Add("BEGIN:VEVENT\nDTSTART;VALUE=DATE:20240105\nDTEND:20240101\nDURATION:-P1D\nATTENDEE;CN=\"x\nRRULE:FREQ=HOURLY\nEND:VEVENT\n")
	f.Fuzz(func(t *testing.T, file string) {
		got := NewFile()
		var items []*item
		if err := got.Read(strings.NewReader(file), func(c *Component) {
			if e, ok := readEvent(c.Text); ok {
				items = append(items, &item{vevent: e, standing: stand(e, false, who.Self{}), calendar: got.calendar(c.Calendar), order: len(items)})
			}
		}); err != nil {
			t.Fatal(err)
		}
		x := newExpansion(newZones(time.UTC, time.LoadLocation), spring, false)
		x.left = 100_000
		for _, in := range x.all(items) {
			if in.span.To < in.span.From || !overlaps(in.span, spring) {
				t.Fatalf("%v is no occurrence in %v", in.span, spring)
			}
			in.row(false)
		}
		for _, f := range factsOf(t, []byte(file)) {
			if err := f.Check(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestOccurrencesDoNotHoldTheTextOfTheirEvents: they are kept for years of time,
// and the text of an event may be an invitation of many pages.
func TestOccurrencesDoNotHoldTheTextOfTheirEvents(t *testing.T) {
	var file strings.Builder
	file.WriteString("BEGIN:VCALENDAR\n")
	for i := range 100 {
		fmt.Fprintf(&file, "BEGIN:VEVENT\nUID:%d\nDTSTART:20240105T090000Z\nDURATION:PT1H\nSUMMARY:meeting %d\nCATEGORIES:plan\nORGANIZER:mailto:ann@example.org\n"+
			"ATTENDEE:mailto:me@example.org\nATTENDEE:mailto:ann@example.org\nDESCRIPTION:%s\nEND:VEVENT\n", i, i, strings.Repeat("x", 100_000))
	}
	file.WriteString("END:VCALENDAR\n")
	events := factsOf(t, []byte(file.String()))
	file.Reset()
	held := func() int {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int(m.HeapAlloc)
	}
	before := held()
	found, _ := Expand(events, who.Self{Identities: []who.Identity{"me@example.org"}}, spring, time.UTC, time.LoadLocation)
	if grown := held() - before; grown > 1<<20 {
		t.Errorf("%d occurrences hold %d bytes", len(found), grown)
	}
	if len(found) != 100 || found[0].Summary == "" || found[0].Caller != "ann@example.org" || found[0].With != "ann@example.org" || found[0].Categories != "plan" {
		t.Errorf("%d occurrences, of them %+v", len(found), found[0])
	}
	runtime.KeepAlive(events)
}
