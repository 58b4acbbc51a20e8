//go:build unix

package serving

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/surface/serve"
)

// What a server leaves, and the file that leads to its pages, nobody else can read, also
// where an older file could be; files whose links are over are swept away.
func TestWhatAServerLeavesIsPrivate(t *testing.T) {
	r := Running{State: filepath.Join(t.TempDir(), "a[b")} // a name that is a pattern too
	l := Left{URL: "http://127.0.0.1:7717", Pages: "http://bname.localhost:7717", Proof: serve.NewProof()}
	if err := os.MkdirAll(r.State, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"server", "open-old.html"} {
		if err := os.WriteFile(filepath.Join(r.State, name), []byte("old"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	old := filepath.Join(r.State, "open-old.html")
	if err := os.Chtimes(old, time.Time{}, time.Now().Add(-2*oldLeading)); err != nil {
		t.Fatal(err)
	}
	if err := r.remember(l); err != nil {
		t.Fatal(err)
	}
	if got, ok := r.read(); !ok || got != l {
		t.Errorf("it left %+v, %v", got, ok)
	}
	var files []string
	for range 2 {
		file, err := r.Lead(l, "/login?code=<X>&")
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	if _, err := os.Stat(old); err == nil {
		t.Error("a file whose link is over still lies there")
	}
	for _, file := range append(files, r.file()) {
		is, err := os.Stat(file)
		if err != nil || is.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", file, is, err)
		}
	}
	text, err := os.ReadFile(files[1])
	if err != nil || strings.Contains(string(text), "<X>") || !strings.Contains(string(text), "bname.localhost") {
		t.Errorf("%v: %s", err, text)
	}
}
