package serving

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/govern/policy"
)

// Running finds the server that was started last.
type Running struct{ State string } // the folder where it leaves its address

func (r Running) file() string { return filepath.Join(r.State, "server") }

// remember leaves the address for `backsight open`. That it cannot be left is no
// reason not to serve.
func (r Running) remember(url string) error {
	if os.MkdirAll(r.State, 0o700) != nil {
		return nil // where nothing can lie, nobody looks
	}
	return os.WriteFile(r.file(), []byte(url+"\n"), 0o600)
}

// forget takes an address away again, so that nobody else who listens there later
// is taken for this server; another's address stays.
func (r Running) forget(url string) {
	if text, err := os.ReadFile(r.file()); err == nil && url != "" && strings.TrimSpace(string(text)) == url {
		_ = os.Remove(r.file()) // one left behind is tried, and does not answer
	}
}

// Find is the address of the server, if it answers.
func (r Running) Find(ctx context.Context) (url string, runs bool) {
	text, err := os.ReadFile(r.file())
	if err != nil {
		return "", false
	}
	url = strings.TrimSpace(string(text))
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, url+"/healthz", http.NoBody)
	if err != nil {
		return "", false
	}
	status, _, err := asked(ask)
	return url, err == nil && status == http.StatusOK
}

// Invited asks a server for a link, with a key that stands no longer than that.
func Invited(ctx context.Context, d *desk.Desk, url string) (link string, err error) {
	name := fmt.Sprintf("open %d", d.Options.Now())
	key, err := d.MakeKey(ctx, name, policy.Scopes())
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, d.DB.RevokeToken(context.WithoutCancel(ctx), d.Grant, name)) }()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/login", http.NoBody)
	if err != nil {
		return "", fmt.Errorf("asking for a link: %w", err)
	}
	r.Header.Set("Authorization", "Bearer "+key)
	status, text, err := asked(r)
	if err == nil && status != http.StatusOK {
		err = fault.New(fault.Failed, "the server at %s does not know this store's keys", url).Try("it may serve another store: stop it, or name its store with --store")
	}
	return strings.TrimSpace(text), err
}

// asked sends a request to a server on this machine.
func asked(r *http.Request) (status int, body string, err error) {
	const soon = 5 * time.Second
	client := http.Client{Timeout: soon, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(r)
	if err != nil {
		return 0, "", fmt.Errorf("asking %s: %w", r.URL.Host, err)
	}
	defer answer.Body.Close()
	const most = 4096
	text, err := io.ReadAll(io.LimitReader(answer.Body, most))
	return answer.StatusCode, string(text), err
}
