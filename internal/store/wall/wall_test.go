package wall_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store"
	"github.com/backsight/backsight/internal/store/storetest"
)

var server storetest.Server

func TestMain(m *testing.M) {
	code := m.Run()
	server.Stop()
	os.Exit(code)
}

func noon() when.Instant { return when.Unix(1_700_000_000) }

// house is a store of two: ann owns the tables, bob was let in.
type house struct {
	t        testing.TB
	dsn      string // ann's
	ann, bob string // roles
	a        *store.DB
	schema   string
}

func newHouse(t testing.TB) *house {
	t.Helper()
	bob := server.Role(t) // outlives the schema, in which it has rights
	h := &house{t: t, dsn: server.Schema(t), bob: bob}
	h.a = h.open(h.dsn)
	if err := h.raw(h.dsn).QueryRow("select current_user, current_schema()").Scan(&h.ann, &h.schema); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *house) as(role string) string { return storetest.As(h.dsn, role) }

func (h *house) open(dsn string) *store.DB {
	h.t.Helper()
	db, err := store.Open(h.t.Context(), store.Options{DSN: dsn, Now: noon})
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { db.Close() })
	return db
}

// raw is a connection for whoever knows SQL.
func (h *house) raw(dsn string) *sql.DB {
	h.t.Helper()
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		h.t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	h.t.Cleanup(func() { db.Close() })
	return db
}

// lives puts a few facts into a store, and gives its owner's grant.
func (h *house) lives(db *store.DB, word string) policy.Grant {
	h.t.Helper()
	me, g := h.owner(db)
	place := logbook.Place{Source: "git", Machine: "m", Name: word, URI: "/src/" + word}
	b := logbook.Batch{Person: me, Place: place, At: noon(), By: "test"}
	for n := range 5 {
		at := when.Span{From: noon() + when.Instant(n), To: noon() + when.Instant(n)}
		b.Entries = append(b.Entries, logbook.Entry{Fact: &logbook.Fact{
			Person: me, Kind: logbook.KindCommit, Key: fmt.Sprint(word, n), Span: at, Day: 100, Zone: "UTC", Body: []byte(`{"said":"` + word + `"}`),
		}})
	}
	if _, err := db.Put(h.t.Context(), b); err != nil {
		h.t.Fatal(err)
	}
	return g
}

func (h *house) owner(db *store.DB) (who.Person, policy.Grant) {
	h.t.Helper()
	me, err := db.Owner(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	g, err := policy.Allow(policy.Ask{Viewer: me, Owner: me, Grain: policy.Evidence, Purpose: "test"}, nil, noon())
	if err != nil {
		h.t.Fatal(err)
	}
	return me, g
}

func facts(t *testing.T, db *store.DB, g policy.Grant) (all []string) {
	t.Helper()
	for f, err := range db.Facts(t.Context(), g, when.Span{}) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, f.Key)
	}
	return all
}

// everybody lets bob in and puts something into the store for both.
func (h *house) everybody() (b *store.DB, ann, bob policy.Grant) {
	h.t.Helper()
	ann = h.lives(h.a, "ann")
	if fresh, schema, err := h.a.Sharing(ann).Admit(h.t.Context(), h.bob); err != nil || !fresh || schema != h.schema {
		h.t.Fatal(fresh, schema, err)
	}
	b = h.open(h.as(h.bob))
	bob = h.lives(b, "bob")
	return b, ann, bob
}

func TestTwoKeepTheirsInOneStore(t *testing.T) {
	h := newHouse(t)
	b, ann, bob := h.everybody()
	if a, b := facts(t, h.a, ann), facts(t, b, bob); len(a) != 5 || len(b) != 5 || !strings.HasPrefix(a[0], "ann") || !strings.HasPrefix(b[0], "bob") {
		t.Error(a, b)
	}
	if ann.Owner() == bob.Owner() {
		t.Error("the two are one person")
	}
	for db, g := range map[*store.DB]policy.Grant{h.a: ann, b: bob} {
		v, err := db.VerifyAudit(t.Context(), g)
		if err != nil || !v.Sound() || v.Size < 2 {
			t.Errorf("the audit: %+v, %v", v, err)
		}
	}
	if again := h.open(h.as(h.bob)); func() who.Person { me, _ := h.owner(again); return me }() != bob.Owner() {
		t.Error("bob is another the second time")
	}
	people, err := h.a.Sharing(ann).People(t.Context())
	if err != nil || len(people) != 2 {
		t.Errorf("%+v %v", people, err)
	}
	for _, p := range people {
		if !p.In || p.Owner != (p.Role == h.ann) || !p.Owner && p.Role != h.bob {
			t.Errorf("%+v", p)
		}
	}
	if people, err := b.Sharing(bob).People(t.Context()); err != nil || len(people) != 1 || people[0].Role != h.bob {
		t.Errorf("bob sees %+v %v", people, err)
	}
}

// attacks are what somebody tries who knows SQL. Each gives no row of ann's and changes
// none. %s is ann's number.
var attacks = []string{
	// the two of the notes
	`select count(*) from fact where person <> (select n from person where db_role = current_user)`,
	`update person set db_role = 'x' where db_role = current_user`,
	`update person set db_role = current_user where n = %s`,
	`update person set n = n + 1 where db_role = current_user`,
	`update person set n = %s where db_role = current_user`,
	`delete from person where n = %s`,
	`insert into person (n, db_role, generation, made_us) values (7, 'x', 0, 0)`,
	`insert into person (n, db_role, generation, made_us) values (8, current_user, 0, 0)`,
	`insert into person (n, db_role, generation, made_us) values (9, current_user, 0, 0) on conflict (db_role) do update set n = %s`,

	`select body from fact where body like '%%ann%%'`,
	`select h from token where person = %s`,
	`select n from person where n = %s`,
	`select generation from person where n = %s for update`,
	`update fact set body = 'x' where person = %s`,
	`update fact set person = %s where person = (select n from person)`,
	`update fact set person = (select n from person) where person = %s`,
	`delete from fact where person = %s`,
	`delete from mark where person = %s`,
	`delete from audit where person = %s`,
	`truncate fact`,
	`truncate mark cascade`,
	`insert into fact select %s, id, thing, kind, 'forged', n, stamp_us, gone, in_force, list, start_us, end_us, zone, day, visibility, body from fact limit 1`,
	`insert into mark (person, start_us, end_us, generation) values (%s, 0, 1, 1)`,
	`insert into audit (person, seq, body) values (%s, 99, 'x')`,
	`copy fact to stdout`,
	`copy (select * from fact where person = %s) to stdout`,
	`copy mark (person, start_us, end_us, generation) from stdin`,
	`set row_security = off; select body from fact where person = %s`,
	`set role ANN; select body from fact where person = %s`,
	`set session authorization ANN; select body from fact where person = %s`,
	`create temp view seen as select * from fact; select body from seen where person = %s`,
	`create function pg_temp.seen() returns setof fact language sql security definer as 'select * from fact'; select body from pg_temp.seen() where person = %s`,
	`create function pg_temp.told(text) returns boolean language plpgsql cost 0.0001 as 'begin if $1 like ''%%ann%%'' then raise exception ''leaked''; end if; return true; end'; select body from fact where pg_temp.told(body) and person = %s`,
	`create temp table person as select %s::bigint as n, current_user::text as db_role; select body from fact where person = %s`,
	`create table SCHEMA.mine (n bigint)`,
	`create function SCHEMA.mine() returns int language sql as 'select 1'`,
	`alter table fact disable row level security`,
	`alter table fact no force row level security`,
	`drop policy own_1 on fact`,
	`create policy all_1 on fact using (true)`,
	`create trigger t before insert on fact for each row execute function suppress_redundant_updates_trigger()`,
	`grant select on fact to public`,
	`update meta set region = 'x'`,
	`delete from migration`,
	`select most_common_vals from pg_stats where schemaname = 'SCHEMA' and tablename = 'fact' and most_common_vals::text like '%%ann%%'`,
	`explain analyze select body from fact where person = %s and body like '%%ann%%' and 1 / (case when body like '%%ann%%' then 0 else 1 end) > 0`,
}

// TestNobodyReachesTheOthers tries every attack with the rights that Admit gives, and
// again with all that an owner could give away by hand.
func TestNobodyReachesTheOthers(t *testing.T) {
	h := newHouse(t)
	_, ann, _ := h.everybody()
	h.raw(h.dsn).Exec("analyze")
	for _, rights := range []string{"", "grant select, insert, update, delete on all tables in schema " + h.schema + " to " + h.bob} {
		if rights != "" {
			if _, err := h.raw(h.dsn).Exec(rights); err != nil {
				t.Fatal(err)
			}
		}
		for _, attack := range attacks {
			text := strings.NewReplacer("%s", fmt.Sprint(int64(ann.Owner())), "%%", "%", "ANN", h.ann, "SCHEMA", h.schema).Replace(attack)
			before := h.held()
			got, err := h.tries(text)
			if slices.ContainsFunc(got, func(row string) bool { return row != "0" && !strings.HasPrefix(row, "plan") }) {
				t.Errorf("%s\ngives %q", text, got)
			}
			if err != nil && (strings.Contains(err.Error(), "leaked") || strings.Contains(err.Error(), "division by zero")) {
				t.Errorf("%s\ntells: %v", text, err)
			}
			if after := h.held(); after != before {
				t.Fatalf("%s\nchanged what is held, %v:\n%s\n%s", text, err, before, after)
			}
		}
	}
	if got := facts(t, h.a, ann); len(got) != 5 {
		t.Error("ann's facts are", got)
	}
}

// tries runs statements as bob, and gives the rows of the last one.
func (h *house) tries(text string) (got []string, err error) {
	db := h.raw(h.as(h.bob))
	defer db.Close()
	statements := strings.Split(text, "; ")
	for strings.Contains(text, "language plpgsql") && len(statements) > 2 { // a body holds some of its own
		statements = []string{strings.Join(statements[:len(statements)-1], "; "), statements[len(statements)-1]}
	}
	for _, s := range statements[:len(statements)-1] {
		if _, err := db.Exec(s); err != nil {
			return nil, err
		}
	}
	rows, err := db.Query(statements[len(statements)-1])
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var row any
		if err := rows.Scan(&row); err != nil {
			return got, err
		}
		if strings.HasPrefix(text, "explain") {
			row = "plan"
		}
		got = append(got, fmt.Sprint(row))
	}
	return got, rows.Err()
}

// held is all that lies in the tables, and how they are secured, as who may see it all.
func (h *house) held() string {
	db := h.raw(server.Address(h.t))
	defer db.Close()
	var all strings.Builder
	for _, of := range []string{
		"person p", "fact p", "audit p", "mark p", "meta p", "migration p", "place p",
	} {
		var rows string
		if err := db.QueryRow("select coalesce(string_agg(p::text, E'\\n' order by p::text), '') from " + h.schema + "." + of).Scan(&rows); err != nil {
			h.t.Fatal(err)
		}
		all.WriteString(of + "\n" + rows + "\n")
	}
	var secured string
	err := db.QueryRow("select string_agg(c.relname || c.relrowsecurity || c.relforcerowsecurity || (select count(*) from pg_policy where polrelid = c.oid), ' ' order by c.relname) "+
		"from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname = $1", h.schema).Scan(&secured)
	if err != nil {
		h.t.Fatal(err)
	}
	return all.String() + secured
}

// TestEvenTheOwnerSeesTheirOwn: who owns the tables is held as well.
func TestEvenTheOwnerSeesTheirOwn(t *testing.T) {
	h := newHouse(t)
	_, _, bob := h.everybody()
	for _, ask := range []string{
		"select count(*) from fact where person = $1", "select count(*) from audit where person = $1", "select count(*) from place where person = $1",
	} {
		var n int
		if err := h.raw(h.dsn).QueryRow(ask, int64(bob.Owner())).Scan(&n); err != nil || n != 0 {
			t.Errorf("%s: %d, %v", ask, n, err)
		}
	}
	if r, err := h.raw(h.dsn).Exec("update person set db_role = 'x' where n = $1", int64(bob.Owner())); err == nil {
		if n, _ := r.RowsAffected(); n != 0 {
			t.Error("ann took bob's number away")
		}
	}
}

func TestWhoIsNotLetIn(t *testing.T) {
	h := newHouse(t)
	h.lives(h.a, "ann")
	for _, rights := range []string{"", "grant usage on schema %s to %s", "grant select, insert, update, delete on all tables in schema %s to %s"} {
		if rights != "" {
			server.Exec(t, fmt.Sprintf(rights, h.schema, h.bob))
		}
		db, err := store.Open(t.Context(), store.Options{DSN: h.as(h.bob), Now: noon})
		if err == nil {
			_, err = db.Owner(t.Context())
			db.Close()
		}
		if fault.KindOf(err) != fault.NotAllowed {
			t.Errorf("with %q: %v", rights, err)
		}
	}
}

func TestLettingInAndOut(t *testing.T) {
	h := newHouse(t)
	b, ann, bob := h.everybody()
	ctx := t.Context()
	if _, _, err := b.Sharing(bob).Admit(ctx, h.ann); fault.KindOf(err) != fault.NotAllowed {
		t.Errorf("bob lets others in: %v", err)
	}
	for role, kind := range map[string]fault.Kind{"nobody_at_all": fault.Nothing, h.ann: fault.Usage, `x"; drop table fact; --`: fault.Nothing} {
		if _, _, err := h.a.Sharing(ann).Admit(ctx, role); fault.KindOf(err) != kind {
			t.Errorf("%s: %v", role, err)
		}
	}
	if err := h.a.Sharing(ann).Dismiss(ctx, h.bob); err != nil {
		t.Fatal(err)
	}
	if err := h.a.Sharing(ann).Dismiss(ctx, h.bob); fault.KindOf(err) != fault.Nothing {
		t.Errorf("twice: %v", err)
	}
	for _, err := range b.Facts(context.Background(), bob, when.Span{}) {
		if fault.KindOf(err) != fault.NotAllowed {
			t.Errorf("an open store goes on: %v", err)
		}
	}
	if _, err := store.Open(ctx, store.Options{DSN: h.as(h.bob), Now: noon}); fault.KindOf(err) != fault.NotAllowed {
		t.Errorf("bob still comes in: %v", err)
	}
	if fresh, _, err := h.a.Sharing(ann).Admit(ctx, h.bob); err != nil || fresh {
		t.Errorf("a second time: %v, %v", fresh, err)
	}
	if got := facts(t, h.open(h.as(h.bob)), bob); len(got) != 5 {
		t.Errorf("of bob's is left %v", got)
	}
}

// TestWhoWouldReadTheOthers: a role is not let in that the wall would not hold.
func TestWhoWouldReadTheOthers(t *testing.T) {
	h := newHouse(t)
	ann := h.lives(h.a, "ann")
	for grant, revoke := range map[string]string{
		"alter role BOB bypassrls":                          "alter role BOB nobypassrls",
		"alter role BOB superuser":                          "alter role BOB nosuperuser",
		"grant ANN to BOB":                                  "revoke ANN from BOB",
		"grant create on schema " + h.schema + " to public": "revoke create on schema " + h.schema + " from public",
	} {
		names := strings.NewReplacer("ANN", h.ann, "BOB", h.bob)
		server.Exec(t, names.Replace(grant))
		if _, _, err := h.a.Sharing(ann).Admit(t.Context(), h.bob); fault.KindOf(err) != fault.NotAllowed {
			t.Errorf("%s: %v", grant, err)
		}
		server.Exec(t, names.Replace(revoke))
	}
	if _, _, err := h.a.Sharing(ann).Admit(t.Context(), h.bob); err != nil {
		t.Error(err)
	}
}

// TestAnOlderStoreGainsTheWall: at its owner's opening, not before, and bob's rights
// stay what they were.
func TestAnOlderStoreGainsTheWall(t *testing.T) {
	for _, undone := range []string{
		"alter table fact disable row level security", "alter table fact no force row level security",
		"drop policy own_1 on fact", "create policy all_1 on fact using (true)", "drop policy change_1 on person",
		"alter table fact disable row level security; alter table person disable row level security; drop policy own_1 on audit",
	} {
		h := newHouse(t)
		h.everybody()
		before := h.held()
		if _, err := h.raw(h.dsn).Exec(undone); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(undone, "disable") {
			if _, err := store.Open(t.Context(), store.Options{DSN: h.as(h.bob), Now: noon}); fault.KindOf(err) != fault.NotAllowed {
				t.Errorf("%s: bob is not told: %v", undone, err)
			}
		}
		h.open(h.dsn)
		if after := h.held(); after != before {
			t.Errorf("%s:\n%s\n%s", undone, before, after)
		}
		b := h.open(h.as(h.bob))
		_, g := h.owner(b)
		if got := facts(t, b, g); len(got) != 5 {
			t.Errorf("%s: bob sees %v", undone, got)
		}
	}
}
