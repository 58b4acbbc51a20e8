package aw

import (
	"fmt"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/activitywatch"
	"github.com/backsight/backsight/internal/source/activitywatch/event"
)

// BenchmarkHeartbeat sends what a watcher of windows sends, one heartbeat a
// second and another window every half minute, through the whole handler into a
// store that commits each. "puts" is the cost in plain writes of one beat into
// the same store in the same run: the floor is 1.
func BenchmarkHeartbeat(b *testing.B) {
	d := open(b)
	d.bucket("w", "currentwindow")
	h := Handler(d.o)
	n := 0
	for b.Loop() {
		r, w := request("/api/0/buckets/w/heartbeat?pulsetime=2", []byte(heartbeat(fmt.Sprint("app ", n/30%7), n, 0)))
		if h.ServeHTTP(w, r); w.Code != 200 {
			b.Fatal(w.Code, w.Body)
		}
		n++
	}
	each := b.Elapsed() / time.Duration(n)
	b.ReportMetric(float64(each)/float64(d.put(b)), "puts")
}

// put is how long one plain write of a beat takes.
func (d *desk) put(b *testing.B) time.Duration {
	const many = 200
	bucket := &event.Bucket{ID: "floor", Type: "currentwindow", Client: "c", Hostname: "h"}
	start := time.Now()
	for i := range many {
		e := event.Event{At: morning + when.Instant(i)*when.Second, Data: event.Data{"app": fmt.Sprint(i)}}
		beat, _ := activitywatch.Keep{}.Beat(bucket, e)
		batch := logbook.Batch{
			Person: d.o.Person, Place: logbook.Place{Source: "activitywatch", URI: "floor"},
			Entries: []logbook.Entry{{Beat: &beat}}, At: d.o.Now(), By: "bench",
		}
		if _, err := d.book.db.Put(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
	}
	return time.Since(start) / many
}
