package reckon_test

import (
	"runtime"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/source/all"
)

// typed is a store with a year of heartbeats.
func typed(b *testing.B, count int) (*desk, reckon.Question) {
	b.Helper()
	d := newDesk(b)
	b.Cleanup(func() { d.db.Close() })
	from := when.Date(2025, 1, 1)
	batch := logbook.Batch{Place: logbook.Place{Source: "wakatime", Machine: "a", Name: "vscode", URI: "vscode"}, At: 1, By: "test"}
	for beat := range (lives.Typing{Seed: 1, Count: count, From: from.Start(time.UTC)}).Beats() {
		one := beat
		batch.Entries = append(batch.Entries, logbook.Entry{Beat: &one})
		if len(batch.Entries) == 5000 {
			d.put(b, batch)
			batch.Entries = nil
		}
	}
	d.put(b, batch)
	now := from + 366
	q := reckon.Question{
		Now: now, Through: now, Instant: now.Start(time.UTC) + 12*when.Hour, Since: when.NoDay, Chosen: "given",
		Habits: timeline.Habits{Homes: []timeline.Home{{From: when.NoDay, Zone: location("Europe/Berlin")}}, Window: timeline.NineToFive, Sources: all.Declared()},
	}
	q.Habits.Self.Person = d.person
	return d, q
}

// BenchmarkAYear sets the reckoning of a year of heartbeats against reading them
// only: what it costs is told as the ratio of the two, in one run.
func BenchmarkAYear(b *testing.B) {
	d, q := typed(b, 100_000)
	for b.Loop() {
		began := time.Now()
		for _, err := range d.db.Beats(ctx, d.grant, when.Span{}) {
			if err != nil {
				b.Fatal(err)
			}
		}
		reading := time.Since(began)
		began = time.Now()
		if err := d.Rebuild(ctx, d.grant, q); err != nil {
			b.Fatal(err)
		}
		rebuilding := time.Since(began)
		b.ReportMetric(float64(rebuilding)/float64(reading), "rebuilding/reading")
	}
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapInuse)/1e6, "MB-held")
}
