package web_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

// TestASeriesLeadsToItsFacts: from the name of a series to the event as it was
// read, from how often to the day it last took place.
func TestASeriesLeadsToItsFacts(t *testing.T) {
	t.Parallel()
	handler := onlyRead(t)
	get := func(address string) string {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, http.NoBody))
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d", address, w.Code)
		}
		return w.Body.String()
	}
	rows := regexp.MustCompile(`<a href="(/evidence/[0-9a-f]{32})">([^<]+)</a>.*?<a href="(/day/[0-9-]{10})">`).FindAllStringSubmatch(get("/meetings"), -1)
	if len(rows) < 5 {
		t.Fatalf("only %d series lead anywhere", len(rows))
	}
	for _, row := range rows[:5] {
		for _, address := range []string{row[1], row[3]} {
			if !strings.Contains(get(address), row[2]) {
				t.Errorf("%s does not speak of %s", address, row[2])
			}
		}
	}
}
