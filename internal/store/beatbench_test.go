//go:build unix

package store_test

import (
	"flag"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ncruces/go-sqlite3"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store"
)

// typed is how many beats the benchmarks of beats move.
var typed = flag.Int("beats", 100_000, "how many `beats` of a year the benchmarks ingest")

// bulk is how many beats clients send at once.
const bulk = 25

// requests calls put with the beats of a year as clients send them.
func requests(me who.Person, put func(logbook.Batch)) {
	batch := logbook.Batch{Person: me, Place: logbook.Place{Source: "wakatime", URI: "http://127.0.0.1"}, By: "serve"}
	for b := range (lives.Typing{Seed: 1, Count: *typed, From: when.Unix(1_660_000_000)}).Beats() {
		batch.Entries = append(batch.Entries, logbook.Entry{Beat: &b})
		if len(batch.Entries) == bulk {
			batch.At = b.At
			put(batch)
			batch.Entries = batch.Entries[:0]
		}
	}
}

// spent is the CPU time of this process so far, of the kernel's work too.
func spent(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkIngest puts a year of heartbeats into a new store, 25 a request and a
// durable commit each. The ratio is to inserting the very rows the store made of
// them, bare and prepared, with as many a commit.
func BenchmarkIngest(b *testing.B) {
	for _, e := range engines {
		b.Run(e.name, func(b *testing.B) {
			var cpu, wall, bare, bareWall time.Duration
			var size float64
			for b.Loop() {
				dsn := e.make(b)
				db := open(b, dsn)
				me, _ := owner(b, db)
				requests(me, func(batch logbook.Batch) {
					start, before := time.Now(), spent(b)
					if _, err := db.Put(b.Context(), batch); err != nil {
						b.Fatal(err)
					}
					cpu, wall = cpu+spent(b)-before, wall+time.Since(start)
				})
				if e.name == "sqlite" {
					db.Close()
					size += float64(sizeOf(b, dsn))
					c, w := bareBeats(b, dsn)
					bare, bareWall = bare+c, bareWall+w
					continue
				}
				size += float64(sizeOnServer(b, dsn))
			}
			n := float64(b.N * *typed)
			b.ReportMetric(float64(cpu.Microseconds())/n, "cpu-ms/1000")
			b.ReportMetric(float64(wall.Microseconds())/n, "wall-ms/1000")
			b.ReportMetric(size/n, "bytes/beat")
			b.ReportMetric(0, "ns/op")
			if bare > 0 {
				b.ReportMetric(float64(cpu)/float64(bare), "times-bare-cpu")
				b.ReportMetric(float64(wall)/float64(bareWall), "times-bare-wall")
			}
			b.ReportMetric(resident(b), "MB-peak")
		})
	}
}

func sizeOf(b *testing.B, path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	return info.Size()
}

// sizeOnServer is what all relations of a store take, with their indexes.
func sizeOnServer(b *testing.B, dsn string) (n int64) {
	err := raw(b, "postgres", dsn).QueryRow(`select sum(pg_total_relation_size(c.oid)) from pg_class c
join pg_namespace s on s.oid = c.relnamespace where s.nspname = current_schema() and c.relkind = 'r'`).Scan(&n)
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// resident is the most memory this process ever had, in MB, where that is known.
func resident(b *testing.B) float64 {
	runtime.GC()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kb, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		b.Fatal(err)
	}
	return float64(kb) / 1000
}

// bareBeats inserts the rows of a store's beats into a table like theirs, with
// SQLite itself and nothing between.
func bareBeats(b *testing.B, dsn string) (cpu, wall time.Duration) {
	from, to := bareConn(b, dsn), bareConn(b, filepath.Join(b.TempDir(), "bare.db"))
	must(b, to.Exec("create table beat (person bigint not null, at_us bigint not null, source integer not null, h bytea not null, body bytea not null, primary key (person, source, at_us, h)) without rowid"))
	rows := prepared(b, from, "select person, at_us, source, h, body from beat order by person, source, at_us, h")
	add, begin, commit := prepared(b, to, "insert into beat values (?, ?, ?, ?, ?)"), prepared(b, to, "begin immediate"), prepared(b, to, "commit")
	type row struct {
		n       [3]int64
		h, body []byte
	}
	for more := true; more; {
		var some []row
		for len(some) < bulk {
			if more = rows.Step(); !more {
				break
			}
			some = append(some, row{[3]int64{rows.ColumnInt64(0), rows.ColumnInt64(1), rows.ColumnInt64(2)}, rows.ColumnBlob(3, nil), rows.ColumnBlob(4, nil)})
		}
		start, before := time.Now(), spent(b)
		must(b, begin.Exec())
		for _, r := range some {
			must(b, add.BindInt64(1, r.n[0]), add.BindInt64(2, r.n[1]), add.BindInt64(3, r.n[2]), add.BindBlob(4, r.h), add.BindBlob(5, r.body), add.Exec())
		}
		must(b, commit.Exec())
		cpu, wall = cpu+spent(b)-before, wall+time.Since(start)
	}
	must(b, rows.Err())
	return cpu, wall
}

func bareConn(b *testing.B, path string) *sqlite3.Conn {
	c, err := sqlite3.Open(path)
	must(b, err)
	b.Cleanup(func() { c.Close() })
	must(b, c.Exec("pragma journal_mode = wal; pragma synchronous = full"))
	return c
}

func prepared(b *testing.B, c *sqlite3.Conn, text string) *sqlite3.Stmt {
	s, _, err := c.Prepare(text)
	must(b, err)
	b.Cleanup(func() { s.Close() })
	return s
}

// BenchmarkBeats reads a year of beats back, as reckoning does. The ratio is to
// stepping through the same rows with SQLite itself and touching them.
func BenchmarkBeats(b *testing.B) {
	for _, e := range engines {
		b.Run(e.name, func(b *testing.B) {
			dsn := e.make(b)
			db := open(b, dsn)
			me, g := owner(b, db)
			fillTyped(b, db, me)
			var cpu, bare time.Duration
			for b.Loop() {
				before, n := spent(b), 0
				for beat, err := range db.Beats(b.Context(), g, when.Span{}, "wakatime") {
					if err != nil || beat.Project == "" {
						b.Fatal(err)
					}
					n++
				}
				cpu += spent(b) - before
				if n != *typed {
					b.Fatalf("%d beats", n)
				}
				if e.name == "sqlite" {
					bare += bareSteps(b, dsn)
				}
			}
			b.ReportMetric(cpu.Seconds()/float64(b.N**typed)*1e6, "cpu-s/1M")
			b.ReportMetric(0, "ns/op")
			if bare > 0 {
				b.ReportMetric(float64(cpu)/float64(bare), "times-bare")
			}
			b.ReportMetric(resident(b), "MB-peak")
		})
	}
}

// fillTyped puts the beats of a year in large batches.
func fillTyped(b *testing.B, db *store.DB, me who.Person) {
	var all []logbook.Entry
	flush := func() {
		_, err := db.Put(b.Context(), logbook.Batch{Person: me, Place: logbook.Place{Source: "wakatime", URI: "/"}, At: noon(), By: "import", Entries: all})
		must(b, err)
		all = all[:0]
	}
	requests(me, func(batch logbook.Batch) {
		if all = append(all, batch.Entries...); len(all) >= 2000 {
			flush()
		}
	})
	flush()
}

func bareSteps(b *testing.B, dsn string) time.Duration {
	rows := prepared(b, bareConn(b, dsn), "select at_us, h, body from beat order by person, source, at_us, h")
	before, n := spent(b), 0
	for rows.Step() {
		n += int(rows.ColumnInt64(0)&1) + len(rows.ColumnRawBlob(2))
	}
	must(b, rows.Err())
	return spent(b) - before
}

// runs are the presences of beats as a reckoning would make them: runs of one
// kind, a gap counting where it is shorter than a quarter of an hour.
func runs(b *testing.B, db *store.DB, g policy.Grant) (all []logbook.Presence) {
	const timeout = 15 * when.Minute
	for one, err := range db.Beats(b.Context(), g, when.Span{}) {
		if err != nil {
			b.Fatal(err)
		}
		next := logbook.Presence{
			Day: one.At.Day(time.UTC), Span: when.Span{From: one.At, To: one.At}, Lane: one.Lane, Type: one.Type, Project: one.Project,
			Branch: one.Branch, Language: one.Language, Category: one.Category, Session: one.Session, Zone: one.Zone,
		}
		if n := len(all); n > 0 {
			last := &all[n-1]
			if last.Day == next.Day && one.At-last.Span.To < timeout {
				last.Span.To = one.At
			}
			if same := *last; func() bool { same.Span = next.Span; return same == next }() && last.Span.To == one.At {
				continue
			}
		}
		all = append(all, next)
	}
	return all
}

// BenchmarkYear asks for the hours of twelve months by project: of all presences,
// of one project, of one language, of one machine. Warm is the same store asked
// again; cold is a store that was just opened, whose file the system has at hand.
func BenchmarkYear(b *testing.B) {
	for _, e := range engines {
		dsn := e.make(b)
		db := open(b, dsn)
		me, g := owner(b, db)
		fillTyped(b, db, me)
		all := runs(b, db, g)
		_, err := db.Remember(b.Context(), g, 0, when.Days{}, logbook.Reckoned{Presences: all})
		must(b, err)
		b.Logf("%s: %d presences of %d beats", e.name, len(all), *typed)
		for _, filter := range []struct {
			name string
			has  func(*logbook.Presence) bool
		}{
			{"all", func(*logbook.Presence) bool { return true }},
			{"project", func(p *logbook.Presence) bool { return p.Project == "lantern" }},
			{"language", func(p *logbook.Presence) bool { return p.Language == "Go" }},
			{"machine", func(p *logbook.Presence) bool { return p.Lane.Machine == "tower" }},
		} {
			b.Run(e.name+"/"+filter.name, func(b *testing.B) {
				var warm, cold time.Duration
				for b.Loop() {
					before := spent(b)
					fresh, err := store.Open(b.Context(), store.Options{DSN: dsn, Now: noon})
					must(b, err)
					hours(b, fresh, g, filter.has)
					cold += spent(b) - before
					fresh.Close()
					before = spent(b)
					hours(b, db, g, filter.has)
					warm += spent(b) - before
				}
				b.ReportMetric(float64(cold.Microseconds())/float64(b.N)/1000, "cold-cpu-ms")
				b.ReportMetric(float64(warm.Microseconds())/float64(b.N)/1000, "warm-cpu-ms")
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}

func hours(b *testing.B, db *store.DB, g policy.Grant, has func(*logbook.Presence) bool) map[string]when.Instant {
	sums := map[string]when.Instant{}
	for p, err := range db.PresenceSums(b.Context(), g, when.Days{}) {
		if err != nil {
			b.Fatal(err)
		}
		if has(&p) {
			sums[p.Project] += p.Span.Len()
		}
	}
	if len(sums) == 0 {
		b.Fatal("no hours")
	}
	return sums
}
