package store_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/backsight/backsight/internal/store"
	"github.com/backsight/backsight/internal/store/storetest"
)

// server is the PostgreSQL of this process; the first test that needs it starts it.
var server storetest.Server

func TestMain(m *testing.M) {
	if path := os.Getenv(victimStore); path != "" {
		if os.Getenv(victimBeats) != "" {
			os.Exit(typist(path))
		}
		os.Exit(victim(path))
	}
	code := m.Run()
	server.Stop()
	os.Exit(code)
}

// ctx is that of tests whose stores outlast no one.
var ctx = context.Background()

// engines make an empty store each and give its address.
var engines = []struct {
	name string
	make func(testing.TB) string
}{
	{"sqlite", func(t testing.TB) string { return filepath.Join(t.TempDir(), "store.db") }},
	{"postgres", func(t testing.TB) string { return server.Schema(t) }},
}

// both runs a test on each engine.
func both(t *testing.T, test func(t *testing.T, engine, dsn string)) {
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) { test(t, e.name, e.make(t)) })
	}
}

func TestSuite(t *testing.T) {
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) { storetest.Run(t, e.make) })
	}
}

// open opens a store for as long as the test runs.
func open(t testing.TB, dsn string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{DSN: dsn, Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}
