package address

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// location is a server's address as a URL, in its parts as they were written, but for
// the password. libpq's hosts are more than a URL's: several with their ports, or the
// folder of a socket.
type location struct {
	scheme, user, host, path, query string
	password                        string
}

// hosts are what may stand for them: names, numbers, "%2F" and what parts them.
var hosts = regexp.MustCompile(`^[\w.,:%\[\]~-]*$`)

// locate takes a URL apart; false where it is none, or where a password may have ended
// a part of it: one with a "/", "?" or "#" that was not written as "%2F" or the like.
func locate(text string) (*location, bool) {
	scheme, rest, is := strings.Cut(text, "://")
	rest, fragment, _ := strings.Cut(rest, "#")
	rest, query, _ := strings.Cut(rest, "?")
	where, path, slash := strings.Cut(rest, "/")
	if slash {
		path = "/" + path
	}
	if !is || fragment != "" || strings.Contains(path+query, "@") || strings.ContainsAny(text, spaces) {
		return nil, false
	}
	at := &location{scheme: scheme, host: where, path: path, query: query}
	if i := strings.LastIndex(where, "@"); i >= 0 {
		at.host = where[i+1:]
		at.user, at.password, _ = strings.Cut(where[:i], ":")
	}
	var err error
	if at.password, err = url.PathUnescape(at.password); err != nil || !hosts.MatchString(at.host) {
		return nil, false
	}
	for _, part := range []string{at.user, at.host, at.path} {
		if _, err := url.PathUnescape(part); err != nil {
			return nil, false
		}
	}
	return at, true
}

// shown leaves the password away, and hides what a query says under other words than
// those that are shown.
func (at *location) shown() string {
	who := at.user
	if who != "" {
		who += "@"
	}
	var query []string
	for _, part := range strings.FieldsFunc(at.query, func(r rune) bool { return r == '&' || r == ';' }) {
		if name, _, _ := strings.Cut(part, "="); !slices.Contains(shown, name) {
			part = hidden
		}
		query = append(query, part)
	}
	asks := ""
	if len(query) > 0 {
		asks = "?" + strings.Join(query, "&")
	}
	return at.scheme + "://" + who + at.host + at.path + asks
}
