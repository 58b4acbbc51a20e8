package wall_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/store/storetest"
	"github.com/backsight/backsight/internal/store/wall"
)

// TestWhoWasLetInCanDoAll that the program does: the suite that every engine passes, as
// a role that owns nothing.
func TestWhoWasLetInCanDoAll(t *testing.T) {
	storetest.Run(t, func(t testing.TB) string {
		bob := server.Role(t)
		dsn := server.Schema(t)
		h := house{t: t, dsn: dsn, bob: bob}
		h.a = h.open(dsn)
		_, g := h.owner(h.a)
		if _, _, err := h.a.Sharing(g).Admit(t.Context(), bob); err != nil {
			t.Fatal(err)
		}
		return h.as(bob)
	})
}

var does = regexp.MustCompile(`(insert) into (\w+)|\b(update) (\w+) set|(delete) from (\w+)`)

// TestNoRightIsTooMany: nobody is given what no statement of the store does.
func TestNoRightIsTooMany(t *testing.T) {
	here, err := filepath.Glob("../*.go")
	below, err2 := filepath.Glob("../*/*.go")
	if err != nil || err2 != nil || len(here) < 20 {
		t.Fatal(err, err2, here)
	}
	done := map[string][]string{}
	for _, file := range append(here, below...) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(file, "_test.go") || strings.Contains(file, "storetest") || strings.Contains(file, "/whole/") {
			continue
		}
		all := does.FindAllStringSubmatchIndex(string(text), -1)
		for i, at := range all {
			m := does.FindStringSubmatch(string(text[at[0]:at[1]]))
			verb, table := m[1]+m[3]+m[5], m[2]+m[4]+m[6]
			done[table] = append(done[table], verb)
			next := len(text)
			if i+1 < len(all) {
				next = all[i+1][0]
			}
			if verb == "insert" && strings.Contains(string(text[at[0]:next]), "do update") {
				done[table] = append(done[table], "update")
			}
		}
	}
	h := newHouse(t)
	h.everybody()
	rows, err := h.raw(h.dsn).Query(`select c.relname, lower(a.privilege_type) from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a
where n.nspname = current_schema() and c.relkind = 'r' and a.grantee = (select oid from pg_roles where rolname = $1)`, h.bob)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	seen := 0
	for rows.Next() {
		var table, verb string
		if err := rows.Scan(&table, &verb); err != nil {
			t.Fatal(err)
		}
		if seen++; verb != "select" && !slices.Contains(done[table], verb) {
			t.Errorf("nothing does %s to %s", verb, table)
		}
	}
	for table, verbs := range done {
		if _, told := wall.Rights[table]; !told && table != "migration" && table != "meta" {
			t.Errorf("nobody who is let in may %v %s: give it a row in rights", verbs, table)
		}
	}
	if rows.Err() != nil || seen < 60 {
		t.Error(seen, rows.Err())
	}
}
