package store_test

import (
	"database/sql"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store"
)

// released writes down a store as this program makes it, for all later ones to
// upgrade. It is used once, when a schema is released.
var released = flag.String("released", "", "write testdata/released/`NAME`.sql")

const wanted = "-- want "

// TestReleased upgrades each released store, on both engines, and looks at what
// is in it.
func TestReleased(t *testing.T) {
	if *released != "" {
		writeReleased(t, filepath.Join("testdata", "released", *released+".sql"))
	}
	files, err := filepath.Glob(filepath.Join("testdata", "released", "*.sql"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no released store to upgrade: %v", err)
	}
	next := filepath.Join(t.TempDir(), "next.sql") // as it would be released now
	writeReleased(t, next)
	for _, file := range append(files, next) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		script, want := takeApart(string(text))
		both(t, func(t *testing.T, engine, dsn string) {
			db := raw(t, engine, dsn)
			for _, statement := range script {
				if _, err := db.Exec(inWordsOf(engine, statement)); err != nil {
					t.Fatalf("%s: %v\n%s", file, err, statement)
				}
			}
			if diff := cmp.Diff(want, contents(t, open(t, dsn))); diff != "" {
				t.Errorf("%s upgraded (-want +got):\n%s", file, diff)
			}
		})
	}
}

func takeApart(text string) (script, want []string) {
	for line := range strings.Lines(text) {
		if w, is := strings.CutPrefix(line, wanted); is && !strings.HasPrefix(w, "tally ") { // derived: reckoned again
			want = append(want, strings.TrimSuffix(w, "\n"))
		}
	}
	for _, s := range strings.SplitAfter(text, ";\n") {
		if strings.HasPrefix(s, "create") || strings.HasPrefix(s, "insert") {
			script = append(script, s)
		}
	}
	return script, want
}

var blob = regexp.MustCompile(`x'([0-9a-f]*)'`)

// inWordsOf turns what SQLite wrote into what an engine reads.
func inWordsOf(engine, statement string) string {
	if engine == "sqlite" {
		return statement
	}
	if strings.HasPrefix(statement, "create") {
		statement = strings.ReplaceAll(statement, " without rowid", "")
		return regexp.MustCompile(`\btext\b`).ReplaceAllString(statement, `text collate "C"`)
	}
	statement = blob.ReplaceAllString(statement, `'\x$1'`)
	return strings.Replace(statement, `, '', `, `, current_user, `, bit(strings.HasPrefix(statement, "insert into person ")))
}

func bit(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// contents tell all that a reader can see of a store.
func contents(t *testing.T, db *store.DB) (out []string) {
	t.Helper()
	_, g := owner(t, db)
	tell := func(what string, v any, err error) {
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		line := strings.ReplaceAll(fmt.Sprintf("%s %+v", what, v), "\n", " ")
		line = strings.ReplaceAll(line, " Apart:false", "") // older ones were written before a place could be
		out = append(out, strings.ReplaceAll(line, " Kept:map[] State:", ""))
	}
	for f, err := range db.Facts(ctx, g, when.Span{}) {
		tell("fact", fmt.Sprint(f.ID(), " ", f.Kind, " ", f.Key, " ", f.Span, " ", string(f.Body)), err)
	}
	for f, err := range db.Versions(ctx, g, logbook.KindEvent, "uid") {
		tell("version", fmt.Sprint(f.ID(), f.Gone), err)
	}
	for s, err := range db.Sightings(ctx, g, when.Span{}) {
		tell("sighting", s, err)
	}
	for l, err := range db.AuditEntries(ctx, g, 0) {
		tell("line", l, err)
	}
	v, err := db.VerifyAudit(ctx, g)
	if len(v.Changes) > 0 {
		t.Errorf("it does not hold what was written: %+v", v.Changes)
	}
	tell("audit", struct {
		audit.Checkpoint
		Erased int64
		Breaks []audit.Break
	}{v.Checkpoint, v.Erased, v.Breaks}, err)
	covers, err := db.Coverage(ctx, g)
	tell("coverage", covers, err)
	programs, err := db.Routines(ctx, g)
	for _, r := range programs {
		tell("routine", r, err)
	}
	places, err := db.Places(ctx, g)
	tell("places", places, err)
	names, err := db.Namesakes(ctx, g)
	for _, n := range names { // none in a store from before they were kept
		tell("name", n, err)
	}
	bad, err := db.BadRows(ctx, g, places[0].Place, 0)
	tell("bad rows", bad, err)
	permits, err := db.Permits(ctx, 7, g.Owner())
	tell("permits", permits, err)
	dirty, err := db.Dirty(ctx, g)
	tell("dirty", struct {
		Spans []when.Span
		UpTo  int64
	}{dirty.Spans, dirty.UpTo}, err)
	return slices.Concat(out, heard(t, db, g), derived(t, db, g))
}

// derived tells what a reader can see of what was reckoned: nothing of a store from
// before it was kept so.
func derived(t *testing.T, db *store.DB, g policy.Grant) (out []string) {
	t.Helper()
	tell := func(what string, v any, err error) {
		must(t, err)
		out = append(out, fmt.Sprintf("derived %s %+v", what, v))
	}
	for m, err := range db.Months(ctx, g, when.Days{}, 0) {
		tell("month", m, err)
	}
	for r, err := range db.Results(ctx, g, "") {
		tell("result", r, err)
	}
	_, err := db.AgentDays(ctx, g, 0, func(d *logbook.AgentDay) error {
		for _, turn := range d.Turns {
			turn.Tokens = nil // an address
			tell("turn", turn, nil)
		}
		tell("heard", d.Heard, nil)
		return nil
	})
	must(t, err)
	dirty, err := db.Dirty(ctx, g)
	must(t, err)
	for _, key := range dirty.Events {
		tell("event to work out", key, nil)
	}
	return out
}

// writeDerived remembers one of everything that is reckoned from what is kept.
func writeDerived(t *testing.T, db *store.DB, g policy.Grant) {
	t.Helper()
	at := logbook.Occurrence{Event: logbook.ID{1}, UID: "uid", Summary: "Lunch", Span: when.Span{From: noon(), To: noon() + when.Hour}, Zone: "Europe/Berlin", Weight: 0.5, People: 3}
	_, err := db.RememberMonths(ctx, g, logbook.Months{Calendar: "c", Months: []logbook.Month{{First: when.FirstOfMonth(noon().Day(time.UTC)), Occurrences: []logbook.Occurrence{at}}}})
	err2 := db.RememberResults(ctx, g, logbook.Result{Name: "drift", Hash: [32]byte{1}, Body: []byte("{}")})
	day := noon().Day(time.UTC)
	agents := logbook.AgentDay{
		Day: day, Turns: []logbook.AgentTurn{{At: noon(), Program: "claude-code", Session: "s", Type: logbook.TurnAnswer, Message: 7, Request: 8, Sign: logbook.AgentWorks}},
		Heard: []logbook.AgentHeard{{At: noon() + 1, For: 2, Session: "s", Sign: logbook.AgentTyped}},
	}
	_, err3 := db.Remember(ctx, g, 0, when.Days{From: day, To: day + 1}, logbook.Reckoned{Stamp: "v", Agents: map[when.Day]logbook.AgentDay{day: agents}})
	must(t, err, err2, err3)
}

// heard tells what a reader can see of what came by the million: nothing of a
// store from before there was any.
func heard(t *testing.T, db *store.DB, g policy.Grant) (out []string) {
	t.Helper()
	tell := func(what string, b logbook.Beat, err error) {
		raw := b.Raw
		b.Raw = nil
		out = append(out, fmt.Sprintf("%s %+v %s %v", what, b, raw, err))
	}
	for b, err := range db.Items(ctx, g, when.Span{}) {
		tell("beat", b, err)
	}
	for b, err := range db.Spares(ctx, g, when.Span{}) {
		tell("spare", b, err)
	}
	for p, err := range db.Presences(ctx, g, when.Span{}) {
		out = append(out, fmt.Sprintf("presence %+v %v", p, err))
	}
	keys, err := db.Tokens(ctx, g)
	for _, k := range keys {
		out = append(out, fmt.Sprintf("key %+v %v", k, err))
	}
	return out
}

// writeHeard puts some of what came by the million into a store.
func writeHeard(t *testing.T, db *store.DB, g policy.Grant) {
	all := someTyping(g.Owner(), 2)
	all[1].Twins = true
	again, later := *all[0].Entries[3].Beat, *all[0].Entries[4].Beat
	again.Raw, later.At = []byte(`{"a": 1}`), noon()+1000*when.Hour
	all[1].Entries = append(all[1].Entries, logbook.Entry{Beat: &again}, logbook.Entry{Beat: &later},
		logbook.Entry{Bad: &logbook.BadRow{What: "no time", Row: "{}"}})
	for _, b := range all {
		_, err := db.Put(ctx, b)
		must(t, err)
	}
	presence := logbook.Presence{Day: 100, Span: when.Span{From: noon(), To: noon() + 9}, Project: "tideway", Zone: "UTC"}
	_, err := db.Remember(ctx, g, 2, when.Days{From: 100, To: 101}, logbook.Reckoned{Presences: []logbook.Presence{presence}})
	must(t, err, db.MakeToken(ctx, policy.Token{Owner: g.Owner(), Name: "editor", Hash: [32]byte{7}, Scopes: policy.Scopes()}))
}

func must(t testing.TB, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// writeReleased fills a store with one of everything and writes it down as SQL.
func writeReleased(t *testing.T, file string) {
	dsn := engines[0].make(t)
	db := open(t, dsn)
	me, g := owner(t, db)
	event := func(v int64, gone bool) *logbook.Fact {
		return &logbook.Fact{
			Person: me, Kind: logbook.KindEvent, Key: "uid", Version: logbook.Seq{N: v}, Gone: gone,
			Span: when.Span{From: noon(), To: noon() + 90*when.Hour}, Day: 100, Zone: "Europe/Berlin", Body: []byte(`{"n":1}`),
		}
	}
	batch := batches(me, life(me, 3))[0]
	id := batch.Entries[0].Fact.ID()
	batch.Entries = append(batch.Entries, logbook.Entry{Fact: event(1, false)}, logbook.Entry{Fact: event(2, false)},
		logbook.Entry{Bad: &logbook.BadRow{Line: 3, What: "no date", Row: "it's ünï"}},
		logbook.Entry{Counts: &logbook.Coverage{From: 100, To: 120, Facts: 4, Yours: 3, Bad: 1}},
		logbook.Entry{Names: []logbook.Namesake{{Name: "Ann", Email: "ann@old.example", Commits: 4, From: 100, To: when.NoDay}}},
		logbook.Entry{Routines: []logbook.Routine{{Subject: "Update it's", Files: "a", Minute: 17, Commits: 20, From: 100, To: 120}}})
	_, err := db.Put(ctx, batch)
	batch.At, batch.Position = batch.At+1, nil
	batch.Entries = []logbook.Entry{{Gone: &id}, {Fact: event(0, true)}}
	_, err2 := db.Put(ctx, batch)
	_, err3 := db.Permit(ctx, g, policy.Permit{Viewer: 7, Measure: "m", Days: when.Year(2017), Purpose: "a talk"})
	_, err4 := db.Remember(ctx, g, 1, when.Days{}, logbook.Reckoned{Tallies: []logbook.Tally{{Day: 100, Measure: "m", Value: 1.5}}})
	must(t, err, err2, err3, err4)
	writeHeard(t, db, g)
	writeDerived(t, db, g)
	var text strings.Builder
	script := strings.Join(dump(t, raw(t, "sqlite", dsn)), "\n") + "\n"
	for _, made := range tables.FindAllStringSubmatch(script, -1) {
		if !strings.Contains(script, "\ninsert into "+made[1]+" values ") {
			t.Errorf("a released store would have nothing in its table %s", made[1])
		}
	}
	text.WriteString(script)
	for _, line := range contents(t, db) {
		text.WriteString(wanted + line + "\n")
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// tables are those that a script makes.
var tables = regexp.MustCompile(`(?im)^create table (\w+)`)

// dump writes a SQLite store as statements: the tables in the order they were
// made, their rows, the indexes.
func dump(t *testing.T, db *sql.DB) (out []string) {
	var names []string
	query(t, db, "select name, sql from sqlite_schema where sql is not null order by rowid", func(row []any) {
		out = append(out, fmt.Sprint(row[1], ";"))
		if strings.HasPrefix(row[1].(string), "CREATE TABLE") || strings.HasPrefix(row[1].(string), "create table") {
			names = append(names, row[0].(string))
		}
	})
	for i := range out {
		out[i] = strings.Replace(out[i], "CREATE ", "create ", 1)
	}
	for _, name := range names {
		query(t, db, "select * from "+name, func(row []any) {
			var values []string
			for _, v := range row {
				values = append(values, literal(v))
			}
			out = append(out, "insert into "+name+" values ("+strings.Join(values, ", ")+");")
		})
	}
	return out
}

func literal(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case []byte:
		return fmt.Sprintf("x'%x'", v)
	case string:
		return "'" + strings.ReplaceAll(v, "'", "''") + "'"
	}
	return fmt.Sprint(v)
}

func query(t *testing.T, db *sql.DB, text string, each func([]any)) {
	t.Helper()
	rows, err := db.Query(text)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	for err == nil && rows.Next() {
		row, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			into[i] = &row[i]
		}
		if err = rows.Scan(into...); err == nil {
			each(slices.Clone(row))
		}
	}
	if err != nil || rows.Err() != nil {
		t.Fatal(err, rows.Err())
	}
}
