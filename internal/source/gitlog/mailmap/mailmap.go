// Package mailmap says under which name and address somebody in a history is to be
// known, as gitmailmap(5) has it, in whatever spelling and encoding they are
// written. It reads text and no repository.
package mailmap

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Map says under which name and address an author is to be known, as the
// file .mailmap does (gitmailmap(5)). The nil Map changes nothing.
type Map map[alias]canonical

// alias is what a commit says, in lower case; name is "" in an entry that
// applies to the address under whatever name.
type alias struct{ name, mail string }

// canonical is what is meant; an empty field leaves what the commit says.
type canonical struct{ name, mail string }

// Parse reads the four forms:
//
//	Name <commit@mail>
//	<mail> <commit@mail>
//	Name <mail> <commit@mail>
//	Name <mail> Commit Name <commit@mail>
//
// Later lines win. Lines in no such form say nothing.
func Parse(text []byte) Map {
	m := Map{}
	text = bytes.TrimPrefix(UTF8(text), []byte("\ufeff"))
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			m.parseLine(line)
		}
	}
	return m
}

func (m Map) parseLine(line string) {
	name, mail, rest, ok := cutIdentity(line)
	if !ok || mail == "" {
		return
	}
	oldName, oldMail, _, two := cutIdentity(rest)
	if !two {
		if name != "" {
			m.add(alias{"", mail}, canonical{name, ""})
		}
		return
	}
	m.add(alias{oldName, oldMail}, canonical{name, mail})
}

// add lays an entry over what the address was mapped to before.
func (m Map) add(from alias, to canonical) {
	from = aliasOf(from.name, from.mail)
	was := m[from]
	if to.name == "" {
		to.name = was.name
	}
	if to.mail == "" {
		to.mail = was.mail
	}
	m[from] = to
}

// cutIdentity takes "Name <mail>" from the front of a line.
func cutIdentity(line string) (name, mail, rest string, ok bool) {
	name, rest, opened := strings.Cut(line, "<")
	mail, rest, closed := strings.Cut(rest, ">")
	return strings.TrimSpace(name), strings.TrimSpace(mail), rest, opened && closed
}

// aliasOf is a name and an address in whatever spelling: of letters, and of
// Unicode's normal forms.
func aliasOf(name, mail string) alias {
	return alias{norm.NFC.String(strings.ToLower(name)), norm.NFC.String(strings.ToLower(mail))}
}

// Over is the Map with another one over it: what both say, the other does.
func (m Map) Over(other Map) Map {
	for from, to := range other {
		m.add(from, to)
	}
	return m
}

// Resolve is who is meant by a name and an address: an entry for both before
// one for the address alone.
func (m Map) Resolve(name, mail string) (string, string) {
	to, ok := m[aliasOf(name, mail)]
	if !ok {
		to, ok = m[aliasOf("", mail)]
	}
	if !ok {
		return name, mail
	}
	if to.name != "" {
		name = to.name
	}
	if to.mail != "" {
		mail = to.mail
	}
	return name, mail
}

// Apart says whether the commits of a name and an address were told apart from others at
// that address: an entry for both says whose they are, and says nothing of the address
// under other names, which many may use.
func (m Map) Apart(name, mail string) bool {
	_, is := m[aliasOf(name, mail)]
	return is && name != ""
}

// Alone is the address to which those of an address are mapped under whatever name, and
// whether there is one.
func (m Map) Alone(mail string) (to string, ok bool) {
	to = m[aliasOf("", mail)].mail
	return to, to != ""
}

// Led are the addresses to which entries for some names and addresses lead, in any order;
// of is told both in lower case, the name "" in an entry for the address under whatever
// name.
func (m Map) Led(of func(name, mail string) bool) (to []string) {
	for from, is := range m {
		if is.mail != "" && of(from.name, from.mail) {
			to = append(to, is.mail)
		}
	}
	return to
}

// UTF8 is a line in UTF-8. Older commits hold Latin-1, with or without saying
// so; nothing else is guessed, and every byte of that is a letter.
func UTF8(raw []byte) []byte {
	if utf8.Valid(raw) {
		return raw
	}
	out := make([]byte, 0, len(raw)+8)
	for _, b := range raw {
		out = utf8.AppendRune(out, rune(b))
	}
	return out
}
