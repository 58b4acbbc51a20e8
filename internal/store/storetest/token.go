package storetest

import (
	"testing"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
)

// tokens makes keys, uses them and takes them back.
func tokens(t *testing.T, b *book) {
	key := policy.Token{Owner: b.me, Name: "editor", Hash: [32]byte{1, 2}, Scopes: []policy.Scope{policy.Ingest, policy.Read}}
	find := func(hash [32]byte) (policy.Token, bool) {
		t.Helper()
		k, known, err := b.TokenOf(ctx, hash)
		must(t, k, err)
		return k, known
	}
	make := func(k policy.Token, want fault.Kind) {
		t.Helper()
		if err := b.MakeToken(ctx, k); fault.KindOf(err) != want {
			t.Errorf("making %q: %v", k.Name, err)
		}
	}
	make(key, 0)
	make(policy.Token{Owner: b.me, Name: "editor", Hash: [32]byte{3}, Scopes: policy.Scopes()}, fault.Usage)
	make(policy.Token{Owner: b.me, Name: "", Hash: [32]byte{3}, Scopes: policy.Scopes()}, fault.Usage)
	make(policy.Token{Owner: b.me, Name: "none", Hash: [32]byte{3}}, fault.Usage)
	if _, known := find([32]byte{3}); known {
		t.Error("a key nobody made is known")
	}
	b.now += 90 * when.Minute
	key.Made, key.Used = noon, b.now-b.now%when.Hour
	got, known := find(key.Hash)
	same(t, "the key", got, key)
	same(t, "that it is known", known, true)
	b.now += when.Minute
	find(key.Hash)
	listed, err := b.Tokens(ctx, b.own)
	same(t, "the keys", must(t, listed, err), []policy.Token{key})
	if _, err := b.Tokens(ctx, policy.Grant{}); fault.KindOf(err) != fault.NotAllowed {
		t.Errorf("the keys of nobody: %v", err)
	}
	if err := b.RevokeToken(ctx, b.own, "other"); fault.KindOf(err) != fault.Nothing {
		t.Errorf("revoking what is not there: %v", err)
	}
	if err := b.RevokeToken(ctx, b.own, "editor"); err != nil {
		t.Fatal(err)
	}
	b.now += 2 * when.Hour
	got, known = find(key.Hash)
	if !known || got.Opens(policy.Read) || got.Used != key.Used || got.Revoked != b.now-2*when.Hour {
		t.Errorf("a revoked key: %+v, %t", got, known)
	}
	make(policy.Token{Owner: b.me, Name: "editor", Hash: [32]byte{4}, Scopes: policy.Scopes()}, 0)
	if got, _ = find([32]byte{4}); got.Used != b.now || got.Made != b.now {
		t.Errorf("a key that is used in the hour in which it was made: %+v", got)
	}
	same(t, "the audit lines", len(b.lines(t)), 4)
	b.sound(t)
}
