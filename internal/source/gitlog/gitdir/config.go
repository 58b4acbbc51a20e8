package gitdir

import (
	"strings"
)

// Setting is one value of a git configuration: "user.email", or with a
// subsection "remote.origin.url". Section and name are in lower case.
type Setting struct {
	Section, Sub, Name string
	Value              string
}

// MaxConfig bounds a configuration file.
const MaxConfig = 4 << 20

// Settings reads git's configuration syntax (git-config(1)) and passes over
// what it does not understand.
func Settings(text []byte, each func(Setting)) {
	p := &configParser{each: each}
	for line := range strings.Lines(joinLines(string(text))) {
		p.parseLine(strings.TrimSpace(line))
	}
}

// joinLines joins lines that end in a backslash with the next.
func joinLines(text string) string {
	text = strings.TrimPrefix(strings.ReplaceAll(text, "\r\n", "\n"), "\uFEFF")
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(text, "\\\n")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		if strings.HasSuffix(before, `\`) { // an escaped backslash ends the line after all
			b.WriteString("\\\n")
		}
		text = after
	}
}

type configParser struct {
	section, sub string
	each         func(Setting)
}

func (p *configParser) parseLine(line string) {
	if strings.HasPrefix(line, "[") {
		line = p.header(line)
	}
	if line == "" || line[0] == '#' || line[0] == ';' {
		return
	}
	name, value, valued := strings.Cut(line, "=")
	name = strings.ToLower(strings.TrimSpace(name))
	if valued && name != "" && p.section != "" {
		p.each(Setting{p.section, p.sub, name, configValue(value)})
	}
	if !valued && p.section != "" && !strings.ContainsAny(name, " \t") {
		p.each(Setting{p.section, p.sub, name, "true"})
	}
}

// header reads "[section]" or `[section "sub"]` and gives what follows it.
func (p *configParser) header(line string) (rest string) {
	end := closing(line)
	if end < 0 {
		p.section = ""
		return ""
	}
	section, sub, quoted := strings.Cut(line[1:end], `"`)
	p.section = strings.ToLower(strings.TrimSpace(section))
	p.sub = ""
	if quoted {
		p.sub = unescape(strings.TrimSuffix(sub, `"`))
	} else if before, after, dotted := strings.Cut(p.section, "."); dotted {
		p.section, p.sub = before, after
	}
	return strings.TrimSpace(line[end+1:])
}

// closing is where the bracket closes that opens a line, -1 for nowhere; one
// inside quotes does not count.
func closing(line string) int {
	quoted := false
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '"':
			quoted = !quoted
		case ']':
			if !quoted {
				return i
			}
		}
	}
	return -1
}

func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// configValue undoes quotes, escapes and remarks.
func configValue(raw string) string {
	var b strings.Builder
	raw = strings.TrimSpace(raw)
	quoted, kept := false, 0 // kept: how much of b no trailing space can shorten
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		switch {
		case c == '\\' && i+1 < len(raw):
			i++
			b.WriteByte(escaped(raw[i]))
			kept = b.Len()
			continue
		case c == '"':
			quoted = !quoted
			kept = b.Len()
			continue
		case (c == '#' || c == ';') && !quoted:
			return trimAfter(b.String(), kept)
		}
		b.WriteByte(c)
		if quoted {
			kept = b.Len()
		}
	}
	return trimAfter(b.String(), kept)
}

func trimAfter(s string, kept int) string {
	return s[:kept] + strings.TrimRight(s[kept:], " \t")
}

func escaped(c byte) byte {
	switch c {
	case 'n':
		return '\n'
	case 't':
		return '\t'
	case 'b':
		return '\b'
	}
	return c
}

// HasRemote says whether a repository's configuration names another one.
func HasRemote(text []byte) (found bool) {
	Settings(text, func(s Setting) { found = found || s.Section == "remote" && s.Name == "url" })
	return found
}
