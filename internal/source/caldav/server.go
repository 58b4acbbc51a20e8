package caldav

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/backsight/backsight/internal/egress"
)

// maxAnswer is the longest answer taken in, decompressed; fifty objects with
// their attachments, or the names of half a million.
const maxAnswer = 64 << 20

// server is a CalDAV server on the wire.
type server struct{ *egress.Client }

// refusal is an answer of a status that was not asked for.
type refusal struct {
	status int
	error
}

func (r refusal) Unwrap() error { return r.error }

// statusIn is the status of the refusal in an error, 0 for none.
func statusIn(err error) int {
	if r, ok := errors.AsType[refusal](err); ok {
		return r.status
	}
	return 0
}

// final says that asking in another way will not help: the person is not let
// in, the server asked to be left alone, or the reading was stopped. A 403 is
// not: to a sync token it means that the token is too old (RFC 6578 §3.2).
func final(ctx context.Context, err error) bool {
	switch statusIn(err) {
	case http.StatusUnauthorized, http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return true
	}
	return ctx.Err() != nil
}

const logInAgain = "`backsight calendar add ADDRESS --user NAME` asks for the password"

// report asks about many things; u is where the answer came from.
func (s *server) report(ctx context.Context, method, address, depth, body string) (m multistatus, u *url.URL, err error) {
	a, err := s.Do(ctx, egress.Request{
		Method: method, URL: address, Body: []byte(xml.Header + body), Limit: maxAnswer,
		Header: map[string]string{"Depth": depth, "Content-Type": "application/xml; charset=utf-8", "Accept": "application/xml, text/xml"},
	})
	if err != nil {
		return m, nil, err
	}
	defer a.Drop()
	if a.Status != http.StatusMultiStatus {
		return m, a.URL, refusal{a.Status, a.Fault(logInAgain)}
	}
	m, err = decode(a.Body)
	return m, a.URL, err
}

const spaces = ` xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:s="http://calendarserver.org/ns/"`

// propfind asks for properties, named with the prefixes of spaces.
func (s *server) propfind(ctx context.Context, address, depth string, names ...string) (multistatus, *url.URL, error) {
	var b strings.Builder
	b.WriteString("<d:propfind" + spaces + "><d:prop>")
	for _, name := range names {
		fmt.Fprintf(&b, "<%s/>", name)
	}
	b.WriteString("</d:prop></d:propfind>")
	return s.report(ctx, "PROPFIND", address, depth, b.String())
}

// changes asks what has changed in a calendar since a token (RFC 6578).
func (s *server) changes(ctx context.Context, address, token string) (multistatus, error) {
	body := "<d:sync-collection" + spaces + "><d:sync-token>" + escape(token) +
		"</d:sync-token><d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop></d:sync-collection>"
	m, _, err := s.report(ctx, "REPORT", address, "0", body)
	return m, err
}

// multiget asks for the content of objects (RFC 4791 §7.9), all of it: servers
// differ in what they leave out when asked for a part.
func (s *server) multiget(ctx context.Context, address string, hrefs []string) (multistatus, error) {
	var b strings.Builder
	b.WriteString("<c:calendar-multiget" + spaces + "><d:prop><d:getetag/><c:calendar-data/></d:prop>")
	for _, href := range hrefs {
		b.WriteString("<d:href>" + escape(href) + "</d:href>")
	}
	b.WriteString("</c:calendar-multiget>")
	m, _, err := s.report(ctx, "REPORT", address, "1", b.String())
	return m, err
}

// object asks for one object by itself.
func (s *server) object(ctx context.Context, address string) (content []byte, etag string, err error) {
	a, err := s.Do(ctx, egress.Request{Method: http.MethodGet, URL: address, Limit: maxAnswer, Header: map[string]string{"Accept": "text/calendar"}})
	if err != nil {
		return nil, "", err
	}
	if a.Status != http.StatusOK {
		a.Drop()
		return nil, "", refusal{a.Status, a.Fault(logInAgain)}
	}
	content, err = a.All()
	return content, opaque(a.Header.Get("ETag")), err
}

func escape(text string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(text)) // a buffer takes everything
	return b.String()
}

// folder is a collection by its path, which ends in "/".
type folder struct{ *url.URL }

func folderAt(u *url.URL) folder {
	c := *u
	c.RawQuery, c.Fragment, c.User = "", "", nil
	c.Path = strings.TrimSuffix(c.Path, "/") + "/"
	c.RawPath = ""
	return folder{&c}
}

// name is what an object is called in the folder, percent-encoded in the one
// way that is used here, so that the same object has one name however a server
// writes it; "" for the folder itself and what does not lie in it.
func (f folder) name(href string) string {
	u, err := f.Parse(href)
	if err != nil || !strings.EqualFold(u.Host, f.Host) {
		return ""
	}
	path := canonical(u)
	name, inside := strings.CutPrefix(path, canonical(f.URL))
	if !inside || strings.HasSuffix(name, "/") {
		return ""
	}
	return name
}

// href is the path of an object by its name.
func (f folder) href(name string) string { return canonical(f.URL) + name }

// address is the whole address of an object.
func (f folder) address(name string) string { return f.Scheme + "://" + f.Host + f.href(name) }

// canonical is a path in one encoding. An encoded slash is none, and stays.
func canonical(u *url.URL) string {
	if raw := u.EscapedPath(); strings.Contains(strings.ToLower(raw), "%2f") {
		return raw
	}
	return (&url.URL{Path: u.Path}).EscapedPath()
}
