package editor

import (
	"net"
	"net/url"
	"os"
	"strings"
)

// Target is the host to which the editors' plugins send, and whether this machine
// hears them; known is false where no plugin has been set up, or none can be
// asked.
func Target(file string) (host string, here, known bool) {
	text, err := os.ReadFile(file)
	if err != nil {
		return "", false, false
	}
	to, mirrored := readConfig(string(text)).target()
	return hostOf(to), mirrored || loopback(to), true
}

// loopback says whether an address is this machine's own.
func loopback(address string) bool {
	host := hostOf(address)
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// hostOf is the host of an address, without a key that may stand in it.
func hostOf(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Hostname() == "" {
		return "an address that cannot be read"
	}
	return u.Hostname()
}
