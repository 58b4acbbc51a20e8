package caldav_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/secret"
	"github.com/backsight/backsight/internal/source/caldav/caldavtest"
)

// stage stands between the client and a real server, and does to what passes
// what the world does.
type stage struct {
	mu     sync.Mutex
	asked  []string                                      // methods, in order
	answer func(http.ResponseWriter, *http.Request) bool // true: the server is not asked
	change func(method, body string) (changed string)    // the body of an answer
	header func(http.Header)                             // its header
}

// behind puts a stage before a server; the log reads through it.
func behind(t *testing.T, s *caldavtest.Server, l *log) *stage {
	st := &stage{}
	target, err := url.Parse(s.URL(""))
	if err != nil {
		t.Fatal(err)
	}
	p := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(target)
			r.Out.Host = target.Host
			r.Out.Header.Del("Accept-Encoding")
		},
		ModifyResponse: st.modify,
	}
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		st.mu.Lock()
		st.asked = append(st.asked, r.Method)
		answer := st.answer
		st.mu.Unlock()
		if answer == nil || !answer(w, r) {
			p.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(front.Close)
	l.place.URI = front.URL + s.Calendar
	return st
}

func (st *stage) modify(r *http.Response) error {
	if st.header != nil {
		st.header(r.Header)
	}
	if st.change == nil {
		return nil
	}
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	b = []byte(st.change(r.Request.Method, string(b)))
	r.Body = io.NopCloser(bytes.NewReader(b))
	r.ContentLength = int64(len(b))
	r.Header.Set("Content-Length", fmt.Sprint(len(b)))
	return nil
}

// clear lets everything pass again. A request that the server hung up on may
// still be ending.
func (st *stage) clear() {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.answer, st.change, st.header, st.asked = nil, nil, nil, nil
}

// requests are the methods that were asked since the last clear, in order.
func (st *stage) requests() []string {
	st.mu.Lock()
	defer st.mu.Unlock()
	return slices.Clone(st.asked)
}

// status answers the methods named with a status.
func status(code int, methods string) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		if methods != "" && !strings.Contains(methods, r.Method) {
			return false
		}
		w.WriteHeader(code)
		return true
	}
}

// body answers the methods named with a multistatus.
func body(text, methods string) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		if !strings.Contains(methods, r.Method) {
			return false
		}
		w.WriteHeader(http.StatusMultiStatus)
		fmt.Fprint(w, text)
		return true
	}
}

const nothing = `<?xml version="1.0"?><multistatus xmlns="DAV:"/>`

var data = regexp.MustCompile(`(?s)BEGIN:VCALENDAR.*?END:VCALENDAR`)

var cut = regexp.MustCompile(`(?s)END:VEVENT.*?END:VCALENDAR`)

// TestNothingIsLostWhereAServerHiccups lets a server that holds three events,
// one of them edited since the last reading, fail in every way: whatever the
// reading says, all three are still in force, and the next reading is right.
func TestNothingIsLostWhereAServerHiccups(t *testing.T) {
	each(t, func(t *testing.T, s *caldavtest.Server) {
		hour := 9
		s.Write("one.ics", caldavtest.Event("one", "20260105T090000Z"))
		s.Write("two.ics", caldavtest.Event("two", "20260106T090000Z"))
		s.Write("three.ics", caldavtest.Event("three", "20260107T090000Z"))
		for name, fail := range map[string]func(*stage){
			"everything is a 500":         func(st *stage) { st.answer = status(500, "") },
			"everything is a 404":         func(st *stage) { st.answer = status(404, "") },
			"everything is empty":         func(st *stage) { st.answer = status(200, "") },
			"everything is a 507":         func(st *stage) { st.answer = status(507, "") },
			"reports are a 500":           func(st *stage) { st.answer = status(500, "REPORT") },
			"reports are a 507":           func(st *stage) { st.answer = status(507, "REPORT") },
			"reports are refused":         func(st *stage) { st.answer = status(403, "REPORT") },
			"reports and gets are a 500":  func(st *stage) { st.answer = status(500, "REPORT GET") },
			"reports and gets are a 404":  func(st *stage) { st.answer = status(404, "REPORT GET") },
			"all answers hold nothing":    func(st *stage) { st.answer = body(nothing, "PROPFIND REPORT GET") },
			"reports hold nothing":        func(st *stage) { st.answer = body(nothing, "REPORT") },
			"reports hold nothing at all": func(st *stage) { st.answer = body("", "REPORT GET") },
			"a page to sign in":           func(st *stage) { st.answer = body("<html><body>sign in</body></html>", "PROPFIND REPORT GET") },
			"listings hold nothing but the calendar": func(st *stage) {
				st.answer = status(500, "REPORT GET")
				st.change = func(method, b string) string {
					if i := strings.Index(b, "</response>"); i > 0 && method == "PROPFIND" {
						return b[:i+len("</response>")] + "</multistatus>"
					}
					return b
				}
			},
			"answers are cut": func(st *stage) { st.change = func(_, b string) string { return b[:len(b)*2/3] } },
			"reports are cut": func(st *stage) {
				st.change = func(method, b string) string {
					if method == "REPORT" {
						return b[:len(b)*2/3]
					}
					return b
				}
			},
			"all objects are garbage": func(st *stage) {
				st.change = func(_, b string) string { return data.ReplaceAllString(b, "no calendar") }
			},
			"all objects are cut": func(st *stage) {
				st.change = func(_, b string) string { return cut.ReplaceAllString(b, "") }
			},
			"all objects have no start": func(st *stage) {
				st.change = func(_, b string) string { return strings.ReplaceAll(b, "DTSTART:", "DTSTART:?") }
			},
			"nests too deep": func(st *stage) {
				st.answer = body(`<multistatus xmlns="DAV:">`+strings.Repeat("<a>", 100_000), "PROPFIND REPORT")
			},
			"busy for an hour": func(st *stage) {
				st.answer = func(w http.ResponseWriter, r *http.Request) bool {
					w.Header().Set("Retry-After", "3600")
					return status(503, "")(w, r)
				}
			},
			"hangs up": func(st *stage) {
				st.answer = func(http.ResponseWriter, *http.Request) bool { panic(http.ErrAbortHandler) }
			},
		} {
			for _, first := range []bool{true, false} {
				l := newLog(t, s)
				st := behind(t, s, l)
				l.want(fmt.Sprintf("one 0105T09, three 0107T09, two 0106T%02d", hour))
				hour = 10 + (hour+1)%10
				s.Write("two.ics", caldavtest.Event("two", fmt.Sprintf("20260106T%02d0000Z", hour)))
				if !first { // the position is lost on the way
					l.forget()
				}
				st.clear()
				fail(st)
				err := l.src.Pull(t.Context(), l.ask())
				if got := l.inForce(); strings.Count(got, "T") != 3 {
					t.Errorf("%s: in force are only %s", name, got)
				}
				if err != nil && fault.KindOf(err) != fault.Incomplete {
					t.Errorf("%s: %v is no fault that a person is told", name, err)
				}
				if len(st.requests()) > 12 {
					t.Errorf("%s: %d requests: %v", name, len(st.requests()), st.requests())
				}
				st.clear()
				l.pull()
				l.pull()
				if got := l.inForce(); got != fmt.Sprintf("one 0105T09, three 0107T09, two 0106T%02d", hour) {
					t.Errorf("%s: later in force: %s", name, got)
				}
				if c := l.Coverage(l.place.URI); c.Facts != 3 || c.Bad != 0 {
					t.Errorf("%s: later covered: %+v", name, *c)
				}
			}
		}
	})
}

// TestOneBadObjectCostsItself: one object that cannot be had or read is named,
// the others are read, and what it was before stays.
func TestOneBadObjectCostsItself(t *testing.T) {
	two := func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "two.ics") }
	response := regexp.MustCompile(`(?s)<([a-zA-Z0-9]*:?)response>.{0,40}<[a-zA-Z0-9]*:?href>[^<]*two\.ics.*?</[a-zA-Z0-9]*:?response>`)
	each(t, func(t *testing.T, s *caldavtest.Server) {
		for name, fail := range map[string]func(*stage){
			"404 in the middle": func(st *stage) {
				st.answer = func(w http.ResponseWriter, r *http.Request) bool { return two(r) && status(404, "GET")(w, r) }
				st.change = func(_, b string) string {
					if !strings.Contains(b, "BEGIN:VCALENDAR") {
						return b
					}
					return response.ReplaceAllString(b, `<${1}response><${1}href>`+s.Calendar+`two.ics</${1}href><${1}status>HTTP/1.1 404 Not Found</${1}status></${1}response>`)
				}
			},
			"left out": func(st *stage) {
				st.answer = func(w http.ResponseWriter, r *http.Request) bool { return two(r) && status(500, "GET")(w, r) }
				st.change = func(_, b string) string {
					if !strings.Contains(b, "BEGIN:VCALENDAR") {
						return b
					}
					return response.ReplaceAllString(b, "")
				}
			},
			"malformed": func(st *stage) {
				st.change = func(_, b string) string { return strings.ReplaceAll(b, "20260106T140000Z", "the day after") }
			},
		} {
			s.Write("two.ics", caldavtest.Event("two", "20260106T090000Z"))
			s.Write("one.ics", caldavtest.Event("one", "20260105T090000Z"))
			s.Write("three.ics", caldavtest.Event("three", "20260107T090000Z"))
			l := newLog(t, s)
			st := behind(t, s, l)
			l.pull()
			s.Write("one.ics", caldavtest.Event("one", "20260105T150000Z")+"\nSEQUENCE:1")
			s.Write("two.ics", caldavtest.Event("two", "20260106T140000Z")+"\nSEQUENCE:1")
			s.Write("three.ics", caldavtest.Event("three", "20260107T150000Z")+"\nSEQUENCE:1")
			fail(st)
			l.want("one 0105T15, three 0107T15, two 0106T09")
			bad := l.Bad(l.place.URI)
			if len(bad) != 1 || !strings.HasPrefix(bad[0].What, "two.ics: ") || l.Coverage(l.place.URI).Bad != 1 {
				t.Errorf("%s: bad rows %+v", name, bad)
			}
			st.clear()
			s.Write("two.ics", caldavtest.Event("two", "20260106T160000Z")+"\nSEQUENCE:2")
			l.want("one 0105T15, three 0107T15, two 0106T16")
			if c := l.Coverage(l.place.URI); c.Bad != 0 {
				t.Errorf("%s: %+v", name, *c)
			}
		}
	})
}

// TestWhatXMLCannotHold: a control character in one object makes an answer about
// fifty unreadable, and each is asked for alone.
func TestWhatXMLCannotHold(t *testing.T) {
	s := caldavtest.Radicale(t)
	s.Write("one.ics", caldavtest.Event("one", "20260105T090000Z"))
	s.Write("two.ics", caldavtest.Event("two", "20260106T090000Z"))
	l := newLog(t, s)
	st := behind(t, s, l)
	st.change = func(_, b string) string { return strings.ReplaceAll(b, "SUMMARY:two", "SUMMARY:two\x0b") }
	l.want("one 0105T09, two 0106T09")
	if bad := l.Bad(l.place.URI); len(bad) != 0 {
		t.Errorf("bad rows %+v", bad)
	}
}

// TestContentsLeftOut: what an answer about fifty leaves empty is asked for
// alone.
func TestContentsLeftOut(t *testing.T) {
	s := caldavtest.Radicale(t)
	s.Write("one.ics", caldavtest.Event("one", "20260105T090000Z"))
	l := newLog(t, s)
	behind(t, s, l).change = func(method, b string) string {
		if method == "REPORT" {
			return data.ReplaceAllString(b, "")
		}
		return b
	}
	l.want("one 0105T09")
}

// TestAFirstReadingThatIsShownNothing is not taken for the truth.
func TestAFirstReadingThatIsShownNothing(t *testing.T) {
	s := caldavtest.Radicale(t)
	s.Write("one.ics", caldavtest.Event("one", "20260105T090000Z"))
	l := newLog(t, s)
	st := behind(t, s, l)
	st.answer = func(w http.ResponseWriter, r *http.Request) bool {
		return r.Header.Get("Depth") == "1" && body(nothing, "PROPFIND")(w, r)
	}
	l.want("")
	st.clear()
	l.want("one 0105T09")
}

// TestAServerThatGivesOutNothing is left alone after a few objects.
func TestAServerThatGivesOutNothing(t *testing.T) {
	s := caldavtest.Radicale(t)
	for name := range strings.FieldsSeq("a b c d e f g h i j k l") {
		s.Write(name+".ics", caldavtest.Event(name, "20260105T090000Z"))
	}
	l := newLog(t, s)
	st := behind(t, s, l)
	st.answer = status(500, "REPORT GET")
	if err := l.src.Pull(t.Context(), l.ask()); err == nil || !strings.Contains(err.Error(), "5 objects in a row") {
		t.Errorf("%v", err)
	}
	if len(st.requests()) > 8 {
		t.Errorf("asked %d times: %v", len(st.requests()), st.requests())
	}
}

// TestABadTokenIsNoDisaster: a token that the server no longer knows, and one
// server says so with a 403 and the other with a 500, makes the client compare.
func TestABadTokenIsNoDisaster(t *testing.T) {
	each(t, func(t *testing.T, s *caldavtest.Server) {
		s.Write("one.ics", caldavtest.Event("one", "20260105T090000Z"))
		s.Write("two.ics", caldavtest.Event("two", "20260106T090000Z"))
		l := newLog(t, s)
		l.pull()
		s.Remove("one.ics")
		s.Write("three.ics", caldavtest.Event("three", "20260107T090000Z"))
		token := regexp.MustCompile(`"token":"[^"]*"`)
		l.at(token.ReplaceAllString(string(l.Position(l.place.URI)), `"token":"http://radicale.org/ns/sync/0000"`))
		l.want("three 0107T09, two 0106T09")
	})
}

func TestAServerThatWasRestarted(t *testing.T) {
	each(t, func(t *testing.T, s *caldavtest.Server) {
		s.Write("one.ics", caldavtest.Event("one", "20260105T090000Z"))
		l := newLog(t, s)
		l.pull()
		s.Write("two.ics", caldavtest.Event("two", "20260106T090000Z"))
		s.Stop()
		if err := l.src.Pull(t.Context(), l.ask()); fault.KindOf(err) != fault.Incomplete {
			t.Errorf("a server that is down: %v", err)
		}
		s.Start()
		s.Remove("one.ics")
		l.want("two 0106T09")
	})
}

// TestTheWrongPassword is asked once, not again and again, and shown nowhere.
func TestTheWrongPassword(t *testing.T) {
	s := caldavtest.Radicale(t)
	s.Write("one.ics", caldavtest.Event("one", "20260105T090000Z"))
	l := newLog(t, s)
	st := behind(t, s, l)
	l.pull()
	wrong := "wrong-" + s.Password
	l.src.Login = func(string) (egress.Login, error) {
		return egress.Login{User: s.User, Secret: secret.New(wrong)}, nil
	}
	for what, do := range map[string]func() error{
		"reading": func() error { return l.src.Pull(t.Context(), l.ask()) },
		"finding": func() error {
			for _, err := range l.src.Find(t.Context(), l.place.URI) {
				return err
			}
			return nil
		},
		"finding from the root": func() error {
			for _, err := range l.src.Find(t.Context(), strings.TrimSuffix(l.place.URI, s.Calendar)) {
				return err
			}
			return nil
		},
	} {
		st.asked = nil
		err := do()
		if fault.KindOf(err) != fault.Incomplete || !strings.Contains(err.Error(), "refused the user name or the password") || strings.Contains(err.Error(), s.Password) {
			t.Errorf("%s: %v", what, err)
		}
		if len(st.requests()) > 2 {
			t.Errorf("%s: asked %d times", what, len(st.requests()))
		}
	}
	if got := l.inForce(); got != "one 0105T09" {
		t.Errorf("in force: %s", got)
	}
}

// TestHowServersWriteTheSame: zipped answers, weak and naked ETags, whole
// addresses for paths.
func TestHowServersWriteTheSame(t *testing.T) {
	etag := regexp.MustCompile(`(getetag>)"([^"<]*)"`)
	each(t, func(t *testing.T, s *caldavtest.Server) {
		s.Write("one.ics", caldavtest.Event("one", "20260105T090000Z"))
		s.Write("r%C3%A4um%20%2B1.ics", caldavtest.Event("two", "20260106T090000Z"))
		l := newLog(t, s)
		st := behind(t, s, l)
		l.want("one 0105T09, two 0106T09")
		href := regexp.MustCompile(`(href>)(/[^<]*ics)<`)
		forms := []func(string) string{
			func(b string) string { return etag.ReplaceAllString(b, `${1}W/"$2"`) },
			func(b string) string { return etag.ReplaceAllString(b, `${1}$2`) },
			func(b string) string {
				return href.ReplaceAllString(b, "${1}"+strings.TrimSuffix(l.place.URI, s.Calendar)+"$2<")
			},
			func(b string) string {
				var z bytes.Buffer
				w := gzip.NewWriter(&z)
				_, _ = io.WriteString(w, b)
				w.Close()
				return z.String()
			},
		}
		for i, form := range forms {
			l.without("token", "ctag")
			st.clear()
			st.change = func(_, b string) string { return form(b) }
			if i == len(forms)-1 {
				st.header = func(h http.Header) { h.Set("Content-Encoding", "gzip") }
			}
			l.want("one 0105T09, two 0106T09")
			if got := strings.Join(st.requests(), " "); got != "PROPFIND PROPFIND" {
				t.Errorf("form %d: asked %s, though nothing has changed", i, got)
			}
		}
	})
}
