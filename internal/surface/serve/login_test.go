package serve_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/surface/serve"
)

// entered follows a link at a host and gives what the browser then shows there: name
// and value of a header.
func entered(t *testing.T, o serve.Options, at string) (header []string) {
	t.Helper()
	w := ask(o, "GET", o.Sessions.Link(), "Host", at)
	if w.Code != http.StatusOK {
		t.Fatalf("the link answers %d at %s", w.Code, at)
	}
	if cookies := w.Result().Cookies(); len(cookies) > 0 {
		return []string{"Cookie", cookies[0].Name + "=" + cookies[0].Value}
	}
	to, err := url.Parse(strings.TrimPrefix(w.Header().Get("Refresh"), "0; url="))
	if err != nil || to.User == nil || to.Host != at || to.Path != "/enter" {
		t.Fatalf("it leads to %v, %v", to, err)
	}
	r := &http.Request{Header: http.Header{}}
	password, _ := to.User.Password()
	r.SetBasicAuth(to.User.Username(), password)
	return []string{"Authorization", r.Header.Get("Authorization")}
}

// A cookie goes to every port of its host. At a name that all programs of the machine
// answer to none is given, and none opens anything.
func TestNoCookieIsGivenToTheWholeMachine(t *testing.T) {
	o := options()
	cookie := entered(t, o, host)
	if cookie[0] != "Cookie" || !strings.HasPrefix(cookie[1], "backsight-bname=") {
		t.Fatalf("at the host of the pages: %q", cookie)
	}
	_, secret, _ := strings.Cut(cookie[1], "=")
	for _, at := range []string{addr, "localhost:7717", "[::1]:7717"} {
		password := entered(t, o, at)
		if password[0] != "Authorization" {
			t.Errorf("%s gives a cookie: %q", at, password)
		}
		if w := ask(o, "GET", "/pages/x", append(password, "Host", at)...); w.Code != http.StatusOK {
			t.Errorf("%s: its own session answers %d", at, w.Code)
		}
		if w := ask(o, "GET", "/pages/x", append(cookie, "Host", at)...); w.Code != http.StatusUnauthorized {
			t.Errorf("%s takes a cookie: %d", at, w.Code)
		}
		if w := ask(o, "GET", "/pages/x", append(password, "Host", host)...); w.Code != http.StatusUnauthorized {
			t.Errorf("the host of the pages takes the password of %s: %d", at, w.Code)
		}
		r := &http.Request{Header: http.Header{}}
		r.SetBasicAuth("browser", secret)
		if w := ask(o, "GET", "/pages/x", "Host", at, "Authorization", r.Header.Get("Authorization")); w.Code != http.StatusUnauthorized {
			t.Errorf("%s takes what a cookie held as a password: %d", at, w.Code)
		}
	}
}

// A name given with --host is no wall between ports either: over plain HTTP it gives no
// cookie, and takes none.
func TestANameWithoutTLSGivesNoCookie(t *testing.T) {
	o := options()
	o.Hosts = []string{"laptop.test", "bname.localhost.test"}
	cookie := entered(t, o, host)
	for _, name := range o.Hosts {
		at := name + ":7717"
		password := entered(t, o, at)
		if password[0] != "Authorization" {
			t.Errorf("%s gives a cookie: %q", at, password)
		}
		for path, header := range map[string][]string{"/pages/x": password, "/enter": password} {
			if w := ask(o, "GET", path, append(header, "Host", at)...); w.Code != http.StatusOK {
				t.Errorf("%s%s: its own session answers %d", at, path, w.Code)
			}
		}
		if w := ask(o, "GET", "/enter", "Host", at); w.Code != http.StatusUnauthorized || !strings.Contains(w.Header().Get("WWW-Authenticate"), "pages") {
			t.Errorf("%s asks for no password: %d %v", at, w.Code, w.Header())
		}
		if w := ask(o, "GET", "/pages/x", append(cookie, "Host", at)...); w.Code != http.StatusUnauthorized {
			t.Errorf("%s takes a cookie: %d", at, w.Code)
		}
	}
}

// Over TLS a name has cookies; the names of this machine have none even there.
func TestOverTLSANameHasCookies(t *testing.T) {
	o := options()
	o.Cert, o.CertKey, o.Hosts = "cert.pem", "key.pem", []string{"laptop.test", "other.localhost"}
	for name, many := range map[string]int{"laptop.test": 1, "other.localhost": 0, "localhost": 0, "127.0.0.1": 0} {
		w := ask(o, "GET", "https://"+name+":7717"+o.Sessions.Link(), "Host", name+":7717")
		if w.Code != http.StatusOK || len(w.Result().Cookies()) != many {
			t.Errorf("%s: %d, cookies %v", name, w.Code, w.Result().Cookies())
		}
	}
}

// The way in by a password asks for it once, so that a browser sends it from then on,
// and sends the browser to an address without it.
func TestABrowserIsAskedForItsPassword(t *testing.T) {
	o := options()
	if w := ask(o, "GET", "/enter"); w.Code != http.StatusUnauthorized || !strings.HasPrefix(w.Header().Get("WWW-Authenticate"), "Basic ") {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	if w := ask(o, "GET", "/enter", entered(t, o, addr)...); w.Code != http.StatusOK || w.Header().Get("Refresh") != "0; url=http://"+addr+"/" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	if w := ask(o, "GET", "/enter", "Host", host); w.Code != http.StatusUnauthorized || strings.Contains(w.Header().Get("WWW-Authenticate"), "pages") {
		t.Errorf("where there are cookies: %d %v", w.Code, w.Header())
	}
}

// Logging out ends all sessions and the links not used yet. It takes a session and a
// form of its own page.
func TestLoggingOutEndsAll(t *testing.T) {
	o := options()
	cookie, password, link := entered(t, o, host), entered(t, o, addr), o.Sessions.Link()
	for what, header := range map[string][]string{
		"nobody": {"Host", host}, "a cookie of another name": {"Host", host, "Cookie", "backsight=x"},
		"another site": append([]string{"Host", host, "Origin", "http://" + addr}, cookie...),
	} {
		if w := ask(o, "POST", "/logout", header...); w.Code < 400 {
			t.Errorf("%s: %d", what, w.Code)
		}
	}
	if w := ask(o, "GET", "/logout", append(cookie, "Host", host)...); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("a link logs out: %d", w.Code)
	}
	w := ask(o, "POST", "/logout", append(cookie, "Host", host, "Origin", "http://"+host)...)
	if w.Code != http.StatusOK || len(w.Result().Cookies()) != 1 || w.Result().Cookies()[0].MaxAge >= 0 {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
	if w := ask(o, "GET", "/pages/x", append(cookie, "Host", host)...); w.Code != http.StatusUnauthorized {
		t.Errorf("the cookie: %d", w.Code)
	}
	if w := ask(o, "GET", "/pages/x", password...); w.Code != http.StatusUnauthorized {
		t.Errorf("the password: %d", w.Code)
	}
	if w := ask(o, "GET", link, "Host", host); w.Code != http.StatusForbidden {
		t.Errorf("a link from before: %d", w.Code)
	}
}

// Whoever asks for many links throws nobody's away but the oldest.
func TestManyLinksLeaveTheNewestAlone(t *testing.T) {
	o := options()
	now := when.Unix(1_795_000_000)
	o.Sessions = serve.NewSessions(7, "bname", func() when.Instant { return now })
	var links []string
	for range 70 {
		now++
		links = append(links, o.Sessions.Link())
	}
	for i, link := range links {
		w := ask(o, "GET", link, "Host", host)
		if works := w.Code == http.StatusOK; works != (i >= 6) {
			t.Errorf("link %d of %d: %d", i, len(links), w.Code)
		}
	}
}

// A server proves that it left the proof, a program that it can read it; neither says
// it, and one answer is not the other.
func TestAServerAndAProgramProveThemselves(t *testing.T) {
	o := options()
	o.Proof = serve.NewProof()
	w := ask(o, "GET", "/healthz?prove=abc")
	answer := strings.TrimPrefix(strings.TrimSpace(w.Body.String()), "ok ")
	if w.Code != http.StatusOK || !o.Proof.Proves("abc", answer) || !regexp.MustCompile("^[0-9a-f]{64}$").MatchString(answer) {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if serve.NewProof().Proves("abc", answer) || o.Proof.Proves("abd", answer) || o.Proof.Proves("", "") || serve.Proof("").Proves("abc", "") {
		t.Error("another's answer proves it")
	}
	if w := ask(o, "POST", "/login", "Authorization", o.Proof.Program()); w.Code != http.StatusOK || !strings.HasPrefix(w.Body.String(), "/login?code=") {
		t.Errorf("a program of the person's: %d %s", w.Code, w.Body)
	}
	for what, claim := range map[string]string{
		"another proof": serve.NewProof().Program(), "no proof": serve.Proof("").Program(), "the server's answer": "Backsight abc." + answer,
		"nothing": "Backsight ", "a dot": "Backsight .",
	} {
		if w := ask(o, "POST", "/login", "Authorization", claim); w.Code != http.StatusUnauthorized {
			t.Errorf("%s: %d %s", what, w.Code, w.Body)
		}
	}
	o.Proof = ""
	if w := ask(o, "POST", "/login", "Authorization", serve.Proof("").Program()); w.Code != http.StatusUnauthorized {
		t.Errorf("a server without a proof: %d", w.Code)
	}
}

// A browser may ask from anywhere whether it finds the host of the pages, but not
// whether a server stands at the address that everybody knows.
func TestOnlyWhoKnowsTheNameMayKnock(t *testing.T) {
	o := options()
	w := ask(o, "GET", "/healthz", "Host", host, "Sec-Fetch-Site", "cross-site")
	if w.Code != http.StatusOK || w.Header().Get("Cross-Origin-Resource-Policy") != "cross-origin" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	if w := ask(o, "GET", "/healthz", "Sec-Fetch-Site", "cross-site"); w.Code != http.StatusForbidden {
		t.Errorf("at the address: %d", w.Code)
	}
	if w := ask(o, "GET", "/pages/x", "Host", host, "Sec-Fetch-Site", "cross-site"); w.Code != http.StatusForbidden {
		t.Errorf("another path: %d", w.Code)
	}
	for _, at := range []string{"other.localhost:7717", "bname.localhost:7718", "x.bname.localhost:7717"} {
		if w := ask(o, "GET", "/healthz", "Host", at); w.Code != http.StatusMisdirectedRequest {
			t.Errorf("%s: %d", at, w.Code)
		}
	}
}
