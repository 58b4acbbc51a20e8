package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/surface/web"
)

// doubtful is what the page says is in doubt, the first asked about first.
func doubtful(t *testing.T, handler http.Handler) (out []struct{ ID, Title string }) {
	t.Helper()
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/sort.json", http.NoBody))
	var value struct {
		Series []struct{ ID, Title string }
	}
	if err := json.Unmarshal(w.Body.Bytes(), &value); err != nil {
		t.Fatal(err)
	}
	return value.Series
}

// TestSortingOnAPage asks about the series with most at stake, keeps what is
// said, asks on, and takes it back; what is passed over comes no more.
func TestSortingOnAPage(t *testing.T) {
	t.Parallel()
	handler := web.Handler(living(t, lives.All()[0]).o)
	asked := doubtful(t, handler)
	if len(asked) < 2 {
		t.Fatalf("only %d series in doubt: nothing to try", len(asked))
	}
	if _, all := read(t, handler, "/sort"); !strings.Contains(all, "What is “"+asked[0].Title+"” about?") {
		t.Errorf("it does not ask about %q:\n%.400s", asked[0].Title, all)
	}
	if _, all := read(t, handler, "/sort?passed="+asked[0].ID); !strings.Contains(all, "What is “"+asked[1].Title+"” about?") {
		t.Errorf("what was passed over comes again:\n%.400s", all)
	}
	answer := url.Values{"series": {asked[0].ID}, "kind": {"planning"}}
	if status, to, body := post(handler, "/sort/pin", answer); status != http.StatusSeeOther || to != "/sort" {
		t.Fatalf("%d to %q: %.300s", status, to, body)
	}
	if left := doubtful(t, handler); len(left) >= len(asked) || left[0].ID == asked[0].ID {
		t.Errorf("still asked: %v", left)
	}
	if _, all := read(t, handler, "/sort"); !strings.Contains(all, asked[0].Title+" planning") {
		t.Errorf("what was said is not listed:\n%.2000s", all)
	}
	if status, _, body := post(handler, "/sort/unpin", answer); status != http.StatusSeeOther {
		t.Fatalf("taking it back: %d %.300s", status, body)
	}
	if back := doubtful(t, handler); len(back) != len(asked) {
		t.Errorf("%d in doubt after taking it back, %d before", len(back), len(asked))
	}
	for _, form := range []url.Values{{"series": {asked[0].ID}, "kind": {"gardening"}}, {"series": {"00000000"}, "kind": {"planning"}}} {
		if status, _, _ := post(handler, "/sort/pin", form); status != http.StatusBadRequest {
			t.Errorf("%v: %d", form, status)
		}
	}
}
