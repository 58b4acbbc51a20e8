package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/serve"
	"github.com/backsight/backsight/internal/surface/serve/api"
)

const now = when.Instant(1_764_489_600_000_000) // 2025-11-30 08:00 UTC

// keys are one of each scope.
type keys struct{}

func key(s policy.Scope) string {
	return fmt.Sprintf("waka_11111111-2222-4333-8444-%012d", slices.Index(policy.Scopes(), s))
}

func (keys) TokenOf(_ context.Context, hash [32]byte) (policy.Token, bool, error) {
	for _, s := range policy.Scopes() {
		if policy.HashOf(key(s)) == hash {
			return policy.Token{Hash: hash, Name: "the " + string(s) + " key", Scopes: []policy.Scope{s}}, true, nil
		}
	}
	return policy.Token{}, false, nil
}

// server is the interface behind the walls, over an empty store.
func server(t *testing.T) http.Handler {
	t.Helper()
	d, err := desk.Open(context.Background(), ":memory:", func() when.Instant { return now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.DB.Close() })
	o := api.Options{
		Desk: d, Now: func() when.Instant { return now }, Zone: func() *time.Location { return time.FixedZone("", 3600) },
		Complain: func(err error) { t.Error(err) }, Key: serve.KeyOf, Writes: serve.Writes,
	}
	return serve.Handler(serve.Options{
		Addr: "127.0.0.1:7717", Keys: keys{}, Now: o.Now,
		Rooms: []serve.Room{{Paths: api.Paths(), Needs: api.Needs, Handler: api.Handler(o)}},
	})
}

// ask sends a request with the key of a scope, "" for none.
func ask(t *testing.T, h http.Handler, scope policy.Scope, method, path, body string) (int, string) {
	t.Helper()
	r := httptest.NewRequest(method, "http://127.0.0.1:7717"+path, strings.NewReader(body))
	if scope != "" {
		r.Header.Set("Authorization", "Bearer "+key(scope))
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	text, err := io.ReadAll(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Code, strings.TrimSpace(string(text))
}

// TestTheContract walks through what a client is promised, one request after the
// other.
func TestTheContract(t *testing.T) {
	h := server(t)
	first := `{"id":"phone-1","kind":"energy","at":"2026-03-02T10:15:00+01:00","day":"2026-03-02","values":{"note":"after the review","value":5},"by":"the say key"}`
	reference := `{"id":"r","kind":"reference",`
	for _, c := range []struct {
		scope        policy.Scope
		method, path string
		body         string
		status       int
		says         string
	}{
		{policy.Say, "POST", "/api/record/energy", `{"value":5,"note":"after the review","at":"2026-03-02T10:15:00+01:00","id":"phone-1"}`, 201, first},
		{policy.Say, "POST", "/api/record/energy", `{"value":2,"id":"phone-1"}`, 200, first},
		{policy.Say, "POST", "/api/record/energy", first, 200, first},
		{policy.Write, "POST", "/api/record/energy", `{"value":3}`, 201, `{"id":"1764489600000000","kind":"energy","at":"2025-11-30T09:00:00+01:00","day":"2025-11-30","values":{"value":3},"by":"the write key"}`},
		{policy.Write, "POST", "/api/record/energy", `{"value":3}`, 201, `{"id":"1764489600000001",`},
		{policy.Say, "POST", "/api/record/energy", `{"value":3,"at":"1970-01-01T00:00:00Z"}`, 201, `{"id":"0","kind":"energy","at":"1970-01-01T00:00:00Z","day":"1970-01-01",`},
		{policy.Write, "POST", "/api/record/calendar", `{"address":"https://example.org/a.ics","at":"1970-01-01T00:00:00Z"}`, 201, `{"id":"c1a62f5be434394e784a710c9d4d43be","kind":"calendar","at":"1970-01-01T00:00:00Z",`},
		{policy.Say, "POST", "/api/record/energy", `value=5`, 400, `{"error":"it must be one JSON object"}`},
		{policy.Say, "POST", "/api/record/energy", `{"value":5} ` + strings.Repeat(" ", 1<<17), 413, `{"error":"it is longer than 65536 bytes"}`},
		{policy.Say, "POST", "/api/record/energy", `{"value":5,"value":6}`, 400, `{"error":"a name stands in it twice"}`},
		{policy.Say, "POST", "/api/record/energy", `{"values":{"value":5,"value":6}}`, 400, `{"error":"a name stands in it twice"}`},
		{policy.Say, "POST", "/api/record/energy", `{"value":5,"note":[{"a":1,"\u0061":2}]}`, 400, `{"error":"a name stands in it twice"}`},
		{policy.Say, "POST", "/api/record/energy", `{"value":5,"note":[{"a":1},{"a":2}]}`, 422, `{"error":"note must be a string","field":"note"}`},
		{policy.Say, "POST", "/api/record/energy", "{\"value\":5,\"note\":\"\xff\"}", 400, `{"error":"it must be one JSON object"}`},
		{policy.Say, "POST", "/api/record/energy", `{"value":1e999}`, 422, `{"error":"value must be a number","field":"value"}`},
		{policy.Say, "POST", "/api/record/energy", `{"value":NaN}`, 400, `{"error":`},
		{policy.Say, "POST", "/api/record/energy", strings.Repeat("[", 60000), 400, `{"error":`},
		{policy.Say, "POST", "/api/record/energy", `{"value":8}`, 422, `{"error":"value must be a whole number from 1 to 7, not \"8\"","field":"value"}`},
		{policy.Say, "POST", "/api/record/energy", `{}`, 422, `{"error":"value is missing","field":"value"}`},
		{policy.Say, "POST", "/api/record/energy", `{"value":5,"mood":1}`, 422, `{"error":"mood is no field of energy: they are value, note","field":"mood"}`},
		{policy.Say, "POST", "/api/record/energy", `{"value":5,"at":"yesterday"}`, 422, `{"error":"at must be a time`},
		{policy.Say, "POST", "/api/record/energy", `{"value":5,"id":"` + strings.Repeat("x", 65) + `"}`, 422, `{"error":"id has 65 characters, of 64 at most","field":"id"}`},
		{policy.Say, "POST", "/api/record/mood", `{"value":5}`, 404, `{"error":"there is no kind \"mood\""}`},
		{policy.Say, "POST", "/api/record/bucket", `{}`, 404, `{"error":"there is no kind \"bucket\""}`},
		{"", "POST", "/api/record/energy", `{"value":5}`, 401, `{"error":`},
		{policy.Read, "POST", "/api/record/energy", `{"value":5}`, 403, `{"error":`},
		{policy.Ingest, "POST", "/api/record/energy", `{"value":5}`, 403, `{"error":`},
		{policy.Say, "POST", "/api/record/reference", `{"period":"2017"}`, 403, `{"error":`},
		{policy.Say, "POST", "/api/record/set", `{}`, 403, `{"error":`},
		{policy.Say, "POST", "/api/record/life", `{"text":"a child","from":"2024-03-10","what":"leave"}`, 201, `{"id":`},
		{policy.Write, "POST", "/api/record/reference", `{"period":"2017","id":"r"}`, 201, reference},
		{policy.Write, "POST", "/api/record/reference", `{"period":"2017","id":"r"}`, 200, reference},
		{policy.Say, "GET", "/api/record/energy", "", 403, `{"error":`},
		{policy.Write, "GET", "/api/record/energy", "", 403, `{"error":`},
		{"", "GET", "/api/record/energy", "", 401, `{"error":`},
		{policy.Read, "GET", "/api/record/energy?since=2026-01-01", "", 200, `{"entries":[` + first + `]}`},
		{policy.Read, "GET", "/api/record/energy?until=2026-03-02&since=2026-03-02", "", 200, `{"entries":[` + first + `]}`},
		{policy.Read, "GET", "/api/record/energy?until=2026-03-02T10:15:00%2B01:00&since=2026-01-01", "", 200, `{"entries":[]}`},
		{policy.Read, "GET", "/api/record/energy?since=soon", "", 422, `{"error":"since must be a date`},
		{policy.Read, "GET", "/api/record/mood", "", 404, `{"error":`},
		{policy.Say, "POST", "/api/record/energy", `{"value":5,"mode":"random"}`, 422, `{"error":"mode is filled in by Backsight","field":"mode"}`},
		{policy.Write, "POST", "/api/record/win", `{"text":"mine","id":"mine"}`, 201, `{"id":"mine","kind":"win","at":"2025-11-30T09:00:00+01:00","day":"2025-11-30","values":{"text":"mine"},"by":"the write key"}`},
		{policy.Say, "DELETE", "/api/record/win/mine", "", 404, `{"error":"there is no win with the id \"mine\""}`},
		{policy.Write, "DELETE", "/api/record/win/mine", "", 204, ""},
		{policy.Say, "DELETE", "/api/record/energy/phone-1", "", 204, ""},
		{policy.Say, "DELETE", "/api/record/energy/phone-1", "", 404, `{"error":"there is no check-in with the id \"phone-1\""}`},
		{policy.Read, "DELETE", "/api/record/energy/1764489600000000", "", 403, `{"error":`},
		{policy.Say, "DELETE", "/api/record/win/1764489600000000", "", 404, `{"error":`},
		{policy.Say, "DELETE", "/api/record/reference/" + referenceID(t), "", 403, `{"error":`},
		{policy.Write, "DELETE", "/api/record/reference/" + referenceID(t), "", 204, ""},
		{policy.Write, "POST", "/api/record/reference", `{"period":"2017","id":"r"}`, 200, reference},
		{policy.Read, "GET", "/api/record/reference", "", 200, `{"entries":[]}`},
		{policy.Read, "GET", "/api/record/energy?since=2026-01-01", "", 200, `{"entries":[]}`},
		{policy.Say, "PUT", "/api/record/energy", "", 405, `{"error":`},
		{policy.Say, "GET", "/api/record", "", 404, `{"error":`},
	} {
		if status, text := ask(t, h, c.scope, c.method, c.path, c.body); status != c.status || !strings.HasPrefix(text, c.says) || c.says == "" && text != "" {
			t.Errorf("%s %s %s %.80s:\n%d %s\n%d %s", c.scope, c.method, c.path, c.body, status, text, c.status, c.says)
		}
	}
}

func referenceID(t *testing.T) string {
	t.Helper()
	e := record.Reference.New(record.Values{"period": {Days: when.Year(2017)}})
	e.Key = e.KeyOf(0)
	f := e.Fact(1, 1)
	read, err := record.Read(&f)
	if err != nil {
		t.Fatal(err)
	}
	return read.ID
}

// TestIDsReadNothing: an id that somebody else used answers with what it names only
// to who knows that already.
func TestIDsReadNothing(t *testing.T) {
	h := server(t)
	const secret = `{"text":"left the old firm","id":"w1","at":"2026-03-02T10:15:00+01:00"}`
	status, first := ask(t, h, policy.Write, "POST", "/api/record/win", secret)
	if status != 201 {
		t.Fatal(status, first)
	}
	taken := `{"error":"id was used before, for an entry that says something else","field":"id"}`
	for _, c := range []struct {
		scope  policy.Scope
		body   string
		status int
		says   string
	}{
		{policy.Say, `{"text":"?","id":"w1"}`, 409, taken},
		{policy.Say, `{"text":"left the old firm","id":"w1","at":"2026-03-02T10:16:00+01:00"}`, 409, taken},
		{policy.Say, `{"text":"left the old firm","level":0,"id":"w1"}`, 409, taken},
		{policy.Say, `{"text":"left the old firm","id":"w1"}`, 200, first},
		{policy.Say, secret, 200, first},
		{policy.Write, `{"text":"?","id":"w1"}`, 200, first},
	} {
		if status, text := ask(t, h, c.scope, "POST", "/api/record/win", c.body); status != c.status || text != c.says {
			t.Errorf("%s %s: %d %s", c.scope, c.body, status, text)
		}
	}
	if _, text := ask(t, h, policy.Read, "GET", "/api/record/win", ""); text != `{"entries":[`+first+`]}` {
		t.Error(text)
	}
}

// TestIDsOfNamedThings: of kinds whose entries have a name of their own the client's
// id and moment hold too.
func TestIDsOfNamedThings(t *testing.T) {
	h := server(t)
	for _, c := range []struct {
		method, path, body string
		status             int
		says               string
	}{
		{"POST", "level", `{"work":"reviewing","level":2,"id":"a","at":"2025-11-01T10:00:00+01:00"}`, 201, `{"id":"a","kind":"level","at":"2025-11-01T09:00:00Z","day":"2025-11-01","values":{"level":2,"work":"reviewing"},"by":"the write key"}`},
		{"POST", "level", `{"work":"reviewing","level":3,"id":"b"}`, 201, `{"id":"b","kind":"level","at":"2025-11-30T08:00:00Z",`},
		{"POST", "level", `{"work":"reviewing","level":2,"id":"a"}`, 200, `{"id":"a","kind":"level","at":"2025-11-01T09:00:00Z",`},
		{"POST", "level", `{"work":"hiring","level":2,"id":"b"}`, 200, `{"id":"b","kind":"level","at":"2025-11-30T08:00:00Z","day":"2025-11-30","values":{"level":3,"work":"reviewing"}`},
		{"POST", "level", `{"work":"reviewing","level":1,"at":"2025-11-02T10:00:00Z"}`, 422, `{"error":"at lies before 2025-11-30T08:00:00Z, when you said something of this level since","field":"at"}`},
		{"POST", "level", `{"work":"hiring","level":1,"at":"2025-12-24T10:00:00Z"}`, 422, `{"error":"at lies ahead: of levels it is when you said so","field":"at"}`},
		{"POST", "pin", `{"series":"s","about":"nonsense"}`, 422, `{"error":"about must be one of one_on_one,`},
		{"POST", "pin", `{"series":"s","about":"planning","id":"p"}`, 201, `{"id":"p",`},
		{"DELETE", "level/b", "", 204, ""},
		{"DELETE", "level/b", "", 404, `{"error":`},
		{"POST", "level", `{"work":"reviewing","level":3,"id":"b"}`, 200, `{"id":"b",`},
		{"DELETE", "pin/p", "", 204, ""},
	} {
		if status, text := ask(t, h, policy.Write, c.method, "/api/record/"+c.path, c.body); status != c.status || !strings.HasPrefix(text, c.says) {
			t.Errorf("%s %s %s:\n%d %s", c.method, c.path, c.body, status, text)
		}
	}
	if _, text := ask(t, h, policy.Read, "GET", "/api/record/level", ""); text != `{"entries":[]}` {
		t.Error(text)
	}
}

// TestWhatCannotHold: what a program gets wrong is named by its field, of every kind.
func TestWhatCannotHold(t *testing.T) {
	h := server(t)
	for _, c := range []struct{ kind, body, field string }{
		{"energy", `{"value":5,"id":"   "}`, "id"},
		{"energy", `{"value":5,"id":"a "}`, "id"},
		{"energy", `{"value":5,"id":"\ud800"}`, "id"},
		{"energy", `{"value":5,"id":7}`, "id"},
		{"energy", `{"value":5,"at":"2016-12-31T23:59:60Z"}`, "at"},
		{"energy", `{"value":5,"at":"2199-12-31T23:59:59-12:00"}`, "at"},
		{"energy", `{"value":5,"at":1234}`, "at"},
		{"energy", `{"value":5,"by":7}`, "by"},
		{"energy", `{"Value":5}`, "Value"},
		{"energy", `{"values":{"value":5,"at":"2026-03-02T10:15:00+01:00"}}`, "at"},
		{"win", `{"text":"x","link":"https://e.x/\u00a0a"}`, "link"},
		{"identity", `{"text":" @ "}`, "text"},
		{"calendar", `{"address":"javascript:alert(1)"}`, "address"},
		{"calendar", `{"address":"https://ann:secret@e.x/a.ics"}`, "address"},
		{"server", `{"address":"http://e.x","source":"nonsense"}`, "source"},
		{"server", `{"address":"nowhere","source":"activitywatch"}`, "address"},
		{"set", `{"from":"2026-01-01T10:00:00Z","to":"2026-01-01T11:00:00Z","work":"making"}`, "from"},
		{"set", `{"from":"2025-11-01T10:00:00Z","to":"2099-01-01T11:00:00Z","work":"making"}`, "to"},
		{"pin", `{"series":"s","about":"making"}`, "about"},
	} {
		status, text := ask(t, h, policy.Write, "POST", "/api/record/"+c.kind, c.body)
		if status != 422 || !strings.HasSuffix(text, `"field":"`+c.field+`"}`) || strings.Contains(text, "secret") {
			t.Errorf("%s %s: %d %s", c.kind, c.body, status, text)
		}
	}
	r := httptest.NewRequest("POST", "http://127.0.0.1:7717/api/record/energy", strings.NewReader(`{"value":5,"by":"somebody else"}`))
	r.Header.Set("Authorization", "Bearer "+key(policy.Say))
	r.Header.Set("Content-Type", "text/xml") // curl -d says a form: what it says of itself is not asked
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, r); w.Code != 201 || !strings.Contains(w.Body.String(), `"by":"the say key"`) {
		t.Error(w.Code, w.Body)
	}
}

// TestOddIDs: whatever a client calls its entry, by that it is taken back.
func TestOddIDs(t *testing.T) {
	h := server(t)
	for _, id := range []string{"a/b", "2026-03-02 10:15", "é+%2F&=?#", "1764489600000000", "win 1", `"`} {
		body, err := json.Marshal(map[string]any{"text": "x", "id": id})
		if err != nil {
			t.Fatal(err)
		}
		if status, text := ask(t, h, policy.Say, "POST", "/api/record/win", string(body)); status != 201 {
			t.Errorf("%q: %d %s", id, status, text)
		}
		if status, text := ask(t, h, policy.Say, "DELETE", "/api/record/win/"+url.PathEscape(id), ""); status != 204 {
			t.Errorf("%q taken back: %d %s", id, status, text)
		}
	}
}

// TestForeignPages say nothing in the person's name, whatever they know.
func TestForeignPages(t *testing.T) {
	h := server(t)
	for name, value := range map[string]string{"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"} {
		r := httptest.NewRequest("POST", "http://127.0.0.1:7717/api/record/energy", strings.NewReader(`{"value":5}`))
		r.Header.Set("Authorization", "Bearer "+key(policy.Write))
		r.Header.Set(name, value)
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, r); w.Code != http.StatusForbidden {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	r := httptest.NewRequest("POST", "http://evil.example/api/record/energy", strings.NewReader(`{"value":5}`))
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, r); w.Code != http.StatusMisdirectedRequest {
		t.Errorf("another host: %d", w.Code)
	}
}
