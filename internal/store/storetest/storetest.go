// Package storetest is what every engine of the store must pass, and a real
// PostgreSQL server to pass it on. It speaks to a store only as the rest of the
// program does; what needs the engine's own words is tested in the store's room.
package storetest

import (
	"context"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store"
)

// Run holds an engine against the suite. empty makes a store with nothing in it
// and gives its address.
func Run(t *testing.T, empty func(testing.TB) string) {
	for _, c := range []struct {
		name string
		test func(*testing.T, *book)
	}{
		{"a fact comes back as it was put", whole},
		{"a store is opened again with all that is in it", reopened},
		{"a batch that cannot be kept leaves nothing", nothingOfABadBatch},
		{"the newest version is in force", versions},
		{"what is said again is in force again", saidAgain},
		{"a fact that is gone says so", gone},
		{"a thing is held where some version of it is seen", held},
		{"bad rows are kept once", badRows},
		{"coverage is what was read last", coverage},
		{"the names of a place are those put last", namesakes},
		{"the routines of a place are those put last", routines},
		{"a position is that of the last whole reading", position},
		{"a clock that was ahead does not hide what is read later", aheadOfTime},
		{"places say when they were read", places},
		{"facts of a time are those that share it", ranges},
		{"facts are told in the order of time", order},
		{"batches replayed, reordered and split end the same", arrival},
		{"one may read and write while reading", nested},
		{"two writers at once lose nothing", twoWriters},
		{"what is decided by what was kept is kept after it", putAfter},
		{"what changed is marked", marks},
		{"what was reckoned since stays marked", generations},
		{"tallies come back as they were remembered", tallies},
		{"what was reckoned can be thrown away", forget},
		{"a beat comes back as it was put", beats},
		{"beats of a time are those that begin in it", beatRanges},
		{"beats replayed, reordered and split end the same", beatArrival},
		{"the greater of two beats with one key is kept", greaterBeats},
		{"a place speaks of the days of its beats", beatCoverage},
		{"a beat marks its day", beatMarks},
		{"a kind that changes has a new generation", kindGenerations},
		{"the rows of days are read through a cursor", changed},
		{"what a question gave is remembered", results},
		{"months of the calendar come back as they were remembered", months},
		{"a day of assistants is read again only where it changed", agentDays},
		{"presences come back as they were remembered", presences},
		{"a key is found by its hash", tokens},
		{"the zero grant gives nothing", zeroGrant},
		{"another's grant gives no evidence", foreignGrant},
		{"a permit is checked with each reading", permits},
		{"nothing is read once a permit is revoked", revoked},
		{"an import leaves one line", auditLines},
		{"a reading counts what went in all its batches", goneInBatches},
		{"what is seen and gone at one instant is there", seenAndGone},
		{"what is told live leaves two lines an hour", liveLines},
		{"a checkpoint holds", checkpoints},
		{"a place set apart takes no part", setApart},
		{"a source set apart is not heard", setSourceApart},
		{"people do not see each other's log", apart},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := bookAt(t, empty(t))
			b.empty = empty
			c.test(t, b)
		})
	}
}

// noon is when the tests take place.
const noon = when.Instant(1_700_000_000 * when.Second)

// book is an open store with its owner, at a time the test can move.
type book struct {
	*store.DB
	dsn   string
	empty func(testing.TB) string
	me    who.Person
	own   policy.Grant
	now   when.Instant
}

func bookAt(t testing.TB, dsn string) *book {
	t.Helper()
	b := &book{dsn: dsn, now: noon}
	b.DB = b.another(t)
	me, err := b.Owner(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b.me, b.own = me, owns(t, me)
	return b
}

// another opens the same store once more.
func (b *book) another(t testing.TB) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{DSN: b.dsn, Now: func() when.Instant { return b.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// owns is the grant of an owner.
func owns(t testing.TB, p who.Person) policy.Grant {
	t.Helper()
	g, err := policy.Allow(policy.Ask{Viewer: p, Owner: p, Grain: policy.Evidence}, nil, noon)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// fatal is what the helpers need of a test, be it of testing or of rapid.
type fatal interface {
	Helper()
	Fatal(...any)
	Errorf(string, ...any)
}

// ctx is that of helpers that rapid calls, whose tests have none.
var ctx = context.Background()

// all drains an iterator.
func all[T any](t fatal, seq iter.Seq2[T, error]) (out []T) {
	t.Helper()
	for v, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

// the first error of an iterator.
func fails[T any](seq iter.Seq2[T, error]) error {
	for _, err := range seq {
		if err != nil {
			return err
		}
	}
	return nil
}

// must fails the test on an error.
func must[T any](t fatal, v T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// same compares, and shows what differs.
func same(t fatal, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", what, diff)
	}
}

// desk is a place.
func desk(uri string) logbook.Place {
	return logbook.Place{Source: "git", Machine: "desk", Name: "n of " + uri, URI: uri}
}

// act is a fact at a point in time, in hours of the tests' own count.
func (b *book) act(key string, hour int) *logbook.Fact {
	at := noon + when.Instant(hour)*when.Hour
	return &logbook.Fact{
		Person: b.me, Kind: logbook.KindCommit, Key: key, Span: when.Span{From: at, To: at},
		Zone: "+02:00", Day: at.Day(timeUTC), Body: logbook.Body(logbook.Commit{Object: key, Role: logbook.Authored}),
	}
}

// batch is a whole reading of a place.
func (b *book) batch(uri string, at when.Instant, facts ...*logbook.Fact) logbook.Batch {
	out := logbook.Batch{Person: b.me, Place: desk(uri), Position: logbook.Position("end"), At: at, By: "test"}
	for _, f := range facts {
		out.Entries = append(out.Entries, logbook.Entry{Fact: f})
	}
	return out
}

func (b *book) put(t fatal, batch logbook.Batch) logbook.Kept {
	t.Helper()
	kept, err := b.Put(ctx, batch)
	return must(t, kept, err)
}

// keys are the keys of the facts in force, in their order.
func (b *book) keys(t fatal, span when.Span, kinds ...logbook.Kind) (keys []string) {
	t.Helper()
	for _, f := range all(t, b.Facts(ctx, b.own, span, kinds...)) {
		keys = append(keys, f.Key)
	}
	return keys
}

// lines are the owner's audit lines.
func (b *book) lines(t fatal) []audit.Line {
	t.Helper()
	return all(t, b.AuditEntries(ctx, b.own, 0))
}

// sound fails where the audit does not verify.
func (b *book) sound(t fatal) {
	t.Helper()
	v, err := b.VerifyAudit(ctx, b.own)
	if must(t, v, err); !v.Sound() {
		t.Errorf("the audit is broken: %v, %v", v.Breaks, v.Changes)
	}
}

func sorted(texts []string) []string {
	out := slices.Clone(texts)
	slices.SortFunc(out, strings.Compare)
	return out
}
