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
	"github.com/backsight/backsight/internal/surface/serve"
)

// Running finds the server that was started last. What that server leaves in a file
// only the person can read is three lines: its address, where browsers find its pages,
// and its proof.
type Running struct{ State string } // the folder where it leaves them

// Left is what a server left.
type Left struct {
	URL   string // its address, for programs
	Pages string // that of its pages, for browsers
	Proof serve.Proof
}

func (l Left) text() string { return l.URL + "\n" + l.Pages + "\n" + string(l.Proof) + "\n" }

func (r Running) file() string { return filepath.Join(r.State, "server") }

// remember leaves the address for `backsight open`. That it cannot be left is no
// reason not to serve.
func (r Running) remember(l Left) error {
	if os.MkdirAll(r.State, 0o700) != nil {
		return nil // where nothing can lie, nobody looks
	}
	_ = os.Remove(r.file()) // one that others could read keeps its mode when it is written to
	return os.WriteFile(r.file(), []byte(l.text()), 0o600)
}

// forget takes an address away again, so that nobody else who listens there later
// is taken for this server; another's address stays.
func (r Running) forget(l Left) {
	if text, err := os.ReadFile(r.file()); err == nil && l.URL != "" && string(text) == l.text() {
		_ = os.Remove(r.file()) // one left behind is tried, and does not answer
	}
}

// read is what lies in the file.
func (r Running) read() (l Left, ok bool) {
	text, err := os.ReadFile(r.file())
	if err != nil {
		return l, false
	}
	const lines = 3
	all := strings.Split(strings.TrimSpace(string(text)), "\n")
	if len(all) != lines {
		return l, false
	}
	return Left{URL: all[0], Pages: all[1], Proof: serve.Proof(all[2])}, true
}

// Find is the server that was started last, if it answers and proves to be that one:
// another program may listen there by now.
func (r Running) Find(ctx context.Context) (l Left, runs bool) {
	l, ok := r.read()
	if !ok {
		return l, false
	}
	challenge := string(serve.NewProof())
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, l.URL+"/healthz?prove="+challenge, http.NoBody)
	if err != nil {
		return l, false
	}
	status, said, err := answered(ask)
	answer, _ := strings.CutPrefix(strings.TrimSpace(said), "ok ")
	return l, err == nil && status == http.StatusOK && l.Proof.Proves(challenge, answer)
}

// Invited asks a server that was found for a link to its pages.
func (l Left) Invited(ctx context.Context) (link string, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, l.URL+"/login", http.NoBody)
	if err != nil {
		return "", fmt.Errorf("asking for a link: %w", err)
	}
	r.Header.Set("Authorization", l.Proof.Program())
	status, text, err := answered(r)
	link = strings.TrimSpace(text)
	switch {
	case err != nil:
		return "", err
	case status != http.StatusOK || !strings.HasPrefix(link, "/login?code="):
		return "", fault.New(fault.Failed, "the server at %s gives no link to its pages", l.URL).
			Because(errors.New(http.StatusText(status))).Try("stop it and run `backsight open` again")
	}
	return link, nil
}

// answered sends a request to a server on this machine.
func answered(r *http.Request) (status int, body string, err error) {
	const soon = 5 * time.Second
	client := http.Client{
		Timeout: soon, Transport: &http.Transport{DisableKeepAlives: true}, // without a proxy
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	answer, err := client.Do(r)
	if err != nil {
		return 0, "", fmt.Errorf("asking %s: %w", r.URL.Host, err)
	}
	defer answer.Body.Close()
	const most = 4096
	text, err := io.ReadAll(io.LimitReader(answer.Body, most))
	return answer.StatusCode, string(text), err
}
