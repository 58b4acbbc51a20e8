package serving

import (
	"bufio"
	"context"
	"encoding/base64"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/config"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/surface/serve"
	"github.com/backsight/backsight/internal/surface/serve/waka"
)

var update = flag.Bool("update", false, "write the table of routes anew")

// keyOf is the key of a test that opens one scope.
func keyOf(s policy.Scope) string {
	return fmt.Sprintf("waka_11111111-2222-4333-8444-%012d", 1+slices.Index(policy.Scopes(), s))
}

// each is a key for each scope alone, and one that was revoked.
type each struct{}

const revoked = "waka_11111111-2222-4333-8444-999999999999"

func (each) TokenOf(_ context.Context, hash [32]byte) (policy.Token, bool, error) {
	for _, s := range policy.Scopes() {
		if hash == policy.HashOf(keyOf(s)) {
			return policy.Token{Name: string(s), Hash: hash, Scopes: []policy.Scope{s}}, true, nil
		}
	}
	if hash == policy.HashOf(revoked) {
		return policy.Token{Scopes: policy.Scopes(), Revoked: 1}, true, nil
	}
	return policy.Token{}, false, nil
}

const wallsAddr = "127.0.0.1:7717"

// walled is the whole server with its walls and every route, but with nothing behind
// them: whoever comes through is told so.
func walled(t *testing.T) serve.Options {
	t.Helper()
	home := t.TempDir()
	env := func(name string) string { return map[string]string{"HOME": home, "BACKSIGHT_HOME": home}[name] }
	now := func() when.Instant { return when.Unix(1_795_000_000) }
	d, err := desk.Options{Env: env, Now: now, Folders: desk.FoldersOf(env), Settings: config.Default()}.Open(t.Context(), ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	s := &Server{Desk: d, Addr: wallsAddr, Zone: time.UTC, Log: slog.New(slog.DiscardHandler), Errors: slog.New(slog.DiscardHandler)}
	rooms, err := s.rooms(&waka.API{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range rooms {
		rooms[i].Handler = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, came) })
	}
	o := s.options(rooms)
	o.Keys = each{}
	return o
}

// came is what somebody is told who came through.
const came = "came through"

// request is one request, of somebody who writes whatever they like.
type request struct {
	method, path string
	header       []string // name, value, …; "Host" too
}

func (q request) ask(o serve.Options) (status int, through bool) {
	r := httptest.NewRequest(q.method, "http://"+wallsAddr+"/", strings.NewReader("{}"))
	r.URL.Path, r.URL.RawQuery, _ = strings.Cut(q.path, "?")
	r.RequestURI = q.path
	for i := 0; i+1 < len(q.header); i += 2 {
		if r.Header.Add(q.header[i], q.header[i+1]); q.header[i] == "Host" {
			r.Host = q.header[i+1]
		}
	}
	w := httptest.NewRecorder()
	serve.Handler(o).ServeHTTP(w, r)
	return w.Code, strings.Contains(w.Body.String(), came)
}

func bearer(s policy.Scope) []string { return []string{"Authorization", "Bearer " + keyOf(s)} }

var wild = regexp.MustCompile(`\{[^}]*\}`)

// tried is a path that fits a pattern of the mux.
func tried(pattern string) string {
	return wild.ReplaceAllStringFunc(pattern, func(part string) string {
		switch part {
		case "{$}":
			return ""
		case "{kind}":
			return "energy"
		}
		return "x"
	})
}

// routes is what each route takes, a line each: the method, the pattern, and the scopes
// whose keys open it alone.
func routes(o serve.Options) (lines []string) {
	for _, room := range o.Rooms {
		for _, pattern := range room.Paths {
			method, path, found := strings.Cut(pattern, " ")
			if !found {
				method, path = "*", pattern
			}
			for by := range strings.FieldsSeq(strings.ReplaceAll(method, "*", "GET POST")) {
				opens := []string{}
				for _, s := range policy.Scopes() {
					if _, through := (request{by, tried(path), bearer(s)}).ask(o); through {
						opens = append(opens, string(s))
					}
				}
				lines = append(lines, fmt.Sprintf("%-6s %-62s %s", by, path, strings.Join(opens, " ")))
			}
		}
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

// TestEveryRouteTakesItsScope: the table of testdata/routes.txt holds every route with the
// scopes that open it. A route that is new, gone, or opened by another key is looked at by
// somebody before it is written there.
func TestEveryRouteTakesItsScope(t *testing.T) {
	got := strings.Join(routes(walled(t)), "\n") + "\n"
	file := filepath.Join("testdata", "routes.txt")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the routes changed (-update writes them, once somebody has looked):\n%s", diff)
	}
}

// doors are routes of each kind, each with the scope that opens it.
var doors = []struct {
	method, path string
	scope        policy.Scope
}{
	{"GET", "/drift.json", policy.Read},
	{"GET", "/", policy.Read},
	{"POST", "/reference/fix", policy.Write},
	{"POST", "/api/v1/users/current/heartbeats.bulk", policy.Ingest},
	{"GET", "/api/v1/users/current/summaries", policy.Read},
	{"GET", "/api/v1/users/current/statusbar/today", policy.Status},
	{"POST", "/api/record/energy", policy.Say},
	{"GET", "/api/record/energy", policy.Read},
	{"DELETE", "/api/record/reference/x", policy.Write},
}

// forged are requests none of which may come through.
func forged() (list map[string]request) {
	list = map[string]request{}
	add := func(kind string, q request) {
		list[fmt.Sprintf("%s %s %s %.60q", kind, q.method, q.path, q.header)] = q
	}
	for _, d := range doors {
		key := bearer(d.scope)
		with := func(more ...string) []string { return append(slices.Clone(key), more...) }
		for _, host := range []string{
			"", "evil.example", "evil.example:7717", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:77170", "127.0.0.2:7717", "0.0.0.0:7717", "[::]:7717",
			"localhost.evil.example:7717", "127.0.0.1.evil.example:7717", "2130706433:7717", "127.1:7717", "localhost.:7717", "other.localhost:7717",
			"127.0.0.1:7717@evil.example", "user@127.0.0.1:7717", "127.0.0.1:7717,evil.example", "127.0.0.1:7717 ", "127.0.0.1:07717",
		} {
			add("host", request{d.method, d.path, with("Host", host)})
		}
		for _, origin := range []string{
			"null", "https://evil.example", "http://127.0.0.1", "http://127.0.0.1:8000", "https://127.0.0.1:7717", "http://localhost:7717", "http://evil.localhost:7717",
			"http://127.0.0.1:7717.evil.example", "file://", "http://127.0.0.1:7717/", "HTTP://127.0.0.1:7717", "chrome-extension://", "moz-extension://a/b",
		} {
			add("origin", request{d.method, d.path, with("Origin", origin)})
		}
		for _, site := range []string{"cross-site", "same-site", "Cross-Site", "nonsense"} {
			add("site", request{d.method, d.path, with("Sec-Fetch-Site", site)})
		}
		for _, s := range policy.Scopes() {
			if t := (policy.Token{Scopes: []policy.Scope{s}}); !t.Opens(d.scope) {
				add("scope", request{d.method, d.path, bearer(s)})
			}
		}
		for _, credential := range []string{
			"", "Bearer", "Bearer " + revoked, "Basic " + base64.StdEncoding.EncodeToString([]byte(revoked)), "Basic " + base64.StdEncoding.EncodeToString([]byte("browser:x")),
			"Bearer " + strings.TrimPrefix(keyOf(d.scope), "waka_")[:35], "Bearer " + keyOf(d.scope) + "0", "Token " + keyOf(d.scope), "Backsight a.b", "Bearer waka_" + strings.Repeat("0", 36),
		} {
			add("credential", request{d.method, d.path, []string{"Authorization", credential}})
		}
		for _, path := range []string{"/" + d.path, d.path + "/", "/healthz/.." + d.path, "/." + d.path, "/login/.." + d.path, "/static/.." + d.path, d.path + "?api_key=x"} {
			add("path without a key", request{d.method, path, nil})
		}
		add("method override", request{"GET", d.path, append(bearer(policy.Ingest), "X-HTTP-Method-Override", d.method)})
		add("forwarded host", request{d.method, d.path, with("Host", "evil.example", "X-Forwarded-Host", wallsAddr, "Forwarded", "host="+wallsAddr)})
		add("cookie", request{d.method, d.path, []string{"Cookie", "backsight=x; backsight-x=y"}})
	}
	for _, method := range []string{"PUT", "PATCH", "TRACE", "CONNECT", "HEAD", "OPTIONS", "PROPFIND", "get", "POSTT", ""} {
		add("method", request{method, "/reference/fix", bearer(policy.Read)})
	}
	return list
}

// TestForgedRequests: of some hundred requests that others would have a browser or a
// program send, none comes through; each route opens to its own key all the same.
func TestForgedRequests(t *testing.T) {
	o := walled(t)
	for _, d := range doors {
		if status, through := (request{d.method, d.path, bearer(d.scope)}).ask(o); !through {
			t.Errorf("%s %s is not opened by its own key: %d", d.method, d.path, status)
		}
	}
	list := forged()
	const least = 280
	if len(list) < least {
		t.Fatalf("only %d requests are tried", len(list))
	}
	for name, q := range list {
		if status, through := q.ask(o); through || status < 300 {
			t.Errorf("%s: %d, through: %v", name, status, through)
		}
	}
}

// TestSmuggledRequests: what only the bytes on the wire can say brings no request in
// behind another's back, in an absolute form, or twice.
func TestSmuggledRequests(t *testing.T) {
	o := walled(t)
	o.Addr = "127.0.0.1:0"
	ctx, stop := context.WithCancel(t.Context())
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- serve.Run(ctx, o, func(url string) { ready <- url }) }()
	at := strings.TrimPrefix(<-ready, "http://")
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	key := "Authorization: Bearer " + keyOf(policy.Read) + "\r\n"
	inner := "GET /drift.json HTTP/1.1\r\nHost: " + at + "\r\n\r\n"
	for name, text := range map[string]string{
		"absolute form, another host":       "GET http://evil.example/drift.json HTTP/1.1\r\nHost: " + at + "\r\n" + key,
		"absolute form, no key":             "GET http://" + at + "/drift.json HTTP/1.1\r\nHost: " + at + "\r\n",
		"absolute form, host of another":    "GET https://evil.example:7717/drift.json HTTP/1.1\r\nHost: evil.example\r\n" + key,
		"two hosts":                         "GET /drift.json HTTP/1.1\r\nHost: " + at + "\r\nHost: evil.example\r\n" + key,
		"two hosts, the other first":        "GET /drift.json HTTP/1.1\r\nHost: evil.example\r\nHost: " + at + "\r\n" + key,
		"no host":                           "GET /drift.json HTTP/1.1\r\n" + key,
		"HTTP/1.0 without a host":           "GET /drift.json HTTP/1.0\r\n" + key,
		"length and chunks":                 "POST /healthz HTTP/1.1\r\nHost: " + at + "\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + inner,
		"two lengths":                       "POST /healthz HTTP/1.1\r\nHost: " + at + "\r\nContent-Length: 0\r\nContent-Length: 60\r\n\r\n" + inner,
		"chunks in another spelling":        "POST /healthz HTTP/1.1\r\nHost: " + at + "\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + inner,
		"a space before the colon":          "GET /drift.json HTTP/1.1\r\nHost: " + at + "\r\nAuthorization : Bearer " + keyOf(policy.Read) + "\r\n",
		"a line that goes on":               "GET /drift.json HTTP/1.1\r\nHost: evil.example\r\n " + at + "\r\n" + key,
		"a bare line feed":                  "GET /drift.json HTTP/1.1\nHost: " + at + "\n",
		"a key in the body of a refusal":    "POST /drift.json HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 200\r\n\r\nGET /drift.json HTTP/1.1\r\nHost: " + at + "\r\n" + key,
		"pipelined after a refusal, no key": "GET /drift.json HTTP/1.1\r\nHost: " + at + "\r\n\r\n" + inner,
		"upgrade":                           "GET /drift.json HTTP/1.1\r\nHost: " + at + "\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n",
	} {
		if got := sent(t, at, text+"\r\n"); strings.Contains(got, came) {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := sent(t, at, "GET /drift.json HTTP/1.1\r\nHost: "+at+"\r\nConnection: close\r\n"+key+"\r\n"); !strings.Contains(got, came) {
		t.Errorf("with a key and nothing odd: %q", got)
	}
}

// sent is what a server answers to bytes.
func sent(t *testing.T, at, text string) string {
	t.Helper()
	c, err := net.Dial("tcp", at)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := io.WriteString(c, text); err != nil {
		return err.Error()
	}
	if half, is := c.(*net.TCPConn); is {
		_ = half.CloseWrite() // so that it waits for no more
	}
	answer, _ := io.ReadAll(bufio.NewReader(c)) // cut off is an answer too
	return string(answer)
}
