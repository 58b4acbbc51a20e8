package lives_test

import (
	"errors"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/gitlog"
	"github.com/backsight/backsight/internal/source/ics"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// What a life's sources read from the traces it leaves is, fact for fact, what
// Batches yields without them.
func TestBatchesAreWhatTheSourcesRead(t *testing.T) {
	until := when.Date(2026, 11, 21)
	for _, l := range lives.All() {
		t.Run(l.Name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if err := lives.Write(t.Context(), l, dir, until); err != nil {
				t.Fatal(err)
			}
			read := reading(t, l, dir)
			facts := read.All()
			for batch := range lives.Batches(l, 7, until) {
				_, path, _ := strings.Cut(batch.Place.URI, l.Name+"/")
				compare(t, path, batch, facts)
				counts := *batch.Entries[len(batch.Entries)-1].Counts
				uri := filepath.Join(dir, filepath.FromSlash(path))
				got := read.Coverage(uri)
				if got == nil {
					got = read.Coverage(filepath.Join(uri, ".git"))
				}
				counts.Place = got.Place
				if diff := cmp.Diff(counts, *got); diff != "" {
					t.Errorf("%s covers (-yielded +read):\n%s", path, diff)
				}
			}
		})
	}
}

func reading(t *testing.T, l lives.Life, dir string) *sourcetest.Book {
	t.Helper()
	book := &sourcetest.Book{}
	for _, puller := range []source.Puller{gitlog.Source{}, ics.Source{}} {
		for place, err := range puller.Find(t.Context(), dir) {
			var passed *source.PassedBy // vendor, in which no repository lies
			if errors.As(err, &passed) {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			ask := source.Ask{Self: l.Self(7), Place: place, Sink: book, Now: when.At(when.Date(2026, 11, 21).Time())}
			if err := puller.Pull(t.Context(), ask); err != nil {
				t.Fatal(err)
			}
			if bad := book.Bad(place.URI); len(bad) > 0 {
				t.Errorf("%s: %d bad rows, such as %v", filepath.Base(place.URI), len(bad), bad[0])
			}
		}
	}
	return book
}

func compare(t *testing.T, path string, batch logbook.Batch, read map[logbook.ID]logbook.Fact) {
	t.Helper()
	byKey := map[string]logbook.Fact{}
	for _, f := range read {
		byKey[string(f.Kind)+f.Key] = f
	}
	missing := 0
	for _, e := range batch.Entries {
		if e.Fact == nil {
			continue
		}
		got, found := read[e.Fact.ID()]
		if !found {
			got = byKey[string(e.Fact.Kind)+e.Fact.Key]
		}
		got.Version.Stamp = e.Fact.Version.Stamp // by which rules it was read is no part of it
		if !reflect.DeepEqual(*e.Fact, got) {    // cmp takes many times as long
			if missing++; missing < 4 {
				t.Errorf("%s (-yielded +read):\n%s", path, cmp.Diff(*e.Fact, got))
			}
		}
	}
	if missing > 0 {
		t.Errorf("%s: %d of %d facts are read otherwise", path, missing, len(batch.Entries))
	}
}
