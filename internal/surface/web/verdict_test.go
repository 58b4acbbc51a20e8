package web_test

import (
	"html"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/surface/web"
)

// TestAStoreThatWasChanged is said on the Audit page in words, and in its JSON.
func TestAStoreThatWasChanged(t *testing.T) {
	t.Parallel()
	handler := web.Verdict(living(t, lives.All()[0]).o, audit.Verdict{Changes: []audit.Change{{Kind: "commit", Written: 120, Held: 117}}})
	body := func(address string) string {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, http.NoBody))
		return w.Body.String()
	}
	const says = "3 commits are missing or were changed in the store: 120 were written, and 117 are as they were"
	page := html.UnescapeString(body("/audit?verify=1"))
	for _, want := range []string{says + ".", says + "; restore a backup, or import the sources into a new store"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(page, "Checked from the first line") {
		t.Error("the page calls the store sound")
	}
	text := strings.Join(strings.Fields(body("/audit.json?verify=1")), "")
	if want := `"changes":[{"kind":"commit","written":120,"held":117}]`; !strings.Contains(text, want) {
		t.Errorf("its JSON does not tell: %.600s", text)
	}
}
