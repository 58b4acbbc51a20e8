package policy

import (
	"crypto/sha256"
	"strings"
)

// KeyPrefix is what every key begins with; WakaTime's clients take no other.
const KeyPrefix = "waka_"

// HashOf is what is kept of a key, and how it is found: the SHA-256 of it in
// small letters. The prefix may be left out, as some people do.
func HashOf(key string) [32]byte {
	key = strings.ToLower(strings.TrimSpace(key))
	if !strings.HasPrefix(key, KeyPrefix) {
		key = KeyPrefix + key
	}
	return sha256.Sum256([]byte(key))
}
