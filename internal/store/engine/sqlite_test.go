package engine

import (
	"database/sql"
	"path/filepath"
	"testing"
)

// TestEveryConnection asks connections of both pools what holds for them: a
// pragma that is set on one of a pool only would be missing on the next.
func TestEveryConnection(t *testing.T) {
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "store.db"), Hooks{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	home := db.home.Load()
	ask := func(c *sql.Conn, pragma, want string) {
		var got string
		if err := c.QueryRowContext(t.Context(), "pragma "+pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %q, not %q: %v", pragma, got, want, err)
		}
	}
	for _, pool := range []*sql.DB{home.write, home.read, home.read, home.read} {
		c, err := pool.Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()            // held until the end, so that the next one is another
		ask(c, "synchronous", "2") // full
		ask(c, "foreign_keys", "1")
		ask(c, "journal_mode", "wal")
		ask(c, "busy_timeout", "10000")
		ask(c, "query_only", map[bool]string{true: "0", false: "1"}[pool == home.write])
	}
}

func TestOlder(t *testing.T) {
	for version, want := range map[string]bool{
		"3.51.3": false, "3.51.10": false, "3.53.0": false, "4.0.0": false,
		"3.51.2": true, "3.7.0": true, "3.40.1": true, "2.99.99": true, "": true, "new": true,
	} {
		if got := older(version); got != want {
			t.Errorf("older(%q) is %v", version, got)
		}
	}
}
