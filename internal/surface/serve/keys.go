package serve

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/backsight/backsight/internal/govern/policy"
)

// errNoKey says that a request brings no key that stands.
var errNoKey = errors.New("no key")

func isNoKey(err error) bool { return errors.Is(err, errNoKey) }

// keyName is under what the context of a request holds the name of its key.
type keyName struct{}

// KeyOf is the name of the key that let a request in, "" for the session of a
// browser: that is the person.
func KeyOf(r *http.Request) string {
	key, _ := r.Context().Value(keyName{}).(opened)
	return key.name
}

// opened is the key that let a request in.
type opened struct {
	name   string
	writes bool
}

// Writes says whether the key, or the session, that let a request in has the scope write.
func Writes(r *http.Request) bool {
	key, _ := r.Context().Value(keyName{}).(opened)
	return key.writes
}

// nameOf is the name of a token that has a key.
func nameOf(t policy.Token) string {
	if t.Hash == ([32]byte{}) {
		return ""
	}
	return t.Name
}

// token is the token of the key that a request brings, or of its session.
func (g *guard) token(r *http.Request, session bool) (policy.Token, error) {
	for _, key := range presented(r) {
		t, ok, err := g.Keys.TokenOf(r.Context(), policy.HashOf(key))
		if err != nil {
			return policy.Token{}, fmt.Errorf("looking for a key: %w", err)
		}
		if ok && t.Revoked == 0 {
			return t, nil
		}
	}
	if session && g.Sessions != nil {
		if t, open := g.Sessions.token(r); open {
			return t, nil
		}
	}
	return policy.Token{}, errNoKey
}

// presented are the keys that a request may mean. Clients write them in many
// ways: Basic with the key alone, as user or as password; Bearer plain or in
// base64; in the query.
func presented(r *http.Request) (keys []string) {
	how, what, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	what = strings.TrimSpace(what)
	if len(what) > 512 {
		return nil
	}
	inside := decoded(what)
	switch {
	case strings.EqualFold(how, "Basic"):
		user, password, _ := strings.Cut(inside, ":")
		keys = append(keys, user, password)
	case strings.EqualFold(how, "Bearer"):
		keys = append(keys, what, inside)
	}
	if strings.Contains(r.URL.RawQuery, "api_key=") {
		keys = append(keys, r.URL.Query().Get("api_key"))
	}
	return likely(keys)
}

func decoded(text string) string {
	for _, form := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding} {
		if b, err := form.DecodeString(text); err == nil {
			return string(b)
		}
	}
	return ""
}

// likely leaves out what has not the length of a key, so that a request costs
// one question to the store, two at most.
func likely(keys []string) (out []string) {
	const uuid = 36
	for _, key := range keys {
		if n := len(strings.TrimPrefix(strings.ToLower(key), policy.KeyPrefix)); n == uuid {
			out = append(out, key)
		}
	}
	return out
}
