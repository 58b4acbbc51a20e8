package serve

import (
	"context"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/govern/policy"
)

// counted is keys that can be revoked, and how often they were asked.
type counted struct {
	takes   func() // while it is asked
	asked   int
	revoked bool
}

func (k *counted) TokenOf(_ context.Context, hash [32]byte) (policy.Token, bool, error) {
	k.asked++
	if k.takes != nil {
		k.takes()
	}
	t := policy.Token{Hash: hash, Scopes: policy.Scopes()}
	if k.revoked {
		t.Revoked = 1
	}
	return t, hash != [32]byte{}, nil
}

// A key is asked for once in a while, and opens nothing once the while has
// passed in which whoever revoked it waited.
func TestAKeyIsBelievedForAMoment(t *testing.T) {
	k, now := &counted{}, time.Unix(0, 0)
	r := newKeyCache(k)
	r.now = func() time.Time { return now }
	hash := [32]byte{1}
	open := func() bool {
		token, ok, err := r.TokenOf(t.Context(), hash)
		return err == nil && ok && token.Opens(policy.Ingest)
	}
	for range 10 {
		now = now.Add(Believed / 20)
		if !open() {
			t.Fatal("it does not open")
		}
	}
	if k.asked != 1 {
		t.Errorf("asked %d times", k.asked)
	}
	k.takes = func() { now = now.Add(Believed / 2) } // the store is busy
	now = now.Add(Believed)
	open()
	k.takes, k.revoked = nil, true
	now = now.Add(Believed / 2)
	if open() {
		t.Error("a revoked key opens after whoever revoked it was told that it does not")
	}
	k.revoked = false
	if !open() {
		t.Error("what was refused is remembered")
	}
	r.TokenOf(t.Context(), [32]byte{})
	r.TokenOf(t.Context(), [32]byte{})
	for i := range 200 {
		r.TokenOf(t.Context(), [32]byte{2, byte(i)})
	}
	if len(r.found) > mostKeys {
		t.Errorf("%d keys are remembered", len(r.found))
	}
}

// However many files a process may open, some are left for the store.
func TestConnectionsLeaveFilesForTheStore(t *testing.T) {
	for files, want := range map[int]int{0: leastConns, 20: leastConns, 64: 16, 1024: 256, 1 << 20: maxConns} {
		if got := connsAllowed(files); got != want {
			t.Errorf("of %d files: %d connections, not %d", files, got, want)
		}
	}
	if openFiles() < leastConns {
		t.Errorf("this process may open %d files", openFiles())
	}
}
