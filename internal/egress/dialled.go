package egress

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"syscall"
)

// way is one request on its way: what was asked, and what may be dialled for it. Names
// and numbers have many spellings, so it is the address that a connection is made to
// that decides.
type way struct {
	to       *url.URL
	redirect bool       // the server named this address, not the person
	proxied  bool       // what is dialled is the person's proxy
	first    *firstPeer // where the address led that the person named
}

// firstPeer is the machine that the first request of a client went to.
type firstPeer struct {
	mu sync.Mutex
	at netip.Addr // the zero Addr before
}

// wayKey is under what the context of a request holds its way.
type wayKey struct{}

// errDialled says that a connection would have gone where it must not.
type errDialled string

func (e errDialled) Error() string { return string(e) }

// dialer makes connections to where a request may go.
var dialer = net.Dialer{Timeout: dialTime, ControlContext: func(ctx context.Context, _, address string, _ syscall.RawConn) error {
	w, on := ctx.Value(wayKey{}).(way)
	at, err := netip.ParseAddrPort(address)
	if !on || err != nil {
		return errDialled("a connection nobody asked for")
	}
	return w.may(at.Addr().Unmap().WithZone(""))
}}

// may says whether a connection to an address may be made. What is called this machine
// is this machine. A redirect leads into the open net, or to another port of the
// machine that the person named: never to a machine that only this one can reach.
func (w way) may(at netip.Addr) error {
	switch {
	case w.proxied:
		return nil
	case loopback(w.to) && !at.IsLoopback():
		return errDialled(w.to.Hostname() + " does not lead to this machine")
	case !w.redirect:
		w.first.keep(at)
		return nil
	case open(at) || w.first.is(at):
		return nil
	}
	return errDialled(notFollowed(w.to))
}

// named says why a redirect that a proxy would follow is refused: the proxy resolves the
// name, so only an address in the text can be judged.
func (w way) named() error {
	host := strings.ToLower(w.to.Hostname())
	at, err := netip.ParseAddr(host)
	last := host[strings.LastIndex(strings.TrimSuffix(host, "."), ".")+1:]
	number := last != "" && (last[0] >= '0' && last[0] <= '9') // "2130706433", "0x7f.1": an address in another spelling
	if w.redirect && (err == nil && !open(at.Unmap()) || err != nil && number) {
		return errDialled(notFollowed(w.to))
	}
	return nil
}

func notFollowed(to *url.URL) string {
	return "the server redirects to " + origin(to) + ", where it must not be followed"
}

func (f *firstPeer) keep(at netip.Addr) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.at.IsValid() {
		f.at = at
	}
}

func (f *firstPeer) is(at netip.Addr) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.at == at
}

// special are the ranges of IANA's registries of special-purpose addresses (RFC 6890)
// that net/netip has no word for, and those that hold an IPv4 address inside.
var special = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b::/96"),
	netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("2001::/32"),
	netip.MustParsePrefix("::/96"), netip.MustParsePrefix("fec0::/10"), netip.MustParsePrefix("100::/64"),
}

// open says whether an address is one of the open net.
func open(at netip.Addr) bool {
	if !at.IsGlobalUnicast() || at.IsPrivate() {
		return false
	}
	for _, p := range special {
		if p.Contains(at) {
			return false
		}
	}
	return true
}

// proxy is the person's, but never for what is called this machine: "evil.localhost"
// would be resolved by the proxy, and a password for this machine go to it.
func proxy(r *http.Request) (*url.URL, error) {
	if loopback(r.URL) {
		return nil, nil
	}
	return http.ProxyFromEnvironment(r)
}

// on is a request on its way: with what may be dialled for it.
func (c *Client) on(q *http.Request, redirect bool) (*http.Request, error) {
	by, err := c.proxy(q)
	if err != nil {
		return nil, errors.New("the address of the proxy in the environment cannot be read")
	}
	w := way{to: q.URL, redirect: redirect, proxied: by != nil, first: c.first}
	if w.proxied {
		if err := w.named(); err != nil {
			return nil, err
		}
	}
	return q.WithContext(context.WithValue(q.Context(), wayKey{}, w)), nil
}
