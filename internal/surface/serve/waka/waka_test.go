package waka_test

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/surface/serve/waka"
)

// book is beats in the order of time.
type book []logbook.Beat

func (b book) Items(_ context.Context, _ policy.Grant, span when.Span, sources ...string) iter.Seq2[logbook.Beat, error] {
	return func(yield func(logbook.Beat, error) bool) {
		for _, beat := range b {
			if beat.At >= span.From && beat.At < span.To && (len(sources) == 0 || sources[0] == beat.Lane.Source) && !yield(beat, nil) {
				return
			}
		}
	}
}

func (b book) Beats(ctx context.Context, g policy.Grant, span when.Span, sources ...string) iter.Seq2[logbook.Beat, error] {
	return b.Items(ctx, g, span, sources...)
}

// Presences are those of the rule at its usual timeout.
func (b book) Presences(ctx context.Context, _ policy.Grant, span when.Span) iter.Seq2[logbook.Presence, error] {
	return func(yield func(logbook.Presence, error) bool) {
		all := when.Span{From: -1 << 62, To: 1 << 62}
		err := part(b.Items(ctx, policy.Grant{}, all), 15*when.Minute, nil, func(p logbook.Presence) error {
			if p.Span.Overlaps(span) && !yield(p, nil) {
				return errEnough
			}
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) {
			yield(logbook.Presence{}, err)
		}
	}
}

var errEnough = errors.New("enough")

// part is the rule, told anew: a gap shorter than the timeout belongs to the
// earlier beat.
func part(beats iter.Seq2[logbook.Beat, error], timeout when.Instant, _ *time.Location, visit func(logbook.Presence) error) error {
	var before *logbook.Beat
	for b, err := range beats {
		if err != nil {
			return err
		}
		if before != nil && b.At > before.At && b.At-before.At < timeout {
			p := logbook.Presence{
				Span: when.Span{From: before.At, To: b.At}, Lane: before.Lane, Type: before.Type, Project: before.Project,
				Branch: before.Branch, Language: before.Language, Category: before.Category, Session: before.Session,
			}
			if err := visit(p); err != nil {
				return err
			}
		}
		before = &b
	}
	return nil
}

// berlin is where the person of these tests lives.
func berlin(t *testing.T) *time.Location {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// read asks for a path and decodes the answer into v.
func read(t *testing.T, b book, path string, v any) int {
	t.Helper()
	return ask(t, desk(t, b), http.MethodGet, path, v)
}

func desk(t *testing.T, b book) *waka.API {
	return &waka.API{
		Book: b, Now: func() when.Instant { return when.At(time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)) }, Zone: berlin(t), Part: part,
		Agent: func(text string) waka.Agent {
			editor, system, _ := strings.Cut(text, " on ")
			return waka.Agent{Editor: editor, System: system}
		},
	}
}

func ask(t *testing.T, d *waka.API, method, path string, v any) int {
	t.Helper()
	w := httptest.NewRecorder()
	d.Handler([]string{"/api/v1"}).ServeHTTP(w, httptest.NewRequest(method, "/api/v1"+path, strings.NewReader("{}")))
	if err := json.Unmarshal(w.Body.Bytes(), v); err != nil {
		t.Fatalf("%s: %v in %s", path, err, w.Body)
	}
	return w.Code
}

// A day of heartbeats is that of the person's zone, each once and as it came.
func TestHeartbeatsOfADay(t *testing.T) {
	at := func(hour int) when.Instant { return when.At(time.Date(2026, 11, 20, hour, 30, 0, 0, time.UTC)) }
	beat := func(at when.Instant, raw string) logbook.Beat {
		return logbook.Beat{Lane: logbook.Lane{Source: "wakatime", Machine: "tower"}, Key: "k", At: at, Raw: []byte(raw)}
	}
	b := book{beat(at(22), `{"entity":"yesterday"}`), beat(at(23), `{"entity":"today","odd":[1]}`), beat(at(24), `{"id":"own"}`), beat(at(25), `{}`), beat(at(47), `{"entity":"tomorrow"}`)}
	var got struct {
		Data                 []json.RawMessage
		Start, End, Timezone string
	}
	if code := read(t, b, "/users/current/heartbeats?date=2026-11-21", &got); code != 200 {
		t.Fatal(code)
	}
	want := []string{
		`{"id":"k","machine_name_id":"tower","entity":"today","odd":[1]}`, `{"machine_name_id":"tower","id":"own"}`, `{"id":"k","machine_name_id":"tower"}`,
	}
	var texts []string
	for _, d := range got.Data {
		texts = append(texts, string(d))
	}
	if diff := cmp.Diff(want, texts); diff != "" {
		t.Error(diff)
	}
	if got.Start != "2026-11-20T23:00:00Z" || got.End != "2026-11-21T22:59:59Z" || got.Timezone != "Europe/Berlin" {
		t.Errorf("from %s to %s in %s", got.Start, got.End, got.Timezone)
	}
	read(t, b, "/users/current/heartbeats?date=2026-11-21&timezone=Asia/Tokyo", &got)
	if len(got.Data) != 4 || got.Timezone != "Asia/Tokyo" {
		t.Errorf("in Tokyo there are %d", len(got.Data))
	}
	var none struct{ Data []any }
	if read(t, nil, "/users/current/heartbeats", &none); none.Data == nil {
		t.Error("no heartbeats are null, which clients take the length of")
	}
}

func TestWhatIsNoDay(t *testing.T) {
	for _, query := range []string{"date=soon", "timezone=Nowhere", "timezone=Local", "date=2026-02-30"} {
		var got struct{ Error string }
		if code := read(t, nil, "/users/current/heartbeats?"+query, &got); code != 400 || got.Error == "" {
			t.Errorf("%s: %d %q", query, code, got.Error)
		}
	}
}
