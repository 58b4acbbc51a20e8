package egress

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
)

// Bounds of one request.
const (
	maxRedirects = 5
	maxTries     = 3
	maxWait      = 30 * time.Second // for one Retry-After
	wholeRequest = 10 * time.Minute // with its waits, to the last byte
)

// Request is one question.
type Request struct {
	Method string
	URL    string
	Header map[string]string
	Body   []byte
	Limit  int64 // of what is taken in, decompressed, in bytes
}

// Answer is what came back, of whatever status. Body must be closed; it ends in
// an error at the limit.
type Answer struct {
	Status int
	Header http.Header
	URL    *url.URL // where it came from in the end
	Body   io.ReadCloser
	known  bool // the login was sent
}

// All is the whole body, read and closed.
func (a *Answer) All() ([]byte, error) {
	defer a.Body.Close()
	return io.ReadAll(a.Body)
}

// Drop closes the body unread.
func (a *Answer) Drop() { _ = a.Body.Close() }

// Do asks, follows redirects with the same method and body, and asks again
// after a 429 or 503 that says when, if that is soon. An error means that no
// answer came; it never holds the address or the login.
func (c *Client) Do(ctx context.Context, r Request) (*Answer, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, wholeRequest, errors.New("the server took too long"))
	a, err := c.patiently(ctx, r)
	if err != nil {
		defer cancel()
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		return nil, err
	}
	a.Body = &bounded{in: a.Body, left: r.Limit, limit: r.Limit, done: cancel}
	return a, nil
}

func (c *Client) patiently(ctx context.Context, r Request) (*Answer, error) {
	for try := 1; ; try++ {
		a, err := c.follow(ctx, r)
		if err != nil {
			return nil, err
		}
		after, said := retryAfter(a)
		if !said || try == maxTries || after > maxWait {
			return a, nil
		}
		a.Drop()
		if err := c.wait(ctx, after); err != nil {
			return nil, err
		}
	}
}

// follow asks where redirects lead, at most maxRedirects of them.
func (c *Client) follow(ctx context.Context, r Request) (*Answer, error) {
	u, err := Parse(r.URL)
	if err != nil {
		return nil, err
	}
	u.User = nil
	for hop := 0; ; hop++ {
		a, err := c.once(ctx, r, u, hop > 0)
		if err != nil {
			return nil, err
		}
		next, err := redirect(a, r.Method)
		if next == nil && err == nil {
			return a, nil
		}
		a.Drop()
		switch {
		case err != nil:
			return nil, err
		case hop == maxRedirects:
			return nil, fmt.Errorf("the server redirects more than %d times", maxRedirects)
		case u.Scheme == "https" && next.Scheme != "https", !loopback(u) && loopback(next):
			return nil, errDialled(notFollowed(next))
		}
		u = next
	}
}

// redirect is where an answer says to ask instead, nil for nowhere.
func redirect(a *Answer, method string) (*url.URL, error) {
	switch a.Status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	case http.StatusSeeOther:
		if method != http.MethodGet {
			return nil, errors.New("the server answers somewhere else (303)")
		}
	default:
		return nil, nil
	}
	location := a.Header.Get("Location")
	next, err := a.URL.Parse(location)
	if location == "" || err != nil {
		return nil, errors.New("the server redirects to nowhere")
	}
	next.User = nil
	return Parse(next.String())
}

// once sends one request, with the login only where it belongs.
func (c *Client) once(ctx context.Context, r Request, u *url.URL, redirect bool) (*Answer, error) {
	q, err := http.NewRequestWithContext(ctx, r.Method, u.String(), bytes.NewReader(r.Body))
	if err != nil {
		return nil, errors.New("this request cannot be sent")
	}
	q.Header.Set("User-Agent", "backsight")
	for name, value := range r.Header {
		q.Header.Set(name, value)
	}
	known := !c.login.none() && origin(u) == c.origin && private(u)
	if known {
		c.authorize(q)
	}
	if q, err = c.on(q, redirect); err != nil {
		return nil, err
	}
	p, err := c.http.Do(q) //nolint:bodyclose // whoever has the Answer closes it
	if err != nil {
		return nil, bare(err)
	}
	return &Answer{Status: p.StatusCode, Header: p.Header, URL: u, Body: p.Body, known: known}, nil
}

func (c *Client) authorize(q *http.Request) {
	if c.login.User == "" {
		q.Header.Set("Authorization", "Bearer "+c.login.Secret.Reveal())
		return
	}
	q.SetBasicAuth(c.login.User, c.login.Secret.Reveal())
}

// retryAfter is how long a server that is busy asks to wait. A date is read
// against the server's own clock.
func retryAfter(a *Answer) (after time.Duration, said bool) {
	if a.Status != http.StatusTooManyRequests && a.Status != http.StatusServiceUnavailable {
		return 0, false
	}
	text := strings.TrimSpace(a.Header.Get("Retry-After"))
	if n, err := strconv.Atoi(text); err == nil {
		return time.Duration(min(max(n, 0), 1<<20)) * time.Second, true
	}
	at, err := http.ParseTime(text)
	now, none := http.ParseTime(a.Header.Get("Date"))
	if err != nil || none != nil {
		return 0, false
	}
	return max(at.Sub(now), 0), true
}

// Fault is what to tell the person of an answer that is not the one expected;
// again says how to sign in again.
func (a *Answer) Fault(again string) *fault.Fault {
	name := a.URL.Scheme + "://" + a.URL.Host
	switch a.Status {
	case http.StatusUnauthorized:
		return a.stranger(name).Try("%s", again)
	case http.StatusForbidden:
		return fault.New(fault.Incomplete, "%s does not give you access to this (403)", name).Try("%s", again)
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		f := fault.New(fault.Incomplete, "%s is too busy to answer (%d)", name, a.Status)
		if after, said := retryAfter(a); said {
			return f.Try("try again in %v, as the server asks", after)
		}
		return f.Try("try again later; what was read is kept")
	}
	return fault.New(fault.Incomplete, "%s answers %d %s", name, a.Status, http.StatusText(a.Status))
}

// stranger says why a server does not know the person.
func (a *Answer) stranger(name string) *fault.Fault {
	ways := strings.ToLower(strings.Join(a.Header.Values("WWW-Authenticate"), ", "))
	switch {
	case ways != "" && !strings.Contains(ways, "basic") && !strings.Contains(ways, "bearer"):
		return fault.New(fault.Incomplete, "%s needs a way of signing in that Backsight does not support (%s)", name, strings.Fields(ways)[0])
	case !a.known:
		return fault.New(fault.Incomplete, "%s needs a password or a key, and none was given", name)
	}
	return fault.New(fault.Incomplete, "%s refused the user name or the password", name)
}

// bounded is a body that ends in an error when it is too long.
type bounded struct {
	in          io.ReadCloser
	left, limit int64
	done        context.CancelFunc
}

// TooLong is the error of a body that outgrows its limit.
type TooLong int64

// Error says how much was taken in.
func (t TooLong) Error() string { return fmt.Sprintf("the answer is longer than %d MB", int64(t)>>20) }

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		var one [1]byte
		if n, err := b.in.Read(one[:]); n == 0 && err != nil {
			return 0, bare(err)
		}
		return 0, TooLong(b.limit)
	}
	n, err := b.in.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}

func (b *bounded) Close() error {
	defer b.done()
	return b.in.Close()
}
