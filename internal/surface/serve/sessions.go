package serve

import (
	"crypto/rand"
	"crypto/sha256"
	"net/http"
	"sync"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
)

// Sessions are the browsers that are logged in: each by a code that works once,
// carried by a cookie that no other site can send. They live as long as the
// server.
type Sessions struct {
	owner who.Person
	now   func() when.Instant

	mu    sync.Mutex
	codes map[[32]byte]when.Instant // until
	open  map[[32]byte]when.Instant // until
}

const (
	loginPath  = "/login"
	cookieName = "backsight"
	codeLife   = 10 * when.Minute
	cookieLife = 12 * when.Hour
	mostCodes  = 64
)

// NewSessions has nobody logged in.
func NewSessions(owner who.Person, now func() when.Instant) *Sessions {
	return &Sessions{owner: owner, now: now, codes: map[[32]byte]when.Instant{}, open: map[[32]byte]when.Instant{}}
}

// Link is the path that logs a browser in, once and within ten minutes.
func (s *Sessions) Link() string {
	code := rand.Text()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep()
	if len(s.codes) >= mostCodes {
		clear(s.codes)
	}
	s.codes[sha256.Sum256([]byte(code))] = s.now() + codeLife
	return loginPath + "?code=" + code
}

// logIn turns a code into a cookie and goes on to the first page.
func (s *Sessions) logIn(w http.ResponseWriter, r *http.Request) (status int, why string) {
	if r.Method != http.MethodGet {
		return http.StatusMethodNotAllowed, "that is not done with " + r.Method
	}
	cookie, ok := s.redeem(r.URL.Query().Get("code"))
	if !ok {
		return http.StatusForbidden, "this link was used, or is too old: ask for a new one"
	}
	http.SetCookie(w, &http.Cookie{
		Name: cookieName, Value: cookie, Path: "/", MaxAge: int(cookieLife / when.Second),
		HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteStrictMode,
	})
	// A redirect would still count as coming from the other site, and the browser
	// would keep the cookie back: the page goes on by itself.
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Refresh", "0; url=/")
	_, _ = w.Write([]byte("<!doctype html><title>Backsight</title><a href=\"/\">Go on</a>\n"))
	return 0, ""
}

// redeem spends a code.
func (s *Sessions) redeem(code string) (cookie string, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep()
	hash := sha256.Sum256([]byte(code))
	if _, ok = s.codes[hash]; !ok {
		return "", false
	}
	delete(s.codes, hash)
	cookie = rand.Text()
	s.open[sha256.Sum256([]byte(cookie))] = s.now() + cookieLife
	return cookie, true
}

// token is what the session of a request opens: everything.
func (s *Sessions) token(r *http.Request) (policy.Token, bool) {
	cookie, err := r.Cookie(cookieName)
	if err != nil {
		return policy.Token{}, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	until, open := s.open[sha256.Sum256([]byte(cookie.Value))]
	if !open || until < s.now() {
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
