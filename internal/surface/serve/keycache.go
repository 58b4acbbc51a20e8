package serve

import (
	"context"
	"sync"
	"time"

	"github.com/backsight/backsight/internal/govern/policy"
)

// Believed is how long a key that was found is believed to stand without asking
// again. Whoever revokes one waits that long before saying so: then it opens
// nothing any more, whatever was being sent.
const Believed = 200 * time.Millisecond

// mostKeys bounds how many keys are remembered; a person has a dozen.
const mostKeys = 64

// keyCache remembers for a moment which keys were found. A client that sends its
// queue asks for the same one a hundred times a second.
type keyCache struct {
	keys Keys
	now  func() time.Time

	mu    sync.Mutex
	found map[[32]byte]cachedKey
}

type cachedKey struct {
	token policy.Token
	until time.Time
}

func newKeyCache(keys Keys) *keyCache {
	return &keyCache{keys: keys, now: time.Now, found: map[[32]byte]cachedKey{}}
}

// TokenOf is that of the keys, or what they said a moment ago.
func (k *keyCache) TokenOf(ctx context.Context, hash [32]byte) (policy.Token, bool, error) {
	asked := k.now()
	k.mu.Lock()
	s, was := k.found[hash]
	k.mu.Unlock()
	if was && asked.Before(s.until) {
		return s.token, true, nil
	}
	t, ok, err := k.keys.TokenOf(ctx, hash)
	if err != nil || !ok || t.Revoked != 0 {
		return t, ok, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.found) >= mostKeys {
		clear(k.found)
	}
	k.found[hash] = cachedKey{t, asked.Add(Believed)} // from before it was read
	return t, true, nil
}
