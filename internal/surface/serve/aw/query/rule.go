package query

import (
	"errors"
	"regexp"
	"regexp/syntax"
)

// rule is a regular expression with what it costs.
type rule struct {
	re    *regexp.Regexp // nil matches nothing
	steps int            // at a short text
}

// A rule's text and its program are bounded: "((a{30}){30})" is short, and each letter of
// a title may be held against each of its instructions.
const (
	longestRule  = 1 << 10 // bytes
	mostProgram  = 1000    // instructions
	programSteps = 64      // instructions that are tried in the time of one step
)

// compiled is the rule of a text.
func compiled(text string, ignoreCase bool) (rule, error) {
	if len(text) > longestRule {
		return rule{}, errors.New("a rule has at most 1 KB")
	}
	if ignoreCase {
		text = "(?i)" + text
	}
	parsed, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		return rule{}, err
	}
	program, err := syntax.Compile(parsed.Simplify())
	if err != nil {
		return rule{}, err
	}
	if len(program.Inst) > mostProgram {
		return rule{}, errors.New("a rule is too large: write it shorter, with fewer repetitions")
	}
	re, err := regexp.Compile(text)
	return rule{re, 1 + len(program.Inst)/programSteps}, err
}
