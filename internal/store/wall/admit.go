package wall

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/store/engine"
)

// rights are what the program does to each table, and so what a role may do to its own
// rows of it. All may be read. A test holds them against every statement of the store.
var rights = map[string]string{
	"meta": "", "migration": "",
	"person":    "update (generation)",
	"place":     "insert, update",
	"cursor":    "insert, update",
	"reading":   "insert, update, delete",
	"coverage":  "insert, update",
	"bad_row":   "insert, update",
	"fact":      "insert, update",
	"sighting":  "insert, update",
	"permit":    "insert, update",
	"audit":     "insert, update",
	"held":      "insert, update",
	"beat":      "insert, update",
	"spare":     "insert",
	"word":      "insert",
	"heard":     "insert, update",
	"presence":  "insert, delete",
	"token":     "insert, update",
	"mark":      "insert, update, delete",
	"later":     "insert, delete",
	"reckoned":  "insert, update",
	"day_row":   "insert, delete",
	"result":    "insert, update, delete",
	"month_row": "insert, update, delete",
	"agent_row": "insert, update, delete",
	"namesake":  "insert, delete",
	"routine":   "insert, delete",

	"audit_hash": "insert",
	"generation": "insert, update",
	"event_mark": "insert, update, delete",
}

// grants are the statements that give a role, as it is quoted, its rights on tables and
// no others.
func grants(role string, tables []string) string {
	var b strings.Builder
	for _, table := range tables {
		may := strings.TrimSuffix("select, "+rights[table], ", ")
		fmt.Fprintf(&b, "revoke all on %s from %s;\ngrant %s on %s to %s;\n", table, role, may, table, role)
	}
	return b.String()
}

// Person is one of a store's people.
type Person struct {
	Role   string
	Since  when.Instant
	In     bool // the role may open the store
	Owner  bool // of the tables
	quoted string
}

// People are those of a store, the first first: of whom whoever asks may know.
func People(ctx context.Context, t *engine.Tx) (all []Person, err error) {
	if !t.Shared() {
		return nil, inAFile()
	}
	const ask = `/* wall.People */ select p.db_role, p.made_us, coalesce(quote_ident(r.rolname), ''), coalesce(r.oid = c.relowner, false),
exists (select 1 from aclexplode(c.relacl) a where a.grantee = r.oid and a.privilege_type = 'SELECT')
from person p join pg_class c on c.oid = 'person'::regclass left join pg_roles r on r.rolname = p.db_role order by p.made_us, p.db_role`
	err = t.Each(ctx, func(r *sql.Rows) error {
		var p Person
		err := r.Scan(&p.Role, &p.Since, &p.quoted, &p.Owner, &p.In)
		p.In = p.In || p.Owner
		all = append(all, p)
		return err
	}, ask)
	return all, err
}

func inAFile() error {
	return fault.New(fault.Usage, "a store in a file has one person").Try("several can keep theirs in one store on PostgreSQL")
}

// Admit gives a role the rights on the tables of the steps that the program needs, and
// says whether it stands for a person already; if not, whoever asks adds one. schema is
// where the tables lie.
func Admit(ctx context.Context, t *engine.Tx, steps []engine.Step, role string) (known bool, schema string, err error) {
	quoted, schema, err := fit(ctx, t, role)
	if err != nil {
		return false, "", err
	}
	text := "grant usage on schema " + schema + " to " + quoted + ";\n" + grants(quoted, Tables(steps))
	if err := t.Do(ctx, "/* wall.Admit */ "+text); err != nil {
		return false, "", fmt.Errorf("giving %s its rights: %w", role, err)
	}
	const ask = `/* wall.Admit */ select count(*) > 0 from person where db_role = ?`
	err = t.One(ctx, ask, role).Scan(&known)
	return known, schema, err
}

// fit says why a role cannot be let in; else how it and the schema are written.
func fit(ctx context.Context, t *engine.Tx, role string) (quoted, schema string, err error) {
	if quoted, schema, err = owned(ctx, t, role); err != nil {
		return "", "", err
	}
	var above, open bool
	const ask = `/* wall.Admit */ select r.rolsuper or r.rolbypassrls, has_schema_privilege('public', current_schema(), 'create') from pg_roles r where r.rolname = ?`
	if err := t.One(ctx, ask, role).Scan(&above, &open); err != nil {
		return "", "", err
	}
	const others = `/* wall.Admit */ select coalesce(min(o.rolname::text), '') from pg_roles r join pg_roles o on o.oid <> r.oid and pg_has_role(r.oid, o.oid, 'member')
where r.rolname = ? and (o.rolname::text in (select db_role from person) or o.oid = (select relowner from pg_class where oid = 'person'::regclass))`
	var other string
	switch err := t.One(ctx, others, role).Scan(&other); {
	case err != nil:
		return "", "", err
	case above:
		return "", "", fault.New(fault.NotAllowed, "%s stands above row-level security, and would read everybody's evidence", role).
			Try("let a role in that is no superuser and has not BYPASSRLS: alter role %s nosuperuser nobypassrls", quoted)
	case other != "":
		return "", "", fault.New(fault.NotAllowed, "%s may act as %s, and would read what is theirs", role, other).
			Try("take that away first: revoke %s from %s", other, quoted)
	case open:
		return "", "", fault.New(fault.NotAllowed, "everybody may make things in the schema %s, and so functions that others would run unawares", schema).
			Try("take that away first: revoke create on schema %s from public; or keep the store in a schema of its own", schema)
	}
	return quoted, schema, nil
}

// owned refuses whoever does not own the tables, and a role that there is not; else it
// says how the role and the schema are written.
func owned(ctx context.Context, t *engine.Tx, role string) (quoted, schema string, err error) {
	if !t.Shared() {
		return "", "", inAFile()
	}
	var ours bool
	var owner string
	const ask = `/* wall.Admit */ select pg_has_role(c.relowner, 'usage'), pg_get_userbyid(c.relowner)::text, quote_ident(current_schema()),
coalesce((select quote_ident(rolname) from pg_roles where rolname = ?), '') from pg_class c where c.oid = 'person'::regclass`
	if err := t.One(ctx, ask, role).Scan(&ours, &owner, &schema, &quoted); err != nil {
		return "", "", err
	}
	switch {
	case !ours:
		return "", "", fault.New(fault.NotAllowed, "only %s, who owns the tables of the store, lets others in", owner)
	case quoted == "":
		return "", "", fault.New(fault.Nothing, "PostgreSQL knows no role %s", role).Try(`make it first: create role "%s" login password '…'`, role)
	case role == owner:
		return "", "", fault.New(fault.Usage, "%s owns the tables of the store, and needs no leave", role)
	}
	return quoted, schema, nil
}

// Undo takes a role's rights away. What is kept of its person stays, and is theirs
// again once they are let in again.
func Undo(ctx context.Context, t *engine.Tx, steps []engine.Step, role string) error {
	quoted, schema, err := owned(ctx, t, role)
	if err != nil {
		return err
	}
	people, err := People(ctx, t)
	if err != nil {
		return err
	}
	in := false
	for _, p := range people {
		in = in || p.Role == role && p.In
	}
	if !in {
		return fault.New(fault.Nothing, "%s was not let in", role)
	}
	var text strings.Builder
	text.WriteString("revoke usage on schema " + schema + " from " + quoted + ";\n")
	for _, table := range Tables(steps) {
		text.WriteString("revoke all on " + table + " from " + quoted + ";\n")
	}
	return t.Do(ctx, "/* wall.Undo */ "+text.String())
}
