package lives

import (
	"fmt"
	"iter"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
)

// decade is how many years a Decade goes back.
const decade = 10

// Decade yields ten years in one store, for benchmarks: a director's life, so many
// heartbeats, and a twentieth of that of events and of commits each, evenly over the
// years before a day.
func Decade(p who.Person, until when.Day, beats int) iter.Seq[logbook.Batch] {
	return func(yield func(logbook.Batch) bool) {
		for b := range Batches(All()[0], p, until) {
			if !yield(b) {
				return
			}
		}
		if !yield(millwork(p, until, beats/20)) {
			return
		}
		for n := range decade {
			from := when.Date(until.Year()-decade+n, until.Time().Month(), 20).Start(time.UTC)
			if !hammered(p, until, Typing{Seed: uint64(n), Count: beats / decade, From: from}, yield) {
				return
			}
		}
	}
}

// hammered yields heartbeats, some thousand a batch, and whether more is wanted.
func hammered(p who.Person, until when.Day, y Typing, yield func(logbook.Batch) bool) bool {
	const atOnce = 5000
	b := logbook.Batch{
		Person: p, Place: logbook.Place{Source: "wakatime", Machine: "laptop", Name: "editors", URI: "live"}, At: until.Start(time.UTC), By: "bench",
	}
	for beat := range y.Beats() {
		b.Entries = append(b.Entries, logbook.Entry{Beat: &beat})
		if len(b.Entries) == atOnce {
			if !yield(b) {
				return false
			}
			b.Entries = nil
		}
	}
	return yield(b)
}

// millwork are so many events and so many commits, all over the ten years.
func millwork(p who.Person, until when.Day, n int) logbook.Batch {
	b := logbook.Batch{
		Person: p, Place: logbook.Place{Source: "git", Machine: "laptop", Name: "mill", URI: "/src/mill/.git"}, At: until.Start(time.UTC), By: "bench", Position: logbook.Position("1"),
	}
	const days = 365 * decade
	for i := range n {
		day := until - when.Day(1+i*days/n)
		at := day.Start(time.UTC) + when.Hour*when.Instant(8+i%9)
		commit := logbook.Commit{Object: fmt.Sprint("mill", i), Role: logbook.Authored, As: "ilse@work.example.org", Subject: fmt.Sprint("Turn the wheel ", i), Authored: at, Committed: at}
		event := SteadyEvent(at, fmt.Sprint("mill", i))
		event.Person, event.Span.To = p, at+when.Hour/2
		event.Body = logbook.Body(logbook.Event{
			UID: event.Key, Calendar: "Mill",
			Raw: fmt.Sprintf("BEGIN:VEVENT\nUID:mill%d\nSUMMARY:Round %d\nDTSTART:%s\nDTEND:%s\nEND:VEVENT", i, i%200, stampOf(at), stampOf(at+when.Hour/2)),
		})
		b.Entries = append(
			b.Entries,
			logbook.Entry{Fact: &logbook.Fact{Person: p, Kind: logbook.KindCommit, Key: commit.Object, Span: when.Span{From: at, To: at}, Zone: "+00:00", Day: day, Body: logbook.Body(commit)}},
			logbook.Entry{Fact: event},
		)
	}
	b.Entries = append(b.Entries, logbook.Entry{Counts: &logbook.Coverage{Place: b.Place, From: until - days, To: until, Open: true, Facts: n, Yours: n}})
	return b
}

// stampOf is an instant as a calendar writes it.
func stampOf(i when.Instant) string { return i.UTC().Format("20060102T150405Z") }
