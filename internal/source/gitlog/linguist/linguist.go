// Package linguist says what the name of a file tells about it, by the rules of
// GitHub's linguist: whether the file is somebody else's code, whether a program
// wrote it, and in which language it is. It reads no content and knows nothing of
// git.
//
// The rules are tables in tables.go, which tools/linguist writes from go-enry.
// They are sorted, so that they are searched as they lie in the program: nothing
// is built when it starts. Most of linguist's patterns say "a folder of this
// name", "a file of this name" or "a name that ends so", and became rows; the
// few others stay regular expressions, which are compiled when the first name
// comes that one of them could match.
//
// Names are paths as git writes them: from the root of the repository, with
// slashes, in any encoding.
package linguist

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Vendored says whether the name is of somebody else's code that is kept here.
func Vendored(name string) bool {
	return vendored.match(name, vendoredPatterns)
}

// Generated says whether the name is of a file that a program wrote. What only
// the content of a file tells is not known here.
func Generated(name string) bool {
	return generated.match(name, generatedPatterns)
}

// LanguageByName is the language of a file called exactly so ("Makefile"), the
// first by the alphabet where several use the name, or "".
func LanguageByName(name string) string {
	return languageOf(names, path.Base(name))
}

// LanguageByEnding is the language of the longest ending of the name that is
// known (".blade.php" before ".php"), the first by the alphabet where several use
// it, or "".
func LanguageByEnding(name string) string {
	ending := strings.ToLower(path.Base(name))
	for {
		dot := strings.IndexByte(ending, '.')
		if dot < 0 {
			return ""
		}
		if l := languageOf(endings, ending[dot:]); l != "" {
			return l
		}
		ending = ending[dot+1:]
	}
}

// entry is a name, or an ending, and the language that uses it.
type entry struct{ key, language string }

func languageOf(sorted []entry, key string) string {
	at, ok := slices.BinarySearchFunc(sorted, key, func(e entry, key string) int { return strings.Compare(e.key, key) })
	if !ok {
		return ""
	}
	return sorted[at].language
}

// rules are what a name is held against; one that matches is enough.
type rules struct {
	folders  []string  // a folder on the way is called so; sorted
	files    []string  // the file is called so; sorted
	starts   []string  // the name, or what follows one of its slashes, begins so; each with a slash before it
	begins   []string  // the name begins so
	holds    []string  // the name has it somewhere
	ends     []string  // the name ends so
	anyCase  []string  // the name ends so, in whichever case
	lowered  []string  // the name ends so once it is in lower case
	patterns []pattern // what no row above can say
}

// pattern is a regular expression, and text that whatever matches it holds.
type pattern struct{ need, text string }

var (
	vendoredPatterns  = sync.OnceValue(func() []*regexp.Regexp { return compiled(vendored.patterns) })
	generatedPatterns = sync.OnceValue(func() []*regexp.Regexp { return compiled(generated.patterns) })
)

func compiled(patterns []pattern) []*regexp.Regexp {
	all := make([]*regexp.Regexp, len(patterns))
	for i, p := range patterns {
		all[i] = regexp.MustCompile(p.text)
	}
	return all
}

// match says whether a rule matches the name; expressions gives the patterns
// compiled, in their order.
func (r *rules) match(name string, expressions func() []*regexp.Regexp) bool {
	return r.segments(name) || r.edges(name) ||
		slices.ContainsFunc(r.holds, func(s string) bool { return strings.Contains(name, s) }) ||
		r.matchPattern(name, expressions)
}

// segments holds each folder on the way, and the file, against their tables.
func (r *rules) segments(name string) bool {
	for {
		folder, rest, more := strings.Cut(name, "/")
		if !more {
			_, ok := slices.BinarySearch(r.files, name)
			return ok
		}
		if _, ok := slices.BinarySearch(r.folders, folder); ok {
			return true
		}
		name = rest
	}
}

// edges looks at how the name, and what follows each slash, begins, and at how
// the name ends.
func (r *rules) edges(name string) bool {
	return slices.ContainsFunc(r.starts, func(s string) bool { return strings.HasPrefix(name, s[1:]) || strings.Contains(name, s) }) ||
		slices.ContainsFunc(r.begins, func(s string) bool { return strings.HasPrefix(name, s) }) ||
		slices.ContainsFunc(r.ends, func(s string) bool { return strings.HasSuffix(name, s) }) ||
		slices.ContainsFunc(r.anyCase, func(s string) bool { return endsInAnyCase(name, s) }) ||
		len(r.lowered) > 0 && endsLowered(name, r.lowered)
}

func endsLowered(name string, endings []string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc(endings, func(s string) bool { return strings.HasSuffix(name, s) })
}

// endsInAnyCase says whether the name ends so in upper, lower or mixed case, as
// regular expressions mean it: a long s is an s. The ending is ASCII.
func endsInAnyCase(name, ending string) bool {
	at := len(name)
	for range len(ending) {
		_, width := utf8.DecodeLastRuneInString(name[:at])
		at -= width
	}
	return strings.EqualFold(name[at:], ending)
}

func (r *rules) matchPattern(name string, expressions func() []*regexp.Regexp) bool {
	for i, p := range r.patterns {
		if strings.Contains(name, p.need) && expressions()[i].MatchString(name) {
			return true
		}
	}
	return false
}
