package calendar

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
)

// crowded is a calendar of n series with ten times each over ten years, about
// a kilobyte a series: three attendees and a folded description, as offices
// write them.
func crowded(n int) []byte {
	var b bytes.Buffer
	b.WriteString("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example.org//bench//EN\r\n")
	rules := []string{"FREQ=WEEKLY;COUNT=10", "FREQ=MONTHLY;BYDAY=2TU;COUNT=10", "FREQ=DAILY;COUNT=10;INTERVAL=3", "FREQ=YEARLY;COUNT=10", "FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=10"}
	day := when.Date(2016, 1, 4)
	for i := range n {
		start := strings.ReplaceAll((day + when.Day(i%330)).String(), "-", "")
		fmt.Fprintf(&b, "BEGIN:VEVENT\r\nUID:%08d-bench@example.org\r\nDTSTAMP:20260101T000000Z\r\nLAST-MODIFIED:20251231T080000Z\r\n", i)
		fmt.Fprintf(&b, "DTSTART;TZID=Europe/Berlin:%sT%02d3000\r\nDTEND;TZID=Europe/Berlin:%sT%02d1500\r\n", start, 8+i%9, start, 9+i%9)
		fmt.Fprintf(&b, "RRULE:%s\r\nSUMMARY:Meeting number %d\\, weekly\r\nLOCATION:Room %d\r\n", rules[i%len(rules)], i, i%40)
		for a := range 3 {
			fmt.Fprintf(&b, "ATTENDEE;CN=Person %d;PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT:mailto:pers\r\n on%d@example.org\r\n", a, a)
		}
		for range 5 {
			b.WriteString("DESCRIPTION:An agenda that goes on for a while and that is folded as the st\r\n andard says\\, with more text than anybody reads in a meeting of this kind\\n\r\n")
		}
		b.WriteString("STATUS:CONFIRMED\r\nTRANSP:OPAQUE\r\nSEQUENCE:0\r\nEND:VEVENT\r\n")
	}
	b.WriteString("END:VCALENDAR\r\n")
	return b.Bytes()
}

// countLines is the floor: the least that reading a file can take.
func countLines(data []byte) (n int) {
	for {
		_, after, ok := bytes.Cut(data, []byte{'\n'})
		if !ok {
			return n
		}
		n, data = n+1, after
	}
}

// BenchmarkParseAndExpand gives as "floors" how often the lines of the same file
// could have been counted meanwhile.
func BenchmarkParseAndExpand(b *testing.B) {
	data := crowded(5000)
	floor := floorOf(data)
	b.Run("parse", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			r := NewReader(bytes.NewReader(data))
			for {
				c, err := r.Next()
				if errors.Is(err, io.EOF) {
					break
				}
				if c.Name == "VEVENT" {
					readEvent(c.Text)
				}
			}
		}
		floors(b, floor)
	})
	b.Run("parse+expand", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		rows := 0
		for b.Loop() {
			list, err := Occurrences(bytes.NewReader(data), "2016-01-01T00:00:00Z", "2027-01-01T00:00:00Z", time.UTC, who.Self{}, time.LoadLocation)
			if err != nil {
				b.Fatal(err)
			}
			rows = len(list.Rows)
		}
		b.ReportMetric(float64(rows), "occurrences")
		floors(b, floor)
	})
	b.Run("facts", func(b *testing.B) {
		events := factsOf(b, data)
		window := when.Span{From: when.Date(2016, 1, 1).Start(time.UTC), To: when.Date(2027, 1, 1).Start(time.UTC)}
		b.ReportAllocs()
		b.ResetTimer()
		for b.Loop() {
			Expand(events, who.Self{}, window, time.UTC, time.LoadLocation)
		}
		floors(b, floor)
	})
}

// BenchmarkWeekOfOldSeries works out one week of 200 series that began twenty
// years before and never end.
func BenchmarkWeekOfOldSeries(b *testing.B) {
	rules := []string{"FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=WEEKLY;INTERVAL=2", "FREQ=YEARLY;BYMONTH=3;BYDAY=2MO"}
	var text strings.Builder
	text.WriteString("BEGIN:VCALENDAR\n")
	for i := range 200 {
		fmt.Fprintf(&text, "BEGIN:VEVENT\nUID:%d\nDTSTART;TZID=Europe/Berlin:200601%02dT%02d0000\nDURATION:PT1H\nRRULE:%s\nEND:VEVENT\n", i, 2+i%25, 8+i%9, rules[i%len(rules)])
	}
	text.WriteString("END:VCALENDAR\n")
	data := []byte(text.String())
	floor := floorOf(data)
	diary := Open(factsOf(b, data), who.Self{}, time.UTC, time.LoadLocation)
	from := when.Date(2026, 3, 9).Start(time.UTC)
	b.ReportAllocs()
	b.ResetTimer()
	found := 0
	for b.Loop() {
		o, _ := diary.Expand(when.Span{From: from, To: from + 7*24*when.Hour})
		found = len(o)
	}
	b.ReportMetric(float64(found), "occurrences")
	floors(b, floor)
}

// BenchmarkStream reads 200 MB and reports how far the heap grew.
func BenchmarkStream(b *testing.B) {
	one := crowded(1000)
	one = one[bytes.Index(one, []byte("BEGIN:VEVENT")):bytes.LastIndex(one, []byte("END:VCALENDAR"))]
	times := 200<<20/len(one) + 1
	var peak uint64
	for b.Loop() {
		in := io.MultiReader(strings.NewReader("BEGIN:VCALENDAR\n"), &repeated{text: one, times: times})
		r := NewReader(in)
		var m runtime.MemStats
		for n := 0; ; n++ {
			if _, err := r.Next(); err != nil {
				break
			}
			if n%20000 == 0 {
				runtime.GC()
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapAlloc)
			}
		}
	}
	b.SetBytes(int64(times * len(one)))
	b.ReportMetric(float64(peak)/(1<<20), "live-MB")
}

// repeated is a text many times over.
type repeated struct {
	text      []byte
	at, times int
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.times == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.text[r.at:])
	if r.at += n; r.at == len(r.text) {
		r.at, r.times = 0, r.times-1
	}
	return n, nil
}

func floorOf(data []byte) time.Duration {
	best := time.Hour
	for range 20 {
		began := time.Now()
		countLines(data)
		best = min(best, time.Since(began))
	}
	return best
}

func floors(b *testing.B, floor time.Duration) {
	b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(floor), "floors")
}

// factsOf are the facts a file gives.
func factsOf(t interface{ Fatal(...any) }, data []byte) (facts []logbook.Fact) {
	f := NewFile()
	s := NewShaper(0, "", 0, time.LoadLocation)
	err := f.Read(bytes.NewReader(data), func(c *Component) {
		if fact, _ := s.Shape(c, f); fact.Body != nil {
			facts = append(facts, *fact)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return facts
}
