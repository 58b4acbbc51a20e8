package serving

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/config"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/surface/serve/aw"
)

// ActivityWatch's interface answers to the host it was told to listen at, which may be
// another of the loopback, and to no other.
func TestTheDesktopsServerIsCalledByItsAddress(t *testing.T) {
	home := t.TempDir()
	env := func(name string) string { return map[string]string{"HOME": home, "BACKSIGHT_HOME": home}[name] }
	now := func() when.Instant { return when.Unix(1_795_000_000) }
	d, err := desk.Options{Env: env, Now: now, Folders: desk.FoldersOf(env), Settings: config.Default()}.Open(t.Context(), ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	for _, c := range []struct {
		addr, host string
		status     int
	}{
		{"127.0.0.2:5600", "127.0.0.2:5600", http.StatusOK},
		{"127.0.0.2:5600", "localhost:5600", http.StatusOK},
		{"127.0.0.1:5600", "127.0.0.2:5600", http.StatusBadRequest},
		{"[::1]:5600", "[::1]:5600", http.StatusOK},
		{":5600", ":5600", http.StatusBadRequest},
	} {
		s := &Server{Desk: d, Desktop: Desktop{Addr: c.addr}}
		r := httptest.NewRequest(http.MethodGet, "/api/0/info", http.NoBody)
		r.Host = c.host
		w := httptest.NewRecorder()
		aw.Handler(s.desktopOptions()).ServeHTTP(w, r)
		if w.Code != c.status {
			t.Errorf("listening at %s, called %s: %d, not %d: %s", c.addr, c.host, w.Code, c.status, w.Body)
		}
	}
}
