package egress

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"
)

func parsed(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// What may be dialled is decided by the address, not by how it was written.
func TestWhatMayBeDialled(t *testing.T) {
	for _, c := range []struct {
		to, first, at string
		redirect, may bool
	}{
		// What the person named may be anywhere, but what is called this machine is it.
		{"https://dav.example.org", "", "192.0.2.7", false, true},
		{"https://nas.lan", "", "192.168.1.4", false, true},
		{"http://localhost:5232", "", "127.0.0.1", false, true},
		{"http://evil.localhost:5232", "", "127.0.0.1", false, true},
		{"http://evil.localhost:5232", "", "203.0.113.9", false, false},
		{"http://evil.localhost:5232", "", "192.168.1.4", false, false},
		// A redirect leads out, or to the same machine.
		{"https://b.example.org", "192.0.2.7", "198.51.100.3", true, true},
		{"https://b.example.org", "192.0.2.7", "2606:4700::1111", true, true},
		{"https://nas.lan:8443", "192.168.1.4", "192.168.1.4", true, true},
		{"https://nas.lan:8443", "192.168.1.4", "192.168.1.5", true, false},
		{"http://b.example.org", "192.0.2.7", "127.0.0.1", true, false},
		{"http://b.example.org", "192.0.2.7", "127.9.9.9", true, false},
		{"http://b.example.org", "192.0.2.7", "::1", true, false},
		{"http://b.example.org", "192.0.2.7", "::ffff:127.0.0.1", true, false},
		{"http://b.example.org", "192.0.2.7", "0.0.0.0", true, false},
		{"http://b.example.org", "192.0.2.7", "::", true, false},
		{"http://b.example.org", "192.0.2.7", "169.254.169.254", true, false},
		{"http://b.example.org", "192.0.2.7", "fe80::1", true, false},
		{"http://b.example.org", "192.0.2.7", "10.0.0.1", true, false},
		{"http://b.example.org", "192.0.2.7", "172.16.3.4", true, false},
		{"http://b.example.org", "192.0.2.7", "192.168.1.1", true, false},
		{"http://b.example.org", "192.0.2.7", "100.64.1.1", true, false},
		{"http://b.example.org", "192.0.2.7", "fd00::1", true, false},
		{"http://b.example.org", "192.0.2.7", "64:ff9b::a00:1", true, false},
		{"http://b.example.org", "192.0.2.7", "2002:a00:1::", true, false},
		{"http://b.example.org", "192.0.2.7", "0.1.2.3", true, false},
		{"http://b.example.org", "192.0.2.7", "192.0.0.8", true, false},
		{"http://b.example.org", "192.0.2.7", "198.18.3.4", true, false},
		{"http://b.example.org", "192.0.2.7", "64:ff9b:1::a00:1", true, false},
		{"http://b.example.org", "192.0.2.7", "2001::a00:1", true, false},
		{"http://b.example.org", "192.0.2.7", "::10.0.0.1", true, false},
		{"http://b.example.org", "192.0.2.7", "100::1", true, false},
		{"http://b.example.org", "192.0.2.7", "224.0.0.1", true, false},
		{"http://b.example.org", "192.0.2.7", "255.255.255.255", true, false},
	} {
		w := way{to: parsed(t, c.to), redirect: c.redirect, first: &firstPeer{}}
		if c.first != "" {
			w.first.keep(netip.MustParseAddr(c.first))
		}
		if err := w.may(netip.MustParseAddr(c.at).Unmap()); (err == nil) != c.may {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

// A proxy resolves names by itself: what it would be sent to is judged by its text.
func TestWhatAProxyIsSentTo(t *testing.T) {
	for address, fine := range map[string]bool{
		"http://b.example.org/": true, "http://192.0.2.7/": true, "http://1password.example/": true,
		"http://10.0.0.1/": false, "http://127.1/": false, "http://2130706433/": false, "http://0x7f.1/": false, "http://0x7f000001/": false,
		"http://[::ffff:10.0.0.1]/": false, "http://169.254.169.254/": false, "http://017700000001/": false, "http://10.0.0.1./": false,
	} {
		w := way{to: parsed(t, address), redirect: true, proxied: true}
		if err := w.named(); (err == nil) != fine {
			t.Errorf("%s: %v", address, err)
		}
		w.redirect = false
		if err := w.named(); err != nil {
			t.Errorf("%s, named by the person: %v", address, err)
		}
	}
	for _, address := range []string{"http://evil.localhost/dav", "http://localhost:80/", "http://127.0.0.1/", "http://[::1]/"} {
		t.Setenv("HTTP_PROXY", "http://192.0.2.99:3128")
		if by, err := proxy(&http.Request{URL: parsed(t, address)}); by != nil || err != nil {
			t.Errorf("%s goes to the proxy %v, %v", address, by, err)
		}
	}
}

// A request by a proxy is judged before it goes out; the first machine is the one that the
// person's own address led to, whatever came after.
func TestARedirectByAProxyIsJudged(t *testing.T) {
	c := client(t, "http://outside.example/", Login{})
	c.proxy = func(*http.Request) (*url.URL, error) { return parsed(t, "http://192.0.2.99:3128"), nil }
	for address, fine := range map[string]bool{"http://10.0.0.1/": false, "http://b.example.org/": true} {
		q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.on(q, true); (err == nil) != fine {
			t.Errorf("%s: %v", address, err)
		}
	}
	a, b := netip.MustParseAddr("192.168.1.4"), netip.MustParseAddr("192.168.1.5")
	c.first.keep(a)
	if c.first.keep(b); !c.first.is(a) || c.first.is(b) {
		t.Error("another machine took the place of the first")
	}
}

// A redirect to a name is followed to where the name leads: not to this machine's other
// addresses, though the text says nothing of them. A way without a request is none.
func TestARedirectIsJudgedWhereItLeads(t *testing.T) {
	inside, heard := recorder(t, func(http.ResponseWriter, *http.Request) {})
	outside, _ := recorder(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "http://inside.example/secret")
		w.WriteHeader(http.StatusTemporaryRedirect)
	})
	leads := map[string]string{
		"outside.example:80": strings.TrimPrefix(outside.URL, "http://"),
		"inside.example:80":  strings.Replace(strings.TrimPrefix(inside.URL, "http://"), "127.0.0.1", "127.0.0.2", 1),
	}
	c := client(t, "http://outside.example/", Login{})
	c.http.Transport.(*http.Transport).DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		return dialer.DialContext(ctx, network, leads[address])
	}
	if _, _, err := c.try(t, "REPORT", "http://outside.example/a"); err == nil || !strings.Contains(err.Error(), "inside.example:80, where it must not be followed") {
		t.Errorf("it was followed: %v", err)
	}
	if len(*heard) != 0 {
		t.Errorf("inside was heard %+v", *heard)
	}
	if conn, err := dialer.DialContext(t.Context(), "tcp", leads["outside.example:80"]); err == nil {
		conn.Close()
		t.Error("what nobody asked for is dialled")
	}
}

// The first wall stands by itself: by its text alone a redirect to this machine is not
// followed, whatever may be dialled.
func TestTheTextOfARedirectIsLookedAtFirst(t *testing.T) {
	for _, to := range []string{"http://127.0.0.1/x", "http://localhost/x", "http://[::1]/x", "http://a.localhost/x"} {
		s, _ := recorder(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", to)
			w.WriteHeader(http.StatusFound)
		})
		c := client(t, "http://outside.example/", Login{})
		dialled := 0
		c.http.Transport.(*http.Transport).DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
			dialled++
			return new(net.Dialer).DialContext(ctx, network, strings.TrimPrefix(s.URL, "http://"))
		}
		if _, _, err := c.try(t, "GET", "http://outside.example/a"); err == nil || !strings.Contains(err.Error(), "must not be followed") || dialled != 1 {
			t.Errorf("%s: %v, %d connections", to, err, dialled)
		}
	}
}
