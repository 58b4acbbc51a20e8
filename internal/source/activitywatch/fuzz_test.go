package activitywatch

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"
	"unicode/utf8"

	"github.com/backsight/backsight/internal/source/activitywatch/event"
)

// Whatever a file holds, reading it ends, and what is made of it can be kept.
func FuzzExport(f *testing.F) {
	whole, err := os.ReadFile("testdata/export.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	for _, seed := range []string{
		`{"buckets":{"a":{"events":[{"timestamp":"2026-11-20T10:00:00Z","data":{"app":"\u0000","url":"http://[::1"}}]}}}`,
		`{"events":[null,1],"id":"x","hostname":"h"}`, `{"buckets":{"a":{"events":{}}}}`, `{"buckets":[[`, "\xff\xfe{}", `{"buckets":{"":{"type":5}}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		_ = holdsExport(text)
		buckets := map[string]*event.Bucket{}
		survey := Export{Bucket: func(b event.Bucket) error {
			buckets[b.ID] = &b
			return nil
		}}
		if survey.Read(bytes.NewReader(text)) != nil {
			return
		}
		last := 0
		events := Export{Event: func(r Row) error {
			if r.Line < last || r.Line < 1 {
				t.Fatalf("event %d of %q is on line %d, after line %d", r.N, r.Bucket, r.Line, last)
			}
			last = r.Line
			var e event.Event
			b := buckets[r.Bucket]
			if b == nil || json.Unmarshal(r.Text, &e) != nil {
				return nil
			}
			check(t, b, e)
			return nil
		}}
		if err := events.Read(bytes.NewReader(text)); err != nil {
			t.Fatalf("it was read once, and then: %v", err)
		}
	})
}

// check holds that an event can be kept, and that what is kept is the event.
func check(t *testing.T, b *event.Bucket, e event.Event) {
	for _, keep := range []Keep{{}, {Titles: true, Private: true}} {
		beat, kept := keep.Beat(b, e)
		if !kept {
			continue
		}
		fact := beat.Fact(1)
		if err := fact.Check(); err != nil || !json.Valid(beat.Raw) || !utf8.ValidString(beat.Entity+beat.Project+beat.Type) {
			t.Fatalf("%s cannot be kept: %v", beat.Raw, err)
		}
		if !bytes.HasPrefix(beat.Raw, In(b.ID)) {
			t.Fatalf("%s does not begin with its bucket %q", beat.Raw, b.ID)
		}
		back, _, err := Parse(b.Type, &beat)
		if err != nil || KeyOf(b, back) != beat.Key {
			t.Fatalf("%s comes back as %q, %v; was %q", beat.Raw, KeyOf(b, back), err, beat.Key)
		}
	}
}
