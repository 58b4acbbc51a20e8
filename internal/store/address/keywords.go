package address

import "strings"

const spaces = " \t\n\r\v\f"

// keywords reads libpq's other form: words, each with "=" and a value, which stands in
// single quotes where it holds a space or nothing. A backslash takes what follows it as
// it is.
func keywords(text string) (all []setting, ok bool) {
	for text = strings.TrimLeft(text, spaces); text != ""; text = strings.TrimLeft(text, spaces) {
		name, rest, said := strings.Cut(text, "=")
		name = strings.ToLower(strings.Trim(name, spaces))
		if !said || name == "" || strings.ContainsAny(name, spaces) {
			return all, false
		}
		var value string
		if value, text, ok = first(strings.TrimLeft(rest, spaces)); !ok {
			return all, false
		}
		all = append(all, setting{name, value})
	}
	return all, len(all) > 0
}

// first is the first value of a text, and what follows it; false where its quotes do
// not end.
func first(text string) (value, rest string, ok bool) {
	in := strings.HasPrefix(text, "'")
	if in {
		text = text[1:]
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text):
			i++
			b.WriteByte(text[i])
		case in && c == '\'':
			return b.String(), text[i+1:], true
		case !in && strings.IndexByte(spaces, c) >= 0:
			return b.String(), text[i:], true
		case c != '\\':
			b.WriteByte(c)
		}
	}
	return b.String(), "", !in
}
