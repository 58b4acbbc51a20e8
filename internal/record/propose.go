package record

import (
	"slices"
	"strings"
	"unicode"
)

// winVerbs are the words that say how far what was done is from the work itself.
var winVerbs = [][]string{
	{"shipped", "wrote", "fixed", "built", "coded", "implemented", "debugged", "refactored", "released", "deployed", "prototyped", "optimised", "optimized", "ported", "rewrote", "automated", "added", "removed", "made"},
	{"reviewed", "approved", "audited", "tested"},
	{"mentored", "hired", "taught", "coached", "interviewed", "onboarded", "trained", "paired", "recruited", "helped", "unblocked"},
	{"coordinated", "aligned", "planned", "organised", "organized", "negotiated", "presented", "facilitated", "convinced", "budgeted", "prioritised", "prioritized", "scheduled", "delegated", "led", "managed"},
	{"reorganised", "reorganized", "restructured"},
}

// others are words for those who may have done it in the person's place.
var others = []string{"team", "teams", "they", "she", "he", "reports", "somebody", "someone", "everybody", "everyone"}

// ProposeLevel is the distance from the work that a few words of a win speak of, and
// the word that says so: the first one that is known. It proposes nothing where none is,
// or where somebody else is named before it: who did it then is for the person to say.
func ProposeLevel(text string) (level int, word string, some bool) {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
	for _, word := range words {
		if slices.Contains(others, word) {
			return 0, "", false
		}
		for level, verbs := range winVerbs {
			if slices.Contains(verbs, word) {
				return level, word, true
			}
		}
	}
	return 0, "", false
}
