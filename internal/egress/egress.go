// Package egress is the way out: a request to an address that the person
// named, and what came back. It sends a login to the one origin it was given
// for and only where nobody can listen, keeps method and body over redirects,
// waits when it is asked to, and bounds what it takes in. It asks nobody unless
// called, knows no calendar and keeps nothing.
package egress

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/secret"
)

// Login is how the person is known to a server: a user and a password, or a
// bearer token where User is "". The zero Login is nobody.
type Login struct {
	User   string
	Secret secret.Text
}

func (l Login) none() bool { return l.Secret.Empty() }

// Client asks one server in the name of one person. Close it after use.
type Client struct {
	origin string
	login  Login
	http   *http.Client
	wait   func(context.Context, time.Duration) error
	first  *firstPeer
	proxy  func(*http.Request) (*url.URL, error)
}

// dialTime bounds the making of a connection.
const dialTime = 20 * time.Second

// New is a client for the origin of an address. An address that cannot be asked,
// holds a password, or would send one in the clear is a fault of the kind Usage.
func New(address string, login Login) (*Client, error) {
	u, err := Parse(address)
	if err != nil {
		return nil, err
	}
	if !login.none() && !private(u) {
		return nil, fault.New(fault.Usage, "%s is not encrypted, so others could read a password sent to it", origin(u)).
			Try("use its https:// address; plain http:// is for this machine only (127.0.0.1, localhost)")
	}
	t := &http.Transport{
		Proxy:                  proxy,
		DialContext:            dialer.DialContext,
		TLSHandshakeTimeout:    dialTime,
		ResponseHeaderTimeout:  90 * time.Second,
		IdleConnTimeout:        90 * time.Second,
		MaxResponseHeaderBytes: 256 << 10,
		ForceAttemptHTTP2:      true,
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Client{origin: origin(u), login: login, http: &http.Client{Transport: t, CheckRedirect: stay}, wait: pause, first: &firstPeer{}, proxy: proxy}, nil
}

// Close lets go of the connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Address says whether a text is an address rather than a path.
func Address(text string) bool {
	scheme, _, ok := strings.Cut(text, "://")
	if !ok {
		return false
	}
	switch strings.ToLower(scheme) {
	case "http", "https", "webcal", "webcals":
		return true
	}
	return false
}

// Parse reads an address that can be asked; "webcal://" is "https://". One that
// holds a password is refused without being repeated.
func Parse(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || !Address(address) {
		return nil, fault.New(fault.Usage, "this is not a valid address").Try("write it as https://host/path")
	}
	if _, has := u.User.Password(); has {
		return nil, fault.New(fault.Usage, "an address must not contain a password, since addresses are stored in lists and histories").
			Try("leave it out and name the user with --user; the password is asked for")
	}
	switch strings.ToLower(u.Scheme) {
	case "webcal", "webcals":
		u.Scheme = "https"
	default:
		u.Scheme = strings.ToLower(u.Scheme)
	}
	u.Host, u.Fragment = strings.ToLower(u.Host), ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u, nil
}

// origin is scheme, host and port: what a login belongs to.
func origin(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"https": "443", "http": "80"}[u.Scheme]
	}
	return u.Scheme + "://" + strings.ToLower(u.Hostname()) + ":" + port
}

// Origin is the scheme, host and port of an address: a login for one address is
// a login for all of the same origin.
func Origin(address string) (string, error) {
	u, err := Parse(address)
	if err != nil {
		return "", err
	}
	return origin(u), nil
}

// private says whether nobody can listen on the way: TLS, or this machine.
func private(u *url.URL) bool { return u.Scheme == "https" || loopback(u) }

func loopback(u *url.URL) bool {
	host := strings.ToLower(u.Hostname())
	ip := net.ParseIP(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || ip != nil && ip.IsLoopback()
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// bare takes the address out of an error of net/http: it may be a secret.
func bare(err error) error {
	if d, ok := errors.AsType[errDialled](err); ok {
		return d
	}
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	return err
}
