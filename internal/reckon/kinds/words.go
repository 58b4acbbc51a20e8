package kinds

import (
	"strings"
	"unicode"
)

// oneOnOnes are the ways to write what becomes the word "1:1".
var oneOnOnes = strings.NewReplacer(
	"one-on-one", "1:1", "one on one", "1:1", "one-to-one", "1:1", "one to one", "1:1", "1-on-1", "1:1", "1 on 1", "1:1",
	"1on1", "1:1", "1-to-1", "1:1", "1-2-1", "1:1", "1x1", "1:1", "1/1", "1:1", "1-1", "1:1", "1 : 1", "1:1", "1∶1", "1:1",
	"↔", " <> ", "<->", " <> ", "⇄", " <> ", "’", "'",
)

// words are those of a title in lower case: letters and digits together, signs
// apart. Runs of digits become "#", so that the same thing next year is the same
// thing; a one-to-one is one word however it is written.
func words(title string) (out []string) {
	text := []rune(oneOnOnes.Replace(strings.ToLower(title)))
	for i := 0; i < len(text); {
		switch r := text[i]; {
		case r == '1' && hasAt(text, i, "1:1") && !digitAt(text, i+3):
			out = append(out, "1:1")
			i += 3
		case r == '<' && hasAt(text, i, "<>"):
			out = append(out, "<>")
			i += 2
		case wordly(r):
			from := i
			for i < len(text) && (wordly(text[i]) || text[i] == '\'' && i+1 < len(text) && unicode.IsLetter(text[i+1])) {
				i++
			}
			out = append(out, numbered(text[from:i]))
		default:
			if unicode.Is(unicode.So, r) && r != unicode.ReplacementChar {
				out = append(out, string(r))
			}
			i++
		}
	}
	return out
}

func wordly(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

func hasAt(text []rune, i int, what string) bool {
	return i+len(what) <= len(text) && string(text[i:i+len(what)]) == what
}

func digitAt(text []rune, i int) bool { return i < len(text) && unicode.IsDigit(text[i]) }

// numbered is a word with each run of digits as "#".
func numbered(word []rune) string {
	var b strings.Builder
	digits := false
	for _, r := range word {
		if unicode.IsDigit(r) {
			if !digits {
				b.WriteByte('#')
			}
			digits = true
			continue
		}
		digits = false
		b.WriteRune(r)
	}
	return b.String()
}

func joined(words []string) string { return strings.Join(words, " ") }

// phrase is words that follow one another in a title. A word that ends in "*"
// stands for all that begin so, one that begins with "*" for all that end so.
// "^" before the first binds it to the beginning, "$" after the last to the end.
type phrase struct {
	words      []string
	start, end bool
}

// phrases reads a list of phrases, "|" between them.
func phrases(list string) (out []phrase) {
	for item := range strings.SplitSeq(list, "|") {
		item = strings.TrimSpace(item)
		p := phrase{start: strings.HasPrefix(item, "^"), end: strings.HasSuffix(item, "$")}
		p.words = strings.Fields(strings.TrimSuffix(strings.TrimPrefix(item, "^"), "$"))
		if len(p.words) > 0 {
			out = append(out, p)
		}
	}
	return out
}

// in is where the phrase stands in a title, as it stands there; "" for nowhere.
func (p phrase) in(title []string) string {
	last := len(title) - len(p.words)
	for at := 0; at <= last; at++ {
		if p.start && at > 0 {
			return ""
		}
		if (!p.end || at == last) && p.at(title[at:]) {
			return joined(title[at : at+len(p.words)])
		}
	}
	return ""
}

func (p phrase) at(title []string) bool {
	for i, w := range p.words {
		if !alike(w, title[i]) {
			return false
		}
	}
	return true
}

func alike(pattern, word string) bool {
	if begin, some := strings.CutSuffix(pattern, "*"); some {
		return strings.HasPrefix(word, begin)
	}
	if end, some := strings.CutPrefix(pattern, "*"); some {
		return strings.HasSuffix(word, end)
	}
	return pattern == word
}

// first is the first of some phrases that stands in a title.
func first(some []phrase, title []string) (string, bool) {
	for _, p := range some {
		if found := p.in(title); found != "" {
			return found, true
		}
	}
	return "", false
}
