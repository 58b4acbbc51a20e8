package gitlog

import (
	"bytes"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// mailmap says under which name and address an author is to be known, as the
// file .mailmap does (gitmailmap(5)). The nil mailmap changes nothing.
type mailmap map[alias]canonical

// alias is what a commit says, in lower case; name is "" in an entry that
// applies to the address under whatever name.
type alias struct{ name, mail string }

// canonical is what is meant; an empty field leaves what the commit says.
type canonical struct{ name, mail string }

// parseMailmap reads the four forms:
//
//	Name <commit@mail>
//	<mail> <commit@mail>
//	Name <mail> <commit@mail>
//	Name <mail> Commit Name <commit@mail>
//
// Later lines win. Lines in no such form say nothing.
func parseMailmap(text []byte) mailmap {
	m := mailmap{}
	text = bytes.TrimPrefix(inUTF8(text), []byte("\ufeff"))
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			m.parseLine(line)
		}
	}
	return m
}

func (m mailmap) parseLine(line string) {
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
func (m mailmap) add(from alias, to canonical) {
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

// over is a mailmap with another one over it: what both say, the other does.
func (m mailmap) over(other mailmap) mailmap {
	for from, to := range other {
		m.add(from, to)
	}
	return m
}

// resolve is who is meant by a name and an address: an entry for both before
// one for the address alone.
func (m mailmap) resolve(name, mail string) (string, string) {
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
