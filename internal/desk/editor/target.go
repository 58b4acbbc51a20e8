package editor

import (
	"net"
	"net/url"
	"os"
	"strings"
)

// upstream is where WakaTime's clients send heartbeats where nothing is set.
const upstream = "https://api.wakatime.com/api/v1"

// Target is the host to which the editors' plugins send, and whether this machine
// hears them; known is false where no plugin has been set up, or none can be
// asked.
func Target(file string) (host string, here, known bool) {
	text, err := os.ReadFile(file)
	if err != nil {
		return "", false, false
	}
	to, mirrored := upstream, false
	readConfig(string(text)).each(func(_ int, section, name, value string) {
		switch {
		case section == "settings" && strings.ToLower(name) == "api_url" && value != "":
			to = value
		case section == "api_urls":
			address, _, _ := strings.Cut(value, "|") // the key comes after it
			mirrored = mirrored || loopback(address)
		}
	})
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
