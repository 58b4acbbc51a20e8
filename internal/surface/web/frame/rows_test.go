package frame

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// TestRowsAreForCSV: the rows of a page are worked out for who asks for CSV, and
// for nobody else.
func TestRowsAreForCSV(t *testing.T) {
	s, worked := &site{files: newFiles(embedded)}, 0
	v := View{Page: sorryPage{}, Template: "sorry", Rows: func() [][]string { worked++; return [][]string{{"a", "b"}} }}
	handler := formats(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.answer(w, r, nil, Page{}, v, http.StatusOK) }))
	for address, want := range map[string]int{"/x": 0, "/x.json": 0, "/x.csv": 1} {
		worked = 0
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, http.NoBody))
		if worked != want || w.Code != http.StatusOK {
			t.Errorf("%s: status %d, the rows were worked out %d times, want %d", address, w.Code, worked, want)
		}
		if text := w.Body.String(); want == 1 && text != "a,b\n" {
			t.Errorf("%s: %q", address, text)
		}
	}
}
