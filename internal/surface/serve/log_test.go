package serve_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
)

// No key gets into the log, in whatever part of a request somebody wrote it.
func TestNoKeyIsLogged(t *testing.T) {
	var log bytes.Buffer
	o := options()
	o.Log = slog.New(slog.NewTextHandler(&log, nil))
	for _, path := range []string{"/x?api_key=" + plugin, "/x?" + plugin, "/api/v1%7C" + plugin + "/users/current", "/x?date=" + strings.ToUpper(plugin), "/x?;api_key=" + plugin} {
		log.Reset()
		ask(o, "GET", path)
		if text := strings.ToLower(log.String()); !strings.Contains(text, "refused") || strings.Contains(text, "11111111-2222") {
			t.Errorf("of %s it writes %s", path, text)
		}
	}
	log.Reset()
	ask(o, "GET", "/x?entity=/home/ann/secret.go&date=2026-11-20")
	if text := log.String(); strings.Contains(text, "secret") || !strings.Contains(text, "2026-11-20") {
		t.Errorf("of a query it writes %s", text)
	}
}
