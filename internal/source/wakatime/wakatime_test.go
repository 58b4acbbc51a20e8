package wakatime_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/wakatime"
)

// log is a sink that remembers, and can be out of order.
type log struct {
	batches []logbook.Batch
	broken  error
}

func (l *log) Put(_ context.Context, b logbook.Batch) (logbook.Kept, error) {
	if l.broken != nil {
		return logbook.Kept{}, l.broken
	}
	l.batches = append(l.batches, b)
	return logbook.Kept{New: len(b.Entries)}, nil
}

// cut is a body that breaks off: the client is gone.
type cut struct{ io.Reader }

func (c cut) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

func (l *log) beats() (list []logbook.Beat) {
	for _, b := range l.batches {
		for _, e := range b.Entries {
			if e.Beat != nil {
				list = append(list, *e.Beat)
			}
		}
	}
	return list
}

func (l *log) bad() (list []string) {
	for _, b := range l.batches {
		for _, e := range b.Entries {
			if e.Bad != nil {
				list = append(list, e.Bad.What)
			}
		}
	}
	return list
}

const bulk = "/api/v1/users/current/heartbeats.bulk"

// agent is the user agent of the CLI as VS Code's plugin calls it.
const agent = "wakatime/v1.90.0 (linux-6.1.0-x86_64) go1.21.5 vscode/1.95.3 vscode-wakatime/24.9.1"

// send posts a body as the CLI does, but for what change changes.
func send(l *log, path, body string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("X-Machine-Name", "laptop")
	r.Header.Set("Timezone", "Europe/Berlin")
	r.Header.Set("User-Agent", agent)
	for _, c := range change {
		c(r)
	}
	w := httptest.NewRecorder()
	h := source.Hearing{Person: 7, Sink: l, Now: func() when.Instant { return when.Unix(1_795_000_000) }}
	wakatime.Source{}.Handler(h).ServeHTTP(w, r)
	return w
}

// results is how often an answer says 201, each with an id; the real client
// loops for ever where that is not once an item.
func results(t *testing.T, w *httptest.ResponseRecorder) (ids []string) {
	t.Helper()
	var answer struct{ Responses [][2]json.RawMessage }
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || answer.Responses == nil {
		t.Fatalf("the answer is %d %q: %v", w.Code, w.Body, err)
	}
	for _, pair := range answer.Responses {
		var data struct{ Data struct{ ID string } }
		if err := json.Unmarshal(pair[0], &data); err != nil || data.Data.ID == "" || string(pair[1]) != "201" {
			t.Fatalf("a result is %s", pair)
		}
		ids = append(ids, data.Data.ID)
	}
	return ids
}

const one = `{"branch":"main","category":"code reviewing","cursorpos":12,"entity":"/src/ledger/main.go","type":"file","is_write":true,` +
	`"language":"Go","lineno":5,"lines":5,"project":"ledger","time":1795222976.282817,"user_agent":"` + agent + `","odd":{"a":[1,"]"]}}`

func TestAHeartbeatIsKeptAsItCame(t *testing.T) {
	var l log
	w := send(&l, bulk, "["+one+"]")
	if ids := results(t, w); w.Code != http.StatusAccepted || len(ids) != 1 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	got := l.beats()[0]
	want := logbook.Beat{
		Lane: logbook.Lane{Source: "wakatime", Machine: "laptop", Program: "vscode"}, Key: got.Key,
		At: 1795222976282817, Zone: "Europe/Berlin", Type: "file", Entity: "/src/ledger/main.go", Project: "ledger",
		Branch: "main", Language: "Go", Category: "code reviewing", Write: true, Raw: []byte(one),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	b := l.batches[0]
	if b.Person != 7 || b.Place != (logbook.Place{Source: "wakatime", Machine: "laptop", Name: "editors on laptop", URI: "wakatime:laptop"}) {
		t.Errorf("kept for %d at %+v", b.Person, b.Place)
	}
	if !b.Live {
		t.Error("each request will be a reading of its own in the audit")
	}
}

// Whatever wrapping the items come in, they are the same items, and each gets
// its result.
func TestEveryWrappingIsUnderstood(t *testing.T) {
	quoted, _ := json.Marshal("[" + one + "]")
	twice, _ := json.Marshal(string(quoted))
	single, _ := json.Marshal(one)
	for name, body := range map[string]string{
		"an array": "[" + one + "]", "an object": one, "blanks": " \n [ " + one + " ] \n", "a byte order mark": "\uFEFF[" + one + "]",
		"in a string": string(quoted), "in a string in a string": string(twice), "an object in a string": string(single),
		"no end": "[" + one, "a comma too many": "[" + one + ",]",
	} {
		for _, path := range []string{"/api/users/current/heartbeats", bulk, "/api/compat/wakatime/v1/users/current/heartbeats.bulk", "/api/heartbeat"} {
			var l log
			w := send(&l, path, body)
			if n := len(results(t, w)); n != 1 || len(l.beats()) != 1 || string(l.beats()[0].Raw) != one || w.Code != 202 {
				t.Errorf("%s to %s: %d results, %d beats, bad %q", name, path, n, len(l.beats()), l.bad())
			}
		}
	}
}

func TestContentTypeAndPackingDoNotMatter(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write([]byte("[" + one + "]"))
	z.Close()
	for name, change := range map[string]func(*http.Request){
		"none": func(r *http.Request) { r.Header.Del("Content-Type") },
		"text": func(r *http.Request) { r.Header.Set("Content-Type", "text/plain;charset=UTF-8") },
		"form": func(r *http.Request) { r.Header.Set("Content-Type", "application/x-www-form-urlencoded") },
	} {
		var l log
		if results(t, send(&l, bulk, "["+one+"]", change)); len(l.beats()) != 1 {
			t.Errorf("%s: kept %d", name, len(l.beats()))
		}
	}
	var l log
	if results(t, send(&l, bulk, packed.String(), func(r *http.Request) { r.Header.Set("Content-Encoding", "gzip") })); len(l.beats()) != 1 {
		t.Errorf("packed: kept %d", len(l.beats()))
	}
	if results(t, send(&l, bulk, packed.String())); len(l.beats()) != 2 {
		t.Errorf("packed, and not said so: kept %d", len(l.beats()))
	}
	if results(t, send(&l, bulk, "["+one+"]", func(r *http.Request) { r.Header.Set("Content-Encoding", "gzip") })); len(l.beats()) != 3 {
		t.Errorf("said to be packed, and not: kept %d", len(l.beats()))
	}
	if results(t, send(&l, bulk, packed.String()[:packed.Len()-4])); len(l.beats()) != 4 {
		t.Errorf("packed badly: kept %d", len(l.beats()))
	}
	if ids := results(t, send(&l, bulk, packed.String()[:14])); len(ids) != 1 || len(l.bad()) != 1 {
		t.Errorf("packed so badly that nothing can be unpacked: told of %d, kept %q", len(ids), l.bad())
	}
	w := send(&l, bulk, "", func(r *http.Request) { r.Body = io.NopCloser(cut{strings.NewReader("[" + one + "," + one[:40])}) })
	if w.Code != 503 || len(l.beats()) != 4 {
		t.Errorf("broken off: %d, kept %d", w.Code, len(l.beats()))
	}
}

// What the notes call traps: each must come out as one beat at the same time.
func TestOddItemsAreUnderstood(t *testing.T) {
	for name, fields := range map[string]string{
		"a number":              `"time":1795222976.5`,
		"a string":              `"time":"1795222976.5"`,
		"an exponent":           `"time":1.7952229765e9`,
		"milliseconds":          `"time":1795222976500`,
		"microseconds":          `"time":1795222976500000`,
		"nanoseconds":           `"time":1795222976500000000`,
		"a date":                `"time":"2026-11-21T03:02:56.5+02:00"`,
		"timestamp":             `"timestamp":1795222976.5`,
		"NaN beside it":         `"time":1795222976.5,"lines":NaN,"x":-Infinity`,
		"a bare control sign":   "\"time\":1795222976.5,\"note\":\"a\tb\"",
		"null dependencies":     `"time":1795222976.5,"dependencies":null,"category":null`,
		"lines as a string":     `"time":1795222976.5,"lines":"12","is_write":"false"`,
		"a category to come":    `"time":1795222976.5,"category":"daydreaming"`,
		"an escaped null sign":  `"time":1795222976.5,"branch":"a\u0000b"`,
		"half a surrogate pair": `"time":1795222976.5,"branch":"\ud800"`,
	} {
		var l log
		results(t, send(&l, bulk, `[{"entity":"/a.go",`+fields+`}]`))
		got := l.beats()
		if len(got) != 1 || got[0].At != 1795222976500000 || !json.Valid(got[0].Raw) {
			t.Errorf("%s: %+v, bad %q", name, got, l.bad())
			continue
		}
		if b := got[0]; b.Branch != logbook.Text(b.Branch) || name == "a category to come" && b.Category != "daydreaming" {
			t.Errorf("%s: %+v", name, b)
		}
	}
}

// One bad item is kept with its reason, and spoils no other; the order of the
// results is that of the items.
func TestWhatCannotBeUsedIsKeptAndAnswered(t *testing.T) {
	for bad, why := range map[string]string{
		`{"time":1}`:                           "no entity",
		`{"entity":"/a"}`:                      "no time",
		`{"entity":"/a","time":"soon"}`:        `the time is none: "soon"`,
		`{"entity":"/a","time":NaN}`:           "no time",
		`{"entity":"/a","time":1e300}`:         `the time is none: "1e300"`,
		`{"entity":"/a","time":-99999999999}`:  `the time is none: "-99999999999"`,
		`null`:                                 "not a JSON object",
		`17`:                                   "not a JSON object",
		`"x"`:                                  "not a JSON object",
		`{"entity":"/a","time":1,"x":}`:        "not valid JSON",
		`{"entity":"/a","time":1,"x":[1 2 3]}`: "not valid JSON",
	} {
		var l log
		w := send(&l, bulk, "["+one+","+bad+","+strings.Replace(one, "282817", "5", 1)+"]")
		ids := results(t, w)
		if len(ids) != 3 || len(l.beats()) != 2 || w.Code != 202 {
			t.Fatalf("%s: %d results, %d beats", bad, len(ids), len(l.beats()))
		}
		if got := l.bad(); len(got) != 1 || got[0] != why {
			t.Errorf("%s: %q, want %q", bad, got, why)
		}
		if ids[0] != l.beats()[0].Key || ids[2] != l.beats()[1].Key || ids[1] == ids[0] || ids[1] == ids[2] {
			t.Errorf("%s: the results are not in the order of the items", bad)
		}
	}
}

// Neither age nor the future is a reason to refuse: the client's queue would be
// stuck behind it.
func TestNoTimeIsRefusedThatCanBeWrittenDown(t *testing.T) {
	for text, want := range map[string]string{
		"-62135596800": "0001-01-01T00:00:00Z", "0": "1970-01-01T00:00:00Z", "32503680000": "3000-01-01T00:00:00Z",
		"253402300799": "9999-12-31T23:59:59Z",
	} {
		var l log
		results(t, send(&l, bulk, `[{"entity":"/a","time":`+text+`}]`))
		if got := l.beats(); len(got) != 1 || got[0].At.String() != want {
			t.Errorf("%s: %+v, bad %q", text, got, l.bad())
		}
	}
}

func TestNothingIsNothing(t *testing.T) {
	for _, body := range []string{"", "[]", " ", `""`, `"[]"`} {
		var l log
		if w := send(&l, bulk, body); w.Code != 202 || len(results(t, w)) != 0 || len(l.batches) != 0 {
			t.Errorf("%q: %d %s", body, w.Code, w.Body)
		}
	}
}

// A store that is away is never the client's fault: 503, and the client keeps
// everything.
func TestAStoreThatIsAway(t *testing.T) {
	l := log{broken: errors.New("the disk is full of /home/zoe")}
	w := send(&l, bulk, "["+one+"]")
	if w.Code != 503 || strings.Contains(w.Body.String(), "zoe") || w.Header().Get("Retry-After") == "" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := send(&l, "/api/v1/plugins/errors", `{"x":1}`); w.Code != 503 {
		t.Errorf("of trouble: %d %s", w.Code, w.Body)
	}
}

func TestABodyThatIsTooLarge(t *testing.T) {
	var l log
	large := `[{"entity":"` + strings.Repeat("a", 16<<20) + `","time":1}]`
	if w := send(&l, bulk, large); w.Code != 413 || len(l.batches) != 0 {
		t.Errorf("plain: %d %s", w.Code, w.Body)
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write([]byte(large))
	z.Close()
	if w := send(&l, bulk, packed.String(), func(r *http.Request) { r.Header.Set("Content-Encoding", "gzip") }); w.Code != 413 || len(l.batches) != 0 {
		t.Errorf("%d bytes that unpack to %d: %d %s", packed.Len(), len(large), w.Code, w.Body)
	}
	if w := send(&l, bulk, "["+strings.Repeat("1,", 7<<20)+"1]"); w.Code != 413 || len(l.batches) != 0 {
		t.Errorf("seven million things: %d", w.Code)
	}
	long := `[{"entity":"` + strings.Repeat("a", 64<<10) + `","time":1}]`
	if results(t, send(&l, bulk, long)); len(l.beats()) != 1 || len(l.beats()[0].Entity) != 64<<10 {
		t.Error("a long name was not kept whole")
	}
}

// What makes a heartbeat the same one, and what does not.
func TestOneHeartbeatIsOne(t *testing.T) {
	keyOf := func(change func(string) string, with ...func(*http.Request)) string {
		var l log
		results(t, send(&l, bulk, "["+change(one)+"]", with...))
		return l.beats()[0].Key
	}
	swap := func(from, to string) func(string) string {
		return func(s string) string {
			if !strings.Contains(s, from) {
				t.Fatalf("no %q to change", from)
			}
			return strings.Replace(s, from, to, 1)
		}
	}
	same := keyOf(swap("main", "main"))
	for name, change := range map[string]func(string) string{
		"branch": swap(`"branch":"main"`, `"branch":"renamed"`), "lines": swap(`"lines":5`, `"lines":6`),
		"version": swap("vscode/1.95.3", "vscode/1.96.0"), "category": swap("code reviewing", "coding"),
	} {
		if keyOf(change) != same {
			t.Errorf("another %s makes it another heartbeat", name)
		}
	}
	for name, change := range map[string]func(string) string{
		"entity": swap("main.go", "other.go"), "type": swap(`"type":"file"`, `"type":"app"`), "time": swap("282817", "282818"),
		"project": swap(`"project":"ledger"`, `"project":"site"`), "is_write": swap(`"is_write":true`, `"is_write":false`),
		"editor": swap("vscode/1.95.3 vscode", "goland/1 goland"),
	} {
		if keyOf(change) == same {
			t.Errorf("another %s makes it the same heartbeat", name)
		}
	}
	if keyOf(swap("main", "main"), func(r *http.Request) { r.Header.Set("X-Machine-Name", "tower") }) == same {
		t.Error("another machine makes it the same heartbeat")
	}
	if keyOf(swap("main", "main"), func(r *http.Request) { r.Header.Set("Timezone", "Asia/Tokyo") }) != same {
		t.Error("another zone makes it another heartbeat")
	}
}

// What the request does not say, the item may.
func TestWhoSentIt(t *testing.T) {
	for name, c := range map[string]struct {
		item string
		lane logbook.Lane
		zone string
	}{
		"the plugin":    {`"plugin":"Chrome/131.0.0.0 chrome-wakatime/4.0.9"`, logbook.Lane{Source: "wakatime", Program: "chrome"}, ""},
		"the machine":   {`"machine":"tower","timezone":"Asia/Tokyo"`, logbook.Lane{Source: "wakatime", Machine: "tower", Program: "vscode"}, "Asia/Tokyo"},
		"nothing is so": {`"timezone":"../etc/passwd; rm"`, logbook.Lane{Source: "wakatime", Program: "vscode"}, ""},
	} {
		var l log
		results(t, send(&l, bulk, `[{"entity":"a","time":1,`+c.item+`}]`, func(r *http.Request) {
			r.Header.Del("X-Machine-Name")
			r.Header.Del("Timezone")
		}))
		if b := l.beats()[0]; b.Lane != c.lane || b.Zone != c.zone {
			t.Errorf("%s: %+v in %q", name, b.Lane, b.Zone)
		}
	}
}

func TestTroubleIsKept(t *testing.T) {
	var l log
	if w := send(&l, "/api/v1/plugins/errors", `{"exception":"panic: \u0000"}`); w.Code != 201 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if got := l.bad(); len(got) != 1 || got[0] != "a plugin reports an error of its own" {
		t.Errorf("%q", got)
	}
}

func ExampleReadAgent() {
	for _, text := range []string{
		agent,
		"wakatime/v2.24.4 (darwin-25.4.0-arm64) go1.26.5 opus/5 claude-code/2.1.220 claude-code-wakatime/4.1.0",
		"wakatime/v1.102.1 (linux-5.15.167.4-microsoft-standard-WSL2-x86_64) go1.22.5 Android Studio/2024.1 Android Studio-wakatime/14.2",
		"Chrome/131.0.0.0 chrome-wakatime/4.0.9",
		"wakatime/13.0.7 (Linux-4.15) Python3.6.9.final.0 vim/8.0 vim-wakatime/8.0.0",
		"curl/8.5.0",
		"",
	} {
		a := wakatime.ReadAgent(text)
		fmt.Printf("%q %q %q %q %q\n", a.Program(), a.Version, a.Model, a.Plugin, a.System)
	}
	// Output:
	// "vscode" "1.95.3" "" "vscode-wakatime/24.9.1" "Linux"
	// "claude-code" "2.1.220" "opus/5" "claude-code-wakatime/4.1.0" "Mac"
	// "android studio" "2024.1" "" "Android Studio-wakatime/14.2" "WSL"
	// "chrome" "131.0.0.0" "" "chrome-wakatime/4.0.9" ""
	// "vim" "8.0" "" "vim-wakatime/8.0.0" "Linux"
	// "curl" "" "" "curl/8.5.0" ""
	// "" "" "" "" ""
}

// A heartbeat may be long, for an entity of 64 KB with every letter escaped. What
// no editor sends is set aside with the reason: a store that kept it would be
// slow for all that come later.
func TestAHeartbeatOfManyMegabytesIsSetAside(t *testing.T) {
	item := func(entity string) string { return `{"time":1795222976,"entity":"` + entity + `"}` }
	var l log
	ids := results(t, send(&l, bulk, "["+item(strings.Repeat(`\u0061`, 64<<10))+","+item(strings.Repeat("a", 1<<20))+"]"))
	if beats, bad := l.beats(), l.bad(); len(ids) != 2 || len(beats) != 1 || len(beats[0].Entity) != 64<<10 ||
		len(bad) != 1 || bad[0] != "1048607 bytes, more than a heartbeat can be" {
		t.Errorf("told of %d, kept %d, set aside %q", len(ids), len(beats), bad)
	}
}
