package serving

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/config"
)

// The question alone is sent, to the topic that was named; what the server refuses is
// said without the topic, which may be a secret.
func TestAQuestionIsSentToATopic(t *testing.T) {
	var got []string
	status := http.StatusOK
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got = append(got, r.Method+" "+r.URL.Path+" "+string(body))
		w.WriteHeader(status)
	}))
	defer server.Close()
	settings := config.Default()
	now := when.Unix(1_795_000_000)
	s, _ := clocked(t, settings, &now)
	if err := s.push(t.Context(), "x"); err != nil || len(got) > 0 {
		t.Errorf("without a topic: %v %v", err, got)
	}
	s.Desk.Options.Settings.Ntfy = server.URL + "/my-secret-topic"
	if err := s.push(t.Context(), "How much energy?"); err != nil || len(got) != 1 || got[0] != "POST /my-secret-topic How much energy?" {
		t.Errorf("%v %v", err, got)
	}
	status = http.StatusForbidden
	if err := s.push(t.Context(), "x"); err == nil || !strings.Contains(err.Error(), "403") || strings.Contains(err.Error(), "secret") {
		t.Errorf("%v", err)
	}
}
