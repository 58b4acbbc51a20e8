package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
)

// TestNoCommandShowsAPassword plants one in the address of a store, in each way in which
// it may stand there, and searches all that every command prints.
func TestNoCommandShowsAPassword(t *testing.T) {
	home := t.TempDir()
	forms := []string{
		"postgres://ann:PLANTED@127.0.0.1:1/x", "postgres://127.0.0.1:1/x?user=ann&password=PLANTED", "postgres://ann:PLA/NTED@127.0.0.1:1/PLANTED",
		"host=127.0.0.1 port=1 user=ann password=PLANTED", "host=127.0.0.1 password='PLANTED", "mysql://ann:PLANTED@127.0.0.1/x",
		"postgres://ann:PLANTED@db.example.org/x", "host=127.0.0.1 port=1 sslpassword=PLANTED",
	}
	run := func(args ...string) string {
		var out bytes.Buffer
		env := map[string]string{"HOME": home, "PATH": ""}
		p := Program{In: strings.NewReader(""), Out: &out, Err: &out, Env: func(name string) string { return env[name] }, Now: time.Now, Columns: func() int { return 0 }}
		Run(t.Context(), p, args)
		return out.String()
	}
	tried := 0
	var walk func(c *cobra.Command, path []string)
	walk = func(c *cobra.Command, path []string) {
		for _, sub := range c.Commands() {
			walk(sub, append(path[:len(path):len(path)], sub.Name()))
		}
		if !c.Runnable() || c.Name() == "completion" || c.Name() == "man" || len(path) > 0 && path[0] == "demo" {
			return
		}
		for _, form := range forms {
			for _, more := range [][]string{nil, {"2026-01-02"}, {"a", "b"}} {
				args := append(append([]string{}, path...), more...)
				if said := run(append(args, "--no-input", "--store", form)...); strings.Contains(said, "PLANTED") {
					t.Errorf("%q at %s shows the password:\n%s", args, form, said)
				}
				tried++
			}
		}
	}
	walk((&app{}).root(), nil)
	if tried < 500 {
		t.Errorf("only %d command lines were tried", tried)
	}
	if said := run("clocks", "--store", forms[0]); !strings.Contains(said, "can be seen by everybody on this machine") {
		t.Errorf("nobody is warned of ps: %s", said)
	}
	if said := run("clocks", "--store", "postgres://ann@127.0.0.1:1/x"); strings.Contains(said, "can be seen by everybody") {
		t.Errorf("warned without a password: %s", said)
	}
}
