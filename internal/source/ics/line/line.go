// Package line takes the text of a calendar apart, one property at a time (RFC 5545
// §3.1): name, parameters, value. What they mean it does not know.
package line

import (
	"iter"
	"strings"
)

// Property is one line of a component, in parts. All of it are substrings of
// the line: nothing is copied or unescaped.
type Property struct {
	Name   string // upper case
	Params string // as written, without the first ";"
	Value  string
}

// Properties yields the properties of a component's text in order with the
// number of their line, leaving out those of the components inside it.
func Properties(text string) iter.Seq2[int, Property] {
	return func(yield func(int, Property) bool) {
		depth := 0
		for n := 0; text != ""; n++ {
			end := strings.IndexByte(text, '\n')
			if end < 0 {
				end = len(text)
			}
			line := text[:end]
			text = text[min(end+1, len(text)):]
			p := Parse(line)
			switch {
			case p.Name == "BEGIN":
				depth++
			case p.Name == "END":
				depth--
			case depth <= 0 && !yield(n, p):
				return
			}
		}
	}
}

// Parse parts a line into name, parameters and value. A colon inside
// double quotes belongs to a parameter; a quote that is never closed, or text
// after one, is forgiven.
func Parse(line string) (p Property) {
	i := 0
	for i < len(line) && line[i] != ':' && line[i] != ';' {
		i++
	}
	p.Name = Upper(line[:i])
	switch {
	case i == len(line):
		return p
	case line[i] == ':':
		p.Value = line[i+1:]
		return p
	}
	rest := line[i+1:]
	colon := valueAt(rest)
	if colon < 0 {
		p.Params = rest
		return p
	}
	p.Params, p.Value = rest[:colon], rest[colon+1:]
	return p
}

// valueAt is where the colon before the value is, -1 where there is none.
func valueAt(rest string) int {
	quoted := false
	for i := range len(rest) {
		switch rest[i] {
		case '"':
			quoted = !quoted
		case ':':
			if !quoted {
				return i
			}
		}
	}
	if quoted { // never closed: the quote means nothing
		return strings.IndexByte(rest, ':')
	}
	return -1
}

// Upper is the name in upper case, copied only where it is not. A group
// before a dot ("item1.DTSTART") is left out.
func Upper(name string) string {
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name = name[i+1:]
	}
	name = strings.TrimSpace(name)
	for i := range len(name) {
		if c := name[i]; c >= 'a' && c <= 'z' {
			return strings.ToUpper(name)
		}
	}
	return name
}

// Param is the first value of a parameter, its quotes taken off, "" where it
// is not given. The name must be in upper case.
func (p Property) Param(name string) string {
	rest := p.Params
	for rest != "" {
		var item string
		item, rest = cutParam(rest)
		key, value, _ := strings.Cut(item, "=")
		if strings.EqualFold(strings.TrimSpace(key), name) {
			return Unquote(value)
		}
	}
	return ""
}

// cutParam parts parameters at the first ";" outside double quotes.
func cutParam(params string) (first, rest string) {
	quoted := false
	for i := range len(params) {
		switch params[i] {
		case '"':
			quoted = !quoted
		case ';':
			if !quoted {
				return params[:i], params[i+1:]
			}
		}
	}
	return params, ""
}

// Unquote takes the quotes off, and RFC 6868's "^n", "^^" and "^'" out.
func Unquote(value string) string {
	value = strings.TrimSpace(value)
	if strings.HasPrefix(value, `"`) {
		value = value[1:]
		if i := strings.LastIndexByte(value, '"'); i >= 0 {
			value = value[:i] + value[i+1:]
		}
	}
	if strings.IndexByte(value, '^') >= 0 {
		value = caret.Replace(value)
	}
	return value
}

var caret = strings.NewReplacer("^n", "\n", "^^", "^", "^'", `"`)

// Unescape reads a TEXT value. A backslash before anything but the escapes of
// RFC 5545 §3.3.11 stays, as in "C:\Users".
func Unescape(text string) string {
	if strings.IndexByte(text, '\\') < 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' || i+1 == len(text) {
			b.WriteByte(text[i])
			continue
		}
		switch c := text[i+1]; c {
		case 'n', 'N':
			b.WriteByte('\n')
		case '\\', ';', ',', ':', '"':
			b.WriteByte(c)
		default:
			b.WriteByte('\\')
			continue
		}
		i++
	}
	return b.String()
}

// Address is the e-mail address of an attendee or organiser: its "mailto:", or
// the EMAIL parameter that Apple writes beside an opaque one; in small letters.
func (p Property) Address() string {
	lower := strings.ToLower(p.Value)
	if i := strings.LastIndex(lower, "mailto:"); i >= 0 {
		return strings.TrimSpace(lower[i+len("mailto:"):])
	}
	if email := p.Param("EMAIL"); email != "" {
		return strings.ToLower(email)
	}
	return strings.TrimSpace(lower)
}

// Human says whether an attendee or organiser is no room, resource or group.
func (p Property) Human() bool {
	switch strings.ToUpper(p.Param("CUTYPE")) {
	case "ROOM", "RESOURCE", "GROUP":
		return false
	}
	to := p.Address()
	return !strings.HasSuffix(to, "@resource.calendar.google.com") && !strings.HasSuffix(to, "@group.calendar.google.com")
}
