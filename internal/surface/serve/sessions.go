package serve

import (
	"crypto/rand"
	"crypto/sha256"
	"net/http"
	"strings"
	"sync"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
)

// Sessions are the browsers that are logged in: each by a code that works once.
// They live as long as the server.
//
// A cookie belongs to a host and not to a port (RFC 6265 §8.5): whoever listens at
// another port of 127.0.0.1 is sent the cookies of this one. So a cookie is given
// and taken only at the host that the pages have for themselves, NAME.localhost, or
// over TLS, where only who has a certificate for that name is sent it. At every other
// name given with --host, and at the names of this machine, to which browsers send even
// the cookies of TLS without it, a session rests on a password of HTTP's Basic scheme
// (RFC 7617), which a browser keeps by host and port.
type Sessions struct {
	owner who.Person
	now   func() when.Instant
	name  string

	mu    sync.Mutex
	codes map[[32]byte]when.Instant // until
	open  map[[32]byte]when.Instant // until; by the mark of what is shown
}

const (
	loginPath  = "/login"
	logoutPath = "/logout"
	enterPath  = "/enter" // where names without cookies ask for the password
	cookieName = "backsight-"
	basicUser  = "browser"
	ownDomain  = ".localhost" // of the host that pages have for themselves
	codeLife   = 10 * when.Minute
	cookieLife = 12 * when.Hour
	mostCodes  = 64
)

// NewSessions has nobody logged in. Name is the first label of the host that the
// pages have for themselves, "" for none; it names the cookie too, so that two
// servers do not throw each other's browsers out.
func NewSessions(owner who.Person, name string, now func() when.Instant) *Sessions {
	return &Sessions{owner: owner, now: now, name: name, codes: map[[32]byte]when.Instant{}, open: map[[32]byte]when.Instant{}}
}

// Link is the path that logs a browser in, once and within ten minutes.
func (s *Sessions) Link() string {
	code := rand.Text()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep()
	if len(s.codes) >= mostCodes {
		s.dropOldest()
	}
	s.codes[sha256.Sum256([]byte(code))] = s.now() + codeLife
	return loginPath + "?code=" + code
}

// End logs every browser out, and no link given before opens anything.
func (s *Sessions) End() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.codes)
	clear(s.open)
}

// redeem spends a code for a secret of the kind that fits the host.
func (s *Sessions) redeem(code string, kind shown) (secret string, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep()
	hash := sha256.Sum256([]byte(code))
	if _, ok = s.codes[hash]; !ok {
		return "", false
	}
	delete(s.codes, hash)
	secret = rand.Text()
	s.open[kind.mark(secret)] = s.now() + cookieLife
	return secret, true
}

// shown is how a browser shows its session.
type shown byte

const (
	byCookie shown = iota
	byPassword
)

// mark is under what a session is kept: a secret of one kind is none of the other.
func (k shown) mark(secret string) [32]byte { return sha256.Sum256(append([]byte{byte(k)}, secret...)) }

// kindAt is how sessions are shown at the host that a request names.
func (s *Sessions) kindAt(r *http.Request) shown {
	host := strings.ToLower(hostOf(r.Host))
	own := s.name != "" && host == strings.ToLower(s.name)+ownDomain
	if own || r.TLS != nil && !loopback(host) && !strings.HasSuffix(host, ownDomain) {
		return byCookie
	}
	return byPassword
}

// token is what the session of a request opens: everything.
func (s *Sessions) token(r *http.Request) (policy.Token, bool) {
	kind, secret := s.kindAt(r), ""
	switch user, password, _ := r.BasicAuth(); {
	case kind == byPassword && user == basicUser:
		secret = password
	case kind == byCookie:
		if cookie, err := r.Cookie(cookieName + s.name); err == nil {
			secret = cookie.Value
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	until, open := s.open[kind.mark(secret)]
	if secret == "" || !open || until < s.now() {
		return policy.Token{}, false
	}
	return policy.Token{Owner: s.owner, Name: "browser", Scopes: policy.Scopes()}, true
}

// sweep forgets what is over.
func (s *Sessions) sweep() {
	now := s.now()
	for _, m := range []map[[32]byte]when.Instant{s.codes, s.open} {
		for hash, until := range m {
			if until < now {
				delete(m, hash)
			}
		}
	}
}

// dropOldest makes room for one more code: only the one that ends first goes.
func (s *Sessions) dropOldest() {
	var oldest [32]byte
	first := when.Instant(0)
	for hash, until := range s.codes {
		if first == 0 || until < first {
			oldest, first = hash, until
		}
	}
	delete(s.codes, oldest)
}
