package leave

import (
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/who"
)

func TestTitled(t *testing.T) {
	ann := who.Self{Identities: []who.Identity{"ann.lee@example.org", "ann lee", "a. lee-núñez"}}
	for title, want := range map[string]bool{
		"Vacation": true, "  URLAUB  ": true, "🏖 Vacation 🏖": true, "Ann: vacation": true, "Vacation (Ann Lee)": true, "PTO - Lee-Núñez": true,
		"Arrêt maladie": true, "休暇": true, "krank :-(": true, "föräldraledig": true, "fo\u0308ra\u0308ldraledig": false,
		"Vacation Bob": false, "Vacation in Rome": false, "Vacation planning": false, "vacationing": false, "Holiday": false,
		"Ann": false, "": false, "!": false, "vacation\nurlaub": false, "\n": false, strings.Repeat("vacation ", 9): false,
	} {
		if got := Titled(title, ann); got != want {
			t.Errorf("%q: %v, want %v", title, got, want)
		}
	}
	if Titled("Vacation Ann", who.Self{}) {
		t.Error("it is not known who Ann is")
	}
}

// Each word is one line, in the form in which titles are compared, and there once.
func TestTheListIsInTheFormThatIsCompared(t *testing.T) {
	met := map[string]bool{}
	for line := range strings.Lines(strings.TrimPrefix(titles, "\n")) {
		word := strings.TrimSuffix(line, "\n")
		if word == "" || met[word] || strings.Join(wordsOf(word), " ") != word || !Titled(word, who.Self{}) {
			t.Errorf("%q", word)
		}
		met[word] = true
	}
}

// A name beside a word for absence is the person's own, or somebody else's.
func TestOfAnother(t *testing.T) {
	ann := who.Self{Identities: []who.Identity{"ann.lee@example.org"}}
	for text, want := range map[string]bool{
		"(Carl)": true, ": Carl Moss": true, "- Ann & Carl": true,
		"": false, "(Ann)": false, "- dentist": false, "(Vacation)": false, "Back On Monday With New Glasses": false, "(back Monday)": false,
	} {
		if got := OfAnother(text, ann); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	for title, want := range map[string]string{"Ann: OOO": "OOO", "Lee, Ann - Out of office": "Out of office", "Carl OOO": "Carl OOO", "Ann": "Ann", "": ""} {
		if got := Without(title, ann); got != want {
			t.Errorf("%q without Ann is %q, want %q", title, got, want)
		}
	}
}
