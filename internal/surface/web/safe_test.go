package web_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/surface/serve"
	"github.com/backsight/backsight/internal/surface/web"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

// hostile are texts that others put into a calendar or a commit, and that must
// stay what they are: words.
var hostile = []string{
	`<script>window.hurt=1</script>`, `"><img src=x onerror="window.hurt=1">`, `</title></svg><script>window.hurt=1</script>`,
	`{{.}} ${window.hurt=1}`, "javascript:window.hurt=1", "=HYPERLINK(\"http://evil.example\")", "\u202egnp.exe", "`<b>x</b>`",
}

// planted puts the texts wherever others can write: titles, commit messages,
// callers, bad rows, names of places, and what the person says.
func (h *home) planted(t testing.TB) *home {
	t.Helper()
	b := logbook.Batch{
		Person: h.person, Place: logbook.Place{Source: "git", Machine: "laptop", Name: hostile[0], URI: "/src/" + hostile[1]},
		At: today.Start(time.UTC), By: "test", Position: logbook.Position("1"),
	}
	counts := logbook.Coverage{Place: b.Place, From: today - 30, To: today, Facts: 9, Yours: 9, Bad: len(hostile)}
	for i, text := range hostile {
		at := (today - when.Day(i)).Start(time.UTC) + 9*when.Hour
		commit := logbook.Commit{Object: fmt.Sprint("c", i), Role: logbook.Authored, As: "ilse@work.example.org", Subject: text, Authored: at, Committed: at}
		raw := "BEGIN:VEVENT\nUID:" + fmt.Sprint(i) + "\nSUMMARY:" + text + "\nDTSTART:20261119T1" + fmt.Sprint(i) + "0000Z\nDTEND:20261119T1" + fmt.Sprint(i) + "3000Z\n" +
			"ORGANIZER:mailto:" + text + "\nATTENDEE:mailto:ilse@work.example.org\nATTENDEE:mailto:x@example.org\nEND:VEVENT"
		event := logbook.Event{UID: fmt.Sprint("e", i), Calendar: text, Raw: raw}
		b.Entries = append(
			b.Entries,
			logbook.Entry{Fact: &logbook.Fact{Person: h.person, Kind: logbook.KindCommit, Key: fmt.Sprint("c", i), Span: when.Span{From: at, To: at}, Zone: "+00:00", Day: today - when.Day(i), Body: logbook.Body(commit)}},
			logbook.Entry{Fact: &logbook.Fact{Person: h.person, Kind: logbook.KindEvent, Key: fmt.Sprint("e", i), Span: when.Span{From: at, To: at + when.Hour}, Day: when.NoDay, Body: logbook.Body(event)}},
			logbook.Entry{Bad: &logbook.BadRow{Line: i + 1, What: text, Row: text}},
		)
		said := logbook.Said{Text: text, What: "family", From: today - 400, To: today - 390}
		h.says(t, lived(fmt.Sprint("planted ", i), said))
	}
	b.Entries = append(b.Entries, logbook.Entry{Counts: &counts})
	if _, err := h.db.Put(context.Background(), b); err != nil {
		t.Fatal(err)
	}
	return h
}

// shown are the pages on which something of the planted shows; tools/browser
// looks at them too, and at what runs.
var shown = []string{"/", "/drift", "/drift?turn=1", "/day/2026-11-19", "/day/2026-11-17", "/week", "/meetings", "/sort", "/evidence", "/reference", "/audit"}

// TestWordsOfOthersAreWords: no page lets a title or a message become markup, and
// a spreadsheet is given no formula.
func TestWordsOfOthersAreWords(t *testing.T) {
	t.Parallel()
	handler := web.Handler(living(t, life(t, "drifting-director")).planted(t).o)
	raw := regexp.MustCompile(`<script>window|<img |onerror="|<b>x|href="javascript:|\x{202e}`)
	met := 0
	for _, address := range shown {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, http.NoBody))
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d %.300s", address, w.Code, w.Body)
		}
		if found := raw.FindString(w.Body.String()); found != "" {
			t.Errorf("%s holds %q", address, found)
		}
		met += strings.Count(w.Body.String(), "&lt;script&gt;window.hurt=1")
	}
	if met < len(shown) {
		t.Errorf("the planted text was met %d times only: nothing is proved", met)
	}
	for _, address := range []string{"/meetings.csv", "/day/2026-11-19.csv", "/reference.csv", "/evidence.csv"} {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, http.NoBody))
		rows, err := csv.NewReader(bytes.NewReader(w.Body.Bytes())).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if strings.HasPrefix(cell, "=") {
					t.Errorf("%s holds a formula: %q", address, cell)
				}
			}
		}
	}
}

// keys are those of the tests' server.
type keys map[[32]byte]policy.Token

func (k keys) TokenOf(_ context.Context, hash [32]byte) (policy.Token, bool, error) {
	t, some := k[hash]
	return t, some, nil
}

const (
	reader = "waka_11111111-2222-4333-8444-666666666666"
	writer = "waka_11111111-2222-4333-8444-777777777777"
	plugin = "waka_11111111-2222-4333-8444-888888888888"
)

// behind are the pages behind the walls of the server.
func behind(h *home) http.Handler {
	now := func() when.Instant { return today.Start(time.UTC) }
	return serve.Handler(serve.Options{
		Addr: "127.0.0.1:7717", Now: now, Sessions: serve.NewSessions(h.person, "bname", now), Door: frame.Door(),
		Keys: keys{
			policy.HashOf(reader): {Scopes: []policy.Scope{policy.Read}}, policy.HashOf(writer): {Scopes: policy.Scopes()},
			policy.HashOf(plugin): {Scopes: []policy.Scope{policy.Ingest}},
		},
		Rooms: []serve.Room{{Paths: web.Paths(), Handler: web.Handler(h.o), Scope: policy.Read, Writing: policy.Write}},
	})
}

// TestTheWallsAroundThePages: whoever has no key, the wrong one, another name for
// the server or another site behind them is refused; a key that reads opens every
// page and says nothing.
func TestTheWallsAroundThePages(t *testing.T) {
	t.Parallel()
	handler := behind(living(t, life(t, "drifting-director")).heard(t))
	ask := func(method, address string, headers ...string) int {
		r := httptest.NewRequest(method, "http://127.0.0.1:7717/", strings.NewReader("period=2017"))
		at, err := r.URL.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		r.URL = at
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for i := 0; i < len(headers); i += 2 {
			if headers[i] == "Host" {
				r.Host = headers[i+1]
				continue
			}
			r.Header.Set(headers[i], headers[i+1])
		}
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		return w.Code
	}
	read := []string{"Authorization", "Bearer " + reader}
	for _, address := range addresses {
		if code := ask("GET", address, read...); code != http.StatusOK {
			t.Errorf("a key that reads: %s answers %d", address, code)
		}
		if code := ask("GET", address); code != http.StatusUnauthorized {
			t.Errorf("no key: %s answers %d", address, code)
		}
	}
	for what, one := range map[string]struct {
		code    int
		method  string
		address string
		headers []string
	}{
		"a key for plugins":          {403, "GET", "/drift", []string{"Authorization", "Bearer " + plugin}},
		"a made-up key":              {401, "GET", "/drift", []string{"Authorization", "Bearer waka_11111111-2222-4333-8444-999999999999"}},
		"a foreign host":             {421, "GET", "/drift", append([]string{"Host", "evil.example:7717"}, read...)},
		"a name bound to loopback":   {421, "GET", "/", append([]string{"Host", "rebound.example"}, read...)},
		"another site's script":      {403, "GET", "/drift.json", append([]string{"Origin", "https://evil.example"}, read...)},
		"another site's image":       {403, "GET", "/drift", append([]string{"Sec-Fetch-Site", "cross-site"}, read...)},
		"a form with a reading key":  {403, "POST", "/reference/fix", read},
		"a form of another site":     {403, "POST", "/reference/fix", []string{"Authorization", "Bearer " + writer, "Origin", "https://evil.example"}},
		"a form of one's own":        {303, "POST", "/reference/fix", []string{"Authorization", "Bearer " + writer, "Origin", "http://127.0.0.1:7717"}},
		"a way out of static":        {404, "GET", "/static/..%2f..%2fweb.go", read},
		"a way out, written plainly": {404, "GET", "/static/../../etc/passwd", read},
		"a page by another method":   {405, "DELETE", "/drift", []string{"Authorization", "Bearer " + writer}},
	} {
		if code := ask(one.method, one.address, one.headers...); code != one.code {
			t.Errorf("%s: %d, want %d", what, code, one.code)
		}
	}
}
