package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"regexp/syntax"
	"strconv"
	"strings"
	"unicode"
)

// rules are the tables of the product's linguist, field by field.
type rules struct {
	folders, files, starts, begins, holds, ends, anyCase, lowered []string
	patterns                                                      []pattern
}

type pattern struct{ need, text string }

// shape is a pattern as a list of words between two edges.
type shape struct {
	boundary, begin, end bool // (^|/) or ^ before the words, $ after them
	fold                 bool // in whichever case
	words                []string
}

// add puts a pattern where its shape belongs; what has no such shape stays a
// regular expression.
func (r *rules) add(text string) error {
	tree, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		return fmt.Errorf("pattern %s: %w", text, err)
	}
	s, ok := shapeOf(tree)
	if !ok || !r.place(s) {
		r.patterns = append(r.patterns, pattern{needed(tree), text})
	}
	return nil
}

// place says whether there is a table for the shape, and fills it.
func (r *rules) place(s shape) bool {
	switch {
	case s.fold && s.end && !s.boundary && !s.begin:
		r.anyCase = append(r.anyCase, s.words...)
	case s.fold || s.begin && s.end || s.boundary && s.end && anyHas(s.words, "/"):
		return false
	case s.boundary && s.end:
		r.files = append(r.files, s.words...)
	case s.boundary:
		r.start(s.words)
	case s.begin:
		r.begins = append(r.begins, s.words...)
	case s.end:
		r.ends = append(r.ends, s.words...)
	default:
		r.holds = append(r.holds, s.words...)
	}
	return true
}

// start sorts what follows a boundary into whole folders and mere beginnings.
func (r *rules) start(words []string) {
	for _, word := range words {
		if folder, whole := strings.CutSuffix(word, "/"); whole && !strings.Contains(folder, "/") {
			r.folders = append(r.folders, folder)
		} else {
			r.starts = append(r.starts, "/"+word)
		}
	}
}

func anyHas(words []string, part string) bool {
	for _, w := range words {
		if strings.Contains(w, part) {
			return true
		}
	}
	return false
}

// shapeOf takes the edges off a pattern and lists what lies between.
func shapeOf(tree *syntax.Regexp) (s shape, ok bool) {
	parts := []*syntax.Regexp{tree}
	if tree.Op == syntax.OpConcat {
		parts = tree.Sub
	}
	if first := bare(parts[0]); first.Op == syntax.OpBeginText {
		s.begin, parts = true, parts[1:]
	} else if isBoundary(first) {
		s.boundary, parts = true, parts[1:]
	}
	if len(parts) > 0 && parts[len(parts)-1].Op == syntax.OpEndText {
		s.end, parts = true, parts[:len(parts)-1]
	}
	s.words = []string{""}
	for _, part := range parts {
		words, few := listed(part, &s.fold)
		if s.words = times(s.words, words); !few || len(s.words) > most {
			return s, false
		}
	}
	return s, true
}

// most is how many words a pattern may stand for.
const most = 64

func bare(re *syntax.Regexp) *syntax.Regexp {
	for re.Op == syntax.OpCapture {
		re = re.Sub[0]
	}
	return re
}

// isBoundary says whether it is (^|/).
func isBoundary(re *syntax.Regexp) bool {
	return re.Op == syntax.OpAlternate && len(re.Sub) == 2 && re.Sub[0].Op == syntax.OpBeginText &&
		re.Sub[1].Op == syntax.OpLiteral && string(re.Sub[1].Rune) == "/"
}

// listed are all texts that match, where they are few; fold is set where their
// case does not matter.
func listed(re *syntax.Regexp, fold *bool) (words []string, ok bool) {
	switch re.Op {
	case syntax.OpEmptyMatch:
		return []string{""}, true
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return []string{string(re.Rune)}, true
		}
		if len(re.Rune) == 1 { // how [Dd] is parsed
			return cases(re.Rune[0]), true
		}
		*fold = true
		return []string{strings.ToLower(string(re.Rune))}, true
	case syntax.OpCharClass:
		for i := 0; i < len(re.Rune); i += 2 {
			for c := re.Rune[i]; c <= re.Rune[i+1]; c++ {
				if words = append(words, string(c)); len(words) > 4 {
					return nil, false
				}
			}
		}
		return words, true
	case syntax.OpCapture:
		return listed(re.Sub[0], fold)
	case syntax.OpQuest:
		words, ok = listed(re.Sub[0], fold)
		return append(words, ""), ok
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			some, few := listed(sub, fold)
			if !few {
				return nil, false
			}
			words = append(words, some...)
		}
		return words, true
	case syntax.OpConcat:
		words = []string{""}
		for _, sub := range re.Sub {
			some, few := listed(sub, fold)
			if words = times(words, some); !few || len(words) > most {
				return nil, false
			}
		}
		return words, true
	}
	return nil, false
}

// cases are a letter in every case.
func cases(letter rune) []string {
	all := []string{string(letter)}
	for c := unicode.SimpleFold(letter); c != letter; c = unicode.SimpleFold(c) {
		all = append(all, string(c))
	}
	return all
}

func times(before, after []string) (all []string) {
	for _, a := range before {
		for _, b := range after {
			all = append(all, a+b)
		}
	}
	return all
}

// needed is text that is in whatever matches: the longest literal, preferably
// none that begins with a dot, since ".js" is in too many names.
func needed(re *syntax.Regexp) (best string) {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return string(re.Rune)
		}
	case syntax.OpCapture, syntax.OpPlus:
		return needed(re.Sub[0])
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			if text := needed(sub); rarity(text) > rarity(best) {
				best = text
			}
		}
	}
	return best
}

func rarity(text string) int {
	if strings.HasPrefix(text, ".") && len(text) <= 4 {
		return 1
	}
	return 2 * len(text)
}

// matcher is one of go-enry's rules for the names of generated files, as its
// source writes it: nameMatches, nameContains or nameEndsWith, and the text.
type matcher struct{ kind, text string }

func (m matcher) into(r *rules) error {
	switch m.kind {
	case "nameMatches":
		return r.add(m.text)
	case "nameContains":
		r.holds = append(r.holds, m.text)
	case "nameEndsWith":
		r.ends = append(r.ends, m.text)
	default:
		return fmt.Errorf("go-enry has a new kind of rule, %s", m.kind)
	}
	return nil
}

// nameMatchers reads the rules from go-enry's source: at run time they are
// functions, which do not tell what they hold.
func nameMatchers() (all []matcher, err error) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/go-enry/go-enry/v2").Output()
	if err != nil {
		return nil, fmt.Errorf("finding go-enry: %w", err)
	}
	name := filepath.Join(strings.TrimSpace(string(dir)), "data", "generated.go")
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || spec.Names[0].Name != "GeneratedCodeNameMatchers" {
			return true
		}
		for _, e := range spec.Values[0].(*ast.CompositeLit).Elts {
			call := e.(*ast.CallExpr)
			text, wrong := strconv.Unquote(call.Args[0].(*ast.BasicLit).Value)
			if wrong != nil {
				err = wrong
			}
			all = append(all, matcher{call.Fun.(*ast.Ident).Name, text})
		}
		return false
	})
	if len(all) == 0 && err == nil {
		err = fmt.Errorf("%s lists no rules for names", name)
	}
	return all, err
}
