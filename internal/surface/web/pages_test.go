package web_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/surface/web"
)

// addresses are all pages with what makes them different.
var addresses = []string{
	"/", "/drift", "/drift?measure=meeting_hours&turn=1", "/drift?year=2018", "/day", "/day/2016-05-12", "/day/1999-01-01", "/day/2026-11-19", "/week", "/week/2019-03-11", "/distance", "/assistants", "/assistants?since=2026-11-09&until=2026-11-13",
	"/year", "/year?measure=meeting_hours", "/meetings",
	"/meetings?since=2019&until=2019-06", "/evidence", "/reference", "/audit", "/audit?verify=1", "/settings", "/sort", "/mine", "/energy", "/said", "/said/energy", "/said/level", "/said/life", "/said/set", "/where", "/learning", "/wins", "/aims",
}

// TestEveryPageAnswersThreeWays: as a page, as JSON and as CSV, whose rows are as
// wide as their heading.
func TestEveryPageAnswersThreeWays(t *testing.T) {
	t.Parallel()
	handler := web.Handler(living(t, lives.All()[0]).heard(t).o)
	for _, address := range addresses {
		path, query, _ := strings.Cut(address, "?")
		if path == "/" {
			path = "/today"
		}
		for format, check := range map[string]func(*testing.T, []byte){"": isPage, ".json": isJSON, ".csv": isCSV} {
			t.Run(address+format, func(t *testing.T) {
				w := httptest.NewRecorder()
				handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path+format+"?"+query, http.NoBody))
				if w.Code != http.StatusOK {
					t.Fatalf("%d: %.300s", w.Code, w.Body)
				}
				if w.Header().Get("Cache-Control") != "no-store" {
					t.Error("a personal page may be kept by the browser")
				}
				check(t, w.Body.Bytes())
			})
		}
	}
}

// TestThePolicyOfEveryAnswer: whatever is asked for, the browser is told to run
// nothing but what comes from here, and to make no markup of text.
func TestThePolicyOfEveryAnswer(t *testing.T) {
	t.Parallel()
	handler := onlyRead(t)
	for _, address := range append([]string{"/nowhere", "/drift.json", "/drift.csv", "/drift?turn=99", "/static/app.js", "/import/events"}, addresses...) {
		r := httptest.NewRequest(http.MethodGet, address, http.NoBody)
		ctx, stop := context.WithTimeout(r.Context(), 2*time.Second)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r.WithContext(ctx))
		stop()
		policy := w.Header().Get("Content-Security-Policy")
		for _, part := range []string{
			"default-src 'none'", "script-src 'self';", "style-src 'self';", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
			"require-trusted-types-for 'script'", "trusted-types 'none'",
		} {
			if !strings.Contains(policy, part) {
				t.Errorf("%s: the policy lacks %s: %s", address, part, policy)
			}
		}
		if strings.Contains(policy, "unsafe") || w.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", address, w.Header())
		}
	}
}

func isPage(t *testing.T, body []byte) {
	if n := bytes.Count(body, []byte("<h1>")); n != 1 {
		t.Errorf("%d h1", n)
	}
	for _, inline := range []string{"<script>", "<style", " style=", " onclick=", "javascript:"} {
		if bytes.Contains(body, []byte(inline)) {
			t.Errorf("there is inline %s", inline)
		}
	}
}

func isJSON(t *testing.T, body []byte) {
	var v map[string]any
	if err := json.Unmarshal(body, &v); err != nil || len(v) == 0 {
		t.Errorf("%v: %.200s", err, body)
	}
}

func isCSV(t *testing.T, body []byte) {
	rows, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil || len(rows) < 1 || len(rows[0]) < 2 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

// TestTheDriftPageIsLight: 40 KB as it travels, in the longest life.
func TestTheDriftPageIsLight(t *testing.T) {
	t.Parallel()
	const most = 40 << 10
	for _, l := range lives.All() {
		t.Run(l.Name, func(t *testing.T) {
			t.Parallel()
			handler := web.Handler(working(t, l).o)
			r := httptest.NewRequest(http.MethodGet, "/drift", http.NoBody)
			r.Header.Set("Accept-Encoding", "gzip")
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, r)
			size := w.Body.Len()
			z, err := gzip.NewReader(w.Body)
			if err != nil {
				t.Fatal(err)
			}
			plain, err := io.ReadAll(z)
			if err != nil || size > most {
				t.Errorf("%d bytes compressed, %v", size, err)
			}
			t.Logf("%d bytes, %d compressed", len(plain), size)
		})
	}
}
