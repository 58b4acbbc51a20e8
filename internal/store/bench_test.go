package store_test

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	_ "github.com/ncruces/go-sqlite3/driver" // "sqlite3"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store"
	"github.com/backsight/backsight/internal/store/whole"
)

// many is how many facts the benchmarks move: more than most people commit in
// a life.
const many = 100_000

// life is the evidence of many commits, an hour apart.
func life(p who.Person, n int) (facts []*logbook.Fact) {
	for i := range n {
		at := noon() + when.Instant(i)*when.Hour
		facts = append(facts, &logbook.Fact{
			Person: p, Kind: logbook.KindCommit, Key: fmt.Sprintf("%040x authored me@example.org", i*2654435761),
			Span: when.Span{From: at, To: at}, Zone: "+02:00", Day: at.Day(time.UTC),
			Body: logbook.Body(logbook.Commit{
				Object: fmt.Sprintf("%040x", i*2654435761), Role: logbook.Authored, As: "me@example.org",
				Subject: "store: keep what was read, all of it or nothing", Authored: at, Committed: at,
			}),
		})
	}
	return facts
}

// batches are the facts in readings of a size that sources use.
func batches(p who.Person, facts []*logbook.Fact) (all []logbook.Batch) {
	const size = 2000
	for i := 0; i < len(facts); i += size {
		b := logbook.Batch{Person: p, Place: logbook.Place{Source: "git", URI: "/r"}, At: noon(), By: "bench"}
		for _, f := range facts[i:min(i+size, len(facts))] {
			b.Entries = append(b.Entries, logbook.Entry{Fact: f})
		}
		all = append(all, b)
	}
	all[len(all)-1].Position = logbook.Position("end")
	return all
}

func owner(t testing.TB, db *store.DB) (who.Person, policy.Grant) {
	t.Helper()
	me, err := db.Owner(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	g, err := policy.Allow(policy.Ask{Viewer: me, Owner: me, Grain: policy.Evidence}, nil, noon())
	if err != nil {
		t.Fatal(err)
	}
	return me, g
}

// BenchmarkPut puts a life into a new store. The ratio is to inserting rows of
// the same content into a bare table in one transaction, with one index.
func BenchmarkPut(b *testing.B) {
	for _, e := range engines {
		b.Run(e.name, func(b *testing.B) {
			var put, bare time.Duration
			for b.Loop() {
				dsn := e.make(b)
				db := open(b, dsn)
				me, _ := owner(b, db)
				all := batches(me, life(me, many))
				start := time.Now()
				for _, batch := range all {
					if _, err := db.Put(b.Context(), batch); err != nil {
						b.Fatal(err)
					}
				}
				put += time.Since(start)
				bare += bareInserts(b, e.name, dsn, all)
			}
			report(b, put, bare)
		})
	}
}

// report gives the time of one row, and what it is of the bare way's.
func report(b *testing.B, ours, bare time.Duration) {
	b.ReportMetric(float64(ours.Microseconds())/float64(b.N*many), "µs/row")
	b.ReportMetric(float64(ours)/float64(bare), "times-bare")
	b.ReportMetric(0, "ns/op")
}

// bareInserts is how long it takes to write the rows and nothing else.
func bareInserts(b *testing.B, engine, dsn string, all []logbook.Batch) time.Duration {
	b.Helper()
	db := raw(b, engine, dsn)
	if _, err := db.Exec("create table bare (id bytea primary key, key varchar, start_us bigint, body varchar)"); err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	t, err := db.Begin()
	if err != nil {
		b.Fatal(err)
	}
	for _, batch := range all {
		for rest := batch.Entries; len(rest) > 0; rest = rest[min(100, len(rest)):] {
			var args []any
			var rows []string
			for _, e := range rest[:min(100, len(rest))] {
				id := e.Fact.ID()
				n := len(args)
				rows = append(rows, fmt.Sprintf("($%d, $%d, $%d, $%d)", n+1, n+2, n+3, n+4))
				args = append(args, id[:], e.Fact.Key, int64(e.Fact.Span.From), string(e.Fact.Body))
			}
			if _, err := t.Exec("insert into bare values "+strings.Join(rows, ", "), args...); err != nil {
				b.Fatal(err)
			}
		}
	}
	if err := t.Commit(); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

// raw opens what is beneath a store.
func raw(t testing.TB, engine, dsn string) *sql.DB {
	t.Helper()
	driver := "pgx"
	if engine == "sqlite" {
		whole.Register()
		driver, dsn = "sqlite3", whole.Address(dsn, "")
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// BenchmarkFacts reads a life back. The ratio is to scanning the same columns
// in the same order, without holding each fact against its id.
func BenchmarkFacts(b *testing.B) {
	for _, e := range engines {
		b.Run(e.name, func(b *testing.B) {
			dsn := e.make(b)
			db := open(b, dsn)
			me, g := owner(b, db)
			for _, batch := range batches(me, life(me, many)) {
				if _, err := db.Put(b.Context(), batch); err != nil {
					b.Fatal(err)
				}
			}
			var ours, bare time.Duration
			for b.Loop() {
				start, n := time.Now(), 0
				for _, err := range db.Facts(b.Context(), g, when.Span{}) {
					if err != nil {
						b.Fatal(err)
					}
					n++
				}
				ours += time.Since(start)
				if n != many {
					b.Fatalf("%d facts", n)
				}
				bare += bareScan(b, raw(b, e.name, dsn))
			}
			report(b, ours, bare)
		})
	}
}

func bareScan(b *testing.B, db *sql.DB) time.Duration {
	b.Helper()
	start := time.Now()
	rows, err := db.Query("select key, start_us, body from fact where in_force = 1 and gone = 0 order by start_us, id")
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var key string
		var at int64
		var body []byte
		if err := rows.Scan(&key, &at, &body); err != nil {
			b.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

// BenchmarkOpen opens a store that is there, which look does each time; the
// ratio is to opening its file bare and asking it one question.
func BenchmarkOpen(b *testing.B) {
	dsn := engines[0].make(b)
	open(b, dsn).Close()
	var ours, bare time.Duration
	for b.Loop() {
		start := time.Now()
		db, err := store.Open(b.Context(), store.Options{DSN: dsn, Now: noon})
		if err != nil {
			b.Fatal(err)
		}
		ours += time.Since(start)
		db.Close()
		start = time.Now()
		file := raw(b, "sqlite", dsn)
		var region string
		if err := file.QueryRow("select region from meta").Scan(&region); err != nil {
			b.Fatal(err)
		}
		bare += time.Since(start)
		file.Close()
	}
	b.ReportMetric(float64(ours)/float64(bare), "times-bare")
	b.ReportMetric(float64(ours.Microseconds())/float64(b.N), "µs/open")
	b.ReportMetric(0, "ns/op")
}
