package serve_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/surface/serve"
)

const (
	plugin = "waka_11111111-2222-4333-8444-555555555555" // ingest
	writer = "waka_11111111-2222-4333-8444-999999999999" // write
	reader = "waka_11111111-2222-4333-8444-666666666666" // read
	full   = "waka_11111111-2222-4333-8444-888888888888" // all
	spent  = "waka_11111111-2222-4333-8444-777777777777" // revoked
	addr   = "127.0.0.1:7717"
	host   = "bname.localhost:7717" // of the pages
)

// ring is the keys there are.
type ring struct{ broken error }

func (k ring) TokenOf(_ context.Context, hash [32]byte) (policy.Token, bool, error) {
	if k.broken != nil {
		return policy.Token{}, false, k.broken
	}
	switch hash {
	case policy.HashOf(plugin):
		return policy.Token{Scopes: []policy.Scope{policy.Ingest}}, true, nil
	case policy.HashOf(writer):
		return policy.Token{Scopes: []policy.Scope{policy.Write}}, true, nil
	case policy.HashOf(reader):
		return policy.Token{Scopes: []policy.Scope{policy.Read}}, true, nil
	case policy.HashOf(full):
		return policy.Token{Scopes: policy.Scopes()}, true, nil
	case policy.HashOf(spent):
		return policy.Token{Scopes: policy.Scopes(), Revoked: 1}, true, nil
	}
	return policy.Token{}, false, nil
}

// options are a house of three rooms; what came through to one it says.
func options() serve.Options {
	inside := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			w.WriteHeader(http.StatusRequestEntityTooLarge)
			return
		}
		fmt.Fprint(w, "inside ", r.URL.Path)
	})
	now := func() when.Instant { return when.Unix(1_795_000_000) }
	return serve.Options{
		Addr: addr, Keys: ring{}, Now: now, Sessions: serve.NewSessions(7, "bname", now),
		Rooms: []serve.Room{
			{Paths: []string{"POST /api/in"}, Handler: inside, Scope: policy.Ingest, Extensions: true},
			{Paths: []string{"GET /api/out", "POST /api/wish"}, Handler: inside, Scope: policy.Read, Extensions: true},
			{Paths: []string{"/pages/"}, Handler: inside, Scope: policy.Read, Writing: policy.Write},
		},
	}
}

// ask sends one request; set is name, value, name, value.
func ask(o serve.Options, method, target string, set ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader("{}"))
	r.Host = addr
	for i := 0; i < len(set); i += 2 {
		if set[i] == "Host" {
			r.Host = set[i+1]
			continue
		}
		r.Header.Set(set[i], set[i+1])
	}
	w := httptest.NewRecorder()
	serve.Handler(o).ServeHTTP(w, r)
	return w
}

func basic(text string) string { return "Basic " + base64.StdEncoding.EncodeToString([]byte(text)) }

// Every way in which clients are known to write a key.
func TestEveryFormOfAKeyOpens(t *testing.T) {
	for _, form := range []string{
		basic(plugin), basic(plugin + ":"), basic(":" + plugin), basic("ann:" + plugin), basic(strings.TrimPrefix(plugin, "waka_")),
		"Bearer " + plugin, "Bearer " + base64.StdEncoding.EncodeToString([]byte(plugin)), "basic " + strings.TrimPrefix(basic(plugin), "Basic "),
		basic(strings.ToUpper(plugin)), "Basic " + base64.RawStdEncoding.EncodeToString([]byte(plugin)),
	} {
		if w := ask(options(), "POST", "/api/in", "Authorization", form); w.Body.String() != "inside /api/in" {
			t.Errorf("%s: %d %s", form, w.Code, w.Body)
		}
	}
	if w := ask(options(), "POST", "/api/in?api_key="+plugin); w.Code != 200 {
		t.Errorf("in the query: %d %s", w.Code, w.Body)
	}
}

// The attacks that got through to the neighbours, and the plain mistakes.
func TestTheWalls(t *testing.T) {
	key := basic(plugin)
	for name, c := range map[string]struct {
		method, target string
		set            []string
		want           int
	}{
		"no key":                           {"POST", "/api/in", nil, 401},
		"another key":                      {"POST", "/api/in", []string{"Authorization", basic("waka_11111111-2222-4333-8444-000000000000")}, 401},
		"a revoked key":                    {"POST", "/api/in", []string{"Authorization", basic(spent)}, 401},
		"the name of a key":                {"POST", "/api/in", []string{"Authorization", basic("plugin")}, 401},
		"nonsense for a key":               {"POST", "/api/in", []string{"Authorization", "Basic %%%"}, 401},
		"another host":                     {"POST", "/api/in", []string{"Authorization", key, "Host", "evil.example"}, 421},
		"another host at our port":         {"POST", "/api/in", []string{"Authorization", key, "Host", "evil.example:7717"}, 421},
		"our host at another port":         {"POST", "/api/in", []string{"Authorization", key, "Host", "127.0.0.1:80"}, 421},
		"no port":                          {"POST", "/api/in", []string{"Authorization", key, "Host", "127.0.0.1"}, 421},
		"no host, of health":               {"GET", "/healthz", []string{"Host", "evil.example:7717"}, 421},
		"localhost":                        {"POST", "/api/in", []string{"Authorization", key, "Host", "LocalHost:7717"}, 200},
		"another site":                     {"POST", "/api/in", []string{"Authorization", key, "Origin", "https://evil.example"}, 403},
		"a page without a name":            {"POST", "/api/in", []string{"Authorization", key, "Origin", "null"}, 403},
		"our name at another port":         {"POST", "/api/in", []string{"Authorization", key, "Origin", "http://127.0.0.1:8000"}, 403},
		"our page by another of our names": {"POST", "/api/in", []string{"Authorization", key, "Origin", "http://localhost:7717"}, 403},
		"our own page":                     {"POST", "/api/in", []string{"Authorization", key, "Origin", "http://" + addr, "Sec-Fetch-Site", "same-origin"}, 200},
		"another site, only told":          {"GET", "/api/out", []string{"Authorization", basic(reader), "Sec-Fetch-Site", "cross-site"}, 403},
		"another port, only told":          {"GET", "/api/out", []string{"Authorization", basic(reader), "Sec-Fetch-Site", "same-site"}, 403},
		"typed into the browser":           {"GET", "/api/out", []string{"Authorization", basic(reader), "Sec-Fetch-Site", "none"}, 200},
		"an extension":                     {"POST", "/api/in", []string{"Authorization", key, "Origin", "chrome-extension://abc", "Sec-Fetch-Site", "cross-site"}, 200},
		"an extension without a key":       {"POST", "/api/in", []string{"Origin", "moz-extension://abc"}, 401},
		"an extension where it may not":    {"GET", "/pages/x", []string{"Authorization", basic(reader), "Origin", "chrome-extension://abc"}, 403},
		"two slashes without a key":        {"POST", "//api/in", nil, 401},
		"two slashes with one":             {"POST", "/api//in/", []string{"Authorization", key}, 200},
		"dots without a key":               {"POST", "/healthz/../api/in", nil, 401},
		"a key for putting in only":        {"GET", "/api/out", []string{"Authorization", key}, 403},
		"a key for reading only":           {"POST", "/api/in", []string{"Authorization", basic(reader)}, 403},
		"a wish is reading":                {"POST", "/api/wish", []string{"Authorization", basic(reader)}, 200},
		"a page, read":                     {"GET", "/pages/x", []string{"Authorization", basic(reader)}, 200},
		"a page, written with too little":  {"POST", "/pages/x", []string{"Authorization", basic(reader)}, 403},
		"no such path":                     {"GET", "/api/none", []string{"Authorization", key}, 404},
		"no such path, and no key":         {"GET", "/api/none", nil, 401},
		"no such method":                   {"GET", "/api/in", []string{"Authorization", key}, 405},
		"health":                           {"GET", "/healthz", nil, 200},
		"health from another site":         {"GET", "/healthz", []string{"Origin", "https://evil.example"}, 403},
		"preflight of another site":        {"OPTIONS", "/api/in", []string{"Origin", "https://evil.example", "Access-Control-Request-Method", "POST"}, 403},
	} {
		w := ask(options(), c.method, c.target, c.set...)
		if w.Code != c.want {
			t.Errorf("%s: %d %s, want %d", name, w.Code, w.Body, c.want)
		}
		if w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("X-Frame-Options") != "DENY" {
			t.Errorf("%s: the answer may be kept or framed", name)
		}
		if c.want != 200 && strings.Contains(w.Body.String(), "inside") {
			t.Errorf("%s: it was inside", name)
		}
		if allowed := w.Header().Get("Access-Control-Allow-Origin"); allowed != "" && !strings.HasSuffix(allowed, "-extension://abc") {
			t.Errorf("%s: %q may read the answer", name, allowed)
		}
	}
}

// An extension's browser asks first; it is told its own origin, never "*".
func TestAnExtensionIsLetIn(t *testing.T) {
	o := options()
	const origin = "chrome-extension://abc"
	w := ask(o, "OPTIONS", "/api/in", "Origin", origin, "Access-Control-Request-Method", "POST")
	if w.Code != 204 && w.Code != 200 || w.Header().Get("Access-Control-Allow-Origin") != origin || w.Header().Get("Access-Control-Allow-Credentials") != "" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
}

// A browser comes in by a link that works once; its session opens everything,
// but not to an extension, and not for ever.
func TestASessionIsOpenedByALink(t *testing.T) {
	o := options()
	now := when.Unix(1_795_000_000)
	o.Sessions = serve.NewSessions(7, "bname", func() when.Instant { return now })
	link := o.Sessions.Link()
	w := ask(o, "GET", link, "Host", host, "Sec-Fetch-Site", "cross-site")
	cookies := w.Result().Cookies()
	if w.Code != 200 || len(cookies) != 1 || !cookies[0].HttpOnly || cookies[0].SameSite != http.SameSiteStrictMode {
		t.Fatalf("%d %+v", w.Code, cookies)
	}
	cookie := cookies[0].Name + "=" + cookies[0].Value
	for _, method := range []string{"GET", "POST"} {
		if w := ask(o, method, "/pages/x", "Host", host, "Cookie", cookie, "Origin", "http://"+host); w.Code != 200 {
			t.Errorf("%s: %d %s", method, w.Code, w.Body)
		}
	}
	if w := ask(o, "POST", "/api/in", "Host", host, "Cookie", cookie, "Origin", "chrome-extension://abc"); w.Code != 401 {
		t.Errorf("an extension rides on the session: %d", w.Code)
	}
	if w := ask(o, "GET", link); w.Code != 403 {
		t.Errorf("a link works twice: %d", w.Code)
	}
	late := o.Sessions.Link()
	now += 13 * when.Hour
	if w := ask(o, "GET", "/pages/x", "Host", host, "Cookie", cookie); w.Code != 401 {
		t.Errorf("a session of yesterday is open: %d", w.Code)
	}
	if w := ask(o, "GET", late); w.Code != 403 {
		t.Errorf("a link of yesterday works: %d", w.Code)
	}
	if w := ask(o, "GET", "/login?code="); w.Code != 403 {
		t.Errorf("no code: %d", w.Code)
	}
}

// A key that may read and write gets a link for a browser; no other does, and a
// session makes no further one.
func TestALinkIsAskedForWithAKey(t *testing.T) {
	o := options()
	o.Sessions = serve.NewSessions(7, "bname", o.Now)
	w := ask(o, "POST", "/login", "Authorization", "Bearer "+full)
	link := strings.TrimSpace(w.Body.String())
	if w.Code != 200 || !strings.HasPrefix(link, "/login?code=") {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	w = ask(o, "GET", link, "Host", host)
	if w.Code != 200 {
		t.Errorf("the link does not work: %d", w.Code)
	}
	cookie := w.Result().Cookies()[0]
	for what, header := range map[string][]string{
		"no key": nil, "a key for plugins": {"Authorization", "Bearer " + plugin}, "a key that only reads": {"Authorization", "Bearer " + reader}, "a key that only writes": {"Authorization", "Bearer " + writer}, "a session": {"Host", host, "Cookie", cookie.Name + "=" + cookie.Value},
		"another site": {"Authorization", "Bearer " + full, "Origin", "http://evil.example"},
	} {
		if w := ask(o, "POST", "/login", header...); w.Code < 400 {
			t.Errorf("%s: %d %s", what, w.Code, w.Body)
		}
	}
}

// Whoever opens a page without having logged in is shown the door; a program is
// refused as before.
func TestTheDoor(t *testing.T) {
	o := options()
	o.Sessions = serve.NewSessions(7, "bname", o.Now)
	o.Door = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprint(w, "knock")
	})
	if w := ask(o, "GET", "/pages/x", "Accept", "text/html"); w.Code != 401 || w.Body.String() != "knock" {
		t.Errorf("a browser: %d %s", w.Code, w.Body)
	}
	if w := ask(o, "GET", "/pages/x"); w.Code != 401 || !strings.Contains(w.Body.String(), "no such key") {
		t.Errorf("a program: %d %s", w.Code, w.Body)
	}
}

func TestAStoreThatIsAway(t *testing.T) {
	o := options()
	o.Keys = ring{broken: errors.New("locked")}
	if w := ask(o, "POST", "/api/in", "Authorization", basic(plugin)); w.Code != 503 || strings.Contains(w.Body.String(), "locked") {
		t.Errorf("%d %s", w.Code, w.Body) // 401 would make the client ask for another key
	}
}

// running starts a server and gives its address and a way to stop it.
func running(t *testing.T, o serve.Options) (url string, stop func() error) {
	t.Helper()
	o.Addr = "127.0.0.1:0"
	ctx, cancel := context.WithCancel(t.Context())
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- serve.Run(ctx, o, func(url string) { ready <- url }) }()
	select {
	case url = <-ready:
	case err := <-ended:
		t.Fatalf("it does not start: %v", err)
	}
	stopped := false
	stop = func() error {
		if stopped {
			return nil
		}
		stopped = true
		cancel()
		return <-ended
	}
	t.Cleanup(func() { _ = stop() })
	return url, stop
}

// What is under way when the server is told to stop comes to its end.
func TestItDrains(t *testing.T) {
	o := options()
	begun, goOn := make(chan bool), make(chan bool)
	o.Rooms[0].Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun <- true
		<-goOn
		fmt.Fprint(w, "kept")
	})
	url, stop := running(t, o)
	answer := make(chan string, 1)
	go func() {
		r, err := http.Post(url+"/api/in?api_key="+plugin, "", nil)
		if err != nil {
			answer <- err.Error()
			return
		}
		defer r.Body.Close()
		text, _ := io.ReadAll(r.Body)
		answer <- string(text)
	}()
	<-begun
	stopped := make(chan error, 1)
	go func() { stopped <- stop() }()
	for { // until it takes no more
		c, err := net.DialTimeout("tcp", strings.TrimPrefix(url, "http://"), time.Second)
		if err != nil {
			break
		}
		c.Close()
	}
	goOn <- true
	if got := <-answer; got != "kept" {
		t.Errorf("what was under way got %q", got)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

// Thousands of connections that say nothing, or begin a request and do not end it, do
// not keep another client out, with a key or without.
func TestAThousandHeldConnections(t *testing.T) {
	for name, begins := range map[string]string{
		"silent":                   "",
		"answered, then silent":    "GET /healthz HTTP/1.1\r\nHost: ADDR\r\n\r\n",
		"half a header":            "GET /pages/x HT",
		"headers without an end":   "POST /api/in HTTP/1.1\r\nHost: ADDR\r\nX: y\r\n",
		"no key, no body":          "POST /api/in HTTP/1.1\r\nHost: ADDR\r\nContent-Length: 100\r\n\r\n",
		"another host, no body":    "POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 100\r\n\r\n",
		"chunks without an end":    "POST /api/in?api_key=" + plugin + " HTTP/1.1\r\nHost: ADDR\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n",
		"a key, half a body":       "POST /api/in?api_key=" + plugin + " HTTP/1.1\r\nHost: ADDR\r\nContent-Length: 100\r\n\r\nhalf",
		"asks whether to continue": "POST /api/in?api_key=" + plugin + " HTTP/1.1\r\nHost: ADDR\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			url, _ := running(t, options())
			at := strings.TrimPrefix(url, "http://")
			open := held(t, at, strings.ReplaceAll(begins, "ADDR", at), 1000)
			client := http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
			for range 5 {
				r, err := client.Post(url+"/api/in?api_key="+plugin, "", nil)
				if err != nil || r.StatusCode != 200 {
					t.Fatalf("%v %v", r, err)
				}
				r.Body.Close()
			}
			closed, soon := 0, time.Now().Add(2*time.Second) // before they are closed for being slow
			for _, c := range open[:400] {                   // the first ones had to go
				c.SetReadDeadline(soon)
				if _, err := io.Copy(io.Discard, c); err == nil || !isTimeout(err) {
					closed++
				}
			}
			if closed != 400 {
				t.Errorf("of the first 400 connections %d were closed", closed)
			}
		})
	}
}

// A request that is there as a whole is answered, however many connections come after it;
// a refusal ends its connection without waiting for the body it was promised.
func TestARequestAtWorkIsNotCut(t *testing.T) {
	o, at, go1 := options(), make(chan bool), make(chan bool)
	o.Rooms = append(o.Rooms, serve.Room{Paths: []string{"POST /slow"}, Scope: policy.Ingest, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		at <- true
		<-go1
		fmt.Fprint(w, "inside")
	})})
	url, _ := running(t, o)
	ended := make(chan error, 1)
	go func() {
		r, err := http.Post(url+"/slow?api_key="+plugin, "", strings.NewReader("a body"))
		if err == nil {
			err = r.Body.Close()
		}
		ended <- err
	}()
	<-at
	held(t, strings.TrimPrefix(url, "http://"), "", 1000)
	close(go1)
	if err := <-ended; err != nil {
		t.Errorf("it was cut: %v", err)
	}
	if w := ask(options(), "POST", "/api/in"); w.Code != http.StatusUnauthorized || w.Header().Get("Connection") != "close" {
		t.Errorf("a refusal: %d %v", w.Code, w.Header())
	}
}

// held are connections that begin like this and then say nothing more.
func held(t *testing.T, at, begins string, n int) (open []net.Conn) {
	t.Helper()
	for range n {
		c, err := net.Dial("tcp", at)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		_, _ = io.WriteString(c, begins) // one that was closed already is one of those that had to go
		open = append(open, c)
	}
	return open
}

func isTimeout(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout()
}

func TestWhereItDoesNotServe(t *testing.T) {
	for where, kind := range map[string]fault.Kind{
		"0.0.0.0:0": fault.NotAllowed, ":0": fault.NotAllowed, "192.0.2.1:80": fault.NotAllowed, "127.0.0.1": fault.Usage, "127.0.0.1:x": fault.Failed,
	} {
		o := options()
		o.Addr = where
		ctx, cancel := context.WithCancel(t.Context())
		err := serve.Run(ctx, o, func(url string) {
			t.Errorf("%s: serves at %s", where, url)
			cancel()
		})
		cancel()
		if fault.KindOf(err) != kind {
			t.Errorf("%s: %v", where, err)
		}
	}
}

func TestABodyThatIsTooLarge(t *testing.T) {
	r := httptest.NewRequest("POST", "/api/in?api_key="+plugin, strings.NewReader(strings.Repeat("a", 16<<20+1)))
	r.Host = addr
	w := httptest.NewRecorder()
	serve.Handler(options()).ServeHTTP(w, r)
	if w.Code != 413 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// Large bodies are read one after the other, so that memory does not grow with those
// who send them; small ones need not wait.
func TestLargeBodiesQueue(t *testing.T) {
	o := options()
	begun, goOn := make(chan bool, 10), make(chan bool)
	o.Rooms[0].Handler = http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		begun <- true
		if r.ContentLength > 100 {
			<-goOn
		}
	})
	h := serve.Handler(o)
	post := func(size int) {
		r := httptest.NewRequest("POST", "/api/in?api_key="+plugin, strings.NewReader(strings.Repeat("a", size)))
		r.Host = addr
		h.ServeHTTP(httptest.NewRecorder(), r)
	}
	var all sync.WaitGroup
	for range 5 {
		all.Go(func() { post(2 << 20) })
	}
	<-begun
	post(10)
	<-begun
	select {
	case <-begun:
		t.Error("a second large body is read beside the first")
	case <-time.After(50 * time.Millisecond):
	}
	close(goOn)
	all.Wait()
	if len(begun) != 4 {
		t.Errorf("%d of the other four were read", len(begun))
	}
}
