package aw

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/activitywatch"
	"github.com/backsight/backsight/internal/source/activitywatch/event"
	"github.com/backsight/backsight/internal/store"
)

// book is a store as the server reads it.
type book struct {
	db    *store.DB
	grant policy.Grant
}

func (b book) Items(ctx context.Context, span when.Span) iter.Seq2[logbook.Beat, error] {
	return b.db.Items(ctx, b.grant, span, "activitywatch")
}

func (b book) Facts(ctx context.Context, kind logbook.Kind) iter.Seq2[logbook.Fact, error] {
	return b.db.Facts(ctx, b.grant, when.Span{}, kind)
}

// morning is when the tests take place.
var morning = when.At(when.Date(2026, 11, 20).Time()) + 10*when.Hour

// desk is a server over a store of its own.
type desk struct {
	testing.TB
	*httptest.Server
	book book
	o    Options
}

func open(t testing.TB, change ...func(*Options)) *desk {
	t.Helper()
	now := func() when.Instant { return morning + 12*when.Hour }
	db, err := store.Open(t.Context(), store.Options{DSN: ":memory:", Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	owner, err := db.Owner(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	grant, err := policy.Allow(policy.Ask{Viewer: owner, Owner: owner, Grain: policy.Evidence, Purpose: "test"}, nil, now())
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{TB: t, book: book{db, grant}}
	d.o = Options{
		Hearing: source.Hearing{Person: owner, Sink: db, Now: now}, Book: d.book,
		Keep: activitywatch.Keep{Titles: true}, Extensions: []string{chrome, firefox}, Hostname: "desk", Device: "d-1", Version: "test",
	}
	for _, c := range change {
		c(&d.o)
	}
	d.start()
	return d
}

// chrome and firefox are extensions that were named.
const (
	chrome  = "chrome-extension://nglaklhklhcoonedhgnpgddginnjdadi"
	firefox = "moz-extension://0f5d2bc0-3f1c-4d6b-8f0a-000000000000"
)

// start starts the server, or starts it anew with nothing in its head.
func (d *desk) start() {
	d.Helper()
	if d.Server != nil {
		d.Close()
	}
	d.Server = httptest.NewServer(Handler(d.o))
	d.Cleanup(d.Close)
}

// ask asks and gives the status and the text of the answer.
func (d *desk) ask(method, path, body string, header ...string) (int, string) {
	d.Helper()
	r, err := http.NewRequestWithContext(d.Context(), method, d.URL+path, strings.NewReader(body))
	if err != nil {
		d.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
		if header[i] == "Host" {
			r.Host = header[i+1]
		}
	}
	p, err := http.DefaultClient.Do(r)
	if err != nil {
		d.Fatal(err)
	}
	defer p.Body.Close()
	text, err := io.ReadAll(p.Body)
	if err != nil {
		d.Fatal(err)
	}
	return p.StatusCode, strings.TrimSpace(string(text))
}

// must asks for what must be answered 200.
func (d *desk) must(method, path, body string) string {
	d.Helper()
	code, text := d.ask(method, path, body)
	if code != http.StatusOK {
		d.Fatalf("%s %s: %d %s", method, path, code, text)
	}
	return text
}

func (d *desk) bucket(id, kind string) {
	d.Helper()
	d.must("POST", "/api/0/buckets/"+id, fmt.Sprintf(`{"client":"test","type":%q,"hostname":"desk"}`, kind))
}

// beat sends a heartbeat of an app at a second of the morning.
func (d *desk) beat(id, app string, second int) string {
	d.Helper()
	return d.must("POST", "/api/0/buckets/"+id+"/heartbeat?pulsetime=20", heartbeat(app, second, 0))
}

func heartbeat(app string, second, length int) string {
	at := morning + when.Instant(second)*when.Second
	return fmt.Sprintf(`{"timestamp":%q,"duration":%d,"data":{"app":%q,"title":"t"}}`, at, length, app)
}

// events are those of a bucket, oldest first: "vim 0–24".
func (d *desk) events(id, query string) string {
	d.Helper()
	var list []struct {
		Timestamp string
		Duration  float64
		Data      struct{ App string }
	}
	if err := json.Unmarshal([]byte(d.must("GET", "/api/0/buckets/"+id+"/events"+query, "")), &list); err != nil {
		d.Fatal(err)
	}
	var out []string
	for _, e := range list {
		at := float64(instant(d, e.Timestamp)-morning) / 1e6
		out = append([]string{fmt.Sprintf("%s %v–%v", e.Data.App, at, at+e.Duration)}, out...)
	}
	return strings.Join(out, ", ")
}

func (d *desk) want(got, want string) {
	d.Helper()
	if got != want {
		d.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestBucketsAreMadeOnce(t *testing.T) {
	d := open(t)
	code, _ := d.ask("POST", "/api/0/buckets/w", `{"client":"c","type":"currentwindow","hostname":"!local"}`)
	again, _ := d.ask("POST", "/api/0/buckets/w", `{"client":"c","type":"currentwindow","hostname":"!local"}`)
	if code != 200 || again != 304 {
		t.Errorf("made: %d, made again: %d", code, again)
	}
	d.start() // a bucket outlives the server
	var b map[string]any
	if err := json.Unmarshal([]byte(d.must("GET", "/api/0/buckets/w", "")), &b); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]any{"id": "w", "type": "currentwindow", "client": "c", "hostname": "desk", "last_updated": nil} {
		if b[key] != want {
			t.Errorf("its %s is %v", key, b[key])
		}
	}
	if fmt.Sprint(b["data"]) != "map[device_id:d-1]" {
		t.Errorf("its data are %v", b["data"])
	}
	if code, _ := d.ask("DELETE", "/api/0/buckets/w", ""); code != 401 {
		t.Errorf("a bucket is deleted without force: %d", code)
	}
	d.must("DELETE", "/api/0/buckets/w?force=1", "")
	if code, _ := d.ask("GET", "/api/0/buckets/w", ""); code != 404 {
		t.Errorf("the deleted bucket answers %d", code)
	}
	d.want(d.must("GET", "/api/0/buckets/", ""), "{}")
}

// What both servers of ActivityWatch tear: late heartbeats, over several
// connections and over a restart.
func TestHeartbeatsAreMergedByTime(t *testing.T) {
	d := open(t)
	d.bucket("w", "currentwindow")
	for _, s := range []int{0, 5, 24} {
		d.beat("w", "a", s)
	}
	d.beat("w", "b", 50)
	d.start()
	d.beat("w", "a", 48)
	if got := d.beat("w", "b", 55); !strings.Contains(got, `"duration":5,`) {
		t.Errorf("the merged event is %s", got)
	}
	want := "a 0–24, a 48–48, b 50–55"
	d.want(d.events("w", ""), want)
	d.beat("w", "a", 5)
	d.want(d.events("w", ""), want)
	d.beat("w", "b", 10)
	d.want(d.events("w", ""), "a 0–5, b 10–10, a 24–24, a 48–48, b 50–55")
	d.start()
	d.beat("w", "a", 44)
	d.want(d.events("w", ""), "a 0–5, b 10–10, a 24–48, b 50–55")
}

func TestEventsAreCutToThePeriod(t *testing.T) {
	d := open(t)
	d.bucket("w", "currentwindow")
	d.must("POST", "/api/0/buckets/w/events", "["+heartbeat("a", 0, 10)+","+heartbeat("b", 20, 10)+","+heartbeat("c", 40, 10)+"]")
	at := func(second int) string { return (morning + when.Instant(second)*when.Second).String() }
	for query, want := range map[string]string{
		"":                                   "a 0–10, b 20–30, c 40–50",
		"?limit=-1":                          "a 0–10, b 20–30, c 40–50",
		"?limit=1":                           "c 40–50",
		"?limit=2":                           "b 20–30, c 40–50",
		"?limit=0":                           "",
		"?start=" + at(5) + "&end=" + at(25): "a 5–10, b 20–25",
		"?start=" + at(5) + "&limit=1":       "c 40–50",
		"?end=" + at(25) + "&limit=1":        "b 20–25",
		"?start=" + at(1000):                 "",
		"?start=" + at(-100000) + "&end=" + at(0): "a 0–0",
	} {
		d.want(query+" "+d.events("w", query), query+" "+want)
	}
	d.want(d.must("GET", "/api/0/buckets/w/events/count?starttime="+at(11)+"&endtime="+at(35), ""), "1")
	if code, _ := d.ask("GET", "/api/0/buckets/w/events?start=noon", ""); code != 400 {
		t.Errorf("a start that is no time answers %d", code)
	}
}

func TestEventsAreFoundReplacedAndDeletedByNumber(t *testing.T) {
	d := open(t)
	d.bucket("w", "currentwindow")
	d.must("POST", "/api/0/buckets/w/events", heartbeat("a", 0, 10))
	var list []struct{ ID int64 }
	if err := json.Unmarshal([]byte(d.must("GET", "/api/0/buckets/w/events", "")), &list); err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	path := fmt.Sprintf("/api/0/buckets/w/events/%d", list[0].ID)
	if got := d.must("GET", path, ""); !strings.Contains(got, `"duration":10,`) {
		t.Errorf("it is %s", got)
	}
	shorter := strings.Replace(heartbeat("a", 0, 4), "{", fmt.Sprintf(`{"id":%d,`, list[0].ID), 1)
	d.must("POST", "/api/0/buckets/w/events", shorter)
	d.want(d.events("w", ""), "a 0–4")
	d.must("DELETE", path, "")
	d.want(d.events("w", ""), "")
	if code, _ := d.ask("GET", path, ""); code != 404 {
		t.Errorf("the deleted event answers %d", code)
	}
	d.must("POST", "/api/0/buckets/w/events", heartbeat("a", 0, 2))
	d.want(d.events("w", ""), "a 0–2")
}

// An export put into an empty server gives the same export, also where all had
// been deleted; put twice it changes nothing.
func TestAnExportIsImportedAgain(t *testing.T) {
	d := open(t)
	d.bucket("w", "currentwindow")
	d.bucket("v", "custom")
	for s := range 10 {
		d.beat("w", fmt.Sprintf("app %d", s/3), s*7)
	}
	d.must("POST", "/api/0/buckets/v/events", heartbeat("x", 0, 5))
	before := d.must("GET", "/api/0/export", "")
	d.must("DELETE", "/api/0/buckets/w?force=1", "")
	form := "--x\r\nContent-Disposition: form-data; name=\"buckets.json\"; filename=\"b.json\"\r\nContent-Type: application/json\r\n\r\n" + before + "\r\n--x--\r\n"
	if code, text := d.ask("POST", "/api/0/import", form, "Content-Type", "multipart/form-data; boundary=x"); code != 200 {
		t.Fatal(code, text)
	}
	d.want(d.must("GET", "/api/0/export", ""), before)
	d.must("POST", "/api/0/import", before)
	d.want(d.must("GET", "/api/0/export", ""), before)
	other := open(t)
	other.must("POST", "/api/0/import", before)
	other.want(other.must("GET", "/api/0/export", ""), before)
	if code, _ := d.ask("POST", "/api/0/import", `{"buckets":[]}`); code != 400 {
		t.Errorf("what is no export answers %d", code)
	}
}

func TestSettings(t *testing.T) {
	d := open(t)
	d.want(d.must("GET", "/api/0/settings", ""), "{}")
	d.want(d.must("GET", "/api/0/settings/classes", ""), "null")
	if code, _ := d.ask("POST", "/api/0/settings/classes", `[{"name":["Work"]}]`); code != 201 {
		t.Errorf("set: %d", code)
	}
	d.ask("POST", "/api/0/settings/theme", `"dark"`)
	d.ask("POST", "/api/0/settings/theme", `"light"`)
	d.start()
	d.want(d.must("GET", "/api/0/settings", ""), `{"classes":[{"name":["Work"]}],"theme":"light"}`)
	d.must("DELETE", "/api/0/settings/theme", "")
	d.start()
	d.want(d.must("GET", "/api/0/settings/theme", ""), "null")
}

// A private window is answered like any other and leaves nothing behind.
func TestPrivateWindowsAreForgotten(t *testing.T) {
	d := open(t)
	d.bucket("web", "web.tab.current")
	hb := `{"timestamp":"2026-11-20T10:00:00Z","duration":0,"data":{"url":"https://secret.example.org/","title":"Secret","incognito":true}}`
	if got := d.must("POST", "/api/0/buckets/web/heartbeat?pulsetime=5", hb); !strings.Contains(got, "secret") {
		t.Errorf("it is answered %s", got)
	}
	d.must("POST", "/api/0/buckets/web/heartbeat?pulsetime=5", strings.Replace(hb, "10:00:00Z", "10:00:01Z", 1))
	d.must("POST", "/api/0/buckets/web/events", "["+hb+"]")
	d.want(d.must("GET", "/api/0/buckets/web/events", ""), "[]")
	for b, err := range d.book.Items(t.Context(), when.Span{}) {
		t.Errorf("kept %s, %v", b.Raw, err)
	}
}

func TestWhatIsRefused(t *testing.T) {
	d := open(t)
	d.bucket("w", "currentwindow")
	for _, c := range []struct {
		method, path, body string
		want               int
	}{
		{"GET", "/api/0/buckets/nope", "", 404},
		{"POST", "/api/0/buckets/nope/heartbeat?pulsetime=1", heartbeat("a", 0, 0), 404},
		{"POST", "/api/0/buckets/w/heartbeat", heartbeat("a", 0, 0), 400},
		{"POST", "/api/0/buckets/w/heartbeat?pulsetime=NaN", heartbeat("a", 0, 0), 400},
		{"POST", "/api/0/buckets/w/heartbeat?pulsetime=1", "{", 400},
		{"POST", "/api/0/buckets/w/heartbeat?pulsetime=1", "null", 400},
		{"POST", "/api/0/buckets/w/heartbeat?pulsetime=1", "", 400},
		{"POST", "/api/0/buckets/w/events", `[{"timestamp":"x"}]`, 400},
		{"POST", "/api/0/buckets/x", `{"data":[]}`, 400},
		{"GET", "/api/0/nothing", "", 404},
		{"POST", "/api/0/buckets/w/heartbeat?pulsetime=1", `"` + strings.Repeat("x", maxBody) + `"`, 413},
	} {
		if code, text := d.ask(c.method, c.path, c.body); code != c.want {
			t.Errorf("%s %s %.30s: %d %s, want %d", c.method, c.path, c.body, code, text, c.want)
		}
	}
}

func TestWhoMayComeIn(t *testing.T) {
	d := open(t)
	local := strings.TrimPrefix(d.URL, "http://")
	for _, c := range []struct {
		header []string
		want   int
	}{
		{nil, 200},
		{[]string{"Host", "localhost:5600"}, 200},
		{[]string{"Host", "127.0.0.1"}, 200},
		{[]string{"Host", "[::1]:5600"}, 200},
		{[]string{"Host", "evil.example.org:5600"}, 400},
		{[]string{"Host", "localhost.evil.example.org"}, 400},
		{[]string{"Host", "127.0.0.1.evil.example.org:5600"}, 400},
		{[]string{"Origin", "http://" + local}, 200},
		{[]string{"Origin", chrome}, 200},
		{[]string{"Origin", "moz-extension://0f5d2bc0-3f1c-4d6b-8f0a-000000000000"}, 200},
		{[]string{"Origin", "moz-extension://0f5d2bc0-3f1c-4d6b-8f0a-000000000001"}, 403},
		{[]string{"Origin", "moz-extension://"}, 403},
		{[]string{"Origin", "chrome-extension://abcdefghijklmnopabcdefghijklmnop"}, 403},
		{[]string{"Origin", "https://evil.example.org"}, 403},
		{[]string{"Origin", "null"}, 403},
		{[]string{"Origin", chrome + ".evil.example.org"}, 403},
		{[]string{"Sec-Fetch-Site", "cross-site"}, 403},
		{[]string{"Sec-Fetch-Site", "same-site"}, 403},
		{[]string{"Sec-Fetch-Site", "same-origin"}, 200},
		{[]string{"Sec-Fetch-Site", "none"}, 200},
	} {
		if code, _ := d.ask("GET", "/api/0/info", "", c.header...); code != c.want {
			t.Errorf("%v: %d, want %d", c.header, code, c.want)
		}
	}
}

func TestExtensionsAreAnsweredBeforeTheyAsk(t *testing.T) {
	d := open(t, func(o *Options) { o.Knows = func(context.Context, string) (bool, error) { return false, nil } })
	r, _ := http.NewRequestWithContext(t.Context(), "OPTIONS", d.URL+"/api/0/buckets/w", nil)
	r.Header.Set("Origin", chrome)
	r.Header.Set("Access-Control-Request-Method", "DELETE")
	r.Header.Set("Access-Control-Request-Headers", "content-type, x-more")
	p, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	p.Body.Close()
	if p.StatusCode != 200 || p.Header.Get("Access-Control-Allow-Origin") != chrome ||
		p.Header.Get("Access-Control-Allow-Headers") != "content-type, x-more" || !strings.Contains(p.Header.Get("Access-Control-Allow-Methods"), "DELETE") {
		t.Errorf("%d %v", p.StatusCode, p.Header)
	}
}

func TestAKeyMayBeAskedFor(t *testing.T) {
	d := open(t, func(o *Options) {
		o.Knows = func(_ context.Context, key string) (bool, error) { return key == "sesame", nil }
	})
	for _, c := range []struct {
		path, key string
		want      int
	}{
		{"/api/0/info", "", 200},
		{"/api/0/buckets/", "", 401},
		{"/api/0/info2", "", 401},
		{"/api/0/info/more", "", 401},
		{"/api/0/buckets/", "Bearer wrong", 401},
		{"/api/0/buckets/", "Bearer sesame", 200},
		{"//api//0//buckets/", "", 400},
	} {
		code, _ := d.ask("GET", c.path, "", "Authorization", c.key)
		if code != c.want && !(c.path[:2] == "//" && code != 200) {
			t.Errorf("%s with %q: %d, want %d", c.path, c.key, code, c.want)
		}
	}
}

func instant(t testing.TB, text string) when.Instant {
	t.Helper()
	at, err := event.Time(text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}
