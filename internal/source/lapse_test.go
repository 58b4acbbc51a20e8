package source_test

import (
	"context"
	"iter"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
)

// A deletion is later than all that said the same: an event that went to and fro is in
// force as a later version than the one that was seen here. What somebody else says of
// it otherwise, and later, stays.
func TestADeletionIsLaterThanWhatWasSaidAgain(t *testing.T) {
	event := func(raw string, n int64, stamp when.Instant, gone bool) logbook.Fact {
		return logbook.Fact{Person: 1, Kind: logbook.KindEvent, Key: "one", Version: logbook.Seq{N: n, Stamp: stamp}, Gone: gone, Day: 100, Body: logbook.Body(logbook.Event{UID: "one", Raw: raw})}
	}
	seen := event("nine", 0, 10, false)
	for name, c := range map[string]struct {
		others  []logbook.Fact
		deleted bool
	}{
		"nothing else":    {nil, true},
		"said once more":  {[]logbook.Fact{event("nine", 1, 20, true), event("nine", 2, 30, false)}, true},
		"later elsewhere": {[]logbook.Fact{event("ten", 2, 30, false)}, false},
	} {
		all := append([]logbook.Fact{seen}, c.others...)
		l := source.Lapse{
			At: 40, Here: func(string) (logbook.ID, bool) { return logbook.ID{}, false }, Proves: func(*logbook.Fact) bool { return true },
			Ask: source.Ask{
				Fact: func(context.Context, logbook.ID) (logbook.Fact, error) { return seen, nil },
				Versions: func(context.Context, logbook.Kind, string) iter.Seq2[logbook.Fact, error] {
					return func(yield func(logbook.Fact, error) bool) {
						for _, f := range all {
							if !yield(f, nil) {
								return
							}
						}
					}
				},
			},
		}
		entries, err := l.Entries(t.Context(), seen.ID())
		if err != nil || len(entries) != 2 || entries[0].Fact == nil || !entries[0].Fact.Gone {
			t.Fatalf("%s: %+v, %v", name, entries, err)
		}
		tomb, inForce := entries[0].Fact, true
		for _, f := range all {
			inForce = inForce && logbook.Newer(tomb.Version, tomb.ID(), f.Version, f.ID())
		}
		if inForce != c.deleted {
			t.Errorf("%s: the deletion, %+v, is in force: %v", name, tomb.Version, inForce)
		}
	}
}
