package caldav_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/secret"
	"github.com/backsight/backsight/internal/source/caldav"
)

// host is a server of which only the way to the calendars is there, as big ones
// have it. Pages are multistatus answers by path.
type host struct {
	*httptest.Server
	pages map[string]string
	moved map[string]string
	heard []string
}

func newHost(t *testing.T) *host {
	h := &host{pages: map[string]string{}, moved: map[string]string{}}
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		user, _, _ := r.BasicAuth()
		h.heard = append(h.heard, fmt.Sprintf("%s %s %s %v", r.Method, r.URL.Path, user, len(b) > 0))
		if to := h.moved[r.URL.Path]; to != "" {
			w.Header().Set("Location", to)
			w.WriteHeader(http.StatusMovedPermanently)
			return
		}
		page, ok := h.pages[r.Header.Get("Depth")+" "+r.URL.Path]
		if !ok || r.Method != "PROPFIND" {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		w.WriteHeader(http.StatusMultiStatus)
		fmt.Fprintf(w, `<multistatus xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">%s</multistatus>`, page)
	}))
	t.Cleanup(h.Close)
	return h
}

func found(href, prop string) string {
	return "<response><href>" + href + "</href><propstat><prop>" + prop + "</prop><status>HTTP/1.1 200 OK</status></propstat></response>"
}

const calendar = "<resourcetype><collection/><c:calendar/></resourcetype>"

func find(t *testing.T, address string) (places []string, err error) {
	t.Helper()
	src := caldav.Source{Machine: "m", Login: func(string) (egress.Login, error) {
		return egress.Login{User: "ana", Secret: secret.New("planted")}, nil
	}}
	for p, err := range src.Find(t.Context(), address) {
		if err != nil {
			return places, err
		}
		u := strings.SplitN(p.URI, "/", 4)
		places = append(places, p.Name+"=/"+u[3])
	}
	return places, err
}

// TestTheLongWay: well-known, redirected, to the person, to their home, to those
// of the calendars there that hold events.
func TestTheLongWay(t *testing.T) {
	h := newHost(t)
	h.moved["/.well-known/caldav"] = "/dav/"
	h.pages["0 /dav/"] = found("/dav/", "<current-user-principal><href>/dav/who/ana/</href></current-user-principal>")
	h.pages["0 /dav/who/ana/"] = found("/dav/who/ana/", "<c:calendar-home-set><href>/dav/cal/ana</href></c:calendar-home-set>")
	tasks := `<c:supported-calendar-component-set><c:comp name="VTODO"/></c:supported-calendar-component-set>`
	h.pages["1 /dav/cal/ana/"] = found("/dav/cal/ana/", "<resourcetype><collection/></resourcetype>") +
		found("/dav/cal/ana/inbox/", "<resourcetype><collection/><c:schedule-inbox/></resourcetype>") +
		found("/dav/cal/ana/w%C3%B6rk/", calendar+"<displayname>Work</displayname>") +
		found("/dav/cal/ana/tasks/", calendar+tasks) +
		found(h.URL+"/dav/cal/ana/home", calendar)
	for _, at := range []string{"", "/", "/some/page"} {
		places, err := find(t, h.URL+at)
		if got := strings.Join(places, " "); err != nil || got != "Work=/dav/cal/ana/w%C3%B6rk/ home=/dav/cal/ana/home/" {
			t.Errorf("from %q: %s, %v", at, got, err)
		}
	}
	for _, line := range h.heard {
		if !strings.HasPrefix(line, "PROPFIND ") || !strings.HasSuffix(line, " ana true") {
			t.Errorf("a request lost its method, login or body: %s", line)
		}
	}
}

func TestCalendarsOnAnotherServerAreNotAskedFor(t *testing.T) {
	other := newHost(t)
	for name, page := range map[string]string{
		"home":   "<c:calendar-home-set><href>" + other.URL + "/ana/</href></c:calendar-home-set>",
		"person": "<current-user-principal><href>" + other.URL + "/ana/</href></current-user-principal>",
	} {
		h := newHost(t)
		h.pages["0 /"] = found("/", page)
		_, err := find(t, h.URL)
		if fault.KindOf(err) != fault.Incomplete || !strings.Contains(err.Error(), "on another server, "+other.URL) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(other.heard) != 0 {
		t.Errorf("the other server heard %v", other.heard)
	}
}

func TestWhereNothingIsFound(t *testing.T) {
	h := newHost(t)
	h.pages["0 /empty/"] = found("/empty/", "<resourcetype><collection/></resourcetype>")
	h.pages["1 /empty/"] = h.pages["0 /empty/"]
	for at, want := range map[string]string{"/empty/": "has no calendar with events", "/": "404 Not Found", "/file.ics": "no calendar was found"} {
		if _, err := find(t, h.URL+at); err == nil || !strings.Contains(err.Error(), want) || fault.KindOf(err) != fault.Incomplete {
			t.Errorf("%s: %v", at, err)
		}
	}
	if places, err := find(t, "/home/calendar"); err != nil || len(places) != 0 {
		t.Errorf("a path gave %v, %v", places, err)
	}
}
