package address

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestOf(t *testing.T) {
	for text, want := range map[string]Kind{
		"":                                   File,
		"/home/ann/backsight.db":             File,
		`C:\Users\ann\backsight.db`:          File,
		"./host=1.db":                        File,
		"a=b":                                File,
		":memory:":                           Memory,
		"postgres://ann@db/x":                Server,
		"postgresql://ann@db/x":              Server,
		"postgres:ann:pw@db":                 Server,
		"host=db user=ann":                   Server,
		" dbname = x":                        Server,
		"PASSWORD=x":                         Server,
		"target=1 password=secret":           Server,
		"mysql://ann:pw@db/x":                Strange,
		"postgresql+psycopg://ann:pw@db/x":   Strange,
		"POSTGRES://ann:pw@db/x":             Strange,
		"file:///home/ann/backsight.db":      Strange,
		"https://ann:pw@example.org/store":   Strange,
		"service=work":                       Server,
		"/srv/password=1/backsight.db":       File,
		"postgres-backup.db":                 File,
		"host.db":                            File,
		"user's things/backsight.db":         File,
		"dbname=x.db":                        Server, // ./dbname=x.db is the file
		"postgresql://ann@%2Frun%2Fpg/x?a=b": Server,
	} {
		if got := Of(text); got != want {
			t.Errorf("%q is of kind %d, not %d", text, got, want)
		}
	}
}

func TestShown(t *testing.T) {
	for text, want := range map[string]string{
		":memory:":                             "in memory",
		"/home/ann/my store.db":                "/home/ann/my store.db",
		"postgres://ann@db/x":                  "postgres://ann@db/x",
		"postgres://ann:hush@db:5433/x":        "postgres://ann@db:5433/x",
		"postgres://ann@db/x?sslmode=disable":  "postgres://ann@db/x?sslmode=disable",
		"postgres://ann@db/x?password=hush":    "postgres://ann@db/x?…",
		"postgres:///x?user=ann&sslpassword=h": "postgres:///x?user=ann&…",
		"postgres://ann:12/34@db/x":            unreadable,
		"postgres://ann:12?34@db/x":            unreadable,
		"postgres://ann:12#34@db/x":            unreadable,
		"postgres://ann:hu sh@db/x":            unreadable,
		"postgres://%zz":                       unreadable,
		"postgres://ann:%zz@db/x":              unreadable,
		"postgres://ann:hu%40sh@a:1,b:2/x":     "postgres://ann@a:1,b:2/x",
		"postgres://ann:h@%2Frun%2Fpg/my%40db": "postgres://ann@%2Frun%2Fpg/my%40db",
		"postgres://ann:h@sh@[::1]:5432":       "postgres://ann@[::1]:5432",
		"postgres://ann:hu;sh@db/x?sslmode=a":  "postgres://ann@db/x?sslmode=a",
		"postgres:ann:hush@db":                 unreadable,
		"host=db user=ann password=hush":       "host=db user=ann password=…",
		"host=db password = 'hu sh' port=1":    "host=db password=… port=1",
		`password='hu\' sh' user='a b'`:        `password=… user='a b'`,
		"host=db passfile=/p sslkey=/k":        "host=db passfile=… sslkey=…",
		"host=db password='hush":               unreadable,
		"host=db hush":                         unreadable,
		"mysql://ann:hush@db/x":                "mysql://…",
		"hush@db://x":                          "an address that cannot be read",
	} {
		if got := Shown(text); got != want {
			t.Errorf("%q is shown as %q, not %q", text, got, want)
		}
	}
}

// TestNoPasswordIsEverShown: wherever in an address one stands, and whatever stands in
// it, it does not stand in what is shown, and whoever searches for it knows it.
func TestNoPasswordIsEverShown(t *testing.T) {
	forms := []string{
		"postgres://ann:%@db/x", "postgresql://ann:%@db:5432/x?sslmode=disable", "postgres://:%@db/x", "postgres://ann:%@/x",
		"postgres://db/x?password=%", "postgres://db/x?user=ann&password=%&sslmode=require", "postgres://db/x?sslpassword=%",
		"postgres://db/x?passwd=%", "host=db password=%", "password='%'", "host=db password='%' user=ann", "host=db  sslpassword = %",
		"user=ann host=db pass=%", "postgres:ann:%@db", "mysql://ann:%@db", "bad host=db password=%",
	}
	rapid.Check(t, func(t *rapid.T) {
		secret := "PLANTED" + rapid.StringMatching(`[a-z/?#@:&=%' \\;,]{0,6}`).Draw(t, "more") + "ED"
		text := strings.Replace(rapid.SampledFrom(forms).Draw(t, "form"), "%", secret, 1)
		if got := Shown(text); strings.Contains(strings.ToUpper(got), "PLANTED") {
			t.Errorf("%q is shown as %q", text, got)
		}
		all, ok := Secrets(text)
		if plain := !strings.ContainsAny(secret, `/?#@:&=%' \;,`); plain && ok && Of(text) == Server && strings.Contains(text, "assword") && !slices.Contains(all, secret) {
			t.Errorf("the secrets of %q are %q", text, all)
		}
	})
}
