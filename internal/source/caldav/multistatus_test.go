package caldav

import (
	"errors"
	"io"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const answer = `<?xml version="1.0" encoding="utf-8"?>
<!-- as a server might write it -->
<D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:CS="http://calendarserver.org/ns/">
  <D:response>
    <D:href> /ana/work/ </D:href>
    <D:propstat>
      <D:prop>
        <D:resourcetype><D:collection/><C:calendar/></D:resourcetype>
        <D:displayname>Work &amp; more</D:displayname><CS:getctag>"7"</CS:getctag>
        <C:supported-calendar-component-set><C:comp name="vevent"/><C:comp name="VTODO"/></C:supported-calendar-component-set>
        <D:current-user-principal><D:href>/ana/</D:href></D:current-user-principal>
        <C:calendar-home-set><D:href>/ana/</D:href><D:href>/shared/</D:href></C:calendar-home-set>
        <D:owner><D:href>/ana/</D:href></D:owner>
      </D:prop>
      <D:status>HTTP/1.1 200 OK</D:status>
    </D:propstat>
    <D:propstat><D:prop><D:sync-token>no</D:sync-token></D:prop><D:status>HTTP/1.1 404 Not Found</D:status></D:propstat>
  </D:response>
  <D:response>
    <D:href>/ana/work/a.ics</D:href>
    <D:propstat>
      <D:status>HTTP/1.1 200 OK</D:status>
      <D:prop><D:getetag>W/"abc"</D:getetag><C:calendar-data><![CDATA[BEGIN:VCALENDAR
END:VCALENDAR
]]></C:calendar-data></D:prop>
    </D:propstat>
  </D:response>
  <D:response><D:href>/ana/work/b.ics</D:href><D:status>HTTP/1.1 404 Not Found</D:status></D:response>
  <D:response>
    <D:href>/ana/work/c.ics</D:href>
    <D:propstat><D:prop><D:getetag>c</D:getetag></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
    <D:propstat><D:prop><C:calendar-data/></D:prop><D:status>HTTP/1.1 403 Forbidden</D:status></D:propstat>
  </D:response>
  <D:sync-token>http://example.org/sync/7</D:sync-token>
</D:multistatus>`

func TestDecode(t *testing.T) {
	got, err := decode(strings.NewReader(answer))
	if err != nil {
		t.Fatal(err)
	}
	want := multistatus{SyncToken: "http://example.org/sync/7", Responses: []response{
		{Href: "/ana/work/", props: props{
			CTag: `"7"`, Name: "Work & more", Principal: []string{"/ana/"}, Home: []string{"/ana/", "/shared/"},
			Collection: true, Calendar: true, Components: []string{"VEVENT", "VTODO"},
		}},
		{Href: "/ana/work/a.ics", Data: 200, props: props{ETag: "abc", Content: "BEGIN:VCALENDAR\nEND:VCALENDAR\n"}},
		{Href: "/ana/work/b.ics", Status: 404},
		{Href: "/ana/work/c.ics", Data: 403, props: props{ETag: "c"}},
	}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(response{}, props{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestDecodeOfAnAnswerThatIsCut gives what was whole before the cut, and says so.
func TestDecodeOfAnAnswerThatIsCut(t *testing.T) {
	for n := range len(answer) - len("</D:multistatus>") {
		got, err := decode(strings.NewReader(answer[:n]))
		if err == nil {
			t.Fatalf("cut at %d: no error", n)
		}
		if whole := strings.Count(answer[:n], "</D:response>"); len(got.Responses) != whole {
			t.Fatalf("cut at %d: %d responses, want %d", n, len(got.Responses), whole)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":           "",
		"a page":            "<html><body>sign in</body></html>",
		"another namespace": `<multistatus xmlns="x"/>`,
		"too deep":          nested(maxDepth),
		"an entity":         `<!DOCTYPE m [<!ENTITY a "aaaa">]><multistatus xmlns="DAV:"><response><href>&a;</href></response></multistatus>`,
		"another encoding":  `<?xml version="1.0" encoding="utf-16"?><multistatus xmlns="DAV:"/>`,
	} {
		if _, err := decode(strings.NewReader(text)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := decode(strings.NewReader(nested(maxDepth - 1))); err != nil {
		t.Errorf("just deep enough: %v", err)
	}
}

// nested is an answer with n elements inside one another.
func nested(n int) string {
	return `<multistatus xmlns="DAV:">` + strings.Repeat("<a>", n) + strings.Repeat("</a>", n) + "</multistatus>"
}

// TestDecodeStopsWhereTheStreamDoes: a limit underneath is an error, not an end.
func TestDecodeStopsWhereTheStreamDoes(t *testing.T) {
	broken := errors.New("too long")
	_, err := decode(io.MultiReader(strings.NewReader(answer[:500]), &failing{broken}))
	if !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
}

type failing struct{ error }

func (f *failing) Read([]byte) (int, error) { return 0, f.error }

func TestNamesInAFolder(t *testing.T) {
	u, err := url.Parse("https://dav.example.org/r%C3%A4ume/ana%20b/?x#y")
	if err != nil {
		t.Fatal(err)
	}
	f := folderAt(u)
	for href, want := range map[string]string{
		"/r%C3%A4ume/ana%20b/a.ics":                        "a.ics",
		"/räume/ana%20b/a.ics":                             "a.ics",
		"https://DAV.example.org/r%c3%a4ume/ana%20b/a.ics": "a.ics",
		"a%40b%20c.ics":                                    "a@b%20c.ics",
		"a@b%20c.ics":                                      "a@b%20c.ics",
		"a%2Fb.ics":                                        "a%2Fb.ics",
		"/r%C3%A4ume/ana%20b/":                             "",
		"/r%C3%A4ume/ana%20b":                              "",
		"/r%C3%A4ume/ana%20b/sub/":                         "",
		"/other/a.ics":                                     "",
		"https://elsewhere.example.org/r%C3%A4ume/ana%20b/a.ics": "",
		"%": "", "": "",
	} {
		if got := f.name(href); got != want {
			t.Errorf("%s is %q, want %q", href, got, want)
		}
	}
	if got := f.address(f.name("a%40b%20c.ics")); got != "https://dav.example.org/r%C3%A4ume/ana%20b/a@b%20c.ics" {
		t.Errorf("the address is %s", got)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(answer)
	f.Add(`<multistatus xmlns="DAV:"><response><href>/a</href><status>HTTP/1.1 404</status></response></multistatus>`)
	f.Add(`<multistatus xmlns="DAV:"><response/><sync-token/>`)
	f.Fuzz(func(t *testing.T, text string) {
		m, err := decode(strings.NewReader(text))
		whole, errAgain := decode(strings.NewReader(text + " "))
		if err == nil && (errAgain != nil || !cmp.Equal(m, whole, cmp.AllowUnexported(response{}, props{}))) {
			t.Fatalf("white space behind it changes the answer: %v", errAgain)
		}
		base := folderAt(&url.URL{Scheme: "https", Host: "example.org", Path: "/a/"})
		for _, r := range m.Responses {
			if r.Status != 0 && (r.Status < 100 || r.Status > 999) {
				t.Fatalf("a status of %d", r.Status)
			}
			if name := base.name(r.Href); name != "" && base.name(base.href(name)) != name {
				t.Fatalf("%q is %q, and then %q", r.Href, name, base.name(base.href(name)))
			}
		}
	})
}

func FuzzPosition(f *testing.F) {
	f.Add([]byte(`{"engine":1,"ctag":"a","to":"2026-01-01","objects":{"a.ics":{"e":"x","f":"AAAAAAAAAAAAAAAAAAAAAA","n":1}}}`))
	f.Add([]byte(`{"engine":2,"objects":null}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, again := readPosition(b)
		if p.Objects == nil {
			t.Fatal("no place for objects")
		}
		if !again {
			return
		}
		p.Engine = engine
		if q, ok := readPosition(p.bytes()); !ok || !cmp.Equal(p, q) {
			t.Fatalf("%s is read back as %s", p.bytes(), q.bytes())
		}
	})
}
