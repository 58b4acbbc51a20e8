package web_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/surface/web"
)

// TestAnOldAddressLeadsToTheNew: the format and the question go along.
func TestAnOldAddressLeadsToTheNew(t *testing.T) {
	handler := web.Handler(living(t, lives.All()[0]).o)
	for old, want := range map[string]string{"/remove": "/distance", "/remove.json": "/distance.json", "/remove.csv?a=b&c=d": "/distance.csv?a=b&c=d"} {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, old, http.NoBody))
		if got := w.Header().Get("Location"); w.Code != http.StatusMovedPermanently || got != want {
			t.Errorf("%s: %d to %q, want %q", old, w.Code, got, want)
		}
	}
	for _, pattern := range []string{"GET /remove", "GET /remove.json", "GET /distance.csv"} {
		if !slices.Contains(web.Paths(), pattern) {
			t.Errorf("%s is not among the paths that are mounted", pattern)
		}
	}
}
