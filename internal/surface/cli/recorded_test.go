package cli_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// recorded is one request as wakatime-cli 1.90.0 made it: testdata holds what
// the real program sent, its machine's kernel and key apart.
type recorded struct {
	Method, Path, Body string
	Headers            map[string]string
}

func recordings(t *testing.T) (out []recorded) {
	t.Helper()
	text, err := os.ReadFile("testdata/wakatime-cli-1.90.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(text) {
		var r recorded
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

// say sends it as it was, with a key of this server.
func (r recorded) say(h *house, v any) int {
	h.t.Helper()
	q, err := http.NewRequest(r.Method, "http://"+h.addr+r.Path, strings.NewReader(r.Body))
	if err != nil {
		h.t.Fatal(err)
	}
	for name, value := range r.Headers {
		if name != "Accept-Encoding" { // which Go adds itself, and then unpacks
			q.Header.Set(name, value)
		}
	}
	q.Header.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(h.key)))
	w, err := http.DefaultClient.Do(q)
	if err != nil {
		h.t.Fatal(err)
	}
	defer w.Body.Close()
	if err := json.NewDecoder(w.Body).Decode(v); err != nil {
		h.t.Fatalf("%s %s: %d, %v", r.Method, r.Path, w.StatusCode, err)
	}
	return w.StatusCode
}

// What the real client said is answered as it needs, kept, and given back as it
// came; said twice it is there once. This holds where the program itself cannot
// be had, too.
func TestWhatTheRealClientSaid(t *testing.T) {
	h := newHouse(t)
	h.start()
	var sent []map[string]any
	for _, r := range append(recordings(t), recordings(t)...) {
		if r.Method == http.MethodGet {
			var bar struct {
				Data struct {
					Total struct {
						Text           string
						Hours, Minutes int
					} `json:"grand_total"`
					Categories, Projects, Machines []json.RawMessage
				}
			}
			if code := r.say(h, &bar); code != http.StatusOK || bar.Data.Total.Text == "" || bar.Data.Categories == nil || bar.Data.Projects == nil {
				t.Errorf("%s: %d %+v", r.Path, code, bar)
			}
			continue
		}
		var items []map[string]any
		if err := json.Unmarshal([]byte(r.Body), &items); err != nil {
			t.Fatal(err)
		}
		var answer struct{ Responses [][2]any }
		if code := r.say(h, &answer); code != http.StatusAccepted || len(answer.Responses) != len(items) {
			t.Errorf("%d with %d results for %d heartbeats", code, len(answer.Responses), len(items))
		}
		for _, one := range answer.Responses {
			if one[1] != 201.0 {
				t.Errorf("a result of %v", one)
			}
		}
		sent = append(sent, items...)
	}
	sent = sent[:len(sent)/2]
	slices.SortFunc(sent, func(a, b map[string]any) int { return int(1000 * (a["time"].(float64) - b["time"].(float64))) })
	var kept struct{ Data []map[string]any }
	h.read("/users/current/heartbeats?date=2026-11-21", &kept)
	for i := range kept.Data {
		delete(kept.Data[i], "id")
		delete(kept.Data[i], "machine_name_id")
	}
	if diff := cmp.Diff(sent, kept.Data); diff != "" {
		t.Errorf("(-sent +kept):\n%s", diff)
	}
	h.stop()
}
