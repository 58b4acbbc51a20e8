package aw

import (
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"slices"
	"strings"
)

// guard is the rules around the server: the Host, the Origin, the key, in this
// order. Its clients cannot pass the walls of the main server: they send no key,
// and the origin of an extension.
type guard struct {
	Options
	inside http.Handler
}

// maxBody is the longest body of a request, maxImport that of an import.
const (
	maxBody   = 16 << 20
	maxImport = 2 << 30
)

func (g *guard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Vary", "Origin")
	r.URL.Path = "/" + strings.Trim(r.URL.Path, "/") // "/buckets/" is "/buckets"
	if r.URL.RawPath != "" {
		r.URL.RawPath = "/" + strings.Trim(r.URL.RawPath, "/")
	}
	if err := g.pass(w, r); err != nil {
		if r.ContentLength != 0 {
			h.Set("Connection", "close") // a refusal waits for no body
		}
		refuse(w, err)
		return
	}
	if r.Method == http.MethodOptions {
		return
	}
	limit := int64(maxBody)
	if r.URL.Path == "/api/0/import" {
		limit = maxImport
	}
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	g.inside.ServeHTTP(w, r)
}

// pass is nil where the request may come in.
func (g *guard) pass(w http.ResponseWriter, r *http.Request) error {
	if !g.called(r.Host) {
		return wrong(http.StatusBadRequest, "this server is not called that")
	}
	origin := r.Header.Get("Origin")
	switch {
	case origin == "":
		if site := r.Header.Get("Sec-Fetch-Site"); site == "cross-site" || site == "same-site" {
			return wrong(http.StatusForbidden, "the request comes from another site")
		}
	case !g.lets(origin, r.Host):
		if g.Refused != nil && isExtension(origin) {
			g.Refused(origin)
		}
		return wrong(http.StatusForbidden, "the request comes from another site, or from an extension that was not named")
	default:
		allow(w.Header(), r)
	}
	if r.Method == http.MethodOptions || g.Knows == nil || r.URL.Path == "/api/0/info" {
		return nil
	}
	key, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	known, err := g.Knows(r.Context(), strings.TrimSpace(key))
	if err != nil {
		return err
	}
	if !known {
		return wrong(http.StatusUnauthorized, "the key is missing or wrong")
	}
	return nil
}

// called says whether the server is reached by a name of its own: a page of
// another site whose name was made to lead here says that name.
func (g *guard) called(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.ToLower(strings.Trim(name, "[]"))
	return slices.Contains([]string{"localhost", "127.0.0.1", "::1"}, name) || slices.Contains(g.Hosts, name)
}

// lets says whether an origin may come in: the server's own, and those of the extensions
// that the person named. An extension's origin is exact: any other may be anybody's.
func (g *guard) lets(origin, host string) bool {
	return origin == "http://"+host || origin == "https://"+host || slices.Contains(g.Extensions, origin)
}

// isExtension says whether an origin is one of a browser's extension, whosever.
func isExtension(origin string) bool {
	scheme, id, found := strings.Cut(origin, "-extension://")
	return found && slices.Contains([]string{"chrome", "moz", "safari-web"}, scheme) && id != "" && len(id) <= longestID && !strings.ContainsAny(id, "/ ,\r\n")
}

// longestID is how long the id of an extension may be; a UUID has 36 letters.
const longestID = 64

// allow lets an extension read the answer.
func allow(h http.Header, r *http.Request) {
	h.Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
	h.Set("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE")
	if wants := r.Header.Get("Access-Control-Request-Headers"); wants != "" {
		h.Set("Access-Control-Allow-Headers", wants)
	}
	if r.Header.Get("Access-Control-Request-Private-Network") == "true" {
		h.Set("Access-Control-Allow-Private-Network", "true")
	}
	h.Set("Access-Control-Max-Age", "600")
}

// refusal is an error with the status that it is answered with.
type refusal struct {
	status int
	why    string
}

func (r *refusal) Error() string { return r.why }

func wrong(status int, why string) error { return &refusal{status, why} }

// answer is what one request is answered with; nil for nothing to say. An error
// that is no refusal is the log's: it cannot be written or read now.
type answer func(*http.Request) (any, error)

// status is an answer with another status than 200.
type status struct {
	code int
	body any
}

// stream is an answer that writes itself.
type stream func(http.ResponseWriter) error

func (a answer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := a(r)
	if err != nil {
		refuse(w, err)
		return
	}
	code := http.StatusOK
	switch b := body.(type) {
	case status:
		code, body = b.code, b.body
	case stream:
		w.Header().Set("Content-Type", "application/json")
		if err := b(w); err != nil {
			panic(http.ErrAbortHandler) // half an answer must not look like one
		}
		return
	}
	if code == http.StatusNotModified {
		w.WriteHeader(code)
		return
	}
	text, err := json.Marshal(body)
	if err != nil {
		refuse(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_, _ = w.Write(append(text, '\n')) // whoever is gone need not be told
}

// refuse says why, in the shape both servers have.
func refuse(w http.ResponseWriter, err error) {
	code, why := http.StatusServiceUnavailable, "the store cannot be used now"
	if r, ok := errors.AsType[*refusal](err); ok {
		code, why = r.status, r.why
	}
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		code, why = http.StatusRequestEntityTooLarge, "that is too long"
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(map[string]string{"message": why})
}
