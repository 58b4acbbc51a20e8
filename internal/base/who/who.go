// Package who names people the way Backsight knows them: a number for whose
// evidence it is, and the names and e-mail addresses by which sources know
// that person. Nobody else is named here.
package who

import "strings"

// Person says whose evidence something is: a random 63-bit number made with
// the store. Zero is nobody.
type Person int64

// Identity is one way a source knows a person: an e-mail address where it has
// an "@", else a name. It is kept in its canonical form; make one with Known.
type Identity string

// Known is the canonical form of an e-mail address or name: trimmed, lower
// case, and GitHub's "ID+user@users.noreply.github.com" as
// "user@users.noreply.github.com".
func Known(text string) Identity {
	t := strings.ToLower(strings.TrimSpace(text))
	if local, ok := strings.CutSuffix(t, "@users.noreply.github.com"); ok {
		if id, user, plus := strings.Cut(local, "+"); plus && digits(id) {
			t = user + "@users.noreply.github.com"
		}
	}
	return Identity(t)
}

// IsEmail says whether the identity is an e-mail address.
func (i Identity) IsEmail() bool { return strings.Contains(string(i), "@") }

// Self is everything by which a person is known, in the order it was said.
// The zero Self is nobody and matches nothing.
type Self struct {
	Person     Person
	Identities []Identity
}

// Match finds the identity under which an author is this person: the e-mail
// address first, then the name.
func (s Self) Match(name, email string) (Identity, bool) {
	byEmail, byName := Known(email), Known(name)
	for _, i := range s.Identities {
		if i != "" && i == byEmail {
			return i, true
		}
	}
	for _, i := range s.Identities {
		if i != "" && !i.IsEmail() && i == byName {
			return i, true
		}
	}
	return "", false
}

func digits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}
