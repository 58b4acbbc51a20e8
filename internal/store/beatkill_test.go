package store_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store"
)

// kills is how often TestKilledBeats kills.
var kills = flag.Int("kills", 6, "how many `times` the writers of beats are killed")

// victimBeats is the environment variable that makes a victim put beats.
const victimBeats = "BACKSIGHT_TEST_VICTIM_BEATS"

// typist puts the beats of a year, a request at a time, from the first one that
// is not there yet, and says so once each is acknowledged. Two of them type the
// same: what one has kept is nothing new of the other.
func typist(dsn string) int {
	db, err := store.Open(ctx, store.Options{DSN: dsn, Now: noon})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	me, err := db.Owner(ctx)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	var skip int
	fmt.Sscan(os.Getenv(victimBeats), &skip)
	for n, batch := range typedRequests(me) {
		if n < skip {
			continue
		}
		if _, err := db.Put(ctx, batch); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		fmt.Println(n)
	}
	return 0
}

// typedRequests are requests of seven beats, numbered.
func typedRequests(me who.Person) func(func(int, logbook.Batch) bool) {
	return func(yield func(int, logbook.Batch) bool) {
		n, batch := 0, logbook.Batch{Person: me, Place: logbook.Place{Source: "wakatime", URI: "/"}, At: noon(), By: "victim"}
		for b := range (lives.Typing{Seed: 3, Count: 200_000, From: noon() - 366*24*when.Hour}).Beats() {
			if batch.Entries = append(batch.Entries, logbook.Entry{Beat: &b}); len(batch.Entries) < 7 {
				continue
			}
			if !yield(n, batch) {
				return
			}
			n, batch.Entries = n+1, nil
		}
	}
}

// TestKilledBeats kills two writers of beats at once, again and again. What was
// acknowledged is there once and as it came; the audit verifies.
func TestKilledBeats(t *testing.T) {
	for left := *kills; left > 0; left -= perStore {
		killedTyping(t, min(left, perStore))
	}
}

func killedTyping(t *testing.T, rounds int) {
	dsn := filepath.Join(t.TempDir(), "store.db")
	open(t, dsn).Close()
	last := -1
	for range rounds {
		t.Setenv(victimBeats, fmt.Sprint(last+1))
		killed := make(chan int, 2)
		for range cap(killed) {
			go func() { killed <- lastOf(killSoon(t, dsn, 40)) }()
		}
		last = max(last, <-killed, <-killed)
		typedUpTo(t, dsn, last)
	}
	if last < rounds {
		t.Errorf("%d kills left %d requests: this test saw nothing", rounds, last+1)
	}
	t.Logf("%d kills of two writers, %d requests acknowledged", rounds, last+1)
}

func lastOf(acknowledged map[string]int) int {
	for _, n := range acknowledged {
		return n
	}
	return -1
}

// typedUpTo holds a store against the beats up to a request. Those that came
// after it, of a writer that was killed before it could say so, are whole too.
func typedUpTo(t *testing.T, dsn string, last int) {
	t.Helper()
	db := open(t, dsn)
	defer db.Close()
	me, g := owner(t, db)
	kept := map[string][]byte{}
	n := 0
	for b, err := range db.Items(ctx, g, when.Span{}) {
		if err != nil {
			t.Fatal(err)
		}
		kept[b.Key] = b.Raw
		n++
	}
	if len(kept) != n || n%7 != 0 {
		t.Errorf("%d beats with %d keys", n, len(kept))
	}
	for i, batch := range typedRequests(me) {
		if i > last {
			break
		}
		for _, e := range batch.Entries {
			if !bytes.Equal(kept[e.Beat.Key], e.Beat.Raw) {
				t.Fatalf("a beat of request %d was acknowledged and is %q", i, kept[e.Beat.Key])
			}
		}
	}
	if v, err := db.VerifyAudit(ctx, g); err != nil || !v.Sound() {
		t.Errorf("the audit: %+v, %v", v, err)
	}
}
