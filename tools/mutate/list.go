package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// mutant is one way to break the code, and the tests that must notice.
type mutant struct {
	name     string
	file     string // from the root of the tree
	old, new string // the text that stands there once, and what takes its place
	tests    []suite
	slow     bool   // its tests take too long for a sample
	harmless string // why nothing is lost by it, "" where a test must fail
}

// suite is a package, and which of its tests; "" for all.
type suite struct{ pkg, run string }

// readList reads a list of mutants: stanzas apart by empty lines, each of lines
// that begin with a word. Lines that begin with # say something to the reader.
//
//	name policy/grain
//	file internal/govern/policy/policy.go
//	- i < 0 || ask.Grain > Weeks
//	+ i < 0
//	test ./internal/govern/policy TestDefaultDeny
//
// Several lines of - and + are joined; after a - or a + and one space each
// letter counts. `slow` keeps it out of samples, `harmless WHY` says that no
// test can fail and why not. A name in the list twice is an error.
func readList(path string) ([]mutant, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var all []mutant
	named := map[string]bool{}
	for stanza := range strings.SplitSeq(string(text), "\n\n") {
		m, err := parse(stanza)
		switch {
		case err != nil:
			return nil, fmt.Errorf("%s: %s: %w", path, m.name, err)
		case m.name == "":
			continue // words to the reader alone
		case named[m.name]:
			return nil, fmt.Errorf("%s: %s stands there twice", path, m.name)
		}
		named[m.name] = true
		all = append(all, m)
	}
	return all, nil
}

// parse reads one stanza.
func parse(stanza string) (m mutant, err error) {
	var before, after []string
	for line := range strings.Lines(stanza) {
		word, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		switch word {
		case "", "#":
		case "name":
			m.name = rest
		case "file":
			m.file = rest
		case "-":
			before = append(before, rest)
		case "+":
			after = append(after, rest)
		case "test":
			pkg, run, _ := strings.Cut(rest, " ")
			m.tests = append(m.tests, suite{pkg, run})
		case "slow":
			m.slow = true
		case "harmless":
			m.harmless = rest
		default:
			return m, fmt.Errorf("%q is no word of a list", word)
		}
	}
	m.old, m.new = strings.Join(before, "\n"), strings.Join(after, "\n")
	if m.name != "" && (m.file == "" || m.old == "" || len(m.tests) == 0) {
		return m, errors.New("it needs a file, a text that is there, and tests")
	}
	return m, nil
}

// broken is the mutant's file as it would be. An entry that no longer fits the
// file is an error: what it tries is tried no more.
func (m mutant) broken(root string) ([]byte, error) {
	text, err := os.ReadFile(filepath.Join(root, m.file))
	if err != nil {
		return nil, err
	}
	if n := strings.Count(string(text), m.old); n != 1 {
		return nil, fmt.Errorf("the text stands %d times in %s, not once", n, m.file)
	}
	if m.old == m.new {
		return nil, errors.New("it changes nothing")
	}
	return []byte(strings.Replace(string(text), m.old, m.new, 1)), nil
}
