package serve

import (
	"context"
	"fmt"
	"net/http"
	"path"
	"strings"

	"github.com/backsight/backsight/internal/govern/policy"
)

// guard is the walls. They are passed in this order: the Host, the Origin, where
// the browser says the request comes from, the key, its scope, the size of the
// body.
type guard struct {
	Options
	mux   *http.ServeMux
	own   map[string]bool // origins that are this server, "http://127.0.0.1:7717"
	rooms map[string]*Room
	cross *http.CrossOriginProtection
	large chan bool // holds one for each large body that is being read
}

func (g *guard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	securityHeaders(w.Header())
	r = straight(r)
	if status, why := g.pass(w, r); status != 0 {
		g.Log.Info("refused", "status", status, "why", why, "method", r.Method, "path", keyless(r.URL.Path), "query", redacted(r.URL.RawQuery))
		hasten(w, r)
		refuse(w, status, why)
	}
}

// pass serves the request, or gives the status of the wall it did not pass.
func (g *guard) pass(w http.ResponseWriter, r *http.Request) (status int, why string) {
	if !g.own[scheme(r)+"://"+strings.ToLower(r.Host)] {
		return http.StatusMisdirectedRequest, "this server is not called that"
	}
	room := g.roomOf(r)
	fromExtension := room.allows(r.Header.Get("Origin"))
	if status, why = g.crossing(r, fromExtension); status != 0 {
		return status, why
	}
	if fromExtension {
		allow(w.Header(), r.Header.Get("Origin"))
	}
	switch {
	case r.URL.Path == "/healthz":
		return g.health(w, r)
	case r.Method == http.MethodOptions && fromExtension:
		w.WriteHeader(http.StatusNoContent)
		return 0, ""
	}
	if status, why, handled := g.session(w, r); handled {
		return status, why
	}
	return g.inside(w, r, room, fromExtension)
}

// roomOf is where a request wants to go: that of the request to come, where a
// browser only asks whether it may; nil where nothing is.
func (g *guard) roomOf(r *http.Request) *Room {
	if method := r.Header.Get("Access-Control-Request-Method"); r.Method == http.MethodOptions && method != "" {
		return g.at(method, r)
	}
	return g.at(r.Method, r)
}

func (g *guard) at(method string, r *http.Request) *Room {
	_, pattern := g.mux.Handler(&http.Request{Method: method, Host: r.Host, URL: r.URL})
	return g.rooms[pattern]
}

// crossing checks where a browser says the request comes from. Other programs
// say nothing of that, and pass.
func (g *guard) crossing(r *http.Request, extension bool) (status int, why string) {
	if extension {
		return 0, ""
	}
	if origin := r.Header.Get("Origin"); origin != "" && origin != scheme(r)+"://"+strings.ToLower(r.Host) {
		return http.StatusForbidden, "the request comes from another site"
	}
	switch site := r.Header.Get("Sec-Fetch-Site"); {
	case site == "" || site == "same-origin" || site == "none":
	case r.URL.Path == loginPath && r.Method == http.MethodGet: // a link in a terminal or a mail
	case g.knocks(r):
	default:
		return http.StatusForbidden, "the request comes from another site"
	}
	if g.cross.Check(r) != nil {
		return http.StatusForbidden, "the request comes from another site"
	}
	return 0, ""
}

// inside checks the key and lets the request into its room.
func (g *guard) inside(w http.ResponseWriter, r *http.Request, room *Room, extension bool) (status int, why string) {
	token, err := g.token(r, !extension)
	switch {
	case isNoKey(err) && g.Sessions != nil && g.Door != nil && page(r):
		g.Door.ServeHTTP(w, r)
		return 0, ""
	case isNoKey(err):
		if g.Sessions == nil || !page(r) {
			w.Header().Set("WWW-Authenticate", `Basic realm="backsight"`)
		}
		return http.StatusUnauthorized, "there is no such key"
	case err != nil:
		g.Log.Error("the keys cannot be read", "cause", err)
		return http.StatusServiceUnavailable, "the store cannot be read now"
	case room == nil:
		return g.nowhere(r)
	case !token.Opens(room.needs(r)):
		return http.StatusForbidden, fmt.Sprintf("this key does not open that: it takes the scope %q", room.needs(r))
	}
	if r.ContentLength < 0 || r.ContentLength > largeBody {
		select {
		case g.large <- true:
			defer func() { <-g.large }()
		case <-r.Context().Done():
			return http.StatusServiceUnavailable, "too many large requests at once"
		}
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	room.Handler.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), keyName{}, opened{nameOf(token), token.Opens(policy.Write)})))
	return 0, ""
}

// nowhere tells a path that is not there from a method that it does not know.
func (g *guard) nowhere(r *http.Request) (status int, why string) {
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		if g.at(method, r) != nil {
			return http.StatusMethodNotAllowed, "that is not done with " + r.Method
		}
	}
	return http.StatusNotFound, "there is nothing here"
}

// needs is the scope that a request takes.
func (room *Room) needs(r *http.Request) policy.Scope {
	method := r.Method
	if room.Needs != nil {
		return room.Needs(r)
	}
	if room.Writing == "" || method == http.MethodGet || method == http.MethodHead {
		return room.Scope
	}
	return room.Writing
}

// allows says whether an origin is that of a browser extension, and the room is
// open to them.
func (room *Room) allows(origin string) bool {
	if room == nil || !room.Extensions {
		return false
	}
	for _, scheme := range []string{"chrome-extension://", "moz-extension://", "safari-web-extension://"} {
		if id, ok := strings.CutPrefix(origin, scheme); ok && id != "" && !strings.ContainsAny(id, "/ ,\r\n") {
			return true
		}
	}
	return false
}

// health answers whether the server stands, and to a challenge that it is the one
// that left its proof. It says nothing else, and needs no key.
func (g *guard) health(w http.ResponseWriter, r *http.Request) (int, string) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return http.StatusMethodNotAllowed, "that is not done with " + r.Method
	}
	if g.knocks(r) {
		w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintln(w, strings.TrimSpace("ok "+g.Proof.Server(r.URL.Query().Get("prove"))))
	return 0, ""
}

// knocks says whether a request only asks whether a browser finds this server by the
// name of its pages. Nobody knows that name who was not told it.
func (g *guard) knocks(r *http.Request) bool {
	return r.Method == http.MethodGet && r.URL.Path == "/healthz" && g.pagesHost() != "" && strings.EqualFold(r.Host, g.pagesHost())
}

func page(r *http.Request) bool { return strings.Contains(r.Header.Get("Accept"), "text/html") }

func scheme(r *http.Request) string {
	if r.TLS != nil {
		return "https"
	}
	return "http"
}

// straight is the request with its path in canonical form, whatever a client
// made of the address it was given: "/api//users" is "/api/users". The walls
// and the rooms see the same path.
func straight(r *http.Request) *http.Request {
	clean := path.Clean("/" + r.URL.Path)
	if clean == r.URL.Path {
		return r
	}
	out := r.Clone(r.Context())
	out.URL.Path, out.URL.RawPath = clean, ""
	return out
}
