// Package wall stands between the people of one store on PostgreSQL. Every statement
// of the store says whose data it is about; the server holds it to that: row-level
// security, forced on the owner of the tables too, lets a role see and write the rows
// of the person it stands for and of nobody else.
//
//	role bob ──► person (db_role = current_user) ──► n ──► rows with person = n
//
// People read of the table person their own row, and change in it nothing but the
// generation. Who owns the tables adds rows to it ([Admit]) and sees who is in it.
// A superuser, and a role with BYPASSRLS, stands above all of this.
//
// Names of tables and policies are written into the text of statements: they are those
// of the steps, never a person's. Roles are quoted by the server.
package wall

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/store/engine"
)

// mine is whose a row may be.
const mine = `person = (select n from person where db_role = current_user)`

// policy is one of a table: own is its name where it is about the one who asks; else it
// is for the owner of the tables.
type policy struct{ name, text string }

// version stands in the names of policies. Who changes a policy raises it, and adds a
// step to the schema, so that an older program no longer opens the store.
const version = "1"

// policies are those of a table.
func policies(table string, owner int64) []policy {
	owned := func(name string) string { return fmt.Sprintf("%s_%s_%d", name, version, owner) }
	switch table {
	case "person":
		return []policy{
			{"own_" + version, `for select to public using (db_role = current_user)`},
			{"change_" + version, `for update to public using (db_role = current_user) with check (db_role = current_user)`},
			{owned("owner_sees"), `for select to OWNER using (true)`},
			{owned("owner_adds"), `for insert to OWNER with check (true)`},
		}
	case "meta", "migration":
		return []policy{
			{"own_" + version, `for select to public using (true)`},
			{owned("owner"), `for all to OWNER using (true) with check (true)`},
		}
	}
	return []policy{{"own_" + version, "for all to public using (" + mine + ") with check (" + mine + ")"}}
}

var made, dropped = regexp.MustCompile(`(?m)^create table (?:if not exists )?(\w+)`), regexp.MustCompile(`(?m)^drop table (\w+)`)

// Tables are those that are there once all steps were taken.
func Tables(steps []engine.Step) []string {
	all := []string{"migration"}
	for _, s := range steps {
		for _, m := range made.FindAllStringSubmatch(s.Text, -1) {
			all = append(all, m[1])
		}
		for _, m := range dropped.FindAllStringSubmatch(s.Text, -1) {
			all = slices.DeleteFunc(all, func(table string) bool { return table == m[1] })
		}
	}
	return all
}

// state is how a table stands.
type state struct {
	secured, forced bool
	policies        []string // in order
	owner           int64
	ours            bool // whoever asks may change it
}

// wants says whether a table needs to be secured: by its owner, whatever is not as it
// should be; by others, what keeps them apart.
func (s state) wants(table string) bool {
	if !s.ours {
		return !s.secured || !slices.Contains(s.policies, "own_"+version)
	}
	var names []string
	for _, p := range policies(table, s.owner) {
		names = append(names, p.name)
	}
	slices.Sort(names)
	return !s.secured || !s.forced || !slices.Equal(names, s.policies)
}

// Stand sees to it that the wall stands around every table that the steps make. Who may
// not build it is refused where it does not stand. An engine without roles has none.
func Stand(ctx context.Context, db *engine.DB, steps []engine.Step) error {
	if !db.Shared() {
		return nil
	}
	tables := Tables(steps)
	var missing []string
	var ours bool
	err := db.Look(ctx, func(t *engine.Tx) (err error) {
		missing, ours, err = lacks(ctx, t, tables)
		return err
	})
	switch {
	case err != nil || len(missing) == 0:
		return err
	case !ours:
		return fault.New(fault.NotAllowed, "nothing keeps the people of this store apart yet").
			Try("whoever owns its tables has to open it once with this Backsight, as `backsight doctor` does")
	}
	return db.Transact(ctx, func(t *engine.Tx) error {
		if err := t.Alone(ctx); err != nil {
			return err
		}
		if missing, _, err = lacks(ctx, t, tables); err != nil || len(missing) == 0 {
			return err
		}
		return build(ctx, t, missing)
	})
}

// lacks are the tables around which no wall stands, and whether whoever asks may build
// one.
func lacks(ctx context.Context, t *engine.Tx, tables []string) (missing []string, ours bool, err error) {
	all, err := states(ctx, t)
	if err != nil {
		return nil, false, fmt.Errorf("looking what keeps people apart: %w", err)
	}
	for _, table := range tables {
		if all[table].wants(table) {
			missing = append(missing, table)
		}
	}
	return missing, all["person"].ours, nil
}

func states(ctx context.Context, t *engine.Tx) (map[string]state, error) {
	const ask = `/* wall.states */ select c.relname::text, c.relrowsecurity, c.relforcerowsecurity, c.relowner::bigint, pg_has_role(c.relowner, 'usage'),
coalesce((select string_agg(p.polname::text, ' ' order by p.polname::text collate "C") from pg_policy p where p.polrelid = c.oid), '')
from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = current_schema() and c.relkind = 'r'`
	all := map[string]state{}
	err := t.Each(ctx, func(r *sql.Rows) error {
		var s state
		var table, names string
		err := r.Scan(&table, &s.secured, &s.forced, &s.owner, &s.ours, &names)
		s.policies = strings.Fields(names)
		all[table] = s
		return err
	}, ask)
	return all, err
}

// build makes the wall around tables, and gives those who are in their rights on them.
func build(ctx context.Context, t *engine.Tx, tables []string) error {
	all, err := states(ctx, t)
	if err != nil {
		return err
	}
	var owner string
	const ask = `/* wall.build */ select quote_ident(pg_get_userbyid(?::bigint::oid))`
	if err := t.One(ctx, ask, all["person"].owner).Scan(&owner); err != nil {
		return err
	}
	var b strings.Builder
	for _, table := range tables {
		fmt.Fprintf(&b, "alter table %s enable row level security;\nalter table %s force row level security;\nrevoke all on %s from public;\n", table, table, table)
		for _, name := range all[table].policies {
			fmt.Fprintf(&b, "drop policy %q on %s;\n", name, table)
		}
		for _, p := range policies(table, all[table].owner) {
			fmt.Fprintf(&b, "create policy %s on %s %s;\n", p.name, table, strings.ReplaceAll(p.text, "OWNER", owner))
		}
	}
	people, err := People(ctx, t)
	if err != nil {
		return err
	}
	for _, p := range people {
		if p.In && !p.Owner {
			b.WriteString(grants(p.quoted, tables))
		}
	}
	if err := t.Do(ctx, "/* wall.build */ "+b.String()); err != nil {
		return fmt.Errorf("keeping the people of the store apart: %w", err)
	}
	return nil
}
