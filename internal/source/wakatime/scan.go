package wakatime

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
)

// The scanner cuts JSON into its parts without building anything. It finds the
// ends of values by brackets and quotes alone, so that one odd value, such as
// the NaN that some clients write, spoils its own item and no other.

// blank is the first index from i on that is no white space.
func blank(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\t' || b[i] == '\n' || b[i] == '\r') {
		i++
	}
	return i
}

// quoted is the index after the string that begins at i, -1 where it never ends.
func quoted(b []byte, i int) int {
	for i++; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return -1
}

// value is the index after the value that begins at i, -1 where it never ends
// or nothing is there.
func value(b []byte, i int) int {
	if i >= len(b) {
		return -1
	}
	switch b[i] {
	case '"':
		return quoted(b, i)
	case '{', '[':
		return nested(b, i)
	}
	end := i
	for end < len(b) && !strings.ContainsRune(",]} \t\r\n:", rune(b[end])) {
		end++
	}
	if end == i {
		return -1
	}
	return end
}

// nested is the index after the object or array that begins at i.
func nested(b []byte, i int) int {
	for depth := 0; i < len(b); i++ {
		switch b[i] {
		case '"':
			end := quoted(b, i)
			if end < 0 {
				return -1
			}
			i = end - 1
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}

// elements cuts an array into its elements. What follows the point where it
// ceases to be one is the last element, so that nothing is lost. One too many is
// enough to tell that there are too many.
func elements(b []byte) (list [][]byte) {
	i := blank(b, 1)
	for i < len(b) && b[i] != ']' && len(list) <= maxItems {
		end := value(b, i)
		if end < 0 {
			return append(list, b[i:])
		}
		list = append(list, b[i:end])
		if i = blank(b, end); i < len(b) && b[i] == ',' {
			i = blank(b, i+1)
		}
	}
	return list
}

// members hands over the members of a valid object, in its order.
func members(b []byte, each func(key, value []byte)) {
	for i := blank(b, 1); i < len(b) && b[i] == '"'; {
		end := quoted(b, i)
		key := b[i+1 : end-1]
		i = blank(b, blank(b, end)+1)
		end = value(b, i)
		each(key, b[i:end])
		if i = blank(b, end); i < len(b) && b[i] == ',' {
			i = blank(b, i+1)
		}
	}
}

// text is a value as text: a string without its quotes, a number or truth value
// as it stands; null and whatever holds more is "".
func text(v []byte) string {
	switch v[0] {
	case '{', '[', 'n':
		return ""
	case '"':
	default:
		return string(v)
	}
	if inner := v[1 : len(v)-1]; bytes.IndexByte(inner, '\\') < 0 {
		return logbook.Text(string(inner))
	}
	var s string
	if json.Unmarshal(v, &s) != nil {
		return ""
	}
	return logbook.Text(s)
}

// truth is true, and what clients write for it.
func truth(v []byte) bool {
	switch text(v) {
	case "true", "True", "1":
		return true
	}
	return false
}

// mended is an item that is no JSON made into JSON, where the numbers that are
// none (NaN and the infinities) and bare control characters are all that is
// wrong with it; else nil.
func mended(b []byte) []byte {
	var out bytes.Buffer
	for i := 0; i < len(b); {
		end := i + 1
		switch c := b[i]; {
		case c == '"':
			if end = quoted(b, i); end < 0 {
				return nil
			}
			out.WriteString(escaped(b[i:end]))
		case strings.ContainsRune("{}[],: \t\r\n", rune(c)):
			out.WriteByte(c)
		default:
			if end = value(b, i); end < 0 {
				return nil
			}
			out.WriteString(literal(string(b[i:end])))
		}
		i = end
	}
	if !json.Valid(out.Bytes()) {
		return nil
	}
	return out.Bytes()
}

func literal(word string) string {
	switch strings.ToLower(strings.TrimLeft(word, "+-")) {
	case "nan", "inf", "infinity", "none", "undefined":
		return "null"
	case "true", "false":
		return strings.ToLower(word)
	}
	return word
}

// escaped writes the control characters of a string as JSON wants them.
func escaped(s []byte) string {
	const hex = "0123456789abcdef"
	var out strings.Builder
	for _, c := range s {
		if c < ' ' {
			out.WriteString(`\u00`)
			out.WriteByte(hex[c>>4])
			out.WriteByte(hex[c&15])
			continue
		}
		out.WriteByte(c)
	}
	return out.String()
}
