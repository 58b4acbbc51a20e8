package serve

import (
	"fmt"
	"html"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
)

// bare says whether a host, with or without its port, is a name that every program
// of this machine answers to, so that its cookies go to all of them.
func bare(host string) bool { return loopback(hostOf(host)) }

// hostOf is a host without its port.
func hostOf(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.Trim(host, "[]")
}

// At is where browsers find the pages of a server that listens at address: on a bare
// name of this machine without TLS that is the host they have for themselves,
// NAME.localhost (RFC 6761 §6.3), else the address.
func (s *Sessions) At(address string) string {
	u, err := url.Parse(address)
	if err != nil || s.name == "" || u.Scheme != "http" || !bare(u.Host) {
		return address
	}
	u.Host = net.JoinHostPort(s.name+ownDomain, u.Port())
	return u.String()
}

// session answers the ways in and out of the pages; handled is false for every
// other path.
func (g *guard) session(w http.ResponseWriter, r *http.Request) (status int, why string, handled bool) {
	if g.Sessions == nil {
		return 0, "", false
	}
	handled = true
	switch {
	case r.URL.Path == loginPath && r.Method == http.MethodPost:
		status, why = g.invite(w, r)
	case r.URL.Path == loginPath:
		status, why = g.Sessions.logIn(w, r)
	case r.URL.Path == enterPath && g.Sessions.kindAt(r) == byPassword:
		status, why = g.Sessions.enter(w, r)
	case r.URL.Path == logoutPath:
		status, why = g.Sessions.logOut(w, r)
	default:
		handled = false
	}
	return status, why, handled
}

// logIn turns a code into a session and goes on to the first page.
func (s *Sessions) logIn(w http.ResponseWriter, r *http.Request) (status int, why string) {
	if r.Method != http.MethodGet {
		return http.StatusMethodNotAllowed, "that is not done with " + r.Method
	}
	kind := s.kindAt(r)
	secret, ok := s.redeem(r.URL.Query().Get("code"), kind)
	if !ok {
		return http.StatusForbidden, "this link was used, or is too old: ask for a new one"
	}
	to := url.URL{Scheme: scheme(r), Host: r.Host, Path: "/"}
	if kind == byPassword {
		to.User, to.Path = url.UserPassword(basicUser, secret), enterPath
	} else {
		s.setCookie(w, r, secret, int(cookieLife/when.Second))
	}
	goOn(w, to.String())
	return 0, ""
}

// enter asks a browser for the password it was just given, so that it sends it
// from then on.
func (s *Sessions) enter(w http.ResponseWriter, r *http.Request) (status int, why string) {
	if _, open := s.token(r); !open {
		w.Header().Set("WWW-Authenticate", `Basic realm="Backsight's pages"`)
		return http.StatusUnauthorized, "run `backsight open` on this machine: it logs this browser in"
	}
	goOn(w, scheme(r)+"://"+r.Host+"/")
	return 0, ""
}

// logOut ends every session. It takes one, so that nobody else can.
func (s *Sessions) logOut(w http.ResponseWriter, r *http.Request) (status int, why string) {
	if _, open := s.token(r); !open {
		return http.StatusUnauthorized, "no browser of yours is logged in here"
	}
	if r.Method != http.MethodPost {
		return http.StatusMethodNotAllowed, "that is not done with " + r.Method
	}
	s.End()
	s.setCookie(w, r, "", -1)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintln(w, `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Logged out</title><main><h1>Every browser is logged out.</h1><p>Run <code>backsight open</code> to come back.</p></main></html>`)
	return 0, ""
}

func (s *Sessions) setCookie(w http.ResponseWriter, r *http.Request, value string, seconds int) {
	http.SetCookie(w, &http.Cookie{
		Name: cookieName + s.name, Value: value, Path: "/", MaxAge: seconds,
		HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteStrictMode,
	})
}

// goOn sends a browser to an address of this server. A redirect would still count
// as coming from the other site, and the browser would keep the cookie back: the
// page goes on by itself.
func goOn(w http.ResponseWriter, to string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Refresh", "0; url="+to)
	fmt.Fprintf(w, "<!doctype html><title>Backsight</title><a href=\"%s\">Go on</a>\n", html.EscapeString(to))
}

// invite gives a link for a browser to whoever proves to be the person's own
// program, or holds a key that may read and write.
func (g *guard) invite(w http.ResponseWriter, r *http.Request) (status int, why string) {
	if !g.Proof.claimed(r) {
		token, err := g.token(r, false)
		switch {
		case isNoKey(err):
			return http.StatusUnauthorized, "there is no such key"
		case err != nil:
			g.Log.Error("the keys cannot be read", "cause", err)
			return http.StatusServiceUnavailable, "the store cannot be read now"
		case !token.Opens(policy.Write) || !token.Opens(policy.Read):
			return http.StatusForbidden, "this key does not open the pages: it takes the scopes read and write"
		}
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintln(w, g.Sessions.Link())
	return 0, ""
}
