package engine

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/fault"
)

// TestAStrangerIsNotSpokenTo: a server on another machine proves who it is, or the
// person has said that this one need not.
func TestAStrangerIsNotSpokenTo(t *testing.T) {
	t.Setenv("PGSSLMODE", "")
	for _, c := range []struct {
		dsn, trusted string
		want         fault.Kind
	}{
		{"postgres://ann@127.0.0.1/x", "", 0},
		{"postgres://ann@127.8.9.1/x?sslmode=disable", "", 0},
		{"postgres://ann@[::1]:5433/x", "", 0},
		{"postgres://ann@localhost/x", "", 0},
		{"postgres://ann@%2Frun%2Fpostgresql/x", "", 0},
		{"host=/run/postgresql user=ann", "", 0},
		{"postgres://ann@db.example.org/x", "", fault.NotAllowed},
		{"host=db.example.org user=ann", "", fault.NotAllowed},
		{"postgres://ann@db.example.org/x?sslmode=disable", "", fault.NotAllowed},
		{"postgres://ann@db.example.org/x?sslmode=allow", "", fault.NotAllowed},
		{"postgres://ann@db.example.org/x?sslmode=prefer", "", fault.NotAllowed},
		{"postgres://ann@db.example.org/x?sslmode=require", "", fault.NotAllowed},
		{"postgres://ann@db.example.org/x?sslmode=verify-ca", "", fault.NotAllowed},
		{"postgres://ann@db.example.org/x?sslmode=verify-full", "", 0},
		{"postgres://ann@db.example.org/x?sslrootcert=system", "", 0},
		{"postgres://ann@10.0.0.7/x", "", fault.NotAllowed},
		{"postgres://ann@localhost.example.org/x", "", fault.NotAllowed},
		{"postgres://ann@x.localhost/x", "", fault.NotAllowed},
		{"postgres://ann@0.0.0.0/x", "", fault.NotAllowed},
		{"postgres://ann@localhost,db.example.org/x", "", fault.NotAllowed},
		{"postgres://ann@localhost/x?host=db.example.org", "", fault.NotAllowed},
		{"postgres://ann@db.example.org/x?sslmode=require", "db.example.org", 0},
		{"postgres://ann@db.example.org/x", "other.example.org,db.example.org", 0},
		{"postgres://ann@db.example.org/x", "other.example.org", fault.NotAllowed},
		{"postgres://ann@db.example.org/x", "1", fault.NotAllowed},
		{"/home/ann/store.db", "", 0},
	} {
		err := Guarded(c.dsn, c.trusted)
		if fault.KindOf(err) != c.want {
			t.Errorf("%s with %q: %v", c.dsn, c.trusted, err)
		}
		if f, is := errors.AsType[*fault.Fault](err); is && !strings.Contains(f.Hint, "sslmode=verify-full") {
			t.Errorf("%s: it does not say what to write: %s", c.dsn, f.Hint)
		}
	}
}

// TestTheVariablesCount: what libpq's variables say is part of an address.
func TestTheVariablesCount(t *testing.T) {
	t.Setenv("PGHOST", "db.example.org")
	if err := Guarded("postgres:///x", ""); fault.KindOf(err) != fault.NotAllowed {
		t.Error(err)
	}
	t.Setenv("PGSSLMODE", "verify-full")
	if err := Guarded("postgres:///x", ""); err != nil {
		t.Error(err)
	}
}

// TestLocalhostIsThisMachine, whatever a resolver says.
func TestLocalhostIsThisMachine(t *testing.T) {
	look := loopback(func(context.Context, string) ([]string, error) { return []string{"192.0.2.7", "127.0.0.1"}, nil })
	if got, err := look(t.Context(), "localhost"); err != nil || strings.Join(got, " ") != "127.0.0.1" {
		t.Error(got, err)
	}
	if got, err := look(t.Context(), "db.example.org"); err != nil || len(got) != 2 {
		t.Error(got, err)
	}
	look = loopback(func(context.Context, string) ([]string, error) { return []string{"192.0.2.7"}, nil })
	if got, err := look(t.Context(), "localhost"); err == nil {
		t.Error(got)
	}
}

// TestNoErrorRepeatsAPassword: not where it cannot be read, nor where nobody answers.
func TestNoErrorRepeatsAPassword(t *testing.T) {
	t.Setenv("PGSSLMODE", "")
	for _, dsn := range []string{
		"postgres://ann:PLANTED@127.0.0.1:1/x", "postgres://ann:PLA/PLANTED@127.0.0.1:1/x", "postgres://ann:PLANTED@127.0.0.1:PLANTED/x",
		"postgres://ann@127.0.0.1:1/x?password=PLANTED", "postgres://ann:%zzPLANTED@127.0.0.1:1/x", "postgres:ann:PLANTED@127.0.0.1",
		"host=127.0.0.1 port=1 user=ann password=PLANTED", "host=127.0.0.1 password='PLANTED", "host=127.0.0.1 PLANTED", "host=127.0.0.1 port=1x password=PLANTED",
		"postgres://ann:PLANTED@127.0.0.1:1/x?sslmode=PLANTED", "postgres://ann:PLANTED@127.0.0.1:1/x?sslmode=verify-full&sslrootcert=/PLANTED",
		"host=127.0.0.1 port=1 password=PLANTED service=PLANTED", "mysql://ann:PLANTED@127.0.0.1:1/x", "postgres://PLANTED", "postgres://ann:PLANTED@db.example.org/x",
	} {
		err := Guarded(dsn, "")
		if err == nil {
			var db *DB
			db, err = Open(t.Context(), dsn, Hooks{})
			err = errors.Join(db.Say(err), db.Close())
		}
		f, is := errors.AsType[*fault.Fault](err)
		if !is || strings.Contains(err.Error()+f.Hint, "PLANTED") && dsn != "postgres://PLANTED" { // a host
			t.Errorf("%s: %v", dsn, err)
		}
	}
}
