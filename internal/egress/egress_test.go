package egress

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/secret"
)

const planted = "planted-5ecret-b81c"

var ana = Login{User: "ana", Secret: secret.New(planted)}

// told is what a server was told by one request.
type told struct{ method, path, body, auth string }

// recorder is a server that notes what it is told and answers with answer.
func recorder(t *testing.T, answer func(http.ResponseWriter, *http.Request)) (*httptest.Server, *[]told) {
	var log []told
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		log = append(log, told{r.Method, r.URL.Path, string(body), r.Header.Get("Authorization")})
		answer(w, r)
	}))
	t.Cleanup(s.Close)
	return s, &log
}

func client(t *testing.T, address string, login Login) *Client {
	t.Helper()
	c, err := New(address, login)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func (c *Client) try(t *testing.T, method, address string) (*Answer, string, error) {
	t.Helper()
	a, err := c.Do(t.Context(), Request{Method: method, URL: address, Body: []byte("body"), Limit: 1 << 20})
	if err != nil {
		return nil, "", err
	}
	b, err := a.All()
	return a, string(b), err
}

func TestRedirectsKeepMethodBodyAndLogin(t *testing.T) {
	for _, status := range []int{301, 302, 307, 308} {
		s, log := recorder(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/a" {
				w.Header().Set("Location", "/b")
				w.WriteHeader(status)
			}
		})
		a, _, err := client(t, s.URL, ana).try(t, "PROPFIND", s.URL+"/a")
		if err != nil || a.Status != 200 || a.URL.Path != "/b" {
			t.Fatalf("%d: %+v, %v", status, a, err)
		}
		for i, path := range []string{"/a", "/b"} {
			if got := (*log)[i]; got.method != "PROPFIND" || got.body != "body" || got.path != path || got.auth == "" {
				t.Errorf("%d: request %d was %+v", status, i, got)
			}
		}
	}
}

func TestALoginStaysWithItsServer(t *testing.T) {
	other, heard := recorder(t, func(http.ResponseWriter, *http.Request) {})
	s, _ := recorder(t, func(w http.ResponseWriter, _ *http.Request) {
		http.Redirect(w, &http.Request{Method: "HEAD", URL: &url.URL{Path: "/"}}, other.URL+"/there", http.StatusTemporaryRedirect)
	})
	for _, login := range []Login{ana, {Secret: secret.New(planted)}} {
		*heard = nil
		if _, _, err := client(t, s.URL, login).try(t, "REPORT", s.URL+"/a"); err != nil {
			t.Fatal(err)
		}
		if len(*heard) != 1 || (*heard)[0].auth != "" || (*heard)[0].method != "REPORT" {
			t.Errorf("the other server heard %+v", *heard)
		}
	}
}

func TestRedirectsThatAreNotFollowed(t *testing.T) {
	for name, location := range map[string]string{"in circles": "/a", "to nowhere": "", "to a file": "file:///etc/passwd", "to a password": "http://u:p@127.0.0.1/"} {
		s, log := recorder(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", location)
			w.WriteHeader(http.StatusFound)
		})
		if _, _, err := client(t, s.URL, ana).try(t, "PROPFIND", s.URL+"/a"); err == nil && name != "to a password" {
			t.Errorf("%s: no error", name)
		}
		if len(*log) > maxRedirects+1 {
			t.Errorf("%s: %d requests", name, len(*log))
		}
	}
	s := httptest.NewTLSServer(http.RedirectHandler("http://192.0.2.1/", http.StatusFound))
	defer s.Close()
	c := client(t, s.URL, ana)
	c.http.Transport = s.Client().Transport
	if _, _, err := c.try(t, "GET", s.URL); err == nil || !strings.Contains(err.Error(), "must not be followed") {
		t.Errorf("from https to http: %v", err)
	}
	s2, log := recorder(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "/b")
		w.WriteHeader(http.StatusSeeOther)
	})
	if _, _, err := client(t, s2.URL, ana).try(t, "PROPFIND", s2.URL+"/a"); err == nil || len(*log) != 1 {
		t.Errorf("a PROPFIND was answered elsewhere: %v, %d requests", err, len(*log))
	}
}

func TestAPasswordIsNotSentInTheClear(t *testing.T) {
	for address, fine := range map[string]bool{
		"https://dav.example.org": true, "http://127.0.0.1:5232/": true, "http://localhost/x": true, "http://[::1]:80/": true,
		"http://dav.example.org": false, "http://192.168.1.4:5232/": false, "http://localhost.example.org": false,
		"http://127.0.0.1.example.org/": false, "HTTP://DAV.example.org": false,
	} {
		_, err := New(address, ana)
		if (err == nil) != fine || err != nil && (fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "not encrypted")) {
			t.Errorf("%s: %v", address, err)
		}
		if _, err := New(address, Login{}); err != nil {
			t.Errorf("%s without a login: %v", address, err)
		}
	}
}

func TestAddresses(t *testing.T) {
	for address, want := range map[string]string{
		"webcal://Example.org/a.ics": "https://example.org/a.ics", "https://example.org": "https://example.org/",
		"HTTPS://example.org/A#x": "https://example.org/A", "ftp://example.org/": "", "/home/a.ics": "", "https://": "", "": "",
		"https://u:" + planted + "@example.org/": "",
	} {
		u, err := Parse(address)
		got := ""
		if err == nil {
			got = u.String()
		} else if strings.Contains(err.Error()+fmt.Sprintf("%+v", err), planted) {
			t.Errorf("the error repeats the password: %v", err)
		}
		if got != want {
			t.Errorf("%q is %q, want %q", address, got, want)
		}
	}
}

func TestShown(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org/feeds/holidays-2026-germany.ics":                                                "https://example.org/feeds/holidays-2026-germany.ics",
		"https://dav.example.org/remote.php/dav/calendars/ann/work/":                                         "https://dav.example.org/remote.php/dav/calendars/ann/work/",
		"webcal://example.org/a.ics":                                                                         "https://example.org/a.ics",
		"https://ann@example.org/a.ics":                                                                      "https://example.org/a.ics",
		"https://example.org/ical/ann%40example.org/private-abc/basic.ics":                                   "https://example.org/ical/ann%40example.org/…/basic.ics#",
		"https://example.org/owa/0a1b2c3d4e5f60718293a4b5c6d7e8f9@example.org/0a1b2c3d4e5f60718293/calendar": "https://example.org/owa/…/…/calendar#",
		"https://example.org/u/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9/x.ics":                                   "https://example.org/u/…/x.ics#",
		"https://example.org/x.ics?token=" + planted:                                                         "https://example.org/x.ics#",
	} {
		got := Shown(address)
		shown, hash, hidden := strings.Cut(got, "#")
		if want, end, _ := strings.Cut(want, "#"); shown != want || hidden != strings.HasSuffix(address, planted) && hidden != strings.Contains(want, "…") || end != "" || hidden && len(hash) != 8 {
			t.Errorf("%s is shown as %s, want %s", address, got, want)
		}
		if strings.Contains(got, planted) {
			t.Errorf("%s shows its key", got)
		}
	}
	if Shown("https://example.org/?a=1") == Shown("https://example.org/?a=2") {
		t.Error("two addresses look the same")
	}
}

func TestRetryAfterIsHonouredWithinBounds(t *testing.T) {
	for _, c := range []struct {
		status        int
		after         string
		asked, waited int
	}{
		{429, "2", maxTries, 2 * (maxTries - 1)},
		{503, "2", maxTries, 2 * (maxTries - 1)},
		{503, "Sat, 21 Nov 2026 10:00:03 GMT", maxTries, 3 * (maxTries - 1)},
		{503, "", 1, 0},
		{503, "3600", 1, 0},
		{503, "-5", maxTries, 0},
		{500, "2", 1, 0},
		{401, "2", 1, 0},
		{403, "2", 1, 0},
	} {
		s, log := recorder(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Date", "Sat, 21 Nov 2026 10:00:00 GMT")
			w.Header().Set("Retry-After", c.after)
			w.WriteHeader(c.status)
		})
		cl := client(t, s.URL, ana)
		waited := time.Duration(0)
		cl.wait = func(_ context.Context, d time.Duration) error { waited += d; return nil }
		a, _, err := cl.try(t, "PROPFIND", s.URL)
		if err != nil || a.Status != c.status || len(*log) != c.asked || waited != time.Duration(c.waited)*time.Second {
			t.Errorf("%d after %q: %v, asked %d times, waited %v", c.status, c.after, err, len(*log), waited)
		}
	}
}

func TestTheAnswerIsBounded(t *testing.T) {
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, _ = z.Write(make([]byte, 64<<20)) // 64 kB on the wire
	z.Close()
	for name, answer := range map[string]http.HandlerFunc{
		"long": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 2<<20)) },
		"a bomb": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(zipped.Bytes())
		},
	} {
		s, _ := recorder(t, answer)
		_, body, err := client(t, s.URL, ana).try(t, "GET", s.URL)
		if _, ok := errors.AsType[TooLong](err); !ok || len(body) > 1<<20 {
			t.Errorf("%s: %d bytes, %v", name, len(body), err)
		}
	}
	s, _ := recorder(t, func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			t.Error("gzip is not asked for")
		}
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		_, _ = z.Write(make([]byte, 1<<20))
		z.Close()
	})
	if _, body, err := client(t, s.URL, ana).try(t, "GET", s.URL); err != nil || len(body) != 1<<20 {
		t.Errorf("a zipped answer of just the limit: %d bytes, %v", len(body), err)
	}
}

// TestNothingShowsTheLogin makes requests fail in many ways and looks for the
// password and for the address, which may be a secret too.
func TestNothingShowsTheLogin(t *testing.T) {
	s, _ := recorder(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/cut/" + planted:
			w.Header().Set("Content-Length", "100")
		case "/hang/" + planted:
			panic(http.ErrAbortHandler)
		default:
			w.WriteHeader(http.StatusUnauthorized)
		}
	})
	c := client(t, s.URL, ana)
	for _, address := range []string{
		s.URL + "/cut/" + planted, s.URL + "/hang/" + planted, s.URL + "/no/" + planted + "?key=" + planted,
		"http://127.0.0.1:1/" + planted, "http://" + planted + "@127.0.0.1:1/", "http://u:" + planted + "@127.0.0.1:1/", "nonsense " + planted,
	} {
		a, _, err := c.try(t, "GET", address)
		if err == nil {
			err = a.Fault("sign in again")
		}
		if strings.Contains(fmt.Sprintf("%v %+v %#v", err, err, err), planted) {
			t.Errorf("%s: %v", address, err)
		}
	}
	if strings.Contains(fmt.Sprintf("%v %+v %#v", ana, c, *c), planted) {
		t.Error("the client shows its login")
	}
}

func TestWhatAPersonIsTold(t *testing.T) {
	for _, c := range []struct {
		status int
		ways   string
		login  Login
		want   string
	}{
		{401, "Basic realm=x", ana, "refused the user name or the password"},
		{401, "", ana, "refused the user name or the password"},
		{401, "Basic realm=x", Login{}, "needs a password or a key"},
		{401, "Digest realm=x", ana, "a way of signing in that Backsight does not support (digest)"},
		{403, "", ana, "does not give you access"},
		{429, "", ana, "too busy"},
		{507, "", ana, "507 Insufficient Storage"},
	} {
		s, _ := recorder(t, func(w http.ResponseWriter, _ *http.Request) {
			if c.ways != "" {
				w.Header().Set("WWW-Authenticate", c.ways)
			}
			w.WriteHeader(c.status)
		})
		a, _, err := client(t, s.URL, c.login).try(t, "GET", s.URL)
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Fault("again"); !strings.Contains(got.Error(), c.want) || got.Kind != fault.Incomplete {
			t.Errorf("%d %q: %v", c.status, c.ways, got)
		}
	}
}

func TestAStoppedRequestSaysSo(t *testing.T) {
	var asked atomic.Int32
	s, _ := recorder(t, func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		w.Header().Set("Retry-After", "20")
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	_, err := client(t, s.URL, ana).Do(ctx, Request{Method: "GET", URL: s.URL, Limit: 1})
	if !errors.Is(err, context.DeadlineExceeded) || asked.Load() != 1 {
		t.Errorf("%v after %d requests", err, asked.Load())
	}
}

// TestTheUserOfAnAddressStaysHere: a name before the host is for finding the password, and
// no login of its own.
func TestTheUserOfAnAddressStaysHere(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, r.Header.Get("Authorization"))
	}))
	defer s.Close()
	address := strings.Replace(s.URL, "http://", "http://ann@", 1)
	c, err := New(address, Login{})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	a, err := c.Do(t.Context(), Request{Method: "GET", URL: address, Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	if text, err := a.All(); err != nil || len(text) > 0 {
		t.Errorf("the server was told %q, %v", text, err)
	}
}
