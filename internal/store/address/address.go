// Package address tells what the address of a store is, and shows one without what
// is secret in it. An address is one text: the path of a file, ":memory:", or a
// PostgreSQL server's in either of libpq's forms
// (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING):
//
//	postgres://ann:PASSWORD@db.example.org/work?sslmode=verify-full
//	host=db.example.org user=ann password=PASSWORD dbname=work
//
// Whoever prints an address prints [Shown] of it. It opens nothing.
package address

import (
	"net/url"
	"slices"
	"strings"
)

// Kind is what an address leads to.
type Kind int

// The kinds of addresses.
const (
	File    Kind = iota // a path
	Memory              // nothing that lasts
	Server              // a PostgreSQL server, readable or not
	Strange             // an address of something that keeps no store
)

// known are libpq's words. A text that begins with one of them and "=" is no path.
var known = strings.Fields(`host hostaddr port dbname database user password passfile require_auth channel_binding
connect_timeout client_encoding options application_name fallback_application_name keepalives sslmode requiressl ssl
sslnegotiation sslcompression sslcert sslkey sslpassword sslcertmode sslrootcert sslcrl sslsni krbsrvname krbspn
gssencmode gssdelegation service servicefile target_session_attrs search_path`)

// shown are those whose values nobody minds to see. What is not among them is secret:
// a password may stand under a word that nobody has thought of.
var shown = strings.Fields(`host port dbname database user sslmode sslrootcert sslcert search_path service
target_session_attrs connect_timeout application_name`)

// Of is the kind of an address.
func Of(text string) Kind {
	first, _, said := strings.Cut(text, "=")
	switch {
	case text == ":memory:":
		return Memory
	case strings.HasPrefix(text, "postgres:"), strings.HasPrefix(text, "postgresql:"):
		return Server
	case said && slices.Contains(known, strings.ToLower(strings.TrimSpace(first))), says(text):
		return Server
	case strings.Contains(text, "://"):
		return Strange
	}
	return File
}

// says is whether a text says a password in libpq's way, wherever in it.
func says(text string) bool {
	return slices.ContainsFunc(strings.Fields(text), func(word string) bool {
		name, _, said := strings.Cut(strings.ToLower(word), "=")
		return said && (name == "password" || name == "sslpassword")
	})
}

// Path is the file of an address, "" where it leads to none.
func Path(text string) string {
	if Of(text) != File {
		return ""
	}
	return text
}

// unreadable stands for an address of which nothing is sure, and so nothing is shown.
const unreadable = "a PostgreSQL address that cannot be read"

// Shown is an address as a person reads it, on a screen, a page or in an error: a path
// as it is, of a server who and where, and "…" for all that may be secret.
func Shown(text string) string {
	switch Of(text) {
	case Memory:
		return "in memory"
	case File:
		return text
	case Strange:
		scheme, _, _ := strings.Cut(text, "://")
		if strings.ContainsAny(scheme, "@:=/ ") {
			return "an address that cannot be read"
		}
		return scheme + "://…"
	}
	all, at, ok := settings(text)
	if !ok {
		return unreadable
	}
	if at != nil {
		return at.shown()
	}
	var out []string
	for _, s := range all {
		if !slices.Contains(shown, s.name) {
			s.value = hidden
		}
		out = append(out, s.name+"="+quoted(s.value))
	}
	return strings.Join(out, " ")
}

const hidden = "…"

// quoted is a value as libpq takes it.
func quoted(value string) string {
	if value != "" && !strings.ContainsAny(value, " '\\\t\n") {
		return value
	}
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(value) + "'"
}

// Secrets are the passwords that stand in an address, in each way in which an error
// may repeat them. ok is false where the address cannot be read: then any part of it
// may be one.
func Secrets(text string) (all []string, ok bool) {
	if Of(text) != Server {
		return nil, Of(text) != Strange
	}
	said, at, ok := settings(text)
	for _, s := range said {
		if s.name == "password" || s.name == "sslpassword" {
			all = append(all, s.value)
		}
	}
	if at != nil {
		all = append(all, at.password)
	}
	for _, secret := range all {
		all = append(all, url.QueryEscape(secret), url.PathEscape(secret), url.UserPassword("", secret).String()[1:])
	}
	all = slices.DeleteFunc(all, func(s string) bool { return s == "" })
	return all, ok
}

// setting is one that an address gives.
type setting struct{ name, value string }

// settings takes a server's address apart: what it sets by name, and the rest of it
// where it is a URL.
func settings(text string) (all []setting, at *location, ok bool) {
	if !strings.HasPrefix(text, "postgres:") && !strings.HasPrefix(text, "postgresql:") {
		all, ok = keywords(text)
		return all, nil, ok
	}
	if at, ok = locate(text); !ok {
		return nil, nil, false
	}
	query, err := url.ParseQuery(at.query)
	for name, values := range query {
		for _, value := range values {
			all = append(all, setting{name, value})
		}
	}
	return all, at, err == nil
}
